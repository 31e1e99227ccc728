"""The firm's registers: which there are, which data categories each holds; a new one is begun, an old one is closed."""

from functools import partial

from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QLineEdit, QVBoxLayout

from asiakasrekisteri.domain.categories import CATEGORY_TITLES
from asiakasrekisteri.domain.errors import InvalidInputError
from asiakasrekisteri.domain.formats import day
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.labelled import Field
from asiakasrekisteri.gui.screens.descriptions.draft import Draft
from asiakasrekisteri.gui.screens.descriptions.parts import Part
from asiakasrekisteri.gui.widgets.basics import Button, clear, column, label, row
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.dialog import ask
from asiakasrekisteri.gui.widgets.marks import Pill
from asiakasrekisteri.usecases.privacy.registers import RegisterRow, add_register, close_register, list_registers

_COLUMNS = 1


class CoversPart(Part):
    """Which data categories the register holds: all, or those that are chosen."""

    def __init__(self, context: Context, draft: Draft) -> None:
        super().__init__(context, draft)
        self.all = QCheckBox(_("Kaikki tietoryhmät"))
        self.all.toggled.connect(self._all_toggled)
        self.boxes = {category.value: QCheckBox(_(title)) for category, title in CATEGORY_TITLES.items()}
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        for place, box in enumerate(self.boxes.values()):
            box.toggled.connect(lambda _on: self._write())
            grid.addWidget(box, place // _COLUMNS, place % _COLUMNS)
        why = _("Näistä tulostuu tietosisältö, ja näitä verrataan rekisteriin.")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(
            column(label(_("Tietoryhmät tässä rekisterissä"), "h3"), label(why, "small", wrap=True), gap=2)
        )
        layout.addWidget(self.all)
        layout.addLayout(grid)

    def load(self) -> None:
        covers = self.draft.words.covers
        for box in (self.all, *self.boxes.values()):
            box.blockSignals(True)
        self.all.setChecked(not covers)
        for code, box in self.boxes.items():
            box.setChecked(not covers or code in covers)
            box.setEnabled(bool(covers) and self.draft.writable)
        for box in (self.all, *self.boxes.values()):
            box.blockSignals(False)

    def set_writable(self, *, writable: bool) -> None:
        self.all.setEnabled(writable)

    def _all_toggled(self, on: bool) -> None:
        """All is said by naming none; what is taken away from all begins with all of them named."""
        self.draft.write(covers=() if on else tuple(self.boxes))
        self.load()

    def _write(self) -> None:
        chosen = tuple(code for code, box in self.boxes.items() if box.isChecked())
        self.draft.write(covers=chosen)
        if not chosen:
            self.load()


class RegistersPart(Part):
    """All registers of the firm, with their state; a new one begins with a name."""

    def __init__(self, context: Context, draft: Draft) -> None:
        super().__init__(context, draft)
        self.name = QLineEdit()
        self.name.setPlaceholderText(_("Esimerkiksi Kameravalvontarekisteri"))
        self.name.returnPressed.connect(self.add)
        self.name_field = Field(_("Uuden rekisterin nimi"), self.name)
        self.add_button = Button(_("Perusta rekisteri"), "plus", pressed=self.add)
        self.choose_buttons: dict[int, Button] = {}
        self.close_buttons: dict[int, Button] = {}
        self._place = QVBoxLayout()
        self._place.setSpacing(6)
        why = _("Jokaisella rekisterillä on oma seloste, omat versiot ja oma vuosikatsaus.")
        card = Card(_("Yrityksen rekisterit"), label(why, "small", wrap=True), gap=8)
        card.body.addLayout(self._place)
        self._new = row(self.name_field, column(22, self.add_button, None, gap=0), gap=8)
        card.add(self._new)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        draft.stored.connect(self.load)

    def load(self) -> None:
        self.context.ask(self, lambda gate: gate.call(list_registers), self._show)

    def set_writable(self, *, writable: bool) -> None:
        self._new.setVisible(writable)

    def add(self) -> None:
        """Begin a register of the name written, and show its description."""
        name = self.name.text()

        def made(register_id: int) -> None:
            self.name.clear()
            self.name_field.show_problem("")
            self.context.messages.done(_("Rekisteri {name} perustettiin.").format(name=name.strip()))
            self._choose(register_id)

        self.context.ask(self, lambda gate: gate.call(add_register, name), made, failed=self._failed)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, InvalidInputError):
            self.name_field.show_problem(error.errors[0].message)
            self.name.setFocus()
        else:
            self.context.messages.failed(error)

    def _choose(self, register_id: int) -> None:
        self.draft.save(lambda: self.draft.fetch(register_id))

    def _show(self, registers: tuple[RegisterRow, ...]) -> None:
        clear(self._place)
        self.choose_buttons, self.close_buttons = {}, {}
        open_ones = sum(1 for one in registers if one.closed_on is None)
        for one in registers:
            self._place.addWidget(self._row(one, only=open_ones == 1))

    def _row(self, one: RegisterRow, *, only: bool) -> QFrame:
        front = one.id == self.draft.register_id
        said = [_("versio {n}").format(n=one.published) if one.published else _("ei julkaistu")]
        if one.covers:
            titles = (_(title) for category, title in CATEGORY_TITLES.items() if category.value in one.covers)
            said.append(", ".join(titles))
        if one.closed_on is not None:
            mark = Pill(_("Suljettu {day}").format(day=day(one.closed_on)), "neutral")
        else:
            mark = Pill(_("Näkyvissä"), "info") if front else Pill(_("Käytössä"), "ok")
        words = column(label(one.name, "strong", wrap=True), label(" · ".join(said), "small", wrap=True), gap=1)
        made = row(words, mark, *self._acts(one, front=front, only=only))
        made.layout().setStretch(0, 1)  # type: ignore[union-attr]  # it has one
        return made

    def _acts(self, one: RegisterRow, *, front: bool, only: bool) -> list[Button]:
        acts = []
        if not front:
            self.choose_buttons[one.id] = Button(_("Näytä"), size="s", pressed=partial(self._choose, one.id))
            self.choose_buttons[one.id].setAccessibleDescription(one.name)
            acts.append(self.choose_buttons[one.id])
        if one.closed_on is None and not only and self.draft.writable:
            self.close_buttons[one.id] = Button(_("Sulje…"), "lock", "ghost", "s", partial(self._ask_to_close, one))
            self.close_buttons[one.id].setAccessibleDescription(one.name)
            acts.append(self.close_buttons[one.id])
        return acts

    def _ask_to_close(self, one: RegisterRow) -> None:
        ask(
            self.window(),
            _("Suljetaanko rekisteri {name}?").format(name=one.name),
            _("Julkaistut versiot ja pöytäkirjat säilyvät. Suljettua rekisteriä ei voi avata uudelleen."),
            ((_("Peru"), "plain", lambda: None), (_("Sulje rekisteri"), "danger", partial(self._close, one))),
        )

    def _close(self, one: RegisterRow) -> None:
        def closed(_none: object) -> None:
            self.context.messages.done(_("Rekisteri {name} suljettiin.").format(name=one.name))
            self.draft.fetch(None if one.id == self.draft.register_id else self.draft.register_id)

        self.context.ask(self, lambda gate: gate.call(close_register, one.id), closed)
