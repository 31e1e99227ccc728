"""The statements of a list, edited in place: Insert adds, Ctrl+Del removes, Alt+↑ and Alt+↓ move."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QMenu, QSizePolicy, QVBoxLayout, QWidget

from asiakasrekisteri.domain.countries import country_name, normalise_country
from asiakasrekisteri.domain.formats import iso_day
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.dates import parse_day
from asiakasrekisteri.gui.screens.descriptions.grip import Grip
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.basics import Button, icon_button, label, row
from asiakasrekisteri.gui.widgets.choices import Choice
from asiakasrekisteri.gui.widgets.growing import GrowingText

WIDE = 12
"""Parts of a row's width; the fields of a row take so many of them each, and go on below when they are used up."""
_NARROW = 400
_MARK_WIDE, _MARK_HIGH = 52, 32
Kind = Literal["text", "line", "choice", "country", "day"]


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a statement.

    Attributes:
        name: of the field in its dataclass.
        title: what the user calls it.
        wide: parts of the width, of twelve.
        kind: what is written there.
        options: (code, words) of a choice.
        optional: whether a choice may be left open.
        wanted: tells of a statement whether it has the field at all.
    """

    name: str
    title: str
    wide: int = WIDE
    kind: Kind = "text"
    options: tuple[tuple[str, str], ...] = ()
    optional: bool = False
    wanted: Callable[[Any], bool] | None = None


class StatementRow(QFrame):
    """One statement being edited.

    Args:
        columns: its fields.
        item: the statement.
        context: the desk.
    """

    changed = Signal()
    entered = Signal()

    def __init__(self, columns: Sequence[Column], item: Any, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self.item, self._columns, self._context = item, tuple(columns), context
        self.fields: dict[str, QWidget] = {}
        self._narrow = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(6)
        for column in self._columns:
            self.fields[column.name] = self._field(column)
            self.fields[column.name].setToolTip(column.title)
        for place in range(1, WIDE + 1):
            self._grid.setColumnStretch(place, 1)
            self._grid.setColumnMinimumWidth(place, 1)
        self.menu_button = icon_button("ellipsis", _("Muut toiminnot"))
        self.remove_button = icon_button("trash-2", _("Poista rivi (Ctrl+Del)"))
        self._arrange()
        self.grip = Grip()
        self._grid.addWidget(self.grip, 0, 0, Qt.AlignmentFlag.AlignTop)
        self.mark = label("", "muted")
        self.mark.setMinimumSize(px(_MARK_WIDE), px(_MARK_HIGH))
        self.mark.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.mark.hide()
        buttons = row(self.mark, self.menu_button, self.remove_button, gap=0)
        self._grid.addWidget(buttons, 0, WIDE + 1, Qt.AlignmentFlag.AlignTop)
        self._show_wanted()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the fields under one another where they would be too narrow to read beside one another."""
        super().resizeEvent(event)
        narrow = self.width() < px(_NARROW)
        if narrow != self._narrow:
            self._narrow = narrow
            self._arrange()

    def _arrange(self) -> None:
        line, used = 0, 0
        for column in self._columns:
            wide = WIDE if self._narrow else column.wide
            if used + wide > WIDE:
                line, used = line + 1, 0
            self._grid.addWidget(self.fields[column.name], line, used + 1, 1, wide, Qt.AlignmentFlag.AlignTop)
            used += wide

    def name_fields(self, place: int) -> None:
        """Tell screen readers which row of the list it is."""
        for column in self._columns:
            words = _("{title}, rivi {n}").format(title=column.title, n=place + 1)
            self.fields[column.name].setAccessibleName(words)
        self.menu_button.setAccessibleName(_("Rivin {n} muut toiminnot").format(n=place + 1))
        self.remove_button.setAccessibleName(_("Poista rivi {n}").format(n=place + 1))

    def load(self, item: Any) -> None:
        """Show another statement in the same fields; the one that is typed into is left alone if it says the same."""
        self.item = item
        for column in self._columns:
            self._show(column, str(getattr(item, column.name) or ""))
        self._show_wanted()

    def focus_first(self) -> None:
        """Go to the first field."""
        self.fields[self._columns[0].name].setFocus(Qt.FocusReason.OtherFocusReason)

    def set_writable(self, *, writable: bool) -> None:
        """Let the statement only be looked at."""
        for made in (*self.fields.values(), self.menu_button, self.remove_button, self.grip):
            made.setEnabled(writable)

    def show_mark(self, words: str, said: str) -> None:
        """Show a figure at the row's right, and in words what it tells; "" for none."""
        self.mark.setText(words)
        self.mark.setToolTip(said)
        self.mark.setAccessibleName(said)
        self.mark.setVisible(bool(words))

    def _field(self, column: Column) -> QWidget:
        if column.kind == "choice":
            choice = Choice(column.options, optional=column.optional)
            choice.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            choice.choose(str(getattr(self.item, column.name) or ""))
            choice.currentIndexChanged.connect(lambda _place: self._typed(column))
            return choice
        if column.kind == "text":
            text = GrowingText(column.title, column.title)
            text.set_text(str(getattr(self.item, column.name)))
            text.edited.connect(lambda: self._typed(column))
            text.entered.connect(self.entered)
            return text
        line = QLineEdit(self._shown(column, str(getattr(self.item, column.name))))
        line.setCursorPosition(0)
        line.setPlaceholderText(column.title)
        line.textEdited.connect(lambda _text: self._typed(column))
        line.returnPressed.connect(self.entered)
        line.editingFinished.connect(lambda: self._show(column, str(getattr(self.item, column.name))))
        return line

    def _show(self, column: Column, value: str) -> None:
        made = self.fields[column.name]
        if isinstance(made, Choice):
            made.blockSignals(True)
            made.choose(value)
            made.blockSignals(False)
        elif isinstance(made, GrowingText):
            made.set_text(value)
        elif isinstance(made, QLineEdit) and made.text() != self._shown(column, value):
            made.setText(self._shown(column, value))

    def _typed(self, column: Column) -> None:
        value: str | None = self._value(column)
        if column.name == "basis":
            value = value or None
        self.item = replace(self.item, **{column.name: value})
        self._show_wanted()
        self.changed.emit()

    def _value(self, column: Column) -> str:
        made = self.fields[column.name]
        if isinstance(made, Choice):
            return made.code()
        assert isinstance(made, GrowingText | QLineEdit)
        text = made.text().strip()
        if column.kind == "country":
            return str(normalise_country(text) or "")
        if column.kind == "day":
            day = parse_day(text, self._context.today())
            return day.isoformat() if day is not None else ""
        return text

    @staticmethod
    def _shown(column: Column, value: str) -> str:
        if column.kind == "country":
            return country_name(value) if value else ""
        return iso_day(value) if column.kind == "day" else value

    def _show_wanted(self) -> None:
        for column in self._columns:
            if column.wanted is not None:
                self.fields[column.name].setVisible(column.wanted(self.item))


