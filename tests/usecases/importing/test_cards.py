"""vCards: persons, each once; what she has stays, what is missing is added, a name alone tells nobody apart."""

from collections.abc import Mapping
from pathlib import Path

from asiakasrekisteri.usecases.finding import find
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.history import undo
from asiakasrekisteri.usecases.importing.order import Order
from asiakasrekisteri.usecases.importing.report import ImportReport
from asiakasrekisteri.usecases.importing.run import import_file
from asiakasrekisteri.usecases.persons import PersonPage, open_person
from tests.exchange import cards
from tests.usecases.billing.making import customer


def taken(gate: Gate, folder: Path, *texts: str, keep: Mapping[tuple[str, str], bool] | None = None) -> ImportReport:
    file = folder / "kortit.vcf"
    file.write_text("".join(texts), encoding="utf-8")
    return gate.call(import_file, Order(file, source="Puhelin", keep=keep or {}))


def person(gate: Gate, name: str) -> PersonPage:
    (found,) = gate.call(find, name, kinds=("person",))
    return gate.call(open_person, found.id)


def test_persons_come_with_all_their_details_and_the_same_file_changes_nothing(gate: Gate, tmp_path: Path) -> None:
    report = taken(gate, tmp_path, *cards.EVERY)
    assert (report.rows, report.created, report.rejected) == (6, 6, [])
    assert {s.column for s in report.skipped_columns} == {"BDAY", "PHOTO"}
    maija = person(gate, "mäkeläinen")
    assert {d["number"] for d in maija.details if d.entity == "phone"} == {"+358405550100", "+358405550101"}
    assert [d["use"] for d in maija.details if d.entity == "address"] == ["postal"]
    assert maija.record["note"] == "Hyvä päivä"
    assert maija.record.origins["last_name"].source_label == "Puhelin"
    assert [(w.field, "Leipomo Oy" in w.reason) for w in report.warnings] == [("organisation", True)]
    again = taken(gate, tmp_path, *cards.EVERY)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 6)


def test_a_known_person_is_completed_and_nothing_of_hers_is_written_over(gate: Gate, tmp_path: Path) -> None:
    taken(gate, tmp_path, cards.GMAIL)
    newer = cards.GMAIL.replace("TEL;TYPE=CELL:0405550103", "TEL;TYPE=HOME:0405550199\nNOTE:Soita illalla")
    report = taken(gate, tmp_path, newer)
    assert (report.created, report.updated) == (0, 1)
    vaino = person(gate, "virtanen")
    assert {d["number"] for d in vaino.details if d.entity == "phone"} == {"+358405550103", "+358405550199"}
    report = taken(gate, tmp_path, newer.replace("Soita illalla", "Älä soita"))
    assert (report.updated, report.unchanged) == (0, 1)
    assert person(gate, "virtanen").record["note"] == "Soita illalla"


def test_what_a_person_has_otherwise_is_shown_and_decided_value_by_value(gate: Gate, tmp_path: Path) -> None:
    taken(gate, tmp_path, cards.GMAIL.replace("END:VCARD", "NOTE:Soita illalla\nEND:VCARD"))
    added = "TEL;TYPE=HOME:0405550198\nTEL;TYPE=HOME:0405550199\nNOTE:Älä soita\nEND:VCARD"
    newer = cards.GMAIL.replace("END:VCARD", added)
    report = taken(gate, tmp_path, newer, keep={("1 + +358405550198", "phone.number"): True})
    assert [(d.column, d.ours, d.theirs, d.kept) for d in report.differences] == [
        ("phone.number", "040 5550103", "040 5550198", True),
        ("phone.number", "040 5550103", "040 5550199", False),
        ("person.note", "Soita illalla", "Älä soita", True),
    ]
    assert {d.who for d in report.differences} == {"Väinö Virtanen"}
    taken(gate, tmp_path, newer, keep={("", "phone.number"): True, ("", "person.note"): False})
    vaino = person(gate, "virtanen")
    assert vaino.record["note"] == "Älä soita"
    assert {d["number"] for d in vaino.details if d.entity == "phone"} == {"+358405550103", "+358405550199"}


def test_a_namesake_is_another_person(gate: Gate, tmp_path: Path) -> None:
    taken(gate, tmp_path, cards.GMAIL)
    other = cards.GMAIL.replace("vaino@esimerkki", "toinen@muualla").replace("0405550103", "0405550188")
    assert taken(gate, tmp_path, other).created == 1
    assert len(gate.call(find, "virtanen", kinds=("person",))) == 2


def test_who_works_for_a_customer_gets_a_role_there(gate: Gate, tmp_path: Path) -> None:
    firm = customer(gate, "Leipomo Oy", "company")
    report = taken(gate, tmp_path, cards.OUTLOOK.replace("Leipomo Oy;Myynti", "Leipomo Oy"))
    assert report.warnings == []
    (role,) = person(gate, "mäkeläinen").roles
    assert (role.customer_id, role.role and role.role["title"]) == (firm, "Myyjä")


def test_a_card_of_a_firm_and_a_nameless_one_are_refused_with_the_reason(gate: Gate, tmp_path: Path) -> None:
    firm = "BEGIN:VCARD\nVERSION:3.0\nFN:Leipomo Oy\nORG:Leipomo Oy\nEND:VCARD\n"
    report = taken(gate, tmp_path, firm, "BEGIN:VCARD\nTEL:0405550100\nEND:VCARD\n")
    assert [r.row for r in report.rejected] == [1, 6]
    assert "Leipomo Oy" in report.rejected[0].reason


def test_an_import_is_taken_back_whole(gate: Gate, tmp_path: Path) -> None:
    report = taken(gate, tmp_path, *cards.EVERY)
    gate.call(undo, report.undo)
    assert gate.call(find, "mäkeläinen") == ()
    assert taken(gate, tmp_path, *cards.EVERY).created == 6
