"""A request to be erased, item by item: what goes, what is kept on which ground and until when, and the act itself.

The decision is made and told first; then recipients are told; the data go last, for after that nobody knows any more
whose they were. What is kept for a claim is kept by a hold on that record (`usecases.retention.holds`).
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import inspect, select

from asiakasrekisteri.domain.errors import RestrictedError
from asiakasrekisteri.domain.formats import written_day
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.rights import CLAIM, LAW
from asiakasrekisteri.domain.texts import _, ngettext, speaking
from asiakasrekisteri.domain.typography import start_upper
from asiakasrekisteri.store.models import Entity, LegalHold, Person, Request
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import Saved, from_source
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.privacy.erasure import SortedRows, erase, erase_some, rows_of_erasure
from asiakasrekisteri.usecases.privacy.holdback import holds_in_force
from asiakasrekisteri.usecases.privacy.lettering import letter_language
from asiakasrekisteri.usecases.privacy.marks import ROWS, note_erasure, numbered
from asiakasrekisteri.usecases.privacy.requests import letters
from asiakasrekisteri.usecases.privacy.requests.deciding import require_ready
from asiakasrekisteri.usecases.privacy.requests.rules import begun, put, refused, stored
from asiakasrekisteri.usecases.records import entity_of, got
from asiakasrekisteri.usecases.restrictions import is_of_a_right, restriction_of
from asiakasrekisteri.usecases.retention.destroying import blank_rows
from asiakasrekisteri.usecases.retention.holds import hold
from asiakasrekisteri.usecases.rights.notices import require_told
from asiakasrekisteri.usecases.rights.planning import (
    EMPTY,
    ERASE,
    KEEP,
    OPEN,
    SHARE,
    STATIC,
    ErasurePlan,
    Item,
    make_plan,
    person_of,
)

_DETAILS = ("identity_code", "identity_blind", "identity_ground", "birth_date", "former_names", "note")
"""Of a person whose name stays to tell whose the kept records are."""


@use_case(Permission.REQUEST_DECIDE, discloses=nothing)
def keep_for_claim(work: Work, request_id: int, version: int, item: Item, reason: str, until: dt.date | None) -> Saved:
    """Keep one item although it was asked to be erased: it is needed for a legal claim (Art. 17(3)(e)).

    Raises:
        InvalidInputError: no reason, no day, or it is not an item that may be kept so.
    """
    row = _undecided(work, request_id, version)
    if not reason.strip():
        raise refused("reason", _("Kirjoita, mihin vaateeseen tietoa tarvitaan: se kerrotaan pyytäjälle."))
    if until is None:
        raise refused("until", _("Anna päivä, johon saakka tieto säilytetään."))
    known = {(one.entity, one.id): one for one in make_plan(work, row).items}
    if item not in known or not known[item].by_choice:
        raise refused("item", _("Tätä tietoa ei voi säilyttää erikseen."))
    values = {"ground": "claim", "reason": reason, "until": until}
    hold.body(work, item[0], item[1], values)
    return stored(work, row)


@use_case(Permission.REQUEST_DECIDE, discloses=nothing)
def erase_after_all(work: Work, request_id: int, version: int, item: Item) -> Saved:
    """Take back that an item is kept for a claim: it is erased with the others."""
    row = _undecided(work, request_id, version)
    of_item = (LegalHold.entity == item[0]) & (LegalHold.entity_id == item[1])
    for one in work.session.scalars(select(LegalHold).where(holds_in_force(work), of_item)):
        one.until = work.today - dt.timedelta(days=1)
        one.since = min(one.since, one.until)
    return stored(work, row)


def _undecided(work: Work, request_id: int, version: int) -> Request:
    row = begun(work, request_id, version)
    if row.kind != "erasure":
        raise refused("kind", _("Pyyntö ei koske poistamista."))
    if row.decision is not None:
        raise refused("decision", _("Pyyntö on jo päätetty. Avaa se uudelleen, jos päätöstä muutetaan."))
    return row


@use_case(Permission.REQUEST_DECIDE, discloses=nothing)
def decide_erasure(work: Work, request_id: int, version: int, reasoning: str = "") -> Saved:
    """Decide a request to be erased as its items say, and tell it in a letter with ground and day of each kept item.

    Raises:
        InvalidInputError: identity or collecting is missing; or reasons are, where something is kept.
    """
    row = _undecided(work, request_id, version)
    require_ready(row)
    plan = make_plan(work, row)
    restriction = restriction_of(work, plan.person_id)
    if restriction is not None:
        message = _("Henkilön tietojen käsittely on rajoitettu. Kerro henkilölle ja poista ensin rajoitus.")
        raise RestrictedError(message)
    no = plan.decision != "granted"
    ground = _main_ground(plan) if no else None
    person = got(work, Person, plan.person_id)
    with speaking(letter_language(person)):
        plan = make_plan(work, row)
    put(
        row,
        decision=plan.decision,
        decision_on=work.today,
        ground=ground,
        reasoning=(reasoning.strip() or _reasons(plan)) if no else reasoning or None,
        given_anyway=None,
    )
    with speaking(letter_language(person)):
        extra = tuple(_told(plan))
    letters.send(work, row, "refusal" if no else "granted", extra)
    return stored(work, row)


def _main_ground(plan: ErasurePlan) -> str:
    return CLAIM if any(item.ground == CLAIM for item in plan.kept) else LAW


def _reasons(plan: ErasurePlan) -> str:
    return "; ".join(dict.fromkeys(item.reason for item in plan.kept if item.reason))


def _told(plan: ErasurePlan) -> Iterator[str]:
    """Yield what the letter says of what goes, and of each kind that is kept: ground, day, reason."""
    gone = Counter(item.kind for item in plan.items if item.fate in {ERASE, EMPTY})
    if gone:
        what = ", ".join(f"{kind.lower()} ({n})" if n > 1 else kind.lower() for kind, n in gone.items())
        yield _("Poistamme: {what}.").format(what=what)
    shared = sum(item.fate == SHARE for item in plan.items)
    if shared:
        told = ngettext(
            "{n} tiedossa on muitakin: se jää heille, ja sinua koskeva kohta poistetaan siitä.",
            "{n} tiedossa on muitakin: ne jäävät heille, ja sinua koskevat kohdat poistetaan niistä.",
            shared,
        )
        yield told.format(n=shared)
    yield from _kept(plan)
    if any(item.ground == CLAIM for item in plan.kept):
        yield _("Nimesi säilyy niin kauan, jotta tiedetään, ketä säilytetyt tiedot koskevat.")
    yield _("Varmuuskopioista viimeisetkin poistuvat {day} mennessä.").format(day=written_day(plan.backups_until))
    if plan.papers:
        yield _("Hävitämme myös paperit, joissa tietojasi on.")


def _kept(plan: ErasurePlan) -> Iterator[str]:
    """Yield a paragraph for each ground: on it each item that is kept, by the day until which it is."""
    grounds: dict[tuple[str, str], dict[dt.date | None, list[str]]] = {}
    for item in plan.kept:
        times = grounds.setdefault((item.ground, item.reason), {})
        times.setdefault(item.until, []).append(f"{item.kind.lower()} {item.title}".strip())
    for (ground, reason), times in grounds.items():
        law = _("17 art. 3 kohta b") if ground == LAW else _("17 art. 3 kohta e")
        lines = [_("Säilytämme nämä tiedot. Peruste: {reason} ({law}).").format(reason=reason, law=law)]
        for until, names in sorted(times.items(), key=lambda one: one[0] or dt.date.max):
            listed = ", ".join(names)
            if until is None:
                lines.append(f"{start_upper(listed)}. {_(OPEN)}")
            else:
                lines.append(_("{day} saakka: {names}.").format(day=written_day(until), names=listed))
        yield "\n".join(lines)


@use_case(Permission.PERSON_ERASE, discloses=nothing, forgets=True)
def carry_out_erasure(work: Work, request_id: int, version: int) -> Saved:
    """Erase what a decided request says, and keep the manifest: kinds, numbers, grounds, nothing of the content.

    Raises:
        InvalidInputError: it was not decided so, was done already, or a recipient has not been told.
        RestrictedError: a restriction or a hold on everything forbids it.
    """
    from_source(work, "staff")
    row = got(work, Request, request_id, version)
    if row.kind != "erasure" or row.decision not in {"granted", "partly"}:
        raise refused("decision", _("Tee ensin päätös poistamisesta."))
    if row.manifest:
        raise refused("manifest", _("Tiedot on jo poistettu."))
    person_id = person_of(row)
    require_told(work, row)
    plan = make_plan(work, row)
    manifest = _manifest(work, plan)
    row.manifest = manifest
    work.session.flush()
    if any(item.hold_id for item in plan.items):
        ids, rows = rows_of_erasure(work, person_id)
        erase_some(work, ids, _partial(rows))
        _forget_details(work, ids)
    else:
        erase(work, person_id)
    work.changed.add((Request.__tablename__, request_id))
    return Saved(request_id, work.log_number)


def _forget_details(work: Work, ids: Sequence[int]) -> None:
    """Empty what is not needed to tell whose the kept records are, henkilötunnus first of all."""
    persons = [row for one in ids if (row := work.session.get(Person, one)) is not None]
    work.session.expunge_all()
    marks = numbered(persons).items()
    note_erasure(work, ROWS, blank=[[entity, [name], text] for name in _DETAILS for entity, text in marks])
    for name in _DETAILS:
        blank_rows(work, persons, (name,))


def _partial(rows: SortedRows) -> SortedRows:
    """Return what goes while something is kept for a claim: the person and her customership stay, to tell whose."""
    kept = [row for row in (*rows.removed, *rows.emptied) if row.__tablename__ in STATIC or is_of_a_right(row)]
    going = {(row.__tablename__, row.id): row for row in rows.removed if row not in kept}
    waiting: list[Entity] = [*kept, *rows.kept]
    while waiting:
        needed = [going.pop(place) for row in waiting for place in _needs(row) if place in going]
        waiting = needed
        kept += needed
    return SortedRows(removed=list(going.values()), emptied=[], kept=kept, shared=rows.shared, found=rows.found)


def _needs(row: Entity) -> Iterable[Item]:
    """Yield the rows without which a row cannot be."""
    for column in inspect(type(row)).columns:
        for key in column.foreign_keys:
            value = getattr(row, column.key, None)
            if value is not None and not column.nullable:
                yield key.column.table.name, value


def _manifest(work: Work, plan: ErasurePlan) -> dict[str, object]:
    counts = {fate: Counter(item.entity for item in plan.items if item.fate == fate) for fate in (ERASE, EMPTY, SHARE)}
    kept = Counter((item.entity, item.ground, item.until.isoformat() if item.until else "") for item in plan.kept)
    return {
        "on": work.today.isoformat(),
        **{fate: dict(sorted(count.items())) for fate, count in counts.items()},
        "kept": [[entity, ground, until, n] for (entity, ground, until), n in sorted(kept.items())],
        "backups_until": plan.backups_until.isoformat(),
        "papers": len(plan.papers),
    }


@dataclass(frozen=True, slots=True)
class ManifestLine:
    """A line of the manifest in words: kind, number, and of what is kept its ground (code) and last day."""

    what: str
    count: int
    fate: str
    ground: str = ""
    until: dt.date | None = None


@use_case(Permission.REQUEST_READ, discloses=nothing, writes=False)
def read_manifest(work: Work, request_id: int) -> tuple[ManifestLine, ...]:
    """Return what was erased and kept for a request, by kind; empty while nothing has been."""
    said = got(work, Request, request_id).manifest or {}
    lines = [
        ManifestLine(_(entity_of(entity).__plural__), n, fate)
        for fate in (ERASE, EMPTY, SHARE)
        for entity, n in said.get(fate, {}).items()
    ]
    lines += [
        ManifestLine(_(entity_of(entity).__plural__), n, KEEP, ground, dt.date.fromisoformat(until) if until else None)
        for entity, ground, until, n in said.get("kept", ())
    ]
    return tuple(lines)
