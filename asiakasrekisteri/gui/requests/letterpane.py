"""The letter as it will go, beside the form in which it is written: made anew after the last key."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QVBoxLayout

from asiakasrekisteri.domain.errors import AppError
from asiakasrekisteri.domain.texts import N_, _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.pages import PageView, PdfPages
from asiakasrekisteri.gui.preview import Preview
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.basics import clear, label, line, row, scrolled
from asiakasrekisteri.usecases.attachments import AttachmentRow, open_attachment, read_attachment
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.privacy.prints import Way, note_print
from asiakasrekisteri.usecases.privacy.requests.letters import MadeLetter, preview_letter

_QUIET = 250
_PAPER_WIDTH = 360
_A4_WIDTH = 794
"""Of A4 at 96 dpi."""
_WRITTEN_IN = {
    "sv": N_("Kirje on ruotsiksi: kirjoita myös oma tekstisi ruotsiksi."),
    "en": N_("Kirje on englanniksi: kirjoita myös oma tekstisi englanniksi."),
}
"""What the requester's language asks of what is typed; letters are otherwise in Finnish."""
NO_ADDRESS = N_("Osoite puuttuu. Lisää se pyynnön tietoihin, jos vastaus lähtee postissa.")


class LetterPane(QFrame):
    """The letter that an act will send.

    Args:
        context: the desk.
        request_id: the request.
        kind: of the letter.
        typed: gives the values of the request's fields that are not stored yet.
    """

    def __init__(self, context: Context, request_id: int, kind: str, typed: Callable[[], Mapping[str, object]]) -> None:
        super().__init__()
        self.setProperty("area", "paper")
        self.setAccessibleName(_("Kirjeen esikatselu"))
        self._context, self._id, self._kind, self._typed = context, request_id, kind, typed
        self._turn = 0
        self.pages: PdfPages | None = None
        self._count = label("", "muted")
        self._fault = label("", "muted", wrap=True)
        self._fault.hide()
        paper = QFrame()
        paper.setProperty("area", "paper")
        self._papers = QVBoxLayout(paper)
        self._papers.setContentsMargins(16, 16, 16, 16)
        self._papers.setSpacing(12)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(row(label(_("Kirje"), "h3"), self._count, None, margins=(16, 12, 16, 12), area="pane"))
        layout.addWidget(line(strong=True))
        layout.addWidget(row(self._fault, margins=(16, 8, 16, 0)))
        layout.addWidget(scrolled(paper, _("Kirje")), 1)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(_QUIET)
        self.timer.timeout.connect(self.make)
        self.make()

    def refresh(self) -> None:
        """Make the letter anew when nothing has been typed for a moment."""
        self.timer.start()

    def make(self) -> None:
        """Make the letter of what is typed now."""
        self._turn += 1
        turn, number, kind, said = self._turn, self._id, self._kind, dict(self._typed())

        def come(made: MadeLetter) -> None:
            if turn == self._turn:
                self._show(made)

        self._context.ask(self, lambda gate: gate.call(preview_letter, number, kind, said), come, failed=self._failed)

    def _show(self, made: MadeLetter) -> None:
        notes = [_(_WRITTEN_IN[made.language])] if made.language in _WRITTEN_IN else []
        if not made.addressed:
            notes.append(_(NO_ADDRESS))
        self._fault.setText(" ".join(notes))
        self._fault.setVisible(bool(notes))
        old, self.pages = self.pages, PdfPages(made.pdf)
        clear(self._papers)
        if old is not None:
            old.close()
        self._count.setText(ngettext("{n} sivu", "{n} sivua", made.pages).format(n=made.pages))
        for number in range(len(self.pages.sizes)):
            view = PageView(self.pages, number, self._context.runner, self._context.messages.failed)
            view.set_zoom(px(_PAPER_WIDTH) / _A4_WIDTH)
            self._papers.addWidget(view, 0, Qt.AlignmentFlag.AlignHCenter)
        self._papers.addStretch(1)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, AppError):
            self._fault.setText(str(error))
            self._fault.show()
        else:
            self._context.messages.failed(error)


def made_words(words: str, *, addressed: bool) -> str:
    """Return what is told when a letter has been made: also that nobody can post it, where it has no address."""
    return words if addressed else f"{words} {_(NO_ADDRESS)}"


def open_letter(context: Context, owner: QFrame, letter: AttachmentRow) -> None:
    """Show a letter that was kept, exactly as it was made, ready to be printed."""

    def read(gate: Gate) -> bytes:
        opened = gate.call(open_attachment, letter.id)
        pdf = bytearray()
        while block := gate.call(read_attachment, letter.id, opened.look, len(pdf)):
            pdf += block
        return bytes(pdf)

    def note(way: Way) -> None:
        context.ask(owner, lambda gate: gate.call(note_print, way, "request", letter.owner_id), lambda _none: None)

    def come(pdf: bytes) -> None:
        if not owner.isVisible():
            return
        made = Preview(owner.window(), pdf, _("Kirje"), letter.name, context.runner, context.messages.failed)
        made.printed.connect(lambda: note("print"))
        made.saved.connect(lambda _path: note("save"))
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        made.open()

    context.ask(owner, read, come)
