"""The forms of an invoice: the invoice with its rows, a payment, a reminder, a credit note. Each is one save."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError, StaleRecordError
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Ask, Context
from asiakasrekisteri.gui.forms.form import EntityForm
from asiakasrekisteri.gui.forms.savebar import SaveBar
from asiakasrekisteri.gui.theme.theme import px, theme
from asiakasrekisteri.gui.widgets.basics import Button, clear, column, row, scrolled
from asiakasrekisteri.gui.widgets.notices import Banner
from asiakasrekisteri.usecases.edits import Saved

R = TypeVar("R")
_WIDEST = 1100
Store = Callable[[Mapping[str, object], str], Ask[Saved]]
"""Given the values and the source, returns the call that stores them."""
Refuse = Callable[[Sequence[FieldError]], Sequence[FieldError]]
"""Puts what a use case refused where it belongs, and returns it by the names the form knows."""


@dataclass(frozen=True, slots=True)
class Rebase(Generic[R]):
    """How a form is put on top of what somebody else has saved meanwhile.

    Attributes:
        fetch: fetches what is stored now.
        take: puts it under what was typed, and returns in words where the two differ.
    """

    fetch: Ask[R]
    take: Callable[[R], Sequence[str]]


class BillForm(QFrame):
    """A form in the place of the page, with its save bar.

    Args:
        context: the desk.
        form: the fields, already loaded.
        store: see `Store`.
        over: what stands over the fields: what is to be known before writing.
        refuse: see `Refuse`.
        rebase: see `Rebase`; without it what is typed stays and can only be let go of.
    """

    saved = Signal(object)
    """Stored: `Saved`."""
    left = Signal()
    """The user let go of the form."""
    renewed = Signal()
    """Somebody else saved meanwhile and the user wants what is stored now."""
    changed = Signal(bool)

    def __init__(
        self,
        context: Context,
        form: EntityForm,
        store: Store,
        over: Sequence[QWidget] = (),
        refuse: Refuse = list,
        rebase: Rebase[Any] | None = None,
    ) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self.form = form
        self._context, self._store, self._refuse, self._rebase = context, store, refuse, rebase
        self._start: Callable[[], object] = form.focus_first
        self._busy = False
        self._notes = QVBoxLayout()
        self.bar = SaveBar(form, self.left.emit)
        self._build(over)
        form.changed.connect(self.changed)
        form.submitted.connect(lambda values: self._save(cast(Mapping[str, object], values)))

    def _build(self, over: Sequence[QWidget]) -> None:
        inside = self._inside = column(*over, gap=12)
        theme().changed.connect(self._fit)
        self._fit()
        box = cast(QVBoxLayout, inside.layout())
        box.insertLayout(0, self._notes)
        box.addWidget(self.form)
        box.addStretch(1)
        place = row(inside, None, margins=(20, 16, 16, 16))
        cast(QHBoxLayout, place.layout()).setStretch(0, 100)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(scrolled(place, self.form.accessibleName()), 1)
        layout.addWidget(self.bar)

    def _fit(self) -> None:
        self._inside.setMaximumWidth(px(_WIDEST))

    def begin_at(self, start: Callable[[], object]) -> "BillForm":
        """Let writing begin elsewhere than in the first field."""
        self._start = start
        return self

    def focus_start(self) -> None:
        """Put the focus where writing begins."""
        self._start()

    def is_changed(self) -> bool:
        """Tell whether there is anything unsaved."""
        return self.form.is_changed()

    def save(self) -> None:
        """Save as the button does."""
        self.form.submit()

    def _save(self, values: Mapping[str, object]) -> None:
        if self._busy:
            return
        self._set_busy(busy=True)
        self._context.ask(self, self._store(values, self.form.source()), self._stored, failed=self._refused)

    def _stored(self, saved: Saved) -> None:
        self._set_busy(busy=False)
        self.saved.emit(saved)

    def _refused(self, error: Exception) -> None:
        self._set_busy(busy=False)
        if isinstance(error, InvalidInputError):
            self.form.show_errors(self._refuse(error.errors))
        elif isinstance(error, StaleRecordError) and self._rebase is not None:
            rebase = self._rebase
            self._context.ask(self, rebase.fetch, lambda stored: self._clashed(rebase.take(stored)))
        elif isinstance(error, StaleRecordError):
            self._clashed(())
        else:
            self._context.messages.failed(error)

    def _clashed(self, differences: Sequence[str]) -> None:
        clear(self._notes)
        title = _("Tietoja on muutettu toisaalla. Kirjoittamasi on tallella.")
        lines = [_("Tarkista tiedot ja tallenna uudelleen, tai ota tallennetut tiedot."), *differences]
        take = Button(_("Ota tallennetut"), size="s", pressed=self.renewed.emit)
        self._notes.addWidget(Banner("warn", title, "\n".join(lines), (take,)))

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self.bar.show_busy(busy=busy)
