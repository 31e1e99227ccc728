"""Closing the request of a right that recipients are told of (Art. 19): closed, it would be forgotten."""

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.store.models import Request
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import Saved
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.privacy.requests.answering import Delivery, note_delivered
from asiakasrekisteri.usecases.records import got
from asiakasrekisteri.usecases.rights.notices import require_told

_GIVING = frozenset({"granted", "partly"})
_TOLD = frozenset({"rectification", "restriction"})
"""An erasure demands the same before it is carried out."""


@use_case(Permission.REQUEST_WRITE, discloses=nothing)
def deliver_right(work: Work, request_id: int, version: int, sent: Delivery) -> Saved:
    """Write down that the answer to a right went, once each recipient has been told or why not has been noted.

    Raises:
        InvalidInputError: a recipient waits, or what `deliver_answer` refuses.
    """
    row = got(work, Request, request_id)
    if row.decision in _GIVING and row.kind in _TOLD:
        require_told(work, row)
    return note_delivered(work, request_id, version, sent)
