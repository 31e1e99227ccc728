"""Where data came from and what happened to it: sources, changes with values, and the log that names fields only."""

import datetime as dt
from typing import Any

from sqlalchemy import Boolean, Date, Index, String, Text, text
from sqlalchemy.orm import Mapped

from asiakasrekisteri.domain.fields import DataCategory, FieldKind, Option, Section
from asiakasrekisteri.domain.texts import N_
from asiakasrekisteri.store.models.base import Base, Entity, described, technical
from asiakasrekisteri.store.models.types import BigId, Instant, Json

SOURCE_KINDS = (
    Option("customer", N_("asiakas itse")),
    Option("staff", N_("henkilökunta")),
    Option("call", N_("puhelu")),
    Option("email", N_("sähköposti")),
    Option("public_register", N_("julkinen rekisteri")),
    Option("commercial", N_("tietopalvelu")),
    Option("import", N_("tuonti")),
)


class Source(Entity):
    """Tietolähde: who or what data is obtained from, what and why (R-48…R-57)."""

    __tablename__ = "source"
    __undone__ = False
    __label__ = N_("Tietolähde")
    __plural__ = N_("Tietolähteet")
    __sections__ = (Section(N_("Tietolähde"), ("name", "kind", "what", "public", "closed_on")),)

    code: Mapped[str] = technical(String, unique=True, nullable=False)
    name: Mapped[str] = described(N_("Lähde"), FieldKind.TEXT, category=DataCategory.NONE, required=True, in_list=True)
    kind: Mapped[str] = described(
        N_("Lähteen laji"),
        FieldKind.CHOICE,
        category=DataCategory.NONE,
        options=SOURCE_KINDS,
        required=True,
        in_list=True,
    )
    what: Mapped[str | None] = described(N_("Mitä ja miksi"), FieldKind.TEXT, category=DataCategory.NONE, in_list=True)
    public: Mapped[bool] = described(
        N_("Julkisesti saatavilla"), FieldKind.FLAG, category=DataCategory.NONE, in_list=True
    )
    closed_on: Mapped[dt.date | None] = described(
        N_("Suljettu"),
        FieldKind.DATE,
        category=DataCategory.NONE,
        in_list=True,
        help=N_("Suljettua lähdettä ei enää tarjota. Siitä saatujen tietojen alkuperä säilyy."),
    )


class Change(Base):
    """One save of one row: former values, source, date, by whom, by hand or automatically.

    `values` holds {field: [old, new]} for an update, the names of the filled fields for a creation (the values are in
    the row itself, or in later changes as their old ones), and {field: [old, null]} for a removal. Sealed values stay
    sealed. History belongs to the person and is erased with her; the log stays. Rows that an import made one after
    another share one change: `last_id` closes the range, and `values` is empty for "all that was filled".
    """

    __tablename__ = "change"
    __subject__ = "person_id"

    id: Mapped[int] = technical(BigId, primary_key=True)
    entity: Mapped[str] = technical(String, nullable=False)
    entity_id: Mapped[int] = technical(BigId, nullable=False)
    last_id: Mapped[int | None] = technical(BigId, nullable=True)
    action: Mapped[str] = technical(String, nullable=False)
    values: Mapped[Any] = technical(Json, category=DataCategory.HISTORY, subject="person_id", nullable=False)
    source_id: Mapped[int] = technical(BigId, nullable=False)
    source_date: Mapped[dt.date] = technical(Date, nullable=False)
    automatic: Mapped[bool] = technical(Boolean, nullable=False, default=False)
    user_id: Mapped[int] = technical(BigId, nullable=False)
    at: Mapped[dt.datetime] = technical(Instant, nullable=False)
    log_id: Mapped[int] = technical(BigId, nullable=False, index=True)
    person_id: Mapped[int | None] = technical(BigId, nullable=True, index=True)

    __table_args__ = (
        Index(None, "entity", "entity_id"),
        Index("ix_change_range", "entity", "last_id", sqlite_where=text("last_id IS NOT NULL")),
    )


class LogEntry(Base):
    """One call through the gate: who, in what role, what, for what purpose; chained by `hash` to the one before it."""

    __tablename__ = "log_entry"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = technical(BigId, primary_key=True)
    at: Mapped[dt.datetime] = technical(Instant, nullable=False)
    user_id: Mapped[int] = technical(BigId, nullable=False)
    login: Mapped[str] = technical(String, nullable=False, category=DataCategory.STAFF)
    role: Mapped[str] = technical(String, nullable=False)
    use_case: Mapped[str] = technical(String, nullable=False)
    action: Mapped[str] = technical(String, nullable=False)
    purpose: Mapped[str] = technical(String, nullable=False, default="")
    items: Mapped[int] = technical(nullable=False, default=0)
    hash: Mapped[str] = technical(String(64), nullable=False)


class LogItem(Base):
    """What one entry of the log touched: the row, the names of the fields (never values), and whose data it is."""

    __tablename__ = "log_item"

    id: Mapped[int] = technical(BigId, primary_key=True)
    log_id: Mapped[int] = technical(BigId, nullable=False, index=True)
    action: Mapped[str] = technical(String, nullable=False)
    entity: Mapped[str] = technical(String, nullable=False)
    entity_id: Mapped[int] = technical(BigId, nullable=False)
    last_id: Mapped[int | None] = technical(BigId, nullable=True)
    fields: Mapped[str] = technical(Text, nullable=False, default="")
    person_id: Mapped[int | None] = technical(BigId, nullable=True, index=True, category=DataCategory.VIEW_LOG)


class StoreMark(Base):
    """Small facts of the program about the store itself (e.g. the search index's version)."""

    __tablename__ = "store_mark"

    name: Mapped[str] = technical(String, primary_key=True)
    value: Mapped[str] = technical(String, nullable=False)
