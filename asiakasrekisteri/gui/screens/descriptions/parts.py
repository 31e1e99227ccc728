"""What a section's editor is put together from: lists, texts, contact details, and what the program tells by itself."""

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QVBoxLayout

from asiakasrekisteri.domain.formats import iso_day
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.dates import parse_day
from asiakasrekisteri.gui.forms.labelled import Field
from asiakasrekisteri.gui.screens.descriptions.draft import Draft
from asiakasrekisteri.gui.screens.descriptions.rows import Column, StatementList
from asiakasrekisteri.gui.screens.descriptions.words import outside_names
from asiakasrekisteri.gui.widgets.basics import clear, column, label, selectable
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.choices import Choice
from asiakasrekisteri.gui.widgets.grid_table import GridTable, Head
from asiakasrekisteri.gui.widgets.growing import GrowingText


class Part(QFrame):
    """A part of a section. Shows the draft's words, and writes into it what is typed."""

    def __init__(self, context: Context, draft: Draft) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self.context, self.draft = context, draft

    def load(self) -> None:
        """Show the draft's words."""
        raise NotImplementedError

    def set_writable(self, *, writable: bool) -> None:
        """Let the words only be looked at."""

    def focus_first(self) -> bool:
        """Go to the first field; tell whether there was one."""
        return False


