"""A whole office read back from what `export_office` wrote, into a new one: rows, history, files, documents."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.exc import OperationalError, StatementError

from asiakasrekisteri.domain.errors import ExchangeError, NotFoundError
from asiakasrekisteri.domain.fields import Sensitivity
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.exchange.json_read import read_schema, read_tables
from asiakasrekisteri.store import whole
from asiakasrekisteri.store.changes import listed_by
from asiakasrekisteri.store.identity import MASK
from asiakasrekisteri.store.log import LogLine
from asiakasrekisteri.store.models import (
    Base,
    Customer,
    Entity,
    Firm,
    Invoice,
    Person,
    StoreMark,
    Suppression,
    User,
    entities,
)
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import sealed
from asiakasrekisteri.usecases.exporting.beside import CARRIED_MARKS, SUPPRESSION_KEY, beside
from asiakasrekisteri.usecases.exporting.history import HISTORY
from asiakasrekisteri.usecases.importing.order import Order
from asiakasrekisteri.usecases.importing.report import ImportReport, RowNote
from asiakasrekisteri.usecases.importing.whole_files import bring_files
from asiakasrekisteri.usecases.importing.whole_history import HistoryWriter
from asiakasrekisteri.usecases.importing.whole_values import stored_value

_AT_ONCE = 500
_NOT_AS_WRITTEN = (
    AttributeError,
    KeyError,
    TypeError,
    ValueError,
    ArithmeticError,
    StatementError,
    NotFoundError,
)
"""What becomes of rows that this program has not written so: other kinds of values, names and references."""
_OF_SOMEBODY = (Customer, Person, Invoice)
DATA, _SCHEMA = "data.json", "schema.json"


def is_office(head: bytes) -> bool:
    """Tell whether a file begins as data.json does."""
    return head.startswith(b'{\n "')


def take_office(work: Work, order: Order) -> ImportReport:
    """Bring a whole office into a new one, ids and history included.

    What was masked in the export stays unknown; user IDs come closed, because their keys belong to the other office;
    the log stays there too.

    Raises:
        ExchangeError: the register is not empty, or the folder is not what this program exported.
    """
    folder = order.file if order.file.is_dir() else order.file.parent
    _require_known(folder)
    if not whole.is_empty(work, _OF_SOMEBODY):
        raise ExchangeError(
            _("Koko toimisto tuodaan vain uuteen, tyhjään rekisteriin. Perusta uusi toimisto ja tuo siihen.")
        )
    try:
        return _Office(work, folder).bring()
    except OperationalError:  # the disk or the database, not what is brought
        raise
    except _NOT_AS_WRITTEN as error:
        raise ExchangeError(
            _("Tiedostossa data.json on arvoja, joita ei voi ottaa: sitä on muutettu. Vie toimisto uudelleen.")
        ) from error


def _require_known(folder: Path) -> None:
    known = {one.__tablename__ for one in (*entities(), *beside())} | {HISTORY}
    unknown = sorted(read_schema(folder / _SCHEMA).keys() - known)
    if unknown:
        message = _("Viennissä on tietoja, joita tämä ohjelmaversio ei tunne: {tables}. Päivitä ohjelma.")
        raise ExchangeError(message.format(tables=", ".join(unknown)))


class _Office:
    """One office on its way in."""

    def __init__(self, work: Work, folder: Path) -> None:
        self._work, self._folder = work, folder
        self._tables = {one.__tablename__: one for one in (*entities(), *beside())}
        self._report = ImportReport()
        self._masked: Counter[str] = Counter()
        self._waiting: list[dict[str, Any]] = []
        self._table = ""
        self._cleared: set[str] = set()
        self._users = set(work.session.scalars(select(User.id)))
        self._history = HistoryWriter(work)

    def bring(self) -> ImportReport:
        whole.begin(self._work)
        for name, row in read_tables(self._folder / DATA):
            if name != self._table:
                self._write()
                self._table = name
            self._take(name, row)
        self._write()
        self._work.session.flush()
        self._history.write()
        bring_files(self._work, self._folder, self._report)
        self._work.session.flush()
        whole.finish(self._work, self._tables.values())
        self._tell_masked()
        self._tell_suppression()
        self._work.lines.append(LogLine("import", "person", 1, last_id=max(self._report.created, 1)))
        return self._report

    def _take(self, name: str, row: dict[str, Any]) -> None:
        self._report.rows += 1
        if self._report.rows % _AT_ONCE == 1:
            self._work.progress.report(self._report.rows, self._report.rows, _("Tuodaan toimistoa"))
        if name == HISTORY:
            self._history.take(row)
            return
        table = self._tables[name]
        if table is Firm:
            self._renew_firm(row)
        elif self._comes(table, row):
            self._waiting.append(self._stored(table, row))
        self._report.created += 1
        if len(self._waiting) >= _AT_ONCE:
            self._write()

    def _comes(self, table: type[Base], row: Mapping[str, Any]) -> bool:
        """Tell whether a row is taken: this office keeps its own users, and the marks that it makes itself."""
        if table is User:
            return row["id"] not in self._users
        return table is not StoreMark or row["name"] in CARRIED_MARKS

    def _write(self) -> None:
        if not self._waiting:
            return
        table = self._tables[self._table]
        if self._table not in self._cleared and table is not User:
            self._cleared.add(self._table)
            whole.clear(self._work, table)
        whole.put(self._work, table, self._waiting)
        self._waiting = []

    def _renew_firm(self, row: Mapping[str, Any]) -> None:
        firm = self._work.session.scalars(select(Firm)).one()
        for name, value in self._stored(Firm, dict(row)).items():
            if name not in {"id", "version"}:
                setattr(firm, name, value)

    def _stored(self, table: type[Base], row: dict[str, Any]) -> dict[str, Any]:
        """Return the values of a row as they are stored, sealed where they are to be."""
        columns = {column.key: column.type for column in inspect(table).columns}
        values = {
            name: stored_value(kind, row.get(name), encoded=not issubclass(table, Entity))
            for name, kind in columns.items()
        }
        if issubclass(table, Entity):
            values = self._sealed(table, values)
            if table in (Person, Customer):
                values["sort_key"] = listed_by(table, values.get)
        if table is User:
            values["status"] = "closed"
        return values

    def _sealed(self, table: type[Entity], values: dict[str, Any]) -> dict[str, Any]:
        said = {f.name for f in table.spec() if f.sensitivity is not Sensitivity.PLAIN and values.get(f.name)}
        for name in said:
            if values[name] == MASK:
                self._masked[table.spec()[name].label] += 1
                values[name] = None
        if all(values.get(name) is None for name in said):
            return values
        return sealed(self._work, table, values, None)

    def _tell_masked(self) -> None:
        for label, count in sorted(self._masked.items()):
            told = ngettext(
                "{field}: {n} arvo oli viennissä peitetty, joten se puuttuu.",
                "{field}: {n} arvoa oli viennissä peitetty, joten ne puuttuvat.",
                count,
            )
            self._report.warnings.append(RowNote(0, "", told.format(field=_(label), n=count)))

    def _tell_suppression(self) -> None:
        """Tell when the suppression list has come without its key: nobody would be found on it."""
        session = self._work.session
        listed = session.scalar(select(Suppression.id).limit(1)) is not None
        if listed and session.get(StoreMark, SUPPRESSION_KEY) is None:
            told = _(
                "Estolistan avain ei ollut viennissä, joten estolista ei toimi. Vie toimisto uudelleen perustellen."
            )
            self._report.warnings.append(RowNote(0, "", told))
