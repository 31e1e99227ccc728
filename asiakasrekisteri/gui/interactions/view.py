"""One interaction for reading: what was said, who took part, recordings, files, and where each fact came from."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from asiakasrekisteri.domain.fields import EntitySpec, FieldKind, Record
from asiakasrekisteri.domain.formats import as_text
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.phones import show_phone
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.attaching import AttachmentPanel, attach_recording
from asiakasrekisteri.gui.chips import record_chip
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.history import history_of
from asiakasrekisteri.gui.interactions.words import (
    INTERACTION,
    PARTICIPANT,
    RECORDING,
    STATE_TONES,
    capital,
    kind_words,
    option_words,
)
from asiakasrekisteri.gui.outgoing import Recordings
from asiakasrekisteri.gui.tables.columns import format_value
from asiakasrekisteri.gui.theme.theme import px, theme
from asiakasrekisteri.gui.widgets.attachments import ask_path
from asiakasrekisteri.gui.widgets.basics import Button, column, label, line, row
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.dropping import AskFiles, ask_files
from asiakasrekisteri.gui.widgets.facts import Fact, Facts
from asiakasrekisteri.gui.widgets.marks import Pill
from asiakasrekisteri.gui.widgets.notices import Banner
from asiakasrekisteri.gui.widgets.player import RecordingPlayer
from asiakasrekisteri.usecases.interactions.card import InteractionCard, Participating

_SHOWN_ELSEWHERE = frozenset({"body", "kind", "direction", "state", "recorded", "informed_at_start"})
_TALLEST = 460
"""A longer text is scrolled in its own place."""


class BodyText(QPlainTextEdit):
    """A text that is read, selected and copied; as high as it is long, up to a limit. Never read as markup."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text)
        self.setReadOnly(True)
        self.setProperty("area", "reading")
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.document().setDocumentMargin(0)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        theme().changed.connect(self._fit)

    def sizeHint(self) -> QSize:
        return QSize(px(200), self._tall())

    def minimumSizeHint(self) -> QSize:
        return QSize(px(80), px(20))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _tall(self) -> int:
        return min(px(_TALLEST), self._whole())

    def _whole(self) -> int:
        lines = self.document().size().height()  # of a plain document in lines
        return round((lines + 0.2) * self.fontMetrics().lineSpacing()) + 2

    def _fit(self) -> None:
        """Be as high as the text; a scroll bar only where it is longer, as it takes width and makes more lines."""
        is_long = self._whole() > px(_TALLEST)
        bars = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(bars.ScrollBarAsNeeded if is_long else bars.ScrollBarAlwaysOff)
        if self.height() != (tall := self._tall()):
            self.setFixedHeight(tall)


