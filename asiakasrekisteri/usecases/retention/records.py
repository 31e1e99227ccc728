"""Destruction on record: its number, its lines as they grow, and the protocol, printed once and kept with its hash."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from sqlalchemy import insert, select, update

from asiakasrekisteri.domain.errors import InvalidInputError, NotFoundError, StoreDamagedError
from asiakasrekisteri.domain.media import MEDIA, SOFTWARE, level_objection
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.retention_rules import rule_title
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.reports.destruction import PrintedProtocol, ProtocolLine, protocol_pdf
from asiakasrekisteri.store.changes import AUDITED
from asiakasrekisteri.store.models import Destruction, DestructionDocument, Firm
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.privacy.removal import statement
from asiakasrekisteri.usecases.records import checked, got

SOFTWARE_METHOD = N_("poisto salatusta tietokannasta, vapautettu tila kirjoitettu nollilla, loki tyhjennetty")
SOFTWARE_WHAT = N_("Tiedot, joiden säilytysaika on päättynyt")


@dataclass(frozen=True, slots=True)
class Protocol:
    """A destruction on record.

    Attributes:
        id: of the row.
        number: "HP-2026-003".
        destroyed_on: ISO day.
        what, medium, method, level, contractor, certificate, by, witness: as recorded, the medium in words.
        lines: what was destroyed: category, count, first and last of the last days of keeping (ISO).
        count: of everything.
        sha256: of the printed protocol; empty while the run is unfinished.
    """

    id: int
    number: str
    destroyed_on: str
    what: str
    medium: str
    method: str
    level: str
    contractor: str
    certificate: str
    by: str
    witness: str
    lines: tuple[ProtocolLine, ...]
    count: int
    sha256: str


def begin(work: Work, details: Mapping[str, object], lines: Sequence[Mapping[str, object]] = ()) -> Destruction:
    """Put a destruction on record; the caller has said where it comes from.

    Raises:
        InvalidInputError: something is missing, or the level is of another medium.
    """
    said = {"destroyed_on": work.today, "by": work.actor.name, **details}
    values = checked(Destruction.spec(), said)
    level = values.get("level")
    if (fault := level_objection(str(values["medium"]), None if level is None else str(level))) is not None:
        raise InvalidInputError([fault])
    row = Destruction(**values, number=_next_number(work), lines=list(lines))
    work.session.add(row)
    work.session.flush()
    return row


def begin_software(work: Work, witness: str) -> Destruction:
    """Put on record that what follows is destroyed in the database."""
    said: dict[str, object] = {"what": _(SOFTWARE_WHAT), "medium": SOFTWARE, "method": _(SOFTWARE_METHOD)}
    return begin(work, said | {"witness": witness or None})


def _next_number(work: Work) -> str:
    year = work.today.year
    known = work.session.scalars(select(Destruction.number).where(Destruction.number.like(f"HP-{year}-%")))
    numbers = [int(tail) for number in known if (tail := number.rpartition("-")[2]).isdigit()]
    return f"HP-{year}-{max(numbers, default=0) + 1:03}"


def add_line(work: Work, row_id: int, code: str, action: str, days: Sequence[Any]) -> None:
    """Add to a destruction so many things of a category, each with its last day of keeping."""
    lines = [dict(line) for line in got(work, Destruction, row_id).lines]
    known = next((line for line in lines if line["code"] == code), None)
    first, last = min(days).isoformat(), max(days).isoformat()
    if known is None:
        lines.append({"code": code, "action": action, "count": len(days), "first": first, "last": last})
    else:
        known["count"] += len(days)
        known["first"], known["last"] = min(known["first"] or first, first), max(known["last"] or last, last)
    statement(work, update(Destruction).where(Destruction.id == row_id).values(lines=lines))
    work.session.expire_all()


def finish(work: Work, row_id: int) -> Protocol:
    """Print the protocol of a destruction and keep it with its checksum; nothing if that has been done."""
    row = got(work, Destruction, row_id)
    if _checksum(work, row_id):
        return protocol_of(work, row)
    out = BytesIO()
    firm = work.session.scalar(select(Firm.name).limit(1)) or ""
    told = protocol_of(work, row)
    protocol_pdf(
        PrintedProtocol(
            firm=firm,
            number=told.number,
            destroyed_on=row.destroyed_on,
            fields=tuple(_fields(told)),
            lines=told.lines,
            by=told.by,
            witness=told.witness,
        ),
        out,
    )
    data = out.getvalue()
    kept = {"destruction_id": row_id, "sha256": hashlib.sha256(data).hexdigest(), "data": data}
    work.session.execute(insert(DestructionDocument), [kept], execution_options={AUDITED: True})
    work.changed.add(("destruction", row_id))
    return protocol_of(work, row)


def _fields(told: Protocol) -> Iterator[tuple[str, str]]:
    yield _("Mitä hävitettiin"), told.what
    yield _("Tietoväline"), told.medium
    yield _("Hävitystapa"), told.method
    for label, value in (
        (_("Turvaluokka"), told.level and f"{told.level} (ISO/IEC 21964)"),
        (_("Hävittäjäyritys"), told.contractor),
        (_("Hävitystodistus"), told.certificate),
        (_("Hävityksen teki"), told.by),
        (_("Todistaja"), told.witness),
    ):
        if value:
            yield label, value


def protocol_of(work: Work, row: Destruction) -> Protocol:
    """Return a destruction as it is told."""
    lines = tuple(
        ProtocolLine(
            rule_title(str(line["code"])), int(line["count"]), str(line.get("first", "")), str(line.get("last", ""))
        )
        for line in row.lines
    )
    media = {option.code: option.label for option in MEDIA}
    return Protocol(
        id=row.id,
        number=row.number,
        destroyed_on=row.destroyed_on.isoformat(),
        what=row.what,
        medium=_(media.get(row.medium, row.medium)),
        method=row.method,
        level=row.level or "",
        contractor=row.contractor or "",
        certificate=row.certificate or "",
        by=row.by,
        witness=row.witness or "",
        lines=lines,
        count=sum(line.count for line in lines),
        sha256=_checksum(work, row.id),
    )


def _checksum(work: Work, row_id: int) -> str:
    kept = select(DestructionDocument.sha256).where(DestructionDocument.destruction_id == row_id)
    return work.session.scalar(kept) or ""


@use_case(Permission.RETENTION_RUN, discloses=nothing, writes=False)
def list_protocols(work: Work) -> tuple[Protocol, ...]:
    """Return the destructions on record, the latest first. They say nothing of anybody."""
    rows = work.session.scalars(select(Destruction).order_by(Destruction.destroyed_on.desc(), Destruction.id.desc()))
    return tuple(protocol_of(work, row) for row in rows)


@use_case(Permission.RETENTION_RUN, discloses=nothing, writes=False)
def protocol_document(work: Work, row_id: int) -> bytes:
    """Return the protocol as it was printed.

    Raises:
        NotFoundError: it has not been printed: the destruction was broken off or put on record without a print.
        StoreDamagedError: it is not what was printed.
    """
    query = select(DestructionDocument.data, DestructionDocument.sha256)
    row = work.session.execute(query.where(DestructionDocument.destruction_id == row_id)).first()
    if row is None:
        raise NotFoundError(_("Hävityspöytäkirjaa ei ole tulostettu."))
    if hashlib.sha256(row.data).hexdigest() != row.sha256:
        raise StoreDamagedError(_("Hävityspöytäkirja on vahingoittunut. Palauta varmuuskopio."))
    return bytes(row.data)


@use_case(Permission.RETENTION_RUN, discloses=nothing)
def finish_destruction(work: Work, row_id: int) -> Protocol:
    """Print the protocol of a destruction that has been done."""
    return finish(work, row_id)
