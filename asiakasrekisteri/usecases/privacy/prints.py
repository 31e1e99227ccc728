"""What left the program on paper or as a file: noted in the log when it happens, not when it is looked at."""

from typing import Literal

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import nothing, use_case

Way = Literal["print", "save"]


@use_case(Permission.OFFICE_ENTER, discloses=nothing)
def note_print(work: Work, way: Way, entity: str, row_id: int) -> None:
    """Log that a document was sent to a printer or written to an unencrypted file.

    Args:
        work: the unit of work.
        way: how it left.
        entity: what the document is about: "person" for an extract, "register" for a description.
        row_id: whose.
    """
    work.log(way, entity, row_id, person_id=row_id if entity == "person" else None)
