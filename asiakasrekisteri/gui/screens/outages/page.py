"""One notice of an outage: written in three columns, or, once it has been sent, what became of it. Page "notice"."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from asiakasrekisteri.domain.errors import NotFoundError
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.bus import Changes
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.screens.outages.composer import Composer
from asiakasrekisteri.gui.screens.outages.delivery import Delivering
from asiakasrekisteri.gui.screens.outages.listing import OUTAGES_PAGE
from asiakasrekisteri.gui.screens.outages.sent import SentView
from asiakasrekisteri.gui.widgets.bars import TopBar
from asiakasrekisteri.gui.widgets.basics import Button, icon_button
from asiakasrekisteri.gui.widgets.dialog import ask
from asiakasrekisteri.gui.widgets.marks import Pill
from asiakasrekisteri.gui.widgets.states import Beginning, EmptyState
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.mailing.server import Sending, sending_now
from asiakasrekisteri.usecases.outages.affected import AffectableTree, affectable
from asiakasrekisteri.usecases.outages.notices import NoticeCard, drop_notice, open_notice
from asiakasrekisteri.usecases.outages.results import KIND_LABELS, RecipientRow, notice_recipients

Fetched = tuple[NoticeCard, AffectableTree | None, tuple[RecipientRow, ...], Sending]


def _fetch(gate: Gate, notice_id: int) -> Fetched:
    card = gate.call(open_notice, notice_id)
    if card.sent:
        return card, None, gate.call(notice_recipients, notice_id), gate.call(sending_now)
    return card, gate.call(affectable), (), gate.call(sending_now)


class NoticeScreen(QFrame):
    """The page of a notice."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._context = context
        self._id = 0
        self._may = context.may(Permission.OUTAGE_WRITE)
        self._card: NoticeCard | None = None
        self.top = TopBar()
        self.top.back.connect(context.back)
        self.composer = Composer(context)
        self.delivering = Delivering(context, self.composer)
        self.sent = SentView(
            context,
            lambda: self.delivering.send_again(self._id),
            lambda: self.delivering.drafts_again(self._id),
            lambda ids: self.delivering.mark(ids, self.reload),
        )
        self.sent.counted.connect(context.counted)
        self.send_button = self.drafts_button = self.drop_button = Button("")
        self._body = QStackedWidget()
        self._body.addWidget(self.composer)
        self._body.addWidget(self.sent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top)
        layout.addWidget(self.delivering.departure)
        layout.addLayout(self.delivering.notes)
        layout.addWidget(self._body, 1)
        self.composer.planned.connect(self._fit_send)
        self.composer.people.trial_asked.connect(self.delivering.send_trial)
        self.delivering.moved.connect(self.reload)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.send)
        context.bus.watch(self, ("outage_notice",), self._heard)

    def open(self, argument: str) -> None:
        """Show the notice of the address."""
        first = argument.partition("/")[0]
        self._id = int(first) if first.isdigit() else 0
        self._card = None
        self.delivering.clear_notes()
        self.reload()

    def reload(self) -> None:
        """Fetch the notice anew; what is being written stays."""
        notice_id = self._id
        if self._card is not None and not self._card.sent and self.composer.is_dirty():
            return

        def come(found: Fetched) -> None:
            if notice_id == self._id:
                self._show(*found)

        self._context.ask(self, lambda gate: _fetch(gate, notice_id), come, failed=self._failed)

    def focus_start(self) -> None:
        """See Starts."""
        if self._body.currentWidget() is self.composer:
            self.composer.targets.tree.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.sent.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_search(self) -> None:
        """See Finds."""
        if self._body.currentWidget() is self.composer:
            self.composer.targets.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def escape(self) -> None:
        """Call a sending back, or go to the list; the draft is kept."""
        if self.delivering.departure.is_counting():
            self.delivering.departure.call_back()
        elif self.may_leave(lambda: self._context.go(OUTAGES_PAGE)):
            self._context.go(OUTAGES_PAGE)

    def may_leave(self, go_on: Callable[[], object]) -> bool:
        """Ask what becomes of a sending that is counting down; a draft keeps itself."""
        if not self.delivering.departure.is_counting():
            self.composer.keep()
            return True
        departure = self.delivering.departure

        def keep() -> None:
            departure.call_back()
            go_on()

        def now() -> None:
            departure.go_now()
            go_on()

        ask(
            self.window(),
            _("Lähetetäänkö tiedote nyt?"),
            _("Tiedote on lähdössä. Sivulta poistuttaessa se lähetetään heti tai jätetään luonnokseksi."),
            ((_("Jätä luonnokseksi"), "plain", keep), (_("Lähetä nyt"), "primary", now)),
        )
        return False

    def send(self) -> None:
        """Send over the mail server, or, where that cannot be done, write drafts."""
        if self._card is not None and not self._card.sent and self.send_button.isEnabled():
            self.delivering.send(self._card.id)

    def write_drafts(self) -> None:
        """Write the messages into a folder."""
        if self._card is not None and not self._card.sent:
            self.delivering.drafts(self._card.id)

    def drop(self) -> None:
        """Throw the draft away."""
        if self._card is None or self._card.sent:
            return
        notice_id = self._card.id
        self.composer.forget()

        def done(_none: object) -> None:
            self._context.messages.done(_("Luonnos poistettiin."))
            self._context.go(OUTAGES_PAGE)

        self._context.ask(self, lambda gate: gate.call(drop_notice, notice_id), done)

    def _show(
        self, card: NoticeCard, tree: AffectableTree | None, rows: tuple[RecipientRow, ...], sending: Sending
    ) -> None:
        again = self._card is not None and self._card.id == card.id and not card.sent
        self._card = card
        self.delivering.sending = sending
        kind = _(KIND_LABELS[card.kind])
        state = Pill(_("Lähetetty"), "ok") if card.sent else Pill(_("Luonnos"), "neutral")
        outage = (card.outage.text("title"), lambda: self._context.go(f"outage/{card.outage.id}"))
        above = ((_("Häiriöt"), lambda: self._context.go(OUTAGES_PAGE)), outage)
        self.top.show_crumbs(above, kind[:1].upper() + kind[1:], state)
        if card.sent:
            self._body.setCurrentWidget(self.sent)
            self.sent.show_recipients(card.id, rows)
            self.top.show_acts(*self.sent.acts(may=self._may, may_send=sending.ready))
        elif not self._may:
            words = _("Roolillasi luonnosta ei voi muokata. Lähetetty tiedote näkyy tässä.")
            self._instead(EmptyState("megaphone", _("Tiedote on luonnoksena"), words))
        elif tree is not None:
            self._body.setCurrentWidget(self.composer)
            if not again:
                self.composer.show_card(card, tree)
            self._show_acts()

    def _show_acts(self) -> None:
        self.drop_button = icon_button("trash-2", _("Poista luonnos"), self.drop)
        self.drafts_button = Button(_("Tallenna luonnoksina…"), "download", pressed=self.write_drafts)
        self.send_button = Button(_("Lähetä…"), "send", "primary", pressed=self.send)
        self.top.show_acts(self.drop_button, self.drafts_button, self.send_button)
        self._fit_send(self.composer.mails())

    def _fit_send(self, mails: int) -> None:
        self.send_button.setText(self.delivering.send_words(mails))
        why = self.delivering.why_not()
        self.send_button.setEnabled(not why and mails > 0)
        self.send_button.setToolTip(why or _("Lähetä (Ctrl+Enter). Lähetyksen voi perua 15 sekunnin ajan."))
        self.drafts_button.setEnabled(mails > 0)
        trial = self.composer.people.trial_button
        trial.setEnabled(not why and mails > 0)
        to = self.delivering.sending.sender.address
        trial.setToolTip(why or _("Lähettää esikatselun osoitteeseen {address}.").format(address=to))

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, NotFoundError):
            self._context.messages.failed(error)
            return
        way = Beginning("arrow-left", _("Häiriöt"), "", _("Takaisin"), lambda: self._context.go(OUTAGES_PAGE))
        gone = EmptyState("megaphone", _("Tiedotetta ei enää ole"), _("Luonnos on poistettu."), (way,))
        self._instead(gone)

    def _instead(self, view: QWidget) -> None:
        self._body.addWidget(view)
        self._body.setCurrentWidget(view)
        self.top.show_acts()

    def _heard(self, _changes: Changes) -> None:
        if self._card is not None and self._card.sent and self.isVisible():
            self.reload()
