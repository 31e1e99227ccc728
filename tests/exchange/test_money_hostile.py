"""Statements and e-invoices spoilt by chance, and files made to break, stop or swell their readers."""

import contextlib
import multiprocessing
import random
import re
import time
from collections.abc import Callable, Sequence
from decimal import Decimal

import pytest

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.exchange.bank import reading
from asiakasrekisteri.exchange.bank.reading import read_statements
from asiakasrekisteri.exchange.bank.statement import Statement
from asiakasrekisteri.exchange.finvoice import reader
from asiakasrekisteri.exchange.finvoice.reader import read_finvoice
from asiakasrekisteri.exchange.finvoice.shape import InvoiceRead
from asiakasrekisteri.exchange.finvoice.writer import write_finvoice
from tests.exchange.einvoices import INVOICE, credit_note, framed, old
from tests.exchange.samples import (
    DANSKE,
    NORDEA,
    OP,
    PROCOUNTOR,
    S_PANKKI,
    camt,
    entry,
    ktl,
    ktl_payment,
    payment,
    shared_data,
    tito,
    tito_detail,
    tito_entry,
    tito_head,
)

SECONDS = 5
_PAYMENT = payment("100.00", "1232")
_SEEDS: dict[str, Callable[[], Sequence[bytes]]] = {
    "camt": lambda: (
        camt(entry("100.00", _PAYMENT), entry("5.00", payment("3.00"), payment("2.00", "RF111232"), way="DBIT")),
        camt(entry("100.00", _PAYMENT), version="08")
        .replace(b".053.", b".054.")
        .replace(b"BkToCstmrStmt", b"BkToCstmrAcctRpt"),
    ),
    "tito": lambda: (
        tito(
            tito_head(),
            tito_entry("+6275", reference="1232"),
            tito_detail("00", f"{'Hei':35}"),
            "T40050260302+" + "0" * 37,
        ),
        tito(
            tito_head(), tito_entry("-2"), tito_entry("-1", level="1"), tito_detail("11", "RF111232".ljust(315)), end=""
        ),
    ),
    "ktl": lambda: (
        ktl([ktl_payment(6275, "1232"), ktl_payment(500, "1233", corrected="1", mark="5")], 1, 6275, (1, 500)),
        ktl([ktl_payment(6275, "1232")], 1, 6275, end=""),
    ),
    "csv": lambda: (
        OP.encode("latin-1"),
        PROCOUNTOR.encode(),
        NORDEA.encode("utf-16"),
        S_PANKKI.encode(),
        DANSKE.encode(),
    ),
    "finvoice": lambda: (write_finvoice(INVOICE), old(), framed(write_finvoice(credit_note()), old("utf-8"))),
}
_SHARED = {"camt": ("FI_camt_053.xml", "FI_camt_054.xml"), "tito": ("tito-sample.txt",)}
_XML = ("camt", "finvoice")
_LEAF = re.compile(rb"<([A-Za-z]+)([^<>/]*)>[^<>]*</\1>")
# fmt: off
_ODD = (
    b"", b" ", b"-", b"0", b"-0", b"1", b"-1", b"99999999999999999999", b"0,000001", b"1.234,56", b"1e5", b"NaN",
    b"x" * 300, b"CRDT", b"DBIT", b"true", b"2026-02-30", b"20260230", b"00000000", b"RF00", b"RF", b"FI", b"INV02",
    b"100", b"25,5", b"&#228;&#0;", b"<x/>", b"<![CDATA[<&>]]>", b"\xc3\xa4\xe2\x80\xae", b"<Nm>a</Nm>",
)
_BITS = (
    b"\r\n", b"\n", b"\r", b"\x00", b"\xff", b"\xff\xfe", b'"', b"<", b">", b"</", b"/>", b"&", b"&#0;", b"&#xD800;",
    b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<?", b";", b",", b"-", b"+", b"0", b"9" * 30, b"1e9", b"NaN", b" ",
    b"\xc2\xa0", b"T10188", b"T11", b"T00", b"<Ntry>", b"<TxDtls/>", b"<Finvoice ", b"</Finvoice>", b"<InvoiceRow>",
    b"{", b"\xd9\xa3", b"xmlns:a=''", b"0000",
)
# fmt: on


def _mutated(content: bytes, chance: random.Random) -> bytes:
    data = bytearray(content)
    for _ in range(chance.randint(1, 12)):
        place = chance.randrange(len(data) + 1)
        size = chance.choice((0, 1, 3, 20, 100))
        match chance.randrange(5):
            case 0:
                data[place : place + size] = chance.choice(_BITS)
            case 1:
                data[place : place + size] = chance.randbytes(size)
            case 2:
                del data[place : place + size]
            case 3:
                data[place:place] = data[place : place + size] * chance.randint(1, 4)
            case _:
                for at in range(place, min(place + size, len(data))):
                    data[at] = ord("0") + chance.randrange(10) if chr(data[at]).isdigit() else data[at]
    return bytes(data)


