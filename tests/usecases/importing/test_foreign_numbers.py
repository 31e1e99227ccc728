"""Numbers in other programs: the key is (program, number), and a number alone never tells whom a row is about."""

from pathlib import Path

import pytest

from asiakasrekisteri.domain.foreign_numbers import check_foreign_numbers, keys_in, names_alike, with_number
from asiakasrekisteri.usecases.customers import CustomerCard, list_customers, open_customer
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.importing.order import NEW, SAME, Order
from asiakasrekisteri.usecases.importing.report import ImportReport
from asiakasrekisteri.usecases.importing.run import import_file
from asiakasrekisteri.usecases.services import customer_services
from tests.exchange import dumps

FOSS = "id,email,status,first_name,last_name,phone_cc,phone,company,company_vat,company_number\n"
WHMCS = "client_id,status,firstname,lastname,companyname,email\n"
PLAIN = "Asiakasnumero;Nimi;Y-tunnus;Sähköposti;Toimiala\n"


def taken(gate: Gate, folder: Path, text: str, **order: object) -> ImportReport:
    file = folder / "tiedosto.txt"
    file.write_text(text, "utf-8")
    return gate.call(import_file, Order(file, **order))  # type: ignore[arg-type]


def cards(gate: Gate) -> dict[str, CustomerCard]:
    found = [gate.call(open_customer, i) for i in gate.call(list_customers).ids]
    return {str(card.record["name"]): card for card in found}


def told(report: ImportReport) -> tuple[int, int, int, list[str]]:
    return report.created, report.updated, report.unchanged, [note.field for note in report.rejected]


@pytest.mark.slow
def test_the_client_12_of_two_programs_are_two_customers(gate: Gate, tmp_path: Path) -> None:
    dump = dumps.whmcs(clients=({**dumps.ACME, "id": 12}, {**dumps.PRIVATE, "id": 2}))
    first = taken(gate, tmp_path, dump.replace('"userid": 1', '"userid": 12'))
    clients = FOSS + "12,uno@verkko.example,active,Uno,Ek,358,405550131,Verkko Ab,,\n2,a@b.example,active,Ab,Bo,,,,,\n"
    report = taken(gate, tmp_path, clients)
    assert told(report) == (2, 0, 0, [])
    assert [(w.row, w.field) for w in report.warnings] == [(2, "number"), (3, "number")]
    here = cards(gate)
    ahjo, verkko = here["Ahjo \\ Paja Oy"].record, here["Verkko Ab"].record
    assert (ahjo["number"], ahjo["foreign_numbers"]) == ("12", "WHMCS: 12")
    assert verkko["foreign_numbers"] == "FOSSBilling: 12"
    assert verkko["number"] not in {"12", "2"}
    orders = "id,client_id,product_id,title,currency,service_type,period,quantity,price,discount,status,reason,notes\n"
    taken(gate, tmp_path, orders + "1,12,,Levytila,EUR,custom,1M,1,5,0,active,,\n")
    assert len(gate.call(customer_services, verkko.id).groups) == 1
    assert not any("Levytila" in str(g) for g in gate.call(customer_services, ahjo.id).groups)
    assert told(taken(gate, tmp_path, clients)) == (0, 0, 2, [])
    again = taken(gate, tmp_path, dump.replace('"userid": 1', '"userid": 12'))
    assert (again.created, again.updated, again.unchanged) == (0, 0, first.created)


