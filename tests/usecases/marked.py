"""Two persons and an office with a marker in every column of every table; each column has a rule of its own."""

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy import Boolean, Date, Integer, Table, insert, select
from sqlalchemy.types import TypeEngine

from asiakasrekisteri.domain.fields import DataCategory, FieldKind, FieldSpec, Sensitivity
from asiakasrekisteri.store.attachments import add_bytes
from asiakasrekisteri.store.changes import AUDITED
from asiakasrekisteri.store.identity import seal_identity
from asiakasrekisteri.store.models import (
    Address,
    Attachment,
    Base,
    Breach,
    Campaign,
    Customer,
    Destruction,
    Draft,
    Email,
    Entity,
    FinancialPeriod,
    HostingAccount,
    Interaction,
    Invoice,
    Outage,
    OutageNotice,
    Person,
    PersonLink,
    Phone,
    Product,
    Request,
    RequestHit,
    Server,
    User,
    all_fields,
    entities,
)
from asiakasrekisteri.store.models.breach import BreachPerson
from asiakasrekisteri.store.models.disclosure import DisclosurePerson
from asiakasrekisteri.store.models.types import Instant, Json
from asiakasrekisteri.store.sealed import seal_bytes
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import from_source

CODES = {"aava": "010190-999W", "bella": "311299U9019"}
PERSONAL = [e for e in entities() if e.__subject__ is not None]
_TABLES = [table.name for table in Base.metadata.sorted_tables]
IN_ORDER = sorted(PERSONAL, key=lambda e: _TABLES.index(e.__tablename__))
"""What is referred to before what refers to it."""
NOBODYS = {
    "access_review": "reviews of the user IDs: staff",
    "access_review_row": "as access_review",
    "backup": "files of backups: when they were made and where they lie",
    "backup_place": "where backups lie and how the place is locked: rooms and staff",
    "breach": "what happened to the register; the persons it concerned are in breach_person",
    "breach_report": "what the supervisor was told of a breach",
    "campaign": "a letter to many; who got it is in campaign_recipient",
    "campaign_text": "as campaign",
    "category_rule": "the firm's decisions on data categories: no person is in them",
    "description_version": "the published descriptions, which are shown to everybody",
    "destruction": "what was destroyed, by kind and count: nobody whose data it was is in it",
    "financial_period": "days of the firm's books",
    "firm": "the firm itself",
    "import_run": "what files the firm has taken in, and how many rows",
    "mail_server": "the firm's own server; its password is sealed",
    "notice_limit": "the law's time for telling of a breach",
    "outage": "what failed: servers and services; who was told of it is in notice_recipient",
    "outage_notice": "the words of a notice before they are written to anybody",
    "outage_target": "the machines and products that failed",
    "product": "the catalogue of products",
    "register": "the firm's registers and what it says of them",
    "restore_trial": "that a restore was tried: when and by whom of the staff",
    "review": "reviews of a register by the firm; who made one is staff",
    "server": "the firm's machines",
    "source": "who data is obtained from: registers and firms",
    "suppression": "keyed hashes, of which nobody can be read; they outlive erasure so that nothing is sent again",
    "telecom": "whether the firm is a telecom operator",
    "transfer": "where data go outside the EEA: countries and firms",
    "undertaking": "what staff have signed",
    "user": "staff: their own rights are those of the personnel register, not of this one",
    "vat_rate": "the law's rates",
    "reference_rate": "the law's rates",
}
"""Entities that are nobody's personal data, and why: their markers go out and stay."""
OTHER_TABLES = {
    "change": "former values and sources: in the extract, in the export's history, gone after erasure",
    "log_entry": "the log names fields, never values: no marker is in it; it stays as evidence",
    "log_item": "as log_entry; her own lines of views are in the extract",
    "store_mark": "the program's facts of the store itself",
    "erasure_mark": "what was erased: numbers of rows, which mean nothing once the rows are gone; it stays as evidence",
    "used_number": "numbers that have been taken: they stay, so that none is given again",
    "breach_person": "who a breach concerned: a link and nothing else, gone after erasure",
    "disclosure_person": "whose data a disclosure held: a link and nothing else, gone after erasure",
    "description_document": "the printed form of description_version, whose words are exported",
    "review_minutes": "the printed form of a review, whose words are in review: the firm's own, no person is in them",
    "destruction_document": "the printed form of destruction",
    "attachment_chunk": "the bytes of attachments: files of the export, gone after erasure",
}
"""Tables that are no entities, and what covers them."""
ASIDE = {
    DataCategory.STAFF: "which of the staff did it: told in the log of her data, not in what is hers",
    DataCategory.NONE: "of firms, or how the work on a request went: of nobody's person",
}
"""Described columns of personal rows that are not the person's data: marked, exported, and not in her extract."""
TECHNICAL = {
    "attachment.added_at": "when the program took the file",
    "attachment.complete": "whether all of the file has come",
    "campaign_recipient.token": "a random code of one letter; nothing of her is in it",
    "disclosure.categories": "codes of the categories of data that went out",
    "disclosure.number_of_persons": "how many persons a list told of",
    "disclosure.everyone_up_to": "a list of everybody: the last number that was in it",
    "disclosure.log_id": "the number of the log entry",
    "invoice_row.position": "where among the rows of its invoice it stands",
    "request.handler_login": "which of the staff has it in work",
    "request.manifest": "what was erased for a request: kinds, numbers and grounds, nobody's name",
    **dict.fromkeys(
        [f"request_hit.{name}" for name in ("row_entity", "row_id", "row_field", "certainty", "found_in", "spans")],
        "which place of which row was looked at for a request: numbers and names of fields",
    ),
    "customer.emptied_on": "when the card was emptied of everything that told of anybody",
    "person.parted_on": "when the last tie ended, once what told of it has been destroyed; gone with the person",
    "legal_hold.entity": "which record is kept: the name of a table",
    "legal_hold.entity_id": "and its number",
    "draft.kept_at": "when the program kept the draft",
    "interaction.message_id": "ties answers together; marked, and gone from every file with the message",
}
"""Columns of personal rows that tell nothing of a person."""
DERIVED = {"sort_key", "identity_blind"}
"""Made from the other columns: looked for in the files, not in the extract."""
RECKONED = {"invoice.balance", "invoice.paid_on", "attachment.sha256", "request.sha256"}
"""They follow from other rows or bytes, so no marker is put into them; what they come to is told."""
DECIDED = {"person_link.verdict": "different"}
"""Chosen so that the records are not joined; told as any choice."""


