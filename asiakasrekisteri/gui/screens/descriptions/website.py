"""A description as a web page for the firm's site: written where the user says, noted in the log."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

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


@dataclass(frozen=True, slots=True)
class WebCopy:
    """What is saved: which document of which register, in which language, its addresses in words or as they are."""

    kind: DocumentKind
    register_id: int | None
    language: str
    disguised: bool = False


def offer_page(parent: QWidget, button: QWidget, save: Callable[[bool], object]) -> QMenu:
    """Ask under a button how e-mail addresses are written on the page; the menu is on show until one is chosen."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    offers = (
        (_("Sähköpostiosoitteet sellaisinaan, linkkeinä"), False),
        (_("Sähköpostiosoitteet sanoin: nimi (ät) yritys (piste) fi"), True),
    )
    for words, disguised in offers:
        entry = menu.addAction(words)
        entry.triggered.connect(lambda _on=False, disguised=disguised: save(disguised))
    menu.actions()[1].setToolTip(_("Ruudunlukija lukee osoitteen, mutta roskapostittajan ohjelma ei löydä sitä."))
    menu.setToolTipsVisible(True)
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
    return menu


def save_page(context: Context, page: QWidget, copy: WebCopy, ask: AskPage | None = None) -> None:
    """Ask for the file and write the document there; only what may stand on the firm's site."""
    kind, register_id = copy.kind, copy.register_id
    if kind not in PUBLIC_KINDS:
        title = _("Tämä seloste on sisäinen asiakirja, jota ei julkaista verkossa.")
        context.messages.notice(Notice("info", title, _("Valitse tietosuojaseloste tai rekisteriseloste.")))
        return
    path = (ask or ask_page)(page, FILE_NAMES[kind])
    if not path:
        return

    def write(gate: Gate) -> Path:
        document = gate.call(describe, register_id, copy.language)
        file = target(path if path.lower().endswith((".html", ".htm")) else f"{path}.html")
        write_bytes(file, render_page(document, kind, disguised=copy.disguised).encode())
        gate.call(note_print, "save", "register", register_id or 0)
        return file

    def done(file: Path) -> None:
        context.messages.done(_("Tallennettu tiedostoon {name}.").format(name=file.name))

    context.ask(page, write, done)
