"""From a page to paper: the same bytes previewed, printed and saved; what leaves is logged; names stay out of files."""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple, TypeVar

import pikepdf
import pytest
from PySide6.QtCore import QObject
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from asiakasrekisteri.domain.progress import Progress
from asiakasrekisteri.gui.documents import Documents
from asiakasrekisteri.gui.preview import Preview
from asiakasrekisteri.gui.screens.descriptions.page import DescriptionsScreen
from asiakasrekisteri.gui.screens.persons.page import PersonScreen
from asiakasrekisteri.gui.tasks import AtOnce, Failed, Step, Task, Tasks
from asiakasrekisteri.gui.widgets.basics import Button
from asiakasrekisteri.usecases.logs import show_log
from tests.gui.keys import press
from tests.gui.people import Place, at_persons
from tests.gui.walks import cut_off, nameless, settle

pytestmark = pytest.mark.slow

R = TypeVar("R")


class Answers(NamedTuple):
    """What the system's dialogs answer."""

    folder: Path
    asked: list[str]

    def printer(self, _parent: QWidget, printer: QPrinter) -> bool:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.folder / "paperi.pdf"))
        return True

    def file(self, _parent: QWidget, name: str) -> str:
        self.asked.append(name)
        return str(self.folder / name)


@pytest.fixture
def place(qtbot: QtBot, tmp_path: Path) -> Iterator[Place]:
    yield from at_persons(qtbot, tmp_path / "office")


def answer(documents: Documents, folder: Path) -> Answers:
    answers = Answers(folder, [])
    documents._printer, documents._file = answers.printer, answers.file
    return answers


def preview(place: Place) -> Preview:
    settle()
    return next(made for made in place.window.findChildren(Preview) if made.isVisible())


def text_of(pdf: Path) -> str:
    with pikepdf.open(BytesIO(pdf.read_bytes())) as document:
        return str(document.docinfo.get("/Title", ""))


def actions(place: Place) -> list[tuple[str, str]]:
    rows = place.gate.call(show_log)
    return [(row.use_case, row.action) for row in rows if row.use_case in {"collect_extract", "note_print", "describe"}]


def test_the_extract_goes_from_the_page_to_preview_paper_and_file(place: Place, tmp_path: Path) -> None:
    screen = place.go(f"person/{place.hanna}")
    assert isinstance(screen, PersonScreen)
    answers = answer(screen.documents, tmp_path)
    settle()
    press(place.window, "Ctrl+P")
    shown = preview(place)
    assert nameless(shown) == []
    assert cut_off(shown) == []
    assert len(shown.views) >= 3
    assert "Kettunen" not in shown.windowTitle()
    assert actions(place) == [("collect_extract", "extract")]
    shown.save()
    assert answers.asked == ["rekisteriote.pdf"]
    assert (tmp_path / "rekisteriote.pdf").read_bytes() == shown._pages.pdf
    assert "Kettunen" not in text_of(tmp_path / "rekisteriote.pdf")
    shown.print()
    assert (tmp_path / "paperi.pdf").stat().st_size > 10_000
    assert actions(place)[:2] == [("note_print", "print"), ("note_print", "save")]
    shown.reject()


def test_the_description_shows_what_the_register_holds_and_prints_both_documents(
    place: Place, tmp_path: Path, qtbot: QtBot
) -> None:
    qtbot.waitUntil(place.window.isActiveWindow)
    screen = place.go("descriptions")
    assert isinstance(screen, DescriptionsScreen)
    answers = answer(screen.documents, tmp_path)
    settle()
    assert nameless(place.window) == []
    assert cut_off(screen) == []
    for kind, name in (("notice", "tietosuojaseloste.pdf"), ("traditional", "rekisteriseloste.pdf")):
        screen.paper.kind.choose(kind)
        press(place.window, "Ctrl+P")
        shown = preview(place)
        shown.save()
        assert answers.asked[-1] == name
        shown.reject()
        place.window.activateWindow()
        qtbot.waitUntil(place.window.isActiveWindow)
    assert actions(place)[0] == ("note_print", "save")


def test_making_an_extract_can_be_cancelled(place: Place, qtbot: QtBot) -> None:
    tasks = Tasks()
    place.context.runner = tasks
    screen = place.go(f"person/{place.hanna}")
    assert isinstance(screen, PersonScreen)
    qtbot.waitUntil(lambda: screen.reading is not None)
    screen.print_extract()
    cancel = next(b for b in screen.findChildren(Button) if b.text() == "Keskeytä")
    assert cancel.isVisible()
    cancel.click()
    assert not cancel.isVisible()
    tasks.close()
    settle()
    assert [made for made in place.window.findChildren(Preview) if made.isVisible()] == []


class Late(AtOnce):
    """Does its work at once but delivers what runs aside only when told."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], object]] = []

    def aside(
        self,
        owner: QObject,
        work: Callable[[Progress], R],
        done: Callable[[R], object],
        *,
        failed: Failed,
        step: Step | None = None,
    ) -> Task:
        self.waiting.append(lambda: AtOnce.run(self, owner, work, done, failed=failed, step=step))
        return Task()


def test_a_document_that_is_ready_after_locking_does_not_come_over_the_lock(place: Place) -> None:
    late = Late()
    place.context.runner = late
    screen = place.go(f"person/{place.hanna}")
    assert isinstance(screen, PersonScreen)
    settle()
    screen.print_extract()
    assert len(late.waiting) == 1
    place.window.lock()
    late.waiting.pop()()
    settle()
    assert place.window.findChildren(Preview) == []
