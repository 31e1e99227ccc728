"""FOSSBilling's orders and invoices: to the customers that its table of clients brought, by number or by e-mail."""

from sqlalchemy import select

from asiakasrekisteri.domain.foreign_numbers import key_of, keys_in
from asiakasrekisteri.domain.words import fold
from asiakasrekisteri.exchange import fossbilling
from asiakasrekisteri.store.models import ContactRole, Customer, Email, Product
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.importing.hosting import HostingImport
from asiakasrekisteri.usecases.importing.order import Order
from asiakasrekisteri.usecases.importing.report import ImportReport


def take_orders(work: Work, order: Order) -> ImportReport:
    """Bring the orders of a file, with the services that they began.

    Raises:
        ExchangeError: the file cannot be read.
    """
    hosting = _hosting(work, order)
    hosting.services(fossbilling.orders(order.file))
    return hosting.report


def take_bills(work: Work, order: Order) -> ImportReport:
    """Bring the invoices of a file as billing history.

    Raises:
        ExchangeError: the file cannot be read.
    """
    hosting = _hosting(work, order)
    hosting.bills(fossbilling.invoices(order.file))
    return hosting.report


def _hosting(work: Work, order: Order) -> HostingImport:
    session = work.session
    told = session.execute(select(Customer.id, Customer.foreign_numbers).where(Customer.foreign_numbers.is_not(None)))
    keys = ((key, row_id) for row_id, text in told for key in keys_in(text))
    program = key_of(fossbilling.PROGRAM, "")[0]
    numbers = {number: row_id for (of, number), row_id in keys if of == program}
    of_contacts = select(Email.address, ContactRole.customer_id).join(
        ContactRole, ContactRole.person_id == Email.person_id
    )
    of_customers = select(Email.address, Email.customer_id).where(Email.customer_id.is_not(None))
    emails = {
        address.casefold(): row_id
        for told in (of_contacts, of_customers)
        for address, row_id in session.execute(told)
        if row_id is not None
    }
    products = {fold(name): row_id for row_id, name in session.execute(select(Product.id, Product.name))}
    return HostingImport(work, ImportReport(), numbers, order, emails, products)