def rule(table: Table, name: str) -> str | None:
    """Return by what rule a column is covered; None: it is not."""
    entity = next((e for e in entities() if e.__table__ is table), None)
    if entity is None:
        return "other" if table.name in OTHER_TABLES else None
    if entity.__subject__ is None:
        return "nobody's" if table.name in NOBODYS else None
    spec = next(f for f in all_fields(entity) if f.name == name)
    place = f"{table.name}.{name}"
    told = {
        "number": name in {"id", "version"},
        "technical": place in TECHNICAL,
        "owner": spec.kind is FieldKind.INTERNAL and bool(table.columns[name].foreign_keys),
        "derived": name in DERIVED,
        "reckoned": place in RECKONED,
        "aside": spec.kind is not FieldKind.INTERNAL and spec.subject is None and spec.category in ASIDE,
        "sealed": spec.sensitivity is not Sensitivity.PLAIN,
        "chosen": bool(spec.options) or spec.kind in {FieldKind.FLAG, FieldKind.COUNTRY, FieldKind.LINK},
        "marked": spec.kind is not FieldKind.INTERNAL,
    }
    return next((name for name, applies in told.items() if applies), None)


@dataclass
class Markers:
    """Distinct values for one person, and what of them must be readable in an extract."""

    who: str
    number: int = 0
    texts: list[str] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    only_in_files: list[str] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)

    @property
    def place(self) -> int:
        """Which of the choices is taken: the two persons' differ."""
        return {"aava": 0, "bella": 1}.get(self.who, 0)

    def hidden(self, what: str) -> str:
        """Return a marker that no extract may show in its lines."""
        text = f"{self.who}{what}x"
        self.only_in_files.append(text)
        return text

    def value(self, spec: FieldSpec) -> object:
        """Return a marker that fits the kind of a field."""
        self.number += 1
        if spec.options:
            return spec.options[self.place % len(spec.options)].code
        if spec.kind is FieldKind.FLAG:
            return self.place == 0
        if spec.kind is FieldKind.COUNTRY:
            return ("FI", "SE")[self.place]
        return self._said(self._distinct(spec.kind), self.texts if spec.subject is not None else self.aside)

    def _distinct(self, kind: FieldKind) -> object:
        number = self.number + {"aava": 1, "bella": 500}.get(self.who, 1000)
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

    def _said(self, value: object, where: list[str]) -> object:
        day = f"{value.day}.{value.month}.{value.year}" if isinstance(value, dt.date) else str(value)
        where.append(day.replace(".", ",") if isinstance(value, Decimal) else day)
        return value


