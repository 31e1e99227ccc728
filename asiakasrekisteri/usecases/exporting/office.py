"""Everything the office holds, into a folder: a table for each entity, the same without loss, its schema, the files.

The folder is not encrypted. It comes to be whole or not at all, the purpose is in the log, and what is sealed,
protected or under restriction goes out only for a reason of its own, which is in the log too.
"""

import json
import mimetypes
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.fields import FieldSpec, Sensitivity
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.exchange.csv_write import write_table
from asiakasrekisteri.exchange.json_write import JsonTables
from asiakasrekisteri.host.newfolder import new_folder
from asiakasrekisteri.store.attachments import SEALED_KIND, read_bytes
from asiakasrekisteri.store.log import LogLine
from asiakasrekisteri.store.models import Attachment, Entity, Person, entities
from asiakasrekisteri.store.sealed import may_open
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.exporting.beside import (
    beside,
    beside_fields,
    beside_rows,
    is_document,
    write_documents,
)
from asiakasrekisteri.usecases.exporting.history import FIELDS, HISTORY, count_changes, history_rows
from asiakasrekisteri.usecases.exporting.rows import (
    Conditions,
    conditions,
    count_rows,
    exported_fields,
    exported_rows,
)
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.privacy.checking import check_own
from asiakasrekisteri.usecases.privacy.description import read_description
from asiakasrekisteri.usecases.privacy.disclosures import Handing, record_disclosure
from asiakasrekisteri.usecases.restrictions import restricted_persons

