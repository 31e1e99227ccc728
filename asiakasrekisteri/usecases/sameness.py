"""Records of the same natural person: linked by a user's decision, never merged, and parted again when it was wrong."""

from sqlalchemy import bindparam, or_, select

from asiakasrekisteri.store.models import PersonLink
from asiakasrekisteri.store.work import Work

_LINKS = select(PersonLink.person_id, PersonLink.other_id).where(
    PersonLink.verdict == "same",
    or_(PersonLink.person_id == bindparam("here"), PersonLink.other_id == bindparam("here")),
)


def same_persons(work: Work, person_id: int) -> tuple[int, ...]:
    """Return the ids of the records that are this person: her own first, then those linked to it, however far."""
    found, open_ones = {person_id: None}, [person_id]
    while open_ones:
        for pair in work.session.execute(_LINKS, {"here": open_ones.pop()}):
            for other in pair:
                if other not in found:
                    found[other] = None
                    open_ones.append(other)
    return tuple(found)
