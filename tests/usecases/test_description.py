"""The register's description: the firm's own words, what the store adds to them, and their day."""

from dataclasses import replace

from asiakasrekisteri.domain.description import SourceStatement
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.persons import add_person
from asiakasrekisteri.usecases.privacy.description import describe, read_description, save_description


def test_a_source_in_use_is_added_unless_the_words_name_it(gate: Gate) -> None:
    gate.call(add_person, {"last_name": "Aalto"}, source="ytj")
    known = gate.call(read_description)
    used = [s.name for s in known.sources if s not in known.description.sources]
    assert used
    said = (*known.description.sources, *(SourceStatement("", name.upper(), "") for name in used))
    gate.call(save_description, replace(known.description, sources=said))
    assert gate.call(describe).description.sources == said


def test_the_day_is_the_words_own_or_else_that_of_saving(gate: Gate) -> None:
    own = gate.call(read_description).description
    gate.call(save_description, replace(own, dated="2019-05-24"))
    assert gate.call(read_description).description.dated == "2019-05-24"
    gate.call(save_description, replace(own, dated=""))
    assert gate.call(read_description).description.dated == "2026-11-22"


def test_the_controller_stays_the_firms_own(gate: Gate) -> None:
    own = gate.call(read_description).description
    gate.call(save_description, replace(own, controller=replace(own.controller, name="Joku Muu Oy")))
    assert gate.call(read_description).description.controller == own.controller
