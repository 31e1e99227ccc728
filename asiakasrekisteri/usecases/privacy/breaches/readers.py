"""Those who are to be told of a breach as readers: in which language each is told, and whom no letter reaches."""

from collections.abc import Sequence

from sqlalchemy import Select, func, select

from asiakasrekisteri.domain.breaches import TOLD
from asiakasrekisteri.domain.texts import LANGUAGES
from asiakasrekisteri.store.models import Address, Breach, BreachNotice, BreachPerson, Customer, Person
from asiakasrekisteri.store.work import Work

FINNISH, *OTHERS = LANGUAGES


def untold(breach_id: int) -> Select[Person]:
    """Return the question for the persons whom a breach concerns and who have not been told."""
    told = select(BreachNotice.person_id).where(
        BreachNotice.breach_id == breach_id, BreachNotice.person_id.is_not(None)
    )
    concerned = select(BreachPerson.person_id).where(BreachPerson.breach_id == breach_id)
    return select(Person).where(Person.id.in_(concerned), Person.id.not_in(told))


def finnish_text(row: Breach, name: str) -> str:
    """Return one of the texts of `TOLD` as the firm has written it in Finnish."""
    if name == "measures":
        return "\n".join(filter(None, (row.measures_taken, row.measures_planned)))
    return getattr(row, name) or ""


def own_text(row: Breach, name: str, language: str) -> str:
    """Return one of the texts of `TOLD` in a language, or nothing where nobody has written it."""
    return finnish_text(row, name) if language == FINNISH else getattr(row, f"{name}_{language}") or ""


def lacks(row: Breach, language: str) -> bool:
    """Tell whether something that is told in Finnish has not been written in a language."""
    return any(finnish_text(row, name) and not own_text(row, name, language) for name in TOLD)


def unwritten(work: Work, row: Breach) -> tuple[str, ...]:
    """Return the languages that persons who have not been told read, and that a text of the letter lacks."""
    lacking = [one for one in OTHERS if lacks(row, one)]
    if not lacking:
        return ()
    asked = untold(row.id).with_only_columns(Person.language).where(Person.language.in_(lacking)).distinct()
    read: Sequence[str | None] = work.session.scalars(asked).all()
    return tuple(one for one in lacking if one in read)


def without_address(work: Work, breach_id: int) -> int:
    """Return how many of those who have not been told have no address, so that a letter does not reach them."""
    own = select(Customer.id).where(Customer.person_id == Person.id)
    address = select(Address.id).where((Address.person_id == Person.id) | Address.customer_id.in_(own))
    asked = untold(breach_id).where(~address.exists()).with_only_columns(func.count())
    return work.session.scalar(asked) or 0
