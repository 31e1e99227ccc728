"""What is due, in words: things, groups of them by rule, and the list of all groups."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from asiakasrekisteri.domain.retention import Formula, Rule
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.usecases.gate import Seen


@dataclass(frozen=True, slots=True)
class DueItem:
    """One thing whose time is over.

    Attributes:
        kind, id: the record.
        category: code of the rule.
        title, detail: what it is, in words.
        about: whom it concerns, as far as that may be shown; `address` is her or its page ("customer/17").
        start, keep_until: ISO days: from when the time was counted, and the last day of keeping.
        ground: why it was kept so long.
        reason: code of what holds it back; empty when it may be destroyed.
        by_hand: somebody has to destroy it: paper.
        person_id: whose data it is, if anybody's.
    """

    kind: str
    id: int
    category: str
    title: str
    detail: str
    about: str
    address: str
    start: str
    keep_until: str
    ground: str
    reason: str
    by_hand: bool
    person_id: int | None

    @property
    def key(self) -> tuple[str, int]:
        """What tells it from others."""
        return self.kind, self.id


@dataclass(frozen=True, slots=True)
class DueGroup:
    """Everything that is due by one rule.

    Attributes:
        code, title: of the rule.
        time: how long it was kept and why, in words.
        count, held: how many, and how many of them are held back by each reason.
        items: the first of them.
        by_hand: they are not destroyed by the program.
    """

    code: str
    title: str
    time: str
    count: int
    held: Mapping[str, int]
    items: tuple[DueItem, ...]
    by_hand: bool = False

    @property
    def free(self) -> int:
        """How many may be destroyed by the program."""
        return 0 if self.by_hand else self.count - sum(self.held.values())

    def joined(self, other: "DueGroup") -> "DueGroup":
        """Return the group together with another of the same rule."""
        held = {code: self.held.get(code, 0) + other.held.get(code, 0) for code in {**self.held, **other.held}}
        return replace(self, count=self.count + other.count, held=held, items=(*self.items, *other.items))


@dataclass(frozen=True, slots=True)
class DueList:
    """What is due, or coming.

    Attributes:
        groups: by rule.
        undated: how many vouchers are of a period that is not recorded.
        doubt: why the clock's day is doubted, in words; the user says that it is right before anything is destroyed.
    """

    groups: tuple[DueGroup, ...]
    undated: int = 0
    doubt: str = ""

    @property
    def count(self) -> int:
        """How many things."""
        return sum(group.count for group in self.groups)

    @property
    def free(self) -> int:
        """How many of them may be destroyed by the program."""
        return sum(group.free for group in self.groups)

    def seen(self) -> Sequence[Seen]:
        """Return what a look at them discloses."""
        return [Seen(item.kind, item.id, item.person_id) for group in self.groups for item in group.items]


def merged(groups: Sequence[DueGroup]) -> tuple[DueGroup, ...]:
    """Put what is due by one rule into one group: rows, and what lies outside the tables."""
    found: dict[str, DueGroup] = {}
    for group in groups:
        known = found.get(group.code)
        found[group.code] = group if known is None else known.joined(group)
    return tuple(found.values())


def rule_time(rule: Rule) -> str:
    """Return how long things are kept by a rule, in a few words."""
    if rule.formula is Formula.VOUCHER:
        return _("kirjanpitolaki 2:10 §, {years} vuotta").format(years=rule.months // 12)
    if rule.formula is Formula.AT_ONCE:
        return _("heti, kun {event}").format(event=rule.event)
    return _("{months} kk siitä, kun {event}").format(months=rule.months, event=rule.event)
