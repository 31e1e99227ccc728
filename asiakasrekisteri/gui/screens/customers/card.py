"""A customer for reading: what is known, where each datum came from, who acts for it, why it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from asiakasrekisteri.domain.fields import Record
from asiakasrekisteri.domain.formats import as_text
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.customer.facts import CustomerFacts, capital
from asiakasrekisteri.gui.customer.grounds import ground_facts
from asiakasrekisteri.gui.forms.describe import DETAIL_SPECS, detail_origin
from asiakasrekisteri.gui.history import history_of
from asiakasrekisteri.gui.marketing.words import ban_pills
from asiakasrekisteri.gui.screens.customers.rows import TONES, option_label, shown_identifier
from asiakasrekisteri.gui.widgets.basics import Button, column, label, line, row
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.facts import Fact, Facts
from asiakasrekisteri.gui.widgets.marks import Avatar, Pill
from asiakasrekisteri.gui.widgets.provenance import ProvenanceChip
from asiakasrekisteri.usecases.customers import Contact, CustomerCard
from asiakasrekisteri.usecases.privacy.basis import Ground


@dataclass(frozen=True, slots=True)
class Opened:
    """A customer's card with the grounds on which its data are kept, and what was obtained of it from outside.

    `source_codes` tells the codes of sources by what they are called, `prohibited` the channels on which marketing is.
    """

    card: CustomerCard
    grounds: tuple[Ground, ...]
    facts: tuple[Record, ...] = ()
    sites: tuple[Record, ...] = ()
    source_codes: Mapping[str, str] = field(default_factory=dict)
    prohibited: tuple[str, ...] = ()


def head_words(card: CustomerCard) -> str:
    """Return the line under the name: kind, identifier, customer number."""
    record = card.record
    kind = record.text("kind")
    number = _("asiakasnumero {number}").format(number=record.text("number"))
    identifier = record.text("business_id") or record.text("association_number")
    shown = shown_identifier(kind, identifier) if identifier else ""
    return " · ".join(w for w in (option_label("kind", kind).capitalize(), shown, number) if w)


def status_pill(card: CustomerCard) -> Pill:
    """Return the state of the customership."""
    code = card.record.text("status")
    return Pill(option_label("status", code), TONES.get(code, "neutral"))


def head_marks(opened: Opened) -> tuple[Pill, ...]:
    """Return the state of the customer; that of the data, where they may only be stored, comes before it."""
    card = opened.card
    state = status_pill(card) if card.restriction is None else Pill(_("Rajoitettu"), "err", "lock")
    return (state, *ban_pills(opened.prohibited))


class CardFacts(CustomerFacts):
    """Makes the facts of one card with its grounds."""

    def __init__(self, context: Context, opened: Opened) -> None:
        super().__init__(context, opened.card)
        self._opened = opened

    def ground_facts(self, *, whole: bool = True) -> tuple[Fact, ...]:
        """Return why the data are kept, on what basis and until when; without `whole` of the customership only."""
        return ground_facts(self._opened.grounds, whole=whole)


class PersonLine(QFrame):
    """A contact person in a card; a click or Enter opens the person's page."""

    def __init__(self, contact: Contact, context: Context, *, wide: bool) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self._context, self._address = context, f"person/{contact.person_id}"
        self.name = Button(contact.name, kind="link", pressed=self._open)
        self.name.setAccessibleName(_("Avaa henkilö {name}").format(name=contact.name))
        role = contact.role
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(Avatar(contact.name, 28))
        layout.addWidget(self._words(contact, wide=wide), 1)
        words = capital(as_text(DETAIL_SPECS["contact_role"]["role"], role["role"]))
        layout.addWidget(label(words, "muted"), 0, Qt.AlignmentFlag.AlignVCenter)
        if (origin := detail_origin(role)) is not None:
            spec = DETAIL_SPECS["contact_role"]
            history = history_of(context, spec, role.id, [field.name for field in spec])
            layout.addWidget(ProvenanceChip(origin, _("Rooli"), context.today(), history, mini=not wide))

    def _words(self, contact: Contact, *, wide: bool) -> QFrame:
        role = contact.role
        until = as_text(DETAIL_SPECS["contact_role"]["until"], role.values.get("until"))
        ended = _("päättynyt {day}").format(day=until) if until else ""
        phone = as_text(DETAIL_SPECS["phone"]["number"], contact.phone).replace(" ", "\u00a0")
        email = contact.email.replace("@", "@\u200b").replace(".", ".\u200b")  # may break here
        task = " · ".join(w for w in (role.text("title"), phone) if w)
        under = [" · ".join(p for p in (task, email) if p)] if wide else [task, email, ended]
        marks = [Pill(ended)] if ended and wide else []
        marks += [Pill(_("Rajoitettu"), "err", "lock")] if contact.restricted else []
        made = column(row(self.name, *marks, None, gap=6), *map(_under, filter(None, under)), gap=0)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        return made

    def _open(self) -> None:
        self._context.go(self._address)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._open()
        super().mouseDoubleClickEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open()
        else:
            super().keyPressEvent(event)


def _under(text: str) -> QLabel:
    made = label(text, "small", wrap=True)
    made.setContentsMargins(2, 0, 0, 0)
    made.setMinimumWidth(1)
    return made


def contacts_card(opened: Opened, context: Context, *, wide: bool) -> Card | None:
    """Return the card of the contact persons; None for a customer who is a person and has none."""
    contacts = opened.card.contacts
    if not contacts and opened.card.person_id is not None:
        return None
    lines: list[QWidget] = []
    for place, contact in enumerate(contacts):
        if place and wide:
            lines.append(line())
        lines.append(PersonLine(contact, context, wide=wide))
    if not lines:
        lines.append(label(_("Yhteyshenkilöitä ei ole."), "muted"))
    count = label(str(len(contacts)), "muted")
    return Card(_("Yhteyshenkilöt"), *lines, actions=(count,) if contacts else (), gap=10)


def person_card(opened: Opened, context: Context) -> Card | None:
    """Return the way to the person behind a private customer or sole trader; None for others."""
    person_id = opened.card.person_id
    if person_id is None:
        return None
    words = label(
        _("Asiakas on itse rekisteröity. Kaikki hänestä tallennettu on henkilön sivulla."), "muted", wrap=True
    )
    words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    open_person = Button(_("Avaa henkilö"), "user-round", pressed=lambda: context.go(f"person/{person_id}"))
    return Card("", row(words, open_person, gap=12))


def card_column(*cards: QWidget | None) -> QFrame:
    """Return cards under one another, the rest left empty."""
    made = QFrame()
    made.setProperty("area", "plain")
    layout = QVBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(12)
    for card in cards:
        if card is not None:
            layout.addWidget(card)
    layout.addStretch(1)
    return made


def facts_card(title: str, facts: tuple[Fact, ...], context: Context, *, stacked: bool = False) -> Card | None:
    """Return a card of facts; None when there are none."""
    if not facts:
        return None
    return Card(title, Facts(facts, context.today(), "stacked" if stacked else "side"))
