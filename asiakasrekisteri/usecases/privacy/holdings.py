"""Everything held about one person, counted by data category, and each single item of a category in words."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from asiakasrekisteri.domain.categories import CATEGORY_TITLES
from asiakasrekisteri.domain.fields import DataCategory, FieldSpec, Origin
from asiakasrekisteri.domain.formats import FINLAND, clock_time
from asiakasrekisteri.domain.permissions import Permission, Role
from asiakasrekisteri.domain.texts import N_, _, ngettext
from asiakasrekisteri.store.models import Customer, Entity, Interaction, LogEntry, LogItem, Person
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import Seen, use_case
from asiakasrekisteri.usecases.log_words import purpose_words
from asiakasrekisteri.usecases.privacy.collecting import own_rows, rules, told_fields
from asiakasrekisteri.usecases.privacy.keeper import Keeper
from asiakasrekisteri.usecases.privacy.keeping import Keeping, keeping
from asiakasrekisteri.usecases.privacy.lines import Line, former, present
from asiakasrekisteri.usecases.records import got
from asiakasrekisteri.usecases.sameness import same_persons

KIND_TITLES = {
    "call": N_("Puhelut"),
    "email": N_("Sähköpostit"),
    "visit": N_("Käynnit"),
    "letter": N_("Kirjeet"),
    "note": N_("Muistiinpanot"),
    "support": N_("Tukipyynnöt"),
}
_PARTS = {
    "participant": ("interaction", "interaction_id"),
    "invoice_row": ("invoice", "invoice_id"),
    "payment": ("invoice", "invoice_id"),
    "reminder": ("invoice", "invoice_id"),
    "sales_order_row": ("sales_order", "sales_order_id"),
}
"""Rows that are counted and told with the row they belong to."""
_BY_FIELD = (Person, Customer)
"""Rows each field of which is counted and told by itself."""
Unit = tuple[str, int, str]
"""What is one item: a field of a person or a customer, of everything else the row with its parts."""


@dataclass(frozen=True, slots=True)
class Holding:
    """What is held of one data category: how many items, on what basis, until when and why.

    Attributes:
        category: code; with `kind` it is what `held_items` is asked by.
        title: in words, "Puhelut, 5 nauhoitettua".
        count: of items.
        basis: of the processing, in words.
        keep_until: ISO day of what is kept longest; empty while the time has not begun.
        keep_reason: why so long, in words.
        kind: of interactions, their kind ("call", "email"); otherwise empty.
    """

    category: str
    title: str
    count: int
    basis: str
    keep_until: str
    keep_reason: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class HeldItem:
    """One item held about a person.

    Attributes:
        label, value: in words.
        source: where it came from, in words; empty where it is not known.
        source_date: ISO day.
        keep_until, keep_reason: as of a holding.
        entity, id: the record in which it is; of what is gone, what it was.
    """

    label: str
    value: str
    source: str
    source_date: str
    keep_until: str
    keep_reason: str
    entity: str
    id: int


@dataclass(frozen=True, slots=True)
class HeldItems:
    """The single items of a data category, and whose they are."""

    person_id: int
    items: tuple[HeldItem, ...]

    def __iter__(self) -> Iterator[HeldItem]:
        """Walk the items."""
        return iter(self.items)


def holdings(work: Work, person_id: int, rows: Sequence[Entity]) -> tuple[Holding, ...]:
    """Count what is held about a person by data category, with basis and keep-until; `rows` are her `own_rows`."""
    keeper = Keeper(work, person_id)
    units: dict[tuple[DataCategory, str], dict[Unit, None]] = {}
    longest: dict[tuple[DataCategory, str], Keeping] = {}
    kinds = _kinds(rows)
    for row in rows:
        places: dict[tuple[DataCategory, str], None] = {}
        for field in _told_apart(row):
            unit = unit_of(row, field.name)
            place = field.category, _kind(field.category, unit, kinds)
            units.setdefault(place, {})[unit] = places[place] = None
        for place in places:
            longest[place] = _longer(longest.get(place), keeper.of(row, place[0]))
    for category, count in _kept_by_itself(work, person_id, rows):
        units[category, ""] = dict.fromkeys(("", number, "") for number in range(count))
        views = category is DataCategory.VIEW_LOG
        seen = keeping(keeper.known[category.value], _last_view(work, person_id)) if views else None
        longest[category, ""] = seen or keeper.of(None, category)
    recorded = sum(isinstance(row, Interaction) and row.recorded and row.kind == "call" for row in rows)
    return tuple(
        Holding(
            category.value,
            _title(category, kind, recorded),
            len(units[category, kind]),
            keeper.known[category.value].basis,
            *longest[category, kind],
            kind,
        )
        for category in CATEGORY_TITLES
        for kind in ("", *KIND_TITLES)
        if units.get((category, kind))
    )


def _told_apart(row: Entity) -> Iterable[FieldSpec]:
    """Return the fields of a row that are items of their own; where the row is one item, a field of each category."""
    told = (field for field, _value in told_fields(row))
    return told if isinstance(row, _BY_FIELD) else {field.category: field for field in told}.values()


def _kinds(rows: Sequence[Entity]) -> dict[int, str]:
    return {row.id: row.kind for row in rows if isinstance(row, Interaction)}


def unit_of(row: Entity, field: str) -> Unit:
    """Return the item to which a field of a row belongs."""
    entity = row.__tablename__
    if isinstance(row, _BY_FIELD):
        return entity, row.id, field
    whole, column = _PARTS.get(entity, (entity, "id"))
    owner = getattr(row, column)
    return (entity, row.id, "") if owner is None else (whole, owner, "")


def _kind(category: DataCategory, unit: Unit, kinds: dict[int, str]) -> str:
    return kinds.get(unit[1], "") if category is DataCategory.INTERACTION and unit[0] == "interaction" else ""


def _title(category: DataCategory, kind: str, recorded: int) -> str:
    title = _(KIND_TITLES[kind]) if kind else _(CATEGORY_TITLES[category])
    if kind != "call" or not recorded:
        return title
    words = ngettext("{title}, {n} nauhoitettu", "{title}, {n} nauhoitettua", recorded)
    return words.format(title=title, n=recorded)


def _kept_by_itself(work: Work, person_id: int, rows: Sequence[Entity]) -> Iterator[tuple[DataCategory, int]]:
    """Yield how many former values and views the program has kept by itself."""
    ids = same_persons(work, person_id)
    yield DataCategory.HISTORY, sum(1 for _line in former(work, ids, rows))
    seen = select(func.count(LogItem.log_id.distinct())).where(LogItem.person_id.in_(ids), LogItem.action == "view")
    yield DataCategory.VIEW_LOG, work.session.scalar(seen) or 0


def _last_view(work: Work, person_id: int) -> dt.date | None:
    ids = same_persons(work, person_id)
    seen = select(LogItem.log_id).where(LogItem.person_id.in_(ids), LogItem.action == "view")
    at = work.session.scalar(select(func.max(LogEntry.at)).where(LogEntry.id.in_(seen)))
    return None if at is None else at.astimezone(FINLAND).date()


def _longer(one: Keeping | None, other: Keeping) -> Keeping:
    """Return the keeping that goes on longer; one that has not begun to run goes on longest."""
    if one is None or not other[0]:
        return other
    return one if not one[0] or one[0] >= other[0] else other


def _items_seen(found: HeldItems) -> Sequence[Seen]:
    return [Seen("person", found.person_id, found.person_id)]


@use_case(Permission.PERSON_READ, discloses=_items_seen)
def held_items(work: Work, person_id: int, category: str, kind: str = "") -> HeldItems:
    """Show the single items of a data category in words, with where each came from and until when it is kept.

    What turvakielto or a restriction hides is masked here too.

    Args:
        work: the unit of work.
        person_id: whose.
        category: code of the data category.
        kind: of interactions, only those of this kind.
    """
    got(work, Person, person_id)
    asked = DataCategory(category)
    if asked is DataCategory.VIEW_LOG:
        return HeldItems(person_id, tuple(_views(work, person_id)))
    rows = list(own_rows(work, person_id))
    if asked is DataCategory.HISTORY:
        lines = list(former(work, same_persons(work, person_id), rows, concealing=True))
        return HeldItems(person_id, tuple(_in_words(work, person_id, lines)))
    kinds, units = _kinds(rows), dict[Unit, list[Line]]()
    for line in present(work, rows, concealing=True):
        if line.category is asked and line.row is not None:
            unit = unit_of(line.row, line.field)
            if not kind or _kind(asked, unit, kinds) == kind:
                units.setdefault(unit, []).append(line)
    return HeldItems(person_id, tuple(_in_words(work, person_id, [_one(unit, units[unit]) for unit in units])))


def _one(unit: Unit, lines: list[Line]) -> Line:
    """Tell a row and its parts in one line, the row itself first."""
    first = next((line for line in lines if line.entity == unit[0]), lines[0])
    rest = [f"{line.label}: {line.value}" for line in lines if line is not first]
    return first._replace(value=" · ".join([first.value, *rest]), entity=unit[0], id=unit[1])


def _in_words(work: Work, person_id: int, lines: Sequence[Line]) -> Iterator[HeldItem]:
    keeper = Keeper(work, person_id)
    for line in lines:
        kept = keeper.of(line.row, line.category, line.field)
        origin = line.origin or Origin("", "", "", "")
        yield HeldItem(line.label, line.value, origin.source_label, origin.date, *kept, line.entity, line.id)


def _views(work: Work, person_id: int) -> Iterator[HeldItem]:
    rule = rules(work)[DataCategory.VIEW_LOG.value]
    seen = work.session.scalars(
        select(LogEntry)
        .where(
            LogEntry.id.in_(
                select(LogItem.log_id).where(
                    LogItem.person_id.in_(same_persons(work, person_id)), LogItem.action == "view"
                )
            )
        )
        .order_by(LogEntry.id.desc())
    )
    for entry in seen:
        purpose = purpose_words(entry.purpose)
        words = _("{time}, {purpose}, {role}").format(
            time=clock_time(entry.at), purpose=purpose, role=_(Role(entry.role).label)
        )
        kept = keeping(rule, entry.at.astimezone(FINLAND).date())
        yield HeldItem(_("Katselu"), words, "", "", *kept, "log_entry", entry.id)
