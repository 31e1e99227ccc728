"""What is due: everything whose time of keeping is over, counted and by pages, with what is held back and why.

Whether a row is due is asked of the database by windows of days (`domain.retention.due_windows`), never row by row: a
register of a million invoices is counted in a moment. What is held back is told with its reason and never destroyed.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, case, false, func, literal, not_, or_, select, true

from asiakasrekisteri.domain.formats import FINLAND
from asiakasrekisteri.domain.retention import Formula, Rule, Window, due_windows, keep_until
from asiakasrekisteri.domain.vouchers import Period
from asiakasrekisteri.store.models import (
    Address,
    Consent,
    Email,
    Entity,
    HostingAccount,
    Interaction,
    Participant,
    Person,
    PersonLink,
    Phone,
    Recipient,
    Recording,
    RegistryFact,
)
from asiakasrekisteri.store.models.types import Instant
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.privacy.collecting import rules
from asiakasrekisteri.usecases.privacy.holdback import (
    ASKED,
    DEBT,
    HELD,
    NEEDED,
    RESTRICTED,
    Holdback,
    Scope,
    holdback,
)
from asiakasrekisteri.usecases.privacy.keeping import financial_periods
from asiakasrekisteri.usecases.privacy.relations import Sql
from asiakasrekisteri.usecases.retention.ends import still_linked
from asiakasrekisteri.usecases.retention.kind import Kind
from asiakasrekisteri.usecases.retention.kinds import kinds
from asiakasrekisteri.usecases.sameness import same_persons

PAGE = 200
_BESIDE_THE_CARD = frozenset({"notes", "company_facts", "contact"})
_OWN_WAYS = frozenset({"remove", "by_hand"})
_WITH_HER: frozenset[type[Entity]] = frozenset({Address, Phone, Email, RegistryFact})
"""What is known of a person and has no beginning of its own: its time begins with hers."""
_LASTING: frozenset[type[Entity]] = frozenset({Consent, Recipient, HostingAccount})
"""What tells of her as long as it goes on."""
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """A kind as it is asked of today: its rule, the windows of days that are due, and the condition of being due."""

    kind: Kind
    rule: Rule
    windows: tuple[Window, ...]
    condition: ColumnElement[bool]
    reason: ColumnElement[str]


@dataclass(frozen=True, slots=True)
class Counted:
    """How many rows of a kind are due, and how many of them are held back by each reason."""

    kind: Kind
    rule: Rule
    count: int
    held: Mapping[str, int]

    @property
    def free(self) -> int:
        """How many may be destroyed."""
        return self.count - sum(self.held.values())


@dataclass(frozen=True, slots=True)
class Row:
    """One row that is due: from when its time is counted, its last day of keeping, and what holds it back (or "")."""

    id: int
    start: dt.date
    until: dt.date
    reason: str


def asked(
    work: Work, as_of: dt.date | None = None, since: dt.date | None = None, only: Kind | None = None
) -> Iterator[Asked]:
    """Yield every kind as it is asked.

    Args:
        work: the unit of work.
        as_of: on which day rows are due; today by default.
        since: leave out what is due on this day already: what is coming.
        only: this kind alone.
    """
    known, periods, spared = rules(work), financial_periods(work), holdback(work)
    day = as_of or work.today
    for kind in kinds() if only is None else (only,):
        rule = rule_of_kind(known, kind)
        if rule is None:
            continue
        windows = due_windows(rule, periods, day)
        condition = _due(work, kind, windows)
        if since is not None:
            condition = and_(condition, not_(func.coalesce(_due(work, kind, due_windows(rule, periods, since)), 0)))
        if kind.way == "blank":
            condition = and_(condition, *_staying(work, kind, known, spared, day))
        if kind.way == "erase":
            kind = _needed_longer(work, kind, list(_outlasting(work, known, spared, day)))  # noqa: PLW2901 - the same
        yield Asked(kind, rule, windows, condition, _reason(kind, spared))


def _outlasting(work: Work, known: Mapping[str, Rule], spared: Holdback, day: dt.date) -> Iterator[ColumnElement[bool]]:
    """Match the persons about whom something has a time of its own that is not over, or is held: a consent, a request.

    It would go with her. A paper waits for whoever destroys it. What goes on without an end needs her too, but for a
    prohibition: its hash outlives her.
    """
    periods = financial_periods(work)
    for kind in kinds():
        rule, own = rule_of_kind(known, kind), kind.entity.__table__.c.get("person_id")
        if rule is None or own is None or kind.way not in _OWN_WAYS or kind.entity in _WITH_HER:
            continue
        over = func.coalesce(_due(work, kind, due_windows(rule, periods, day)), 0)
        stays = true() if kind.way == "by_hand" else or_(not_(over), _reason(kind, spared) != "")
        begun = (or_(*(start.is_not(None) for start in kind.starts)),) if kind.entity not in _LASTING else ()
        yield Person.id.in_(select(own).select_from(kind.source).where(own.is_not(None), *kind.where, stays, *begun))


def _needed_longer(work: Work, kind: Kind, outlasting: Sequence[ColumnElement[bool]]) -> Kind:
    """Return the kind of persons with what needs them besides; those linked as the same one wait for each other."""
    needed = or_(*outlasting) if kind.needed is None else or_(kind.needed, *outlasting)
    pairs = work.session.execute(select(PersonLink.person_id, PersonLink.other_id).where(PersonLink.verdict == "same"))
    linked = {one for pair in pairs for one in pair}
    if not linked:
        return replace(kind, needed=needed)
    stays = needed if kind.debt is None else or_(needed, kind.debt)
    waiting = work.session.scalars(select(Person.id).where(Person.id.in_(linked), stays)).all()
    together = {other for one in waiting for other in same_persons(work, one)}
    return replace(kind, needed=or_(needed, Person.id.in_(together)))


def _staying(
    work: Work, kind: Kind, known: Mapping[str, Rule], spared: Holdback, day: dt.date
) -> Iterator[ColumnElement[bool]]:
    """Match the cards that are not due themselves: of one that goes, no field is told of besides.

    A henkilötunnus and a secret are told of even so: they go first.
    """
    for card in kinds() if kind.code in _BESIDE_THE_CARD else ():
        if card.entity is kind.entity and card.way in {"erase", "empty"} and (rule := rule_of_kind(known, card)):
            going = and_(_due(work, card, due_windows(rule, (), day)), _reason(card, spared) == "")
            yield kind.entity.id.not_in(select(card.entity.id).select_from(card.source).where(going))


def rule_of_kind(known: Mapping[str, Rule], kind: Kind) -> Rule | None:
    """Return the rule of a kind; None where nothing has been decided of it. A stated day needs no time of its own."""
    rule = known.get(kind.code)
    return replace(rule, formula=Formula.AT_ONCE) if rule is not None and kind.stated else rule


def _due(work: Work, kind: Kind, windows: tuple[Window, ...]) -> ColumnElement[bool]:
    """Match the rows whose beginning lies in a window: the first beginning that is there counts."""
    if not windows:
        return false()
    earlier: list[ColumnElement[bool]] = []
    ways: list[ColumnElement[bool]] = []
    for start in kind.starts:
        ways.append(and_(*earlier, or_(*(_inside(start, window) for window in windows))))
        earlier.append(start.is_(None))
    found = [or_(*ways), *kind.where]
    if kind.early is not None:
        found.append(kind.early <= max(window.until for window in windows))
    if kind.entity is Person:
        found += _parted(work, windows)
    return and_(*found)


def _parted(work: Work, windows: tuple[Window, ...]) -> Iterator[ColumnElement[bool]]:
    linked = still_linked(work, windows)
    if linked:
        yield Person.id.not_in(linked)


def _inside(column: Sql, window: Window) -> ColumnElement[bool]:
    """Match a day in a window; an instant is of the day that it is in Finland."""
    since: dt.date | dt.datetime = window.since
    until: dt.date | dt.datetime = window.until + _DAY
    if isinstance(column.type, Instant):
        until = _midnight(window.until + _DAY)
        since = _midnight(window.since) if window.since > dt.date.min else dt.datetime.min.replace(tzinfo=dt.UTC)
    if window.since == dt.date.min:
        return column < until
    return and_(column >= since, column < until)


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.min, tzinfo=FINLAND)


def _reason(kind: Kind, spared: Holdback) -> ColumnElement[str]:
    """Return why a row is held back; empty where nothing does."""
    ways: list[tuple[ColumnElement[bool], str]] = []
    for code, scope in ((HELD, spared.held), (RESTRICTED, spared.restricted), (ASKED, spared.asked)):
        if conditions := list(_in_scope(kind, scope)):
            ways.append((or_(*conditions), code))
    for code, condition in ((DEBT, kind.debt), (NEEDED, kind.needed)):
        if condition is not None:
            ways.append((condition, code))
    return case(*ways, else_="") if ways else literal("", String())


def _in_scope(kind: Kind, scope: Scope) -> Iterator[ColumnElement[bool]]:
    if rows := scope.rows.get(kind.entity.__tablename__):
        yield kind.entity.id.in_(rows)
    if kind.person is not None and scope.persons:
        yield kind.person.in_(scope.persons)
    if kind.customer is not None and scope.customers:
        yield kind.customer.in_(scope.customers)
    if kind.entity in {Interaction, Recording} and scope.persons:
        talk = Interaction.id if kind.entity is Interaction else Recording.interaction_id
        met = select(Participant.interaction_id).where(Participant.person_id.in_(scope.persons))
        yield talk.in_(met)
    if kind.entity is Interaction and (recordings := scope.rows.get(Recording.__tablename__)):
        yield Interaction.id.in_(select(Recording.interaction_id).where(Recording.id.in_(recordings)))


def counted(work: Work, wanted: Iterable[Asked]) -> tuple[Counted, ...]:
    """Count what is due of each kind; kinds with nothing due are left out."""
    found = []
    for one in wanted:
        reason = one.reason.label("reason")
        query = select(reason, func.count()).select_from(one.kind.source).where(one.condition).group_by(reason)
        sums = {row[0]: row[1] for row in work.session.execute(query)}
        if sums:
            held = {code: number for code, number in sums.items() if code}
            found.append(Counted(one.kind, one.rule, sum(sums.values()), held))
    return tuple(found)


def page(
    work: Work, one: Asked, *, after: int = 0, limit: int | None = PAGE, ids: Sequence[int] | None = None
) -> Iterator[Row]:
    """Yield the rows of a kind that are due, by id, with the last day of keeping of each.

    Args:
        work: the unit of work.
        one: the kind.
        after: only rows of greater ids.
        limit: at most so many; None for all.
        ids: only these.
    """
    periods = financial_periods(work)
    query = _rows(one).where(one.kind.entity.id > after).order_by(one.kind.entity.id).limit(limit)
    if ids is not None:
        query = query.where(one.kind.entity.id.in_(ids))
    for row_id, reason, *starts in work.session.execute(query):
        start = next(day for day in map(_as_day, starts) if day is not None)
        yield Row(row_id, start, _until(one.rule, start, periods), reason)


def _rows(one: Asked) -> Select[*tuple[Any, ...]]:
    kind = one.kind
    columns = [start.label(f"start{place}") for place, start in enumerate(kind.starts)]
    return select(kind.entity.id, one.reason.label("reason"), *columns).select_from(kind.source).where(one.condition)


def _until(rule: Rule, start: dt.date, periods: Sequence[Period]) -> dt.date:
    until = keep_until(rule, start, periods)
    assert until is not None, "what is due has a last day"
    return until


def _as_day(value: object) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.astimezone(FINLAND).date()
    return value if isinstance(value, dt.date) else None


def held_back(work: Work, row: Entity) -> str:
    """Return the code of what holds a single row back from being destroyed; empty when nothing does."""
    spared = holdback(work)
    for kind in kinds():
        if kind.entity is type(row):
            reason = select(_reason(kind, spared)).select_from(kind.source).where(kind.entity.id == row.id)
            if found := work.session.scalar(reason):
                return str(found)
    return ""
