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

from asiakasrekisteri.domain.fields import FieldKind, FieldSpec, Sensitivity
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.store.attachments import add_bytes
from asiakasrekisteri.store.identity import seal_identity
from asiakasrekisteri.store.models import (
    Address,
    Attachment,
    Base,
    Breach,
    Campaign,
    Draft,
    Email,
    Entity,
    FinancialPeriod,
    HostingAccount,
    Invoice,
    Person,
    PersonLink,
    Phone,
    Product,
    Request,
    RequestHit,
    Server,
    all_fields,
    entities,
)
from asiakasrekisteri.store.sealed import seal_bytes
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import from_source
from asiakasrekisteri.usecases.gate import Gate, UseCase, nothing, use_case
from asiakasrekisteri.usecases.office import Desk
from asiakasrekisteri.usecases.persons import add_person, open_person
from asiakasrekisteri.usecases.privacy.erasure import erase_person
from asiakasrekisteri.usecases.privacy.extract import collect_extract, render_extract
from tests.pages import plain_pages
from tests.reading import pdf_text

CODES = {"aava": "010190-999W", "bella": "311299U9019"}
DERIVED = {"sort_key", "identity_blind", "sha256"}
"""Made from the other columns: they are looked for in the files, not in the extract."""
RECKONED: dict[type[Entity], set[str]] = {Invoice: {"balance", "paid_on"}}
"""They follow from other rows."""
SET_APART = {"identity_code", "identity_ground", "secret", "verdict"}
"""Sealed, or chosen so that the row stays where it is looked for."""
PERSONAL = [e for e in entities() if e.__subject__ is not None]
_TABLES = [table.name for table in Base.metadata.sorted_tables]
IN_ORDER = sorted(PERSONAL, key=lambda e: _TABLES.index(e.__tablename__))
"""What is referred to before what refers to it."""


class Markers:
    """Distinct values for one person, and what of them must be readable in an extract."""

    def __init__(self, who: str) -> None:
        self.who, self.number = who, 0
        self.texts: list[str] = []
        self.only_in_files: list[str] = []

    def hidden(self, what: str) -> str:
        """Return a marker that no extract may show in its lines."""
        text = f"{self.who}{what}x"
        self.only_in_files.append(text)
        return text

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
            FieldKind.PRICE: Decimal(f"{number}.07"),
            FieldKind.QUANTITY: Decimal(f"{number}.07"),
            FieldKind.PERCENT: Decimal(f"{number}.07"),
            FieldKind.INSTANT: dt.datetime(1950, 1, 1, 12, tzinfo=dt.UTC) + dt.timedelta(days=number * 31),
        }
        return values.get(kind, f"{self.who}merkki{self.number:03}x")

    def _said(self, value: object) -> object:
        self._note(value)
        return value

    def _note(self, value: object) -> None:
        day = f"{value.day}.{value.month}.{value.year}" if isinstance(value, dt.date) else str(value)
        self.texts.append(day.replace(".", ",") if isinstance(value, Decimal) else day)


def plant(work: Work, markers: Markers, neighbour: int) -> int:
    """Store a person with a marker in every personal column of every entity; return her id."""
    from_source(work, "call")
    person = Person(**filled(Person, markers))
    code = {"identity_code": CODES[markers.who], "identity_ground": "law"}
    for name, value in {**code, **seal_identity(work, None, dict(code))}.items():
        setattr(person, name, value)
    work.session.add(person)
    work.session.flush()
    made = {"person": person.id, **technical_rows(work, markers.who)}
    for entity in IN_ORDER:
        if entity is not Person:
            row = entity(**filled(entity, markers), **fixed(work, entity, markers), **links(entity, made, neighbour))
            work.session.add(row)
            work.session.flush()
            made[entity.__tablename__] = row.id
    add_bytes(work, work.session.get_one(Attachment, made["attachment"]), markers.hidden("liitteensisus").encode())
    for entity in PERSONAL:  # a former value of every text
        for row in work.session.scalars(select(entity).where(entity.id > 0)):
            rewrite(row, markers)
    return person.id


