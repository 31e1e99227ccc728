"""The unit of work a use case is given: session, actor, clock, purpose, keys, and what it has touched."""

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from asiakasrekisteri.domain.permissions import Actor
from asiakasrekisteri.domain.progress import SILENT, Progress
from asiakasrekisteri.store.ledger import Mark
from asiakasrekisteri.store.log import LogLine

if TYPE_CHECKING:
    from asiakasrekisteri.store.opened import OpenStore, RoleKeys

Changed = frozenset[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class ChangeOrigin:
    """Where the values written by one unit of work come from (source code, Finnish day, by hand or automatically)."""

    source: str
    date: dt.date
    automatic: bool = False


@dataclass(slots=True)
class Work:
    """What a use case works with.

    Attributes:
        session: the open transaction.
        actor: who is signed in.
        now: the instant of the call, aware, UTC; rules take time from here only.
        today: the Finnish day of the call.
        purpose: why data is viewed, as shown in the status bar.
        keys: the field keys of the actor.
        log_number: the number the log entry of this work will have.
        writable: False for calls that only read; writing then is a defect.
        store: the open register itself, for keys and backups.
        progress: is told how far long work is, and may cancel it.
        origin: where the values that are written come from; a use case that writes states it (`edits.from_source`).
        lines, events: what the log entry will hold.
        changed: the rows that listeners are told of.
        unindexed: the customers and persons whose search documents must be made anew.
        unsettled: the invoices whose balance must be reckoned anew.
        forgets: something was destroyed that must leave the files as well, not only the tables.
        marks: what was erased, for the ledger outside the database; it is written just before the commit.
    """

    session: Session
    actor: Actor
    now: dt.datetime
    today: dt.date
    purpose: str
    keys: "RoleKeys"
    log_number: int
    writable: bool
    store: "OpenStore"
    progress: Progress = SILENT
    origin: ChangeOrigin | None = None
    lines: list[LogLine] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    changed: set[tuple[str, int]] = field(default_factory=set)
    unindexed: set[tuple[str, int]] = field(default_factory=set)
    unsettled: set[int] = field(default_factory=set)
    forgets: bool = False
    marks: list[Mark] = field(default_factory=list)

    def log(self, action: str, entity: str = "", entity_id: int = 0, *, person_id: int | None = None) -> None:
        """Add an event to the log entry of this work: sign-in, print, export, backup, refusal."""
        self.events.append(action)
        if entity:
            self.lines.append(LogLine(action, entity, entity_id, "", person_id))

    def saw(self, entity: str, entity_id: int, person_id: int | None) -> None:
        """Note that data was shown."""
        self.lines.append(LogLine("view", entity, entity_id, "", person_id))
