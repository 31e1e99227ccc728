"""The dialog of a defect: what is safe, what to do, and a report without personal data."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.theme.theme import mono
from asiakasrekisteri.gui.widgets.basics import label
from asiakasrekisteri.gui.widgets.dialog import Dialog


def show_defect(parent: QWidget | None, report: str) -> Dialog:
    """Open the dialog."""
    text = QPlainTextEdit(report)
    text.setReadOnly(True)
    text.setFont(mono())
    text.setAccessibleName(_("Vian kuvaus"))
    dialog = Dialog(
        parent,
        _("Ohjelmassa on vika, ja toimi jäi kesken"),
        label(_("Tallennetut tiedot ovat ehjät: kesken jäänyt tallennus perutaan aina kokonaan."), wrap=True),
        label(_("Kuvauksessa on vain ohjelman kohtia, ei henkilötietoja. Lähetä se ohjelman tekijälle."), wrap=True),
        text,
        width=560,
    )
    dialog.button(_("Kopioi kuvaus"), lambda: QGuiApplication.clipboard().setText(report))
    dialog.focus_first(dialog.button(_("Jatka työtä"), kind="primary", default=True))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
