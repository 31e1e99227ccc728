"""What a request was granted is done before its answer goes: a promise is not posted as a deed."""

from collections.abc import Callable, Mapping

from sqlalchemy import ColumnElement, select

from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.store.models import LogItem, Request, Restriction
from asiakasrekisteri.store.models.attachment import SENT
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.attachments import attachments_of
from asiakasrekisteri.usecases.privacy.requests.rules import refused
from asiakasrekisteri.usecases.sameness import same_persons

_GIVING = frozenset({"granted", "partly"})
_SPOKEN = "oral"


def require_done(work: Work, row: Request, channel: str) -> None:
    """Refuse to note an answer as gone while the copy has not been made, the data not erased, or the like.

    Args:
        work: the unit of work.
        row: the request, decided.
        channel: how the answer goes; a copy may be given by word of mouth where she asks so (Art. 12(1)).

    Raises:
        InvalidInputError: what was granted is still to be done.
    """
    if row.decision not in _GIVING or row.person_id is None or row.kind not in _UNDONE:
        return
    if channel == _SPOKEN and row.kind == "access":
        return
    is_done, words = _UNDONE[row.kind]
    if not is_done(work, row):
        raise refused("delivery_channel", _(words))


def _is_copied(work: Work, row: Request) -> bool:
    """Tell whether an extract was made: its manifest lies among what was sent."""
    files = attachments_of(work, Request.__tablename__, [row.id]).get(row.id, ())
    return any(file.kind == SENT and file.media_type == "application/json" for file in files)


def _is_carried(work: Work, row: Request) -> bool:
    """Tell whether the file of what she provided was made: the log knows it."""
    made = LogItem.action == "export", LogItem.entity == Request.__tablename__, LogItem.entity_id == row.id
    return _exists(work, LogItem, LogItem.person_id == row.person_id, *made)


def _is_restricted(work: Work, row: Request) -> bool:
    """Tell whether her data are, or since the request came have been, under restriction."""
    assert row.person_id is not None
    hers = Restriction.person_id.in_(same_persons(work, row.person_id))
    return _exists(work, Restriction, hers, Restriction.until.is_(None) | (Restriction.until >= row.received_on))


def _is_erased(_work: Work, row: Request) -> bool:
    return bool(row.manifest)


def _exists(work: Work, entity: type[LogItem | Restriction], *conditions: ColumnElement[bool]) -> bool:
    return work.session.scalar(select(entity.id).where(*conditions).limit(1)) is not None


_UNDONE: Mapping[str, tuple[Callable[[Work, Request], bool], str]] = {
    "access": (_is_copied, N_("Tee ensin rekisteriote. Suullisesti tiedot voi antaa ilman otetta.")),
    "portability": (_is_carried, N_("Tee ensin siirtotiedosto.")),
    "restriction": (_is_restricted, N_("Rajoita ensin henkilön tietojen käsittely.")),
    "erasure": (_is_erased, N_("Poista ensin tiedot, jotka päätöksen mukaan poistetaan.")),
}