def technical_rows(work: Work, who: str) -> dict[str, int]:
    """Store what is nobody's data but is referred to."""
    rows = [Product(name=f"Tuote {who}", kind="mail"), Server(name=f"{who}.palvelin.example", kind="virtual")]
    rows.append(Campaign(name=f"Kirje {who}"))
    rows.append(Breach(number=f"LT-{who}", title=f"Loukkaus {who}", aware_at=work.now))
    rows.append(FinancialPeriod(since=dt.date(1900, 1, 1), until=dt.date(2010, 12, 31)))
    work.session.add_all(rows)
    work.session.flush()
    return {row.__tablename__: row.id for row in rows} | {"source": 1}


def links(entity: type[Entity], made: dict[str, int], neighbour: int) -> dict[str, int]:
    """Return what a row refers to: of those it may hang on, the first; of everything else, her own rows."""
    found = {}
    for column in entity.__table__.columns:
        for key in column.foreign_keys:
            target = key.column.table.name
            if target in made and column.name not in {"user_id", "partner_id", "credits_id"}:
                found[column.name] = made[target]
    if entity in {Address, Phone, Email}:
        del found["customer_id"]
    if entity is Attachment:
        return {"interaction_id": found["interaction_id"]}
    return found | ({"other_id": neighbour} if entity is PersonLink else {})


def fixed(work: Work, entity: type[Entity], markers: Markers) -> dict[str, object]:
    """Return the values that are not markers: sealed ones, and those that keep the row in sight."""
    if entity is HostingAccount:
        secret = markers.hidden("salasana").encode()
        return {"secret": seal_bytes(work, Sensitivity.SECRET, secret, "hosting_account.secret")}
    if entity is Attachment:
        return {"complete": True, "added_at": work.now}
    if entity is RequestHit:
        return {"row_entity": "person", "row_id": 1}
    if entity is Draft:
        return {"kept_at": work.now}
    return {"verdict": "different"} if entity is PersonLink else {}


def filled(entity: type[Entity], markers: Markers) -> dict[str, object]:
    """Return a marker for every personal column that is not derived or sealed."""
    return {
        f.name: markers.value(f)
        for f in all_fields(entity)
        if f.subject is not None
        and f.kind is not FieldKind.LINK
        and f.name not in DERIVED | SET_APART | RECKONED.get(entity, set())
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
    neighbour = gate.call(add_person, {"last_name": "Naapuri", "first_names": "Niilo"})
    persons = {}
    for who in CODES:
        markers = Markers(who)
        case: UseCase[[Markers, int], int] = UseCase("plant", Permission.PERSON_WRITE, nothing, writes=True, body=plant)
        persons[who] = (gate.call(case, markers, neighbour.id), markers)
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
    assert [m for m in my_markers.only_in_files if m in said] == []
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
    texts += [m for m in markers.only_in_files if "liitteen" in m]
    assert all(found(desk, m) for m in texts), "the test reads the pages rightly: everything is there before"
    numbers = {gate.call(open_person, mine).roles[-1].number, gate.call(_number_of_request, mine)}
    gate.call(erase_person, mine)
    assert {m for m in texts if found(desk, m)} == numbers, (
        "numbers stay: of a customer never reused, of a request kept"
    )
    assert [m for m in kept.texts if m.startswith("bellamerkki") and not found(desk, m)] == []


@use_case(Permission.PERSON_READ, discloses=nothing, writes=False)
def _number_of_request(work: Work, person_id: int) -> str:
    return work.session.scalars(select(Request.number).where(Request.person_id == person_id)).one()


def found(desk: Desk, marker: str) -> bool:
    """Tell whether a marker stands in any page of the database or its write-ahead log, or in another file."""
    needle = marker.casefold().encode()
    folder: Path = desk.vault.folder
    pages = b"".join(plain_pages(folder / "rekisteri.db", desk.vault.keys.key())).lower()
    others = (p for p in folder.rglob("*") if p.is_file() and not p.name.startswith("rekisteri.db"))
    return needle in pages or any(needle in p.read_bytes().lower() for p in others)
