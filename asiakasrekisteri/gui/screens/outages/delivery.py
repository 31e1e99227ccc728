"""A notice on its way: looked at, called back for fifteen seconds, sent by the mail server or written as drafts."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from asiakasrekisteri.domain.errors import AppError, InvalidInputError
from asiakasrekisteri.domain.mailing import Delivery, MailFrom, Outcome, OutgoingMail
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.posting import Posting
from asiakasrekisteri.gui.screens.outages.composer import Composer
from asiakasrekisteri.gui.screens.outages.departure import Departure
from asiakasrekisteri.gui.tables.columns import number_words
from asiakasrekisteri.gui.widgets.basics import Button, clear, label
from asiakasrekisteri.gui.widgets.notices import Banner
from asiakasrekisteri.host.newfolder import require_takes_folder
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.mailing.sending import check, send, write_drafts
from asiakasrekisteri.usecases.mailing.server import Dispatch, Sending, dispatch_by_server, dispatch_of_drafts
from asiakasrekisteri.usecases.outages.notices import (
    begin_telling,
    check_notice,
    mails_again,
    mark_told,
    note_delivery,
)

Mails = Sequence[OutgoingMail]
_NOBODY = MailFrom("", "")


class Delivering(QObject):
    """What the buttons of the page do.

    Args:
        context: the desk.
        composer: what is written.
    """

    moved = Signal()
    """The notice has been sent, or something has become of its messages."""

    def __init__(self, context: Context, composer: Composer) -> None:
        super().__init__(composer)
        self._context, self._composer = context, composer
        self.sending = Sending(None, "", _NOBODY, may_send=False)
        self.departure = Departure()
        self.notes = QVBoxLayout()
        self.notes.setContentsMargins(0, 0, 0, 0)
        self.pick: Callable[[], Path | None] = self._pick
        self.show_folder: Callable[[Path], object] = lambda folder: QDesktopServices.openUrl(
            QUrl.fromLocalFile(str(folder))
        )

    def send_words(self, mails: int) -> str:
        """Return the words of the button: the act and how many it touches."""
        if not mails:
            return _("Lähetä…")
        words = ngettext("Lähetä {n} vastaanottajalle…", "Lähetä {n} vastaanottajalle…", mails)
        return words.format(n=number_words(mails))

    def why_not(self) -> str:
        """Return why the mail server cannot be used by this user now; "" when it can."""
        if self.sending.server_id is None:
            return _("Lähtevän postin palvelinta ei ole annettu asetuksissa. Tallenna viestit luonnoksina.")
        if not self.sending.may_send:
            return _("Roolillasi ei ole oikeutta lähettää postia. Tallenna viestit luonnoksina.")
        return ""

    def clear_notes(self) -> None:
        """Take what was said away."""
        clear(self.notes)
        self.notes.setContentsMargins(0, 0, 0, 0)

    def send(self, notice_id: int) -> None:
        """Look whether it can go, then count down, then send."""
        if self.departure.is_counting():
            return
        reason = self._composer.people.reason.text()

        def counted(_told: int) -> None:
            mails = self._composer.mails()
            words = ngettext(
                "Tiedote lähetetään {n} vastaanottajalle palvelimelta {host}.",
                "Tiedote lähetetään {n} vastaanottajalle palvelimelta {host}.",
                mails,
            ).format(n=number_words(mails), host=self.sending.host)
            self._composer.setEnabled(False)
            self.departure.begin(words, lambda: self._depart(notice_id, reason), self._stay)

        self._checked(notice_id, reason, counted)

    def send_trial(self) -> None:
        """Send what is shown in the preview to the address of the firm itself."""
        words = self._composer.people.shown_words()
        to = self.sending.sender.address
        if words is None or self.why_not():
            return
        mail = OutgoingMail(key=0, to=to, subject=_("Koe: {subject}").format(subject=words.subject), text=words.text)
        context = self._context

        def told(answers: Sequence[Delivery]) -> None:
            answer = answers[0]
            if answer.outcome is Outcome.SENT:
                self._say(Banner("ok", _("Koe lähetettiin osoitteeseen {address}.").format(address=to), closable=True))
            else:
                self._say(Banner("err", answer.words, closable=True))

        def go(dispatch: Dispatch) -> None:
            context.runner.aside(self, lambda _progress: send(dispatch, [mail]), told, failed=self._refused)

        context.ask(self, lambda gate: gate.call(dispatch_by_server), go, failed=self._refused)

    def drafts(self, notice_id: int) -> None:
        """Look whether it can go, ask for the folder, and write the messages there."""
        reason = self._composer.people.reason.text()

        def chosen(_told: int) -> None:
            folder = self._folder()
            if folder is not None:
                self._write(folder, lambda gate: gate.call(begin_telling, notice_id, reason))

        self._checked(notice_id, reason, chosen)

    def send_again(self, notice_id: int) -> None:
        """Send what has not gone."""
        self._by_server(lambda gate: gate.call(mails_again, notice_id))

    def drafts_again(self, notice_id: int) -> None:
        """Write what has not gone into a folder."""
        folder = self._folder()
        if folder is not None:
            self._write(folder, lambda gate: gate.call(mails_again, notice_id))

    def mark(self, ids: Sequence[int], then: Callable[[], object]) -> None:
        """Write down that recipients were told otherwise."""
        self._context.ask(self, lambda gate: gate.call(mark_told, ids), lambda _none: then())

    def _checked(self, notice_id: int, reason: str, then: Callable[[int], object]) -> None:
        """Keep what has been written, and go on when the law is content."""
        self.clear_notes()

        def look() -> None:
            self._context.ask(self, lambda gate: gate.call(check_notice, notice_id, reason), well, failed=self._refused)

        def well(told: int) -> None:
            self._composer.writing.show_errors(())
            self._composer.people.show_reason_problem("")
            then(told)

        self._composer.keep(look)

    def _depart(self, notice_id: int, reason: str) -> None:
        self._by_server(lambda gate: gate.call(begin_telling, notice_id, reason))

    def _stay(self) -> None:
        self._composer.setEnabled(True)
        self._say(Banner("info", _("Lähetys peruttiin. Tiedote on luonnoksena."), closable=True))

    def _by_server(self, mails: Callable[[Gate], Mails]) -> None:
        """Try the connection first: a server that does not answer must not leave a notice half sent."""
        context = self._context

        def reached(dispatch: Dispatch) -> None:
            context.ask(self, mails, lambda found: self._post(dispatch, found), failed=self._refused)

        def go(dispatch: Dispatch) -> None:
            context.runner.aside(
                self, lambda _progress: check(dispatch), lambda _none: reached(dispatch), failed=self._refused
            )

        context.ask(self, lambda gate: gate.call(dispatch_by_server), go, failed=self._refused)

    def _post(self, dispatch: Dispatch, mails: Mails) -> None:
        posting = Posting(self._context, _note)
        posting.ended.connect(self._ended)
        posting.failed.connect(self._refused)
        self._composer.forget()
        self.moved.emit()
        posting.begin(dispatch, mails)

    def _ended(self, _answers: object) -> None:
        self._composer.setEnabled(True)
        self.moved.emit()

    def _write(self, folder: Path, mails: Callable[[Gate], Mails]) -> None:
        context = self._context

        def work(gate: Gate) -> int:
            dispatch = gate.call(dispatch_of_drafts)
            require_takes_folder(folder, dispatch.office)
            found = mails(gate)
            gate.call(note_delivery, write_drafts(dispatch, found, folder))
            return len(found)

        def done(count: int) -> None:
            self._composer.forget()
            self.moved.emit()
            words = ngettext("{n} luonnos tallennettiin.", "{n} luonnosta tallennettiin.", count)
            show = Button(_("Avaa kansio"), "external-link", size="s", pressed=lambda: self.show_folder(folder))
            more = _("Lähetä ne sähköpostiohjelmasta ja hävitä kansio: sitä ei ole salattu.")
            self._say(Banner("ok", words.format(n=number_words(count)), more, (show,), closable=True))

        context.ask(self, work, done, failed=self._refused)

    def _folder(self) -> Path | None:
        above = self.pick()
        return above / f"hairiotiedote-{self._context.today().isoformat()}" if above is not None else None

    def _pick(self) -> Path | None:
        window = self._composer.window()
        path = QFileDialog.getExistingDirectory(window, _("Mihin kansioon luonnokset tallennetaan?"))
        return Path(path) if path else None

    def _refused(self, error: Exception) -> None:
        self._composer.setEnabled(True)
        if isinstance(error, InvalidInputError):
            self._composer.writing.show_errors(error.errors)
            other = [e for e in error.errors if e.field in {"targets", "reason"}]
            self._composer.people.show_reason_problem(next((e.message for e in other if e.field == "reason"), ""))
            title = _("Tiedote ei lähtenyt. Täydennä se ensin.")
            self._say(Banner("err", title, " ".join(e.message for e in other)))
        elif isinstance(error, AppError):
            self._say(Banner("err", str(error), actions=(label(error.code, "muted"),), closable=True))
        else:
            self._context.messages.failed(error)

    def _say(self, banner: Banner) -> None:
        clear(self.notes)
        self.notes.setContentsMargins(20, 10, 16, 10)
        self.notes.addWidget(banner)


def _note(gate: Gate, answers: Sequence[Delivery]) -> None:
    gate.call(note_delivery, answers)
