"""A description as a web page for the firm's site: written where the user says, noted in the log."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.messages import Notice
from asiakasrekisteri.host.output import target, write_bytes
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.privacy.description import (
    PUBLIC_KINDS,
    DocumentKind,
    describe,
    render_page,
)
from asiakasrekisteri.usecases.privacy.prints import note_print

FILE_NAMES = {"notice": "tietosuojaseloste.html", "traditional": "rekisteriseloste.html"}
AskPage = Callable[[QWidget, str], str]


def ask_page(parent: QWidget, name: str) -> str:
    """Show the system's save dialog; "" when cancelled."""
    path, _kind = QFileDialog.getSaveFileName(parent, _("Tallenna verkkosivu"), name, "HTML (*.html)")
    return path


def save_page(
    context: Context,
    page: QWidget,
    kind: DocumentKind,
    register_id: int | None,
    language: str,
    ask: AskPage | None = None,
) -> None:
    """Ask for the file and write the document there; only what may stand on the firm's site."""
    if kind not in PUBLIC_KINDS:
        title = _("Tämä seloste on sisäinen asiakirja, jota ei julkaista verkossa.")
        context.messages.notice(Notice("info", title, _("Valitse tietosuojaseloste tai rekisteriseloste.")))
        return
    path = (ask or ask_page)(page, FILE_NAMES[kind])
    if not path:
        return

    def write(gate: Gate) -> Path:
        document = gate.call(describe, register_id, language)
        file = target(path if path.lower().endswith((".html", ".htm")) else f"{path}.html")
        write_bytes(file, render_page(document, kind).encode())
        gate.call(note_print, "save", "register", register_id or 0)
        return file

    def done(file: Path) -> None:
        context.messages.done(_("Tallennettu tiedostoon {name}.").format(name=file.name))

    context.ask(page, write, done)
