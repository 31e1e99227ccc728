"""An invoice as Finvoice, written where the user says."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.messages import Notice
from asiakasrekisteri.host.output import target, write_bytes
from asiakasrekisteri.usecases.billing.einvoice import EInvoice, make_einvoice

AskFile = Callable[[QWidget, str], str]


def ask_file(parent: QWidget, name: str) -> str:
    """Show the system's save dialog; "" when cancelled."""
    path, _kind = QFileDialog.getSaveFileName(parent, _("Tallenna verkkolasku"), name, "Finvoice (*.xml)")
    return path


def save_einvoice(context: Context, page: QWidget, invoice_id: int, ask: AskFile = ask_file) -> None:
    """Make the e-invoice, and only when it can be made ask where to; what is missing is told in words."""

    def made(einvoice: EInvoice) -> None:
        path = ask(page, einvoice.name)
        if path:
            context.runner.aside(page, lambda _progress: _written(path, einvoice), done, failed=failed)

    def done(file: Path) -> None:
        context.messages.done(_("Tallennettu tiedostoon {name}.").format(name=file.name))

    def failed(error: Exception) -> None:
        if isinstance(error, ExchangeError):
            context.messages.notice(Notice("err", _("Verkkolaskua ei tehty."), str(error)))
        else:
            context.messages.failed(error)

    context.ask(page, lambda gate: gate.call(make_einvoice, invoice_id), made, failed=failed)


def _written(path: str, einvoice: EInvoice) -> Path:
    file = target(path if path.lower().endswith(".xml") else f"{path}.xml")
    write_bytes(file, einvoice.content)
    return file