def plant(work: Work, markers: Markers, neighbour: int) -> int:
    """Store a person with a marker in every personal column of every entity; return her id."""
    from_source(work, "call")
    person = Person(**filled(Person, markers))
    code = {"identity_code": CODES[markers.who], "identity_ground": person.identity_ground}
    for name, value in {**code, **seal_identity(work, None, dict(code))}.items():
        setattr(person, name, value)
    work.session.add(person)
    work.session.flush()
    made = {"person": person.id, **technical_rows(work, markers), "user": work.actor.user_id}
    for entity in IN_ORDER:
        if entity is not Person:
            made[entity.__tablename__] = _add(work, entity, markers, links(entity, made, neighbour))
    for table, owner in ((BreachPerson, "breach"), (DisclosurePerson, "disclosure")):
        named = {f"{owner}_id": made[owner], "person_id": person.id}
        work.session.execute(insert(table).values(**named), execution_options={AUDITED: True})
    made["credit"] = _add(work, Invoice, markers, {**links(Invoice, made, neighbour), "credits_id": made["invoice"]})
    add_bytes(work, work.session.get_one(Attachment, made["attachment"]), content(markers))
    for entity in PERSONAL:  # a former value of every text
        for row in work.session.scalars(select(entity).where(entity.id > 0)):
            rewrite(row, markers)
    markers.rows = {e.__tablename__: made[e.__tablename__] for e in PERSONAL}
    return person.id


def content(markers: Markers) -> bytes:
    """Return the bytes of a person's file."""
    return f"{markers.who}liitteensisusx".encode()


def _add(work: Work, entity: type[Entity], markers: Markers, owners: dict[str, int]) -> int:
    row = entity(**filled(entity, markers), **fixed(work, entity, markers), **owners)
    work.session.add(row)
    work.session.flush()
    return row.id


def technical_rows(work: Work, markers: Markers) -> dict[str, int]:
    """Store what is nobody's data, or another's, but is referred to."""
    who = markers.who
    product = Product(name=f"Tuote {who}", kind="mail")
    server = Server(name=f"{who}.palvelin.example", kind="virtual")
    partner = Customer(number=f"K-{who}", name=f"Kumppani {who}", kind="company", status="active", relation="partner")
    period = FinancialPeriod(since=dt.date(1900, 1, 1), until=dt.date(2010, 12, 31))
    campaign = Campaign(name=f"Kirje {who}")
    breach = Breach(number=f"LT-{who}", title=f"Loukkaus {who}", aware_at=work.now)
    outage = Outage(title=f"Häiriö {who}", kind="fault", severity="down", started_at=work.now)
    notice = OutageNotice(outage=outage, kind="first")
    gone = Destruction(number=f"HP-{who}", destroyed_on=work.today, what="paperi", method="silppu", by="x", lines=[])
    rows: list[Entity] = [product, server, campaign, breach, outage, notice, gone]
    work.session.add_all([*rows, partner, period])
    work.session.flush()
    made = {row.__tablename__: row.id for row in rows} | {"partner": partner.id, "source": 1 + markers.place}
    published = work.session.scalar(select(entity_named("description_version").id).limit(1))
    return made if published is None else {**made, "description_version": published}


def entity_named(name: str) -> type[Entity]:
    """Return the entity of a table."""
    return next(e for e in entities() if e.__tablename__ == name)


