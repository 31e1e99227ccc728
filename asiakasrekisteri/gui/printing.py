"""Prints the very bytes that were previewed: through CUPS where it is, else page by page through Qt's printer."""

import shutil
import subprocess
import sys

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.domain.progress import Progress
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.pages import PdfPages

DPI = 300
JOB_NAME = "Asiakasrekisteri"
"""Name of the job in the printer's queue: never a person's."""
_PATIENCE = 60


def spooler() -> str:
    """Return the program that takes a PDF to the printer, "" where there is none (Windows)."""
    return "" if sys.platform == "win32" else shutil.which("lp") or ""


def print_pdf(pages: PdfPages, printer: QPrinter, progress: Progress) -> None:
    """Print off the GUI thread.

    Args:
        pages: what was previewed.
        printer: as the user chose it in the dialog.
        progress: told of each page.

    Raises:
        ExchangeError: the printer did not take it.
    """
    if (program := spooler()) and printer.printerName() and not printer.outputFileName():
        _hand_over(program, pages.pdf, printer)
    else:
        _draw(pages, printer, progress)


def spool_command(program: str, printer: QPrinter) -> list[str]:
    """Return the command that reads the PDF from its input; nothing personal stands in it."""
    copies = max(1, printer.copyCount())
    command = [program, "-d", printer.printerName(), "-n", str(copies), "-t", JOB_NAME]
    first, last = printer.fromPage(), printer.toPage()
    if first and last:
        command += ["-P", f"{first}-{last}"]
    return [*command, "-"]


def _hand_over(program: str, pdf: bytes, printer: QPrinter) -> None:
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program and no shell
            spool_command(program, printer), input=pdf, capture_output=True, timeout=_PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as e:
        raise _refused() from e
    if done.returncode:
        raise _refused()


def _draw(pages: PdfPages, printer: QPrinter, progress: Progress) -> None:
    printer.setDocName(JOB_NAME)
    printer.setResolution(DPI)
    painter = QPainter()
    if not painter.begin(printer):
        raise _refused()
    first, last = printer.fromPage() or 1, printer.toPage() or len(pages.sizes)
    try:
        for number in range(first - 1, min(last, len(pages.sizes))):
            if number >= first:
                printer.newPage()
            size = pages.sizes[number]
            dots = QSize(round(size.width() * DPI / 72), round(size.height() * DPI / 72))
            where = printer.paperRect(QPrinter.Unit.DevicePixel).toRect()
            target = QRect(-printer.pageRect(QPrinter.Unit.DevicePixel).toRect().topLeft(), where.size())
            painter.drawImage(target, pages.draw(number, dots))
            progress.report(number + 1, last, _("Sivu {n} / {count}").format(n=number + 1, count=last))
    finally:
        painter.end()


def _refused() -> ExchangeError:
    return ExchangeError(_("Tulostin ei ottanut työtä vastaan. Tarkista tulostin ja yritä uudelleen."))


def a4_printer() -> QPrinter:
    """Return the default printer set to A4."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setDocName(JOB_NAME)
    return printer
