"""What is found in a description while it is written, and what the program mends of it."""

from dataclasses import replace

from asiakasrekisteri.domain.description import Protection, Purpose, SourceStatement
from asiakasrekisteri.domain.findings import Finding
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.persons import add_person
from asiakasrekisteri.usecases.privacy.description import read_description
from asiakasrekisteri.usecases.privacy.drafting import check_draft, mend_draft, rights_said, section_heading

OLD_LAW = Protection("paper", "Säilytetään henkilötietolain (523/1999) mukaan.")


def rules(gate: Gate, own: object) -> dict[str, bool]:
    return {one.finding.rule: one.mends for one in gate.call(check_draft, own)}  # type: ignore[arg-type]


def test_the_store_and_the_law_are_looked_at_without_storing_the_words(gate: Gate) -> None:
    gate.call(add_person, {"last_name": "Virtanen", "first_names": "Aada"}, source="call")
    own = gate.call(read_description).description
    faulty = replace(own, protections=(*own.protections, OLD_LAW))
    found = gate.call(check_draft, faulty)
    assert found[0].finding.rule == "source-missing"
    assert found[0].finding.stops
    assert found[0].mends
    (outdated,) = [one for one in found if "523/1999" in one.finding.quote or "enkilötietola" in one.finding.quote]
    assert outdated.mends
    assert gate.call(read_description).description == own


def test_what_the_documents_tell_by_themselves_is_not_asked_of_the_firm(gate: Gate) -> None:
    found = rules(gate, gate.call(read_description).description)
    assert not {"missing_data", "missing_retention", "missing_access", "missing_complaint"} & found.keys()
    assert found["missing_recipients"] is False


def test_each_mending_removes_its_finding(gate: Gate) -> None:
    gate.call(add_person, {"last_name": "Virtanen", "first_names": "Aada"}, source="call")
    own = replace(gate.call(read_description).description, protections=(OLD_LAW,))
    left = [one.finding for one in gate.call(check_draft, own) if one.mends]
    assert len(left) >= 2
    while left:
        mended = gate.call(mend_draft, left[0], own)
        assert mended is not None
        assert left[0] not in [one.finding for one in gate.call(check_draft, mended)]
        own, before = mended, len(left)
        left = [one.finding for one in gate.call(check_draft, own) if one.mends]
        assert len(left) < before
    assert any(one.kind == "call" for one in own.sources)
    assert "523/1999" not in own.protections[0].text
    assert gate.call(mend_draft, Finding("unknown", "varoitus", ""), own) is None


def test_the_controller_of_a_text_is_always_the_firm(gate: Gate) -> None:
    own = gate.call(read_description).description
    other = replace(own, controller=replace(own.controller, name=""), sources=(SourceStatement("customer", "Asiakas"),))
    assert rules(gate, other) == rules(gate, replace(other, controller=own.controller))


def test_the_rights_follow_from_the_bases(gate: Gate) -> None:
    own = gate.call(read_description).description
    names = [name for name, _text in rights_said(replace(own, purposes=(Purpose(None, "uutiskirje", "consent"),)))]
    assert any("suostumus" in name.casefold() for name in names)
    assert any("vastustaa" in name for name in names)
    only_law = [name for name, _text in rights_said(replace(own, purposes=(Purpose(None, "x", "legal_obligation"),)))]
    assert not any("vastustaa" in name or "siirtää" in name for name in only_law)


def test_headings_are_those_of_the_documents() -> None:
    assert section_heading("notice", "sources", "fi") == "Mistä tiedot saadaan"
    assert section_heading("traditional", "rights", "fi") == ""
