"""Several registers of a firm: each has its description, contents and versions."""

import datetime as dt
from dataclasses import replace

import pytest

from asiakasrekisteri.domain.description import RecipientStatement
from asiakasrekisteri.domain.errors import InvalidInputError, NotFoundError
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.persons import add_person
from asiakasrekisteri.usecases.privacy.description import (
    describe,
    preview_description,
    read_description,
    render,
    save_description,
    set_supervisor,
)
from asiakasrekisteri.usecases.privacy.publishing import list_versions, publish_description
from asiakasrekisteri.usecases.privacy.registers import add_register, close_register, list_registers, rename_register
from tests.contradictions import contradictions
from tests.reading import pdf_text

pytestmark = pytest.mark.slow


def test_a_new_register_has_its_own_words_contents_and_versions(gate: Gate) -> None:
    first = gate.call(list_registers)[0].id
    calls = gate.call(add_register, "Puhelurekisteri", ("interaction", "recording"), ("Nauhoitteet",))
    own = gate.call(read_description, calls)
    assert [one.code for one in own.contents] == ["interaction", "recording"]
    assert own.description.parts == ("Nauhoitteet",)
    assert own.description.controller == gate.call(read_description).description.controller
    words = replace(own.description, recipients=(RecipientStatement("authority", "Viranomaiset", "pyynnöstä"),))
    gate.call(save_description, words, calls)
    assert gate.call(read_description, first).description.recipients == ()
    gate.call(publish_description, "Paula Pääkäyttäjä", None, calls)
    assert [one.register_name for one in gate.call(list_versions, calls)] == ["Puhelurekisteri"]
    assert gate.call(list_versions, first) == ()
    assert {one.id: one.published for one in gate.call(list_registers)} == {first: 0, calls: 1}
    text = " ".join(pdf_text(render(gate.call(describe, calls), "notice")).split())
    assert "Puhelurekisteri" in text
    assert "Rekisterin osat" in text
    assert "Nauhoitteet" in text
    assert "Laskutushistoria" not in text


def test_a_source_is_told_by_whichever_register_names_it(gate: Gate) -> None:
    gate.call(add_person, {"last_name": "Aalto"}, source="ytj")
    first = gate.call(list_registers)[0].id
    other = gate.call(add_register, "Yritystiedot", ("company_facts",))
    assert [one.rule for one in contradictions(gate)] == ["source-missing"]
    assert contradictions(gate, None, other) == ()
    own = gate.call(read_description, other).description
    told = replace(own.sources[0], kind="public_register", name="YTJ")
    gate.call(save_description, replace(own, sources=(*own.sources, told)), other)
    assert contradictions(gate, None, first) == ()


def test_names_are_needed_and_not_shared(gate: Gate) -> None:
    gate.call(add_register, "Puhelurekisteri")
    for name, message in (("", "Kirjoita"), ("PUHELUREKISTERI", "Samanniminen")):
        with pytest.raises(InvalidInputError, match=message):
            gate.call(add_register, name)
    with pytest.raises(InvalidInputError, match="Tietoryhmää ei ole: muut"):
        gate.call(add_register, "Muu rekisteri", ("muut",))
    first = gate.call(list_registers)[0].id
    gate.call(rename_register, first, "  Asiakkaat ja   yhteistyökumppanit ")
    assert gate.call(read_description).description.register_name == "Asiakkaat ja yhteistyökumppanit"


def test_a_closed_register_stays_with_its_versions_and_the_last_is_not_closed(gate: Gate) -> None:
    first = gate.call(list_registers)[0].id
    with pytest.raises(InvalidInputError, match="Ainoaa"):
        gate.call(close_register, first)
    second = gate.call(add_register, "Puhelurekisteri")
    gate.call(close_register, first)
    assert [(one.id, one.closed_on) for one in gate.call(list_registers)] == [
        (second, None),
        (first, dt.date(2026, 11, 22)),
    ]
    assert gate.call(read_description).id == second
    assert gate.call(read_description, first).id == first
    with pytest.raises(NotFoundError):
        gate.call(read_description, 99)


def test_what_is_being_written_is_seen_as_a_draft_and_not_stored(gate: Gate) -> None:
    own = gate.call(read_description).description
    written = replace(own, purposes=(replace(own.purposes[0], text="kokeilu"),))
    text = pdf_text(render(gate.call(preview_description, written), "notice"))
    assert "Kokeilu" in text
    assert "LUONNOS" in text
    assert gate.call(read_description).description == own


def test_the_supervisor_is_the_offices_own_setting(gate: Gate) -> None:
    assert "Lintulahdenkuja 4" in " ".join(gate.call(describe).supervisor)
    gate.call(set_supervisor, ("Tietosuojavaltuutetun toimisto", " Uusi katu 1 ", ""))
    assert gate.call(describe).supervisor == ("Tietosuojavaltuutetun toimisto", "Uusi katu 1")
    assert "PB 800" in " ".join(gate.call(describe, None, "sv").supervisor)
    gate.call(set_supervisor, ())
    assert "Lintulahdenkuja 4" in " ".join(gate.call(describe).supervisor)
