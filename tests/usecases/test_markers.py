"""A distinct marker in every column of two persons and of the office, each column by a rule that is tested here.

The extract of one has all of hers and none of the other's; the export has everything; and after erasure not a byte of
hers is left in any file of the office, in whatever page, free or not.
"""

import csv
import json
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, select

from asiakasrekisteri.domain.fields import FieldKind, FieldSpec, Sensitivity
from asiakasrekisteri.domain.formats import as_text
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.exchange.json_write import plain
from asiakasrekisteri.store.identity import MASK
from asiakasrekisteri.store.models import Base, Entity, HostingAccount, Person, Request, all_fields, entities
from asiakasrekisteri.store.subjects import rows_about
from asiakasrekisteri.store.unlocked import UnlockedKeys
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import from_source
from asiakasrekisteri.usecases.exporting.office import export_office
from asiakasrekisteri.usecases.gate import Gate, UseCase, nothing
from asiakasrekisteri.usecases.office import Desk
from asiakasrekisteri.usecases.persons import add_person, open_person
from asiakasrekisteri.usecases.privacy.collecting import own_rows, personal_fields
from asiakasrekisteri.usecases.privacy.erasure import erase_person
from asiakasrekisteri.usecases.privacy.extract import collect_extract, render_extract
from asiakasrekisteri.usecases.privacy.lines import present
from asiakasrekisteri.usecases.records import title_of
from tests.pages import plain_pages
from tests.reading import pdf_text
from tests.usecases.marked import (
    CODES,
    DERIVED,
    NOBODYS,
    OTHER_TABLES,
    PERSONAL,
    Markers,
    content,
    entity_named,
    plant,
    plant_office,
    rule,
)

Planted = tuple[Gate, dict[str, tuple[int, Markers]]]
COLUMNS = [(table, column.name) for table in Base.metadata.sorted_tables for column in table.columns]


def case(name: str, body: Any, *, writes: bool = False) -> UseCase[..., Any]:
    """Return a use case of this test, of the main user."""
    return UseCase(name, Permission.PERSON_WRITE, nothing, writes=writes, body=body)


@pytest.fixture
def planted(gate: Gate) -> Planted:
    """Two persons with markers."""
    neighbour = gate.call(add_person, {"last_name": "Naapuri", "first_names": "Niilo"})
    persons = {}
    for who in CODES:
        markers = Markers(who)
        persons[who] = (gate.call(case("plant", plant, writes=True), markers, neighbour.id), markers)
    return gate, persons


def test_every_column_of_every_table_has_a_rule() -> None:
    assert [f"{table.name}.{name}" for table, name in COLUMNS if rule(table, name) is None] == []
    assert {e.__tablename__ for e in entities() if e.__subject__ is None} == set(NOBODYS)
    tables = {table.name for table in Base.metadata.sorted_tables}
    assert tables - {e.__tablename__ for e in entities()} == set(OTHER_TABLES)
    rules = [rule(table, name) for table, name in COLUMNS]
    assert rules.count("marked") + rules.count("chosen") > len(rules) / 3, "most that people see is marked"


@pytest.mark.slow
def test_an_extract_has_everything_of_hers_and_nothing_of_the_others(planted: Planted) -> None:
    gate, persons = planted
    (mine, my_markers), (_other, other_markers) = persons["aava"], persons["bella"]
    extract = gate.call(collect_extract, mine).extract
    said = json.dumps(extract.as_json(), ensure_ascii=False).replace("\u00a0", " ")
    assert [m for m in my_markers.texts if m not in said] == []
    # what is known of a recipient is told with its name, and is no datum of hers
    hers = json.dumps([asdict(section) for section in extract.sections], ensure_ascii=False)
    assert [m for m in my_markers.aside if "merkki" in m and m in hers] == [], (
        "a recipient's Y-tunnus is no datum of hers"
    )
    others = [*other_markers.texts, *other_markers.only_in_files, "Tuote bella", "bella.palvelin", "Kumppani bella"]
    assert [m for m in others if m in said] == []
    assert [code for code in CODES.values() if code in said] == []
    assert [m for m in my_markers.only_in_files if m in said] == []
    assert "tallennettu, ei näytetä" in said
    out = BytesIO()
    render_extract(extract, out)
    printed = pdf_text(out.getvalue())
    missing = [m for m in my_markers.texts if m.replace(" ", "") not in printed.replace("\u00a0", "").replace(" ", "")]
    assert missing == []