def _respoken(content: bytes, chance: random.Random) -> bytes:
    """Return XML that is still XML, some of its innermost elements gone, doubled, or saying something odd."""
    pieces: list[bytes] = []
    at = 0
    for leaf in _LEAF.finditer(content):
        pieces.append(content[at : leaf.start()])
        at = leaf.end()
        match chance.randrange(40):
            case 0:
                continue
            case 1:
                pieces.append(leaf[0] * chance.randint(2, 4))
            case 2 | 3:
                odd = chance.choice(_ODD)
                pieces.append(b"<%s%s>%s</%s>" % (leaf[1], leaf[2], odd, leaf[1]))
            case _:
                pieces.append(leaf[0])
    return b"".join((*pieces, content[at:]))


def _sound_statement(statement: Statement) -> None:
    for one in (*statement.movements, *(whole.whole for whole in statement.entries)):
        assert one.amount.is_finite()
        assert one.reference == "".join(one.reference.split()) or one.faults
        assert all(fault.endswith(".") for fault in one.faults)
        _sound_texts(one.payer, one.payer_account, one.message, one.archive_id, one.reference)
    assert all(fault.endswith(".") for fault in statement.faults)
    _sound_texts(statement.account, statement.currency)


def _sound_invoice(invoice: InvoiceRead) -> None:
    sums = [invoice.net, invoice.vat, invoice.gross]
    sums += [value for row in invoice.rows for value in (row.net, row.vat, row.quantity, row.unit_price)]
    assert all(value is None or value.is_finite() for value in sums)
    assert all(abs(value) < Decimal(10) ** 32 for value in sums if value is not None)
    _sound_texts(invoice.number, invoice.seller.name, invoice.buyer.name, invoice.reference)
    _sound_texts(*invoice.notes, *(row.description for row in invoice.rows))
    assert all(fault.endswith(".") for fault in (*invoice.faults, *(f for row in invoice.rows for f in row.faults)))


def _sound_texts(*texts: str) -> None:
    for text in texts:
        assert text.encode("utf-8") is not None
        assert text == text.strip()
        assert "\n" not in text


def _read_mutants(kind: str, count: int) -> int:
    """Read so many spoilt files, and return how many of them still could be read; the rest were refused."""
    folder = shared_data()
    seeds = [*_SEEDS[kind](), *((folder / name).read_bytes() for name in _SHARED.get(kind, ()) if folder)]
    chance, read, before = random.Random(f"{kind} 20260302"), 0, time.process_time()
    for n in range(count):
        spoil = _respoken if kind in _XML and n % 2 else _mutated
        content = spoil(chance.choice(seeds), chance)
        start = time.process_time()
        assert start - before < SECONDS
        before = start
        try:
            if kind == "finvoice":
                for invoice in read_finvoice(content):
                    _sound_invoice(invoice)
            else:
                for statement in read_statements(content):
                    _sound_statement(statement)
        except ExchangeError:
            continue
        read += 1
    return read


@pytest.mark.parametrize("kind", _SEEDS)
def test_fifty_spoilt_files_of_each_kind_are_read_or_refused(kind: str) -> None:
    assert _read_mutants(kind, 50) > 0


@pytest.mark.slow
@pytest.mark.parametrize("kind", _SEEDS)
def test_thousands_of_spoilt_files_of_each_kind_are_read_or_refused(kind: str) -> None:
    assert _read_mutants(kind, 3000) > 100


_HEAD, _TAIL = camt("@@").split(b"@@")
_DETAILS = b"<Ntry><Amt>1</Amt><NtryDtls>", b"</NtryDtls></Ntry>"
_BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(20))
    + b"]>"
)
_OP_HEAD = OP.split("\r\n")[0].encode() + b"\r\n"


