"""Whose interaction it is and who took part, in its form: found while typing, parts chosen, removed with a key."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout

from asiakasrekisteri.domain.errors import FieldError
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.finder import Finder
from asiakasrekisteri.gui.interactions.words import PARTICIPANT, options
from asiakasrekisteri.gui.theme.icons import Icon
from asiakasrekisteri.gui.widgets.basics import Button, icon_button, label, row
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.choices import Choice
from asiakasrekisteri.gui.widgets.marks import Avatar
from asiakasrekisteri.usecases.interactions.card import InteractionCard, Participating
from asiakasrekisteri.usecases.interactions.people import ParticipantEdit

_BY_NAME = N_("Kirjaa nimellä ”{text}”")


class PartyRow(QFrame):
    """One who takes part.

    Args:
        name: as shown.
        person_id: who it is, when known.
        stored: as it is stored; None for a new one.
    """

    changed = Signal()
    removed = Signal()

    def __init__(self, name: str, person_id: int | None, stored: Participating | None = None) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self.name, self.person_id, self.stored = name, person_id, stored
        self._first = str(stored.record["part"]) if stored is not None else "caller"
        self.part = Choice(options(PARTICIPANT["part"]))
        self.part.choose(self._first)
        self.part.setAccessibleName(_("{name}: osa yhteydenotossa").format(name=name))
        self.part.currentIndexChanged.connect(lambda _place: self.changed.emit())
        self.remove = icon_button("x", _("Poista osapuoli: {name} (Ctrl+Del)").format(name=name), self.removed.emit)
        words = label(name, "strong", wrap=True)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        for part in (Avatar(name, 28), words, self.part, self.remove):
            layout.addWidget(part)
        shortcut = QShortcut(QKeySequence("Ctrl+Del"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.removed)

    def edit(self) -> ParticipantEdit | None:
        """Return what the save does to it; None for nothing."""
        part = self.part.code()
        if self.stored is None:
            written = self.name if self.person_id is None else ""
            return ParticipantEdit(part, self.person_id, written)
        if part == self._first:
            return None
        record = self.stored.record
        return ParticipantEdit(
            part, self.person_id, record.text("written"), record.text("address"), record.id, record.version
        )


class PartiesCard(Card):
    """The customer and those who took part. A part of a form.

    Args:
        context: the desk.
    """

    changed = Signal()
    customer_changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(_("Osapuolet"), gap=10)
        self.customer: tuple[int, str] | None = None
        self.rows: list[PartyRow] = []
        self._stored_customer: int | None = None
        self._removed: list[PartyRow] = []
        self._new_first = False
        self._customer = QVBoxLayout()
        self._parties = QVBoxLayout()
        self._parties.setSpacing(8)
        self.finder = Finder(
            context,
            ("customer", "person"),
            _("Lisää asiakas tai henkilö nimellä, puhelimella tai sähköpostilla…"),
            _(_BY_NAME),
        )
        self.body.addLayout(self._customer)
        self.body.addLayout(self._parties)
        self.add(self.finder)
        self.finder.chosen.connect(self.take)
        self.finder.create_asked.connect(lambda name: self._add(PartyRow(name, None)))

    def load(self, card: InteractionCard) -> None:
        """Show what is stored."""
        self._stored_customer = card.customer_id
        self.customer = (card.customer_id, card.customer) if card.customer_id is not None else None
        for one in card.participants:
            self._put(PartyRow(one.name, one.person_id, one))
        self._show_customer()

    def take(self, kind: str, row_id: int, name: str) -> None:
        """Choose a customer instead of the one before, or add a person."""
        if kind == "customer":
            self._choose((row_id, name))
        elif row_id not in {r.person_id for r in self.rows}:
            self._add(PartyRow(name, row_id))

    def begin_with(self, kind: str, row_id: int, name: str) -> None:
        """Choose as the address of a new interaction told; that is no change of the user's."""
        self.take(kind, row_id, name)
        self._new_first = True

    def edits(self) -> list[ParticipantEdit]:
        """Return what the save does to those who take part."""
        gone = [
            ParticipantEdit(id=r.stored.record.id, version=r.stored.record.version, removed=True)
            for r in self._removed
            if r.stored is not None
        ]
        return [*gone, *(edit for r in self.rows if (edit := r.edit()) is not None)]

    def links(self) -> dict[str, object]:
        """Return whose it is, when that has changed."""
        now = self.customer[0] if self.customer is not None else None
        return {} if now == self._stored_customer else {"customer_id": now}

    def is_changed(self) -> bool:
        """See FormPart."""
        return not self._new_first and bool(self.edits() or self.links())

    def check(self) -> Sequence[FieldError]:
        """See FormPart. A name that was typed but not chosen is a fault."""
        if self.finder.search.text().strip():
            return [FieldError("finder", _("Valitse osapuoli luettelosta tai tyhjennä hakukenttä."))]
        return []

    def caption_of(self, name: str) -> str:
        """See FormPart."""
        return _("Osapuolet") if name == "finder" else ""

    def focus(self, name: str) -> None:  # noqa: ARG002 - there is one field
        """See FormPart."""
        self.finder.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, customer: tuple[int, str] | None) -> None:
        self.customer = customer
        self._show_customer()
        self.customer_changed.emit()
        self._touch()

    def _show_customer(self) -> None:
        while (item := self._customer.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        if self.customer is not None:
            name = label(self.customer[1], "strong", wrap=True)
            name.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            other = Button(_("Poista asiakas"), size="s", pressed=lambda: self._choose(None))
            self._customer.addWidget(row(Icon("building-2", 18), name, label(_("asiakas"), "muted"), other, gap=10))

    def _add(self, made: PartyRow) -> None:
        self._put(made)
        made.part.setFocus(Qt.FocusReason.OtherFocusReason)
        self._touch()

    def _put(self, made: PartyRow) -> None:
        self.rows.append(made)
        self._parties.addWidget(made)
        made.changed.connect(self._touch)
        made.removed.connect(lambda: self._take_away(made))

    def _take_away(self, gone: PartyRow) -> None:
        self.rows.remove(gone)
        self._removed.append(gone)
        gone.hide()
        self.focus("")
        self._touch()

    def _touch(self) -> None:
        self._new_first = False
        self.changed.emit()
