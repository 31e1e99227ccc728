"""What has been done in the office lately, and when it was last backed up: for the desk, from the log."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.store.models import LogEntry, LogItem, User
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import Seen, nothing, use_case
from asiakasrekisteri.usecases.records import shown_title

_FEW = 5
_LOOKED_AT = 200
"""Entries of the log that are looked through for a few acts worth telling."""
ACTS = {
    "add_interaction": ("phone", N_("Yhteydenotto kirjattu: {name}"), "interaction"),
    "save_interaction": ("pencil", N_("Yhteydenotto muutettu: {name}"), "interaction"),
    "add_customer": ("building-2", N_("Asiakas lisätty: {name}"), "customer"),
    "save_customer": ("pencil", N_("Asiakkaan tiedot muutettu: {name}"), "customer"),
    "add_person": ("user-round-plus", N_("Henkilö lisätty: {name}"), "person"),
    "save_person": ("pencil", N_("Henkilön tiedot muutettu: {name}"), "person"),
    "erase_person": ("trash-2", N_("Henkilön tiedot poistettu"), ""),
    "restrict_person": ("lock", N_("Käsittely rajoitettu: {name}"), "person"),
    "add_invoice": ("receipt-euro", N_("Lasku tehty: {name}"), "invoice"),
    "add_payment": ("wallet", N_("Suoritus kirjattu: {name}"), "invoice"),
    "import_file": ("file-input", N_("Tuonti tehty"), ""),
    "make_backup": ("hard-drive", N_("Varmuuskopio tehty"), ""),
    "publish_description": ("file-text", N_("Seloste julkaistu"), ""),
    "receive_request": ("inbox", N_("Pyyntö kirjattu: {name}"), "request"),
    "decide_request": ("inbox", N_("Pyyntö päätetty: {name}"), "request"),
    "deliver_answer": ("send", N_("Vastaus toimitettu: {name}"), "request"),
    "grant_user": ("key-round", N_("Käyttäjätunnus annettu"), ""),
}
"""The use cases told of: sign, words, and of which row the name is said. A part of the program adds its own line."""


@dataclass(frozen=True, slots=True)
class RecentAct:
    """Something that was done: when, by whom, in words, and the row it was done to (0: none)."""

    at: dt.datetime
    who: str
    icon: str
    text: str
    entity: str
    id: int
    person_id: int | None


def _seen(acts: Sequence[RecentAct]) -> Iterable[Seen]:
    return [Seen(act.entity, act.id, act.person_id) for act in acts if act.id and act.person_id is not None]


@use_case(Permission.LOG_READ, discloses=_seen)
def recent_acts(work: Work) -> tuple[RecentAct, ...]:
    """Return the latest acts of everybody, the newest first."""
    latest = work.session.scalar(select(func.max(LogEntry.id))) or 0
    asked = (
        select(LogEntry, func.coalesce(User.name, LogEntry.login))
        .outerjoin(User, User.id == LogEntry.user_id)
        .where(LogEntry.id > latest - _LOOKED_AT, LogEntry.use_case.in_(ACTS))
        .order_by(LogEntry.id.desc())
    )
    told = (act for entry, who in work.session.execute(asked) for act in _told(work, entry, who))
    found: list[RecentAct] = []
    for act in told:
        if not found or (act.text, act.who) != (found[-1].text, found[-1].who):
            found.append(act)
        if len(found) == _FEW:
            break
    return tuple(found)


def _told(work: Work, entry: LogEntry, who: str) -> Iterator[RecentAct]:
    icon, words, entity = ACTS[entry.use_case]
    if entry.action == "denied":
        return
    if not entity:
        yield RecentAct(entry.at, who, icon, _(words), "", 0, None)
        return
    item = work.session.scalar(
        select(LogItem).where(LogItem.log_id == entry.id, LogItem.entity == entity).order_by(LogItem.id).limit(1)
    )
    name = shown_title(work, entity, item.entity_id) if item is not None else ""
    if item is not None and name:
        yield RecentAct(entry.at, who, icon, _(words).format(name=name), entity, item.entity_id, item.person_id)


@use_case(Permission.BACKUP_CREATE, discloses=nothing, writes=False)
def last_backup(work: Work) -> dt.datetime | None:
    """Return when the last backup was made, as the log knows; None if it knows of none."""
    return work.session.scalar(select(func.max(LogEntry.at)).where(LogEntry.action == "backup"))
