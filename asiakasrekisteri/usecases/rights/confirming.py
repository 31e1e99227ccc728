"""The letter of a right that was granted: what was rectified, and who has got the data, where she asks (Art. 19)."""

from collections.abc import Iterator

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _, speaking
from asiakasrekisteri.store.models import Person, Request
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import from_source
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.privacy.lettering import letter_language
from asiakasrekisteri.usecases.privacy.requests import letters
from asiakasrekisteri.usecases.privacy.requests.rules import refused
from asiakasrekisteri.usecases.records import got
from asiakasrekisteri.usecases.rights.acting import list_rectified
from asiakasrekisteri.usecases.rights.notices import list_notices


@use_case(Permission.REQUEST_WRITE, discloses=nothing)
def confirm_right(work: Work, request_id: int, version: int, naming_recipients: bool) -> letters.MadeLetter:
    """Make the confirmation of a granted right and keep it with the request.

    Args:
        work: the unit of work.
        request_id: the request.
        version: as it was read.
        naming_recipients: she has asked who has got her data.

    Raises:
        InvalidInputError: it has not been granted.
    """
    from_source(work, "staff")
    row = got(work, Request, request_id, version)
    if row.decision != "granted":
        raise refused("decision", _("Tee ensin päätös."))
    person = work.session.get(Person, row.person_id) if row.person_id is not None else None
    with speaking(letter_language(person)):
        extra = tuple(_told(work, row, naming_recipients=naming_recipients))
    return letters.send(work, row, "granted", extra)


def _told(work: Work, row: Request, *, naming_recipients: bool) -> Iterator[str]:
    if row.kind == "rectification":
        for line in list_rectified.body(work, row.id).lines:
            yield _("{what}: {new}").format(what=line.what, new=line.new or _("poistettu"))
    if naming_recipients:
        names = [line.name for line in list_notices.body(work, row.id).lines]
        if names:
            yield _("Tietojasi on luovutettu näille vastaanottajille: {names}.").format(names=", ".join(names))
        else:
            yield _("Tietojasi ei ole luovutettu kenellekään.")
