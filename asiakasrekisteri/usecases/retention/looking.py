"""Looking at what is due: groups by rule with counts and reasons, and the single items in words."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, not_, or_, select, true

from asiakasrekisteri.domain.formats import as_text, day, euros
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.retention import BY_PERIOD, EndAction, Formula, Rule, destroyable_from
from asiakasrekisteri.domain.retention_rules import rule_title
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.domain.vouchers import Period, period_of
from asiakasrekisteri.store.models import Customer, Entity, Interaction, Invoice, Person, Recording, SalesOrder
from asiakasrekisteri.store.subjects import persons_of
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.hiding import HIDDEN, hidden_fields
from asiakasrekisteri.usecases.privacy.collecting import rules
from asiakasrekisteri.usecases.privacy.keeping import financial_periods, keeping
from asiakasrekisteri.usecases.privacy.relations import Sql
from asiakasrekisteri.usecases.records import shown_title
from asiakasrekisteri.usecases.retention.beside import beside_groups
from asiakasrekisteri.usecases.retention.clock import clock_doubt
from asiakasrekisteri.usecases.retention.due import PAGE, Asked, Counted, Row, asked, counted, page
from asiakasrekisteri.usecases.retention.duelist import DueGroup, DueItem, DueList, merged, rule_time

COMING_DAYS = 90
"""How far ahead the list of what is coming looks."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the reckoning: what happened, and its particulars."""

    title: str
    detail: str


@use_case(Permission.RETENTION_RUN, discloses=DueList.seen)
def list_due(work: Work, *, coming: bool = False, limit: int | None = PAGE) -> DueList:
    """Return what is due today, or what will be within three months, by rule, the first items of each in words.

    Args:
        work: the unit of work.
        coming: what is not due yet but will be.
        limit: at most so many items of a rule; None for all.
    """
    if not coming:
        return due_now(work, limit)
    ahead = work.today + dt.timedelta(days=COMING_DAYS)
    return DueList(tuple(_groups(work, list(asked(work, ahead, work.today)), limit)), undated_vouchers(work))


def due_now(work: Work, limit: int | None = PAGE) -> DueList:
    """Return what is due today, as a part of other work; see `list_due`."""
    groups = merged([*_groups(work, list(asked(work)), limit), *beside_groups(work)])
    return DueList(groups, undated_vouchers(work), clock_doubt(work))


@use_case(Permission.RETENTION_RUN, discloses=nothing, writes=False)
def count_due(work: Work) -> DueList:
    """Return what is due today by rule, counted only: nobody's data are shown."""
    groups = [_group(found, ()) for found in _by_code(counted(work, asked(work))).values()]
    return DueList(merged([*groups, *beside_groups(work)]), undated_vouchers(work), clock_doubt(work))


@use_case(Permission.RETENTION_RUN, discloses=nothing, writes=False)
def count_coming(work: Work) -> int:
    """Return how many things will be due within three months."""
    ahead = work.today + dt.timedelta(days=COMING_DAYS)
    return sum(one.count for one in counted(work, asked(work, ahead, work.today)))


def _by_code(found: Sequence[Counted]) -> dict[str, list[Counted]]:
    groups: dict[str, list[Counted]] = {}
    for one in found:
        groups.setdefault(one.kind.code, []).append(one)
    return groups


def _groups(work: Work, wanted: Sequence[Asked], limit: int | None) -> Iterator[DueGroup]:
    for code, found in _by_code(counted(work, wanted)).items():
        kinds = {one.kind for one in found}
        items: list[DueItem] = []
        for one in wanted:
            if one.kind in kinds:
                left = None if limit is None else limit - len(items)
                items += [_item(work, one, row) for row in page(work, one, limit=left)]
        assert items or limit == 0, code
        yield _group(found, sorted(items, key=lambda item: (item.keep_until, item.kind, item.id)))


def _group(found: Sequence[Counted], items: Sequence[DueItem]) -> DueGroup:
    held: dict[str, int] = {}
    for one in found:
        for code, number in one.held.items():
            held[code] = held.get(code, 0) + number
    first = found[0]
    return DueGroup(
        code=first.kind.code,
        title=rule_title(first.kind.code),
        time=_("asiakirjaan merkittyyn päivään asti") if first.kind.stated else rule_time(first.rule),
        count=sum(one.count for one in found),
        held=held,
        items=tuple(items),
        by_hand=first.kind.way == "by_hand" or first.rule.action in {EndAction.REVIEW, EndAction.KEEP},
    )


def _item(work: Work, one: Asked, row: Row) -> DueItem:
    entity = one.kind.entity
    found = work.session.get_one(entity, row.id)
    about, address = _about(work, found)
    title, detail = _words(work, found, row)
    return DueItem(
        kind=entity.__tablename__,
        id=row.id,
        category=one.kind.code,
        title=title,
        detail=detail,
        about=about,
        address=address,
        start=row.start.isoformat(),
        keep_until=row.until.isoformat(),
        ground=one.rule.reason,
        reason=row.reason,
        by_hand=one.kind.way == "by_hand",
        person_id=next(persons_of(found, work.session), None),
    )


