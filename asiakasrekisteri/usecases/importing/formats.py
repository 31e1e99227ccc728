"""The formats that can be imported, in the order in which a file is tried to be recognised as one of them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.exchange import fossbilling, sniff, sql_dump, vcard
from asiakasrekisteri.exchange.bank import reading as bank
from asiakasrekisteri.exchange.finvoice import reader as finvoice
from asiakasrekisteri.exchange.mbox import recognise_mail, recognise_mbox
from asiakasrekisteri.exchange.sheets import is_workbook
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.importing.cards import take_cards
from asiakasrekisteri.usecases.importing.customers import take_customers
from asiakasrekisteri.usecases.importing.fossbilling import take_bills, take_orders
from asiakasrekisteri.usecases.importing.invoices import take_invoices
from asiakasrekisteri.usecases.importing.mails import take_mail_file, take_mailbox
from asiakasrekisteri.usecases.importing.order import Order
from asiakasrekisteri.usecases.importing.payments import take_statements
from asiakasrekisteri.usecases.importing.report import ImportReport
from asiakasrekisteri.usecases.importing.whmcs import take_whmcs
from asiakasrekisteri.usecases.importing.whole import is_office, take_office

_HEAD = 64_000
"""Bytes by which a file is recognised."""


@dataclass(frozen=True, slots=True)
class ImportFormat:
    """A kind of file.

    Attributes:
        name: short word for the command line.
        label: Finnish message id.
        recognises: tells by the first bytes of a file whether it is one.
        take: brings its content into the register, row by row, and reports.
        undone: whether it can be taken back whole.
        billing: whether it holds payments or invoices, which those who bill may import without the other rights.
    """

    name: str
    label: str
    recognises: Callable[[bytes], bool]
    take: Callable[[Work, Order], ImportReport]
    billing: bool = False
    undone: bool = True


@cache
def formats() -> tuple[ImportFormat, ...]:
    """Return the formats; the last of them takes whatever looks like a table."""
    return (
        ImportFormat("office", N_("Koko toimisto (vienti tästä ohjelmasta)"), is_office, take_office, undone=False),
        ImportFormat(
            "finvoice",
            N_("Finvoice-laskut"),
            lambda head: finvoice.recognise(head) is not None,
            take_invoices,
            billing=True,
        ),
        ImportFormat(
            "bank",
            N_("Tiliote tai viitemaksut"),
            lambda head: bank.recognise(head) is not None,
            take_statements,
            billing=True,
        ),
        ImportFormat("whmcs", N_("WHMCS:n tietokanta (SQL)"), sql_dump.recognise, take_whmcs),
        ImportFormat(
            "fossbilling-orders", N_("FOSSBillingin tilaukset (CSV)"), fossbilling.recognise_orders, take_orders
        ),
        ImportFormat(
            "fossbilling-invoices",
            N_("FOSSBillingin laskut (CSV)"),
            fossbilling.recognise_invoices,
            take_bills,
            billing=True,
        ),
        ImportFormat("mbox", N_("Postilaatikko (mbox)"), recognise_mbox, take_mailbox),
        ImportFormat("eml", N_("Sähköpostiviesti (.eml)"), recognise_mail, take_mail_file),
        ImportFormat("vcard", N_("Käyntikortit (vCard)"), vcard.recognise, take_cards),
        ImportFormat("workbook", N_("Asiakkaat työkirjasta (XLSX, XLS, ODS)"), is_workbook, take_customers),
        ImportFormat("csv", N_("Asiakkaat taulukosta (CSV)"), lambda _head: True, take_customers),
    )


def format_label(name: str) -> str:
    """Return what a format is called, in the user's language; its name where it is of an earlier release."""
    return next((_(one.label) for one in formats() if one.name == name), name)


def format_names() -> tuple[str, ...]:
    """Return the words by which the command line knows the formats."""
    return tuple(one.name for one in formats())


def format_of(order: Order) -> ImportFormat:
    """Return the format of a file, the named one or by its content.

    Raises:
        ExchangeError: the file cannot be read, or there is no such format.
    """
    if order.format:
        named = next((one for one in formats() if one.name == order.format), None)
        if named is None:
            message = _("Tuntematon tiedoston muoto {name}. Muotoja ovat: {known}.")
            raise ExchangeError(message.format(name=order.format, known=", ".join(format_names())))
        return named
    if order.file.is_dir():
        return formats()[0]
    head = _head(order.file)
    return next(one for one in formats() if one.recognises(head))


def _head(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(_HEAD)
    except OSError as error:
        raise ExchangeError(sniff.unreadable(error)) from error