class StatementList(QFrame):
    """A list of statements.

    Args:
        context: the desk.
        name: what it is called.
        columns: the fields of a statement.
        fresh: makes an empty statement.
        add: words of the button that adds one.
    """

    changed = Signal()

    def __init__(
        self, context: Context, name: str, columns: Sequence[Column], fresh: Callable[[], Any], add: str
    ) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self.setAccessibleName(name)
        self._context, self._columns, self._fresh = context, tuple(columns), fresh
        self._writable = True
        self.rows: list[StatementRow] = []
        self._place = QVBoxLayout()
        self._place.setSpacing(8)
        self._none = label(_("Ei yhtään kohtaa."), "muted")
        self.add_button = Button(add, "plus", "ghost", pressed=self.add)
        self.add_button.setToolTip(f"{add} (Insert)")
        self._keys = label(_("Alt+↑ ja Alt+↓ siirtävät riviä"), "small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._none)
        layout.addLayout(self._place)
        layout.addWidget(row(self.add_button, None, self._keys))
        acts: Mapping[str, Callable[[], object]] = {
            "Insert": self.add,
            "Ctrl+Del": lambda: self._at_focus(self.remove),
            "Alt+Up": lambda: self._at_focus(lambda place: self.shift(place, -1)),
            "Alt+Down": lambda: self._at_focus(lambda place: self.shift(place, 1)),
        }
        for keys, act in acts.items():
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the keys out where there is no room for them; the menu of a row tells them too."""
        super().resizeEvent(event)
        self._keys.setVisible(self.width() >= px(_NARROW))

    def items(self) -> tuple[Any, ...]:
        """Return the statements in order."""
        return tuple(made.item for made in self.rows)

    def load(self, items: Sequence[Any]) -> None:
        """Show these statements; fields stay where they are, so that the focus does too."""
        for made, item in zip(self.rows, items, strict=False):
            if made.item != item:
                made.load(item)
        for made in self.rows[len(items) :]:
            self._drop(made)
        del self.rows[len(items) :]
        for item in items[len(self.rows) :]:
            self._append(item)
        self._renumber()

    def set_writable(self, *, writable: bool) -> None:
        """Let the statements only be looked at."""
        self._writable = writable
        self.add_button.setEnabled(writable)
        for made in self.rows:
            made.set_writable(writable=writable)

    def add(self) -> None:
        """Add an empty statement and go to it."""
        if not self._writable:
            return
        self._append(self._fresh())
        self._renumber()
        self.rows[-1].focus_first()
        self.changed.emit()

    def remove(self, place: int) -> None:
        """Remove a statement; it can be undone."""
        before = self.items()
        self._drop(self.rows.pop(place))
        self._renumber()
        self.changed.emit()
        if self.rows:
            self.rows[min(place, len(self.rows) - 1)].focus_first()
        else:
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._context.messages.done(_("Rivi poistettiin."), lambda: self._put_back(before))

    def shift(self, place: int, by: int) -> None:
        """Move a statement up (-1) or down (1); the focus goes with it."""
        to = place + by
        if not 0 <= to < len(self.rows):
            return
        made = self.rows.pop(place)
        self.rows.insert(to, made)
        focused = made.focusWidget()
        self._place.removeWidget(made)
        self._place.insertWidget(to, made)
        self._renumber()
        if focused is not None:
            focused.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _carry(self, made: StatementRow, at: QPoint) -> None:
        """Move a row that is held by its handle to where the mouse is; the others make room at once."""
        y, place = self.mapFromGlobal(at).y(), self.rows.index(made)
        for to, other in enumerate(self.rows):
            middle = other.geometry().center().y()
            if (to < place and y < middle) or (to > place and y > middle and not self._is_beyond(y, to)):
                self.shift(place, to - place)
                self.layout().activate()  # type: ignore[union-attr]  # it has one
                return

    def _is_beyond(self, y: int, to: int) -> bool:
        """Tell whether the mouse is past the next row as well."""
        return to + 1 < len(self.rows) and y > self.rows[to + 1].geometry().center().y()

    def _put_back(self, items: Sequence[Any]) -> None:
        self.load(items)
        self.changed.emit()

    def _append(self, item: Any) -> None:
        made = StatementRow(self._columns, item, self._context)
        made.changed.connect(self.changed)
        made.entered.connect(lambda: self._lead_on(made))
        made.remove_button.clicked.connect(lambda _on=False: self.remove(self.rows.index(made)))
        made.menu_button.clicked.connect(
            lambda _on=False: self.menu(made).popup(made.mapToGlobal(made.rect().center()))
        )
        made.grip.carried.connect(lambda at: self._carry(made, at))
        made.set_writable(writable=self._writable)
        self.rows.append(made)
        self._place.addWidget(made)

    def menu(self, made: StatementRow) -> QMenu:
        """Return what can be done with a row."""
        place, menu = self.rows.index(made), QMenu(self)
        for words, by in ((_("Siirrä ylös (Alt+↑)"), -1), (_("Siirrä alas (Alt+↓)"), 1)):
            action = menu.addAction(words)
            action.setEnabled(0 <= place + by < len(self.rows))
            action.triggered.connect(lambda _on=False, b=by: self.shift(place, b))
        menu.addAction(_("Poista (Ctrl+Del)")).triggered.connect(lambda _on=False: self.remove(place))
        return menu

    def _lead_on(self, made: StatementRow) -> None:
        """Enter goes to the next row; from the last one a new one begins."""
        after = self.rows.index(made) + 1
        if after < len(self.rows):
            self.rows[after].focus_first()
        else:
            self.add()

    def _drop(self, made: StatementRow) -> None:
        self._place.removeWidget(made)
        made.hide()
        made.deleteLater()

    def _renumber(self) -> None:
        self._none.setVisible(not self.rows)
        for place, made in enumerate(self.rows):
            made.name_fields(place)

    def _at_focus(self, act: Callable[[int], object]) -> None:
        focused: QWidget | None = self.window().focusWidget()
        for place, made in enumerate(self.rows):
            if self._writable and focused is not None and made.isAncestorOf(focused):
                act(place)
                return
