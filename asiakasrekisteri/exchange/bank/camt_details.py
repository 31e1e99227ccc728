"""One entry (Ntry) of a camt file and the payments (TxDtls) in it."""

from dataclasses import replace
from decimal import Decimal
from itertools import islice

from lxml import etree

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.exchange.accounts import account_of, reference_of
from asiakasrekisteri.exchange.bank.codes import kind_of_family, kind_of_number
from asiakasrekisteri.exchange.bank.limits import refuse_many
from asiakasrekisteri.exchange.bank.statement import Entry, Transaction, TransactionKind, checked_entry
from asiakasrekisteri.exchange.figures import day_of, sum_of
from asiakasrekisteri.exchange.raw import tidy
from asiakasrekisteri.exchange.xml_source import path_of, text_at

_BOOKED = frozenset(("", "BOOK"))
_NATIONAL_CODE = "NTRF+"
_CODE_DIGITS = 3
_REFERENCES = path_of("RmtInf/Strd/CdtrRefInf")
_MESSAGES = ("RmtInf/Ustrd", "RmtInf/Strd/AddtlRmtInf", "RmtInf/Strd/RfrdDocInf/Nb", "AddtlTxInf", "RtrInf/AddtlInf")
_SUMS = ("Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/CntrValAmt/Amt", "AmtDtls/InstdAmt/Amt")
_NO_AMOUNT = Decimal(0)
_MOST_REFERENCES = 200


def entry_of(element: etree._Element) -> Entry:
    """Read an entry with the payments that the bank told of it."""
    whole = _whole(element)
    batch = element.find(path_of("NtryDtls/Btch"))
    details = element.findall(path_of("NtryDtls/TxDtls"))
    refuse_many(len(details))
    said = text_at(batch, "NbOfTxs") if batch is not None else ""
    count = int(said[:9]) if said.isascii() and said.isdigit() else 0
    if not details:
        lumped = count if count > 1 else 0
        whole = replace(whole, sum_of=lumped)
        return checked_entry(whole, () if lumped else (whole,))
    if len(details) == 1 and count > 1:
        whole = replace(whole, sum_of=count)
    sum_element = element.find(path_of("Amt"))
    currency = "" if sum_element is None else str(sum_element.get("Ccy", ""))
    alone = len(details) == 1
    return checked_entry(whole, tuple(_payment(one, whole, currency, alone=alone) for one in details))


def _whole(element: etree._Element) -> Transaction:
    amount = sum_of(text_at(element, "Amt"))
    debit = text_at(element, "CdtDbtInd") == "DBIT"
    kind, code = _kind(element)
    if text_at(element, "RvslInd").casefold() in {"true", "1"}:
        kind = TransactionKind.RETURN
    faults = () if amount is not None else (_("Tapahtuman summaa ei voi lukea. Tarkista se verkkopankista."),)
    value = amount or _NO_AMOUNT
    return Transaction(
        booked_on=day_of(text_at(element, "BookgDt/Dt", "BookgDt/DtTm")),
        value_on=day_of(text_at(element, "ValDt/Dt", "ValDt/DtTm")),
        amount=-value if debit else value,
        message=tidy(text_at(element, "AddtlNtryInf")),
        archive_id=tidy(text_at(element, "AcctSvcrRef", "NtryRef"), 100),
        kind=kind,
        kind_code=code,
        booked=text_at(element, "Sts/Cd", "Sts") in _BOOKED,
        faults=faults,
    )


def _payment(element: etree._Element, whole: Transaction, currency: str, *, alone: bool) -> Transaction:
    """Read one payment; what it does not tell of itself is as in its entry."""
    amount, faults = _amount(element, whole, currency, alone=alone)
    other = "Dbtr" if amount >= 0 else "Cdtr"
    references, found = _references(element)
    kind, code = _kind(element)
    if whole.kind is TransactionKind.RETURN or kind is TransactionKind.OTHER:
        kind, code = whole.kind, code or whole.kind_code
    if references and kind is TransactionKind.TRANSFER and amount > 0:
        kind = TransactionKind.REFERENCE
    return replace(
        whole,
        amount=amount,
        payer=tidy(text_at(element, *_names(other)), 140),
        payer_account=account_of(
            text_at(element, f"RltdPties/{other}Acct/Id/IBAN", f"RltdPties/{other}Acct/Id/Othr/Id")
        ),
        reference=references[0] if references else "",
        other_references=references[1:],
        message=_message(element) or whole.message,
        archive_id=tidy(text_at(element, "Refs/AcctSvcrRef", "Refs/TxId"), 100) or whole.archive_id,
        kind=kind,
        kind_code=code or whole.kind_code,
        faults=(*whole.faults, *faults, *found),
    )


def _names(other: str) -> tuple[str, ...]:
    """Return where the name of a party may stand; the later versions put it one step deeper."""
    ultimate = f"RltdPties/Ultmt{other}"
    return f"RltdPties/{other}/Nm", f"RltdPties/{other}/Pty/Nm", f"{ultimate}/Nm", f"{ultimate}/Pty/Nm"


def _amount(
    element: etree._Element, whole: Transaction, currency: str, *, alone: bool
) -> tuple[Decimal, tuple[str, ...]]:
    """Return the signed sum of a payment in the entry's currency; one that is alone may leave it to the entry."""
    value = next((value for names in _SUMS if (value := _sum_in(element, names, currency)) is not None), None)
    if value is None and alone:
        return whole.amount, ()
    if value is None:
        return _NO_AMOUNT, (_("Maksun summaa ei ole kerrottu tilin valuutassa. Tarkista se verkkopankista."),)
    direction = text_at(element, "CdtDbtInd")
    negative = direction == "DBIT" if direction else whole.amount < 0
    return (-value if negative and value else value), ()


def _sum_in(element: etree._Element, names: str, currency: str) -> Decimal | None:
    found = element.find(path_of(names))
    if found is None or found.get("Ccy", currency) != currency:
        return None
    return sum_of("".join(map(str, found.itertext())))


def _references(element: etree._Element) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the references of a payment as they are stored, each once, and what is wrong with them."""
    references: list[str] = []
    faults: list[str] = []
    for information in islice(element.iterfind(_REFERENCES), _MOST_REFERENCES):
        reference, wrong = reference_of(text_at(information, "Ref", "CdtrRef"))
        if reference and reference not in references:
            references.append(reference)
            faults += wrong
    return tuple(references), tuple(dict.fromkeys(faults))


def _message(element: etree._Element) -> str:
    """Return the first kind of message that there is, its lines one after another."""
    for names in _MESSAGES:
        lines = [text for one in element.iterfind(path_of(names)) if (text := tidy("".join(map(str, one.itertext()))))]
        if lines:
            return tidy(" ".join(lines))
    return ""


def _kind(element: etree._Element) -> tuple[TransactionKind, str]:
    """Return the kind that the bank's codes tell, and the code: the Finnish number first, then the international."""
    national = text_at(element, "BkTxCd/Prtry/Cd").removeprefix(_NATIONAL_CODE)[:_CODE_DIGITS]
    family = text_at(element, "BkTxCd/Domn/Fmly/Cd")
    subfamily = text_at(element, "BkTxCd/Domn/Fmly/SubFmlyCd")
    international = "/".join(code for code in (text_at(element, "BkTxCd/Domn/Cd"), family, subfamily) if code)
    if len(national) == _CODE_DIGITS and national.isascii() and national.isdigit():
        kind = kind_of_number(national)
        return (kind if kind is not TransactionKind.OTHER else kind_of_family(family, subfamily)), national
    return kind_of_family(family, subfamily), tidy(international, 40)