def links(entity: type[Entity], made: dict[str, int], neighbour: int) -> dict[str, int]:
    """Return what a row refers to: of those it may hang on, the first; of everything else, her own rows."""
    found = {}
    for column in entity.__table__.columns:
        for key in column.foreign_keys:
            target = "partner" if column.name == "partner_id" else key.column.table.name
            if target in made and column.name != "credits_id":
                found[column.name] = made[target]
    if entity in {Address, Phone, Email}:
        del found["customer_id"]
    if entity is Attachment:
        return {"interaction_id": found["interaction_id"]}
    return found | ({"other_id": neighbour} if entity is PersonLink else {})


def fixed(work: Work, entity: type[Entity], markers: Markers) -> dict[str, object]:
    """Return the values that are not markers: sealed ones, technical ones, and those that keep records apart."""
    made: dict[type[Entity], dict[str, object]] = {
        Attachment: {"complete": True, "added_at": work.now, "sha256": hashlib.sha256(content(markers)).hexdigest()},
        Draft: {"kept_at": work.now},
        Request: {"sha256": hashlib.sha256(content(markers)).hexdigest()},
        RequestHit: {"row_entity": "person", "row_id": 1},
        PersonLink: {"verdict": DECIDED["person_link.verdict"]},
    }
    if entity is HostingAccount:
        secret = markers.hidden("salasana").encode()
        return {"secret": seal_bytes(work, Sensitivity.SECRET, secret, "hosting_account.secret")}
    if entity is Interaction:
        return {"message_id": markers.hidden("viestitunnus")}
    return made.get(entity, {})


def filled(entity: type[Entity], markers: Markers) -> dict[str, object]:
    """Return a marker for every personal column that is not derived, reckoned, sealed or decided."""
    name = entity.__tablename__
    return {
        f.name: markers.value(f)
        for f in all_fields(entity)
        if f.kind is not FieldKind.LINK
        and rule(entity_table(entity), f.name) in {"marked", "chosen", "aside"}
        and f"{name}.{f.name}" not in DECIDED
    }


def entity_table(entity: type[Entity]) -> Table:
    """Return the table of an entity."""
    table = entity.__table__
    assert isinstance(table, Table)
    return table


def rewrite(row: Entity, markers: Markers) -> None:
    """Change each marker of this person once, so that the old one lies in the history."""
    for spec in all_fields(type(row)):
        value = getattr(row, spec.name)
        mine = isinstance(value, str) and value.startswith(f"{markers.who}merkki")
        if spec.name not in DERIVED and mine:
            setattr(row, spec.name, markers.value(spec))


def plant_office(work: Work, markers: Markers) -> dict[str, int]:
    """Store a row with markers in every described column of everything that is nobody's; return their ids."""
    from_source(work, "staff")
    made = {}
    for entity in sorted(
        (e for e in entities() if e.__subject__ is None), key=lambda e: _TABLES.index(e.__tablename__)
    ):
        name = entity.__tablename__
        values = {f.name: markers.value(f) for f in entity.spec() if f.kind not in {FieldKind.LINK, FieldKind.SECRET}}
        row = entity(**values, **needed(work, entity, markers))
        if isinstance(row, User):
            row.status = "closed"
        work.session.add(row)
        work.session.flush()
        made[name] = row.id
    return made


def needed(work: Work, entity: type[Entity], markers: Markers) -> dict[str, object]:
    """Return what only the program fills of a row, where it must be filled: links go to the first row there is."""
    found: dict[str, object] = {}
    shown = {f.name for f in entity.spec() if f.kind is not FieldKind.LINK}
    for column in entity_table(entity).columns:
        if column.nullable or column.default is not None or column.primary_key or column.name in shown:
            continue
        if column.foreign_keys:
            target = entity_named(next(iter(column.foreign_keys)).column.table.name)
            found[column.name] = work.session.scalars(select(target.id).limit(1)).one()
        else:
            found[column.name] = _of_type(work, column.type, markers)
    return found


def _of_type(work: Work, kind: TypeEngine[Any], markers: Markers) -> object:
    by_type: dict[type[Any], object] = {Instant: work.now, Date: work.today, Json: {}, Integer: 1, Boolean: False}
    return next((value for known, value in by_type.items() if isinstance(kind, known)), markers.hidden("tekninen"))
