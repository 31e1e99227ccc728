"""A copy of the register for development and tests, in which nobody is by name (R-16; GDPR Art. 4 (5), 5 (1) c, 25).

Only the tables that a program is developed with are in it; notices, requests, evidence, attachments, sealed values and
the history stay. Who holds the register can still tell by row numbers and sums whose a row is, so it is personal data
that is handled as such; nobody else can. It is written in the form that a new office reads as a whole.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import inspect, select

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.exchange.csv_write import write_table
from asiakasrekisteri.exchange.json_write import JsonTables
from asiakasrekisteri.host.newfolder import new_folder
from asiakasrekisteri.store.models import Base, Customer, Entity, entities
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.exporting.office import ATTACHMENTS, FILES_TABLE, log_everyone, schema
from asiakasrekisteri.usecases.exporting.pseudonyms import Pseudonyms
from asiakasrekisteri.usecases.exporting.rows import (
    Conditions,
    conditions,
    count_rows,
    exported_fields,
    exported_rows,
)
from asiakasrekisteri.usecases.gate import nothing, use_case

TABLES = frozenset(
    {
        "person", "customer", "address", "phone", "email", "contact_role", "product", "server", "service",
        "domain_name", "contract", "sales_order", "sales_order_row", "invoice", "invoice_row", "payment", "reminder",
        "interaction", "participant", "vat_rate", "reference_rate", "financial_period",
    }
)  # fmt: skip
"""What is in the copy; whatever is added to the register stays out of it until it is named here."""
_TOLD = 500


@dataclass(frozen=True, slots=True)
class Copied:
    """What was written: the folder, and how many rows in all."""

    folder: Path
    rows: int


@use_case(Permission.REGISTER_EXPORT, discloses=nothing)
def export_pseudonymous(work: Work, out: Path, purpose: str) -> Copied:
    """Write a copy in which pseudonyms stand for what tells of persons; those under restriction are left out.

    Args:
        work: the unit of work; its progress is told how far it is, and may cancel it.
        out: the folder to make.
        purpose: what is developed or tested with it; the log keeps it.

    Raises:
        InvalidInputError: no purpose was given.
        ExchangeError: the folder is not free, or the disk does not take it.
        CancelledError: the user stopped it.
    """
    if not purpose.strip():
        raise InvalidInputError([FieldError("purpose", _("Kirjoita, mihin tietoja tarvitaan."))])
    work.purpose = _("{purpose}. Salanimillä.").format(purpose=purpose.strip().rstrip("."))
    order = [table.name for table in Base.metadata.sorted_tables]
    chosen = [one for one in entities() if one.__tablename__ in TABLES]
    known = tuple(sorted(chosen, key=lambda one: order.index(one.__tablename__)))
    copy = _Copy(work, known)
    with new_folder(out, work.store.vault.folder) as folder:
        rows = copy.write(folder)
        told = json.dumps(schema(known), ensure_ascii=False, indent=1)
        (folder / "schema.json").write_text(f"{told}\n", encoding="utf-8", newline="\n")
    log_everyone(work)
    return Copied(out, rows)


class _Copy:
    """One copy while it is made."""

    def __init__(self, work: Work, known: tuple[type[Entity], ...]) -> None:
        self._work, self._known = work, known
        self._allowed: Conditions = conditions(work, entities(), opened=False)
        whose = select(Customer.id, Customer.person_id).where(Customer.person_id.is_not(None))
        self._pseudonyms = Pseudonyms({a: b for a, b in work.session.execute(whose) if b is not None}, TABLES)
        self._gone = {name: set(rows) for name, rows in self._allowed.restricted.items()}
        self._done, self._total = 0, 2 * sum(count_rows(work, one) for one in known)

    def write(self, folder: Path) -> int:
        """Write every table twice: for spreadsheets, and without loss for a new office."""
        rows = 0
        with (folder / "data.json").open("w", encoding="utf-8", newline="\n") as stream:
            tables = JsonTables(stream)
            for entity in self._known:
                tables.begin(entity.__tablename__)
                for row in self._rows(entity):
                    tables.add(row)
                    rows += 1
            tables.end()
        for entity in self._known:
            heads = [_(one.label) or one.name for one in exported_fields(entity)]
            cells = (list(row.values()) for row in self._rows(entity))
            write_table(folder / f"{entity.__tablename__}.csv", heads, cells)
        (folder / ATTACHMENTS).mkdir()
        write_table(folder / FILES_TABLE, ("id", _("Tiedosto")), ())  # a whole office tells its files; here are none
        return rows

    def _rows(self, entity: type[Entity]) -> Iterator[dict[str, Any]]:
        table, fields = entity.__tablename__, exported_fields(entity)
        links = _links(entity)
        for row in exported_rows(self._work, entity, self._allowed):
            if self._done % _TOLD == 0:
                self._work.progress.report(min(self._done, self._total), self._total, _(entity.__plural__))
            self._done += 1
            lost = [one for one, (target, _needed) in links.items() if row[one] in self._gone.get(target, ())]
            if any(links[one][1] for one in lost):  # it goes with what it belongs to
                self._gone.setdefault(table, set()).add(row["id"])
                continue
            yield self._pseudonyms.row(table, fields, links, row | dict.fromkeys(lost))


def _links(entity: type[Entity]) -> dict[str, tuple[str, bool]]:
    """Return which table each reference of an entity names, and whether it must name a row."""
    columns = inspect(entity).columns
    named = {one.name: columns[one.name] for one in exported_fields(entity)}
    return {
        name: (next(iter(column.foreign_keys)).column.table.name, not column.nullable)
        for name, column in named.items()
        if column.foreign_keys
    }
