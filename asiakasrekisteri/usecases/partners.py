"""Partners and the customers reached through them (R-15, R-37)."""

from sqlalchemy import func, select

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.store.models import Customer
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.lists import IdList, read_ids


@use_case(Permission.CUSTOMER_READ, discloses=nothing, writes=False)
def customers_of_partner(work: Work, partner_id: int) -> IdList:
    """Return the ids of the customers that came through a partner, by name."""
    total = work.session.scalar(select(func.count()).where(Customer.partner_id == partner_id)) or 0
    mine = select(Customer.id).where(Customer.partner_id == partner_id)
    return IdList(read_ids(work, mine.order_by(Customer.sort_key, Customer.id)), total)
