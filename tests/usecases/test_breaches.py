"""Breaches on a real store: numbered, reported in time, told to persons, closed and kept; the sheet and the letters."""

import datetime as dt
from typing import Any

import pytest

from asiakasrekisteri.domain.errors import InvalidInputError
from asiakasrekisteri.usecases.customers import add_customer
from asiakasrekisteri.usecases.edits import Edit
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.persons import add_person
from asiakasrekisteri.usecases.privacy.breaches.persons import (
    Affected,
    affected_persons,
    choose_affected,
    choose_controllers,
    leave_out,
    mark_told_of_breach,
    notice_letters,
)
from asiakasrekisteri.usecases.privacy.breaches.printing import breach_sheet, render_letters, render_sheet
from asiakasrekisteri.usecases.privacy.breaches.records import (
    BREACHES,
    LIMITS,
    SentReport,
    breach_rows,
    close_breach,
    list_breaches,
    open_breach,
    reopen_breach,
    report_breach,
)
from asiakasrekisteri.usecases.privacy.extract import collect_extract
from tests.offices import NOW
from tests.reading import pdf_text

HOURS = dt.timedelta(hours=1)
FACTS: dict[str, object] = {
    "title": "Lasku väärälle vastaanottajalle",
    "our_role": "controller",
    "confidentiality": True,
    "cause": "wrong_recipient",
    "description": "Lasku lähetettiin väärään osoitteeseen.",
    "data": "nimi ja laskun tiedot",
    "consequences": "Ulkopuolinen sai tietää laskun sisällön.",
    "risk": "high",
    "risk_reasoning": "Tietoja voi käyttää huijaukseen.",
    "measures_taken": "Vastaanottaja poisti viestin.",
    "advice": "Varo viestejä, joissa pyydetään maksamaan uudelle tilille.",
}


def breach(gate: Gate, hours_ago: int = 10, **more: object) -> int:
    return gate.call(BREACHES.add, {**FACTS, "aware_at": NOW - hours_ago * HOURS, **more}, {}).id


def codes(gate: Gate, number: int) -> list[str]:
    return [duty.code for duty in gate.call(open_breach, number).duties]


def test_breaches_are_numbered_by_year_and_their_clock_runs(gate: Gate) -> None:
    first, second = breach(gate), breach(gate, 80)
    rows = {row.id: row for row in gate.call(breach_rows, gate.call(list_breaches).ids)}
    assert [rows[first].number, rows[second].number] == ["LT-2026-001", "LT-2026-002"]
    assert (rows[first].clock, rows[first].late) == ("61 h jäljellä", False)
    assert (rows[second].clock, rows[second].late) == ("8 h myöhässä", True)


def test_the_limit_is_that_of_the_day_one_became_aware(gate: Gate) -> None:
    number = breach(gate)
    gate.call(LIMITS.add, {"since": NOW.date() + dt.timedelta(days=1), "hours": 96, "ground": "uusi laki"}, {})
    assert gate.call(open_breach, number).deadline == NOW + 62 * HOURS
    gate.call(LIMITS.add, {"since": NOW.date() - dt.timedelta(days=3), "hours": 96, "ground": "uusi laki"}, {})
    assert gate.call(open_breach, number).deadline == NOW + 86 * HOURS


def test_a_late_report_demands_its_reason(gate: Gate) -> None:
    number = breach(gate, 80)
    with pytest.raises(InvalidInputError, match="viivästymisen syy"):
        gate.call(report_breach, number, SentReport(phase="first", sent_at=NOW))
    state = gate.call(
        report_breach, number, SentReport(phase="first", sent_at=NOW, delay_reason="Havaittiin loman aikana.")
    )
    assert (state.late, state.clock) == (True, "")
    assert "complete" in codes(gate, number)
    gate.call(report_breach, number, SentReport(phase="last", sent_at=NOW, case_number="99/161/2026"))
    state = gate.call(open_breach, number)
    assert [one.phase for one in state.reports] == ["first", "last"]
    assert state.record["case_number"] == "99/161/2026"
    assert codes(gate, number) == ["affected"]


