"""A customer compared with YTJ, and what the user accepts of it stored with its source (R-53).

The question itself is asked outside the register, on the user's click, with nothing but a Y-tunnus or a name in it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.formats import day
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.domain.words import fold
from asiakasrekisteri.exchange.ytj import BASE, HOST, YtjCompany, question, search
from asiakasrekisteri.store.models import Address, Customer, RegistryFact, Source
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import Edit, Saved, apply_edits, change_row, from_source, new_row
from asiakasrekisteri.usecases.gate import Seen, nothing, use_case
from asiakasrekisteri.usecases.records import got

SOURCE, ENDED = "ytj", "ended"
_PLAIN = (
    ("name", N_("Nimi")),
    ("business_id", N_("Y-tunnus")),
    ("company_form", N_("Yhtiömuoto")),
    ("industry", N_("Toimiala")),
    ("industry_code", N_("Toimialaluokka (TOL)")),
    ("registered_on", N_("Merkitty rekisteriin")),
    ("until", N_("Asiakas asti")),
)
_ADDRESSES = {"postal": (2, N_("Postiosoite")), "visiting": (1, N_("Käyntiosoite"))}
__all__ = [
    "BASE",
    "ENDED",
    "HOST",
    "SOURCE",
    "Comparison",
    "Difference",
    "YtjCompany",
    "accept_ytj",
    "ask_ytj",
    "compare_with_ytj",
    "note_ytj",
    "question",
]


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of the customer beside the same of YTJ, in words. `same` tells that there is nothing to accept."""

    field: str
    label: str
    ours: str
    theirs: str
    same: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """A customer beside a firm of YTJ.

    Attributes:
        customer_id, version: of the customer as compared.
        person_id: whose data it is, of a sole trader.
        differences: field by field; those that YTJ does not tell are not there.
        warning: bankruptcy, liquidation, restructuring, or that the firm has ended; "" for none.
    """

    customer_id: int
    version: int
    person_id: int | None
    differences: tuple[Difference, ...]
    warning: str


def ask_ytj(text: str, base: str = BASE) -> tuple[YtjCompany, ...]:
    """Ask YTJ; touches the network and not the register.

    Raises:
        ExchangeError: says what went wrong and what to do.
    """
    return search(text, base)


def _seen(comparison: Comparison) -> Sequence[Seen]:
    return (Seen("customer", comparison.customer_id, comparison.person_id),)


@use_case(Permission.CUSTOMER_READ, discloses=_seen)
def compare_with_ytj(work: Work, customer_id: int, company: YtjCompany) -> Comparison:
    """Return what differs between a customer and a firm of YTJ."""
    customer = got(work, Customer, customer_id)
    told = tuple(_differences(work, customer, company))
    return Comparison(customer.id, customer.version, customer.person_id, told, _warning(company))


@use_case(Permission.CUSTOMER_WRITE, discloses=nothing)
def accept_ytj(work: Work, customer_id: int, version: int, company: YtjCompany, fields: Sequence[str]) -> Saved:
    """Store the accepted fields with YTJ as their source, and that the register was asked, with the answer's hash.

    Raises:
        InvalidInputError: a field is wrong, or YTJ does not tell it.
        StaleRecordError: somebody saved the customer first.
        RestrictedError: the data of the person may only be stored.
    """
    from_source(work, SOURCE)
    customer = got(work, Customer, customer_id, version)
    values = _values(company)
    unknown = [name for name in fields if name not in values and name not in _ADDRESSES]
    if unknown:
        raise InvalidInputError([FieldError(name, _("YTJ ei kerro tätä tietoa.")) for name in unknown])
    change_row(work, customer, {name: values[name] for name in fields if name in values})
    edits = [edit for name in fields if name in _ADDRESSES and (edit := _edit(work, customer, company, name))]
    apply_edits(work, customer, edits)
    _note(work, customer, company)
    work.log("ytj", "customer", customer.id, person_id=customer.person_id)
    return Saved(customer.id, work.log_number)


