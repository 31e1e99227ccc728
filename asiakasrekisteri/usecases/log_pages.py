"""The log as a page shows it: filtered, page by page, and one entry with what it changed while history holds it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, and_, func, or_, select

from asiakasrekisteri.domain.fields import FieldSpec, Sensitivity
from asiakasrekisteri.domain.formats import FINLAND, as_text
from asiakasrekisteri.domain.permissions import ROLE_LABELS, Permission, Role
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.store import search
from asiakasrekisteri.store.changes import restored
from asiakasrekisteri.store.identity import MASK
from asiakasrekisteri.store.log_truncation import EMPTIED
from asiakasrekisteri.store.models import Change, LogEntry, LogItem, User
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import Seen, nothing, use_case
from asiakasrekisteri.usecases.hiding import HIDDEN, is_restricted, kept_from_sight
from asiakasrekisteri.usecases.lists import IdList, read_ids
from asiakasrekisteri.usecases.log_words import KINDS, KNOWN, action_words, main_action
from asiakasrekisteri.usecases.records import entity_of, shown_title
from asiakasrekisteri.usecases.sameness import same_persons

_MOST_HITS = 300
_RECENT, _MOST_PURPOSES = 20_000, 20
"""Purposes are offered from so many of the newest entries, the most usual first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFilter:
    """Which entries are listed; what is empty does not narrow.

    Attributes:
        text: words of the purpose, of a user's name, of a person or customer; or the number of an entry.
        kind: of `KINDS`.
        login: of the user.
        entity: name of what was touched, of `TARGETS`.
        purpose: exactly as it was given.
        since, until: Finnish days, both included.
        person_id: entries about one person.
    """

    text: str = ""
    kind: str = ""
    login: str = ""
    entity: str = ""
    purpose: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    person_id: int | None = None


@use_case(Permission.LOG_READ, discloses=nothing)
def open_log(work: Work) -> int:
    """Log that the log is being read, and return how many entries there are."""
    work.log("read_log")
    return work.session.scalar(select(func.count()).select_from(LogEntry)) or 0


@use_case(Permission.LOG_READ, discloses=nothing, writes=False)
def list_log(work: Work, kept: LogFilter, *, reverse: bool = True) -> IdList:
    """Return the numbers of the entries that match, the newest first. `open_log` has logged the reading."""
    total = work.session.scalar(select(func.count()).select_from(LogEntry)) or 0
    asked = select(LogEntry.id).where(*_conditions(work, kept))
    return IdList(read_ids(work, asked.order_by(LogEntry.id.desc() if reverse else LogEntry.id)), total)


def _conditions(work: Work, kept: LogFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [LogEntry.action != EMPTIED]
    found += _named(kept)
    if kept.since is not None:
        found.append(LogEntry.at >= _midnight(kept.since))
    if kept.until is not None:
        found.append(LogEntry.at < _midnight(kept.until + dt.timedelta(days=1)))
    if kept.person_id is not None:
        found.append(LogEntry.id.in_(select(LogItem.log_id).where(about_persons(same_persons(work, kept.person_id)))))
    if text := kept.text.strip():
        found.append(_said(work, text))
    return found


def _named(kept: LogFilter) -> Iterable[ColumnElement[bool]]:
    """Yield what narrows the entries by who, what, on what and why."""
    if kept.kind:
        yield or_(*(LogEntry.action.contains(one) for one in KINDS[kept.kind]))
    if kept.login:
        yield LogEntry.login == kept.login
    if kept.purpose:
        yield LogEntry.purpose == kept.purpose
    if kept.entity:
        yield LogEntry.id.in_(select(LogItem.log_id).where(LogItem.entity == kept.entity))


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), FINLAND)


def about_persons(persons: Sequence[int]) -> ColumnElement[bool]:
    """Match rows about any of these persons: named as theirs, or their own rows in a range that an import made."""
    ranges = (and_(LogItem.entity == "person", LogItem.entity_id <= one, LogItem.last_id >= one) for one in persons)
    return or_(LogItem.person_id.in_(persons), *ranges)