def test_one_customer_of_two_programs_keeps_both_numbers(gate: Gate, tmp_path: Path) -> None:
    taken(gate, tmp_path, WHMCS + "12,Active,Aino,Aalto,Paja Oy,aino@paja.example\n")
    clients = FOSS + "7,aino@paja.example,active,Aino,Aalto,358,405550131,Paja Oy,FI12345671,1234567-1\n"
    assert told(taken(gate, tmp_path, clients)) == (0, 1, 0, [])
    (card,) = cards(gate).values()
    assert (card.record["number"], card.record["foreign_numbers"]) == ("12", "WHMCS: 12; FOSSBilling: 7")
    renamed = clients.replace("Paja Oy", "Uusi Paja Oy").replace("aino@paja.example", "info@paja.example")
    assert told(taken(gate, tmp_path, renamed)) == (0, 1, 0, [])  # the Y-tunnus tells that it is she
    assert list(cards(gate)) == ["Uusi Paja Oy"]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("12;Toinen Oy;;;leipomo", (0, 0, 0, ["number"])),
        ("12;Toinen Oy;7654321-2;;leipomo", (0, 0, 0, ["number"])),
        ("12;Eka Oy;7654321-2;;leipomo", (0, 0, 0, ["number"])),
        ("12;Toinen Oy;1234567-1;;leipomo", (0, 1, 0, [])),
        ("12;Toinen Oy;;INFO@eka.example;leipomo", (0, 1, 0, [])),
        ("12;Oy Eka Ab;;;leipomo", (0, 1, 0, [])),
        ("13;Eka Oy;;muu@eka.example;leipomo", (1, 0, 0, [])),
        ("13;Toinen Oy;1234567-1;;leipomo", (0, 1, 0, [])),
    ],
)
def test_a_number_alone_never_tells_whose_a_row_is(
    gate: Gate, tmp_path: Path, row: str, expected: tuple[int, int, int, list[str]]
) -> None:
    taken(gate, tmp_path, PLAIN + "12;Eka Oy;1234567-1;info@eka.example;konepaja\n")
    assert told(taken(gate, tmp_path, PLAIN + row + "\n")) == expected
    if expected[3]:
        assert cards(gate)["Eka Oy"].record["industry"] == "konepaja"


def test_another_number_for_a_known_customer_is_told_of(gate: Gate, tmp_path: Path) -> None:
    row = "Halla Oy;2345678-0;info@halla.example;\n"
    taken(gate, tmp_path, f"{PLAIN}501;{row}")
    report = taken(gate, tmp_path, f"{PLAIN}777;{row}")
    assert told(report) == (0, 0, 1, [])
    assert [note.field for note in report.warnings] == ["number"]
    assert "Halla Oy (501)" in report.warnings[0].reason
    assert "777" in report.warnings[0].reason


def test_two_rows_of_one_file_with_a_number_are_not_one_customer(gate: Gate, tmp_path: Path) -> None:
    rows = PLAIN + "12;Eka Oy;;;\n12;Toinen Oy;;;\n14;Haara Oy Turku;1234567-1;;\n15;Haara Oy Oulu;1234567-1;;\n"
    assert told(taken(gate, tmp_path, rows)) == (3, 0, 0, ["number"])
    assert told(taken(gate, tmp_path, rows)) == (0, 0, 3, ["number"])
    assert set(cards(gate)) == {"Eka Oy", "Haara Oy Turku", "Haara Oy Oulu"}


def test_whose_a_clashing_number_is_a_person_decides(gate: Gate, tmp_path: Path) -> None:
    taken(gate, tmp_path, PLAIN + "12;Eka Oy;;;konepaja\n13;Toka Oy;;;\n")
    rows = PLAIN + "12;Uusi Nimi Oy;;;leipomo\n13;Kolmas Oy;;;\n"
    trial = taken(gate, tmp_path, rows, dry_run=True)
    assert trial.clashes == {2: "Eka Oy (12)", 3: "Toka Oy (13)"}
    report = taken(gate, tmp_path, rows, whose={2: SAME, 3: NEW})
    assert told(report) == (1, 1, 0, [])
    here = cards(gate)
    assert (here["Uusi Nimi Oy"].record["number"], here["Uusi Nimi Oy"].record["industry"]) == ("12", "leipomo")
    assert here["Kolmas Oy"].record["number"] not in {"12", "13"}


def test_a_mapping_may_name_the_program_of_the_numbers(gate: Gate, tmp_path: Path) -> None:
    taken(gate, tmp_path, PLAIN + "12;Eka Oy;;;\n")
    mapping = tmp_path / "ohjelma.toml"
    mapping.write_text('program = "Lemonsoft"\n', "utf-8")
    rows = PLAIN + "12;Toinen Oy;;;\n"
    assert told(taken(gate, tmp_path, rows, mapping=mapping)) == (1, 0, 0, [])
    assert cards(gate)["Toinen Oy"].record["foreign_numbers"] == "Lemonsoft: 12"
    assert told(taken(gate, tmp_path, rows, mapping=mapping)) == (0, 0, 1, [])


def test_the_field_is_read_as_it_is_written() -> None:
    text = with_number(with_number(None, "WHMCS", "12"), "Oma; ohjelma", "a:7")
    assert list(keys_in(text)) == [("whmcs", "12"), ("oma ohjelma", "a 7")]
    assert check_foreign_numbers(text) is None
    assert check_foreign_numbers("pelkkä numero") is not None
    assert names_alike("Tmi Aino Aalto", "aino AALTO t:mi")
    assert not names_alike("Aalto Oy", "Aallotar Oy")
