"""Valvontaviranomainen in the settings: where a complaint goes, as letters and descriptions tell it (R-86)."""

from collections.abc import Mapping

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout

from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.labelled import Field
from asiakasrekisteri.gui.screens.settings.card import SettingsCard
from asiakasrekisteri.gui.widgets.basics import Button, clear, label, row
from asiakasrekisteri.gui.widgets.facts import Fact, Facts
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.privacy.description import set_supervisor, supervisor_now

_LANGUAGES = {"fi": N_("Suomeksi"), "sv": N_("Ruotsiksi"), "en": N_("Englanniksi")}

Lines = Mapping[str, tuple[str, ...]]


class SupervisorCard(SettingsCard):
    """The supervisor's contact details in each language: read, and written over when the authority moves."""

    def __init__(self, context: Context) -> None:
        self.edit_button = Button(_("Muokkaa"), "pencil", size="s", pressed=self.edit)
        super().__init__(_("Valvontaviranomainen"), actions=(self.edit_button,))
        self._context = context
        self._lines: Lines = {}
        self.editors: dict[str, QPlainTextEdit] = {}
        self.save_button = Button("")
        self._place = QVBoxLayout()
        self._place.setSpacing(12)
        words = _("Selosteet, rekisteriotteet ja kieltäytymiskirjeet kertovat, minne rekisteröity voi valittaa.")
        self.add(label(words, "muted", wrap=True))
        self.body.addLayout(self._place)

    def reload(self) -> None:
        """Fetch what is set; what is being written stays."""
        if not self.editors:
            self._context.ask(self, lambda gate: gate.call(supervisor_now), self._show)

    def edit(self) -> None:
        """Write the lines of each language anew."""
        clear(self._place)
        self.edit_button.hide()
        hint = _("Rivi kerrallaan. Tyhjä palauttaa ohjelman mukana tulleet tiedot.")
        for code, name in _LANGUAGES.items():
            editor = QPlainTextEdit("\n".join(self._lines.get(code, ())))
            editor.setTabChangesFocus(True)
            self.editors[code] = editor
            self._place.addWidget(Field(_(name), editor, hint))
        self.save_button = Button(_("Tallenna"), "check", "primary", pressed=self.save)
        self._place.addWidget(row(self.save_button, Button(_("Peruuta"), pressed=self.leave), None))
        self.editors["fi"].setFocus()

    def save(self) -> None:
        """Keep what was written; a language that was not touched stays what it was."""
        written = {code: tuple(editor.toPlainText().splitlines()) for code, editor in self.editors.items()}
        changed = {code: lines for code, lines in written.items() if lines != self._lines.get(code)}

        def work(gate: Gate) -> None:
            for code, lines in changed.items():
                gate.call(set_supervisor, lines, code)

        def done(_nothing: None) -> None:
            if changed:
                self._context.messages.done(_("Valvontaviranomaisen yhteystiedot tallennettiin."))
            self.leave()

        self._context.ask(self, work, done)

    def leave(self) -> None:
        """Go back to reading."""
        self.editors = {}
        self.edit_button.show()
        self.reload()

    def _show(self, lines: Lines) -> None:
        self._lines = lines
        clear(self._place)
        facts = (Fact(label=_(name), value="\n".join(lines[code])) for code, name in _LANGUAGES.items())
        self._place.addWidget(Facts(tuple(facts), self._context.today(), label_width=100))
