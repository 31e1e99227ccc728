"""What is asked before a backup is made or tried, and how one was destroyed that the program cannot reach."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from asiakasrekisteri.domain.media import LEVELS, MEDIA, PAPER, SOFTWARE
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.dialogs.destruction import DestructionDialog
from asiakasrekisteri.gui.forms.labelled import Field
from asiakasrekisteri.gui.widgets.basics import Button, label, row
from asiakasrekisteri.gui.widgets.choices import Choice
from asiakasrekisteri.gui.widgets.dialog import Dialog
from asiakasrekisteri.usecases.backup_lists import PlaceRow
from asiakasrekisteri.usecases.retention.copies import record_backups_destroyed
from asiakasrekisteri.usecases.retention.records import Protocol

_NOWHERE = "0"
AskPath = Callable[[QWidget, str], str]


def ask_folder(parent: QWidget, start: str) -> str:
    """Show the system's dialog for a folder; "" when cancelled."""
    return QFileDialog.getExistingDirectory(parent, _("Mihin kansioon varmuuskopio tehdään?"), start)


def ask_bundle(parent: QWidget, start: str) -> str:
    """Show the system's dialog for a backup; "" when cancelled."""
    kinds = _("Varmuuskopiot (*.arvk)")
    return QFileDialog.getOpenFileName(parent, _("Mitä varmuuskopiota kokeillaan?"), start, kinds)[0]


class MakeDialog(Dialog):
    """Asks where a backup is made and where it will be kept.

    Args:
        parent: the window.
        places: of backups; those in use are offered, the locked first.
        chosen: given the folder and the place.
        folder: asks the folder; replaced by tests.
    """

    def __init__(
        self,
        parent: QWidget,
        places: Sequence[PlaceRow],
        chosen: Callable[[Path, int | None], object],
        folder: AskPath = ask_folder,
    ) -> None:
        super().__init__(parent, _("Mihin varmuuskopio tehdään?"), width=520)
        self._chosen, self._ask = chosen, folder
        self.folder = QLineEdit()
        look = Button(_("Selaa…"), pressed=self.look)
        used = sorted((one for one in places if one.until is None), key=lambda one: (not one.locked, one.name))
        offered = [(str(one.id), one.name) for one in used]
        self.place = Choice([*offered, (_NOWHERE, _("Ei vielä kirjattu"))])
        self.place.choose(offered[0][0] if offered else _NOWHERE)
        self.folder_field = Field(_("Kansio"), self.folder, _("Mieluiten toiselta levyltä kuin rekisteri."))
        hint = _("Varmuuskopiot säilytetään lukitussa tilassa. Paikat kirjataan välilehdellä Paikat.")
        self.add(
            label(_("Kopio on salattu ja tarkistetaan sitä tehtäessä."), "muted", wrap=True),
            row(self.folder_field, look, gap=8),
            Field(_("Missä kopio säilytetään"), self.place, hint),
        )
        self.button(_("Peru"))
        self.make = self.button(_("Ota varmuuskopio"), self._make, "primary", default=True)
        self.focus_first(self.folder)

    def look(self) -> None:
        """Choose the folder in the system's dialog."""
        if path := self._ask(self, self.folder.text()):
            self.folder.setText(path)

    def _make(self) -> None:
        path = self.folder.text().strip()
        self.folder_field.show_problem("" if path else _("Valitse kansio, johon varmuuskopio tehdään."))
        if path:
            self.accept()
            self._chosen(Path(path).expanduser(), int(self.place.code()) or None)


class TryDialog(Dialog):
    """Asks the password with which a backup is tried.

    Args:
        parent: the window.
        file: the backup.
        chosen: given the password.
    """

    def __init__(self, parent: QWidget, file: str, chosen: Callable[[str], object]) -> None:
        super().__init__(parent, _("Palautuuko varmuuskopio?"), width=520)
        self._chosen = chosen
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.field = Field(_("Salasanasi kopion tekemisen aikaan"), self.password)
        words = _(
            "Kopio palautetaan salattuna väliaikaiseen paikkaan, avataan, tarkistetaan ja hävitetään. Käytössä oleva"
            " rekisteri ei muutu. Kokeilun päivä kirjataan."
        )
        self.add(label(words, "muted", wrap=True), label(file, "small", wrap=True), self.field)
        self.button(_("Peru"))
        self.try_it = self.button(_("Kokeile palautusta"), self._try, "primary", default=True)
        self.focus_first(self.password)

    def _try(self) -> None:
        self.field.show_problem("" if self.password.text() else _("Kirjoita salasana."))
        if self.password.text():
            self.accept()
            self._chosen(self.password.text())


class GoneDialog(DestructionDialog):
    """Asks how a backup was destroyed: day, medium and its level, by whom, who saw it.

    Args:
        parent: the window.
        context: the desk.
        backup: its id.
        done: given the record of the destruction.
    """

    def __init__(self, parent: QWidget, context: Context, backup: int, done: Callable[[Protocol], object]) -> None:
        captions = {"destroyed_on": _("Hävitetty"), "by": _("Hävityksen teki"), "witness": _("Todistaja")}
        title = _("Miten varmuuskopio hävitettiin?")
        super().__init__(parent, context, title, captions, done, 560)
        self._backup = backup
        media = [(o.code, _(o.label)) for o in MEDIA if o.code not in {PAPER, "F"}]
        media[0] = (SOFTWARE, _("tiedosto poistettiin, väline jäi käyttöön"))
        self.medium = Choice(media)
        self.level = Choice([("", _("ei luokkaa")), *((o.code, o.code) for o in LEVELS if o.code[0] in "OTHE")])
        self.method = QLineEdit(_("tiedoston poisto"))
        self.fields["method"] = Field(_("Hävitystapa"), self.method)
        self.fields["level"] = Field(_("Turvaluokka"), self.level, _("ISO/IEC 21964, jos väline tuhottiin."))
        self.add(
            Field(_("Tietoväline"), self.medium),
            row(self.fields["method"], self.fields["level"], gap=12),
            row(self.fields["destroyed_on"], self.fields["by"], gap=12),
            self.fields["witness"],
        )
        self.button(_("Peru"))
        self.store = self.button(_("Kirjaa hävitys"), self._store, "primary", default=True)
        self.focus_first(self.method)

    def _store(self) -> None:
        said = self.typed() | {"medium": self.medium.code(), "level": self.level.code() or None}
        said["method"] = self.method.text()
        ids = [self._backup]
        self.record(lambda gate: gate.call(record_backups_destroyed, ids, said), "method")
