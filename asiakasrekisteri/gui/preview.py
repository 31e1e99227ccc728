"""Print preview: the pages of a PDF, zoom, printing, saving. What is printed and saved is what is shown.

The window's title and the suggested file name carry no personal data; the PDF is never written to a temporary file.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QScrollArea, QVBoxLayout, QWidget

from asiakasrekisteri.domain.errors import AppError
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.pages import PageView, PdfPages
from asiakasrekisteri.gui.printing import a4_printer, print_pdf
from asiakasrekisteri.gui.tasks import Runner
from asiakasrekisteri.gui.widgets.bars import action_bar
from asiakasrekisteri.gui.widgets.basics import Button, column, icon_button, label, row, scrolled
from asiakasrekisteri.gui.widgets.notices import Banner
from asiakasrekisteri.host.output import write_bytes

ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
_SIDE, _FRAME = 900, 64
"""The window at most, and what the title bar and the edge of the screen are left."""
AskPrinter = Callable[[QWidget, QPrinter], bool]
AskFile = Callable[[QWidget, str], str]


def ask_printer(parent: QWidget, printer: QPrinter) -> bool:
    """Show the system's print dialog."""
    dialog = QPrintDialog(printer, parent)
    return dialog.exec() == QDialog.DialogCode.Accepted


def ask_file(parent: QWidget, name: str) -> str:
    """Show the system's save dialog; "" when cancelled."""
    path, _kind = QFileDialog.getSaveFileName(parent, _("Tallenna PDF"), name, "PDF (*.pdf)")
    return path


