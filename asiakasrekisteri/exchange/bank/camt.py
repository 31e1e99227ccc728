"""Reads camt.052, camt.053 and camt.054 of ISO 20022, any version, at the level of single payments (TxDtls).

The name space is not believed: banks write one version and name another. Entries are taken one by one and let go, so
that a long statement needs no more memory than what it says.
"""

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from io import BytesIO

from lxml import etree

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.exchange.accounts import account_of
from asiakasrekisteri.exchange.bank.camt_details import entry_of
from asiakasrekisteri.exchange.bank.limits import refuse_many
from asiakasrekisteri.exchange.bank.statement import Entry, Statement, TransactionKind, checked_balances
from asiakasrekisteri.exchange.figures import day_of, sum_of
from asiakasrekisteri.exchange.xml_source import parser_options, path_of, text_at, xml_text

_MESSAGES = {"BkToCstmrAcctRpt": "camt.052", "BkToCstmrStmt": "camt.053", "BkToCstmrDbtCdtNtfctn": "camt.054"}
_SIGN = re.compile(rb"<(?:[A-Za-z0-9_-]{1,20}:)?(BkToCstmrAcctRpt|BkToCstmrStmt|BkToCstmrDbtCdtNtfctn)[\s>/]")
_STATEMENTS = ("Stmt", "Rpt", "Ntfctn")
_HEAD = 20_000
_OPENING, _CLOSING = ("OPBD", "PRCD"), ("CLBD",)
_DEBIT = "DBIT"


def recognise_camt(content: bytes) -> str | None:
    """Return `camt.052`, `camt.053` or `camt.054` where the bytes look like one, otherwise None."""
    found = _SIGN.search(content[:_HEAD].replace(b"\0", b""))
    return _MESSAGES[found[1].decode("ascii")] if found else None


def read_camt(content: bytes) -> tuple[Statement, ...]:
    """Read the statements of a camt file.

    Raises:
        ExchangeError: the XML is cut or broken, or has too many payments; a statement is not taken in by halves.
    """
    source = BytesIO(xml_text(content).encode("utf-8"))
    statements: list[Statement] = []
    entries: list[_Read] = []
    payments = 0
    tags = [f"{{*}}{name}" for name in ("Ntry", *_STATEMENTS)]
    try:
        for _event, element in etree.iterparse(source, events=("end",), tag=tags, **parser_options()):
            if etree.QName(element).localname == "Ntry":
                entries.append(_read(element))
                payments += max(len(entries[-1].entry.transactions), 1)
                refuse_many(payments)
            else:
                statements.append(_statement(element, entries))
                entries = []
            element.clear(keep_tail=True)
    except etree.XMLSyntaxError as error:
        raise ExchangeError(_("Tiliote on katkennut tai vioittunut. Hae se pankista uudelleen.")) from error
    if not statements:
        raise ExchangeError(_("Tiedostossa ei ole yhtään tiliotetta. Hae se pankista uudelleen."))
    return tuple(statements)


@dataclass(frozen=True, slots=True)
class _Read:
    """An entry with what its sign may hang on: it is told as the reversal of another one that came in."""

    entry: Entry
    reversal: bool


@dataclass(slots=True)
class _Faults:
    """Faults of one statement as they are found."""

    found: list[str] = field(default_factory=list)

    def tell(self, message: str) -> None:
        """Add a fault once."""
        if message not in self.found:
            self.found.append(message)


def _read(element: etree._Element) -> _Read:
    reversal = text_at(element, "RvslInd").casefold() in {"true", "1"}
    return _Read(entry_of(element), reversal and text_at(element, "CdtDbtInd") != _DEBIT)


def _statement(element: etree._Element, read: list[_Read]) -> Statement:
    faults = _Faults()
    entries = _signed(element, read, faults)
    _check_count(element, entries, faults)
    days = [day for entry in entries if (day := entry.whole.booked_on) is not None]
    since = day_of(text_at(element, "FrToDt/FrDtTm", "FrToDt/FrDt"))
    until = day_of(text_at(element, "FrToDt/ToDtTm", "FrToDt/ToDt"))
    return checked_balances(
        Statement(
            account=account_of(text_at(element, "Acct/Id/IBAN", "Acct/Id/Othr/Id", "Acct/Id/PrtryAcct/Id")),
            currency=text_at(element, "Acct/Ccy") or _currency(element),
            since=since or min(days, default=None),
            until=until or max(days, default=None),
            opening=_balance(element, _OPENING),
            closing=_balance(element, _CLOSING),
            entries=entries,
            faults=tuple(faults.found),
        )
    )


def _signed(element: etree._Element, read: list[_Read], faults: _Faults) -> tuple[Entry, ...]:
    """Return the entries; a reversal marked as coming in is money going out where the statement's net sum says so.

    The standard lets the mark tell the direction of the reversal itself; the Finnish banks' own sample marks the
    direction of the payment that is reversed.
    """
    entries = tuple(one.entry for one in read)
    if not any(one.reversal for one in read):
        return entries
    turned = tuple(_turned(one.entry) if one.reversal else one.entry for one in read)
    net = sum_of(text_at(element, "TxsSummry/TtlNtries/TtlNetNtryAmt", "TxsSummry/TtlNtries/TtlNetNtry/Amt"))
    debit = text_at(element, "TxsSummry/TtlNtries/CdtDbtInd", "TxsSummry/TtlNtries/TtlNetNtry/CdtDbtInd") == _DEBIT
    said = _balance(element, _CLOSING), _balance(element, _OPENING)
    if net is None and said[0] is not None and said[1] is not None:
        net, debit = said[0] - said[1], False
    wanted = None if net is None else -net if debit else net
    if wanted == _sum(entries):
        return entries
    if wanted == _sum(turned):
        return turned
    faults.tell(_("Tiliotteella on peruutuksia, joiden suunta jäi epäselväksi. Tarkista ne verkkopankista."))
    return entries


def _turned(entry: Entry) -> Entry:
    return Entry(
        whole=replace(entry.whole, amount=-entry.whole.amount, kind=TransactionKind.RETURN),
        transactions=tuple(replace(one, amount=-one.amount, kind=TransactionKind.RETURN) for one in entry.transactions),
    )


def _sum(entries: tuple[Entry, ...]) -> Decimal:
    return sum((entry.whole.amount for entry in entries), Decimal(0))


def _check_count(element: etree._Element, entries: tuple[Entry, ...], faults: _Faults) -> None:
    said = text_at(element, "TxsSummry/TtlNtries/NbOfNtries")
    if said.isascii() and said.isdigit() and int(said[:9]) != len(entries):
        message = _("Tiliote kertoo {said} tapahtumaa, mutta siinä on {found}. Tarkista, että tiliote on kokonainen.")
        faults.tell(message.format(said=int(said[:9]), found=len(entries)))
    if any(entry.whole.booked_on is None and entry.whole.booked for entry in entries):
        faults.tell(_("Kaikilla tapahtumilla ei ole kirjauspäivää. Tarkista ne verkkopankista."))


def _balance(element: etree._Element, codes: tuple[str, ...]) -> Decimal | None:
    balances = element.findall(path_of("Bal"))
    for code in codes:
        for balance in balances:
            if text_at(balance, "Tp/CdOrPrtry/Cd", "Tp/Cd") == code:
                value = sum_of(text_at(balance, "Amt"))
                return -value if value is not None and text_at(balance, "CdtDbtInd") == _DEBIT else value
    return None


def _currency(element: etree._Element) -> str:
    amount = element.find(path_of("Bal/Amt"))
    return str(amount.get("Ccy", "")) if amount is not None else ""
