"""One row of an invoice being written: two lines of fields, the sum that follows, and what is seldom needed."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from asiakasrekisteri.domain.fields import Record
from asiakasrekisteri.domain.formats import euros
from asiakasrekisteri.domain.invoicing import Row, row_net
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.billing.specs import row_fields
from asiakasrekisteri.gui.forms.edited_row import EditedRow
from asiakasrekisteri.gui.forms.editors import Today
from asiakasrekisteri.gui.forms.field import CatalogueField
from asiakasrekisteri.gui.forms.links import LinkEditor
from asiakasrekisteri.gui.theme.theme import font, px
from asiakasrekisteri.gui.widgets.basics import Button, column, icon_button, label, line, row
from asiakasrekisteri.usecases.choices import Choice

_TWELFTHS, _FIELD = 12, 32
_FIRST = (("product_id", 4), ("description", 8))
_SECOND = ("quantity", "unit", "unit_price", "discount_percent", "vat_percent")
_MORE = (("since", 3), ("until", 3), ("vat_reason", 6))
_LAST, _NARROW = 3, 830
"""Under this width (logical pixels at text size 100 %) the numbers stand on two lines."""


class RowLine(EditedRow):
    """A row of an invoice.

    Args:
        today: what "t" and "+7" in a date count from.
        record: the stored row; None for a new one.
        products: what may be sold.
        values: what a new row begins with.
    """

    changed = Signal()
    removed = Signal()
    product_chosen = Signal(int)
    """Another product was chosen: its id."""

    def __init__(
        self, today: Today, record: Record | None, products: tuple[Choice, ...], values: Mapping[str, object]
    ) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self.record = record
        self.fields = {f.name: CatalogueField(f, today) for f in row_fields()}
        self._filled = ""
        product = self._product_editor()
        product.offer([(p.id, p.name) for p in products])
        stored = record.values if record is not None else values
        if record is not None and isinstance(chosen := record.values.get("product_id"), int):
            product.call_it(chosen, record.names.get("product_id", ""))
        for name, field in self.fields.items():
            field.load(stored.get(name))
            field.changed.connect(self._changed)
        self.fields["product_id"].changed.connect(self._choose_product)
        self.sum = label("", "strong")
        self.sum.setFont(font(13, 500, tabular=True))
        self._build()
        self._show_sum()

    def _build(self) -> None:
        self.more_button = Button(_("Kausi ja veron peruste"), "chevron-down", "link", "s", self.show_more)
        self.remove = icon_button("x", _("Poista rivi (Ctrl+Del)"), self.removed.emit)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(10)
        for place in range(_TWELFTHS):
            self._grid.setColumnStretch(place, 1)
        self._total = self._sum_part()
        self._place_figures(narrow=False)
        inside = QVBoxLayout()
        inside.setSpacing(6)
        inside.addLayout(self._grid)
        if any(self.fields[name].value() is not None for name, _span in _MORE):
            self._put(_LAST, _MORE)
        else:
            inside.addWidget(row(self.more_button, None))
        fields = QHBoxLayout()
        fields.setSpacing(8)
        fields.addLayout(inside, 1)
        fields.addLayout(self._side())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        self.edge = line()
        layout.addWidget(self.edge)
        layout.addLayout(fields)

    def _sum_part(self) -> QFrame:
        head = label(_("Summa ilman veroa"), "strong")
        head.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.sum.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.sum.setMinimumHeight(px(_FIELD))
        return column(head, self.sum, None, gap=4)

    def _side(self) -> QVBoxLayout:
        side = QVBoxLayout()
        side.addSpacing(label("x", "strong").sizeHint().height() + 5)
        side.addWidget(self.remove)
        side.addStretch(1)
        return side

    def _put(self, number: int, places: Sequence[tuple[str, int]]) -> None:
        start = 0
        for name, span in places:
            field = self.fields[name]
            field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self._grid.addWidget(field, number, start, 1, span)
            start += span

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < px(_NARROW)
        if narrow != self._narrow:
            self._place_figures(narrow=narrow)

    def _place_figures(self, *, narrow: bool) -> None:
        """Put the numbers side by side, or on two lines where their labels would be cut."""
        self._narrow = narrow
        self._put(0, _FIRST)
        half, wide = len(_SECOND) // 2 + 1, _TWELFTHS // 3 if narrow else 2
        figures = [(name, wide) for name in _SECOND]
        self._put(1, figures[:half] if narrow else figures)
        if narrow:
            self._put(2, figures[half:])
        start = (len(_SECOND) - half if narrow else len(_SECOND)) * wide
        self._grid.addWidget(self._total, 2 if narrow else 1, start, 1, wide)

    def show_more(self) -> None:
        """Show the fields that few rows need."""
        self.more_button.hide()
        self._put(_LAST, _MORE)
        self.fields["since"].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def offer(self, products: tuple[Choice, ...]) -> None:
        """Give the products to choose from."""
        self._product_editor().offer([(p.id, p.name) for p in products])

    def fill(self, values: Mapping[str, object]) -> None:
        """Take over what the product says: its name, unless something else was written, its price and its rate."""
        written = str(self.fields["description"].value() or "")
        for name, value in values.items():
            if value is not None and (name != "description" or written in {"", self._filled}):
                self.fields[name].type_in(value)
        self._filled = str(values.get("description") or "")

    def values(self) -> dict[str, object]:
        """Return what is typed."""
        return {name: field.value() for name, field in self.fields.items()}

    def reckoning(self) -> Row | None:
        """Return what the sums need; None while a number is missing or cannot be understood."""
        typed = self.values()
        numbers = [
            typed["quantity"],
            typed["unit_price"],
            typed["discount_percent"] or Decimal(0),
            typed["vat_percent"],
        ]
        if not all(isinstance(n, Decimal) for n in numbers):
            return None
        quantity, price, off, vat = cast(list[Decimal], numbers)
        return Row(quantity=quantity, unit_price=price, discount_percent=off, vat_percent=vat)

    def focus_first(self) -> None:
        """Put the focus where a row begins."""
        self.fields["product_id"].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def reveal(self, name: str) -> QWidget:
        """Return the editor of a field, and show it if it is one of those seldom needed."""
        if name in dict(_MORE) and not self.fields[name].isVisibleTo(self):
            self.show_more()
        return self.fields[name].editor

    def _product_editor(self) -> LinkEditor:
        editor = self.fields["product_id"].value_editor
        assert isinstance(editor, LinkEditor)
        return editor

    def _choose_product(self) -> None:
        product = self.fields["product_id"].value()
        if isinstance(product, int):
            self.product_chosen.emit(product)

    def _changed(self) -> None:
        self._show_sum()
        self.changed.emit()

    def _show_sum(self) -> None:
        reckoned = self.reckoning()
        words = euros(row_net(reckoned)) if reckoned is not None else "–"
        self.sum.setText(words)
        self.sum.setAccessibleName(_("Summa ilman veroa: {sum}").format(sum=words))


def total_label(words: str, *, strong: bool = False) -> QLabel:
    """Return a sum in tabular figures at the right."""
    made = label(words, "strong" if strong else "body")
    made.setFont(font(15 if strong else 13, 600 if strong else 400, tabular=True))
    made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made