_Rows = Iterator[dict[str, Any]]
_TOLD = 500
"""So many rows between two words on how far the work is, and two chances to cancel."""
ATTACHMENTS = "attachments"
FILES_TABLE = "attachments/files.csv"


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written.

    Attributes:
        folder: in which everything is.
        rows: how many, by entity.
        former: how many lines of history: former values, and where the present ones came from.
        files: how many attachments.
        left_out: the persons under restriction (GDPR Art. 18), none of whose data are in it.
        closed_files: recordings that the role has no key for, or for which no reason was given; their rows are there,
            their sound is not.
    """

    folder: Path
    rows: Mapping[str, int]
    former: int
    files: int
    left_out: tuple[int, ...]
    closed_files: int


@dataclass(slots=True)
class _Export:
    """One export while it is made: how far it is, and what has been written."""

    work: Work
    folder: Path
    allowed: Conditions
    total: int
    done: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    former: int = 0
    files: int = 0
    closed: int = 0

    def step(self, text: str) -> None:
        """Count one row or file; the user may cancel now and then."""
        if self.done % _TOLD == 0:
            self.work.progress.report(min(self.done, self.total), self.total, text)
        self.done += 1  # a change of several values is several lines of history: it may pass the total


@use_case(Permission.REGISTER_EXPORT, discloses=nothing)
def export_office(work: Work, out: Path, purpose: str, reason: str = "", handing: Handing | None = None) -> Exported:
    """Write the whole register into a new folder. Nothing is left of it when the work is cancelled or fails.

    Args:
        work: the unit of work; its progress is told how far it is, and may cancel it.
        out: the folder to make; its parent must be there, and it must not, or be empty.
        purpose: why the register is taken out, in words; the log keeps it.
        reason: why also sealed values and the sound of recordings (those the role has the key of), protected
            addresses and the data of persons under restriction are needed; without it they are masked or left out.
        handing: to whom it is given and on what ground, recorded as a disclosure of everybody's data unless that is a
            processor; None where it stays with the firm.

    Raises:
        InvalidInputError: no purpose was given, or the data may not be given to the recipient on that ground.
        ExchangeError: the folder is not free, or the disk does not take it.
        CancelledError: the user stopped it.
    """
    if not purpose.strip():
        raise InvalidInputError([FieldError("purpose", _("Kirjoita, mihin tietoja tarvitaan."))])
    work.purpose = ". ".join(part.strip() for part in (purpose, reason) if part.strip())
    if handing is not None:
        record_disclosure(work, replace(handing, purpose=handing.purpose or purpose), everyone=True)
    known = entities()
    allowed = conditions(work, known, opened=bool(reason.strip()))
    total = sum(2 * count_rows(work, entity) for entity in known) + count_rows(work, Attachment)
    total += 2 * count_changes(work)
    with new_folder(out, work.store.vault.folder) as folder:
        export = _Export(work, folder, allowed, total)
        _write_data(export, known)
        for entity in known:
            _write_csv(export, entity)
        _write_history(export)
        _write_beside(export)
        _write_json(folder / "schema.json", schema(known))
        _write_json(folder / "description.json", _description(work))
        _write_files(export)
        work.progress.report(total, total)
    log_everyone(work)
    left_out = () if allowed.opened else tuple(sorted(restricted_persons(work)))
    return Exported(out, export.rows, export.former, export.files, left_out, export.closed)


def _description(work: Work) -> dict[str, object]:
    """Return the description in the shape of `description import --json`, with what is found in it."""
    own = read_description.body(work).description.as_json()
    return {**own, "findings": [one.as_json() for one in check_own.body(work).findings]}


def schema(known: Sequence[type[Entity]]) -> dict[str, dict[str, dict[str, object]]]:
    """Return what each field is: label, type, category, sensitivity and subject (the path to the person; None)."""
    told = {entity.__tablename__: exported_fields(entity) for entity in known} | {HISTORY: FIELDS}
    told |= {table.__tablename__: beside_fields(table) for table in beside()}
    return {name: {one.name: _about(one) for one in fields} for name, fields in told.items()}


def _about(one: FieldSpec) -> dict[str, object]:
    return {
        "label": _(one.label),
        "type": one.kind.name.lower(),
        "category": one.category.value,
        "sensitivity": one.sensitivity.value,
        "subject": one.subject,
    }


def log_everyone(work: Work) -> None:
    """Write one entry that is about every person: her own log tells that her data were taken out."""
    work.log("export")
    last = work.session.scalar(select(func.max(Person.id)))
    if last is not None:
        work.lines.append(LogLine("export", "person", 1, last_id=last))


def _write_data(export: _Export, known: Sequence[type[Entity]]) -> None:
    with (export.folder / "data.json").open("w", encoding="utf-8", newline="\n") as stream:
        tables = JsonTables(stream)
        for entity in known:
            tables.begin(entity.__tablename__)
            export.rows[entity.__tablename__] = 0
            for row in exported_rows(export.work, entity, export.allowed):
                export.step(_(entity.__plural__))
                tables.add(row)
                export.rows[entity.__tablename__] += 1
        tables.begin(HISTORY)
        for line in history_rows(export.work, export.allowed):
            export.step(_("Historia"))
            export.former += 1
            tables.add(line)
        for table in beside():
            tables.begin(table.__tablename__)
            for values in beside_rows(export.work, table, export.allowed):
                tables.add(values)
        tables.end()


def _write_csv(export: _Export, entity: type[Entity]) -> None:
    rows = exported_rows(export.work, entity, export.allowed)
    _write_table(export, entity.__tablename__, exported_fields(entity), rows, _(entity.__plural__))


def _write_history(export: _Export) -> None:
    _write_table(export, HISTORY, FIELDS, history_rows(export.work, export.allowed), _("Historia"))


def _write_beside(export: _Export) -> None:
    for table in beside():
        rows = beside_rows(export.work, table, export.allowed)
        told = write_documents(rows, table, export.folder) if is_document(table) else rows
        _write_table(export, table.__tablename__, beside_fields(table), told, table.__tablename__)


def _write_table(export: _Export, name: str, fields: Sequence[FieldSpec], rows: _Rows, title: str) -> None:
    heads = [_(one.label) or one.name for one in fields]
    write_table(export.folder / f"{name}.csv", heads, _cells(export, fields, rows, title))


def _cells(export: _Export, fields: Sequence[FieldSpec], rows: _Rows, title: str) -> Iterator[list[object]]:
    words = {one.name: {option.code: _(option.label) for option in one.options} for one in fields if one.options}
    for row in rows:
        export.step(title)
        yield [words[name].get(str(value), value) if name in words and value else value for name, value in row.items()]


def _write_json(path: Path, data: object) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def _write_files(export: _Export) -> None:
    (export.folder / ATTACHMENTS).mkdir()
    heads = ("id", _("Tiedosto"), _("Liitteen nimi"), _("Tiedostomuoto"))
    write_table(export.folder / FILES_TABLE, heads, _files(export))


def _files(export: _Export) -> Iterator[tuple[object, ...]]:
    """Write the attachments one by one under neutral names, and yield which is which."""
    work = export.work
    left_out = export.allowed.restricted.get("attachment", frozenset())
    whole = select(Attachment.id).where(Attachment.complete).order_by(Attachment.id)
    for number in work.session.scalars(whole).all():
        export.step(_("Liitteet"))
        if number in left_out:
            continue
        attachment = work.session.get_one(Attachment, number)
        name = ""
        opened = export.allowed.opened and may_open(work, Sensitivity.RECORDING)
        if attachment.kind == SEALED_KIND and not opened:
            export.closed += 1
        else:
            name = f"{number}{mimetypes.guess_extension(attachment.media_type) or '.bin'}"
            _write_bytes(export, attachment, export.folder / ATTACHMENTS / name)
            export.files += 1
        yield number, name, attachment.name, attachment.media_type
        work.session.expunge(attachment)


def _write_bytes(export: _Export, attachment: Attachment, path: Path) -> None:
    with path.open("wb") as stream:
        for block in read_bytes(export.work, attachment):
            stream.write(block)
            export.work.progress.report(min(export.done, export.total), export.total, _("Liitteet"))