def _filled(head: bytes, unit: bytes, tail: bytes = b"", size: int = reading.MOST_BYTES - 1000) -> bytes:
    return head + unit * ((size - len(head) - len(tail)) // len(unit)) + tail


_HOSTILE: dict[str, Callable[[], bytes]] = {
    "entities": lambda: _BOMB + _HEAD + b"&t;" + _TAIL,
    "entities of an invoice": lambda: _BOMB + b"<Finvoice>&t;</Finvoice>",
    "entities in utf-16": lambda: (_BOMB + b"<Finvoice>&t;</Finvoice>").decode().encode("utf-16"),
    "file of the computer": lambda: b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><Finvoice>&a;</Finvoice>',
    "a line of 100 megabytes": lambda: _filled(OP.encode(), b"x", size=100_000_000),
    "a long line of tito": lambda: _filled(tito_head().encode(), b"x"),
    "a long line of csv": lambda: _filled(OP.encode(), b"x"),
    "quotes": lambda: _filled(OP.encode(), b'"'),
    "unclosed quotes": lambda: _filled(OP.encode(), b'"a\n', size=500_000),
    "blank lines": lambda: _filled(OP.encode(), b"\n"),
    "delimiters": lambda: _filled(OP.encode(), b";"),
    "zeros": lambda: _filled(OP.encode(), b"\0"),
    "short rows": lambda: _filled(_OP_HEAD, b"1.1.2026;;1\n", size=600_000),
    "bad rows": lambda: _filled(_OP_HEAD, b"1.1.2026;;x\n", size=2_000_000),
    "totals": lambda: _filled(
        (ktl_payment(1, "1232").encode() + b"\n") * 30_000, b"9000000000000000\n", size=5_000_000
    ),
    "records of nothing": lambda: _filled(ktl_payment(1, "1232").encode() + b"\n", b"x\n", size=390_000),
    "short records": lambda: _filled(tito_head().encode(), b"T10000"),
    "parts of parts": lambda: _filled(
        f"{tito_head()}\n{tito_entry('+1')}\n".encode(), tito_entry("+1", level="1").encode() + b"\n", size=9_000_000
    ),
    "details": lambda: _filled(f"{tito_head()}\n{tito_entry('+1')}\n".encode(), b"T1104300hei\n", size=2_000_000),
    "entries": lambda: _filled(_HEAD, b"<Ntry/>", _TAIL, size=300_000),
    "payments": lambda: _filled(_HEAD + _DETAILS[0], b"<TxDtls/>", _DETAILS[1] + _TAIL, size=300_000),
    "references": lambda: (
        _HEAD
        + _DETAILS[0]
        + b"<TxDtls><RmtInf><Strd>"
        + b"".join(b"<CdtrRefInf><Ref>%d</Ref></CdtrRefInf>" % n for n in range(300_000))
        + b"</Strd></RmtInf></TxDtls>"
        + _DETAILS[1]
        + _TAIL
    ),
    "depth": lambda: _filled(_HEAD, b"<a>", _TAIL, size=5_000_000),
    "attributes": lambda: _filled(_HEAD + b"<Ntry ", b"a='1' ", b"/>" + _TAIL),
    "ampersands": lambda: _filled(_HEAD, b"&", _TAIL, size=500_000),
    "cdata": lambda: _filled(_HEAD, b"<![CDATA[", _TAIL, size=800_000),
    "doctypes": lambda: _filled(_HEAD, b"<!DOCTYPE ", _TAIL, size=15_000_000),
    "invoices that do not end": lambda: _filled(b"", b"<Finvoice>", size=90_000),
    "invoices of nothing": lambda: _filled(b"", b"<Finvoice></Finvoice>", size=200_000),
    "rows": lambda: _filled(b"<Finvoice>", b"<InvoiceRow/>", size=1_200_000),
    "rates": lambda: (
        b"<Finvoice><InvoiceDetails><InvoiceTotalVatIncludedAmount>1</InvoiceTotalVatIncludedAmount></InvoiceDetails>"
        + b"".join(
            b"<InvoiceRow><RowVatExcludedAmount>1</RowVatExcludedAmount><RowVatRatePercent>%d</RowVatRatePercent></InvoiceRow>"
            % n
            for n in range(40_000)
        )
    ),
    "broken tags": lambda: _filled(b"<Finvoice>", b"<a></b>", size=5_000_000),
    "depth of an invoice": lambda: _filled(b"<Finvoice>", b"<a>", size=5_000_000),
    "words": lambda: _filled(b"<Finvoice><InvoiceRow><ArticleName>", b"a ", b"</ArticleName></InvoiceRow></Finvoice>"),
}
_MOST_MEMORY = 1_500_000_000
"""Address space of the child that reads: the interpreter and its libraries take a third of it before any file."""


def _read_hostile(kind: str) -> None:
    import resource  # noqa: PLC0415 - there is none on Windows; the test is for the others

    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    content = _HOSTILE[kind]()
    start = time.process_time()
    with contextlib.suppress(ExchangeError):
        read_finvoice(content) if reader.recognise(content) else read_statements(content)
    assert time.process_time() - start < SECONDS


@pytest.mark.slow
@pytest.mark.parametrize("kind", _HOSTILE)
def test_hostile_files_take_seconds_and_bounded_memory(kind: str) -> None:
    pytest.importorskip("resource")
    child = multiprocessing.get_context("spawn").Process(target=_read_hostile, args=(kind,))
    child.start()
    child.join(60)
    assert child.exitcode == 0


def test_entities_are_never_expanded_and_no_file_is_opened() -> None:
    for kind in ("entities", "entities of an invoice", "entities in utf-16", "file of the computer"):
        content = _HOSTILE[kind]()
        with pytest.raises(ExchangeError):
            read_finvoice(content) if reader.recognise(content) else read_statements(content)
