"""The run: what is due is destroyed in small transactions, henkilötunnus first, and put on record as it goes.

Each transaction destroys whole things and writes them into the record, so that a run that is cancelled, or a machine
that stops, leaves nothing half destroyed and nothing unrecorded. What is due is asked anew in each transaction: a hold
laid down meanwhile is obeyed.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from asiakasrekisteri.domain.errors import CancelledError, FieldError, InvalidInputError
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.retention import EndAction, Rule
from asiakasrekisteri.domain.retention_rules import rule_title
from asiakasrekisteri.store.subjects import persons_of
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import from_source
from asiakasrekisteri.usecases.gate import Gate, nothing, use_case
from asiakasrekisteri.usecases.privacy.collecting import rules
from asiakasrekisteri.usecases.records import entity_of
from asiakasrekisteri.usecases.retention import copies, history, logs, records
from asiakasrekisteri.usecases.retention.destroying import destroy
from asiakasrekisteri.usecases.retention.due import Asked, Row, asked, page
from asiakasrekisteri.usecases.retention.duelist import DueList
from asiakasrekisteri.usecases.retention.kind import Kind
from asiakasrekisteri.usecases.retention.kinds import kinds
from asiakasrekisteri.usecases.retention.looking import count_due
from asiakasrekisteri.usecases.retention.records import Protocol
from asiakasrekisteri.usecases.sameness import same_persons

_AT_ONCE: Mapping[str, int] = {"erase": 10, "empty": 50, "remove": 200, "blank": 500}
"""How many things of a kind go in one transaction: others get their turn between them."""
_CARDS = frozenset({"erase", "empty"})
_BY_HAND = frozenset({EndAction.REVIEW, EndAction.KEEP, EndAction.SHRED})
_LOGS = (history.HISTORY, logs.VIEWS, logs.CHANGES)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What of that which is due is destroyed.

    Attributes:
        codes: rules whose things go; None for all of them.
        spared: single records that do not, by entity and id.
        sure_of_day: the user has looked at the day of the clock, and says that it is right.
    """

    codes: frozenset[str] | None = None
    spared: frozenset[tuple[str, int]] = field(default_factory=frozenset)
    sure_of_day: bool = False

    def takes(self, code: str) -> bool:
        """Tell whether things of a rule are destroyed."""
        return self.codes is None or code in self.codes


@dataclass(frozen=True, slots=True)
class Batch:
    """What one transaction did: how many things, the last row that was looked at, whether the kind is done."""

    record: int
    count: int
    last: int
    done: bool


@dataclass(frozen=True, slots=True)
class Ran:
    """A run that is over: its record (None when nothing was destroyed), and whether it was cancelled."""

    protocol: Protocol | None
    count: int
    cancelled: bool


@use_case(Permission.RETENTION_RUN, discloses=nothing, forgets=True)
def destroy_batch(work: Work, place: int, after: int, chosen: Chosen, record: int | None, witness: str = "") -> Batch:
    """Destroy the next things of one kind that are due and free.

    Args:
        work: the unit of work.
        place: which kind, by its place in the order of destruction.
        after: the last row looked at.
        chosen: what is destroyed.
        record: the destruction it is put into; None to begin one.
        witness: who is beside, for the record.
    """
    from_source(work, "staff")
    one = _asked(work, kinds()[place])
    if one is None:
        return Batch(record or 0, 0, after, done=True)
    size = _AT_ONCE[one.kind.way]
    rows = list(page(work, one, after=after, limit=size))
    spared = _with_cards(work, chosen.spared) if one.kind.way in _CARDS else chosen.spared
    free = [row for row in rows if not row.reason and (one.kind.entity.__tablename__, row.id) not in spared]
    number = record or 0
    if free:
        number = record or records.begin_software(work, witness).id
        _destroy(work, one, free, number)
    return Batch(number, len(free), rows[-1].id if rows else after, done=len(rows) < size)


def _with_cards(work: Work, spared: Collection[tuple[str, int]]) -> Collection[tuple[str, int]]:
    """Return what is spared with the cards that it would go with: of its person and of its customer."""
    cards: set[tuple[str, int]] = set()
    for entity, row_id in spared:
        row = work.session.get(entity_of(entity), row_id)
        if row is not None:
            persons = tuple(persons_of(row, work.session))
            cards |= {("person", same) for person in persons for same in same_persons(work, person)}
            cards |= {("customer", owner) for owner in (getattr(row, "customer_id", None),) if owner is not None}
    return {*spared, *cards}


