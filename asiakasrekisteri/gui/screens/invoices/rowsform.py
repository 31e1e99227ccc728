"""The rows of an invoice in its form: added, filled from products, moved and removed, with sums that follow at once."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout

from asiakasrekisteri.domain.errors import FieldError
from asiakasrekisteri.domain.fields import Record
from asiakasrekisteri.domain.formats import euros, percent
from asiakasrekisteri.domain.invoicing import Totals, totals
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.domain.vat import VatRate, rate_on
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.screens.invoices.rowline import RowLine, total_label
from asiakasrekisteri.gui.widgets.announce import announce
from asiakasrekisteri.gui.widgets.basics import Button, clear, label, line, row
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.usecases.billing.invoice_rows import RowEdit
from asiakasrekisteri.usecases.choices import Choice
from asiakasrekisteri.usecases.rows import Rows
from asiakasrekisteri.usecases.services import PRODUCTS

_NAME = "invoice_row"
TaxDay = Callable[[], dt.date]


@dataclass(frozen=True, slots=True)
class Priced:
    """What rows are filled from: the products on sale, and the rates of tax with their days."""

    products: tuple[Choice, ...]
    rates: tuple[VatRate, ...]


class RowsCard(Card):
    """The rows. A part of a form.

    Args:
        context: the desk.
        priced: what rows are filled from.
        tax_day: the day by which a new row gets its rate.
    """

    changed = Signal()

    def __init__(self, context: Context, priced: Priced, tax_day: TaxDay) -> None:
        self.add_button = Button(_("Lisää rivi"), "plus", "ghost", "s", lambda: self.add_row().focus_first())
        self.add_button.setToolTip(_("Lisää rivi (Insert). Alt+↑ ja Alt+↓ siirtävät riviä."))
        super().__init__(_("Laskurivit"), actions=(self.add_button,))
        self._context, self._priced, self._tax_day = context, priced, tax_day
        self.rows: list[RowLine] = []
        self._gone: list[RowLine] = []
        self._edited: list[RowLine] = []
        self._order: list[int] = []
        self._none = label(_("Laskulla ei ole rivejä."), "muted")
        self._fault = label("", "err", wrap=True)
        self._fault.hide()
        self.sums = QFrame()
        self.sums.setProperty("area", "plain")
        self._grid = QGridLayout(self.sums)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(4)
        self.add(self._fault, self._none, line(strong=True), row(None, self.sums))
        for keys, act in (
            ("Ctrl+Del", self._remove_focused),
            ("Insert", self.add_button.click),
            ("Alt+Up", lambda: self._move(-1)),
            ("Alt+Down", lambda: self._move(1)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self._show_sums()

    def load(self, records: Sequence[Record]) -> None:
        """Show the stored rows."""
        for old in (*self.rows, *self._gone):
            self.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.rows, self._gone = [], []
        for record in records:
            self._place(self._made(record, {}))
        self._order = [record.id for record in records]
        self._settle()

    def rebase(self, records: Sequence[Record]) -> None:
        """Take a newer state of the stored rows under what was typed."""
        newer = {record.id: record for record in records}
        self._order = list(newer)
        for made in list(self.rows):
            if made.record is None:
                continue
            stored = newer.pop(made.record.id, None)
            if stored is None and not made.is_changed():
                self._drop(made)
            else:
                made.rebase(stored)
        self._gone = [made for made in self._gone if made.record is not None and made.record.id in newer]
        for made in self._gone:
            assert made.record is not None
            made.record = newer.pop(made.record.id)
        for record in newer.values():
            self._place(self._made(record, {}))
        self._settle()

    def load_new(self, values: Sequence[Mapping[str, object]]) -> None:
        """Show rows that are not stored yet, as if they had been typed."""
        for one in values:
            made = self._made(None, {})
            self._place(made)
            for name, value in one.items():
                if name in made.fields and value is not None:
                    made.fields[name].type_in(value)
        self._settle()

    def add_row(self) -> RowLine:
        """Add an empty row with the general rate of the day."""
        rate = rate_on(self._priced.rates, "general", self._tax_day())
        starting = {"quantity": Decimal(1), "vat_percent": rate.percent if rate is not None else None}
        made = self._made(None, starting)
        self._place(made)
        self._settle()
        return made

    def is_changed(self) -> bool:
        """Tell whether there is something to save."""
        return bool(self._gone) or any(r.is_changed() for r in self.rows) or self._is_moved()

    def edits(self) -> list[RowEdit]:
        """Return what the save does to the rows; where some were moved, every row says where it stands."""
        kept = [r for r in self.rows if not r.is_blank()]
        removals = [(r, RowEdit(r.record.id, r.record.version)) for r in self._gone if r.record is not None]
        moved = self._is_moved()
        pairs = [
            (r, _edit(r, place if moved else None)) for place, r in enumerate(kept, start=1) if moved or r.is_changed()
        ] + removals
        self._edited = [r for r, _edit_ in pairs]
        return [edit for _r, edit in pairs]

    def check(self) -> list[FieldError]:
        """Check every row; an invoice without rows is a fault."""
        kept = [r for r in self.rows if not r.is_blank()]
        self._say("" if kept else _("Laskulla on oltava vähintään yksi rivi. Lisää rivi."))
        if not kept:
            return [FieldError("rows", self._fault.text())]
        return [
            FieldError(f"{_NAME}#{place}.{name}", problem)
            for place, made in enumerate(self.rows)
            for name, problem in made.check().items()
        ]

    def show_refused(self, error: FieldError) -> FieldError:
        """Put a message of a use case where it belongs, and return it under the name the form knows."""
        position, _dot, name = error.field.partition(".")
        if error.field == "rows":
            self._say(error.message)
            return error
        if not position.isdigit() or int(position) >= len(self._edited):
            return error
        made = self._edited[int(position)]
        if name not in made.fields or made not in self.rows:
            return error
        made.fields[name].show_problem(error.message)
        return FieldError(f"{_NAME}#{self.rows.index(made)}.{name}", error.message)

    def caption_of(self, name: str) -> str:
        """See FormPart."""
        if name == "rows":
            return _("Laskurivit")
        place, field = self._named(name)
        made = self._row(place)
        if made is None or field not in made.fields:
            return ""
        return _("Rivi {n}: {field}").format(n=place + 1, field=made.fields[field].caption.lower())

    def focus(self, name: str) -> None:
        """See FormPart."""
        place, field = self._named(name)
        made = self._row(place)
        if made is not None and field in made.fields:
            made.reveal(field).setFocus(Qt.FocusReason.OtherFocusReason)
        elif name == "rows":
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def reckoned(self) -> Totals:
        """Return the sums of the rows that can be understood."""
        return totals(r for made in self.rows if not made.is_blank() and (r := made.reckoning()) is not None)

    def _named(self, name: str) -> tuple[int, str]:
        entity, _sep, rest = name.partition("#")
        place, _dot, field = rest.partition(".")
        return (int(place), field) if entity == _NAME and place.isdigit() else (-1, "")

    def _row(self, place: int) -> RowLine | None:
        return self.rows[place] if 0 <= place < len(self.rows) else None

    def _made(self, record: Record | None, values: Mapping[str, object]) -> RowLine:
        made = RowLine(self._context.today, record, self._priced.products, values)
        made.changed.connect(self._changed)
        made.removed.connect(lambda: self._remove(made))
        made.product_chosen.connect(lambda product_id: self._fill(made, product_id))
        return made

    def _fill(self, made: RowLine, product_id: int) -> None:
        def come(rows: Rows) -> None:
            (product,) = rows.records
            rate = rate_on(self._priced.rates, product.text("vat_code"), self._tax_day())
            percent_now = rate.percent if rate is not None else None
            filled = {"description": product.text("name"), "unit_price": product["price"], "vat_percent": percent_now}
            made.fill(filled)

        self._context.ask(made, lambda gate: gate.call(PRODUCTS.open, product_id), come)

    def _place(self, made: RowLine) -> None:
        self.rows.append(made)
        self.body.insertWidget(self._first_place() + len(self.rows) - 1, made)

    def _first_place(self) -> int:
        return self.body.indexOf(self._none) + 1

    def _settle(self) -> None:
        """Show what follows from rows having come, gone or moved."""
        self._none.setVisible(not self.rows)
        for place, made in enumerate(self.rows):
            made.edge.setVisible(place > 0)
            made.setAccessibleName(_("Rivi {n}").format(n=place + 1))
        self._changed()

    def _changed(self) -> None:
        if self.rows:
            self._say("")
        self._show_sums()
        self.changed.emit()

    def _drop(self, made: RowLine) -> None:
        self.rows.remove(made)
        made.hide()
        self.body.removeWidget(made)

    def _remove(self, made: RowLine) -> None:
        place = self.rows.index(made)
        self._drop(made)
        if made.record is not None:
            self._gone.append(made)
        if self.rows:
            self.rows[min(place, len(self.rows) - 1)].focus_first()
        else:
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._settle()

    def _focused(self) -> RowLine | None:
        focused = QApplication.focusWidget()
        return next((r for r in self.rows if focused is not None and r.isAncestorOf(focused)), None)

    def _remove_focused(self) -> None:
        if (made := self._focused()) is not None:
            self._remove(made)

    def _move(self, by: int) -> None:
        made, focused = self._focused(), QApplication.focusWidget()
        if made is None:
            return
        place = self.rows.index(made)
        new = place + by
        if not 0 <= new < len(self.rows):
            return
        self.rows.insert(new, self.rows.pop(place))
        self.body.removeWidget(made)
        self.body.insertWidget(self._first_place() + new, made)
        self._settle()
        if focused is not None:
            focused.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(made, _("Rivi on nyt {n}.").format(n=new + 1))

    def _is_moved(self) -> bool:
        """Tell whether the rows stand otherwise than they would be stored: the stored ones first, as they came."""
        stored = [r.record.id if r.record is not None else 0 for r in self.rows if not r.is_blank()]
        kept = [row_id for row_id in self._order if row_id in stored]
        return stored != [*kept, *(row_id for row_id in stored if not row_id)]

    def _say(self, fault: str) -> None:
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))

    def _show_sums(self) -> None:
        clear(self._grid)
        show_totals(self._grid, self.reckoned())


def _edit(made: RowLine, place: int | None) -> RowEdit:
    if made.record is None:
        return RowEdit(values=made.values(), place=place)
    return RowEdit(made.record.id, made.record.version, made.values(), place)


def show_totals(grid: QGridLayout, sums: Totals) -> None:
    """Put the sums of an invoice into a grid: of each rate, and of all."""
    lines = [(_("Veroton summa"), euros(sums.net), False)]
    for one in sums.by_rate:
        words = _("Alv {percent} ({net})").format(percent=percent(one.percent), net=euros(one.net))
        lines.append((words, euros(one.vat), False))
    lines.append((_("Yhteensä"), euros(sums.gross), True))
    for place, (words, amount, strong) in enumerate(lines):
        grid.addWidget(label(words, "strong" if strong else "muted"), place, 0)
        made = total_label(amount, strong=strong)
        made.setAccessibleName(f"{words}: {amount}")
        grid.addWidget(made, place, 1)
