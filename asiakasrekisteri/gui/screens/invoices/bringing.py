"""Bringing a bank statement or e-invoices where one bills: no wizard, for such files leave nothing to be decided."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.tables.columns import number_words
from asiakasrekisteri.usecases.history import undo
from asiakasrekisteri.usecases.importing.order import Order
from asiakasrekisteri.usecases.importing.report import ImportReport
from asiakasrekisteri.usecases.importing.run import import_billing


def pick_billing(parent: QWidget) -> Path | None:
    """Ask for a statement or e-invoices; None when the user gave up."""
    kinds = _("Tiliotteet ja verkkolaskut (*.xml *.nda *.ktl *.txt *.csv);;Kaikki tiedostot (*)")
    path, _kind = QFileDialog.getOpenFileName(parent, _("Valitse tuotava tiedosto"), "", kinds)
    return Path(path) if path else None


def bring(context: Context, page: QWidget, file: Path, done: Callable[[], object]) -> None:
    """Import a file and tell what came of it; `done` is called after it and after its undo."""
    order = Order(file)

    def told(report: ImportReport) -> None:
        words = _("Tuotiin {created} uutta; ennallaan {unchanged}, hylättiin {rejected}.").format(
            created=number_words(report.created),
            unchanged=number_words(report.unchanged),
            rejected=number_words(len(report.rejected)),
        )
        may = report.undo > 0 and context.may(Permission.CUSTOMER_WRITE)
        context.messages.done(words, (lambda: take_back(report.undo)) if may else None)
        done()

    def take_back(number: int) -> None:
        context.ask(page, lambda gate: gate.call(undo, number), lambda _none: done())

    context.ask(page, lambda gate: gate.call(import_billing, order), told)
