"""What has happened in the services of a customer: logins, errors, how much was used (R-38)."""

from sqlalchemy import select

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import Service, UsageEvent
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import use_case
from asiakasrekisteri.usecases.owned import require_same_customer
from asiakasrekisteri.usecases.rows import Rows, row_cases, shown_rows


def _rule(work: Work, event: UsageEvent) -> None:
    if event.at > work.now:
        raise InvalidInputError([FieldError("at", _("Tapahtuma ei voi olla tulevaisuudessa. Korjaa aika."))])
    service = work.session.get(Service, event.service_id) if event.service_id is not None else None
    if event.customer_id is not None:
        require_same_customer(event.customer_id, service_id=service)


USAGE = row_cases(UsageEvent, Permission.SERVICE_READ, Permission.SERVICE_WRITE, rule=_rule, order="at")
MOST = 100
"""So many are returned at a time."""


@use_case(Permission.SERVICE_READ, discloses=Rows.seen)
def usage_of_customer(work: Work, customer_id: int, service_id: int | None = None) -> Rows:
    """Return the latest events in a customer's services, or in one of them, the newest first."""
    mine = select(UsageEvent).where(UsageEvent.customer_id == customer_id)
    if service_id is not None:
        mine = mine.where(UsageEvent.service_id == service_id)
    rows = work.session.scalars(mine.order_by(UsageEvent.at.desc(), UsageEvent.id.desc()).limit(MOST))
    return shown_rows(work, rows.all())
