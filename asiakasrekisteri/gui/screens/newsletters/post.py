"""Sending a newsletter: what is about to go to how many is shown first; then over the server, or as drafts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QWidget

from asiakasrekisteri.domain.mailing import Delivery, Outcome
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.posting import Posting
from asiakasrekisteri.gui.tables.columns import number_words
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.basics import label
from asiakasrekisteri.gui.widgets.dialog import Dialog
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.mailing.sending import write_drafts
from asiakasrekisteri.usecases.mailing.server import Dispatch, dispatch_by_server, dispatch_of_drafts
from asiakasrekisteri.usecases.privacy.marketing.sending import (
    Batch,
    MessagePreview,
    note_newsletter_answers,
    note_newsletter_delivered,
    resend_newsletter,
    send_newsletter,
)

_PAPER = 300
_FOLDER = "uutiskirje"


def pick_folder(parent: QWidget) -> Path | None:
    """Ask in which folder the drafts' own folder is made; None when the user gave up."""
    path = QFileDialog.getExistingDirectory(parent, _("Mihin kansioon luonnokset tallennetaan?"))
    return Path(path) if path else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """What a dialog says of one way of sending."""

    title: str
    after: str
    act: str


@dataclass(frozen=True, slots=True)
class SendAct:
    """What is about to be done.

    Attributes:
        included, left_out: how many get it, and how many do not.
        go: does it.
        by_server: over the mail server; otherwise as drafts.
    """

    included: int
    left_out: int
    go: Callable[[], object]
    by_server: bool

    def words(self) -> _Words:
        """Return what is asked, what follows, and what the button says."""
        count = number_words(self.included)
        if self.by_server:
            title = ngettext("Lähetetäänkö {n} viesti?", "Lähetetäänkö {n} viestiä?", self.included)
            act = ngettext("Lähetä {n} viesti", "Lähetä {n} viestiä", self.included)
            after = _("Lähetystä ei voi perua. Jokaiseen viestiin tulee oma peruutuskoodi.")
        else:
            title = ngettext("Tallennetaanko {n} luonnos?", "Tallennetaanko {n} luonnosta?", self.included)
            act = ngettext("Tallenna {n} luonnos", "Tallenna {n} luonnosta", self.included)
            after = _(
                "Viestit tulevat kansioon ja lähetetään sähköpostiohjelmasta. Uutiskirje merkitään lähetetyksi, eikä"
                " sitä voi sen jälkeen muuttaa."
            )
        return _Words(title=title.format(n=count), after=after, act=act.format(n=count))


class SendDialog(Dialog):
    """Shows what one recipient gets word for word, to how many it goes, and who is left out.

    Args:
        parent: the window.
        preview: of one recipient.
        act: what is about to be done.
    """

    def __init__(self, parent: QWidget, preview: MessagePreview, act: SendAct) -> None:
        words = act.words()
        paper = QPlainTextEdit(f"{preview.message.subject}\n\n{preview.message.text}")
        paper.setReadOnly(True)
        paper.setMinimumHeight(px(_PAPER))
        paper.setAccessibleName(_("Viesti sellaisena kuin vastaanottaja sen saa"))
        to = _("Näin viestin saa {name}. Jokaiselle menee oma viesti, eikä kukaan näe muiden osoitteita.")
        out = ngettext("Pois jää {n}.", "Pois jää {n}.", act.left_out).format(n=number_words(act.left_out))
        told = " ".join(filter(None, (to.format(name=preview.recipient.name), out if act.left_out else "")))
        parts = (label(told, wrap=True), paper, label(words.after, "muted", wrap=True))
        super().__init__(parent, words.title, *parts, width=620)
        safe = self.button(_("Peru"), default=True)
        self.send_button = self.button(words.act, self._done_with(act.go), "primary")
        self.focus_first(safe)

    def _done_with(self, go: Callable[[], object]) -> Callable[[], object]:
        def close_and_go() -> None:
            self.accept()
            go()

        return close_and_go


