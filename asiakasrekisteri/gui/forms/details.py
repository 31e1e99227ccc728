"""The addresses, phones and e-mails of a card in its form: added, changed and removed with the rest in one save."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from asiakasrekisteri.domain.errors import FieldError
from asiakasrekisteri.domain.fields import EntitySpec, FieldKind, FieldSpec, Record
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.forms.edited_row import EditedRow
from asiakasrekisteri.gui.forms.editors import Today
from asiakasrekisteri.gui.forms.field import CatalogueField
from asiakasrekisteri.gui.forms.grid import COLUMNS, FieldGrid
from asiakasrekisteri.gui.widgets.basics import Button, icon_button, label
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.usecases.edits import Edit

_SPANS = {"number": 3, "address": 3, "street": 3, "town": 2, "description": 2, "product_id": 2}


def starting_value(spec: FieldSpec) -> object:
    """Return what a field of a new row holds at first: the first of a closed choice, Finland, otherwise nothing."""
    if spec.required and spec.options:
        return spec.options[0].code
    return "FI" if spec.kind is FieldKind.COUNTRY else None


class DetailRow(EditedRow):
    """One detail being edited.

    Args:
        spec: the entity.
        today: what "t" and "+7" in a date count from.
        record: the stored detail; None for a new one.
    """

    changed = Signal()
    removed = Signal()

    def __init__(self, spec: EntitySpec, today: Today, record: Record | None) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self.spec, self.record = spec, record
        self.links: Mapping[str, int] = {}
        self.fields = {f.name: CatalogueField(f, today) for f in spec.editable()}
        for name, field in self.fields.items():
            field.load(record.values.get(name) if record is not None else starting_value(field.spec))
            field.changed.connect(self.changed)
        grid = FieldGrid([(f, min(COLUMNS, _SPANS.get(n, 1))) for n, f in self.fields.items()])
        what = _(spec.label).lower()
        self.remove = icon_button("x", _("Poista {what} (Ctrl+Del)").format(what=what), self.removed.emit)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(grid, 1)
        side = QVBoxLayout()
        side.addSpacing(label("x", "strong").sizeHint().height() + 5)
        side.addWidget(self.remove)
        side.addStretch(1)
        layout.addLayout(side)

    def edit(self) -> Edit | None:
        """Return what the save does to this row; None when nothing was changed."""
        if not self.is_changed():
            return None
        values = {name: field.value() for name, field in self.fields.items()}
        if self.record is None:
            return Edit(self.spec.name, values=values, links=self.links)
        return Edit(self.spec.name, self.record.id, self.record.version, values)

    def removal(self) -> Edit | None:
        """Return the edit that removes the row; None for one that was never stored."""
        if self.record is None:
            return None
        return Edit(self.spec.name, self.record.id, self.record.version)

    def focus_first(self) -> None:
        """Put the focus where the value is typed, past the choice of its use."""
        fields = list(self.fields.values())
        target = next((f for f in fields if not f.spec.options), fields[0])
        target.editor.setFocus(Qt.FocusReason.OtherFocusReason)


class DetailCard(Card):
    """The details of one kind: a row for each, and *Lisää*. A part of a form.

    Args:
        spec: the entity.
        today: what "t" and "+7" in a date count from.
        title: heading; by default the entity's plural.
    """

    changed = Signal()

    def __init__(self, spec: EntitySpec, today: Today, title: str = "") -> None:
        self.add_button = Button(_("Lisää {what}").format(what=_(spec.label).lower()), "plus", "ghost", "s")
        super().__init__(title or _(spec.plural), actions=(self.add_button,))
        self.spec, self._today = spec, today
        self.rows: list[DetailRow] = []
        self._gone: list[DetailRow] = []
        self._edited: list[DetailRow] = []
        self._none = label(_("Ei yhtään."), "muted")
        self.body.addWidget(self._none)
        self.add_button.clicked.connect(lambda _on=False: self.add_row().focus_first())
        for keys, act in (("Ctrl+Del", self._remove_focused), ("Insert", self.add_button.click)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def load(self, records: Sequence[Record]) -> None:
        """Show the stored details of this kind."""
        for row in (*self.rows, *self._gone):
            self.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows, self._gone = [], []
        for record in records:
            if record.entity == self.spec.name:
                self._place(self.make_row(record))
        self._none.setVisible(not self.rows)

    def rebase(self, records: Sequence[Record]) -> None:
        """Take a newer state of the stored details under what was typed."""
        newer = {r.id: r for r in records if r.entity == self.spec.name}
        for row in list(self.rows):
            stored = newer.pop(row.record.id, None) if row.record is not None else None
            if row.record is not None and stored is None and not row.is_changed():
                self._drop(row)
            else:
                row.rebase(stored)
        self._gone = [row for row in self._gone if row.record is not None and row.record.id in newer]
        for row in self._gone:
            assert row.record is not None
            row.record = newer.pop(row.record.id)
        for record in newer.values():
            self._place(self.make_row(record))
        self._none.setVisible(not self.rows)

    def add_row(self) -> DetailRow:
        """Add an empty row."""
        row = self.make_row(None)
        self._place(row)
        self.changed.emit()
        return row

    def make_row(self, record: Record | None) -> DetailRow:
        """Return a row; a kind with more to it than fields overrides this."""
        return DetailRow(self.spec, self._today, record)

    def is_changed(self) -> bool:
        """Tell whether there is something to save."""
        return bool(self._gone) or any(row.is_changed() for row in self.rows)

    def edits(self) -> list[Edit]:
        """Return what the save does to the details of this kind."""
        pairs = [(r, r.edit()) for r in self.rows] + [(r, r.removal()) for r in self._gone]
        self._edited = [row for row, edit in pairs if edit is not None]
        return [edit for _row, edit in pairs if edit is not None]

    def edited(self, position: int) -> DetailRow:
        """Return the row an edit came from; `position` counts the edits last given."""
        return self._edited[position]

    def check(self) -> list[FieldError]:
        """Check every row."""
        return [
            FieldError(self._name(place, name), problem)
            for place, row in enumerate(self.rows)
            for name, problem in row.check().items()
        ]

    def show_refused(self, position: int, field: str, message: str) -> str:
        """Put the message of a use case under its field and return the field's name in the form, "" when not shown.

        `position` counts the edits last given.
        """
        row = self._edited[position]
        if field not in row.fields or row not in self.rows:
            return ""
        row.fields[field].show_problem(message)
        return self._name(self.rows.index(row), field)

    def caption_of(self, name: str) -> str:
        """See FormPart."""
        field = self._field(name)
        return field.caption if field is not None else ""

    def focus(self, name: str) -> None:
        """See FormPart."""
        if (field := self._field(name)) is not None:
            field.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _field(self, name: str) -> CatalogueField | None:
        entity, _sep, rest = name.partition("#")
        place, _dot, field = rest.partition(".")
        if entity != self.spec.name or not place.isdigit() or int(place) >= len(self.rows):
            return None
        return self.rows[int(place)].fields.get(field)

    def _name(self, place: int, field: str) -> str:
        return f"{self.spec.name}#{place}.{field}"

    def _place(self, row: DetailRow) -> None:
        self.rows.append(row)
        self.body.addWidget(row)
        self._none.hide()
        row.changed.connect(self.changed)
        row.removed.connect(lambda: self._remove(row))

    def _drop(self, row: DetailRow) -> None:
        self.rows.remove(row)
        row.hide()

    def _remove(self, row: DetailRow) -> None:
        place = self.rows.index(row)
        self._drop(row)
        if row.record is not None:
            self._gone.append(row)
        self._none.setVisible(not self.rows)
        if self.rows:
            self.rows[min(place, len(self.rows) - 1)].focus_first()
        else:
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _remove_focused(self) -> None:
        focused: QWidget | None = self.window().focusWidget()
        for row in self.rows:
            if focused is not None and row.isAncestorOf(focused):
                self._remove(row)
                return


def all_edits(cards: Sequence[DetailCard]) -> tuple[list[Edit], list[tuple[DetailCard, int]]]:
    """Return the edits of several cards in one list, and for each the card and position it came from."""
    edits: list[Edit] = []
    owners: list[tuple[DetailCard, int]] = []
    for card in cards:
        own = card.edits()
        edits += own
        owners += [(card, place) for place in range(len(own))]
    return edits, owners


def show_refusals(errors: Sequence[FieldError], owners: Sequence[tuple[DetailCard, int]]) -> list[FieldError]:
    """Put errors named "2.postcode" under their fields; return all, named as the form knows them."""
    named = []
    for error in errors:
        position, _dot, field = error.field.partition(".")
        if position.isdigit() and int(position) < len(owners):
            card, place = owners[int(position)]
            named.append(FieldError(card.show_refused(place, field, error.message), error.message))
        else:
            named.append(error)
    return named
