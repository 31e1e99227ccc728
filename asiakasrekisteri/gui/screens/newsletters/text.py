"""The middle column: the text, and the same text as a recipient reads it."""

from collections import Counter

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QFrame, QLineEdit, QMenu, QPlainTextEdit, QStackedWidget, QVBoxLayout

from asiakasrekisteri.domain.fields import Record
from asiakasrekisteri.domain.newsletter import FIELDS
from asiakasrekisteri.domain.texts import LANGUAGES, N_, _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.labelled import Field
from asiakasrekisteri.gui.screens.newsletters.draft import CampaignDraft
from asiakasrekisteri.gui.widgets.basics import Button, column, label, row, selectable
from asiakasrekisteri.gui.widgets.choices import Segmented
from asiakasrekisteri.gui.widgets.facts import Fact, Facts
from asiakasrekisteri.usecases.privacy.marketing.choosing import Recipient
from asiakasrekisteri.usecases.privacy.marketing.sending import MessagePreview, preview_newsletter
from asiakasrekisteri.usecases.privacy.marketing.wording import field_names

WRITE, READ = "write", "read"
LANGUAGE_LABELS = {"fi": N_("Suomi"), "sv": N_("Ruotsi"), "en": N_("Englanti")}


class TextColumn(QFrame):
    """Writing, and looking at what one recipient gets.

    Args:
        context: the desk.
        draft: the newsletter.
    """

    def __init__(self, context: Context, draft: CampaignDraft) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._context, self._draft = context, draft
        self._recipient: Recipient | None = None
        self._texts: dict[str, str] = {}
        self.languages = Segmented(_("Kieli"), [(code, _(LANGUAGE_LABELS[code])) for code in LANGUAGES], small=True)
        self.mode = Segmented(_("Näkymä"), ((WRITE, _("Kirjoita")), (READ, _("Vastaanottajan näkymä"))), small=True)
        self.subject, self.body = QLineEdit(), QPlainTextEdit()
        self.body.setTabChangesFocus(True)
        self.subject_field, self.body_field = Field(_("Otsikko"), self.subject), Field(_("Viesti"), self.body)
        self.fields_button = Button(_("Lisää kenttä"), "plus", "ghost", "s")
        menu = QMenu(self.fields_button)
        for name in FIELDS:
            menu.addAction(f"{{{name}}}").triggered.connect(lambda _on=False, n=name: self.insert(n))
        self.fields_button.setMenu(menu)
        self.shown, self._reading = QPlainTextEdit(), QVBoxLayout()
        self.shown.setReadOnly(True)
        self.shown.setAccessibleName(_("Viesti sellaisena kuin vastaanottaja sen saa"))
        self.views = QStackedWidget()
        self.views.addWidget(self._writing())
        self.views.addWidget(_upright(self._reading, self.shown))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(row(self.mode, None, self.fields_button))
        layout.addWidget(self.views, 1)
        self.subject.textEdited.connect(lambda _text: self._typed())
        self.body.textChanged.connect(self._typed)
        self.languages.changed.connect(lambda _code: self._show_language())
        self.mode.changed.connect(self._turn)

    def _writing(self) -> QFrame:
        ending = _("Ohjelma lisää loppuun, miksi viesti tuli ja miten sen voi maksutta perua.")
        inside = self.body_field.layout()
        assert isinstance(inside, QVBoxLayout)
        inside.setStretch(inside.count() - 1, 0)  # the editor takes the room instead
        inside.setStretch(1, 1)
        tongue = row(self.languages, None)
        made = column(tongue, self.subject_field, self.body_field, label(ending, "small", wrap=True), gap=10)
        layout = made.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.setStretch(2, 1)
        return made

    def show_record(self, record: Record) -> None:
        """Show the text of a newsletter."""
        self._texts = {name: record.text(name) for code in LANGUAGES for name in field_names(code)}
        self._show_language()
        writable = record["state"] == "draft"
        self.subject.setReadOnly(not writable)
        self.body.setReadOnly(not writable)
        self.fields_button.setVisible(writable)
        self.mode.setVisible(writable)
        if not writable:
            self.mode.choose(WRITE)

    def _typed(self) -> None:
        typed = (self.subject.text(), self.body.toPlainText())
        values = dict(zip(field_names(self.languages.chosen()), typed, strict=True))
        self._texts.update(values)
        self._draft.write(**values)

    def _show_language(self) -> None:
        """Show the text in the language that is chosen."""
        subject, body = field_names(self.languages.chosen())
        with QSignalBlocker(self.subject), QSignalBlocker(self.body):
            self.subject.setText(self._texts.get(subject, ""))
            self.body.setPlainText(self._texts.get(body, ""))
        other = self.languages.chosen() != "fi"
        hint = _("Kun tätä ei ole kirjoitettu, näin asioiva saa suomenkielisen viestin.") if other else ""
        self.body.setPlaceholderText(hint)
        self.show_faults()

    def show_faults(self) -> None:
        """Show what is wrong with the text, once there is some, and who gets it in which language."""
        faults = {fault.field: fault.message for fault in self._draft.faults}
        names = field_names(self.languages.chosen())
        begun = bool(self.subject.text().strip() or self.body.toPlainText().strip())
        for name, field in zip(names, (self.subject_field, self.body_field), strict=True):
            field.show_problem(faults.get(name, "") if begun else "")
        counts = Counter(one.language for one in self._draft.chosen.included)
        for code in LANGUAGES:
            words = _(LANGUAGE_LABELS[code])
            self.languages.set_words(code, f"{words} {counts[code]}" if counts[code] else words)

    def insert(self, name: str) -> None:
        """Put a field where the cursor is."""
        self.mode.choose(WRITE)
        self.body.insertPlainText(f"{{{name}}}")
        self.body.setFocus(Qt.FocusReason.OtherFocusReason)

    def read_as(self, recipient: Recipient) -> None:
        """Show what one recipient gets, word for word."""
        self._recipient = recipient
        if self.mode.chosen() == READ:
            self._preview()
        else:
            self.mode.choose(READ)

    def _turn(self, code: str) -> None:
        self.views.setCurrentIndex(1 if code == READ else 0)
        self.fields_button.setEnabled(code == WRITE)
        if code == READ:
            self._preview()

    def _preview(self) -> None:
        included = self._draft.chosen.included
        one = self._recipient if self._recipient in included else next(iter(included), None)
        if one is None:
            self.shown.setPlainText(_("Kenellekään ei saa lähettää, joten näytettävää viestiä ei ole."))
            return
        campaign_id = self._draft.id
        self._draft.save(
            lambda: self._context.ask(
                self, lambda gate: gate.call(preview_newsletter, campaign_id, one), self._show_preview
            )
        )

    def _show_preview(self, found: MessagePreview) -> None:
        while (item := self._reading.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        to = f"{found.recipient.name} <{found.recipient.address}>"
        facts = (
            Fact(label=_("Lähettäjä"), value=found.sender),
            Fact(label=_("Saaja"), value=to),
            Fact(label=_("Otsikko"), value=found.message.subject),
            Fact(label="List-Unsubscribe", value=found.message.unsubscribe),
        )
        self._reading.addWidget(Facts(facts, self._context.today(), label_width=120))
        words = _("Peruutuskoodi on esimerkki: jokainen saa lähetettäessä omansa.")
        self._reading.addWidget(selectable(label(words, "small", wrap=True)))
        self.shown.setPlainText(found.message.text)


def _upright(above: QVBoxLayout, below: QPlainTextEdit) -> QFrame:
    made = QFrame()
    made.setProperty("area", "plain")
    layout = QVBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(10)
    layout.addLayout(above)
    layout.addWidget(below, 1)
    return made
