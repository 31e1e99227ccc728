"""Finvoice: what is written is valid against the schema and comes back the same; what others wrote is read."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.domain.invoicing import InvoiceKind, VatLine, totals
from asiakasrekisteri.exchange.finvoice.reader import MOST_BYTES, read_finvoice, read_finvoice_file, recognise
from asiakasrekisteri.exchange.finvoice.row_writer import reckoned
from asiakasrekisteri.exchange.finvoice.shape import Address, InvoiceOut, InvoiceRead, Party, RowOut, address_of
from asiakasrekisteri.exchange.finvoice.writer import write_finvoice
from tests.exchange.einvoices import BUYER, INVOICE, ROWS, SELLER, assert_valid, credit_note, framed, old


def _only(content: bytes) -> InvoiceRead:
    invoices = read_finvoice(content)
    assert len(invoices) == 1
    return invoices[0]


def _changed(content: bytes, before: str, after: str) -> bytes:
    text = content.decode()
    assert before in text
    return text.replace(before, after).encode()


EXEMPT = replace(
    ROWS[0],
    vat_percent=Decimal(0),
    vat_code="AE",
    vat_reason="Käännetty verovelvollisuus, AVL 64 §",
)
WRITTEN: dict[str, InvoiceOut] = {
    "invoice": INVOICE,
    "credit note": credit_note(),
    "reverse charge": replace(INVOICE, rows=(EXEMPT, replace(EXEMPT, vat_code="G", vat_reason="Vienti"), *ROWS)),
    "least": replace(
        INVOICE,
        seller=replace(SELLER, operator="", einvoice_address="", email="", phone=""),
        buyer=Party(name="Maija Meikäläinen", address=BUYER.address),
        reference="",
        due_on=None,
        buyer_reference="",
        order_number="",
        interest_percent=None,
        interest_text="",
        terms="",
        notes=(),
        rows=ROWS[2:],
    ),
    "most": replace(
        INVOICE,
        reference="RF9811112",
        supplied_on=dt.date(2026, 2, 27),
        barcode="5" * 54,
        notes=("pitkä " * 300, "toinen\x0b"),
        terms="ehto " * 60,
        interest_text="korko " * 60,
        seller=replace(SELLER, name="Hostaus ja palvelinten kaukovalvonta " * 3 + "Oy"),
        buyer=replace(BUYER, address=replace(BUYER.address, street=("Hyvin pitkän nimen kantava katu 123 B 45 " * 2,))),
        rows=(replace(ROWS[0], description="sana " * 150, code="x" * 90, unit="yksikköä kaikkiaan"), *ROWS),
    ),
}


@pytest.mark.parametrize("kind", WRITTEN)
def test_every_invoice_written_is_valid_against_the_schema(kind: str) -> None:
    content = write_finvoice(WRITTEN[kind])
    assert content.startswith(b"<?xml version='1.0' encoding='UTF-8'?>\n<Finvoice Version=\"3.0\">")
    assert_valid(content)


@pytest.mark.parametrize("kind", WRITTEN)
def test_every_invoice_written_is_read_back_the_same(kind: str) -> None:
    sent = WRITTEN[kind]
    got = _only(write_finvoice(sent))
    sums = totals(reckoned(row) for row in sent.rows)
    assert (got.net, got.vat, got.gross, got.by_rate) == (sums.net, sums.vat, sums.gross, sums.by_rate)
    assert (got.number, got.kind, got.reference) == (sent.number, sent.kind, sent.reference)
    assert (got.issued_on, got.due_on) == (sent.issued_on, sent.due_on or sent.issued_on)
    assert (got.credited_number, got.account, got.supplied_on) == (sent.credited_number, sent.account, sent.supplied_on)
    assert [row.quantity for row in got.rows] == [row.quantity for row in sent.rows]
    assert [row.unit_price for row in got.rows] == [row.unit_price for row in sent.rows]
    assert [row.vat_percent for row in got.rows] == [row.vat_percent for row in sent.rows]
    assert [row.description for row in got.rows] == [row.description.strip() for row in sent.rows]
    assert got.faults == ()
    assert not any(row.faults for row in got.rows)


def test_parties_and_periods_come_back_as_they_were() -> None:
    got = _only(write_finvoice(INVOICE))
    assert (got.seller, got.buyer) == (SELLER, BUYER)
    assert got.buyer.address.lines == ("Jauhotie 2", "PL 3", "33100 Tampere")
    assert (got.rows[0].since, got.rows[0].until, got.rows[0].unit, got.rows[0].code) == (
        dt.date(2026, 1, 1),
        dt.date(2026, 12, 31),
        "kk",
        "WH-M",
    )
    assert got.rows[1].discount_percent == Decimal(10)
    assert (got.notes, got.origin, got.version, got.currency) == (("Kiitos tilauksesta!",), "Original", "3.0", "EUR")


def test_a_credit_note_is_negative_and_names_what_it_credits() -> None:
    text = write_finvoice(credit_note()).decode()
    assert "<InvoiceTypeCode>INV02</InvoiceTypeCode>" in text
    assert "<OriginalInvoiceNumber>2026100</OriginalInvoiceNumber>" in text
    assert '<EpiInstructedAmount AmountCurrencyIdentifier="EUR">-' in text
    whole = _only(write_finvoice(INVOICE)).gross or Decimal(0)
    assert _only(text.encode()).gross == -whole < 0


def test_the_frame_of_the_message_is_written_only_where_both_addresses_are_known() -> None:
    assert b"MessageTransmissionDetails" in write_finvoice(INVOICE)
    without = replace(INVOICE, buyer=replace(BUYER, operator=""))
    assert b"MessageTransmissionDetails" not in write_finvoice(without)


_LACKING: dict[str, tuple[InvoiceOut, str]] = {
    "number": (replace(INVOICE, number=""), "laskun numerossa"),
    "long number": (replace(INVOICE, number="1" * 21), "laskun numerossa"),
    "account": (replace(INVOICE, account="FI2112345600000784"), "IBAN"),
    "bic": (replace(INVOICE, bic="NDEA"), "BIC"),
    "reference": (replace(INVOICE, reference="1233"), "viitenumero"),
    "currency": (replace(INVOICE, currency="e"), "valuutan"),
    "rows": (replace(INVOICE, rows=()), "yhtään riviä"),
    "description": (replace(INVOICE, rows=(replace(ROWS[0], description=" "),)), "riviltä 1 puuttuu selite"),
    "percent": (replace(INVOICE, rows=(replace(ROWS[0], vat_percent=Decimal("25.5555")),)), "rivin 1 prosentti"),
    "discount": (replace(INVOICE, rows=(replace(ROWS[0], discount_percent=Decimal(-1)),)), "rivin 1 prosentti"),
    "price": (replace(INVOICE, rows=(replace(ROWS[0], unit_price=Decimal("1e15")),)), "rivin 1 määrä tai hinta"),
    "no number": (replace(INVOICE, rows=(replace(ROWS[0], quantity=Decimal("NaN")),)), "rivin 1 määrä tai hinta"),
    "reason": (replace(INVOICE, rows=(replace(EXEMPT, vat_reason=""),)), "verottomuuden peruste"),
    "buyer's tax number": (
        replace(INVOICE, rows=(EXEMPT,), buyer=replace(BUYER, vat_number="")),
        "ostajan ALV-numero puuttuu",
    ),
    "seller": (replace(INVOICE, seller=replace(SELLER, business_id="")), "myyjän Y-tunnus"),
    "seller's tax number": (replace(INVOICE, seller=replace(SELLER, vat_number="")), "myyjän ALV-numero"),
    "buyer": (replace(INVOICE, buyer=replace(BUYER, name="")), "ostajan nimi"),
    "address": (replace(INVOICE, buyer=replace(BUYER, address=Address(town="Tampere"))), "ostajan osoitteesta"),
    "credited": (replace(credit_note(), credited_number=""), "hyvitettävän laskun numero"),
    "interest": (replace(INVOICE, interest_percent=Decimal(-8)), "viivästyskoron"),
}


@pytest.mark.parametrize("lacking", _LACKING)
def test_what_must_stand_on_an_invoice_is_demanded(lacking: str) -> None:
    invoice, message = _LACKING[lacking]
    with pytest.raises(ExchangeError, match=message):
        write_finvoice(invoice)


def test_everything_that_is_lacking_is_told_at_once() -> None:
    with pytest.raises(ExchangeError) as caught:
        write_finvoice(replace(INVOICE, number="", bic="", rows=()))
    assert str(caught.value).count(";") == 2


_TEXTS = st.text(min_size=2, max_size=150).filter(lambda text: bool(text.strip()))


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            _TEXTS,
            st.decimals(-9999, 9999, places=3),
            st.decimals(0, 99999, places=4),
            st.sampled_from((Decimal(0), Decimal("13.5"), Decimal("25.5"))),
            st.decimals(0, 100, places=2),
        ),
        min_size=1,
        max_size=8,
    ),
    _TEXTS,
)
def test_any_rows_give_a_valid_invoice_whose_sums_agree(
    rows: list[tuple[str, Decimal, Decimal, Decimal, Decimal]], note: str
) -> None:
    written = tuple(
        RowOut(description=f"Rivi {text}", quantity=quantity, unit_price=price, vat_percent=vat, discount_percent=off)
        for text, quantity, price, vat, off in rows
    )
    content = write_finvoice(replace(INVOICE, rows=written, notes=(note,)))
    assert_valid(content)
    got = _only(content)
    assert got.gross == totals(reckoned(row) for row in written).gross
    assert got.by_rate == totals(reckoned(row) for row in written).by_rate
    assert got.faults == ()


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("iso-8859-15", "ISO-8859-15"),
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "ISO-8859-15"),
        ("iso-8859-1", "UTF-8"),
        ("cp1252", "iso-8859-1"),
        ("utf-16", "UTF-8"),
        ("iso-8859-15", "x-unheard-of"),
        ("cp850", "IBM850"),
    ],
)
def test_the_oldest_version_in_any_encoding_declared_or_not(encoding: str, declared: str) -> None:
    content = old(encoding, declared)
    assert recognise(content) == "finvoice"
    got = _only(content)
    assert (got.version, got.number, got.buyer.name) == ("1.2", "77", "Pöytä & Tuoli Ky")
    assert (got.issued_on, got.due_on) == (dt.date(2011, 1, 5), dt.date(2011, 1, 19))
    assert (got.net, got.vat, got.gross) == (Decimal(1000), Decimal(230), Decimal(1230))
    assert got.by_rate == (VatLine(Decimal(23), Decimal(1000), Decimal(230)),)
    assert (got.seller.business_id, got.reference, got.account) == ("1234567-1", "1232", "FI2112345600000785")
    assert got.buyer.address == Address(street=("Kuja 1",), postcode="20100", town="TURKU")
    assert [row.net for row in got.rows] == [Decimal(1000), None]
    assert got.rows[1].description.startswith("Ajalta")
    assert [fault.split(":")[0] for fault in got.faults] == ["Ostaja"]


def test_several_invoices_behind_their_soap_frames() -> None:
    content = framed(old(), write_finvoice(INVOICE), write_finvoice(credit_note()))
    assert [one.number for one in read_finvoice(content)] == ["77", "2026100", "2026101"]


def test_the_einvoice_address_and_operator_come_from_the_frame_of_the_message() -> None:
    content = write_finvoice(INVOICE)
    bare = _changed(content, "<BuyerOrganisationUnitNumber>003776543212</BuyerOrganisationUnitNumber>", "")
    assert _only(bare).buyer.einvoice_address == "003776543212"


def test_an_invoice_with_a_name_space_or_an_undeclared_prefix() -> None:
    content = write_finvoice(INVOICE)
    spaced = _changed(content, 'Finvoice Version="3.0"', 'Finvoice Version="3.0" xmlns="http://www.finvoice.info/"')
    assert _only(spaced) == _only(content)
    text = content.decode().split("?>\n")[1]
    prefixed = text.replace("<", "<f:").replace("<f:/", "</f:")
    assert _only(prefixed.encode()) == _only(content)


def test_a_cut_invoice_is_read_as_far_as_it_goes_and_says_so() -> None:
    content = write_finvoice(INVOICE)
    got = _only(content[: content.index(b"<EpiDetails>")])
    assert (got.number, len(got.rows), got.reference) == ("2026100", 3, "")
    assert "katkennut" in got.faults[0]
    both = read_finvoice(content[: content.index(b"<EpiDetails>")] + old())
    assert [one.number for one in both] == ["2026100", "77"]
    assert "katkennut" not in both[1].faults[0]


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("<InvoiceNumber>2026100</InvoiceNumber>", "", "Laskun numero puuttuu"),
        ('<InvoiceDate Format="CCYYMMDD">20260302</InvoiceDate>', "<InvoiceDate>eilen</InvoiceDate>", "Laskun päivä"),
        ("20261007</EpiRem", "20261008</EpiRem", "tarkistusnumero ei täsmää"),
        (">1234567-1<", ">1234567-2<", "Myyjä: Y-tunnuksen"),
        ("INV01", "ORD01", "ei ole lasku"),
        ("INV01", "INV02", "Hyvityslaskun summa on positiivinen"),
        ("<InvoiceTotalVatAmount ", "<X ", "vioittunut"),
        (
            'VatIncludedAmount AmountCurrencyIdentifier="EUR">',
            'VatIncludedAmount AmountCurrencyIdentifier="EUR">1',
            "loppusumma",
        ),
    ],
)
def test_what_is_odd_is_flagged_and_never_refused(before: str, after: str, fault: str) -> None:
    got = _only(_changed(write_finvoice(INVOICE), before, after))
    assert any(fault in one for one in got.faults)


def test_sums_that_do_not_follow_from_the_rows_are_flagged() -> None:
    content = write_finvoice(INVOICE)
    assert any("tulee" in one for one in _only(_changed(content, ">118,80<", ">118,81<")).faults)
    row = _changed(content, '<UnitPriceAmount AmountCurrencyIdentifier="EUR">9,90', "<UnitPriceAmount>19,90")
    got = _only(row)
    assert got.faults == ()
    assert "määrästä ja hinnasta" in got.rows[0].faults[0]


def test_missing_parts_are_missed_and_no_more() -> None:
    got = _only(b"<Finvoice></Finvoice>")
    assert (got.number, got.gross, got.rows, got.kind) == ("", None, (), InvoiceKind.INVOICE)
    assert len(got.faults) == 6


def test_discounts_charges_and_rounding_of_the_whole_invoice_belong_to_its_sum() -> None:
    content = _changed(
        old("utf-8"),
        "<PaymentTermsDetails>",
        "<DiscountDetails><Amount>100,00</Amount><VatRatePercent>23</VatRatePercent></DiscountDetails><PaymentTermsDetails>",
    )
    for before, after in (
        (">1 000.00<", ">900,00<"),
        (">230,00</InvoiceTotal", ">207,00</InvoiceTotal"),
        (">1.230,00<", ">1107,03<"),
        (">1000,00</VatBase", ">900,00</VatBase"),
        (">230,00</VatRate", ">207,00</VatRate"),
        ("<VatSpec", "<InvoiceTotalRoundoffAmount>0,03</InvoiceTotalRoundoffAmount><VatSpec"),
    ):
        content = _changed(content, before, after)
    assert [fault.split(":")[0] for fault in _only(content).faults] == ["Ostaja"]


def test_sub_rows_stand_for_a_row_that_only_heads_them() -> None:
    sub = (
        "<InvoiceRow><ArticleName>Palvelut</ArticleName><SubInvoiceRow><SubArticleName>Osa</SubArticleName>"
        "<SubDeliveredQuantity>2</SubDeliveredQuantity><SubUnitPriceAmount>500,00</SubUnitPriceAmount>"
        "<SubRowVatRatePercent>23</SubRowVatRatePercent><SubRowVatExcludedAmount>1000,00</SubRowVatExcludedAmount>"
        "</SubInvoiceRow></InvoiceRow>"
    )
    text = old("utf-8").decode()
    start, end = text.index("<InvoiceRow>"), text.index("</InvoiceRow>") + len("</InvoiceRow>")
    got = _only((text[:start] + sub + text[end:]).encode())
    assert [row.description for row in got.rows[:2]] == ["Palvelut", "Osa"]
    assert [row.net for row in got.rows[:2]] == [None, Decimal(1000)]
    assert not any("tulee" in fault for fault in got.faults)


def test_an_address_of_lines_is_parted() -> None:
    assert address_of("Jauhotie 2\nPL 3\nFI-33100 Tampere\n", "FI") == replace(BUYER.address)
    assert address_of("Jossain") == Address(street=("Jossain",))
    assert address_of("") == Address()


@pytest.mark.parametrize("content", [b"", b"\0", b"hei", b"<Document/>", b"<FinvoiceAck></FinvoiceAck>"])
def test_other_files_are_no_finvoice(content: bytes) -> None:
    assert recognise(content) is None
    with pytest.raises(ExchangeError, match="ei ole Finvoice"):
        read_finvoice(content)


def test_a_file_too_large_is_refused(tmp_path: Path) -> None:
    large = tmp_path / "lasku.xml"
    with large.open("wb") as stream:
        stream.write(write_finvoice(INVOICE))
        stream.truncate(MOST_BYTES + 1)
    with pytest.raises(ExchangeError, match="liian suuri"):
        read_finvoice_file(large)
