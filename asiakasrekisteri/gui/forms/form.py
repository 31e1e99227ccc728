"""A form made from an entity's specification: sections as cards, checks on leaving a field, all faults on saving."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol, cast

from PySide6.QtCore import Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from asiakasrekisteri.domain.errors import FieldError
from asiakasrekisteri.domain.fields import EntitySpec, Record, Section
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.forms.editors import Today
from asiakasrekisteri.gui.forms.field import CatalogueField
from asiakasrekisteri.gui.forms.grid import FieldGrid, span_of
from asiakasrekisteri.gui.forms.labelled import Field
from asiakasrekisteri.gui.forms.links import LinkEditor
from asiakasrekisteri.gui.forms.order import put_in_order
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.basics import Button, clear
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.choices import Choice
from asiakasrekisteri.gui.widgets.notices import Banner

_LONG_CAPTION = 15
_AROUND, _SETTLED = 64, 60
"""A field that is gone to shows its label above and its message below."""
_LINKS = 4
"""So many faulty fields are named in the banner; the rest are found by F8."""


class FormPart(Protocol):
    """Something in a form beside the fields of the record itself: its addresses, its roles."""

    @property
    def changed(self) -> SignalInstance:
        """Something was typed, added or removed."""

    def is_changed(self) -> bool:
        """Tell whether anything differs from what was loaded."""

    def check(self) -> Sequence[FieldError]:
        """Check everything, show what is wrong where it is, and return it."""

    def caption_of(self, name: str) -> str:
        """Return the words of one of its fields, "" when the field is not its own."""

    def focus(self, name: str) -> None:
        """Put the focus into one of its fields."""


class EntityForm(QFrame):
    """Everything the user may type about one record.

    Args:
        spec: the entity.
        today: what "t" and "+7" in a date count from.
        sources: (code, words) of where typed data may come from; empty when the source is not asked.
        source: code chosen at first.
    """

    changed = Signal(bool)
    """Something was typed, or undone: whether anything differs from what was loaded."""
    submitted = Signal(object)
    """The user saved and nothing is wrong: the changed values by name (all of them in a new record)."""

    def __init__(
        self,
        spec: EntitySpec,
        today: Today,
        sources: Sequence[tuple[str, str]] = (),
        source: str = "",
    ) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self.setAccessibleName(_(spec.label))
        self.spec = spec
        self.fields = {f.name: CatalogueField(f, today) for f in spec.editable()}
        self._new = True
        self._parts: list[FormPart] = []
        self._cards: list[tuple[Card, FieldGrid, tuple[CatalogueField, ...]]] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(12)
        self._summary = QVBoxLayout()
        self._faults: tuple[FieldError, ...] = ()
        self._layout.addLayout(self._summary)
        for section in self._sections():
            self._layout.addWidget(self._card(section))
        self._source = Choice(sources) if sources else None
        if self._source is not None:
            self._source.choose(source or sources[0][0])
            self._source_field = Field(_("Tietojen lähde"), self._source, _("Kirjataan jokaiseen muutettuun tietoon."))
            self._source_card = Card("", FieldGrid([(self._source_field, 2)]))
            self._layout.addWidget(self._source_card)
        for field in self.fields.values():
            field.changed.connect(self._changed)
        for keys in ("Ctrl+S", "Ctrl+Return", "Ctrl+Enter"):
            self._key(keys, self.submit)
        self._key("F8", lambda: self.go_to_fault(1))
        self._key("Shift+F8", lambda: self.go_to_fault(-1))

    def add_part(self, part: FormPart, widget: QWidget, before: str = "") -> None:
        """Put something more into the form; it is checked and saved with the fields.

        Args:
            part: what is checked.
            widget: what is shown of it.
            before: field before whose card it stands; "" for the end, before the source.
        """
        self._parts.append(part)
        place = self._layout.count() - (1 if self._source is not None else 0)
        for card, _grid, fields in self._cards:
            if before in {f.spec.name for f in fields}:
                place = self._layout.indexOf(card)
        self._layout.insertWidget(place, widget)
        part.changed.connect(self._changed)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt
        """Step by Tab in the order of reading: parts stand between the fields, and rows come later."""
        put_in_order(self)
        return super().focusNextPrevChild(next)

    def show_fields(self, names: Collection[str]) -> None:
        """Show these fields only; the others keep their values."""
        for card, grid, fields in self._cards:
            shown = [f for f in fields if f.spec.name in names]
            grid.show_only(shown)
            card.setVisible(bool(shown))

    def rebase(self, record: Record) -> tuple[str, ...]:
        """Take a newer state of the same record under what was typed; return the fields where the two differ."""
        typed = self.changes()
        for name, field in self.fields.items():
            field.load(record.values.get(name))
        clashing = []
        for name, value in typed.items():
            if self.fields[name].value() != value:
                self.fields[name].type_in(value)
                clashing.append(name)
        self._changed()
        return tuple(clashing)

    def offer(self, name: str, options: Sequence[tuple[int, str]]) -> None:
        """Give a field that names another row the rows to choose from: (id, what it is called)."""
        editor = self.fields[name].value_editor
        assert isinstance(editor, LinkEditor)
        editor.offer(options)

    def load(self, record: Record) -> None:
        """Show a stored record."""
        self._new = False
        for name, words in record.names.items():
            editor = self.fields[name].value_editor if name in self.fields else None
            if isinstance(editor, LinkEditor):
                editor.call_it(cast(int, record[name]), words)
        self.load_values(record.values)

    def load_values(self, values: Mapping[str, object]) -> None:
        """Show values, e.g. the defaults of a new record."""
        for name, field in self.fields.items():
            field.load(values.get(name))
        self.show_errors(())
        self.changed.emit(False)

    def values(self) -> dict[str, object]:
        """Return what is typed, by name, as it would be stored."""
        return {name: field.value() for name, field in self.fields.items()}

    def changes(self) -> dict[str, object]:
        """Return only what differs from what was loaded."""
        return {name: field.value() for name, field in self.fields.items() if field.is_changed()}

    def is_changed(self) -> bool:
        """Tell whether anything differs from what was loaded."""
        return any(field.is_changed() for field in self.fields.values()) or any(p.is_changed() for p in self._parts)

    def source(self) -> str:
        """Return the code of where the typed data come from, "" when it is not asked."""
        return self._source.code() if self._source is not None else ""

    def submit(self) -> None:
        """Check everything; either tell the values or show all faults and go to the first."""
        problems = {name: field.check() for name, field in self.fields.items()}
        own = (FieldError(name, text) for name, text in problems.items() if text)
        faults = (*own, *(fault for part in self._parts for fault in part.check()))
        self._summarise(faults)
        if faults:
            self.focus(faults[0].field)
            self._bring_into_view()
        else:
            self.submitted.emit(self.values() if self._new else self.changes())

    def show_errors(self, errors: Sequence[FieldError]) -> None:
        """Put each message under its field, e.g. those a use case refused; go to the first."""
        messages = {e.field: e.message for e in errors}
        for name, field in self.fields.items():
            field.show_problem(messages.get(name, ""))
        self._summarise(errors)
        if errors:
            self.focus(errors[0].field)
            self._bring_into_view()

    def focus(self, name: str) -> None:
        """Put the focus into a field."""
        if name in self.fields:
            self.fields[name].editor.setFocus(Qt.FocusReason.OtherFocusReason)
        for part in self._parts:
            if part.caption_of(name):
                part.focus(name)

    def _bring_into_view(self) -> None:
        """Scroll to where the focus is once the banner above has taken its room and pushed the fields down."""

        def scroll() -> None:
            area, focused = _scroll_area(self), QApplication.focusWidget()
            page = area.widget() if area is not None else None
            if area is not None and page is not None and focused is not None and self.isAncestorOf(focused):
                # Qt's own ensureWidgetVisible leaves no room around for what is wrong, told under the field
                foot = focused.mapTo(page, focused.rect().bottomLeft())
                area.ensureVisible(foot.x(), foot.y(), 0, px(_AROUND))

        for milliseconds in (0, _SETTLED):  # cards inside cards take their room one after another
            QTimer.singleShot(milliseconds, self, scroll)

    def focus_first(self) -> None:
        """Put the focus into the first field."""
        self.focus(next(iter(self.fields)))

    def go_to_fault(self, step: int) -> None:
        """Go to the next (1) or previous (-1) faulty field."""
        names = list(self.fields)
        faulty = [n for n in names if self.fields[n].problem()]
        if not faulty:
            return
        here = next((n for n in names if self.fields[n].editor.hasFocus()), None)
        place = faulty.index(here) + step if here in faulty else 0
        self.focus(faulty[place % len(faulty)])

    def _sections(self) -> tuple[Section, ...]:
        if self.spec.sections:
            return self.spec.sections
        return (Section(self.spec.label, tuple(self.fields)),)

    def _card(self, section: Section) -> QWidget:
        fields = tuple(self.fields[n] for n in section.fields if n in self.fields)
        grid = FieldGrid([(f, _span(f)) for f in fields], halves=True)
        card = Card(_(section.title), grid)
        if not fields:
            card.hide()
        self._cards.append((card, grid, fields))
        return card

    def _summarise(self, faults: Sequence[FieldError]) -> None:
        self._faults = tuple(faults)
        clear(self._summary)
        if not faults:
            return
        words = ngettext(
            "{n} kohta on korjattava ennen tallennusta", "{n} kohtaa on korjattava ennen tallennusta", len(faults)
        )
        named = [f for f in faults if self._caption(f.field)]
        unnamed = " ".join(f.message for f in faults if not self._caption(f.field))
        links = tuple(self._link(f.field) for f in named[:_LINKS])
        self._summary.addWidget(Banner("err", words.format(n=len(faults)), unnamed, links))

    def _link(self, name: str) -> Button:
        return Button(self._caption(name), kind="link", pressed=lambda: self.focus(name))

    def _caption(self, name: str) -> str:
        if name in self.fields:
            return self.fields[name].caption
        return next((words for part in self._parts if (words := part.caption_of(name))), "")

    def _changed(self) -> None:
        self._cross_off()
        self.changed.emit(self.is_changed())

    def _cross_off(self) -> None:
        """Tell of the faults that are left; when none is, the banner stays in its place: nothing moves while typing."""
        left = [f for f in self._faults if f.field not in self.fields or self.fields[f.field].problem()]
        if len(left) == len(self._faults):
            return
        self._summarise(left)
        if not left:
            self._summary.addWidget(Banner("ok", _("Merkityt kohdat on korjattu"), ""))

    def _key(self, keys: str, act: object) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)


def _scroll_area(widget: QWidget) -> QScrollArea | None:
    """Return the page that scrolls a widget, or None."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    return above


def _span(field: CatalogueField) -> int:
    """Return how many columns a field takes: by its kind, and enough for its label."""
    return max(span_of(field.spec.kind), 2 if len(field.caption) > _LONG_CAPTION else 1)
