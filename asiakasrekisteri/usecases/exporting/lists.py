"""A list on its way out: the chosen rows as a table, a workbook, contact cards or address labels, for a purpose."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import select

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.fields import FieldKind, FieldSpec, Sensitivity
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.exchange.csv_write import write_table
from asiakasrekisteri.exchange.vcard_write import write_cards
from asiakasrekisteri.exchange.xlsx_write import write_workbook
from asiakasrekisteri.host.output import target, write_file
from asiakasrekisteri.reports.labels import labels_pdf
from asiakasrekisteri.store.log import LogLine
from asiakasrekisteri.store.models import Customer, Entity, Firm, Person
from asiakasrekisteri.store.subjects import persons_of
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.exporting.addresses import Reached, reached, told_name
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.hiding import hidden_fields
from asiakasrekisteri.usecases.privacy.disclosures import Handing, record_disclosure
from asiakasrekisteri.usecases.records import entity_of, shown, shown_title
from asiakasrekisteri.usecases.restrictions import restricted_persons

_AT_ONCE = 400
_REACHED = (
    ("email", N_("Sähköposti")),
    ("phone", N_("Puhelin")),
    ("street", N_("Osoite")),
    ("postcode", N_("Postinumero")),
    ("town", N_("Postitoimipaikka")),
    ("country", N_("Maa")),
)


class ListKind(StrEnum):
    """In what form a list goes out."""

    CSV = "csv"
    WORKBOOK = "xlsx"
    CARDS = "vcf"
    LABELS = "pdf"


@dataclass(frozen=True, slots=True)
class ListOrder:
    """What goes out: the entity and the ids of its rows in their order, the form, the file, and why."""

    entity: str
    ids: Sequence[int]
    kind: ListKind
    file: Path
    purpose: str
    handing: Handing | None = None


@dataclass(frozen=True, slots=True)
class ListExported:
    """What was written: the file, rows in it, rows left out because of a restriction, and those without an address."""

    file: Path
    rows: int
    left_out: int
    unreached: int


@use_case(Permission.REGISTER_EXPORT, discloses=nothing)
def export_list(work: Work, order: ListOrder) -> ListExported:
    """Write the rows of a list into a file. Those of persons under restriction are left out, protected addresses too.

    Raises:
        InvalidInputError: no purpose was given, the entity has no such form, or the recipient may not be given it.
        ExchangeError: the file cannot be written there.
        CancelledError: the user stopped it; nothing is left of the file.
    """
    if not order.purpose.strip():
        raise InvalidInputError([FieldError("purpose", _("Kirjoita, mihin tietoja tarvitaan."))])
    entity = entity_of(order.entity)
    if order.kind in {ListKind.CARDS, ListKind.LABELS} and entity not in (Customer, Person):
        raise InvalidInputError([FieldError("kind", _("Kortteja ja tarroja tehdään vain asiakkaista ja henkilöistä."))])
    work.purpose = order.purpose.strip()
    leaving = _Leaving(work, entity, order)
    write_file(target(str(order.file), str(work.store.vault.folder)), leaving.write)
    leaving.record()
    return ListExported(order.file, leaving.count, leaving.left_out, leaving.unreached)


class _Leaving:
    """One list while it goes out: which rows, whose data, what was left out."""

    def __init__(self, work: Work, entity: type[Entity], order: ListOrder) -> None:
        self.work, self.entity, self.order = work, entity, order
        self.count = self.left_out = self.unreached = 0
        self._persons: set[int] = set()
        self._gone: list[int] = []

    def write(self, stream: BinaryIO) -> None:
        """Fill the file, by its name where a library wants that."""
        self.count = _WRITERS[self.order.kind](self, Path(stream.name))

    def rows(self) -> Iterator[Entity]:
        """Yield the rows that may go, in the order of the list."""
        session, restricted = self.work.session, restricted_persons(self.work)
        for start in range(0, len(self.order.ids), _AT_ONCE):
            self.work.progress.report(start, len(self.order.ids), _("Viedään luetteloa"))
            part = list(self.order.ids[start : start + _AT_ONCE])
            found = {row.id: row for row in session.scalars(select(self.entity).where(self.entity.id.in_(part)))}
            for row in (found[number] for number in part if number in found):
                persons = set(persons_of(row, session))
                if persons & restricted:
                    self.left_out += 1
                    continue
                self._persons |= persons
                self._gone.append(row.id)
                yield row
            session.expunge_all()

    def record(self) -> None:
        """Write down whose data went, and to whom."""
        work, order = self.work, self.order
        work.log("export")
        name = self.entity.__tablename__
        work.lines.extend(LogLine("export", name, number, "", None) for number in self._gone[:_AT_ONCE])
        work.lines.extend(LogLine("export", "person", number, "", number) for number in sorted(self._persons))
        if order.handing is not None:
            handing = replace(order.handing, purpose=order.handing.purpose or order.purpose)
            record_disclosure(work, handing, persons=self._persons)


def _csv(leaving: _Leaving, file: Path) -> int:
    return write_table(file, _heads(leaving.entity), _table(leaving))


def _workbook(leaving: _Leaving, file: Path) -> int:
    return write_workbook(file, _(leaving.entity.__plural__), _heads(leaving.entity), _table(leaving))


def _fields(entity: type[Entity]) -> tuple[FieldSpec, ...]:
    """Return the fields that go out: what is sealed does not, even masked."""
    kept = (f for f in entity.spec() if f.sensitivity is Sensitivity.PLAIN and f.kind is not FieldKind.INTERNAL)
    return tuple(kept)


def _heads(entity: type[Entity]) -> list[str]:
    heads = [_(one.label) for one in _fields(entity)]
    return [*heads, *(_(label) for _name, label in _REACHED)] if entity in (Customer, Person) else heads


def _table(leaving: _Leaving) -> Iterator[list[object]]:
    work, fields = leaving.work, _fields(leaving.entity)
    for row in leaving.rows():
        hidden = hidden_fields(work, row)
        cells = [None if f.name in hidden else _cell(work, f, getattr(row, f.name)) for f in fields]
        if isinstance(row, Customer | Person):
            way = reached(work, row)
            cells += [getattr(way, name) for name, _label in _REACHED]
        yield cells


def _cell(work: Work, field: FieldSpec, value: object) -> object:
    if field.kind is FieldKind.LINK and isinstance(value, int):
        return shown_title(work, field.target, value)
    said = next((_(option.label) for option in field.options if option.code == value), None)
    return said if said is not None else shown(field, value)


def _cards(leaving: _Leaving, file: Path) -> int:
    def cards() -> Iterator[Reached]:
        for row in leaving.rows():
            way = reached(leaving.work, row) if isinstance(row, Customer | Person) else None
            if way is not None:
                yield way

    return write_cards(file, (way.card() for way in cards()))


def _labels(leaving: _Leaving, file: Path) -> int:
    def rows() -> Iterator[tuple[str, ...]]:
        for row in leaving.rows():
            way = reached(leaving.work, row) if isinstance(row, Customer | Person) else None
            if way is None or not way.town:
                leaving.unreached += 1
            else:
                yield (told_name(leaving.work, row), *way.address_rows())

    firm = leaving.work.session.scalar(select(Firm.name).limit(1)) or ""
    with file.open("wb") as stream:
        return labels_pdf(stream, firm, leaving.work.today, rows(), leaving.work.progress)


_WRITERS: dict[ListKind, Callable[[_Leaving, Path], int]] = {
    ListKind.CSV: _csv,
    ListKind.WORKBOOK: _workbook,
    ListKind.CARDS: _cards,
    ListKind.LABELS: _labels,
}