@pytest.mark.parametrize("who", CODES)
def test_the_lines_of_each_row_tell_every_value_of_it(planted: Planted, who: str) -> None:
    """Choices, flags, links, sealed and reckoned values have no marker: their words stand in the lines of their row."""
    gate, persons = planted
    mine, markers = persons[who]

    def look(work: Work) -> tuple[list[str], set[tuple[str, str]]]:
        rows = list(own_rows(work, mine))
        lines: dict[tuple[str, int], str] = {}
        for line in present(work, rows):
            key = (line.entity, line.id)
            lines[key] = f"{lines.get(key, '')}\n{line.label}\n{line.value}".casefold()
        missing, told = [], set()
        for row in rows:
            for field in personal_fields(type(row)):
                words = _words(work, field, getattr(row, field.name))
                if words and words.casefold() not in lines[row.__tablename__, row.id]:
                    missing.append(f"{row.__tablename__}.{field.name}: {words}")
                elif words:
                    told.add((row.__tablename__, field.name))
        return missing, told

    missing, told = gate.call(case("look", look))
    assert missing == []
    every = {(e.__tablename__, f.name) for e in PERSONAL for f in personal_fields(e)}
    flags = {(e.__tablename__, f.name) for e in PERSONAL for f in personal_fields(e) if f.kind is FieldKind.FLAG}
    assert every - told - (flags if who == "bella" else set()) == UNTOLD, "only a flag that is down is not told"
    assert set(markers.rows) == {e.__tablename__ for e in PERSONAL}


UNTOLD = {("informed_of", "told_by_id")}
"""No description has been published in this office: there is no version to tell."""


def _words(work: Work, field: FieldSpec, value: object) -> str:
    if value in (None, "") or value is False:
        return ""
    if field.kind is FieldKind.LINK and isinstance(value, int):
        return title_of(work, field.target, value)
    return as_text(field, value)


OWNERS = [
    (entity, path.split(".")[0])
    for entity in PERSONAL
    for path in (entity.__subject__ or "").split("|")
    if path and len((entity.__subject__ or "").split("|")) > 1
]


def test_each_owner_alone_leads_to_the_person(planted: Planted) -> None:
    """A link that only the program uses shows in whose extract the row is: by that link and no other."""
    gate, persons = planted
    mine, markers = persons["aava"]

    def stray(work: Work) -> list[str]:
        from_source(work, "staff")
        found = []
        for entity, relation in sorted(set(OWNERS), key=str):
            nested = work.session.begin_nested()
            row = _owned_by(work, entity, relation, markers)
            about = rows_about(entity).with_only_columns(entity.id)
            if row not in work.session.scalars(about, {"person": mine}).all():
                found.append(f"{entity.__tablename__}.{relation}")
            nested.rollback()
        return found

    assert len(set(OWNERS)) > 20
    assert gate.call(case("stray", stray, writes=True)) == []


def _owned_by(work: Work, entity: type[Entity], relation: str, markers: Markers) -> int:
    """Let a row hang on one of its possible owners and on no other, as far as the table lets it; return its id."""
    relations = inspect(entity).relationships
    row = work.session.get_one(entity, markers.rows[entity.__tablename__])
    for owner in {path.split(".")[0] for path in (entity.__subject__ or "").split("|")}:
        column = next(iter(relations[owner].local_columns))
        if column.primary_key:  # those who took part refer to it
            continue
        if owner == relation:
            setattr(row, column.name, markers.rows[relations[owner].mapper.class_.__tablename__])
        elif column.nullable:
            setattr(row, column.name, None)
    work.session.flush()
    return row.id


