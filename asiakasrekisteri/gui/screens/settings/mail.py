"""Lähtevä posti in the settings: what is set, whether it works, and a message to try it with."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from asiakasrekisteri.domain.emails import check_email, normalise_email
from asiakasrekisteri.domain.errors import AppError, MailServerError
from asiakasrekisteri.domain.mailing import Delivery, Outcome
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.labelled import Field
from asiakasrekisteri.gui.screens.settings.card import SettingsCard
from asiakasrekisteri.gui.widgets.basics import Button, clear, label, row
from asiakasrekisteri.gui.widgets.facts import Fact, Facts
from asiakasrekisteri.gui.widgets.notices import Banner
from asiakasrekisteri.usecases.mailing.sending import check, send_test
from asiakasrekisteri.usecases.mailing.server import Dispatch, Sending, dispatch_by_server, sending_now

Trial = Callable[[Dispatch], str]
"""Tries the mail server and returns how it went, in words."""


class MailCard(SettingsCard):
    """The mail server. The network is touched only by a button that says what goes where."""

    def __init__(self, context: Context) -> None:
        self.edit_button = Button(_("Muokkaa"), "pencil", size="s", pressed=self.edit)
        super().__init__(_("Lähtevä posti"), actions=(self.edit_button,))
        self._context = context
        self._now: Sending | None = None
        self._place, self._said = QVBoxLayout(), QVBoxLayout()
        self._place.setSpacing(12)
        self.body.addLayout(self._place)
        self.body.addLayout(self._said)
        self.to = QLineEdit()
        self._field = Field("", self.to)
        self.check_button = self.test_button = Button("")
        context.bus.watch(self, ("mail_server",), lambda _changes: self.reload())

    def reload(self) -> None:
        """Fetch what is set."""
        self._context.ask(self, lambda gate: gate.call(sending_now), self._show)

    def edit(self) -> None:
        """Go to the form."""
        known = self._now.server_id if self._now is not None else None
        self._context.go(f"mail_server/{known}/edit" if known is not None else "mail_server/new")

    def check(self) -> None:
        """Connect and log in, and tell how it went."""

        def trial(dispatch: Dispatch) -> str:
            check(dispatch)
            return _("Yhteys ja kirjautuminen toimivat. Mitään ei lähetetty.")

        self._try(trial)

    def send_test(self) -> None:
        """Send the test message and tell how it went."""
        address = str(normalise_email(self.to.text()) or "")
        problem = check_email(address) if address else _("Kirjoita osoite, johon koeviesti lähetetään.")
        self._field.show_problem(problem or "")
        if problem:
            self.to.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._try(lambda dispatch: _told(send_test(dispatch, address), address))

    def _show(self, now: Sending) -> None:
        self._now = now
        clear(self._place)
        clear(self._said)
        self.edit_button.setText(_("Muokkaa") if now.server_id is not None else _("Lisää palvelin"))
        if now.server_id is None:
            words = _(
                "Palvelinta ei ole annettu. Tiedotteet ja kirjeet tallennetaan luonnoksina (.eml), jotka lähetetään"
                " sähköpostiohjelmasta."
            )
            self._place.addWidget(label(words, "muted", wrap=True))
            return
        facts = (
            Fact(label=_("Lähettäjä"), value=f"{now.sender.name} <{now.sender.address}>"),
            Fact(label=_("Palvelin"), value=now.host),
            Fact(label=_("Suojaus"), value=_("TLS; varmenne tarkistetaan joka kerta")),
        )
        self._place.addWidget(Facts(facts, self._context.today(), label_width=100))
        self._show_trial(now)

    def _show_trial(self, now: Sending) -> None:
        self.to = QLineEdit(now.sender.address)
        self.to.returnPressed.connect(self.send_test)
        words = _("Yhteys palvelimeen {host} otetaan vasta napista. Koeviestissä ei ole henkilötietoja.")
        self._field = Field(_("Koeviestin vastaanottaja"), self.to, words.format(host=now.host))
        self.check_button = Button(_("Kokeile yhteyttä"), "cable", pressed=self.check)
        self.test_button = Button(_("Lähetä koeviesti"), "send", pressed=self.send_test)
        self._place.addWidget(self._field)
        self._place.addWidget(row(self.check_button, self.test_button, None))
        self._enable(on=True)

    def _try(self, trial: Trial) -> None:
        if not self.test_button.isEnabled():
            return
        self._enable(on=False)
        context = self._context

        def go(dispatch: Dispatch) -> None:
            context.runner.aside(self, lambda _progress: trial(dispatch), self._well, failed=self._failed)

        context.ask(self, lambda gate: gate.call(dispatch_by_server), go, failed=self._failed)

    def _well(self, words: str) -> None:
        self._say(Banner("ok", words))

    def _failed(self, error: Exception) -> None:
        if isinstance(error, AppError):
            self._say(Banner("err", str(error), actions=(label(error.code, "muted"),)))
        else:
            self._enable(on=True)
            self._context.messages.failed(error)

    def _say(self, banner: Banner) -> None:
        self._enable(on=True)
        clear(self._said)
        self._said.addWidget(banner)

    def _enable(self, *, on: bool) -> None:
        may = self._now is not None and self._now.may_send
        for button in (self.check_button, self.test_button):
            button.setEnabled(on and may)


def _told(answer: Delivery, address: str) -> str:
    """Return how the test message went.

    Raises:
        MailServerError: it was not taken.
    """
    if answer.outcome is Outcome.SENT:
        return _("Palvelin otti koeviestin vastaan. Katso, tuliko se osoitteeseen {address}.").format(address=address)
    said = _("Palvelin vastasi: {code} {answer}").format(code=answer.code, answer=answer.answer)
    raise MailServerError(f"{answer.words} {said}" if answer.code else answer.words)