def test_persons_are_told_by_letters_and_it_stands_in_their_extracts(gate: Gate) -> None:
    address = Edit(
        "address",
        values={"use": "postal", "street": "Kuja 1", "postcode": "00100", "town": "Helsinki", "country": "FI"},
    )
    aino = gate.call(add_person, {"last_name": "Aalto", "first_names": "Aino"}, [address]).id
    bertil = gate.call(add_person, {"last_name": "Berg", "first_names": "Bertil", "language": "sv"}).id
    number = breach(gate)
    assert gate.call(choose_affected, number, Affected(persons=(aino, bertil))) == 2
    letters = gate.call(notice_letters, number).letters
    assert [letter.letter.recipient[0] for letter in letters] == ["Aino Aalto", "Bertil Berg"]
    text = pdf_text(render_letters(letters))
    assert "Lasku lähetettiin väärään osoitteeseen." in text
    assert "00100 HELSINKI" in text
    assert "MEDDELANDE OM PERSONUPPGIFTSINCIDENT" in text
    assert "Varo viestejä" in text
    assert gate.call(mark_told_of_breach, number, "phone", NOW.date(), persons=(bertil,)) == 1
    assert gate.call(mark_told_of_breach, number, "letter", NOW.date()) == 1
    assert [row.how for row in gate.call(affected_persons, number).rows] == ["kirje", "puhelin"]
    with pytest.raises(InvalidInputError, match="jo ilmoitettu"):
        gate.call(notice_letters, number)
    said = str(gate.call(collect_extract, aino).extract.as_json())
    assert "LT-2026-001 Lasku väärälle vastaanottajalle" in said


def test_a_reader_of_another_language_is_told_in_hers_and_the_page_asks_for_the_words(gate: Gate) -> None:
    bertil = gate.call(add_person, {"last_name": "Berg", "first_names": "Bertil", "language": "sv"}).id
    cecil = gate.call(add_person, {"last_name": "Croft", "first_names": "Cecil", "language": "en"}).id
    said: dict[str, Any] = {
        "description_sv": "Fakturan gick till fel adress.",
        "data_sv": "namn och faktura",
        "measures_sv": "Raderat.",
    }
    number = breach(gate, **said, consequences_sv="En utomstående fick veta.", occurred_from=NOW - 12 * HOURS)
    assert not {"write_sv", "write_en"} & set(codes(gate, number))
    gate.call(choose_affected, number, Affected(persons=(bertil, cecil)))
    assert {"write_sv", "write_en"} <= set(codes(gate, number)), "the advice is still to be written in Swedish"
    assert gate.call(affected_persons, number).unaddressed == 2
    swedish = dict(gate.call(notice_letters, number).letters[0].facts)
    assert swedish["Råd"] == "Varo viestejä, joissa pyydetään maksamaan uudelle tilille (på finska)."
    state = gate.call(open_breach, number)
    gate.call(BREACHES.save, number, state.record.version, {"advice_sv": "Se upp för fakturor."})
    assert "write_sv" not in codes(gate, number)
    assert "write_en" in codes(gate, number)
    letter = gate.call(notice_letters, number).letters[0]
    swedish = dict(letter.facts)
    assert [swedish[label] for label in ("Händelsen", "Våra åtgärder", "Råd")] == [
        "Fakturan gick till fel adress.",
        "Raderat.",
        "Se upp för fakturor.",
    ]
    assert letter.paragraphs[1] == "Incidenten inträffade 21.11.2026 kl.\xa023.41."
    gate.call(mark_told_of_breach, number, "phone", NOW.date(), persons=(cecil,))
    assert "write_en" not in codes(gate, number), "whoever is told needs no letter"


def test_whom_a_breach_concerns_is_chosen_by_category_and_customer(gate: Gate) -> None:
    owner = gate.call(add_customer, {"name": "Koski, Kaija", "kind": "private", "status": "active", "relation": "own"})
    noted = gate.call(add_person, {"last_name": "Huomattu", "note": "Soittaa aamulla."}).id
    gate.call(add_person, {"last_name": "Muu"})
    number = breach(gate)
    assert gate.call(choose_affected, number, Affected(customers=(owner.id,))) == 1
    assert gate.call(choose_affected, number, Affected(categories=("notes",))) == 2
    assert gate.call(choose_affected, number, Affected(everyone=True)) == 3
    gate.call(leave_out, number, [noted])
    assert gate.call(affected_persons, number).total == 2