@use_case(Permission.CUSTOMER_WRITE, discloses=nothing)
def note_ytj(work: Work, customer_id: int, company: YtjCompany) -> Saved:
    """Write down that the register was asked and what it warned of, though nothing of it was accepted.

    What the warning is about waits from then on among what is outdated (R-81).

    Raises:
        RestrictedError: the data of the person may only be stored.
    """
    from_source(work, SOURCE)
    customer = got(work, Customer, customer_id)
    _note(work, customer, company)
    work.log("ytj", "customer", customer.id, person_id=customer.person_id)
    return Saved(customer.id, work.log_number)


def _values(company: YtjCompany) -> dict[str, object]:
    told = {
        "name": company.name,
        "business_id": company.business_id,
        "company_form": company.form,
        "industry": company.industry,
        "industry_code": company.industry_code,
        "registered_on": company.registered_on,
        "until": company.ended_on,
    }
    return {name: value for name, value in told.items() if value}


def _differences(work: Work, customer: Customer, company: YtjCompany) -> Iterator[Difference]:
    theirs = _values(company)
    for name, label in _PLAIN:
        if name in theirs:
            ours, other = _words(getattr(customer, name)), _words(theirs[name])
            yield Difference(name, _(label), ours, other, ours == other)
    for use, (kind, label) in _ADDRESSES.items():
        said = next((one for one in company.addresses if one.kind == kind), None)
        if said is not None:
            row = _address(work, customer, use)
            ours = _line(row.street, row.postcode, row.town) if row is not None else ""
            other = _line(said.street, said.postcode, said.town)
            yield Difference(use, _(label), ours, other, fold(ours) == fold(other))


def _words(value: object) -> str:
    return day(value) if hasattr(value, "isoformat") else str(value or "")  # type: ignore[arg-type]


def _line(street: str | None, postcode: str | None, town: str | None) -> str:
    return ", ".join(filter(None, (street, " ".join(filter(None, (postcode, town))))))


def _address(work: Work, customer: Customer, use: str) -> Address | None:
    own = select(Address).where(Address.customer_id == customer.id, Address.use == use).order_by(Address.id)
    return work.session.scalar(own.limit(1))


def _edit(work: Work, customer: Customer, company: YtjCompany, use: str) -> Edit | None:
    said = next((one for one in company.addresses if one.kind == _ADDRESSES[use][0]), None)
    if said is None:
        raise InvalidInputError([FieldError(use, _("YTJ ei kerro tätä tietoa."))])
    row = _address(work, customer, use)
    values = {"use": use, "street": said.street, "postcode": said.postcode, "town": said.town, "country": "FI"}
    return Edit("address", row.id if row is not None else None, row.version if row is not None else None, values)


def _note(work: Work, customer: Customer, company: YtjCompany) -> None:
    """Write down that the register was asked: what it told in sum, when, and by which answer."""
    source = work.session.scalars(select(Source).where(Source.code == SOURCE)).one()
    told = _warning(company) or _("ei merkintöjä konkurssista, selvitystilasta eikä saneerauksesta")
    values = {
        "kind": ENDED if _warning(company) else "basic",
        "what": _("YTJ-haku"),
        "value": _("{told}; vastauksen tiiviste {hash}").format(told=told, hash=company.sha256[:16]),
        "obtained_from_id": source.id,
        "obtained_on": work.today,
        "ground": _("perustietojen tarkistaminen"),
    }
    new_row(work, RegistryFact, values, customer_id=customer.id)


def _warning(company: YtjCompany) -> str:
    parts = [_("yritys on {situation}").format(situation=company.situation)] if company.situation else []
    if company.ended_on is not None:
        parts.append(_("yritys on lakannut {day}").format(day=day(company.ended_on)))
    return "; ".join(parts)
