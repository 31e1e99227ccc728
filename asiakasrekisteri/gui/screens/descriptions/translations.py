"""The firm's own words at the left, their Swedish or English at the right; what a print would lack is marked."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout

from asiakasrekisteri.domain.description import Translation
from asiakasrekisteri.domain.findings import SECTION_TITLES
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.screens.descriptions.draft import Draft
from asiakasrekisteri.gui.screens.descriptions.parts import Part
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.basics import Button, clear, label, line, row, selectable
from asiakasrekisteri.gui.widgets.choices import Segmented
from asiakasrekisteri.gui.widgets.growing import GrowingText
from asiakasrekisteri.usecases.privacy.translating import Phrase, Phrases, own_phrases, translated

_WAIT = 400


class PhraseRow(QFrame):
    """One phrase: Finnish, and the field of its translation.

    Args:
        phrase: the words.
        edited: called with the translation as it is typed.
    """

    def __init__(self, phrase: Phrase, edited: Callable[[str], object]) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self.phrase = phrase
        hint = phrase.shipped or (_("nimi, käännös ei ole tarpeen") if phrase.name else _("käännös puuttuu"))
        self.field = GrowingText(_("Käännös: {words}").format(words=phrase.words), hint)
        self.field.set_text(phrase.said)
        self.field.edited.connect(lambda: edited(self.field.text()))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 2)
        layout.setSpacing(10)
        words = selectable(label(phrase.words, wrap=True))
        words.setMinimumWidth(px(100))
        layout.addWidget(words, 1)
        layout.addWidget(self.field, 1)


class TranslationsPart(Part):
    """Every phrase side by side. Typing goes into the draft; the live paper follows in its language."""

    def __init__(self, context: Context, draft: Draft) -> None:
        super().__init__(context, draft)
        self.language = Segmented(_("Käännöksen kieli"), (("sv", _("Ruotsi")), ("en", _("Englanti"))), small=True)
        self.only_lacking = QCheckBox(_("Vain puuttuvat"))
        self.counts = label("", "muted", wrap=True)
        self.rows: list[PhraseRow] = []
        self.left_over: list[Button] = []
        self._shown: Phrases | None = None
        self._place = QVBoxLayout()
        self._place.setSpacing(4)
        self._wait = QTimer(self, singleShot=True, interval=_WAIT)
        self._wait.timeout.connect(self.look)
        self.language.changed.connect(lambda _code: self._speak())
        self.only_lacking.toggled.connect(lambda _on: self.look())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(row(self.language, self.only_lacking, None))
        layout.addWidget(self.counts)
        layout.addLayout(self._place)
        draft.settled.connect(self._wait.start)
        draft.stored.connect(self._wait.start)

    def load(self) -> None:
        if self.isVisible():
            self.look()

    def showEvent(self, event: QShowEvent) -> None:
        """Look at the words when the section comes in sight."""
        super().showEvent(event)
        self._speak()

    def focus_first(self) -> bool:
        lacking = [made for made in self.rows if not made.field.text() and made.phrase.lacks]
        for made in (lacking or self.rows)[:1]:
            made.field.setFocus()
        return bool(self.rows)

    def _speak(self) -> None:
        self.draft.spoken.emit(self.language.chosen())
        self.look()

    def look(self) -> None:
        """Ask for the words and translations as they are."""
        if not self.isVisible():
            return
        words, language = self.draft.words, self.language.chosen()
        self.context.ask(self, lambda gate: gate.call(own_phrases, words, language), self._show)

    def _show(self, found: Phrases) -> None:
        if found.language != self.language.chosen():
            return
        self._tell(found)
        wanted = self._wanted(found)
        same = self._shown is not None and self._shown.language == found.language
        if not same or [made.phrase.words for made in self.rows] != [one.words for one in wanted]:
            self._build(wanted, found)
        for made, one in zip(self.rows, wanted, strict=True):
            if not made.field.hasFocus():
                made.field.set_text(one.said)
        self._shown = found

    def _wanted(self, found: Phrases) -> list[Phrase]:
        """Return the phrases to show; one that is being translated stays while it is written."""
        if not self.only_lacking.isChecked():
            return list(found.phrases)
        written = {made.phrase.words for made in self.rows if made.field.hasFocus()}
        return [one for one in found.phrases if one.lacks or one.words in written]

    def _build(self, wanted: list[Phrase], found: Phrases) -> None:
        focused = next((made.phrase.words for made in self.rows if made.field.hasFocus()), "")
        clear(self._place)
        self.rows, self.left_over, section = [], [], ""
        for one in wanted:
            if one.section != section:
                section = one.section
                title = next((name for code, name in SECTION_TITLES.items() if code == section), "")
                self._place.addWidget(label(_(title), "caption"))
            made = PhraseRow(one, partial(self._write, found.language, one.words))
            made.field.setEnabled(self.draft.writable)
            self.rows.append(made)
            self._place.addWidget(made)
            if one.words == focused:
                made.field.setFocus()
        if found.left_over:
            self._place.addWidget(line())
            words = _("Käännökset, joiden suomenkielinen teksti on muuttunut tai poistettu")
            self._place.addWidget(label(words, "h3", wrap=True))
            for old in found.left_over:
                self._place.addWidget(self._left_over(old))

    def _left_over(self, old: Translation) -> QFrame:
        away = Button(_("Poista"), "trash-2", "ghost", size="s")
        away.pressed.connect(lambda: self._write(old.language, old.words, ""))
        away.setEnabled(self.draft.writable)
        away.setAccessibleDescription(old.said)
        self.left_over.append(away)
        before, said = label(old.words, "muted", wrap=True), selectable(label(old.said, wrap=True))
        made = row(before, said, away)
        for place in (0, 1):
            made.layout().setStretch(place, 1)  # type: ignore[union-attr]  # it has one
        return made

    def _write(self, language: str, words: str, said: str) -> None:
        self.draft.write(translations=translated(self.draft.words, language, words, said))
        if not said:
            self._shown = None

    def _tell(self, found: Phrases) -> None:
        lacking = sum(1 for one in found.phrases if one.lacks)
        if not lacking:
            self.counts.setText(_("Kaikki yrityksen omat sanat on käännetty."))
            return
        words = ngettext(
            "{n} kohdan käännös puuttuu. Se tulostuu suomeksi ja merkitään.",
            "{n} kohdan käännös puuttuu. Ne tulostuvat suomeksi ja merkitään.",
            lacking,
        )
        self.counts.setText(words.format(n=lacking))
