"""What is obtained of a customer from outside: sites, register facts, credit checks (R-53…R-57; LAW §6.5)."""

from sqlalchemy import select

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.retention import add_months
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import CreditCheck, Customer, RegistryFact, Site
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.customers import PERSONAL_KINDS
from asiakasrekisteri.usecases.gate import use_case
from asiakasrekisteri.usecases.rows import Rows, row_cases, shown_rows

STALE_MONTHS = 12
"""A register fact older than this is to be obtained anew before it is leaned on."""
_CORRECTNESS = "correctness"
_RESULTS = {
    "credit": ("clear", "remarks", "not_found"),
    "person_data": ("confirmed", "differs", "not_found"),
}


def _fact_rule(work: Work, fact: RegistryFact) -> None:
    if fact.obtained_on > work.today:
        raise InvalidInputError([FieldError("obtained_on", _("Päivä on tulevaisuudessa. Tarkista päivä."))])
    _require_owner(fact)


def _require_owner(row: RegistryFact | CreditCheck) -> None:
    assert row.customer_id is not None or row.person_id is not None, "a fact is about a customer or a person"


def _check_rule(work: Work, check: CreditCheck) -> None:
    _require_owner(check)
    faults = [*_purpose_faults(check), *_day_faults(work, check)]
    if check.result not in _RESULTS[check.kind]:
        faults.append(FieldError("result", _("Tulos ei kuulu tähän tarkistukseen. Valitse toinen.")))
    if _must_tell(work, check) and check.result == "remarks" and check.informed_on is None:
        message = _(
            "Kerro henkilölle ensin, että päätöksessä käytettiin luottotietoja ja mistä rekisteristä ne saatiin,"
            " ja kirjaa päivä (luottotietolaki 29 §)."
        )
        faults.append(FieldError("informed_on", message))
    if faults:
        raise InvalidInputError(faults)


def _purpose_faults(check: CreditCheck) -> list[FieldError]:
    """Keep the two kinds of checks apart: that data are correct is no purpose for credit data (19 §)."""
    if check.kind == "credit" and check.purpose == _CORRECTNESS:
        message = _(
            "Luottotietoja ei saa käyttää tietojen oikeellisuuden tarkistamiseen (luottotietolaki 19 §)."
            " Valitse muu peruste tai tarkista henkilötiedot."
        )
        return [FieldError("purpose", message)]
    if check.kind == "person_data" and check.purpose != _CORRECTNESS:
        message = _("Henkilötietojen tarkistuksen peruste on tietojen oikeellisuuden tarkistus.")
        return [FieldError("purpose", message)]
    return []


def _day_faults(work: Work, check: CreditCheck) -> list[FieldError]:
    faults = []
    if check.checked_on > work.today:
        faults.append(FieldError("checked_on", _("Tarkistuspäivä on tulevaisuudessa. Tarkista päivä.")))
    if check.valid_until is not None and check.valid_until < check.checked_on:
        faults.append(FieldError("valid_until", _("Käyttökelpoisuus päättyy ennen tarkistusta. Tarkista päivät.")))
    if check.informed_on is not None and check.informed_on > work.today:
        faults.append(FieldError("informed_on", _("Päivä on tulevaisuudessa. Tarkista päivä.")))
    return faults


def _must_tell(work: Work, check: CreditCheck) -> bool:
    """Tell whether a natural person's credit data were used: she must be told of it and of the register (29 §)."""
    if check.kind != "credit":
        return False
    if check.person_id is not None:
        return True
    customer = work.session.get(Customer, check.customer_id)
    return customer is not None and (customer.person_id is not None or customer.kind in PERSONAL_KINDS)


SITES = row_cases(Site, Permission.CUSTOMER_READ, Permission.CUSTOMER_WRITE)
FACTS = row_cases(
    RegistryFact, Permission.CUSTOMER_READ, Permission.CUSTOMER_WRITE, rule=_fact_rule, order="obtained_on"
)
CREDIT_CHECKS = row_cases(
    CreditCheck, Permission.BILLING_READ, Permission.CUSTOMER_WRITE, rule=_check_rule, order="checked_on"
)


@use_case(Permission.CUSTOMER_READ, discloses=Rows.seen)
def stale_facts(work: Work, customer_id: int) -> Rows:
    """Return a customer's register facts that are older than twelve months, the oldest first."""
    limit = add_months(work.today, -STALE_MONTHS)
    rows = work.session.scalars(
        select(RegistryFact)
        .where(RegistryFact.customer_id == customer_id, RegistryFact.obtained_on < limit)
        .order_by(RegistryFact.obtained_on, RegistryFact.id)
    )
    return shown_rows(work, rows.all())
