"""The card beside the list: opened when the user has rested on a row for a moment."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from asiakasrekisteri.domain.errors import NotFoundError
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.screens.customers.card import (
    CardFacts,
    Opened,
    card_column,
    contacts_card,
    facts_card,
    head_marks,
    head_words,
)
from asiakasrekisteri.gui.screens.customers.page import fetch_customer
from asiakasrekisteri.gui.widgets.basics import Button, column, icon_button, label, row, scrolled
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.states import SKELETON_AFTER, Skeleton

REST_MILLISECONDS = 250
_IN_PANE_HEAD = ("kind", "number", "status", "business_id", "association_number")


class CustomerPane(QFrame):
    """The right pane of the list.

    Args:
        context: the desk.
        may_write: whether *Muokkaa* is offered.
    """

    shown = Signal(int)
    """The card of this customer is in sight."""

    def __init__(self, context: Context, *, may_write: bool) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self.setAccessibleName(_("Asiakaskortti"))
        self._context, self._may_write = context, may_write
        self._id = 0
        self._turn = 0
        self._stack = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self._rest = self._timer(REST_MILLISECONDS, self._fetch)
        self._slow = self._timer(SKELETON_AFTER, self._show_skeleton)
        self.show_nothing()

    def _timer(self, milliseconds: int, act: object) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.setInterval(milliseconds)
        made.timeout.connect(act)
        return made

    def rest_on(self, customer_id: int) -> None:
        """Open a customer if the user stays on it."""
        self._id = customer_id
        self._turn += 1
        self._rest.start()

    def reload(self) -> None:
        """Fetch the card anew."""
        if self._id:
            self._fetch()

    def show_nothing(self) -> None:
        """Show that no row is chosen."""
        self._id = 0
        self._turn += 1
        self._rest.stop()
        words = label(_("Valitse asiakas luettelosta, niin tiedot näkyvät tässä."), "muted", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._replace(column(None, words, None, margins=(32, 0, 32, 0)))

    def _fetch(self) -> None:
        turn, row_id = self._turn, self._id
        self._slow.start()

        def come(opened: Opened) -> None:
            if turn == self._turn:
                self._show(opened)

        def failed(error: Exception) -> None:
            self._slow.stop()
            if isinstance(error, NotFoundError):
                self.show_nothing()
            else:
                self._context.messages.failed(error)

        self._context.ask(self, lambda gate: fetch_customer(gate, row_id), come, failed=failed)

    def _show_skeleton(self) -> None:
        cards = (Card(_("Yhteystiedot"), Skeleton(5)), Card(_("Yhteyshenkilöt"), Skeleton(3)))
        self._replace(column(*cards, None, gap=12, margins=(20, 20, 16, 16)))

    def _show(self, opened: Opened) -> None:
        self._slow.stop()
        facts = CardFacts(self._context, opened)
        body = card_column(
            self._head(opened),
            facts_card(_("Yhteystiedot"), facts.contact_facts(), self._context),
            contacts_card(opened, self._context, wide=False),
            facts_card(_("Asiakkuus"), facts.own_facts(_IN_PANE_HEAD), self._context),
            facts_card(_("Tietosuoja"), facts.ground_facts(whole=False), self._context),
        )
        body.setContentsMargins(20, 16, 16, 16)
        self._replace(scrolled(body, _("Asiakaskortti")))
        self.shown.emit(opened.card.record.id)

    def _head(self, opened: Opened) -> QWidget:
        row_id = opened.card.record.id
        name = label(opened.card.record.text("name"), "h1", wrap=True)
        under = label(head_words(opened.card), "muted", wrap=True)
        words = column(name, under, gap=1)
        words.setSizePolicy(words.sizePolicy().Policy.Expanding, words.sizePolicy().Policy.Preferred)
        whole = icon_button("maximize-2", _("Avaa sivuna (Enter)"), lambda: self._context.go(f"customer/{row_id}"))
        whole.setProperty("k", "plain")
        edit = Button(_("Muokkaa"), "pencil", pressed=lambda: self._context.go(f"customer/{row_id}/edit"))
        edit.setEnabled(self._may_write and opened.card.restriction is None)
        edit.setToolTip(
            _("Muokkaa (F2)")
            if self._may_write
            else _("Roolillasi ei ole oikeutta muuttaa asiakkaita. Pyydä oikeutta pääkäyttäjältä.")
        )
        top = row(words, whole, gap=8)
        acts: list[QWidget] = [edit]
        if self._context.may(Permission.INTERACTION_WRITE):
            note = Button(
                _("Kirjaa yhteydenotto"), "phone", pressed=lambda: self._context.noted.emit("customer", row_id)
            )
            note.setToolTip(_("Kirjaa yhteydenotto (Ctrl+Shift+Y)"))
            acts.append(note)
        person_id = opened.card.person_id
        if person_id is not None:
            address = f"person/{person_id}"
            acts.append(Button(_("Avaa henkilö"), "user-round", pressed=lambda: self._context.go(address)))
        return column(top, row(*head_marks(opened.card), None), row(*acts, None), gap=10)

    def _replace(self, view: QWidget) -> None:
        old = self._stack.currentWidget()
        self._stack.addWidget(view)
        self._stack.setCurrentWidget(view)
        if old is not None:
            self._stack.removeWidget(old)
            old.deleteLater()
