"""Disclosures: what has been given to whom, on what ground, and who has received the data of one person (C-154/21)."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, func, insert, or_, select

from asiakasrekisteri.domain.description import Description
from asiakasrekisteri.domain.disclosing import GROUNDS, HOW, faults_of, refusal
from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.promises import kept_sentence
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.changes import AUDITED
from asiakasrekisteri.store.models import Customer, Disclosure, DisclosurePerson, Person, Recipient
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import from_source
from asiakasrekisteri.usecases.privacy.describing import latest_version
from asiakasrekisteri.usecases.privacy.receiving import in_use
from asiakasrekisteri.usecases.privacy.registers import register_of
from asiakasrekisteri.usecases.privacy.truthfulness import known_promises
from asiakasrekisteri.usecases.records import got
from asiakasrekisteri.usecases.sameness import same_persons

_LIMITED = "limited_disclosures"
_GROUNDS = {one.code: one.label for one in GROUNDS}
_HOW = {one.code: one.label for one in HOW}


@dataclass(frozen=True, slots=True, kw_only=True)
class Handing:
    """What is given to whom and why.

    Attributes:
        recipient_id: of a `Recipient`.
        what: the data in words; `categories` are the codes of their data categories.
        purpose: in words.
        ground: code of `domain.disclosing.GROUNDS`, with the section of law and the reference that it asks.
        how: code of `domain.disclosing.HOW`.
        on: the day; today unless it is said.
        note: anything else.
    """

    recipient_id: int
    what: str
    purpose: str
    ground: str = "contract"
    section: str = ""
    reference: str = ""
    how: str = "export"
    categories: tuple[str, ...] = ()
    on: dt.date | None = None
    note: str = ""


def record_disclosure(
    work: Work, handing: Handing, *, persons: Iterable[int] = (), customer_id: int | None = None, everyone: bool = False
) -> int | None:
    """Record that data leave the firm, in the work that makes what leaves. What a processor gets is no disclosure.

    Args:
        work: the unit of work.
        handing: what, to whom, why.
        persons: whose data they are; one or a hundred thousand.
        customer_id: the customer whose data they are, if one.
        everyone: whether the whole register is given: then nobody is named one by one.

    Returns:
        The id of the disclosure; None where the recipient is a processor.

    Raises:
        InvalidInputError: the ground is not whole, or the published description forbids it (fields of `Disclosure`).
    """
    if _is_handed_over(work, got(work, Recipient, handing.recipient_id)):
        return None
    require_ground(work, handing.ground, handing.section, handing.reference)
    if work.origin is None:
        from_source(work, "staff")
    named = [] if everyone else sorted(set(persons))
    row = _row(work, handing, named)
    row.customer_id = customer_id
    if everyone:
        row.number_of_persons = _everyone(work, func.count(Person.id))
        row.everyone_up_to = _everyone(work, func.max(Person.id))
    work.session.add(row)
    work.session.flush()
    if row.person_id is not None:
        work.changed.add(("person", row.person_id))
    else:
        _name(work, row, named)
    work.log("disclose", "disclosure", row.id, person_id=row.person_id)
    return row.id


def disclose_to_agent(work: Work, name: str, handing: Handing, person_id: int) -> int | None:
    """Record that a person's data went to somebody who acts for her: a guardian, a trustee, an agent.

    Args:
        work: the unit of work.
        name: of the agent; made a recipient where there is none of that name.
        handing: what and why; its recipient is not looked at.
        person_id: whose data they are.
    """
    number = recipient_named(work, name, ("person",), _("toimii henkilön puolesta"))
    return record_disclosure(work, replace(handing, recipient_id=number), persons=[person_id])


def recipient_named(work: Work, name: str, kinds: Sequence[str], task: str) -> int:
    """Return the recipient of a name and one of the kinds; there being none, one of the first kind is made."""
    same = select(Recipient.id).where(func.lower(Recipient.name) == name.lower(), Recipient.kind.in_(kinds))
    number = work.session.scalar(same.limit(1))
    if number is not None:
        return number
    made = Recipient(kind=kinds[0], name=name, task=task)
    work.session.add(made)
    work.session.flush()
    return made.id


def _is_handed_over(work: Work, recipient: Recipient) -> bool:
    """Tell whether a recipient is a processor; the log tells that it got data."""
    if recipient.kind != "processor":
        return False
    require_contract(work, recipient)
    work.log("hand_over", "recipient", recipient.id, person_id=recipient.person_id)
    return True


def _row(work: Work, handing: Handing, persons: Sequence[int]) -> Disclosure:
    return Disclosure(
        disclosed_on=handing.on or work.today,
        recipient_id=handing.recipient_id,
        what=handing.what,
        purpose=handing.purpose,
        ground=handing.ground,
        section=handing.section or None,
        reference=handing.reference or None,
        how=handing.how,
        note=handing.note or None,
        categories=list(handing.categories),
        log_id=work.log_number,
        user_id=work.actor.user_id or None,
        person_id=persons[0] if len(persons) == 1 else None,
        number_of_persons=len(persons),
    )


def _name(work: Work, row: Disclosure, persons: Sequence[int]) -> None:
    """Name the persons of a list, two numbers for each."""
    rows = [{"disclosure_id": row.id, "person_id": one} for one in persons]
    if rows:
        work.session.execute(insert(DisclosurePerson), rows, execution_options={AUDITED: True})


def _everyone(work: Work, what: Any) -> int:
    return work.session.scalar(select(what)) or 0


def require_ground(work: Work, ground: str, section: str, reference: str) -> None:
    """Refuse a disclosure whose ground is not whole, or is not among those that the published description allows."""
    faults = [FieldError(name, message) for name, message in faults_of(ground, section, reference)]
    forbidden = refusal(ground, promised_limit(work))
    if forbidden is not None:
        faults.append(FieldError("ground", forbidden))
    if faults:
        raise InvalidInputError(faults)


def promised_limit(work: Work) -> str:
    """Return the sentence by which the description in force limits disclosures (R-60); "" where it does not."""
    latest = latest_version(work, register_of(work).id)
    if latest is None:
        return ""
    own = Description.from_json(latest.content["description"])
    return next((kept_sentence(own, one) for one in known_promises() if one.code == _LIMITED), "")


def require_contract(work: Work, recipient: Recipient) -> None:
    """Refuse to hand data to a processor without a contract in force (Art. 28(3)).

    Raises:
        InvalidInputError: it has not been signed, or has ended.
    """
    signed, until = recipient.contract_signed_on, recipient.contract_until
    if signed is None or signed > work.today:
        message = _("Käsittelijällä {name} ei ole käsittelysopimusta (28 artikla). Kirjaa sopimus ennen luovuttamista.")
    elif until is not None and until < work.today:
        message = _("Käsittelijän {name} käsittelysopimus on päättynyt. Kirjaa uusi sopimus ennen luovuttamista.")
    else:
        return
    raise InvalidInputError([FieldError("recipient_id", message.format(name=recipient.name))])


@dataclass(frozen=True, slots=True)
class Given:
    """One disclosure as the person is told of it; `on` is a Finnish day, ground and way are in words."""

    disclosure_id: int
    on: dt.date
    what: str
    purpose: str
    ground: str
    section: str
    reference: str
    how: str


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who has got, or as a processor handles, the data of one person.

    Attributes:
        recipient_id, kind, name, business_id, country, task, contact: of the recipient; kind and country are codes.
        given: what has been disclosed to it, the latest first; empty for a processor.
    """

    recipient_id: int
    kind: str
    name: str
    business_id: str
    country: str
    task: str
    contact: str
    given: tuple[Given, ...] = field(default=())


