"""The checklist of a yearly review, each line told by what the store really holds (R-46, R-71, R-80)."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from sqlalchemy import ColumnElement, func, inspect, or_, select

from asiakasrekisteri.domain.categories import CATEGORY_TITLES
from asiakasrekisteri.domain.description import Description
from asiakasrekisteri.domain.fields import DataCategory
from asiakasrekisteri.domain.formats import FINLAND, number
from asiakasrekisteri.domain.retention import Rule, add_months
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.domain.yearly_review import ReviewLine
from asiakasrekisteri.store.models import (
    ContactRole,
    Customer,
    Entity,
    LogEntry,
    PaperRecord,
    Person,
    Register,
    User,
)
from asiakasrekisteri.store.models.types import Instant
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.privacy.checking import law_of
from asiakasrekisteri.usecases.privacy.collecting import rules
from asiakasrekisteri.usecases.privacy.describing import own_description, untold_sources
from asiakasrekisteri.usecases.privacy.facts import places_of_data
from asiakasrekisteri.usecases.privacy.keeping import keeping
from asiakasrekisteri.usecases.privacy.outdated import Task, outdated_counts
from asiakasrekisteri.usecases.privacy.truthfulness import contradictions_of

_UNUSED_MONTHS = 12
"""A user ID that has not been used for so long is asked about."""


def review_lines(work: Work, register: Register) -> tuple[ReviewLine, ...]:
    """Return the checklist of a register as the store stands today."""
    own = own_description(work, register)
    return (*_categories(work, own), *_text(work, register, own), *_people(work, own), *_holdings(work))


def _categories(work: Work, own: Description) -> Iterator[ReviewLine]:
    known = rules(work)
    for category, title in CATEGORY_TITLES.items():
        rule = known.get(category.value)
        if (own.covers and category.value not in own.covers) or rule is None or category not in places_of_data():
            continue
        count, due = _counted(work, category), _due(work, category, rule)
        told = [
            ngettext("{n} tieto", "{n} tietoa", count).format(n=number(Decimal(count))),
            keeping(replace(rule, reason=""), None)[1].strip(),
        ]
        if not count:
            told.append(_("Ryhmä on tyhjä: onko sitä tarpeen kerätä?"))
        if due:
            words = ngettext("{n} on yli säilytysajan.", "{n} on yli säilytysajan.", due)
            told.append(words.format(n=number(Decimal(due))))
        if not rule.purpose:
            told.append(_("Tarkoitus puuttuu."))
        wanting = due + (not count) + (not rule.purpose)
        yield ReviewLine(f"category:{category.value}", "categories", _(title), _joined(told), wanting)


def _joined(told: Sequence[str]) -> str:
    return " ".join(one if one.endswith((".", "?")) else f"{one}." for one in told if one)


def _counted(work: Work, category: DataCategory) -> int:
    """Return how many rows hold data of a category."""
    total = 0
    for entity, names in places_of_data()[category]:
        columns = inspect(entity).columns
        filled = or_(*(columns[name].is_not(None) for name in names))
        total += work.session.scalar(select(func.count()).select_from(entity).where(filled)) or 0
    return total


def _due(work: Work, category: DataCategory, rule: Rule) -> int:
    """Return how many rows of a category have outlived their own time: those that know when it began to run."""
    last = add_months(work.today, -rule.months)
    total = 0
    for entity, names in places_of_data()[category]:
        if entity.__ends__ and entity.law_day is Entity.law_day:
            columns = inspect(entity).columns
            gone = [columns[name].is_not(None) for name in names]
            gone_by = _ended_before(columns[entity.__ends__], last)
            asked = select(func.count()).select_from(entity).where(or_(*gone), gone_by, *_still_there(entity))
            total += work.session.scalar(asked) or 0
    return total


def _ended_before(column: ColumnElement[object], last: dt.date) -> ColumnElement[bool]:
    """Compare a column of days, or of instants, with a Finnish day."""
    if isinstance(column.type, Instant):
        return column < dt.datetime.combine(last, dt.time(), FINLAND)
    return column < last


def _still_there(entity: type[Entity]) -> tuple[ColumnElement[bool], ...]:
    return (PaperRecord.destroyed_on.is_(None),) if entity is PaperRecord else ()


def _text(work: Work, register: Register, own: Description) -> Iterator[ReviewLine]:
    outdated = [one for one in law_of(own, work.today) if not one.rule.startswith("missing_")]
    lacking = [one for one in law_of(own, work.today) if one.rule.startswith("missing_")]
    untrue = [one for one in contradictions_of(work, register, own) if one.stops]
    untold = untold_sources(work, own)
    purposeless = [one for one in own.purposes if not one.basis]
    yield _findings("contradictions", _("Vastaako seloste rekisteriä"), [one.text for one in untrue])
    yield _findings("outdated", _("Ovatko viittaukset ja sanamuodot ajan tasalla"), [one.text for one in outdated])
    yield _findings("missing", _("Onko selosteessa kaikki, mitä laki vaatii"), [one.text for one in lacking])
    yield _findings("sources", _("Onko kaikki tietolähteet nimetty"), [one.name for one in untold], "sources")
    yield _findings(
        "purposes", _("Onko jokaisella tarkoituksella oikeusperuste"), [one.text for one in purposeless], "purposes"
    )


def _findings(code: str, title: str, found: Sequence[str], section: str = "") -> ReviewLine:
    told = "; ".join(one.rstrip(".") for one in found) + "." if found else _("Ei huomautettavaa.")
    place = f"descriptions/{section}" if section else "descriptions"
    return ReviewLine(code, "text", title, told, len(found), place)


def _people(work: Work, own: Description) -> Iterator[ReviewLine]:
    yield _users(work)
    today = work.today.isoformat()
    processors = [one for one in own.recipients if one.kind == "processor" and one.name]
    without = [one.name for one in processors if not one.dpa_signed_on or one.dpa_signed_on > today]
    told = ngettext("{n} käsittelijä.", "{n} käsittelijää.", len(processors)).format(n=len(processors))
    if without:
        told = _("{told} Käsittelysopimuksen päivä puuttuu: {names}.").format(told=told, names=", ".join(without))
    title = _("Ovatko käsittelijöiden sopimukset voimassa")
    yield ReviewLine("processors", "people", title, told, len(without), "descriptions/recipients")
    yield _outdated(work)
    ended = _count(work, ContactRole, ContactRole.until < add_months(work.today, -_UNUSED_MONTHS))
    told = _("Yli vuosi sitten päättyneitä rooleja: {n}.").format(n=ended)
    yield ReviewLine("roles", "people", _("Ovatko asiakkaiden yhteyshenkilöt ajan tasalla"), told, ended, "persons")


def _outdated(work: Work) -> ReviewLine:
    counts = outdated_counts(work)
    told = _("Palautuneita osoitteita: {bounced}. Päättyneitä yrityksiä: {ended}. Vanhoja yhteyshenkilöitä: {contact}.")
    told = told.format(**{task.value: counts.get(task.value, 0) for task in Task})
    title = _("Onko vanhentuneet tiedot korjattu tai hävitetty (5 artikla)")
    return ReviewLine("outdated_data", "people", title, told, sum(counts.values()), "outdated")


def _users(work: Work) -> ReviewLine:
    since = dt.datetime.combine(add_months(work.today, -_UNUSED_MONTHS), dt.time(), FINLAND)
    users = list(work.session.scalars(select(User).where(User.status == "active").order_by(User.name)))
    used = set(work.session.scalars(select(LogEntry.user_id).where(LogEntry.at >= since).distinct()))
    idle = [one.name for one in users if one.id not in used]
    told = ngettext("{n} voimassa oleva tunnus: {names}.", "{n} voimassa olevaa tunnusta: {names}.", len(users))
    told = told.format(n=len(users), names=", ".join(one.name for one in users))
    if idle:
        told = _("{told} Vuoden käyttämättä: {names}.").format(told=told, names=", ".join(idle))
    return ReviewLine("users", "people", _("Tarvitsevatko käyttäjät yhä oikeutensa"), told, len(idle), "users")


def _holdings(work: Work) -> Iterator[ReviewLine]:
    overdue = _count(work, PaperRecord, PaperRecord.destroyed_on.is_(None), PaperRecord.keep_until < work.today)
    open_ones = _count(work, PaperRecord, PaperRecord.destroyed_on.is_(None), PaperRecord.locked.is_(False))
    told = _("Säilytysajan ylittäneitä papereita: {n}. Lukitsemattomassa paikassa: {open}.")
    title = _("Onko paperit hävitetty ajallaan ja lukittu")
    yield ReviewLine("papers", "holdings", title, told.format(n=overdue, open=open_ones), overdue + open_ones)
    codes = _count(work, Person, Person.identity_code.is_not(None))
    groundless = _count(work, Person, Person.identity_code.is_not(None), Person.identity_ground.is_(None))
    unused = _count(work, Person, Person.identity_code.is_not(None), ~_has_customership())
    told = _("Henkilötunnuksia: {n}. Peruste puuttuu: {groundless}. Ei voimassa olevaa asiakkuutta: {unused}.")
    told = told.format(n=codes, groundless=groundless, unused=unused)
    title = _("Onko henkilötunnuksilla yhä peruste (tietosuojalaki 29 §)")
    yield ReviewLine("identity_codes", "holdings", title, told, groundless + unused, "persons")


def _has_customership() -> ColumnElement[bool]:
    return select(Customer.id).where(Customer.person_id == Person.id, Customer.status == "active").exists()


def _count(work: Work, entity: type[Entity], *conditions: ColumnElement[bool]) -> int:
    return work.session.scalar(select(func.count()).select_from(entity).where(*conditions)) or 0