def _asked(work: Work, kind: Kind) -> Asked | None:
    """Return a kind as it is asked today; None where the program does not destroy it."""
    one = next((one for one in asked(work, only=kind)), None)
    return None if one is None or kind.way == "by_hand" or one.rule.action in _BY_HAND else one


def _destroy(work: Work, one: Asked, rows: list[Row], number: int) -> None:
    code, days = one.kind.code, [row.until for row in rows]
    destroy(work, one.kind, [row.id for row in rows])
    records.add_line(work, number, code, one.rule.action.value, days)


@use_case(Permission.RETENTION_RUN, discloses=nothing, forgets=True)
def truncate_log(work: Work, code: str, record: int | None, witness: str = "") -> Batch:
    """Truncate what is due in the log, or in the history of what was removed, by one rule."""
    from_source(work, "staff")
    rule: Rule = rules(work)[code]
    count = history.forget_history(work) if code == history.HISTORY else logs.truncate(work, code)
    number = record or 0
    if count:
        number = record or records.begin_software(work, witness).id
        days: list[dt.date] = [work.today - dt.timedelta(days=1)] * count
        records.add_line(work, number, code, rule.action.value, days)
    return Batch(number, count, 0, done=True)


@use_case(Permission.RETENTION_RUN, discloses=nothing)
def remove_copies(work: Work, chosen: Chosen, record: int | None, witness: str = "") -> Batch:
    """Remove the backups within reach whose time is over."""
    from_source(work, "staff")
    spared = {number for kind, number in chosen.spared if kind == "backup"}
    number, count = copies.remove_old(work, spared, record, witness)
    return Batch(number, count, 0, done=True)


def run_retention(gate: Gate, chosen: Chosen | None = None, witness: str = "") -> Ran:
    """Destroy what is due, tell of progress between transactions, and print the protocol at the end.

    Args:
        gate: of the user; its progress may cancel, which leaves what is done destroyed and on record.
        chosen: what is destroyed; everything that is due by default.
        witness: who is beside, for the record.

    Raises:
        InvalidInputError: the day of the clock is doubted, and the user has not said that it is right.
    """
    wanted = chosen or Chosen()
    due = gate.call(count_due)
    if due.doubt and not wanted.sure_of_day:
        raise InvalidInputError([FieldError("today", due.doubt)])
    runner = _Runner(gate, wanted, _total(due, wanted), witness)
    try:
        runner.run()
        cancelled = False
    except CancelledError:
        cancelled = True
    protocol = gate.call(records.finish_destruction, runner.record) if runner.record else None
    return Ran(protocol, runner.count, cancelled)


def _total(due: DueList, chosen: Chosen) -> int:
    return sum(group.free for group in due.groups if chosen.takes(group.code))


@dataclass(slots=True)
class _Runner:
    """One run through the kinds in their order."""

    gate: Gate
    chosen: Chosen
    total: int
    witness: str
    record: int = 0
    count: int = 0

    def run(self) -> None:
        codes: Collection[str] = dict.fromkeys(kind.code for kind in kinds())
        assert next(iter(codes)) == "identity_code", "henkilötunnus goes first"
        for place, kind in enumerate(kinds()):
            if self.chosen.takes(kind.code):
                self._kind(place, kind)
        for code in _LOGS:
            if self.chosen.takes(code):
                self._tell(code)
                self._add(self.gate.call(truncate_log, code, self.record or None, self.witness))
        if self.chosen.takes(copies.BACKUPS):
            self._tell(copies.BACKUPS)
            self._add(self.gate.call(remove_copies, self.chosen, self.record or None, self.witness))

    def _kind(self, place: int, kind: Kind) -> None:
        after, done = 0, False
        while not done:
            self._tell(kind.code)
            batch = self.gate.call(destroy_batch, place, after, self.chosen, self.record or None, self.witness)
            self._add(batch)
            after, done = batch.last, batch.done

    def _add(self, batch: Batch) -> None:
        self.record, self.count = batch.record or self.record, self.count + batch.count

    def _tell(self, code: str) -> None:
        self.gate.progress.report(min(self.count, self.total), max(self.total, 1), rule_title(code))
