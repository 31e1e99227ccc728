"""The log as its page shows it: filters, before and after, a person's own log, export, the hash on paper."""

import datetime as dt
import re
from pathlib import Path

import pytest

import asiakasrekisteri
from asiakasrekisteri.domain.errors import ExchangeError, InvalidInputError, PermissionDeniedError
from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.usecases.customers import add_customer
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.hiding import HIDDEN
from asiakasrekisteri.usecases.log_pages import LogFilter, list_log, log_purposes, log_rows, open_log, open_log_entry
from asiakasrekisteri.usecases.log_prints import chain_sheet, export_log, person_log, render_log_sheet
from asiakasrekisteri.usecases.log_words import ACTIONS, log_targets
from asiakasrekisteri.usecases.logs import show_log, verify_log
from asiakasrekisteri.usecases.office import Desk, Office
from asiakasrekisteri.usecases.persons import add_person, open_person, save_person
from asiakasrekisteri.usecases.privacy.erasure import erase_person
from asiakasrekisteri.usecases.privacy.restricting import restrict_person
from tests import offices
from tests.offices import NOW
from tests.reading import pdf_text


@pytest.fixture
def hanna(gate: Gate) -> int:
    number = gate.call(add_person, {"last_name": "Kettunen", "first_names": "Hanna-Mari", "note": "ennen klo 9"}).id
    page = gate.for_purpose("pyyntö TP-2026-0001").call(open_person, number)
    gate.call(save_person, number, page.record.version, {"note": "ennen klo 10"})
    return number


def newest(gate: Gate, **kept: object) -> list[int]:
    return list(gate.call(list_log, LogFilter(**kept)).ids)  # type: ignore[arg-type]


def actions(gate: Gate, **kept: object) -> list[str]:
    return [row.action for row in gate.call(log_rows, newest(gate, **kept))]


def test_entries_are_listed_newest_first_with_whom_they_touched(gate: Gate, hanna: int) -> None:
    rows = gate.call(log_rows, newest(gate, person_id=hanna))
    assert [row.words for row in rows] == ["Muutos", "Katselu", "Lisäys"]
    assert {row.target for row in rows} == {"Hanna-Mari Kettunen"}
    assert rows[1].purpose == "pyyntö TP-2026-0001"
    assert rows[0].id > rows[1].id > rows[2].id


def test_the_list_is_narrowed_by_kind_user_day_and_words(gate: Gate, hanna: int) -> None:
    gate.call(add_person, {"last_name": "Muu"})
    assert set(actions(gate, kind="view")) == {"view"}
    assert actions(gate, kind="change", text="Kettunen") == ["update", "create"]
    assert actions(gate, text="TP-2026-0001") == ["view"]
    number = newest(gate, person_id=hanna)[0]
    assert newest(gate, text=str(number)) == [number]
    assert newest(gate, login="nobody") == []
    assert newest(gate, since=NOW.date(), until=NOW.date()) == newest(gate)
    assert newest(gate, until=NOW.date() - dt.timedelta(days=1)) == []
    assert newest(gate, since=NOW.date() + dt.timedelta(days=1)) == []


def test_the_list_is_narrowed_by_what_was_touched_and_why(gate: Gate, hanna: int) -> None:
    gate.call(add_customer, {"kind": "company", "name": "Halla Oy", "status": "active", "relation": "own"})
    assert actions(gate, entity="person") == ["update", "view", "create"]
    assert actions(gate, entity="customer") == ["create"]
    assert actions(gate, purpose="pyyntö TP-2026-0001") == ["view"]
    assert "pyyntö TP-2026-0001" in gate.call(log_purposes)
    assert dict(log_targets())["person"] == "Henkilöt"


def test_every_action_that_is_logged_has_words() -> None:
    logged = {
        code
        for file in Path(asiakasrekisteri.__file__).parent.rglob("*.py")
        for code in re.findall(r'work\.log\(\s*"(\w+)"', file.read_text("utf-8"))
    }
    assert len(logged) > 30
    assert logged - ACTIONS.keys() == set()


