"""What a request to be erased comes to, item by item: what goes, what is kept on which ground and until when."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from asiakasrekisteri.domain.fields import FieldKind, Sensitivity
from asiakasrekisteri.domain.formats import as_text
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.retention import add_months
from asiakasrekisteri.domain.rights import CLAIM, LAW
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.domain.vouchers import period_of, voucher_until
from asiakasrekisteri.store.models import Entity, LegalHold, PaperRecord, Request
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import Seen, use_case
from asiakasrekisteri.usecases.hiding import hidden_fields
from asiakasrekisteri.usecases.privacy.erasure import SortedRows, rows_of_erasure
from asiakasrekisteri.usecases.privacy.foreseeing import PARTS
from asiakasrekisteri.usecases.privacy.holdback import holds_in_force
from asiakasrekisteri.usecases.privacy.keeping import financial_periods
from asiakasrekisteri.usecases.privacy.requests.rules import refused
from asiakasrekisteri.usecases.records import got, shown_title
from asiakasrekisteri.usecases.restrictions import is_of_a_right

ERASE, EMPTY, SHARE, KEEP = "erase", "empty", "share", "keep"
OPEN = N_("Säilytysajan päättymistä ei voi vielä laskea.")
_WORDS = 3
BACKUP_MONTHS = 12
"""Backups are rolled over in so many months at most (LAW §4.2)."""
STATIC = frozenset({"person", "customer", "request", "request_hit", "legal_hold", "recipient_notice"})
"""What is not chosen by itself: the person goes when everything goes; her requests and holds are evidence."""
Item = tuple[str, int]


@dataclass(frozen=True, slots=True)
class ErasureItem:
    """One item of a request to be erased, and what becomes of it.

    Attributes:
        entity, id: of the record.
        kind, title: what it is, in words.
        fate: "erase", "empty", "share" (it stays others', without her) or "keep".
        ground, until, reason: of what is kept; `until` is None where the day cannot be reckoned.
        hold_id, hold_version: of the hold that keeps it, to lift it by; 0 of what the law keeps.
        by_choice: whether it may be kept for a claim.
    """

    entity: str
    id: int
    kind: str
    title: str
    fate: str
    ground: str = ""
    until: dt.date | None = None
    reason: str = ""
    hold_id: int = 0
    hold_version: int = 0
    by_choice: bool = False


@dataclass(frozen=True, slots=True)
class ErasurePlan:
    """Everything of a request to be erased.

    Attributes:
        request_id, person_id: whose.
        items: in the order of the catalogue.
        backups_until: when the last backup that may hold it is gone.
        papers: papers that are to be destroyed, with their places.
        decision: what follows: granted, partly, refused.
    """

    request_id: int
    person_id: int
    items: tuple[ErasureItem, ...]
    backups_until: dt.date
    papers: tuple[str, ...]
    decision: str

    def seen(self) -> Sequence[Seen]:
        """Return what a look at it discloses."""
        return (Seen("person", self.person_id, self.person_id),)

    @property
    def kept(self) -> tuple[ErasureItem, ...]:
        """The items that are kept."""
        return tuple(item for item in self.items if item.fate == KEEP)


@use_case(Permission.REQUEST_READ, discloses=ErasurePlan.seen)
def plan_erasure(work: Work, request_id: int) -> ErasurePlan:
    """Return what erasing the person of a request today would do, item by item.

    Raises:
        InvalidInputError: it is not known whose data it concerns.
    """
    return make_plan(work, got(work, Request, request_id))


def make_plan(work: Work, row: Request) -> ErasurePlan:
    """Return what becomes of each item today, and what decision follows."""
    person_id = person_of(row)
    _ids, rows = rows_of_erasure(work, person_id)
    items = tuple(_items(work, rows))
    kept = [item for item in items if item.fate == KEEP]
    gone = [item for item in items if item.fate != KEEP]
    return ErasurePlan(
        request_id=row.id,
        person_id=person_id,
        items=items,
        backups_until=add_months(work.today, BACKUP_MONTHS),
        papers=tuple(_papers(rows)),
        decision="granted" if not kept else "partly" if gone else "refused",
    )


def person_of(row: Request) -> int:
    """Return whose data a request concerns; refuse one of which that is not known."""
    if row.person_id is None:
        raise refused("person_id", _("Valitse ensin, kenen tietoja pyyntö koskee."))
    return row.person_id


def _items(work: Work, rows: SortedRows) -> Iterator[ErasureItem]:
    periods = financial_periods(work)
    holds = {
        (one.entity, one.entity_id): one for one in work.session.scalars(select(LegalHold).where(holds_in_force(work)))
    }
    for fate, group in ((ERASE, rows.removed), (EMPTY, rows.emptied), (SHARE, [*rows.shared, *rows.found])):
        for row in group:
            if row.__tablename__ not in STATIC and not is_of_a_right(row) and not isinstance(row, PARTS):
                yield _item(work, row, fate, by_choice=fate == ERASE)
    for row in rows.kept:
        found = holds.get((row.__tablename__, row.id))
        if isinstance(row, (LegalHold, *PARTS)):
            continue
        if found is not None:
            yield _item(work, row, KEEP, CLAIM, found.until, found.reason, hold_id=found.id, hold_version=found.version)
        elif (on := row.law_day()) is not None:
            period = period_of(periods, on)
            until = voucher_until(period) if period is not None else None
            yield _item(work, row, KEEP, LAW, until, _("Kirjanpitolaki 2:10 §, arvonlisäverolaki 209 n §"))
        else:
            yield _item(work, row, KEEP, CLAIM, None, _("Kuuluu säilytettävään"))


def _item(
    work: Work,
    row: Entity,
    fate: str,
    ground: str = "",
    until: dt.date | None = None,
    reason: str = "",
    **more: int | bool,
) -> ErasureItem:
    title = _title(work, row)
    return ErasureItem(row.__tablename__, row.id, _(row.__label__), title, fate, ground, until, reason, **more)  # type: ignore[arg-type]


def _title(work: Work, row: Entity) -> str:
    """Return what a row is called; one without a name by its first values. What is hidden on the screen stays so."""
    if all(hasattr(row, name) for name in row.__named_by__):
        return shown_title(work, row.__tablename__, row.id)
    hidden = hidden_fields(work, row)
    told = [
        as_text(spec, value)
        for spec in row.spec()
        if spec.kind is not FieldKind.LINK
        and spec.name not in hidden
        and spec.sensitivity is Sensitivity.PLAIN
        and (value := getattr(row, spec.name))
    ]
    return ", ".join(told[:_WORDS])


def _papers(rows: SortedRows) -> Iterator[str]:
    for row in (*rows.removed, *rows.emptied):
        if isinstance(row, PaperRecord) and row.destroyed_on is None:
            yield f"{row.what}, {row.place}"
