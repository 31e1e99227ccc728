"""A table of the records of one noun that hang on one card."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from asiakasrekisteri.domain.fields import EntitySpec, FieldKind, Record
from asiakasrekisteri.domain.texts import N_
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.records.kinds import RecordKind
from asiakasrekisteri.gui.tables.columns import Cell, Column, Render, Values, columns_of
from asiakasrekisteri.gui.tables.local import LocalTable
from asiakasrekisteri.usecases.rows import Owner, Rows

_WHOSE = {"person": N_("Henkilö"), "customer": N_("Asiakas")}


class RecordsTable(LocalTable):
    """The records of one noun.

    Args:
        context: the desk.
        kind: what they are records of.
        name: what screen readers call the table.
        whose: the owner that is not the card's own and is named in the first column: "person", "customer" or "".
    """

    def __init__(self, context: Context, kind: RecordKind, name: str, whose: str = "") -> None:
        wide = kind.widths
        columns: Sequence[Column] = [replace(c, width=wide.get(c.name, c.width)) for c in columns_of(kind.spec)]
        if whose:
            columns = [Column(name=whose, label=_WHOSE[whose], width=220, render=_strong(whose)), *columns]
        super().__init__(context, columns, name, f"records-{kind.key}-{whose}", lambda row_id: f"{kind.key}/{row_id}")
        self._kind = kind

    def show_records(self, rows: Rows) -> None:
        """Show these records instead of what was shown."""
        spec = self._kind.spec
        self.show_rows({r.id: listed(spec, r, rows.owners.get(r.id, ())) for r in rows})


def _strong(name: str) -> Render:
    def render(values: Values) -> Cell:
        return Cell(text=str(values.get(name) or ""), kind="strong")

    return render


def listed(spec: EntitySpec, record: Record, owners: Sequence[Owner] = ()) -> Mapping[str, object]:
    """Return the values of a record as a table shows them: references and owners by what they are called."""
    names = {f.name: record.names.get(f.name, "") for f in spec if f.kind is FieldKind.LINK}
    return {**record.values, **names, **{o.entity: o.name for o in owners}}