class Preview(QDialog):
    """The preview of one document.

    Args:
        parent: the window it belongs to.
        pdf: the document.
        title: what kind of document, e.g. "Rekisteriote". No names.
        file_name: suggested when saving, e.g. "rekisteriote.pdf". No names.
        runner: where pages are drawn.
        failed: told of defects.
        printer: asks the printer; replaced by tests.
        file: asks the file; replaced by tests.
    """

    printed = Signal()
    """The document went to a printer: to be logged."""
    saved = Signal(str)
    """The document was written to a file: its path, to be logged."""

    def __init__(  # noqa: PLR0913 - the last two exist so that tests need no system dialog
        self,
        parent: QWidget | None,
        pdf: bytes,
        title: str,
        file_name: str,
        runner: Runner,
        failed: Callable[[Exception], None],
        *,
        printer: AskPrinter = ask_printer,
        file: AskFile = ask_file,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"{title} – Asiakasrekisteri")
        self.setAccessibleName(_("Esikatselu: {title}").format(title=title))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._name, self._runner, self._failed = file_name, runner, failed
        self._ask_printer, self._ask_file = printer, file
        self._working = False
        self._pages = PdfPages(pdf)
        self.views = [PageView(self._pages, n, runner, failed) for n in range(len(self._pages.sizes))]
        self._zoom = ZOOMS.index(1.0)
        self._build(title)
        self._keys()
        self._fit_screen()
        self._set_zoom(self._zoom)
        self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit_screen(self) -> None:
        """Show a whole page where there is room for it; the buttons at the foot always stay on the screen."""
        room = self.screen().availableSize()
        self.resize(min(_SIDE, room.width() - _FRAME), min(_SIDE, room.height() - _FRAME))

    def _build(self, title: str) -> None:
        count = len(self.views)
        pages = ngettext("{n} sivu", "{n} sivua", count).format(n=count)
        self.print_button = Button(_("Tulosta…"), "printer", "primary", pressed=self.print)
        self.save_button = Button(_("Tallenna PDF…"), "download", pressed=self.save)
        self._percent = label("100 %", "muted")
        self.smaller = icon_button("zoom-out", _("Pienennä (Ctrl+-)"), lambda: self._set_zoom(self._zoom - 1))
        self.larger = icon_button("zoom-in", _("Suurenna (Ctrl++)"), lambda: self._set_zoom(self._zoom + 1))
        top = row(
            label(title, "h2"),
            label(pages, "muted"),
            None,
            self.smaller,
            self._percent,
            self.larger,
            margins=(20, 10, 16, 10),
            area="top",
        )
        paper = QFrame()
        paper.setProperty("area", "paper")
        self._column = QVBoxLayout(paper)
        self._column.setContentsMargins(24, 20, 24, 20)
        self._column.setSpacing(16)
        for view in self.views:
            self._column.addWidget(view, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(1)
        self.area: QScrollArea = scrolled(paper, _("Sivut"))
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._state = label("", "small")
        self._problems = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(top)
        layout.addLayout(self._problems)
        layout.addWidget(self.area, 1)
        close = Button(_("Sulje"), pressed=self.reject)
        layout.addWidget(action_bar(self._state, None, close, self.save_button, self.print_button))

    def _keys(self) -> None:
        for keys, act in (
            ("Ctrl+P", self.print),
            ("Ctrl+S", self.save),
            ("Ctrl++", lambda: self._set_zoom(self._zoom + 1)),
            ("Ctrl+-", lambda: self._set_zoom(self._zoom - 1)),
            ("Ctrl+0", lambda: self._set_zoom(ZOOMS.index(1.0))),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def zoom(self) -> float:
        """Return the size shown: 1.0 is the size of the paper."""
        return ZOOMS[self._zoom]

    def state(self) -> str:
        """Return the words at the foot."""
        return self._state.text()

    def print(self) -> None:
        """Ask the printer and print."""
        printer = a4_printer()
        if not self._ask_printer(self, printer):
            return
        self._busy(_("Tulostetaan…"))
        self._runner.aside(
            self,
            lambda progress: print_pdf(self._pages, printer, progress),
            lambda _none: self._printed(),
            failed=self._refused,
            step=lambda _done, _total, words: self._state.setText(words),
        )

    def save(self) -> None:
        """Ask the file and write the document to it."""
        path = self._ask_file(self, self._name)
        if not path:
            return
        self._busy(_("Tallennetaan…"))
        self._runner.aside(self, lambda _p: write_pdf(Path(path), self._pages.pdf), self._saved, failed=self._refused)

    def done(self, result: int) -> None:
        """Close and let go of the document, unless it is just being printed: then the paper gets all of it."""
        super().done(result)
        if not self._working:
            self._pages.close()

    def _set_zoom(self, place: int) -> None:
        self._zoom = min(max(place, 0), len(ZOOMS) - 1)
        self._percent.setText(f"{round(self.zoom() * 100)}\xa0%")
        self.smaller.setEnabled(self._zoom > 0)
        self.larger.setEnabled(self._zoom < len(ZOOMS) - 1)
        for view in self.views:
            view.set_zoom(self.zoom())

    def _busy(self, words: str) -> None:
        self._working = True
        self._state.setText(words)
        self.print_button.setEnabled(False)
        self.save_button.setEnabled(False)

    def _ready(self, words: str) -> None:
        self._working = False
        self._state.setText(words)
        self.print_button.setEnabled(True)
        self.save_button.setEnabled(True)

    def _printed(self) -> None:
        self._ready(_("Lähetetty tulostimelle."))
        self.printed.emit()

    def _saved(self, path: Path) -> None:
        self._ready(_("Tallennettu tiedostoon {name}. Tiedosto on salaamaton.").format(name=path.name))
        self.saved.emit(str(path))

    def _refused(self, error: Exception) -> None:
        self._ready("")
        if isinstance(error, AppError):
            self._problems.addWidget(column(Banner("err", str(error), closable=True), margins=(20, 8, 16, 8)))
        else:
            self._failed(error)


def write_pdf(path: Path, pdf: bytes) -> Path:
    """Write the document where the user chose, for her eyes only. Raises ExchangeError when it cannot be written."""
    target = path if path.suffix.lower() == ".pdf" else path.with_name(path.name + ".pdf")
    write_bytes(target, pdf)
    return target
