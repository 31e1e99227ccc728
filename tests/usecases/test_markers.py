"""A distinct marker in every personal column of two persons.

The extract of one has all of hers and none of the other's, and after erasure not a byte of hers is left in any file
of the office, in whatever page, free or not.
"""

import datetime as dt
import json
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import select

from asiakasrekisteri.domain.fields import FieldKind, FieldSpec
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.store.identity import seal_identity
from asiakasrekisteri.store.models import Entity, Person, all_fields, entities
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.customers import add_customer
from asiakasrekisteri.usecases.edits import from_source
from asiakasrekisteri.usecases.gate import Gate, UseCase, nothing
from asiakasrekisteri.usecases.office import Desk
from asiakasrekisteri.usecases.persons import open_person
from asiakasrekisteri.usecases.privacy.erasure import erase_person
from asiakasrekisteri.usecases.privacy.extract import collect_extract, render_extract
from tests.pages import plain_pages
from tests.reading import pdf_text

CODES = {"aava": "010190-999W", "bella": "311299U9019"}
DERIVED = {"sort_key", "identity_blind"}
"""Made from the other columns: they are looked for in the files, not in the extract."""
PERSONAL = [e for e in entities() if e.__subject__ is not None]


class Markers:
    """Distinct values for one person, and what of them must be readable in an extract."""

    def __init__(self, who: str) -> None:
        self.who, self.number = who, 0
        self.texts: list[str] = []

    def value(self, field: FieldSpec) -> object:
        """Return a marker that fits the kind of a field."""
        self.number += 1
        if field.options:
            return field.options[0].code
        fixed = {FieldKind.FLAG: True, FieldKind.COUNTRY: "FI"}
        return fixed[field.kind] if field.kind in fixed else self._said(self._distinct(field.kind))

    def _distinct(self, kind: FieldKind) -> object:
        number = self.number + (1 if self.who == "aava" else 500)
        values: dict[FieldKind, object] = {
            FieldKind.DATE: dt.date(1950, 1, 1) + dt.timedelta(days=number * 31),
            FieldKind.NUMBER: 10_000 + number,
            FieldKind.YEAR: 10_000 + number,
            FieldKind.MONEY: Decimal(f"{number}.07"),
        }
        return values.get(kind, f"{self.who}merkki{self.number:03}x")

    def _said(self, value: object) -> object:
        day = f"{value.day}.{value.month}.{value.year}" if isinstance(value, dt.date) else str(value)
        self.texts.append(day.replace(".", ",") if isinstance(value, Decimal) else day)
        return value


def plant(work: Work, markers: Markers, customer_id: int) -> int:
    """Store a person with a marker in every personal column of every entity; return her id."""
    from_source(work, "call")
    person = Person(**filled(Person, markers))
    code = {"identity_code": CODES[markers.who], "identity_ground": "law"}
    for name, value in {**code, **seal_identity(work, None, dict(code))}.items():
        setattr(person, name, value)
    work.session.add(person)
    work.session.flush()
    for entity in PERSONAL:
        if entity is Person:
            continue
        links = {"person_id": person.id}
        if "customer_id" in entity.__table__.columns and entity.__subject__ == "person":
            links["customer_id"] = customer_id
        work.session.add(entity(**filled(entity, markers), **links))
    work.session.flush()
    for entity in PERSONAL:  # a former value of every text
        for row in work.session.scalars(select(entity).where(entity.id > 0)):
            rewrite(row, markers)
    return person.id


def filled(entity: type[Entity], markers: Markers) -> dict[str, object]:
    """Return a marker for every personal column that is not derived or sealed."""
    return {
        f.name: markers.value(f)
        for f in all_fields(entity)
        if f.subject is not None and f.name not in DERIVED | {"identity_code", "identity_ground"}
    }


def rewrite(row: Entity, markers: Markers) -> None:
    """Change each marker of this person once, so that the old one lies in the history."""
    for field in all_fields(type(row)):
        value = getattr(row, field.name)
        if field.name not in DERIVED and isinstance(value, str) and value.startswith(f"{markers.who}merkki"):
            setattr(row, field.name, markers.value(field))


@pytest.fixture
def planted(gate: Gate) -> tuple[Gate, dict[str, tuple[int, Markers]]]:
    """Two persons with markers."""
    firm = gate.call(add_customer, {"name": "Esimerkki Oy", "kind": "company", "status": "active", "relation": "own"})
    persons = {}
    for who in CODES:
        markers = Markers(who)
        case: UseCase[[Markers, int], int] = UseCase("plant", Permission.PERSON_WRITE, nothing, writes=True, body=plant)
        persons[who] = (gate.call(case, markers, firm.id), markers)
    return gate, persons


def test_an_extract_has_everything_of_hers_and_nothing_of_the_others(
    planted: tuple[Gate, dict[str, tuple[int, Markers]]],
) -> None:
    gate, persons = planted
    (mine, my_markers), (_other, other_markers) = persons["aava"], persons["bella"]
    extract = gate.call(collect_extract, mine).extract
    said = json.dumps(extract.as_json(), ensure_ascii=False).replace("\u00a0", " ")
    assert [m for m in my_markers.texts if m not in said] == []
    assert [m for m in other_markers.texts if m in said] == []
    assert CODES["aava"] not in said
    assert "tallennettu, ei näytetä" in said
    out = BytesIO()
    render_extract(extract, out)
    printed = pdf_text(out.getvalue())
    missing = [m for m in my_markers.texts if m.replace(" ", "") not in printed.replace("\u00a0", "").replace(" ", "")]
    assert missing == []


def test_after_erasure_not_a_byte_is_left_in_any_file(
    desk: Desk, planted: tuple[Gate, dict[str, tuple[int, Markers]]]
) -> None:
    gate, persons = planted
    (mine, markers), (_other, kept) = persons["aava"], persons["bella"]
    texts = [m for m in markers.texts if m.startswith("aavamerkki")]
    assert all(found(desk, m) for m in texts), "the test reads the pages rightly: everything is there before"
    number = gate.call(open_person, mine).roles[-1].number
    gate.call(erase_person, mine)
    assert {m for m in texts if found(desk, m)} == {number}, "a customer number stays, so that it is never reused"
    assert [m for m in kept.texts if m.startswith("bellamerkki") and not found(desk, m)] == []


def found(desk: Desk, marker: str) -> bool:
    """Tell whether a marker stands in any page of the database or its write-ahead log, or in another file."""
    needle = marker.casefold().encode()
    folder: Path = desk.vault.folder
    pages = b"".join(plain_pages(folder / "rekisteri.db", desk.vault.keys.key())).lower()
    others = (p for p in folder.rglob("*") if p.is_file() and not p.name.startswith("rekisteri.db"))
    return needle in pages or any(needle in p.read_bytes().lower() for p in others)
