"""Whose log is printed, and why."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.finder import Finder
from asiakasrekisteri.gui.forms.labelled import Field
from asiakasrekisteri.gui.widgets.basics import label
from asiakasrekisteri.gui.widgets.dialog import Dialog

_LONGEST = 200


class PersonLogDialog(Dialog):
    """The dialog.

    Args:
        parent: the window.
        context: the desk.
        chosen: given the person and the purpose.
    """

    def __init__(self, parent: QWidget, context: Context, chosen: Callable[[int, str], object]) -> None:
        super().__init__(parent, _("Kenen lokiote tulostetaan?"), width=480)
        self._chosen, self._person = chosen, 0
        self.finder = Finder(context, ("person",), _("Etsi henkilöä nimellä, puhelimella tai sähköpostilla…"))
        self._name = label("", "strong", wrap=True)
        self._name.hide()
        self.line = QLineEdit()
        self.line.setMaxLength(_LONGEST)
        self._field = Field(_("Tarkoitus"), self.line, _("Esimerkiksi pyynnön numero. Kirjataan käyttölokiin."))
        self.add(self.finder, self._name, self._field)
        self.finder.chosen.connect(lambda _kind, row_id, name: self.take(row_id, name))
        self.button(_("Peru"))
        self.button(_("Näytä ote"), self.submit, "primary", default=True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.focus_first(self.finder.search)

    def take(self, row_id: int, name: str) -> None:
        """Choose a person who was found."""
        self._person = row_id
        self._name.setText(name)
        self._name.show()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Print it, once there is a person and a purpose."""
        purpose = " ".join(self.line.text().split())
        if not self._person:
            self.finder.search.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not purpose:
            self._field.show_problem(_("Kirjoita, mihin tietoa tarvitaan."))
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.accept()
            self._chosen(self._person, purpose)