def test_an_entry_shows_before_and_after_while_the_history_lasts(gate: Gate, hanna: int) -> None:
    number = newest(gate, person_id=hanna)[0]
    (touched,) = gate.call(open_log_entry, number).touched
    assert [(c.before, c.after) for c in touched.changes] == [("ennen klo 9", "ennen klo 10")]
    assert touched.address == f"person/{hanna}"
    gate.call(erase_person, hanna)
    card = gate.call(open_log_entry, number)
    assert [one.changes for one in card.touched] == [()], "the log holds no values: they went with her history"
    assert "Kettunen" not in str(card)


def test_values_of_a_person_under_restriction_stay_hidden(gate: Gate, hanna: int) -> None:
    number = newest(gate, person_id=hanna)[0]
    gate.call(restrict_person, hanna, "accuracy")
    (touched,) = gate.call(open_log_entry, number).touched
    assert [(c.before, c.after) for c in touched.changes] == [(HIDDEN, HIDDEN)]


def test_reading_the_log_and_what_it_shows_is_logged(gate: Gate, hanna: int) -> None:
    number = newest(gate, person_id=hanna)[0]
    gate.call(open_log)
    gate.call(open_log_entry, number)
    assert actions(gate)[:2] == ["view", "read_log"]
    assert gate.call(show_log, hanna)[0].use_case == "open_log_entry"


def test_a_persons_own_log_names_no_employee(gate: Gate, hanna: int) -> None:
    made = gate.call(person_log, hanna, "pyyntö TP-2026-0001")
    text = " ".join(pdf_text(render_log_sheet(made.sheet)).split())
    assert "Ote koskee: Hanna-Mari Kettunen." in text
    assert "Katselu: pyyntö TP-2026-0001 (pääkäyttäjä)" in text
    assert gate.actor.name not in text


def test_a_persons_own_log_speaks_her_language(gate: Gate, hanna: int) -> None:
    page = gate.call(open_person, hanna)
    gate.call(save_person, hanna, page.record.version, {"language": "sv"})
    gate.for_purpose("laskutus").call(open_person, hanna)
    made = gate.call(person_log, hanna)
    text = " ".join(pdf_text(render_log_sheet(made.sheet)).split())
    assert made.sheet.language == "sv"
    assert "Utdraget gäller: Hanna-Mari Kettunen." in text
    assert "Visning: fakturering (huvudanvändare)" in text
    assert "laskutus" not in text


def test_the_log_is_written_out_for_a_purpose_only(gate: Gate, hanna: int, tmp_path: Path) -> None:
    out = tmp_path / "loki.csv"
    with pytest.raises(InvalidInputError, match="mihin tietoja tarvitaan"):
        gate.call(export_log, out, LogFilter(), " ")
    count = gate.call(export_log, out, LogFilter(person_id=hanna), "tarkastus")
    lines = out.read_text("utf-8-sig").splitlines()
    assert (count, len(lines)) == (3, 4)
    assert "Hanna-Mari Kettunen" in lines[1]
    newest_entry = gate.call(show_log, None, 1)[0]
    assert (newest_entry.action, newest_entry.purpose) == ("export", "tarkastus")
    assert out.stat().st_mode & 0o077 == 0
    for place in (tmp_path / "ei-ole" / "loki.csv", gate.store.vault.folder / "loki.csv"):
        with pytest.raises(ExchangeError):
            gate.call(export_log, place, LogFilter(), "tarkastus")


def test_the_hash_of_the_chain_goes_on_paper(gate: Gate, hanna: int) -> None:
    verified = gate.call(verify_log)
    text = pdf_text(render_log_sheet(gate.call(chain_sheet, verified)))
    assert verified.hash[:4] in text
    assert verified.hash in "".join(text.split())


def test_others_than_the_main_user_do_not_read_the_log(office: Office, desk: Desk) -> None:
    service = offices.colleague(office, desk, Role.CUSTOMER_SERVICE)
    with pytest.raises(PermissionDeniedError):
        service.gate.call(list_log, LogFilter())
    service.close()