class ListPart(Part):
    """A list of statements.

    Args:
        context, draft: the desk and the draft.
        field: of `Description`, or "transfers.places".
        name: what the list is called; shown above it unless it is the section's own name.
        columns, fresh, add: as in `StatementList`.
        titled: whether the name is shown.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - one argument for each thing that lists differ in
        self,
        context: Context,
        draft: Draft,
        field: str,
        name: str,
        columns: Sequence[Column],
        fresh: Callable[[], Any],
        add: str,
        *,
        titled: bool = False,
    ) -> None:
        super().__init__(context, draft)
        self._field = field
        self.list = StatementList(context, name, columns, fresh, add)
        self.list.changed.connect(self._write)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        if titled:
            layout.addWidget(label(name, "h3"))
        layout.addWidget(self.list)

    def load(self) -> None:
        if self._written() != self._stored():
            self.list.load(self._stored())

    def set_writable(self, *, writable: bool) -> None:
        self.list.set_writable(writable=writable)

    def focus_first(self) -> bool:
        if self.list.rows:
            self.list.rows[0].focus_first()
        else:
            self.list.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _stored(self) -> tuple[Any, ...]:
        words = self.draft.words
        found = words.transfers.places if self._field == "transfers.places" else getattr(words, self._field)
        return tuple(found)

    def _written(self) -> tuple[Any, ...]:
        """Return the statements that say something; a row that was added and not yet written in is not among them."""
        return tuple(item for item in self.list.items() if _says(item))

    def _write(self) -> None:
        if self._field == "transfers.places":
            self.draft.write(transfers=replace(self.draft.words.transfers, places=self._written()))
        else:
            self.draft.write(**{self._field: self._written()})


def _says(item: Any) -> bool:
    names = {one.name for one in fields(item)} & {"text", "name", "what", "task", "recipient"}
    return any(getattr(item, name) for name in names)


class TextPart(Part):
    """One text of the description.

    Args:
        context, draft: the desk and the draft.
        field: "necessity", "automated", "register_name", "transfers.text", "dated" or "parts".
        caption, hint: over and under it.
    """

    def __init__(self, context: Context, draft: Draft, field: str, caption: str, hint: str = "") -> None:
        super().__init__(context, draft)
        self._field = field
        self.text = GrowingText(caption, lines=field == "parts")
        self.text.edited.connect(self._write)
        self.field = Field(caption, self.text, hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.field)

    def load(self) -> None:
        words = self.draft.words
        if self._field == "transfers.text":
            self.text.set_text(words.transfers.text)
        elif self._field == "parts":
            if self._lines() != words.parts:
                self.text.set_text("\n".join(words.parts))
        elif self._field == "dated":
            if self._day() != words.dated:
                self.text.set_text(iso_day(words.dated))
        else:
            self.text.set_text(getattr(words, self._field))

    def set_writable(self, *, writable: bool) -> None:
        self.text.setEnabled(writable)

    def focus_first(self) -> bool:
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _write(self) -> None:
        text: Any = self.text.text()
        if self._field == "transfers.text":
            self.draft.write(transfers=replace(self.draft.words.transfers, text=text))
            return
        if self._field == "dated":
            if not self._day():
                self.field.show_problem(_("Kirjoita päivä muodossa pp.kk.vvvv, esimerkiksi 23.11.2026."))
                return
            self.field.show_problem("")
            text = self._day()
        self.draft.write(**{self._field: self._lines() if self._field == "parts" else text})

    def _lines(self) -> tuple[str, ...]:
        return tuple(line.strip() for line in self.text.text().splitlines() if line.strip())

    def _day(self) -> str:
        day = parse_day(self.text.text(), self.context.today())
        return day.isoformat() if day is not None else ""


class PersonPart(Part):
    """Name and contact details: of the contact, the officer or the joint controller.

    Args:
        context, draft: the desk and the draft.
        field: of `Description`.
        title: what the person is called.
        dated: whether the days of the task are asked too.
    """

    _CAPTIONS = ("name", "email", "phone", "address")
    _DAYS = ("since", "until")

    def __init__(self, context: Context, draft: Draft, field: str, title: str, *, dated: bool = False) -> None:
        super().__init__(context, draft)
        self._field = field
        self.lines: dict[str, QLineEdit] = {}
        self._fields: dict[str, Field] = {}
        names = {"name": _("Nimi"), "email": _("Sähköposti"), "phone": _("Puhelin"), "address": _("Osoite")}
        names |= {"since": _("Tehtävässä alkaen"), "until": _("Tehtävässä asti")}
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for place, name in enumerate((*self._CAPTIONS, *self._DAYS) if dated else self._CAPTIONS):
            line = QLineEdit()
            line.textEdited.connect(lambda text, n=name: self._write(n, text))
            self._fields[name] = Field(names[name], line)
            grid.addWidget(self._fields[name], place // 2, place % 2)
            line.setAccessibleName(_("{title}: {field}").format(title=title, field=names[name]))
            self.lines[name] = line
        for name in self._DAYS if dated else ():
            self.lines[name].editingFinished.connect(partial(self._finish, name))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(label(title, "h3"))
        layout.addLayout(grid)

    def load(self) -> None:
        who = getattr(self.draft.words, self._field)
        for name, line in self.lines.items():
            said = iso_day(getattr(who, name)) if name in self._DAYS else getattr(who, name)
            if line.text().strip() != said:
                line.setText(said)

    def set_writable(self, *, writable: bool) -> None:
        for line in self.lines.values():
            line.setEnabled(writable)

    def focus_first(self) -> bool:
        self.lines["name"].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _write(self, name: str, text: str) -> None:
        who, said = getattr(self.draft.words, self._field), text.strip()
        if name in self._DAYS and said:
            day = parse_day(said, self.context.today())
            if day is None:
                return
            said = day.isoformat()
        self.draft.write(**{self._field: replace(who, **{name: said})})

    def _finish(self, name: str) -> None:
        """Show a day as days are written, or say that it is none."""
        said = self.lines[name].text().strip()
        wrong = bool(said) and parse_day(said, self.context.today()) is None
        words = _("Kirjoita päivä muodossa pp.kk.vvvv, esimerkiksi 23.11.2026.") if wrong else ""
        self._fields[name].show_problem(words)
        if not wrong:
            self.load()


class OutsidePart(Part):
    """Whether data are transferred outside the EEA."""

    def __init__(self, context: Context, draft: Draft) -> None:
        super().__init__(context, draft)
        self.choice = Choice(outside_names())
        self.choice.currentIndexChanged.connect(lambda _place: self._write())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Field(_("Siirretäänkö tietoja EU:n tai ETA-alueen ulkopuolelle"), self.choice))

    def load(self) -> None:
        self.choice.blockSignals(True)
        self.choice.choose(self.draft.words.transfers.outside_eea)
        self.choice.blockSignals(False)

    def set_writable(self, *, writable: bool) -> None:
        self.choice.setEnabled(writable)

    def focus_first(self) -> bool:
        self.choice.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _write(self) -> None:
        said: dict[str, Any] = {"outside_eea": self.choice.code()}
        self.draft.write(transfers=replace(self.draft.words.transfers, **said))


Rows = Callable[[Draft], Sequence[tuple[str, str]]]


class ToldPart(Part):
    """What the documents say without the firm's writing it: a name and words on each line.

    Args:
        context, draft: the desk and the draft.
        title: over it.
        why: where it comes from.
        heads: of the two columns.
        rows: what is told of a draft.
    """

    def __init__(
        self, context: Context, draft: Draft, title: str, why: str, heads: tuple[str, str], rows: Rows
    ) -> None:
        super().__init__(context, draft)
        self._title, self._heads, self._rows = title, heads, rows
        self._shown: tuple[tuple[str, str], ...] | None = None
        self._place = QVBoxLayout()
        card = Card(title, label(why, "small", wrap=True), gap=6)
        card.body.addLayout(self._place)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        draft.settled.connect(self.load)
        draft.stored.connect(self.load)

    def load(self) -> None:
        rows = tuple(self._rows(self.draft))
        if rows == self._shown:
            return
        self._shown = rows
        clear(self._place)
        if not rows:
            self._place.addWidget(label(_("Ei mitään."), "muted"))
            return
        heads = (Head(self._heads[0], 2), Head(self._heads[1], 3))
        table = GridTable(self._title, heads, [(name, selectable(label(said, wrap=True))) for name, said in rows])
        self._place.addWidget(column(table))
