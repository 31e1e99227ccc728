"""Statements of banks: the samples of others with the expected result, and files of each kind made by hand."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.exchange.bank.reading import MOST_BYTES, read_statement_file, read_statements, recognise
from asiakasrekisteri.exchange.bank.statement import Statement, TransactionKind
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
    shared_sample,
    tito,
    tito_detail,
    tito_entry,
    tito_head,
)


def _only(content: bytes) -> Statement:
    statements = read_statements(content)
    assert len(statements) == 1
    return statements[0]


def test_the_banks_own_sample_of_camt_053() -> None:
    content = shared_sample("FI_camt_053.xml")
    assert recognise(content) == "camt.053"
    found = _only(content)
    assert (found.account, found.currency) == ("FI7433010001222090", "CHF")
    assert (found.since, found.until) == (dt.date(2017, 7, 29), dt.date(2017, 7, 29))
    assert (found.opening, found.closing) == (Decimal("10000.00"), Decimal("23644.83"))
    assert (len(found.entries), len(found.transactions), len(found.movements)) == (10, 12, 13)
    assert found.faults == ()
    assert sum(one.amount for one in found.movements) == Decimal("13644.83")
    untold = next(one for one in found.movements if one not in found.transactions)
    assert (untold.amount, untold.sum_of) == (Decimal("-4000.00"), 3)
    assert "ei eritellyt" in untold.faults[0]
    faulty = [one for one in found.transactions if one.reference == "RF98123456789012"]
    assert [one.amount for one in faulty] == [Decimal("5455.00"), Decimal("10000.00")]
    assert all("tarkistusnumerot" in one.faults[0] for one in faulty)
    assert [one.sum_of for one in found.transactions].count(2) == 3


def test_the_banks_own_sample_of_camt_054() -> None:
    content = shared_sample("FI_camt_054.xml")
    assert recognise(content) == "camt.054"
    found = _only(content)
    assert (len(found.entries), len(found.transactions), len(found.movements)) == (6, 13, 13)
    assert found.faults == ()
    assert sum(one.whole.amount for one in found.entries) == Decimal("169.95")
    trimmed = next(one for one in found.transactions if one.reference == "RF7812345")
    assert trimmed.other_references == ("RF0812344",)
    both = found.transactions[0]
    assert (both.reference, both.other_references, both.amount) == ("3900", ("12344",), Decimal("1900.00"))
    returned = found.transactions[-2:]
    assert [one.kind for one in returned] == [TransactionKind.RETURN] * 2
    assert [one.amount for one in returned] == [Decimal("-40.00"), Decimal("-60.00")]
    assert not any(one.booked for one in returned)
    assert returned[0].message == "1+TILIÄ EI LÖYDY"


def test_a_banks_published_tito() -> None:
    content = shared_sample("tito-sample.txt")
    assert recognise(content) == "tito"
    found = _only(content)
    assert found.account == "FI7429501800000014"
    assert (found.opening, found.closing) == (Decimal("21153.07"), Decimal("27242.74"))
    assert (len(found.entries), len(found.transactions)) == (14, 19)
    assert found.faults == ()
    fees = found.entries[7]
    assert fees.whole.amount == Decimal("-210.44") == sum(one.amount for one in fees.transactions)
    assert [one.kind for one in fees.transactions] == [TransactionKind.FEE] * 6
    assert "SÄHKÖLASKU" in found.transactions[15].message
    lumped = [(one.amount, one.sum_of) for one in found.transactions if one.kind is TransactionKind.REFERENCE]
    assert lumped == [(Decimal("3361.52"), 2), (Decimal("2201.69"), 22)]
    assert found.transactions[-1].kind is TransactionKind.RETURN


@pytest.mark.parametrize("version", ["01", "02", "04", "06", "08", "13"])
def test_camt_of_every_version_is_read(version: str) -> None:
    found = _only(camt(entry("100.00", payment("100.00", "1232")), version=version))
    one = found.transactions[0]
    assert (one.payer, one.payer_account) == ("Maija Meikäläinen", "FI5810171000000122")
    assert (one.booked_on, one.value_on) == (dt.date(2026, 3, 2), dt.date(2026, 3, 3))
    assert (one.reference, one.kind, one.archive_id) == ("1232", TransactionKind.REFERENCE, "ARK1")
    assert (found.opening, found.closing, found.faults) == (Decimal("-100.00"), Decimal("0.00"), ())


def test_later_versions_put_parties_and_status_deeper() -> None:
    deeper = payment("100.00", "1232", "<Pty><Nm>Maija</Nm></Pty>")
    found = _only(camt(entry("100.00", deeper, status="<Cd>PDNG</Cd>"), closing="-100.00"))
    assert found.transactions[0].payer == "Maija"
    assert not found.transactions[0].booked


def test_a_name_space_of_another_version_or_a_prefix_makes_no_difference() -> None:
    text = camt(entry("100.00", payment("100.00", "1232"))).decode()
    bare = text.replace(' xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"', "")
    assert _only(bare.encode()).transactions[0].reference == "1232"
    prefixed = text.replace("<", "<n:").replace("<n:/", "</n:").replace("<n:?", "<?").replace("xmlns=", "xmlns:n=")
    assert _only(prefixed.encode()).transactions[0].reference == "1232"


def test_entries_that_do_not_lead_to_the_closing_balance_are_told() -> None:
    found = _only(camt(entry("90.00", payment("90.00", "1232"))))
    assert "loppusaldo on 0" in found.faults[0]


def test_payments_that_do_not_make_up_their_entry_are_flagged() -> None:
    found = _only(camt(entry("100.00", payment("60.00", "1232"), payment("30.00", "12344"))))
    assert all("Erän summa on 100" in one.faults[0] for one in found.transactions)
    assert len(found.transactions) == 2


def test_an_entry_alone_is_its_own_payment_and_its_sum_the_entrys() -> None:
    bare = entry("100.00").replace("<NtryDtls></NtryDtls>", "<AddtlNtryInf>Pano &amp; korko</AddtlNtryInf>")
    found = _only(camt(bare))
    assert [(one.amount, one.message, one.sum_of) for one in found.transactions] == [
        (Decimal("100.00"), "Pano & korko", 0)
    ]
    untold = payment("100.00", "1232").replace('<Amt Ccy="EUR">100.00</Amt>', "")
    assert _only(camt(entry("100.00", untold))).transactions[0].amount == Decimal("100.00")


def test_a_payment_in_another_currency_counts_as_the_account_was_credited() -> None:
    dollars = payment("120.00", "1232").replace('Ccy="EUR"', 'Ccy="USD"')
    alone = _only(camt(entry("100.00", dollars))).transactions[0]
    assert (alone.amount, alone.faults) == (Decimal("100.00"), ())
    counter = '<CntrValAmt><Amt Ccy="EUR">60.00</Amt></CntrValAmt></AmtDtls>'
    told = _only(camt(entry("100.00", dollars.replace("</AmtDtls>", counter), payment("40.00", "12344"))))
    assert [one.amount for one in told.transactions] == [Decimal("60.00"), Decimal("40.00")]
    untold = _only(camt(entry("100.00", dollars, payment("40.00", "12344")))).transactions[0]
    assert "tilin valuutassa" in untold.faults[0]


def test_bare_ampersands_and_a_wrong_encoding_are_mended() -> None:
    text = camt(entry("100.00", payment("100.00", "1232", "<Nm>Mäki & Pöytä &auml;</Nm>"))).decode()
    for encoding in ("utf-8", "latin-1", "utf-16"):
        assert _only(text.encode(encoding)).transactions[0].payer == "Mäki & Pöytä ä"


def test_a_cut_camt_is_refused_whole() -> None:
    content = camt(entry("100.00", payment("100.00", "1232")))
    for at in range(700, len(content) - 15, 97):
        with pytest.raises(ExchangeError, match="katkennut"):
            read_statements(content[:at])


def test_tito_in_seven_bits_in_latin_and_with_lines_of_any_length() -> None:
    message = f"{'Hyv{ asiakas, lasku':35}{'numero 17':35}"
    records = (
        tito_head(),
        tito_entry("+6275", name="MEIK[L[INEN MAIJA", reference="1232"),
        tito_detail("00", message),
        tito_detail("00", f"{'jatkuu':35}"),
        tito_entry("-1000", number=2, name="VUOKRAAJA OY", kind="2720").rstrip(),
        "T40050260303+000000000000015275+000000000000015275",
    )
    found = _only(tito(*records))
    first, second = found.transactions
    assert (first.payer, first.message) == ("MEIKÄLÄINEN MAIJA", "Hyvä asiakas, lasku numero 17 jatkuu")
    assert (first.reference, first.amount, first.archive_id) == ("1232", Decimal("62.75"), "ARK1")
    assert (first.booked_on, first.value_on) == (dt.date(2026, 3, 2), dt.date(2026, 3, 3))
    assert second.amount == Decimal("-10.00")
    assert (found.account, found.faults) == ("FI2112345600000785", ())
    latin = [record.replace("{", "ä").replace("[", "Ä") for record in records]
    assert _only(tito(*latin)).entries == found.entries
    assert _only(tito(*latin, encoding="utf-8")).entries == found.entries
    assert _only(tito(*records, end="\n")) == _only(tito(*records, end="\r")) == found


def test_tito_without_lines_is_parted_by_the_told_lengths() -> None:
    records = (tito_head(), tito_entry("+6275", reference="1232"), tito_detail("00", f"{'Hei':35}"))
    found = _only(tito(*records, end=""))
    assert [(one.amount, one.message) for one in found.transactions] == [(Decimal("62.75"), "Hei")]


def test_the_euro_areas_details_of_tito_tell_reference_account_and_whole_name() -> None:
    sepa = f"{'RF111232':35}{'FI5810171000000122':35}{'OKOYFIHH':35}{'':70}{'Meikäläinen Maija Katariina':70}{'':70}"
    found = _only(tito(tito_head(), tito_entry("+6275", name="Meikäläinen M"), tito_detail("11", sepa)))
    one = found.transactions[0]
    assert (one.reference, one.payer_account, one.payer) == (
        "RF111232",
        "FI5810171000000122",
        "Meikäläinen Maija Katariina",
    )


def test_parts_within_parts_of_tito_count_once() -> None:
    levels = [("+100", "0"), ("+60", "1"), ("+50", "2"), ("+10", "2"), ("+40", "1")]
    records = [tito_entry(cents, number=n, level=level) for n, (cents, level) in enumerate(levels, start=1)]
    found = _only(tito(tito_head(), *records))
    assert [one.amount for one in found.transactions] == [Decimal("0.50"), Decimal("0.10"), Decimal("0.40")]
    assert found.entries[0].whole.amount == Decimal("1.00")
    assert not any(one.faults for one in found.transactions)


def test_several_accounts_in_a_tito_and_records_of_nothing_known() -> None:
    bad = tito_entry("+1").replace("0" * 17 + "1", "x" * 18)
    found = read_statements(tito(tito_head(), bad, "???", tito_head(), tito_entry("+1")))
    assert [len(one.entries) for one in found] == [0, 1]
    assert len(found[0].faults) == 2


def test_ktl_with_a_faulty_reference_and_a_correction() -> None:
    payments = [
        ktl_payment(6275, "1232"),
        ktl_payment(1000, "1233"),
        ktl_payment(500, "12344", corrected="1", mark="5"),
    ]
    content = ktl(payments, 2, 7275, (1, 500))
    assert recognise(content) == "ktl"
    found = _only(content)
    assert [one.amount for one in found.transactions] == [Decimal("62.75"), Decimal("10.00"), Decimal("-5.00")]
    assert [one.reference for one in found.transactions] == ["1232", "1233", "12344"]
    assert [len(one.faults) for one in found.transactions] == [0, 1, 0]
    assert found.transactions[2].kind is TransactionKind.RETURN
    assert (found.account, found.faults) == ("FI2112345600000785", ())
    assert _only(ktl(payments, 2, 7275, (1, 500), end="")) == found


def test_ktl_tells_when_its_totals_do_not_agree() -> None:
    assert "poikkeaa" in _only(ktl([ktl_payment(6275, "1232")], 2, 6275)).faults[0]
    assert "poikkeaa" in _only(ktl([ktl_payment(6275, "1232")], 1, 6276)).faults[0]


def test_ktl_gives_each_account_its_own_statement() -> None:
    other = ktl_payment(1000, "12344").replace("12345600000785", "10171000000122")
    found = read_statements(ktl([ktl_payment(6275, "1232"), other], 2, 7275))
    assert [one.account for one in found] == ["FI2112345600000785", "FI5810171000000122"]


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8", "utf-8-sig", "utf-16"])
def test_the_csv_of_op(encoding: str) -> None:
    content = OP.encode(encoding)
    assert recognise(content) == "bank_csv"
    found = _only(content)
    first, second, third = found.transactions
    assert (first.reference, first.amount, first.payer) == ("1232", Decimal("62.75"), "Meikäläinen Maija")
    assert (first.booked_on, first.value_on) == (dt.date(2026, 3, 2), dt.date(2026, 3, 3))
    assert (first.kind, first.archive_id, first.faults) == (TransactionKind.REFERENCE, "A1", ())
    assert (second.amount, second.payer_account, second.reference) == (Decimal("-1050.00"), "FI3715903000000776", "")
    assert (second.message, second.kind) == ("Vuokra 3/2026", TransactionKind.TRANSFER)
    assert "tarkistusnumero" in third.faults[0]


@pytest.mark.parametrize(
    "heads",
    [
        "Tap.pv;Arvopäivä;Määrä;Laji;Selitys;Saaja/Maksaja;Saajan tilinumero ja pankin BIC;Viite;Viesti;Arkistotunnus",
        'Kirjauspäivä;Arvopäivä;Määrä  NDEAF;"Laji";Selitys;Saaja/Maksaja;Saajan tili;Viite;Viesti;Arkistotunnus;',
        "KIRJAUSPÄIVÄ;ARVOPÄIVÄ;SUMMA EUR;LAJI;SELITYS;VASTAPUOLI;TILINRO;VIITENUMERO;VIESTI;ARKISTOINTITUNNUS",
    ],
)
def test_heads_that_the_bank_renamed(heads: str) -> None:
    rows = OP.split("\r\n")[1:]
    found = _only("\r\n".join(["Tili: FI21 1234 5600 0007 85", "", heads, *rows]).encode("latin-1"))
    assert (found.account, len(found.transactions)) == ("FI2112345600000785", 3)
    assert found.transactions[0].archive_id == "A1"
    assert found.transactions[1].payer_account == "FI3715903000000776"


def test_the_csv_of_procountor() -> None:
    one = _only(PROCOUNTOR.encode("latin-1")).transactions[0]
    assert (one.reference, one.payer_account) == ("1232", "FI5810171000000122")
    assert (one.booked_on, one.value_on) == (dt.date(2026, 3, 3), dt.date(2026, 3, 3))


def test_the_csv_of_nordea_with_accounts_as_parties() -> None:
    found = _only(NORDEA.encode())
    came, went = found.transactions
    assert (came.payer, came.payer_account, came.reference) == ("Meikäläinen Maija", "FI5810171000000122", "RF111232")
    assert (went.payer, went.payer_account) == ("Pankki Oyj", "")
    assert (found.account, found.currency) == ("FI2112345600000785", "EUR")


def test_the_csv_of_s_pankki_with_dashes_for_nothing() -> None:
    card, came = _only(S_PANKKI.encode()).transactions
    assert (card.payer, card.payer_account, card.reference) == ("KAHVILA", "", "")
    assert (card.kind, card.message) == (TransactionKind.CARD, "000000******0000 1")
    assert (came.payer, came.reference, came.message) == ("MAIJA MEIKÄLÄINEN", "1232", "")


def test_a_csv_with_commas_and_a_payment_that_only_waits() -> None:
    one = _only(DANSKE.encode()).transactions[0]
    assert (one.amount, one.message, one.booked) == (Decimal("62.75"), "Lasku 7", False)
    tabs = OP.replace(";", "\t").encode("latin-1")
    assert len(_only(tabs).transactions) == 3


def test_rows_that_cannot_be_read_are_told_by_their_line() -> None:
    broken = OP.replace("+10,00", "kymppi").replace("+62,75", '"62,75')
    found = _only(broken.encode())
    assert [fault.split(":")[0] for fault in found.faults] == ["Rivi 2", "Rivi 4"]
    assert len(found.transactions) == 1


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1 234,50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1,234.50", "1234.50"),
        ("\u22121\u00a0234,50 €", "-1234.50"),
        ("12,5-", "-12.5"),
        ("1.234", "1234"),
        ("1.234.567", "1234567"),
        ("0,00", "0"),
    ],
)
def test_sums_in_every_way_of_writing(text: str, amount: str) -> None:
    rows = OP.replace("+62,75", text).encode()
    assert _only(rows).transactions[0].amount == Decimal(amount)


@pytest.mark.parametrize("text", ["", "-", "1-2", "--1", "1,2,3", "1e5", "NaN", "٣", "+1,00-"])
def test_what_is_no_sum_is_not_taken_for_one(text: str) -> None:
    found = _only(OP.replace("+62,75", text).encode())
    assert len(found.transactions) == 2
    assert found.faults[0].startswith("Rivi 2:")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 100,
        b"Nimi;Y-tunnus;Puhelin\nOy;1234567-1;+358\n",
        "Laskun numero;Päivämäärä;Eräpäivä;Summa;Nimi;Viite\n1;1.1.2026;15.1.2026;10,00;Oy;1232\n".encode(),
        b"<?xml version='1.0'?><Finvoice/>",
        b"From: a@b.example\n\nHei",
    ],
)
def test_other_files_are_no_statements(content: bytes) -> None:
    assert recognise(content) is None
    with pytest.raises(ExchangeError, match="ei tunnistettu"):
        read_statements(content)


def test_a_file_too_large_or_missing_is_refused(tmp_path: Path) -> None:
    large = tmp_path / "tiliote.csv"
    with large.open("wb") as stream:
        stream.write(OP.encode())
        stream.truncate(MOST_BYTES + 1)
    with pytest.raises(ExchangeError, match="liian suuri"):
        read_statement_file(large)
    with pytest.raises(ExchangeError, match="ei löydy"):
        read_statement_file(tmp_path / "puuttuu.csv")