class Post(QObject):
    """Sends the newsletter in front.

    Args:
        context: the desk.
        parent: the page.
    """

    changed = Signal()
    """Something was sent, or written down of it."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._page = context, parent
        self.pick: Callable[[QWidget], Path | None] = pick_folder

    def send(self, campaign_id: int, *, again: bool = False) -> None:
        """Send over the office's mail server."""

        def ask(gate: Gate) -> tuple[Dispatch, Batch]:
            dispatch = gate.call(dispatch_by_server)  # first: without a server nothing is closed
            return dispatch, gate.call(resend_newsletter if again else send_newsletter, campaign_id)

        self._context.ask(self, ask, lambda found: self._post(*found))

    def write_drafts(self, campaign_id: int, *, again: bool = False) -> None:
        """Write drafts into a folder, which a mail program sends."""
        folder = self.pick(self._page)
        if folder is None:
            return
        target = _free(folder)

        def ask(gate: Gate) -> tuple[Dispatch, Batch]:
            dispatch = gate.call(dispatch_of_drafts)
            return dispatch, gate.call(resend_newsletter if again else send_newsletter, campaign_id)

        self._context.ask(self, ask, lambda found: self._draft(*found, target))

    def close(self, campaign_id: int) -> None:
        """Write down to whom letters or calls go: the next is to print the letters, or to call."""

        def done(batch: Batch) -> None:
            words = ngettext("{n} saaja kirjattiin.", "{n} saajaa kirjattiin.", batch.recipients)
            self._told(words.format(n=number_words(batch.recipients)))

        self._context.ask(self, lambda gate: gate.call(send_newsletter, campaign_id), done)

    def note(self, campaign_id: int) -> None:
        """Write down that the letters were posted, or the calls made."""

        def done(count: int) -> None:
            words = ngettext("{n} merkittiin hoidetuksi.", "{n} merkittiin hoidetuksi.", count)
            self._told(words.format(n=number_words(count)))

        self._context.ask(self, lambda gate: gate.call(note_newsletter_delivered, campaign_id), done)

    def _post(self, dispatch: Dispatch, batch: Batch) -> None:
        campaign_id = batch.campaign_id
        self.changed.emit()
        posting = Posting(self._context, lambda gate, answers: gate.call(note_newsletter_answers, campaign_id, answers))
        posting.ended.connect(self._sent)
        posting.failed.connect(self._failed)
        posting.begin(dispatch, batch.mails)

    def _draft(self, dispatch: Dispatch, batch: Batch, folder: Path) -> None:
        campaign_id = batch.campaign_id
        self.changed.emit()

        def done(answers: Sequence[Delivery]) -> None:
            self._context.ask(
                self,
                lambda gate: gate.call(note_newsletter_answers, campaign_id, answers),
                lambda _none: self._told(_("Luonnokset ovat kansiossa {name}.").format(name=folder.name)),
            )

        self._context.runner.aside(
            self, lambda progress: write_drafts(dispatch, batch.mails, folder, progress), done, failed=self._failed
        )

    def _sent(self, answers: Sequence[Delivery]) -> None:
        gone = sum(1 for answer in answers if answer.outcome is Outcome.SENT)
        words = ngettext("{n} viesti lähetettiin.", "{n} viestiä lähetettiin.", gone).format(n=number_words(gone))
        rest = len(answers) - gone
        if rest:
            more = ngettext("{n} ei mennyt perille.", "{n} ei mennyt perille.", rest).format(n=number_words(rest))
            words = f"{words} {more}"
        self._told(words)

    def _told(self, words: str) -> None:
        self._context.messages.done(words)
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        self._context.messages.failed(error)
        self.changed.emit()


def _free(folder: Path) -> Path:
    """Return a folder of a name that is not taken."""
    place = folder / _FOLDER
    number = 2
    while place.exists():
        place = folder / f"{_FOLDER}-{number}"
        number += 1
    return place