def _words(work: Work, row: Entity, due: Row) -> tuple[str, str]:
    label = _(row.__label__)
    if isinstance(row, Invoice):
        return f"{label} {row.number}", f"{day(row.issued_on)}, {euros(row.gross)}"
    if isinstance(row, Recording):
        minutes, seconds = divmod(row.seconds or 0, 60)
        return _("Nauhoite {m} min {s} s").format(m=minutes, s=seconds), day(due.start)
    if isinstance(row, Interaction):
        kind = _(_option(row, "kind"))
        return f"{kind[:1].upper()}{kind[1:]}: {shown_title(work, row.__tablename__, row.id)}", day(due.start)
    if not isinstance(row, Customer | Person):
        name = _name(work, row)
        label = f"{label}: {name}" if name else label
    return label, _("Alkaen {day}").format(day=day(due.start))


def _name(work: Work, row: Entity) -> str:
    """Return what a row is called, as it is shown; empty where it has no name of its own."""
    hidden = hidden_fields(work, row)
    named = [field for field in row.spec() if field.name in row.__named_by__]
    if any(field.name in hidden for field in named):
        return HIDDEN
    values = ((field, getattr(row, field.name)) for field in named)
    return ", ".join(as_text(field, value) for field, value in values if value is not None)


def _option(row: Entity, field: str) -> str:
    code = getattr(row, field)
    return next((option.label for option in row.spec()[field].options if option.code == code), str(code))


def _about(work: Work, row: Entity) -> tuple[str, str]:
    """Return whom a row concerns, by name and address; the customer before the person."""
    customer = row.id if isinstance(row, Customer) else getattr(row, "customer_id", None)
    person = row.id if isinstance(row, Person) else getattr(row, "person_id", None)
    if isinstance(row, Recording):
        customer = row.interaction.customer_id
    if isinstance(row, Interaction | Recording) and customer is None:
        person = next(persons_of(row, work.session), None)
    for kind, number in (("customer", customer), ("person", person)):
        if number is not None:
            return shown_title(work, kind, number), f"{kind}/{number}"
    return "", ""


def undated_vouchers(work: Work) -> int:
    """Return how many invoices and billed orders are of a financial period that is not recorded."""
    periods = financial_periods(work)
    invoices = select(func.count()).select_from(Invoice).where(_outside(Invoice.issued_on, periods))
    orders = (
        select(func.count())
        .select_from(SalesOrder)
        .where(SalesOrder.state == "invoiced", _outside(SalesOrder.ordered_on, periods))
    )
    return (work.session.scalar(invoices) or 0) + (work.session.scalar(orders) or 0)


def _outside(column: Sql, periods: Sequence[Period]) -> ColumnElement[bool]:
    inside = [and_(column >= period.since, column <= period.until) for period in periods]
    return not_(or_(*inside)) if inside else true()


@use_case(Permission.RETENTION_RUN, discloses=nothing, writes=False)
def explain(work: Work, category: str, start: str, keep_until: str) -> tuple[Step, ...]:
    """Return how the last day of keeping of an item was reckoned, step by step."""
    rule, began, until = rules(work)[category], dt.date.fromisoformat(start), dt.date.fromisoformat(keep_until)
    steps = [Step(_("Alku {day}").format(day=day(began)), _start_words(rule))]
    if rule.formula in BY_PERIOD:
        steps += _period_steps(work, rule, began)
    elif rule.months and rule.formula is Formula.MONTHS:
        steps.append(Step(_("+ {n} kk").format(n=rule.months), rule.reason))
    days = (work.today - until).days
    free = day(destroyable_from(until))
    last = _("{n} päivää sitten; hävittää saa {day} alkaen").format(n=days, day=free)
    if days <= 0:
        last = _("hävittää saa {day} alkaen").format(day=free)
    over = _("{day} säilytysaika päättyi") if days > 0 else _("{day} säilytysaika päättyy")
    return (*steps, Step(over.format(day=day(until)), last))


def _start_words(rule: Rule) -> str:
    return _("Tositteen päivä") if rule.formula in BY_PERIOD else rule.event[:1].upper() + rule.event[1:]


def _period_steps(work: Work, rule: Rule, began: dt.date) -> Iterator[Step]:
    period = period_of(financial_periods(work), began)
    if period is not None:
        span = f"{day(period.since)}\N{EN DASH}{day(period.until)}"
        ended = _("Tilikausi päättyi {day}").format(day=day(period.until))
        books = rule.formula is Formula.BOOKS
        from_ = span if books else _("{span}; laskenta alkaa kalenterivuoden lopusta").format(span=span)
        yield Step(ended, from_)
    years = _("+ {n} vuotta").format(n=rule.months // 12)
    yield Step(years, rule.reason)


def time_words(rule: Rule) -> str:
    """Return how long data are kept by a rule, as documents say it."""
    return keeping(rule, None)[1]