def _said(work: Work, text: str) -> ColumnElement[bool]:
    """Match what was typed: the number of an entry, its purpose, its user, or whom and what it touched."""
    number = "".join(text.split())
    if number.isdigit():
        return LogEntry.id == int(number)
    connection = work.session.connection()
    persons = list(search.matching(connection, "person", text))[:_MOST_HITS]
    customers = list(search.matching(connection, "customer", text))[:_MOST_HITS]
    touched = or_(LogItem.person_id.in_(persons), and_(LogItem.entity == "customer", LogItem.entity_id.in_(customers)))
    users = select(User.id).where(User.name.contains(text, autoescape=True))
    return or_(
        LogEntry.purpose.contains(text, autoescape=True),
        LogEntry.user_id.in_(users),
        LogEntry.id.in_(select(LogItem.log_id).where(touched)),
    )


@dataclass(frozen=True, slots=True)
class LogLineRow:
    """An entry in the list: `action` is a code of `ACTIONS`, `target` what it touched in words."""

    id: int
    at: dt.datetime
    user: str
    action: str
    words: str
    target: str
    purpose: str


@use_case(Permission.LOG_READ, discloses=nothing, writes=False)
def log_rows(work: Work, ids: Sequence[int]) -> tuple[LogLineRow, ...]:
    """Return a page of the list."""
    entries = {row.id: row for row in work.session.scalars(select(LogEntry).where(LogEntry.id.in_(ids)))}
    names = _names(work)
    first = select(func.min(LogItem.id)).where(LogItem.log_id.in_(ids)).group_by(LogItem.log_id)
    items = {row.log_id: row for row in work.session.scalars(select(LogItem).where(LogItem.id.in_(first)))}
    return tuple(_row(work, entries[i], items.get(i), names) for i in ids if i in entries)


def _names(work: Work) -> dict[int, str]:
    return {row[0]: row[1] for row in work.session.execute(select(User.id, User.name))}


def _row(work: Work, entry: LogEntry, item: LogItem | None, names: dict[int, str]) -> LogLineRow:
    action = main_action(entry.action)
    return LogLineRow(
        entry.id,
        entry.at,
        names.get(entry.user_id, entry.login),
        action,
        action_words(action),
        _target(work, item, entry.items),
        entry.purpose,
    )


def _target(work: Work, item: LogItem | None, count: int) -> str:
    if item is None:
        return ""
    name = touched_words(work, item)
    if item.last_id is not None:
        count = item.last_id - item.entity_id + 1
    if count <= 1:
        return name
    more = count - 1
    return ngettext("{name} ja {n} muu", "{name} ja {n} muuta", more).format(name=name, n=more)


def touched_words(work: Work, item: LogItem) -> str:
    """Return what a touched row is called, its kind where it is gone."""
    if item.entity not in KNOWN:
        return ""
    title = shown_title(work, item.entity, item.entity_id)
    if item.person_id is not None and is_restricted(work, item.person_id):
        title = HIDDEN
    label = _(entity_of(item.entity).__label__)
    if item.entity in {"person", "customer"} and title:
        return title
    return f"{label}: {title}" if title else f"{label} {item.entity_id}"