class InteractionCards:
    """Makes the cards of one interaction.

    Args:
        context: the desk.
        card: the interaction.
        ask_from: shows the dialog for choosing files; replaced by tests.
    """

    def __init__(self, context: Context, card: InteractionCard, ask_from: AskFiles = ask_files) -> None:
        self._context, self._card, self._ask_from = context, card, ask_from
        self._recordings = Recordings(context)
        self._may_write = context.may(Permission.INTERACTION_WRITE)

    def main(self) -> list[QWidget]:
        """Return what was said and heard, and the files; of one whose data are only stored, why they are not shown."""
        if self.is_restricted():
            return [self._restriction()]
        return [part for part in (self._warnings(), self._body(), self._heard(), self._files()) if part is not None]

    def is_restricted(self) -> bool:
        """Tell whether it tells of somebody whose data are only stored for now (GDPR Art. 18)."""
        return bool(self._card.record.hidden)

    def side(self) -> list[QWidget]:
        """Return who took part, and the facts."""
        return [self._people(), self._facts()]

    def head(self, *acts: QWidget) -> QFrame:
        """Return the subject with what the interaction is, over the cards of a pane."""
        record = self._card.record
        title = label(record.text("subject"), "h1", wrap=True)
        title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        under = label(self.when_words(), "muted", wrap=True)
        return column(title, under, row(self.state_pill(), None, *acts), gap=8)

    def when_words(self) -> str:
        """Return what it is, when it was and who wrote it down."""
        record = self._card.record
        at = as_text(INTERACTION["at"], record["at"])
        what = kind_words(record.text("kind"), record.text("direction"))
        return " · ".join(part for part in (what, at, self._card.who) if part)

    def state_pill(self) -> Pill:
        """Return the state in a pill."""
        code = self._card.record.text("state")
        return Pill(option_words(INTERACTION["state"], code), STATE_TONES.get(code, "neutral"))

    def _restriction(self) -> Banner:
        title = _("Osapuolen tietojen käsittely on rajoitettu")
        text = _("Sisältö, nauhoitteet ja liitteet vain säilytetään, eikä yhteydenottoa voi muuttaa (18 art.).")
        return Banner("err", title, text)

    def _warnings(self) -> QWidget | None:
        if not self._card.warnings:
            return None
        return column(*(Banner("warn", words) for words in self._card.warnings), gap=8)

    def _body(self) -> Card | None:
        text = self._card.record.text("body")
        title = _("Viesti") if self._card.record.text("kind") == "email" else _("Muistiinpanot")
        chip = self._chip(self._card.record, INTERACTION, title, "body")
        return Card(title, BodyText(text, title), actions=chip) if text else None

    def _chip(self, record: Record, spec: EntitySpec, words: str, *names: str) -> tuple[QWidget, ...]:
        """Return the source of what stands alone: of the first field that has one, with the history of them all."""
        return record_chip(self._context, spec, record, words, names)

    def _heard(self) -> Card | None:
        """The recordings; a role that has not been given their key sees nothing of them."""
        card, parts = self._card, list[QWidget]()
        for recording in card.recordings:
            sound = card.sounds.get(recording.id)
            if sound is None:
                continue
            seconds = recording.values.get("seconds")
            player = RecordingPlayer(
                seconds if isinstance(seconds, int) else 0,
                partial(self._recordings.fetch, sound.id),
                self._context.runner,
                _("Kuuntelu kirjataan käyttölokiin tarkoituksineen."),
            )
            began = format_value(recording.values.get("started_at"))
            player.setAccessibleName(_("Nauhoite {began}").format(began=began))
            chip = self._chip(recording, RECORDING, _("Nauhoite"), "started_at", "informed_at_start", "purpose")
            parts.append(column(row(label(began, "small"), None, *chip), player, gap=4))
        is_call = card.record.text("kind") in {"call", "support"}
        may_add = is_call and self._may_write and self._recordings.may_hear()
        if not parts and not may_add:
            return None
        if not parts:
            parts.append(label(_("Puhelusta ei ole nauhoitetta."), "small"))
        if may_add:
            parts.append(row(self._add_button(), None))
        return Card(_("Nauhoite"), *parts)

    def _add_button(self) -> Button:
        """Return the button that asks how it was recorded before it asks for the file."""
        button = Button(_("Lisää nauhoite…"), "file-audio", size="s")
        menu = QMenu(button)
        for words, informed in (
            (_("Nauhoituksesta kerrottiin alussa"), True),
            (_("Nauhoituksesta ei kerrottu"), False),
        ):
            menu.addAction(words).triggered.connect(partial(self._add_recording, button, informed))
        button.clicked.connect(lambda _on=False: menu.popup(button.mapToGlobal(button.rect().bottomLeft())))
        return button

    def _add_recording(self, button: QWidget, informed: bool, _on: object = None) -> None:
        if files := [Path(name) for name in self._ask_from(button)]:
            attach_recording(self._context, self._card.record.id, files[0], informed=informed)

    def _files(self) -> AttachmentPanel:
        hears = self._card.record.text("kind") in {"call", "support"} and self._recordings.may_hear()
        asks = (ask_path, self._ask_from)
        return AttachmentPanel(self._context, "interaction", self._card.record.id, sound_elsewhere=hears, asks=asks)

    def _people(self) -> Card:
        parts: list[QWidget] = []
        if self._card.customer_id is not None:
            parts.append(self._line(_("asiakas"), self._card.customer, f"customer/{self._card.customer_id}", ""))
        for one in self._card.participants:
            if parts:
                parts.append(line())
            parts.append(self._participant(one))
        return Card(_("Osapuolet"), *(parts or [label(_("Osapuolia ei ole kirjattu."), "muted", wrap=True)]), gap=8)

    def _participant(self, one: Participating) -> QWidget:
        part = as_text(PARTICIPANT["part"], one.record.values.get("part"))
        address = show_phone(one.record.text("address"))
        shown = address if address != one.name else ""
        chip = self._chip(one.record, PARTICIPANT, one.name, "written", "address", "part")
        return self._line(part, one.name, f"person/{one.person_id}" if one.person_id is not None else "", shown, chip)

    def _line(self, part: str, name: str, address: str, under: str, chip: tuple[QWidget, ...] = ()) -> QWidget:
        if address:
            shown: QWidget = Button(name, kind="link", pressed=lambda: self._context.go(address))
            shown.setAccessibleName(_("Avaa {name}").format(name=name))
        else:
            shown = label(name, "strong", wrap=True)
            shown.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        small = [label(under.replace("@", "@\u200b"), "small", wrap=True)] if under else []
        return column(row(shown, None, label(capital(part), "muted"), *chip, gap=8), *small, gap=0)

    def _facts(self) -> Card:
        record = self._card.record
        facts = [self._fact(_("Laji"), kind_words(record.text("kind"), record.text("direction")), "kind", "direction")]
        for spec in INTERACTION.editable():
            link = spec.kind is FieldKind.LINK
            words = record.names.get(spec.name, "") if link else as_text(spec, record.values.get(spec.name))
            nobody_said = record.values.get(spec.name) is False and spec.name not in record.origins
            if words and spec.name not in _SHOWN_ELSEWHERE and not nobody_said:
                facts.append(self._fact(_(spec.label), capital(words), spec.name))
        if record.values.get("recorded"):
            told = _("Kerrottiin alussa") if record.values.get("informed_at_start") else _("Ei kerrottu alussa")
            facts.append(self._fact(_("Nauhoitus"), told, "informed_at_start"))
        state = INTERACTION["state"]
        facts.append(self._fact(_("Tila"), capital(as_text(state, record.values.get("state"))), "state"))
        if self._card.who:
            facts.append(Fact(label=_("Kirjasi"), value=self._card.who))
        return Card(_("Tiedot"), Facts(tuple(facts), self._context.today(), label_width=110))

    def _fact(self, caption: str, words: str, *names: str) -> Fact:
        origin = self._card.record.origins.get(names[0])
        return Fact(label=caption, value=words, origin=origin, history=self._history(*names))

    def _history(self, *names: str) -> Callable[[QWidget], None]:
        return history_of(self._context, INTERACTION, self._card.record.id, names)


def cards_column(*cards: QWidget) -> QFrame:
    """Return cards under one another, the rest left empty."""
    made = QFrame()
    made.setProperty("area", "plain")
    layout = QVBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(12)
    for card in cards:
        layout.addWidget(card)
    layout.addStretch(1)
    return made
