"""Importing customers: recognised, reported, nothing erased, nothing doubled, all or nothing."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from asiakasrekisteri.domain.errors import AppError, CancelledError, ExchangeError
from asiakasrekisteri.usecases.customers import list_customers, open_customer
from asiakasrekisteri.usecases.finding import find
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.history import undo
from asiakasrekisteri.usecases.importing.order import Order
from asiakasrekisteri.usecases.importing.report import ImportReport
from asiakasrekisteri.usecases.importing.run import import_file
from asiakasrekisteri.usecases.persons import open_person
from asiakasrekisteri.usecases.sources import list_sources

SHEET = """Nimi;Y-tunnus;Sähköposti;Puhelin;Kieli;Yhtiömuoto;Osoite;Postinumero;Postitoimipaikka
Mäntylän Sähkö Oy;1234567-1;info@mantyla.example;040 555 1234;suomi;Oy;Kuusitie 1;00100;Helsinki
Meikäläinen, Maija;;maija@esimerkki.fi;;ruotsi;yksityinen;;;
Väärän Tarkisteen Oy;1234567-2;;;;Oy;;;
;;nimeton@esimerkki.fi;;;;;;
"""


def imported(gate: Gate, folder: Path, text: str, *, encoding: str = "utf-8", **order: object) -> ImportReport:
    """Import a text as a file."""
    file = folder / "asiakkaat.csv"
    file.write_bytes(text.encode(encoding))
    return gate.call(import_file, Order(file, **order))  # type: ignore[arg-type]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16"])
def test_a_sheet_is_taken_and_every_rejected_row_has_its_reason(gate: Gate, tmp_path: Path, encoding: str) -> None:
    report = imported(gate, tmp_path, SHEET, encoding=encoding, source="Vanha järjestelmä")
    assert (report.rows, report.created, report.updated, report.unchanged) == (4, 3, 0, 0)
    assert [(r.row, r.field) for r in report.rejected] == [(5, "name")]
    assert [(w.row, w.field) for w in report.warnings] == [(4, "business_id")]
    card = gate.call(open_customer, gate.call(find, "mäntylän")[0].id)
    assert card.record["business_id"] == "1234567-1"
    assert {d.entity for d in card.details} == {"email", "phone", "address"}
    origin = card.record.origins["name"]
    assert (origin.source_label, origin.automatic) == ("Vanha järjestelmä", True)
    maija = gate.call(find, "maija", kinds=("person",))[0]
    assert gate.call(open_person, maija.id).record["language"] == "sv"


def test_a_dry_run_tells_the_same_and_leaves_nothing(gate: Gate, tmp_path: Path) -> None:
    trial = imported(gate, tmp_path, SHEET, dry_run=True)
    assert gate.call(list_customers).total == 0
    assert gate.call(find, "mäntylän") == ()
    assert imported(gate, tmp_path, SHEET) == trial


def test_the_same_file_again_changes_nothing(gate: Gate, tmp_path: Path) -> None:
    imported(gate, tmp_path, SHEET)
    again = imported(gate, tmp_path, SHEET)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 3)


def test_empty_cells_never_erase_and_new_values_are_taken(gate: Gate, tmp_path: Path) -> None:
    imported(gate, tmp_path, SHEET)
    report = imported(gate, tmp_path, "Nimi;Y-tunnus;Sähköposti;Osoite\nMäntylän Sähkö ja Valo Oy;1234567-1;;\n")
    assert (report.created, report.updated) == (0, 1)
    card = gate.call(open_customer, gate.call(find, "mäntylän")[0].id)
    assert card.record["name"] == "Mäntylän Sähkö ja Valo Oy"
    assert sorted(d.entity for d in card.details) == ["address", "email", "phone"]


def test_a_second_contact_of_the_same_customer_is_added_to_it(gate: Gate, tmp_path: Path) -> None:
    head = "Yritys;Y-tunnus;Etunimi;Sukunimi;Tehtävä\n"
    rows = head + "Pari Oy;1234567-1;Aino;Aalto;omistaja\nPari Oy;1234567-1;Bo;Berg;tekninen\n"
    report = imported(gate, tmp_path, rows)
    assert (report.created, report.updated) == (1, 1)
    card = gate.call(open_customer, gate.call(find, "pari")[0].id)
    assert sorted(c.name for c in card.contacts) == ["Aino Aalto", "Bo Berg"]


def test_leading_zeros_and_written_forms_are_kept(gate: Gate, tmp_path: Path) -> None:
    rows = "Asiakasnumero;Nimi;Y-tunnus;Postinumero;Puhelin\n00042;Nolla Oy;112038-9;00140;0405550417\n"
    imported(gate, tmp_path, rows)
    card = gate.call(open_customer, gate.call(find, "nolla")[0].id)
    assert (card.record["number"], card.record["business_id"]) == ("00042", "0112038-9")
    values = {d.entity: d for d in card.details}
    assert values["address"]["postcode"] == "00140"
    assert (values["phone"]["number"], values["phone"]["written"]) == ("+358405550417", "0405550417")


def test_a_country_written_with_the_post_code_goes_to_its_own_field(gate: Gate, tmp_path: Path) -> None:
    rows = "Nimi;Katuosoite;Postinumero ja maa;Postitoimipaikka\nNord AB;Gränd 1;111 22 Sverige;Stockholm\n"
    imported(gate, tmp_path, rows)
    card = gate.call(open_customer, gate.call(find, "nord")[0].id)
    address = next(d for d in card.details if d.entity == "address")
    assert (address["postcode"], address["town"], address["country"]) == ("111 22", "Stockholm", "SE")


def test_an_identity_code_is_stored_nowhere_but_in_its_own_column(gate: Gate, tmp_path: Path) -> None:
    rows = "Asiakasnro;Asiakas;Y-tunnus / henkilötunnus;Huomautus\n100190-999P;Mäki Oy;100190-999P;maksaa 100190-999P\n"
    report = imported(gate, tmp_path, rows)
    assert [w.field for w in report.warnings] == ["number", "business_id", "note"]
    assert "999P" not in str(report.cells)
    record = gate.call(open_customer, gate.call(find, "mäki")[0].id).record
    assert (record["business_id"], record["note"]) == (None, "maksaa 100190-****")
    assert str(record["number"]).isdigit()


def test_what_a_table_tells_of_itself_is_used(gate: Gate, tmp_path: Path) -> None:
    rows = 'Nimi;Asiakas alkaen;Liikevaihto\nEka Oy;3/14/2019;10\n"Rauta &amp; Puu";12/1/2020;20\nYhteensä;;30 €\n'
    report = imported(gate, tmp_path, rows)
    assert (report.created, [(r.row, r.reason) for r in report.rejected]) == (
        2,
        [(4, "rivi on yhteenveto, ei asiakas")],
    )
    record = gate.call(open_customer, gate.call(find, "rauta")[0].id).record
    assert (record["name"], record["since"]) == ("Rauta & Puu", dt.date(2020, 12, 1))


def test_rows_of_nothing_but_a_name_come_once(gate: Gate, tmp_path: Path) -> None:
    rows = (
        "Nimi;Puhelin;Osoite\nKoski Oy;;\nVirta Matti;0405550171;\nVirta Matti;;Kuja 2\nVirta Matti;;\nVirta Matti;;\n"
    )
    assert imported(gate, tmp_path, rows).created == 5
    again = imported(gate, tmp_path, rows)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 5)
    newer = imported(
        gate, tmp_path, "Nimi;Puhelin\nKoski Oy;0405550172\nVirta Matti;0405550173\nVirta Matti;040 5550171\n"
    )
    assert (newer.created, newer.updated, newer.unchanged) == (1, 1, 1)


def test_new_rows_between_known_ones_that_grow(gate: Gate, tmp_path: Path) -> None:
    head = "Nimi;Y-tunnus;Puhelin;Yhteyshenkilö\n"
    imported(gate, tmp_path, head + "Vanha Oy;1234567-1;0405550171;Aino Aalto\n")
    grown = "Vanha Oy;1234567-1;040555018{n};Bo Berg{n}\n"
    rows = "".join(f"Uusi{n} Oy;;040555019{n};Etu Suku{n}\n" + grown.format(n=n) for n in range(3))
    report = imported(gate, tmp_path, head + rows + "Viimeinen Oy;;0405550177;Cecilia Ceder\n")
    assert (report.created, report.updated) == (4, 3)
    old = gate.call(open_customer, gate.call(find, "vanha")[0].id)
    assert len(old.contacts) == 4
    assert len([d for d in old.details if d.entity == "phone"]) == 4
    last = gate.call(open_customer, gate.call(find, "viimeinen")[0].id)
    assert [d["number"] for d in last.details] == ["+358405550177"]


def test_given_numbers_and_new_ones_do_not_meet(gate: Gate, tmp_path: Path) -> None:
    rows = "Asiakasnumero;Nimi\n;Ensimmäinen Oy\n10001;Toinen Oy\n;Kolmas Oy\n"
    report = imported(gate, tmp_path, rows)
    assert report.created == 3
    numbers = {gate.call(open_customer, i).record["number"] for i in gate.call(list_customers).ids}
    assert numbers == {"10001", "10002", "10003"}


def test_cancelling_takes_everything_back(gate: Gate, tmp_path: Path) -> None:
    class Impatient:
        def report(self, done: int, total: int, text: str = "") -> None:
            del done, total, text
            raise CancelledError

    with pytest.raises(CancelledError):
        imported(gate.during(Impatient()), tmp_path, SHEET)
    assert gate.call(list_customers).total == 0


@pytest.mark.parametrize("text", ["", "Nimi;Y-tunnus\n", "aivan muuta\nkuin taulukko\n"])
def test_a_file_that_is_no_table_is_refused_whole(gate: Gate, tmp_path: Path, text: str) -> None:
    with pytest.raises(ExchangeError):
        imported(gate, tmp_path, text)
    assert gate.call(list_customers).total == 0


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(noise=st.binary(max_size=300))
@pytest.mark.slow
def test_noise_never_crashes_nor_leaves_half(gate: Gate, tmp_path: Path, noise: bytes) -> None:
    file = tmp_path / "melu.csv"
    file.write_bytes(SHEET.encode() + noise)
    before = gate.call(list_customers).total
    try:
        report = gate.call(import_file, Order(file, dry_run=True))
    except AppError:
        pass
    else:
        assert report.rows >= 4
    assert gate.call(list_customers).total == before


def test_the_number_to_undo_by_is_told_but_is_no_part_of_the_report_for_scripts(gate: Gate, tmp_path: Path) -> None:
    assert imported(gate, tmp_path, SHEET, dry_run=True).undo == 0
    done = imported(gate, tmp_path, SHEET)
    assert done.undo > 0
    assert set(done.as_json()) == {
        "rows", "created", "updated", "unchanged", "rejected", "warnings", "skipped_columns"
    }  # fmt: skip
    assert imported(gate, tmp_path, SHEET).undo == 0
    gate.call(undo, done.undo)
    assert gate.call(list_customers).total == 0


def test_a_source_is_one_however_its_letters_are_written(gate: Gate, tmp_path: Path) -> None:
    for source in ("Åbo", "ÅBO", "åbo", "TUONTI", "IMPORT"):
        imported(gate, tmp_path, SHEET, source=source)
    assert [s.name for s in gate.call(list_sources)].count("Åbo") == 1
    assert "ÅBO" not in [s.name for s in gate.call(list_sources)]


def test_a_fault_of_a_contact_is_told_by_its_column(gate: Gate, tmp_path: Path) -> None:
    rows = "Nimi;Sähköposti;Puhelin\nYksi Oy;yksi(at)esimerkki;\nKaksi Oy;;vaihde\n"
    report = imported(gate, tmp_path, rows)
    assert {n.field for n in (*report.rejected, *report.warnings)} == {"email", "phone"}