@pytest.mark.slow
def test_the_export_holds_every_column_of_everything(planted: Planted, tmp_path: Path) -> None:
    gate, persons = planted
    office = Markers("talo")
    gate.call(case("plant_office", plant_office, writes=True), office)
    exported = gate.call(export_office, tmp_path / "kaikki", "siirto", "uusi järjestelmä")
    data = json.loads((exported.folder / "data.json").read_text("utf-8"))

    def differing(work: Work) -> list[str]:
        found = []
        for entity in entities():
            known = {row["id"]: row for row in data[entity.__tablename__]}
            for row in work.session.scalars(select(entity)):
                out = known[row.id]
                fields = [f for f in all_fields(entity) if f.name not in DERIVED]
                found += [f"{entity.__tablename__}.{f.name}" for f in fields if not _went_out(row, f, out)]
        return found

    assert gate.call(case("differing", differing)) == []
    former = json.dumps(data["history"], ensure_ascii=False)
    cells = "".join(p.read_text("utf-8-sig") for p in exported.folder.glob("*.csv"))
    for _id, markers in persons.values():
        ours = [m for m in [*markers.texts, *markers.aside] if m.startswith(f"{markers.who}merkki")]
        gone = [m for m in ours if m in former]
        assert len(gone) > len(ours) / 3, "a former value of every text"
        assert [m for m in ours if m not in cells] == []
        secrets = [CODES[markers.who], next(m for m in markers.only_in_files if "salasana" in m)]
        assert [s for s in secrets if s not in cells] == []
        assert any(content(markers) in p.read_bytes() for p in (exported.folder / "attachments").iterdir())
    assert [m for m in office.aside if m.startswith("talomerkki") and m not in cells] == []
    with (exported.folder / "history.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert len(list(csv.DictReader(stream, delimiter=";"))) == exported.former
    masked = gate.call(export_office, tmp_path / "ilman", "tilasto")
    said = "".join(p.read_text("utf-8-sig") for p in masked.folder.rglob("*") if p.suffix in {".csv", ".json"})
    assert [code for code in CODES.values() if code in said] == []
    assert [who for who in CODES if f"{who}salasana" in said] == []


def _went_out(row: Entity, field: FieldSpec, out: dict[str, object]) -> bool:
    value = getattr(row, field.name)
    if field.sensitivity is not Sensitivity.PLAIN and value is not None:
        return out[field.name] not in (None, "", MASK)
    same: bool = out[field.name] == json.loads(json.dumps(plain(value)))
    return same


@pytest.mark.slow
def test_after_erasure_not_a_byte_is_left_in_any_file(desk: Desk, planted: Planted) -> None:
    gate, persons = planted
    (mine, markers), (_other, kept) = persons["aava"], persons["bella"]
    office = Markers("talo")
    firms = gate.call(case("plant_office", plant_office, writes=True), office)
    texts = [m for m in markers.texts if m.startswith("aavamerkki")]
    texts += [m for m in markers.only_in_files if "salasana" not in m] + [content(markers).decode()]
    sealed = gate.call(case("sealed", _sealed), mine)
    pages = whole(desk)
    assert len(sealed) == 3
    assert [m for m in texts if m.casefold().encode() not in pages[1]] == [], "everything is there before"
    assert all(data in pages[0] for data in sealed)
    numbers = {gate.call(open_person, mine).roles[-1].number, gate.call(case("number", _number_of_request), mine)}
    gate.call(erase_person, mine)
    pages = whole(desk)
    left = {m for m in texts if m.casefold().encode() in pages[1]}
    assert left == numbers, "numbers stay: of a customer never reused, of a request kept"
    assert [data for data in sealed if data in pages[0]] == []
    others = [*(m for m in kept.texts if m.startswith("bellamerkki")), content(kept).decode()]
    assert [m for m in others if m.encode() not in pages[1]] == []
    assert [m for m in office.aside if m.startswith("talomerkki") and m.encode() not in pages[1]] == []
    assert gate.call(case("remains", _remains), markers, firms) == []


def _number_of_request(work: Work, person_id: int) -> str:
    return work.session.scalars(select(Request.number).where(Request.person_id == person_id)).one()


def _sealed(work: Work, person_id: int) -> list[bytes]:
    """Return the sealed bytes of a person, and the hash by which her henkilötunnus is found."""
    person = work.session.get_one(Person, person_id)
    stored = work.session.scalars(select(HostingAccount.secret).where(HostingAccount.person_id == person_id)).one()
    found = [person.identity_code, person.identity_blind, stored]
    return [data for data in found if isinstance(data, bytes)]


def _remains(work: Work, markers: Markers, firms: dict[str, int]) -> list[str]:
    """Return what is left of a person's rows, and what has gone of the office's."""
    found = []
    for name, number in markers.rows.items():
        row = work.session.get(entity_named(name), number)
        if row is not None and row.__erased_by__ == "clear":
            told = [f for f in personal_fields(type(row)) if f.name not in row.__survives__ and not f.required]
            found += [f"{name}.{f.name}" for f in told if getattr(row, f.name) not in (None, "", False)]
        elif row is not None:
            found.append(name)
    return found + [name for name, number in firms.items() if work.session.get(entity_named(name), number) is None]


def found(desk: Desk, marker: str) -> bool:
    """Tell whether a marker stands in any page of the database or its write-ahead log, or in another file."""
    return marker.casefold().encode() in whole(desk)[1]


def whole(desk: Desk) -> tuple[bytes, bytes]:
    """Return every byte of an open office in clear, and all that folded; see `every_byte`."""
    return every_byte(desk.vault.folder, desk.vault.keys)


def every_byte(folder: Path, keys: UnlockedKeys) -> tuple[bytes, bytes]:
    """Return the pages of the database and its write-ahead log in clear with all other files, and all that folded."""
    pages = b"".join(plain_pages(folder / "rekisteri.db", keys.key()))
    others = (p for p in sorted(folder.rglob("*")) if p.is_file() and not p.name.startswith("rekisteri.db"))
    data = pages + b"".join(p.read_bytes() for p in others)
    return data, data.lower()
