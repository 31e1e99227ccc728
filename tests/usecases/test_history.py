"""Where a value came from, what it was before, and taking a save back."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from asiakasrekisteri.domain.errors import InvalidInputError, NotFoundError, StaleRecordError
from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.store.models import Customer, entities
from asiakasrekisteri.store.provenance import origins
from asiakasrekisteri.usecases.customers import add_customer, list_customers, open_customer
from asiakasrekisteri.usecases.edits import Edit
from asiakasrekisteri.usecases.finding import find
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.history import show_history, undo
from asiakasrekisteri.usecases.importing.order import Order
from asiakasrekisteri.usecases.importing.run import import_file
from asiakasrekisteri.usecases.interactions.people import ParticipantEdit
from asiakasrekisteri.usecases.interactions.saving import add_interaction, remove_interaction
from asiakasrekisteri.usecases.logs import verify_log
from asiakasrekisteri.usecases.office import Desk
from asiakasrekisteri.usecases.persons import add_person, list_persons, open_person, reveal_identity_code, save_person
from asiakasrekisteri.usecases.privacy.erasure import erase_person
from asiakasrekisteri.usecases.privacy.extract import collect_extract
from asiakasrekisteri.usecases.users import close_user, grant_user, list_users

CODE = "010190-999W"


def test_every_value_knows_its_source_and_date(gate: Gate) -> None:
    saved = gate.call(add_person, {"last_name": "Aalto", "first_names": "Aino"}, source="ytj")
    page = gate.call(open_person, saved.id)
    gate.call(save_person, saved.id, page.record.version, {"first_names": "Aino Maria"}, source="call")
    origins = gate.call(open_person, saved.id).record.origins
    assert (origins["last_name"].source, origins["first_names"].source) == ("ytj", "call")
    assert origins["first_names"].date == "2026-11-22"
    assert origins["first_names"].recorded_by == "paula"


def test_former_values_are_shown_newest_first(gate: Gate) -> None:
    saved = gate.call(add_person, {"last_name": "Aalto"})
    for name in ("Berg", "Cederberg"):
        page = gate.call(open_person, saved.id)
        gate.call(save_person, saved.id, page.record.version, {"last_name": name})
    values = gate.call(show_history, "person", saved.id).values
    assert [(v.old, v.new) for v in values] == [("Berg", "Cederberg"), ("Aalto", "Berg")]


def test_an_equal_value_makes_no_history(gate: Gate) -> None:
    saved = gate.call(add_person, {"last_name": "Aalto"})
    page = gate.call(open_person, saved.id)
    gate.call(save_person, saved.id, page.record.version, {"last_name": " Aalto "})
    assert gate.call(show_history, "person", saved.id).values == ()


def test_a_save_with_details_is_one_and_is_taken_back_whole(gate: Gate) -> None:
    saved = gate.call(
        add_person, {"last_name": "Aalto"}, [Edit("phone", values={"use": "mobile", "number": "0405550111"})]
    )
    page = gate.call(open_person, saved.id)
    phone = page.details[0]
    edits = [
        Edit("phone", id=phone.id, version=phone.version, values=None),
        Edit("email", values={"use": "work", "address": "a.aalto@esimerkki.fi"}),
    ]
    changed = gate.call(save_person, saved.id, page.record.version, {"note": "soita"}, edits)
    after = gate.call(open_person, saved.id)
    assert [d.entity for d in after.details] == ["email"]
    gate.call(undo, changed.undo)
    back = gate.call(open_person, saved.id)
    assert [(d.entity, d["number"]) for d in back.details] == [("phone", "+358405550111")]
    assert back.record["note"] is None
    assert gate.call(find, "0405550111")[0].id == saved.id
    assert gate.call(find, "a.aalto@esimerkki") == ()


def test_a_creation_is_taken_back_but_its_number_stays_taken(gate: Gate) -> None:
    firm = {"name": "Kumottu Oy", "kind": "company", "status": "active", "relation": "own", "number": "500"}
    saved = gate.call(add_customer, firm)
    gate.call(undo, saved.undo)
    with pytest.raises(NotFoundError):
        gate.call(open_customer, saved.id)
    with pytest.raises(InvalidInputError, match="500"):
        gate.call(add_customer, firm)


def test_what_has_been_changed_since_is_not_taken_back(gate: Gate) -> None:
    saved = gate.call(add_person, {"last_name": "Aalto"})
    page = gate.call(open_person, saved.id)
    first = gate.call(save_person, saved.id, page.record.version, {"note": "yksi"})
    page = gate.call(open_person, saved.id)
    gate.call(save_person, saved.id, page.record.version, {"note": "kaksi"})
    with pytest.raises(StaleRecordError, match="muutettu tallennuksen jälkeen"):
        gate.call(undo, first.undo)
    assert gate.call(open_person, saved.id).record["note"] == "kaksi"


def test_a_private_customer_follows_the_name_of_the_person(gate: Gate) -> None:
    values = {"name": "Ekblom, Birgitta", "kind": "private", "status": "active", "relation": "own"}
    saved = gate.call(add_customer, values)
    person_id = gate.call(open_customer, saved.id).person_id
    assert person_id is not None
    page = gate.call(open_person, person_id)
    gate.call(save_person, person_id, page.record.version, {"last_name": "Åberg"})
    assert gate.call(open_customer, saved.id).record["name"] == "Åberg, Birgitta"


def test_a_henkilotunnus_needs_a_ground_is_masked_and_revealed_with_a_reason(gate: Gate) -> None:
    with pytest.raises(InvalidInputError, match="29 §"):
        gate.call(add_person, {"last_name": "Aalto", "identity_code": CODE})
    saved = gate.call(add_person, {"last_name": "Aalto", "identity_code": CODE, "identity_ground": "credit"})
    page = gate.call(open_person, saved.id)
    assert page.record["identity_code"] == "••••••-••••"
    gate.call(save_person, saved.id, page.record.version, {"identity_code": "••••••-••••", "note": "x"})
    assert gate.call(reveal_identity_code, saved.id, "luottopäätös").value == CODE
    with pytest.raises(InvalidInputError, match="mihin"):
        gate.call(reveal_identity_code, saved.id, " ")


def test_what_something_hangs_on_is_not_taken_back(gate: Gate) -> None:
    saved = gate.call(add_person, {"last_name": "Aalto"})
    phone = Edit("phone", values={"use": "mobile", "number": "0405550111"})
    gate.call(save_person, saved.id, 1, {}, [phone])
    with pytest.raises(StaleRecordError, match="muutettu tallennuksen jälkeen"):
        gate.call(undo, saved.undo)
    assert gate.call(open_person, saved.id).details[0]["number"] == "+358405550111"


def test_a_removal_is_taken_back_once(gate: Gate) -> None:
    phone = Edit("phone", values={"use": "mobile", "number": "0405550111"})
    saved = gate.call(add_person, {"last_name": "Aalto"}, [phone])
    detail = gate.call(open_person, saved.id).details[0]
    removed = gate.call(save_person, saved.id, 1, {}, [Edit("phone", id=detail.id, version=detail.version)])
    gate.call(undo, removed.undo)
    with pytest.raises(StaleRecordError, match="muutettu tallennuksen jälkeen"):
        gate.call(undo, removed.undo)


def test_an_undone_henkilotunnus_is_found_again(gate: Gate) -> None:
    saved = gate.call(add_person, {"last_name": "Aalto", "identity_code": CODE, "identity_ground": "credit"})
    other = {"identity_code": "311299U9019", "identity_ground": "credit"}
    gate.call(undo, gate.call(save_person, saved.id, 1, other).undo)
    assert [hit.id for hit in gate.call(find, CODE)] == [saved.id]
    assert gate.call(find, "311299U9019") == ()


def test_user_ids_are_not_taken_back(gate: Gate) -> None:
    user = gate.call(grant_user, "kalle", "Kalle Kollega", Role.TECHNICAL, "kolme sanaa peräkkäin")
    gate.call(close_user, user)
    with pytest.raises(NotFoundError):
        gate.call(undo, last_number(gate))
    assert {u.login: u.status for u in gate.call(list_users)} == {"kalle": "closed", "paula": "active"}


def imported(gate: Gate, tmp_path: Path) -> int:
    """Import forty private customers; return the number of the import."""
    file = tmp_path / "asiakkaat.csv"
    rows = "".join(f"Tuontinen{n}, Aino;yksityinen;a{n}@esimerkki.fi;040 555 01{n:02}\n" for n in range(40))
    file.write_text(f"Nimi;Laji;Sähköposti;Puhelin\n{rows}", "utf-8")
    gate.call(import_file, Order(file))
    return last_number(gate)


def last_number(gate: Gate) -> int:
    """Return the number of the last entry of the log."""
    head = gate.store.head.read()
    assert head is not None
    return head.number


def test_an_import_is_taken_back_whole_and_does_not_return(gate: Gate, tmp_path: Path) -> None:
    kept = gate.call(add_person, {"last_name": "Tuontinen"})
    number = imported(gate, tmp_path)
    gate.call(undo, number)
    assert list(gate.call(list_customers).ids) == []
    assert list(gate.call(list_persons).ids) == [kept.id]
    assert [hit.id for hit in gate.call(find, "tuontinen")] == [kept.id]
    assert gate.call(find, "a7@esimerkki.fi") == ()
    with pytest.raises(NotFoundError):
        gate.call(undo, last_number(gate))
    gate.call(verify_log)


def test_the_mended_file_brings_the_same_customer_numbers_after_its_import_was_taken_back(
    gate: Gate, tmp_path: Path
) -> None:
    file = tmp_path / "asiakkaat.csv"
    file.write_text("Asiakasnumero;Nimi\n500;Väärin Kirjattu Oy\n", "utf-8")
    gate.call(import_file, Order(file))
    gate.call(undo, last_number(gate))
    file.write_text("Asiakasnumero;Nimi\n500;Oikein Kirjattu Oy\n", "utf-8")
    assert gate.call(import_file, Order(file)).created == 1


@pytest.mark.slow
def test_the_program_gives_nobody_else_a_number_of_an_import_that_was_taken_back(gate: Gate, tmp_path: Path) -> None:
    firm = {"kind": "company", "status": "active", "relation": "own"}
    number = imported(gate, tmp_path)
    given = {gate.call(open_customer, i).record.text("number") for i in gate.call(list_customers).ids}
    gate.call(undo, number)
    late = gate.call(add_customer, {**firm, "name": "Myöhempi Oy"}).id
    assert int(gate.call(open_customer, late).record.text("number")) == max(map(int, given)) + 1
    imported(gate, tmp_path)
    again = {gate.call(open_customer, i).record.text("number") for i in gate.call(list_customers).ids}
    assert len(again) == 41
    assert not given & again


def test_an_import_is_not_taken_back_over_later_work(gate: Gate, tmp_path: Path) -> None:
    number = imported(gate, tmp_path)
    person = gate.call(find, "tuontinen7", kinds=("person",))[0].id
    gate.call(save_person, person, 1, {"note": "soita"})
    with pytest.raises(StaleRecordError):
        gate.call(undo, number)
    assert len(gate.call(list_persons).ids) == 40


def test_erasing_one_of_an_import_leaves_the_others_their_origin(gate: Gate, tmp_path: Path) -> None:
    number = imported(gate, tmp_path)
    first, second = list(gate.call(list_persons).ids)[:2]
    gate.call(erase_person, first)
    assert gate.call(open_person, second).record.origins["last_name"].source == "import"
    with pytest.raises(StaleRecordError):
        gate.call(undo, number)
    with pytest.raises(NotFoundError):
        gate.call(open_person, first)


def test_rows_read_together_know_each_its_own_source(gate: Gate, tmp_path: Path) -> None:
    values = {"kind": "company", "name": "Kirjattu Oy", "status": "active", "relation": "own"}
    typed = gate.call(add_customer, values, source="call").id
    file = tmp_path / "uudet.csv"
    file.write_text("Nimi\nTuotu Oy\n", encoding="utf-8")
    gate.call(import_file, Order(file))
    imported = gate.call(list_customers, "tuotu").ids[0]
    with Session(gate.store.engine) as session:
        known = origins(session, session.query(Customer))
    assert [known["customer", one]["name"].source for one in (typed, imported)] == ["call", "import"]


def test_an_erased_persons_number_is_not_given_to_another_by_an_import(gate: Gate, tmp_path: Path) -> None:
    ids = []
    for name in ("Aalto, Aino", "Berg, Bo"):
        file = tmp_path / "uudet.csv"
        file.write_text(f"Nimi;Laji\n{name};yksityinen\n", encoding="utf-8")
        gate.call(import_file, Order(file))
        ids.append(gate.call(list_persons, name).ids[0])
        gate.call(erase_person, ids[-1])
    assert ids[0] < ids[1]


def test_the_number_of_what_was_removed_is_given_to_nothing_else(desk: Desk, gate: Gate) -> None:
    """Otherwise one person's extract would tell what was said with another, as former values of the row."""
    raw = desk.vault.connect()
    tables = dict(raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall())
    raw.close()
    assert [e.__tablename__ for e in entities() if "AUTOINCREMENT" not in tables[e.__tablename__].upper()] == []
    first, second = (gate.call(add_person, {"last_name": name}).id for name in ("Aaltonen", "Bergman"))
    said = {"kind": "note", "subject": "Aaltosen salaisuus"}
    gone = gate.call(add_interaction, said, [ParticipantEdit("mentioned", first)]).id
    gate.call(remove_interaction, gone, 1)
    fresh = gate.call(add_interaction, {**said, "subject": "Muu asia"}, [ParticipantEdit("mentioned", second)]).id
    assert fresh > gone
    assert "salaisuus" not in str(gate.call(show_history, "interaction", fresh))
    assert "salaisuus" not in str(gate.call(collect_extract, second).extract.as_json())