def recipients_of(work: Work, disclosures: Iterable[Disclosure]) -> tuple[Receiver, ...]:
    """Return by legal name everybody who has got a person's data, then the processors in use, by name.

    Args:
        work: the unit of work.
        disclosures: what told of her: `disclosures_about`.
    """
    given: dict[int, list[Given]] = {}
    for row in disclosures:
        given.setdefault(row.recipient_id, []).append(_given(row))
    processors = (Recipient.kind == "processor") & in_use(work, Recipient)
    known = select(Recipient).where(or_(Recipient.id.in_(given), processors))
    rows = sorted(work.session.scalars(known), key=lambda one: (one.id not in given, one.name.casefold(), one.id))
    return tuple(_receiver(row, given.get(row.id, ())) for row in rows)


def disclosures_about(work: Work, person_id: int) -> list[Disclosure]:
    """Return the disclosures that told of a person, the latest first.

    Both what was disclosed of her alone, of her customerships, in lists, and with the whole register.
    """
    ids = same_persons(work, person_id)
    return list(work.session.scalars(_about(), {"ids": ids, "first": min(ids)}))


@cache
def _about() -> Select[Disclosure]:
    ids: BindParameter[int] = bindparam("ids", expanding=True)
    own = select(Customer.id).where(Customer.person_id.in_(ids))
    listed = select(DisclosurePerson.disclosure_id).where(DisclosurePerson.person_id.in_(ids))
    hers = or_(
        Disclosure.person_id.in_(ids),
        Disclosure.customer_id.in_(own),
        Disclosure.id.in_(listed),
        Disclosure.everyone_up_to >= bindparam("first"),
    )
    return select(Disclosure).where(hers).order_by(Disclosure.disclosed_on.desc(), Disclosure.id.desc())


def _given(row: Disclosure) -> Given:
    return Given(
        row.id,
        row.disclosed_on,
        row.what,
        row.purpose,
        _(_GROUNDS[row.ground]),
        row.section or "",
        row.reference or "",
        _(_HOW[row.how]),
    )


def _receiver(row: Recipient, given: Iterable[Given]) -> Receiver:
    return Receiver(
        row.id,
        row.kind,
        row.name,
        row.business_id or "",
        row.country or "",
        row.task or "",
        row.contact or "",
        tuple(given),
    )
