"""The whole of a WHMCS database: clients and their contacts, products, services, domain names and billing history."""

from dataclasses import replace

from sqlalchemy import select

from asiakasrekisteri.domain.errors import AppError, ExchangeError, InvalidInputError
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.domain.words import fold
from asiakasrekisteri.exchange import whmcs
from asiakasrekisteri.exchange.columns import SECRET, SkippedColumn
from asiakasrekisteri.exchange.sql_dump import SqlDump
from asiakasrekisteri.exchange.table_rows import table_of
from asiakasrekisteri.store.models import Customer, Product
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import new_row
from asiakasrekisteri.usecases.importing.cards import CardTaking
from asiakasrekisteri.usecases.importing.customers import CustomerImport
from asiakasrekisteri.usecases.importing.differing import Differing, Place
from asiakasrekisteri.usecases.importing.hosting import HostingImport
from asiakasrekisteri.usecases.importing.order import Order
from asiakasrekisteri.usecases.importing.report import ImportReport, RowNote
from asiakasrekisteri.usecases.restrictions import require_unrestricted

_KINDS = {"hostingaccount": "web_hosting", "reselleraccount": "web_hosting", "server": "server"}


def take_whmcs(work: Work, order: Order) -> ImportReport:
    """Bring everything that a dump of a WHMCS database tells of customers.

    Logins are not brought, nor are passwords, security answers or cards: the report names what was passed over.

    Raises:
        ExchangeError: it is no dump, is cut short, or holds no clients.
    """
    dump = SqlDump.of(order.file)
    mapping = replace(order.chosen_mapping(), program=whmcs.PROGRAM)
    clients = whmcs.Clients(dump)
    if clients.empty:
        raise ExchangeError(_("Vedoksessa ei ole WHMCS:n asiakkaita (tblclients). Valitse toinen tiedosto."))
    customers = CustomerImport(work, lambda: table_of(clients.heads, clients.records(), mapping), order)
    report = customers.run()
    report.skipped_columns.extend(SkippedColumn(name, SECRET) for name in clients.secret)
    _contacts(CardTaking(work, report, Differing(order, report.differences)), dump, customers.by_number)
    names = whmcs.products(dump)
    hosting = HostingImport(work, report, customers.by_number, order, products=_products(work, names, report))
    hosting.services(whmcs.services(dump, names))
    hosting.domains(whmcs.domains(dump))
    hosting.orders(whmcs.orders(dump, names))
    hosting.bills(whmcs.bills(dump))
    report.skipped_columns.extend(whmcs.skipped_columns(dump))
    return report


def _contacts(run: CardTaking, dump: SqlDump, clients: dict[str, int]) -> None:
    """Take the contact persons; the customer of a private client is its own person and gets none."""
    work, report = run.work, run.report
    for origin, card, role in whmcs.contacts(dump):
        report.rows += 1
        customer = work.session.get(Customer, clients.get(origin.customer, 0))
        reason = _(origin.problem) if origin.problem else ""
        if customer is None and not reason:
            reason = _("asiakasta {customer} ei ole rekisterissä; tuo ensin asiakkaat").format(customer=origin.customer)
        elif not card.name.last_name and not reason:
            reason = _("nimi puuttuu; täydennä henkilön nimi")
        if reason:
            report.rejected.append(RowNote(origin.line, "name", f"{origin.place}: {reason}", place=origin.place))
            continue
        try:
            require_unrestricted(work, customer)  # type: ignore[arg-type]  # a missing one has its reason
            with work.session.no_autoflush:
                run.take(card, Place(origin.line, origin.place, customer.name), customer, role)  # type: ignore[union-attr]
        except InvalidInputError as error:
            report.rejected.append(
                RowNote(origin.line, error.errors[0].field, f"{origin.place}: {error}", place=origin.place)
            )
        except AppError as error:
            report.rejected.append(RowNote(origin.line, "", f"{origin.place}: {error}", place=origin.place))


def _products(work: Work, names: dict[str, tuple[str, str]], report: ImportReport) -> dict[str, int]:
    """Return the products by name; those that the price list does not have are added to it."""
    found = {fold(name): row_id for row_id, name in work.session.execute(select(Product.id, Product.name))}
    for name, kind in names.values():
        report.rows += 1
        if name and fold(name) not in found:
            row = new_row(work, Product, {"name": name, "kind": _KINDS.get(kind, "other"), "vat_code": "general"})
            found[fold(name)] = row.id
            report.created += 1
        else:
            report.unchanged += 1
    return found
