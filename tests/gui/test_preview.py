"""The print preview: pages from memory, zoom, the same bytes printed and saved, nothing personal outside."""

from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.gui.pages import PdfPages
from asiakasrekisteri.gui.preview import Preview, write_pdf
from asiakasrekisteri.gui.printing import a4_printer, spool_command
from asiakasrekisteri.gui.tasks import AtOnce, Tasks
from asiakasrekisteri.gui.widgets.notices import Banner
from tests.gui.keys import press
from tests.gui.sheet import fail
from tests.gui.views import sample_pdf

PDF = sample_pdf(3)


def is_blank(picture: QImage) -> bool:
    """Tell whether a page has nothing on it."""
    pixels = bytes(picture.constBits())
    return len({pixels[place : place + 4] for place in range(0, len(pixels), 4)}) == 1


def test_pages_are_drawn_by_a_worker_when_they_are_seen(qtbot: QtBot) -> None:
    tasks = Tasks()
    made = Preview(None, PDF, "Rekisteriote", "rekisteriote.pdf", tasks, fail)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.views[0].is_drawn)
    assert not made.views[2].is_drawn()
    tasks.close()
    assert made.windowTitle() == "Rekisteriote – Asiakasrekisteri"


def test_zoom_by_keys(qtbot: QtBot) -> None:
    made = Preview(None, PDF, "Rekisteriote", "rekisteriote.pdf", AtOnce(), fail)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    before = made.views[0].sizeHint().width()
    press(made, "Ctrl++")
    assert made.zoom() == 1.25
    assert made.views[0].sizeHint().width() > before
    press(made, "Ctrl+0")
    assert made.zoom() == 1.0


def test_the_same_bytes_are_saved(qtbot: QtBot, tmp_path: Path) -> None:
    target = tmp_path / "rekisteriote"
    made = Preview(
        None, PDF, "Rekisteriote", "rekisteriote.pdf", AtOnce(), fail, file=lambda _parent, _name: str(target)
    )
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.saved) as saved:
        made.save_button.click()
    assert Path(saved.args[0]).read_bytes() == PDF
    assert "salaamaton" in made.state()


def test_a_failed_save_is_a_banner(qtbot: QtBot, tmp_path: Path) -> None:
    missing = str(tmp_path / "ei" / "ole.pdf")
    made = Preview(None, PDF, "Rekisteriote", "rekisteriote.pdf", AtOnce(), fail, file=lambda _p, _n: missing)
    qtbot.addWidget(made)
    made.save_button.click()
    assert "Tarkista kansio" in made.findChildren(Banner)[0].accessibleName()
    assert made.save_button.isEnabled()


def test_printing_to_a_file_draws_the_pages(qtbot: QtBot, tmp_path: Path) -> None:
    target = tmp_path / "tuloste.pdf"

    def choose(_parent: object, printer: QPrinter) -> bool:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(target))
        printer.setFromTo(1, 2)
        return True

    made = Preview(None, PDF, "Rekisteriote", "rekisteriote.pdf", AtOnce(), fail, printer=choose)
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.printed):
        made.print_button.click()
    with pikepdf.open(target) as printed:
        assert len(printed.pages) == 2


def test_the_spooler_is_told_no_names() -> None:
    printer = a4_printer()
    printer.setPrinterName("")
    printer.setCopyCount(2)
    assert spool_command("lp", printer)[-3:] == ["-t", "Asiakasrekisteri", "-"]
    assert "-n" in spool_command("lp", printer)


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(ExchangeError, match="ehjä PDF"):
        PdfPages(b"ei ole")


def test_a_page_is_black_on_white() -> None:
    picture = PdfPages(PDF).draw(0, QSize(200, 280))
    assert picture.pixelColor(2, 2).name() == "#ffffff"


def test_write_adds_the_ending(tmp_path: Path) -> None:
    assert write_pdf(tmp_path / "ote.v2", PDF).name == "ote.v2.pdf"


@pytest.mark.slow
def test_closed_while_printing_the_paper_still_gets_every_page(qtbot: QtBot, tmp_path: Path) -> None:
    target = tmp_path / "tuloste.pdf"

    def choose(_parent: object, printer: QPrinter) -> bool:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(target))
        return True

    tasks = Tasks()
    made = Preview(None, PDF, "Rekisteriote", "rekisteriote.pdf", tasks, fail, printer=choose)
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitSignal(made.printed):
        made.print_button.click()
        made.reject()
    tasks.close()
    printed = PdfPages(target.read_bytes())
    drawn = [printed.draw(n, QSize(200, 280)) for n in range(len(printed.sizes))]
    assert [is_blank(picture) for picture in drawn] == [False, False, False]


def test_the_buttons_stay_on_the_screen(qtbot: QtBot) -> None:
    made = Preview(None, PDF, "Rekisteriote", "rekisteriote.pdf", AtOnce(), fail)
    qtbot.addWidget(made)
    made.show()
    assert made.height() <= made.screen().availableSize().height()
