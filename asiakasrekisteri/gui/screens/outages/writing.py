"""The middle of the composer: what has failed, what the law wants told of it, and the words in three languages."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QMenu, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from asiakasrekisteri.domain.errors import FieldError
from asiakasrekisteri.domain.fields import FieldKind
from asiakasrekisteri.domain.outage_words import DEMANDED, DEMANDED_AFTER, NOTHING, PLACES, Facts
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.field import CatalogueField
from asiakasrekisteri.gui.forms.labelled import Field
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.basics import Button, column, label, row
from asiakasrekisteri.gui.widgets.choices import Segmented
from asiakasrekisteri.usecases.outages.cases import OUTAGES
from asiakasrekisteri.usecases.outages.notices import NoticeCard
from asiakasrekisteri.usecases.outages.wording import LANGUAGES, Texts, Words, template

_LANGUAGE_LABELS = {"fi": N_("Suomi"), "sv": N_("Ruotsi"), "en": N_("Englanti")}
_PLACE_LABELS = {
    "etunimi": N_("etunimi"),
    "palvelut": N_("saajan palvelut"),
    "mika": N_("mikä on vikana"),
    "alkoi": N_("milloin alkoi"),
    "paattyi": N_("milloin päättyi"),
    "tiedot": N_("lain vaatimat tiedot"),
    "yritys": N_("yrityksen nimi"),
}
_FIRST = (("kind", "severity"), ("started_at",), ("title",))
_AFTER = (("started_at", "ended_at"), ("title",))
"""What stands side by side."""
_TEXT_HEIGHT = 260


class _Demanded(QFrame):
    """A field that must say something, with a button for "there is none"."""

    def __init__(self, field: CatalogueField) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self.none_button = Button(_("Ei ole"), size="s", pressed=lambda: field.type_in(_(NOTHING)))
        self.none_button.setAccessibleName(_("{what}: ei ole").format(what=field.caption))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(_side_by_side(field, column(25, self.none_button, None, gap=0)))


def _side_by_side(*parts: QWidget) -> QFrame:
    """Return widgets in one line; fields share what room there is."""
    made = row(*parts, gap=12)
    for part in parts:
        if isinstance(part, Field):
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return made


def _is_lacking(name: str, field: CatalogueField) -> bool:
    """Tell whether a field is empty that no outage can be without; what the law wants may be empty in a draft."""
    return OUTAGES.spec[name].required and field.spec.kind is not FieldKind.FLAG and not field.value()


class WritingForm(QFrame):
    """What is written.

    Args:
        context: the desk.
    """

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self._context = context
        self._kind = "first"
        self._texts: dict[str, Words] = {}
        self.fields: dict[str, CatalogueField] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(20, 14, 20, 20)
        self._layout.setSpacing(14)
        self.languages = Segmented(_("Kieli"), [(c, _(_LANGUAGE_LABELS[c])) for c in LANGUAGES])
        self.subject, self.text = QLineEdit(), QPlainTextEdit()
        self._subject_field = Field(_("Otsikko"), self.subject)
        self._text_field = Field(_("Viesti"), self.text)
        self._loading = False
        self._started = dt.datetime.now(dt.UTC)
        self._shown = LANGUAGES[0]

    def show_card(self, card: NoticeCard) -> None:
        """Show a draft."""
        self._loading = True
        self._kind, self._texts = card.kind, dict(card.texts)
        started = card.outage["started_at"]
        assert isinstance(started, dt.datetime)
        self._started = started
        self._build()
        for name, field in self.fields.items():
            field.load(card.outage[name])
        self._show_language(self.languages.chosen())
        self._loading = False

    def outage(self) -> Mapping[str, object]:
        """Return the values that have been changed and can be understood."""
        return {
            name: field.value()
            for name, field in self.fields.items()
            if field.is_changed() and not field.value_editor.fault() and not _is_lacking(name, field)
        }

    def texts(self) -> Texts:
        """Return the words in each language."""
        return {**self._texts, self.languages.chosen(): Words(self.subject.text(), self.text.toPlainText())}

    def facts(self, firm: str) -> Facts:
        """Return what is told of the outage as it is written now."""
        said = {name: str(self.fields[name].value() or "") for name in self._demanded()}
        return Facts(
            title=str(self.fields["title"].value() or ""),
            started=self._instant("started_at") or self._started,
            ended=self._instant("ended_at"),
            said=said,
            firm=firm,
            after=self._kind == "ended",
        )

    def _instant(self, name: str) -> dt.datetime | None:
        value = self.fields[name].value() if name in self.fields else None
        return value if isinstance(value, dt.datetime) else None

    def saved(self) -> None:
        """What is shown now has been kept."""
        for field in self.fields.values():
            field.keep()

    def show_errors(self, errors: tuple[FieldError, ...]) -> None:
        """Show what is wrong where it is, and go to the first of it."""
        messages = {error.field: error.message for error in errors}
        for name, field in self.fields.items():
            field.show_problem(messages.get(name, ""))
        for code in LANGUAGES:
            if f"text_{code}" in messages:
                self.languages.choose(code)
                self._text_field.show_problem(messages[f"text_{code}"])
                break
        else:
            self._text_field.show_problem("")
        first = next((name for name in self.fields if name in messages), "")
        if first:
            self.fields[first].editor.setFocus()
        elif any(name.startswith("text_") for name in messages):
            self.text.setFocus()

    def count_languages(self, counts: Mapping[str, int]) -> None:
        """Show how many are told in each language."""
        for code in LANGUAGES:
            words = _(_LANGUAGE_LABELS[code])
            self.languages.set_words(code, f"{words} {counts[code]}" if counts.get(code) else words)

    def _demanded(self) -> tuple[str, ...]:
        return DEMANDED_AFTER if self._kind == "ended" else DEMANDED

    def _build(self) -> None:
        while (item := self._layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        after = self._kind == "ended"
        places = _AFTER if after else _FIRST
        demanded = self._demanded()
        self.fields = {name: self._made(name, must=name in demanded) for line in places for name in line}
        self.fields |= {name: self._made(name, must=True) for name in demanded}
        if not after:
            self.fields["significant"] = self._made("significant", must=False)
        grid = column(*(_side_by_side(*(self.fields[name] for name in line)) for line in places), gap=12)
        law = _("Laki vaatii kertomaan (917/2014 274 §)")
        told = column(label(law, "h3"), *(_Demanded(self.fields[name]) for name in demanded), gap=10)
        parts: list[QWidget] = [grid, told, self._words()]
        if not after:
            parts.append(self.fields["significant"])
        for part in parts:
            self._layout.addWidget(part)
        self._layout.addStretch(1)
        for field in self.fields.values():
            field.changed.connect(self._told)

    def _made(self, name: str, *, must: bool) -> CatalogueField:
        spec = OUTAGES.spec[name]
        return CatalogueField(replace(spec, required=must or spec.required, help=""), self._context.today)

    def _words(self) -> QWidget:
        """Make the words of the message anew: those of the draft before it have gone with it."""
        chosen = self.languages.chosen()
        self.languages = Segmented(_("Kieli"), [(c, _(_LANGUAGE_LABELS[c])) for c in LANGUAGES], chosen)
        self.languages.changed.connect(self._change_language)
        self.subject, self.text = QLineEdit(), QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(px(_TEXT_HEIGHT))
        self._subject_field = Field(_("Otsikko"), self.subject)
        hint = _("Lain vaatimat tiedot tulevat kohtaan {tiedot}, ja jos sitä ei ole, viestin loppuun.")
        self._text_field = Field(_("Viesti"), self.text, hint, captioned=False)
        self.subject.textChanged.connect(lambda _text: self._told())
        self.text.textChanged.connect(self._told)
        self._shown = chosen
        self.place_button = Button(_("Lisää kenttä"), "plus", "ghost", "s", self._offer_places)
        self.template_button = Button(_("Palauta pohja"), "undo-2", "ghost", "s", self.restore_template)
        caption = label(_("Viesti"), "strong")
        caption.setBuddy(self.text)
        head = row(caption, None, self.template_button, self.place_button, gap=4)
        words = column(head, self._text_field, gap=2)
        return column(row(self.languages, None), self._subject_field, words, gap=12)

    def restore_template(self) -> None:
        """Write the words that a notice of this kind begins with; the field's own undo brings the others back."""
        words = template(self._kind)[self.languages.chosen()]
        self.subject.setText(words.subject)
        cursor = self.text.textCursor()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(words.text)

    def _offer_places(self) -> None:
        menu = QMenu(self)
        for name in PLACES:
            action = menu.addAction(f"{_(_PLACE_LABELS[name])}  {{{name}}}")
            action.triggered.connect(lambda _on=False, n=name: self.text.insertPlainText(f"{{{n}}}"))
        menu.popup(self.place_button.mapToGlobal(self.place_button.rect().bottomLeft()))

    def _change_language(self, code: str) -> None:
        self._texts[self._shown] = Words(self.subject.text(), self.text.toPlainText())
        self._loading = True
        self._show_language(code)
        self._loading = False
        self.changed.emit()

    def _show_language(self, code: str) -> None:
        self._shown = code
        words = self._texts.get(code, Words())
        self.subject.setText(words.subject)
        self.text.setPlainText(words.text)
        self._text_field.show_problem("")

    def _told(self) -> None:
        if not self._loading:
            self.changed.emit()
