"""The register of sources is open: sources are added, renamed and closed; what has been obtained keeps its origin."""

import datetime as dt

import pytest

from asiakasrekisteri.domain.errors import InvalidInputError, PermissionDeniedError
from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.usecases.choices import choices
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.office import Desk, Office
from asiakasrekisteri.usecases.persons import add_person, open_person
from asiakasrekisteri.usecases.sources import SOURCES, all_sources, list_sources
from tests import offices

NEW = {"name": "Traficom", "kind": "public_register", "what": "Verkkotunnuksen haltija", "public": True}


def names(gate: Gate) -> list[str]:
    return [s.name for s in gate.call(list_sources)]


def test_a_new_source_gets_a_code_of_its_own_and_is_offered(gate: Gate) -> None:
    before = len(names(gate))
    first = gate.call(SOURCES.add, NEW, {})
    gate.call(SOURCES.add, {**NEW, "name": "Kauppakamari"}, {})
    assert names(gate)[before:] == ["Traficom", "Kauppakamari"]
    codes = [s.code for s in gate.call(list_sources)]
    assert len(set(codes)) == len(codes)
    assert "Traficom" in {c.name for c in gate.call(choices, "source")}
    person = gate.call(add_person, {"last_name": "Aalto"}, source=codes[before])
    (record,) = gate.call(SOURCES.open, first.id).records
    gate.call(SOURCES.save, first.id, record.version, {"name": "Liikenne- ja viestintävirasto"})
    origin = gate.call(open_person, person.id).record.origins["last_name"]
    assert (origin.source, origin.source_label) == (codes[before], "Liikenne- ja viestintävirasto")


def test_a_source_in_use_is_closed_and_not_removed(gate: Gate) -> None:
    saved = gate.call(SOURCES.add, NEW, {})
    code = gate.call(list_sources)[-1].code
    person = gate.call(add_person, {"last_name": "Aalto"}, source=code)
    with pytest.raises(InvalidInputError, match="Sulje se"):
        gate.call(SOURCES.remove, saved.id, 1)
    gate.call(SOURCES.save, saved.id, 1, {"closed_on": dt.date(2020, 1, 1)})
    assert "Traficom" not in names(gate)
    assert "Traficom" not in {c.name for c in gate.call(choices, "source")}
    assert gate.call(all_sources).records[-1]["name"] == "Traficom", "closed ones are last"
    assert gate.call(open_person, person.id).record.origins["last_name"].source_label == "Traficom"
    gate.call(SOURCES.add, NEW, {})
    assert names(gate)[-1] == "Traficom", "the name of a closed one is free"


def test_an_unused_source_is_removed(gate: Gate) -> None:
    saved = gate.call(SOURCES.add, NEW, {})
    gate.call(SOURCES.remove, saved.id, 1)
    assert "Traficom" not in names(gate)


def test_what_the_program_writes_itself_stays_open(gate: Gate) -> None:
    (staff,) = (r for r in gate.call(all_sources).records if r["name"] == "Henkilökunta")
    with pytest.raises(InvalidInputError, match="ei voi sulkea"):
        gate.call(SOURCES.save, staff.id, staff.version, {"closed_on": dt.date(2026, 1, 1)})
    with pytest.raises(InvalidInputError, match="ei voi poistaa"):
        gate.call(SOURCES.remove, staff.id, staff.version)
    gate.call(SOURCES.save, staff.id, staff.version, {"name": "Oma väki"})
    assert "Oma väki" in names(gate)


def test_two_open_sources_have_different_names(gate: Gate) -> None:
    with pytest.raises(InvalidInputError, match="Samanniminen"):
        gate.call(SOURCES.add, {**NEW, "name": "ytj"}, {})


def test_only_the_main_user_changes_them(office: Office, desk: Desk) -> None:
    other = offices.colleague(office, desk, Role.BILLING)
    assert other.gate.call(list_sources)
    with pytest.raises(PermissionDeniedError):
        other.gate.call(SOURCES.add, NEW, {})
    other.close()
