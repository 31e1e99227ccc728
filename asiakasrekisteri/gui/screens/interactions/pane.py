"""The card beside the list of interactions: opened when the user has rested on a row for a moment."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from asiakasrekisteri.domain.errors import NotFoundError
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.interactions.view import InteractionCards, cards_column
from asiakasrekisteri.gui.widgets.basics import column, icon_button, label, scrolled
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.states import SKELETON_AFTER, Skeleton
from asiakasrekisteri.usecases.interactions.card import InteractionCard, open_interaction

REST_MILLISECONDS = 250


class InteractionPane(QFrame):
    """The right pane of the list.

    Args:
        context: the desk.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self.setAccessibleName(_("Yhteydenotto"))
        self._context = context
        self._id = self._turn = 0
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

    def rest_on(self, interaction_id: int) -> None:
        """Open an interaction if the user stays on it."""
        self._id = interaction_id
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
        words = label(_("Valitse yhteydenotto luettelosta, niin sen sisältö näkyy tässä."), "muted", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._replace(column(None, words, None, margins=(32, 0, 32, 0)))

    def _fetch(self) -> None:
        turn, row_id = self._turn, self._id
        self._slow.start()

        def come(card: InteractionCard) -> None:
            if turn == self._turn:
                self._show(card)

        def failed(error: Exception) -> None:
            self._slow.stop()
            if isinstance(error, NotFoundError):
                self.show_nothing()
            else:
                self._context.messages.failed(error)

        self._context.ask(self, lambda gate: gate.call(open_interaction, row_id), come, failed=failed)

    def _show_skeleton(self) -> None:
        cards = (Card(_("Osapuolet"), Skeleton(3)), Card(_("Muistiinpanot"), Skeleton(5)))
        self._replace(column(*cards, None, gap=12, margins=(20, 20, 16, 16)))

    def _show(self, card: InteractionCard) -> None:
        self._slow.stop()
        address = f"interaction/{card.record.id}"
        whole = icon_button("maximize-2", _("Avaa sivuna (Enter)"), lambda: self._context.go(address))
        whole.setProperty("k", "plain")
        cards = InteractionCards(self._context, card)
        people, facts = cards.side()
        made = cards_column(cards.head(whole), people, *cards.main(), facts)
        made.setContentsMargins(20, 16, 16, 16)
        self._replace(scrolled(made, _("Yhteydenotto")))

    def _replace(self, view: QWidget) -> None:
        old = self._stack.currentWidget()
        self._stack.addWidget(view)
        self._stack.setCurrentWidget(view)
        if old is not None:
            self._stack.removeWidget(old)
            old.deleteLater()