def test_a_letter_waits_until_what_the_law_wants_told_is_written(gate: Gate) -> None:
    person = gate.call(add_person, {"last_name": "Aalto"}).id
    number = breach(gate, advice=None, consequences=None)
    gate.call(choose_affected, number, Affected(persons=(person,)))
    with pytest.raises(InvalidInputError) as refused:
        gate.call(notice_letters, number)
    assert {fault.field for fault in refused.value.errors} == {"consequences", "advice"}


def test_a_breach_is_closed_by_an_approver_when_all_is_done_and_never_removed(gate: Gate) -> None:
    number = breach(gate, risk="none", not_reported_reason="Tiedot olivat salattuja.")
    version = gate.call(open_breach, number).record.version
    with pytest.raises(InvalidInputError, match="kuka hyväksyy"):
        gate.call(close_breach, number, version, " ")
    state = gate.call(close_breach, number, version, "Paula Pääkäyttäjä", "Osoite tarkistetaan.")
    assert state.record["closed_on"] == NOW.date()
    with pytest.raises(InvalidInputError, match="on päätetty"):
        gate.call(BREACHES.save, number, state.record.version, {"title": "Muutettu"})
    with pytest.raises(InvalidInputError, match="ei poisteta"):
        gate.call(BREACHES.remove, number, state.record.version)
    assert gate.call(reopen_breach, number, state.record.version).record["closed_on"] is None


def test_a_breach_with_something_undone_stays_open(gate: Gate) -> None:
    number = breach(gate)
    with pytest.raises(InvalidInputError, match="Ilmoita tietosuojavaltuutetulle 72 tunnissa"):
        gate.call(close_breach, number, gate.call(open_breach, number).record.version, "Paula")


def test_as_a_processor_the_firm_tells_its_customers(gate: Gate) -> None:
    firm = {"name": "Asiakas Oy", "kind": "company", "status": "active", "relation": "own"}
    customer = gate.call(add_customer, firm).id
    number = breach(gate, our_role="processor")
    assert codes(gate, number) == ["controllers"]
    assert gate.call(choose_controllers, number, [customer]) == 1
    assert codes(gate, number) == ["tell_controllers"]
    gate.call(mark_told_of_breach, number, "email", NOW.date(), customers=[customer])
    assert codes(gate, number) == []


def test_the_sheet_has_the_order_of_the_supervisors_form(gate: Gate) -> None:
    number = breach(gate, persons_least=2, persons_most=4)
    text = pdf_text(render_sheet(gate.call(breach_sheet, number)))
    order = [
        "Ilmoituksen laatu", "Rekisterinpitäjä ja yhteyshenkilö", "Miten loukkaus tapahtui ja mistä syystä",
        "Milloin loukkaus alkoi, havaittiin ja päättyi", "Henkilötietoryhmät",
        "Arvio rekisteröityjen ja tietueiden määrästä", "Todennäköiset seuraukset",
        "Toimet ennen loukkausta ja sen jälkeen", "Onko rekisteröidyille ilmoitettu",
    ]  # fmt: skip
    places = [text.index(f"{number} {title}") for number, title in enumerate(order, 1)]
    assert places == sorted(places)
    assert "väärä vastaanottaja" in text.lower()
    assert "täydennetään" in text
    for needless in ("Syy ilmoituksen viivästymiseen", "Peruste olla ilmoittamatta", "Miksi valvontaviranomaiselle ei"):
        assert needless not in text, "the form does not ask it of this breach"
    late = pdf_text(render_sheet(gate.call(breach_sheet, breach(gate, 80))))
    assert "Syy ilmoituksen viivästymiseen" in late
    harmless = pdf_text(render_sheet(gate.call(breach_sheet, breach(gate, risk="none"))))
    assert "Peruste olla ilmoittamatta" in harmless
    assert "Miksi valvontaviranomaiselle ei" in harmless
