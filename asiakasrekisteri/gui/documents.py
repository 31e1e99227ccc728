"""From data to paper: collected through the gate, set off the GUI thread, previewed, and noted when it leaves.

File names carry no personal data, and nothing is written anywhere but where the user says.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from asiakasrekisteri.domain.description import PrintedDescription
from asiakasrekisteri.domain.progress import Progress
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.preview import AskFile, AskPrinter, Preview, ask_file, ask_printer
from asiakasrekisteri.gui.tasks import Task
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.privacy.description import DocumentKind, describe, read_description, render
from asiakasrekisteri.usecases.privacy.extract import CollectedExtract, collect_extract, render_extract
from asiakasrekisteri.usecases.privacy.prints import Way, note_print
from asiakasrekisteri.usecases.privacy.processing import describe_processing
from asiakasrekisteri.usecases.privacy.publishing import version_document
from asiakasrekisteri.usecases.privacy.reviewing import review_minutes

T = TypeVar("T")
TITLES: dict[DocumentKind, tuple[str, str]] = {
    "notice": (N_("Tietosuojaseloste"), "tietosuojaseloste.pdf"),
    "record": (N_("Seloste käsittelytoimista"), "seloste-kasittelytoimista.pdf"),
    "processor": (N_("Käsittelijän seloste"), "kasittelijan-seloste.pdf"),
    "traditional": (N_("Rekisteriseloste"), "rekisteriseloste.pdf"),
}


@dataclass(frozen=True, slots=True)
class Paper:
    """What a document is called in the preview and as a file, and which row it tells of; no personal data."""

    title: str
    file_name: str
    entity: str = ""
    row_id: int = 0


class Documents(QObject):
    """Makes documents and opens their previews.

    Args:
        context: the surroundings.
        owner: the page that asks; work is dropped when it is gone.
        printer: asks the printer; replaced by tests.
        file: asks the file; replaced by tests.
    """

    working = Signal(str)
    """What is being done, in words; "" when it has ended."""
    opened = Signal(object)
    """A preview has been opened."""

    def __init__(
        self, context: Context, owner: QWidget, printer: AskPrinter = ask_printer, file: AskFile = ask_file
    ) -> None:
        super().__init__(owner)
        self._context, self._owner = context, owner
        self._printer, self._file = printer, file
        self._task: Task | None = None

    def extract(self, person_id: int) -> None:
        """Preview everything held about one person (GDPR Art. 15)."""
        self.working.emit(_("Kootaan rekisteriotetta…"))
        self._task = self._context.ask(
            self, lambda gate: gate.call(collect_extract, person_id), self._set_extract, failed=self._failed
        )

    def description(self, kind: DocumentKind, register_id: int | None = None, language: str = "fi") -> None:
        """Preview a document of the register as it is stored."""
        self.working.emit(_("Muodostetaan asiakirjaa…"))

        def come(found: tuple[PrintedDescription, int]) -> None:
            title, file_name = TITLES[kind]
            self._set(partial(_render_description, found[0], kind), _(title), file_name, "register", found[1])

        def make(gate: Gate) -> tuple[PrintedDescription, int]:
            row_id = register_id or gate.call(read_description).id
            if kind == "processor":
                return gate.call(describe_processing, row_id, language).document, row_id
            return gate.call(describe, row_id, language), row_id

        self._task = self._context.ask(self, make, come, failed=self._failed)

    def version(self, version_id: int, kind: DocumentKind, language: str, register_id: int) -> None:
        """Preview a document of a published version as it was printed then."""
        self.working.emit(_("Muodostetaan asiakirjaa…"))
        title, file_name = TITLES[kind]
        self._task = self._context.ask(
            self,
            lambda gate: gate.call(version_document, version_id, kind, language),
            lambda pdf: self._open(pdf, _(title), file_name, "register", register_id),
            failed=self._failed,
        )

    def minutes(self, review_id: int) -> None:
        """Preview the minutes of a yearly review as they were approved."""
        self.working.emit(_("Muodostetaan asiakirjaa…"))
        self._task = self._context.ask(
            self,
            lambda gate: gate.call(review_minutes, review_id),
            lambda pdf: self._open(pdf, _("Pöytäkirja"), "vuosikatsaus.pdf", "review", review_id),
            failed=self._failed,
        )

    def made(self, fetch: Callable[[Gate], T], make: Callable[[T, Progress], bytes], paper: Paper) -> None:
        """Preview what a use case collects and `make` sets; on refusal the error is told."""
        self.working.emit(_("Muodostetaan asiakirjaa…"))

        def come(found: T) -> None:
            self._set(partial(make, found), paper.title, paper.file_name, paper.entity, paper.row_id)

        self._task = self._context.ask(self, fetch, come, failed=self._failed)

    def cancel(self) -> None:
        """Stop what is being made."""
        if self._task is not None:
            self._task.cancel()
        self.working.emit("")

    def _set_extract(self, found: CollectedExtract) -> None:
        title = _("Rekisteriote")
        self._set(partial(_render_extract, found), title, "rekisteriote.pdf", "person", found.person_id)

    def _set(self, make: Callable[[Progress], bytes], title: str, file_name: str, entity: str, row_id: int) -> None:
        self.working.emit(_("Ladotaan sivuja…"))
        self._task = self._context.runner.aside(
            self,
            make,
            lambda pdf: self._open(pdf, title, file_name, entity, row_id),
            failed=self._failed,
            step=self._step,
        )

    def _step(self, done: int, total: int, words: str) -> None:
        self.working.emit(words or _("Ladotaan sivuja… {done}/{total}").format(done=done, total=total))

    def _open(self, pdf: bytes, title: str, file_name: str, entity: str, row_id: int) -> None:
        self.working.emit("")
        if not self._owner.isVisible():
            return  # the page was left, or the register was locked: nothing may come over the lock
        preview = Preview(
            self._owner.window(),
            pdf,
            title,
            file_name,
            self._context.runner,
            self._context.messages.failed,
            printer=self._printer,
            file=self._file,
        )
        preview.printed.connect(partial(self._note, "print", entity, row_id))
        preview.saved.connect(lambda _path: self._note("save", entity, row_id))
        preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        preview.open()
        self.opened.emit(preview)

    def _note(self, way: Way, entity: str, row_id: int) -> None:
        self._context.ask(self, lambda gate: gate.call(note_print, way, entity, row_id), lambda _none: None)

    def _failed(self, error: Exception) -> None:
        self.working.emit("")
        self._context.messages.failed(error)


def _render_extract(found: CollectedExtract, progress: Progress) -> bytes:
    out = BytesIO()
    render_extract(found.extract, out, progress)
    return out.getvalue()


def _render_description(document: PrintedDescription, kind: DocumentKind, progress: Progress) -> bytes:
    progress.report(0, 1)
    return render(document, kind)