@dataclass(frozen=True, slots=True)
class ValueChange:
    """One value that an entry changed, in words; "" for nothing."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class TouchedRow:
    """A row that an entry touched: what was done, what it is called, its address in the window, its changes."""

    action: str
    name: str
    address: str
    fields: tuple[str, ...]
    changes: tuple[ValueChange, ...] = ()


@dataclass(frozen=True, slots=True)
class LogCard:
    """One entry whole.

    Attributes:
        row: as in the list.
        role, use_case: the user's role in words, and the name of the act.
        touched: the first rows that it touched; `count` how many they were.
        hash, before: of this entry and of the one before it.
        seen: whose data the values shown are.
    """

    row: LogLineRow
    role: str
    use_case: str
    touched: tuple[TouchedRow, ...]
    count: int
    hash: str
    before: str
    seen: tuple[Seen, ...] = field(default=())


_MOST_TOUCHED = 12


@use_case(Permission.LOG_READ, discloses=lambda card: card.seen)
def open_log_entry(work: Work, number: int) -> LogCard:
    """Return one entry with what it changed, before and after, as long as the history holds it."""
    (row,) = log_rows.body(work, [number])
    entry = work.session.get_one(LogEntry, number)
    before = work.session.scalar(select(LogEntry.hash).where(LogEntry.id == number - 1))
    asked = select(LogItem).where(LogItem.log_id == number).order_by(LogItem.action == "view", LogItem.id)
    items = work.session.scalars(asked.limit(_MOST_TOUCHED)).all()
    changes = {
        (one.entity, one.entity_id): one
        for one in work.session.scalars(select(Change).where(Change.log_id == number).limit(_MOST_TOUCHED))
    }
    shown = [one for one in items if (one.entity, one.entity_id) in changes]
    return LogCard(
        row=row,
        role=_(ROLE_LABELS[Role(entry.role)]),
        use_case=entry.use_case,
        touched=tuple(_touched(work, one, changes.get((one.entity, one.entity_id))) for one in items),
        count=entry.items,
        hash=entry.hash,
        before=before or "",
        seen=tuple(Seen(one.entity, one.entity_id, one.person_id) for one in shown),
    )


def _touched(work: Work, item: LogItem, change: Change | None) -> TouchedRow:
    labels = {f.name: _(f.label) for f in entity_of(item.entity).spec()} if item.entity in KNOWN else {}
    fields = tuple(labels[name] for name in item.fields.split(",") if name in labels)
    has_page = item.entity in KNOWN and item.last_id is None
    address = f"{item.entity}/{item.entity_id}" if has_page else ""
    name = touched_words(work, item)
    changes = tuple(_changes(work, item, change)) if change is not None and item.entity in KNOWN else ()
    return TouchedRow(action_words(item.action), name, address, fields, changes)


def _changes(work: Work, item: LogItem, change: Change) -> Iterable[ValueChange]:
    if not isinstance(change.values, dict):
        return
    model = entity_of(item.entity)
    row = work.session.get(model, item.entity_id)
    unseen = set(kept_from_sight(work, row)) if row is not None else set()
    restricted = row is None and change.person_id is not None and is_restricted(work, change.person_id)
    specs = {f.name: f for f in model.spec()}
    for name, (old, new) in change.values.items():
        if name in specs:
            hide = restricted or name in unseen
            yield ValueChange(
                _(specs[name].label),
                _words(work, specs[name], old, hide=hide),
                _words(work, specs[name], new, hide=hide),
            )


def _words(work: Work, spec: FieldSpec, stored: object, *, hide: bool) -> str:
    value = restored(stored)
    if value is None or value == "":
        return ""
    if hide:
        return HIDDEN
    if spec.sensitivity is not Sensitivity.PLAIN:
        return MASK
    if spec.target and isinstance(value, int):
        return shown_title(work, spec.target, value)
    return as_text(spec, value)


@use_case(Permission.LOG_READ, discloses=nothing, writes=False)
def log_users(work: Work) -> tuple[tuple[str, str], ...]:
    """Return the users by whom the log can be filtered: user ID and name."""
    rows = work.session.execute(select(User.login, User.name).order_by(User.name))
    return tuple((login, name) for login, name in rows)


@use_case(Permission.LOG_READ, discloses=nothing, writes=False)
def log_purposes(work: Work) -> tuple[str, ...]:
    """Return the purposes by which the log can be filtered, the most usual first."""
    newest = select(func.max(LogEntry.id)).scalar_subquery()
    asked = (
        select(LogEntry.purpose)
        .where(LogEntry.id > newest - _RECENT, LogEntry.purpose != "")
        .group_by(LogEntry.purpose)
        .order_by(func.count().desc(), LogEntry.purpose)
        .limit(_MOST_PURPOSES)
    )
    return tuple(work.session.scalars(asked))
