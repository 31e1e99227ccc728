"""Customers and persons of a table: empty cells erase nothing, what is known is renewed, what is new is created."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice

from sqlalchemy import insert

from asiakasrekisteri.domain.errors import ExchangeError, FieldError
from asiakasrekisteri.domain.foreign_numbers import with_number
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.exchange.mapping import ColumnMapping
from asiakasrekisteri.exchange.programs import program_of
from asiakasrekisteri.exchange.table_rows import RejectedRow, Table, TableRow
from asiakasrekisteri.exchange.tables import read_table
from asiakasrekisteri.exchange.values import date_order
from asiakasrekisteri.store.bulk import Batch
from asiakasrekisteri.store.changes import AUDITED
from asiakasrekisteri.store.models import (
    Address,
    ContactRole,
    Customer,
    Email,
    Entity,
    MarketingProhibition,
    Person,
    Phone,
    UsedNumber,
)
from asiakasrekisteri.store.models.person import IDENTITY_GROUNDS
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import sealed
from asiakasrekisteri.usecases.importing.known import Known, Told, Whose
from asiakasrekisteri.usecases.importing.order import SAME, WHOSE, Order
from asiakasrekisteri.usecases.importing.plan import Planned, RejectedError, plan
from asiakasrekisteri.usecases.importing.remembered import remember, remembered
from asiakasrekisteri.usecases.importing.renew import Renewal, prohibitions
from asiakasrekisteri.usecases.importing.report import ImportReport, RowNote
from asiakasrekisteri.usecases.privacy.marketing.suppression import SuppressionList

_ORDER = (Person, Customer, Address, Phone, Email, ContactRole, MarketingProhibition)
_CHUNK = 2_000
_MOST_SHOWN = 5_000
"""Rows whose cells are shown to be mended; more is mended in the file."""
_TOLD: Mapping[type[Entity], str] = {Email: "address", Phone: "number"}

_DATED = ("since", "until")


def take_customers(work: Work, order: Order) -> ImportReport:
    """Bring customers and persons from a CSV file or a workbook.

    Raises:
        ExchangeError: the file as a whole cannot be read as a table of customers.
    """
    mapping = order.chosen_mapping()
    if order.mapping is None:
        mapping = remembered(work, read_table(order.file).heads)
    if mapping.identity_ground and mapping.identity_ground not in {o.code for o in IDENTITY_GROUNDS}:
        raise ExchangeError(
            _("Sarakemäärittelyn henkilötunnuksen peruste on tuntematon. Perusteita ovat: {known}.").format(
                known=", ".join(o.code for o in IDENTITY_GROUNDS)
            )
        )
    importer = CustomerImport(work, lambda: read_table(order.file, mapping), order)
    report = importer.run()
    if not report.rows:
        raise ExchangeError(_("Tiedostossa ei ole yhtään asiakasriviä otsikkorivin alla."))
    if isinstance(order.mapping, ColumnMapping) and not order.dry_run and report.table is not None:
        remember(work, report.table.heads, order.mapping)
    return report


class CustomerImport:
    """One run over one table.

    Attributes:
        by_number: the customer's id by the number that the table gives it, which need not be the one it has here.

    Args:
        work: the unit of work.
        begin: begins to read the table; asked again where the numbers in it must be known beforehand.
        order: what the user has decided of it.
    """

    def __init__(self, work: Work, begin: Callable[[], Table], order: Order) -> None:
        self._work, self._begin, self._order = work, begin, order
        self._edits: dict[int, dict[str, str]] = {}
        for (line, target), value in order.edits.items():
            self._edits.setdefault(line, {})[target] = value
        self._table = table = begin()
        self._program = table.mapping.program or program_of(table.heads)
        self.by_number: dict[str, int] = {}
        self._known = Known.load(work)
        self._batch = Batch(work)
        self._pending: set[int] = set()
        self._numbers: list[str] = []
        self._renewal = Renewal(work, order, self._flush)
        self._suppression = SuppressionList(work)
        self._report = ImportReport(skipped_columns=list(table.skipped), table=table)

    def run(self) -> ImportReport:
        """Take the rows in."""
        for chunk in self._chunks():
            met = (self._known.find(told) for _planned, told in chunk)
            ids = {i for whose in met for i in (whose.customer, whose.clash) if i is not None}
            self._renewal.prefetch(sorted(ids - self._pending))
            for planned, told in chunk:
                self._take(planned, told)
            self._flush()
            self._work.progress.report(
                self._report.rows, max(self._table.lines, self._report.rows), _("Tuodaan rivejä")
            )
        return self._report

    def _chunks(self) -> Iterator[list[tuple[Planned, Told]]]:
        rows = self._planned()
        while chunk := list(islice(rows, _CHUNK)):
            yield [(planned, self._told(planned)) for planned in chunk]

    def _told(self, planned: Planned) -> Told:
        number = planned.customer.get("number") or ""
        return Told(planned.customer, planned.emails(), number, self._program, planned.reach())

    def _planned(self) -> Iterator[Planned]:
        dates, ground = self._table.mapping.dates or _dates_of(self._table), self._table.mapping.identity_ground
        for row in self._table.rows:
            self._report.rows += 1
            if isinstance(row, RejectedRow):
                self._report.rejected.append(RowNote(row.line, row.field, row.reason))
                continue
            values = self._edited(row)
            try:
                planned = plan(row.line, values, dates, ground)
            except RejectedError as error:
                self._note(self._report.rejected, row.line, values, error.faults[:1])
                continue
            self._note(self._report.warnings, row.line, planned.cells, planned.warnings)
            self._report.warnings.extend(self._suppressed(planned))
            yield planned

    def _edited(self, row: TableRow) -> dict[str, str]:
        """Return the values of a row as the user has corrected them."""
        edits = self._edits.get(row.line)
        if edits is None:
            return row.values
        return {target: value for target, value in {**row.values, **edits}.items() if value.strip()}

    def _note(self, notes: list[RowNote], line: int, values: Mapping[str, str], faults: Sequence[FieldError]) -> None:
        """Note the faults of a row, and what stands in it, so that it can be shown and mended."""
        notes.extend(RowNote(line, fault.field, fault.message) for fault in faults)
        if faults and len(self._report.cells) < _MOST_SHOWN:
            self._report.cells[line] = dict(values)

    def _suppressed(self, planned: Planned) -> Iterator[RowNote]:
        """Tell of the addresses to which nothing is marketed, although the file brings them back."""
        for entity, values, _of_person in planned.details:
            if warning := self._suppression.warning(values.get(_TOLD.get(entity, ""))):
                yield RowNote(planned.line, entity.__tablename__, warning)

    def _take(self, planned: Planned, told: Told) -> None:
        whose = self._known.find(told)
        row_id, decided = whose.customer, self._order.whose.get(planned.line, "")
        if whose.clash is not None:
            if decided not in WHOSE:
                self._clash(planned, whose)
                return
            row_id = whose.clash if decided == SAME else whose.two
        if row_id is None:
            self._create(planned, told, whose)
        else:
            self._renew(planned, told, row_id)

    def _clash(self, planned: Planned, whose: Whose) -> None:
        """Refuse a row whose number is somebody's that nothing else in it is of: whose it is, a person decides."""
        assert whose.clash is not None
        ours = self._known.told_of(whose.clash)
        reason = _(
            "asiakasnumero on asiakkaalla {ours}, eikä rivillä ole sen nimeä, Y-tunnusta eikä sähköpostia; päätä, onko"
            " asiakas sama, tai jätä numero pois"
        ).format(ours=ours)
        if whose.two is not None:
            reason = _("asiakasnumero on asiakkaalla {ours}, mutta Y-tunnus asiakkaalla {two}; tarkista rivi").format(
                ours=ours, two=self._known.told_of(whose.two)
            )
        self._note(self._report.rejected, planned.line, planned.cells, [FieldError("number", reason)])
        self._report.clashes[planned.line] = ours

    def _renew(self, planned: Planned, told: Told, row_id: int) -> None:
        if row_id in self._pending:
            self._flush()
        if self._renewal.is_restricted(row_id, planned):
            reason = _("henkilön tietojen käsittely on rajoitettu; tietoja saa vain säilyttää")
            self._report.rejected.append(RowNote(planned.line, "name", reason))
            return
        self.by_number[told.number] = row_id
        changed = self._renewal.apply(row_id, planned, self._program if self._known.is_free(told) else "")
        self._known.met(told, row_id)
        if self._known.is_numbered_otherwise(told, row_id):
            said = _("asiakas on täällä {ours}; tiedoston numeroa {theirs} ei otettu")
            reason = said.format(ours=self._known.told_of(row_id), theirs=told.number)
            self._report.warnings.append(RowNote(planned.line, "number", reason))
        if self._renewal.differences and len(self._report.cells) < _MOST_SHOWN:
            self._report.differences.extend(self._renewal.differences)
            self._report.cells[planned.line] = dict(planned.cells)
        self._report.updated += changed
        self._report.unchanged += not changed

    def _create(self, planned: Planned, told: Told, whose: Whose) -> None:
        customer = planned.customer
        customer["number"] = number = self._number_of(told, whose, planned.line)
        if number in self._known.used:
            reason = _("asiakasnumero on jo ollut käytössä; jätä numero tyhjäksi tai anna toinen")
            self._report.rejected.append(RowNote(planned.line, "number", reason))
            return
        if self._known.is_free(told):
            customer["foreign_numbers"] = with_number(None, self._program, told.number)
        person_id = None
        if planned.person is not None:
            person_id = self._batch.add(Person, sealed(self._work, Person, planned.person, None))
        own = planned.role is None
        row_id = self._batch.add(Customer, {**customer, "person_id": person_id if own else None})
        self._pending.add(row_id)
        self._numbers.append(number)
        self.by_number[told.number or number] = row_id
        self._known.take(told, row_id)
        for entity, values, of_person in planned.details:
            owner = {"person_id": person_id} if of_person else {"customer_id": row_id}
            self._batch.add(entity, {**values, **owner})
        if planned.role is not None:
            self._batch.add(ContactRole, {**planned.role, "person_id": person_id, "customer_id": row_id})
        for values in prohibitions(self._work, planned):
            self._batch.add(MarketingProhibition, {**values, "customer_id": row_id})
        self._report.created += 1

    def _number_of(self, told: Told, whose: Whose, line: int) -> str:
        """Return the number of a new customer: its own, or the next where the number in the row is somebody else's."""
        other = whose.taken if whose.taken is not None else whose.clash
        gone = bool(told.program) and told.number in self._known.used
        if told.number and other is None and not gone:
            return told.number
        number = self._known.next_number(self._numbers_in_file)
        if told.number:
            said = _("numero {theirs} on täällä asiakkaalla {ours}; uusi asiakas sai numeron {number}")
            if other is None:
                said = _("numero {theirs} on jo ollut käytössä; uusi asiakas sai numeron {number}")
            ours = self._known.told_of(other) if other is not None else ""
            reason = said.format(theirs=told.number, ours=ours, number=number)
            self._report.warnings.append(RowNote(line, "number", reason))
        return number

    def _flush(self) -> None:
        if self._numbers:
            rows = [{"number": n} for n in self._numbers]
            self._work.session.execute(insert(UsedNumber), rows, execution_options={AUDITED: True})
        self._batch.write(_ORDER)
        self._numbers.clear()
        self._pending.clear()

    def _numbers_in_file(self) -> set[str]:
        if all(match.target != "number" for match in self._table.columns):
            return set()
        return {row.values.get("number", "") for row in self._begin().rows if isinstance(row, TableRow)}


def _dates_of(table: Table) -> str:
    """Return the order of dates that the table itself tells: 3/14/2019 in a column tells how 12/1/2020 is meant."""
    columns = (match.index for match in table.columns if match.target in _DATED)
    told = {date_order(row[index] for row in table.samples if index < len(row)) for index in columns} - {""}
    return told.pop() if len(told) == 1 else ""
