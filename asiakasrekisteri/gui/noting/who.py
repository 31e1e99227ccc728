"""Whom a call concerns: the customer, and those who took part, found while typing or only named."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout

from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.finder import ICONS, Finder
from asiakasrekisteri.gui.theme.icons import Icon
from asiakasrekisteri.gui.widgets.basics import clear, icon_button, row
from asiakasrekisteri.gui.widgets.tips import plain_tip

_BY_NAME = N_("Kirjaa nimellä ”{text}”")


class Party(NamedTuple):
    """One who took part: a person of the register, or (id None) only a name."""

    id: int | None
    name: str


class _Short(QLabel):
    """A name on one line, cut where there is no room; the whole of it is in the tooltip."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("t", "strong")
        self.setToolTip(plain_tip(text))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._whole = text

    def minimumSizeHint(self) -> QSize:
        return QSize(1, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width()))


class Who(QFrame):
    """The customer and the parties.

    Args:
        context: the desk.
    """

    changed = Signal()
    customer_changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self.customer: tuple[int, str] | None = None
        self.parties: list[Party] = []
        self.finder = Finder(context, ("customer", "person"), _("Asiakas tai henkilö…"), _(_BY_NAME))
        self._chosen = QVBoxLayout()
        self._chosen.setSpacing(4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(self._chosen)
        layout.addWidget(self.finder)
        self.finder.chosen.connect(self.take)
        self.finder.create_asked.connect(lambda name: self._add(Party(None, name)))

    def is_empty(self) -> bool:
        """Tell whether nobody has been chosen."""
        return self.customer is None and not self.parties

    def take(self, kind: str, row_id: int, name: str) -> None:
        """Choose a customer instead of the one before, or a person beside the others."""
        if kind == "customer":
            self._set_customer((row_id, name))
        elif row_id not in {p.id for p in self.parties}:
            self._add(Party(row_id, name))

    def first_person(self) -> int | None:
        """Return the first party who is a person of the register."""
        return next((p.id for p in self.parties if p.id is not None), None)

    def kept(self) -> dict[str, Any]:
        """Return what a draft keeps of it."""
        return {"customer": list(self.customer or ()), "parties": [list(p) for p in self.parties]}

    def load(self, draft: Mapping[str, Any]) -> None:
        """Show what a draft kept."""
        customer = draft.get("customer") or ()
        self.customer = (int(customer[0]), str(customer[1])) if customer else None
        self.parties = [Party(*party) for party in draft.get("parties") or ()]
        self._show()
        self.customer_changed.emit()

    def _set_customer(self, customer: tuple[int, str] | None) -> None:
        self.customer = customer
        self._show()
        self.customer_changed.emit()
        self.changed.emit()

    def _add(self, party: Party) -> None:
        self.parties.append(party)
        self._show()
        self.changed.emit()

    def _remove(self, party: Party) -> None:
        self.parties.remove(party)
        self._show()
        self.finder.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _show(self) -> None:
        clear(self._chosen)
        if self.customer is not None:
            self._chosen.addWidget(self._line(ICONS["customer"], self.customer[1], lambda: self._set_customer(None)))
        for party in self.parties:
            icon_name = ICONS["person"] if party.id is not None else "pencil"
            self._chosen.addWidget(self._line(icon_name, party.name, lambda p=party: self._remove(p)))

    def _line(self, icon_name: str, name: str, remove: Any) -> QFrame:
        button = icon_button("x", _("Poista kirjauksesta: {name}").format(name=name), remove, small=True)
        return row(Icon(icon_name, 16), _Short(name), button, gap=8, margins=(8, 2, 4, 2), area="inset")
