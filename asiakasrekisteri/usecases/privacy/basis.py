"""Why a customer's data are kept and until when: the firm's rules of the data categories, for the customer's card."""

from dataclasses import dataclass

from asiakasrekisteri.domain.categories import CATEGORY_TITLES
from asiakasrekisteri.domain.fields import DataCategory
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import Customer, Firm
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.privacy.collecting import rules
from asiakasrekisteri.usecases.privacy.keeping import keeping
from asiakasrekisteri.usecases.privacy.relations import customer_ended
from asiakasrekisteri.usecases.records import got

_SHOWN = (DataCategory.CUSTOMERSHIP, DataCategory.CONTACT)


@dataclass(frozen=True, slots=True)
class Ground:
    """One data category: why it is kept, on what basis, until when (ISO day, or empty) and why so long."""

    title: str
    purpose: str
    basis: str
    keep_until: str
    keep_reason: str


@use_case(Permission.CUSTOMER_READ, discloses=nothing, writes=False)
def customer_grounds(work: Work, customer_id: int) -> tuple[Ground, ...]:
    """Return the grounds on which a customer's data are kept. They say nothing of the customer herself."""
    got(work, Customer, customer_id)
    known = rules(work)
    grounds = []
    for category in _SHOWN:
        rule = known[category.value]
        until, why = keeping(rule, customer_ended(work, customer_id))
        grounds.append(Ground(_(CATEGORY_TITLES[category]), rule.purpose, rule.basis, until, why))
    return tuple(grounds)


@use_case(Permission.OFFICE_ENTER, discloses=nothing, writes=False)
def firm_name(work: Work) -> str:
    """Return the name of the firm whose register this is."""
    firm = work.session.query(Firm).order_by(Firm.id).first()
    return firm.name if firm is not None else ""
