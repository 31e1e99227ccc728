"""The card beside the list: opened when the user has rested on a row for a moment."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.listpane.pane import RestingPane
from asiakasrekisteri.gui.screens.customers.card import (
    CardFacts,
    Opened,
    card_column,
    contacts_card,
    facts_card,
    head_marks,
    head_words,
)
from asiakasrekisteri.gui.screens.customers.page import fetch_customer
from asiakasrekisteri.gui.widgets.basics import Button, column, icon_button, label, row, scrolled
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.states import Skeleton
from asiakasrekisteri.usecases.gate import Gate

_IN_PANE_HEAD = ("kind", "number", "status", "business_id", "association_number")


class CustomerPane(RestingPane):
    """The right pane of the list.

    Args:
        context: the desk.
        may_write: whether *Muokkaa* is offered.
    """

    def __init__(self, context: Context, *, may_write: bool) -> None:
        self._may_write = may_write
        nothing = _("Valitse asiakas luettelosta, niin tiedot näkyvät tässä.")
        super().__init__(context, _("Asiakaskortti"), nothing)

    def fetch(self, gate: Gate, row_id: int) -> Opened:
        """See RestingPane."""
        return fetch_customer(gate, row_id)

    def skeleton(self) -> Sequence[QWidget]:
        """See RestingPane."""
        return Card(_("Yhteystiedot"), Skeleton(5)), Card(_("Yhteyshenkilöt"), Skeleton(3))

    def view(self, found: Opened) -> QWidget:
        """See RestingPane."""
        opened = found
        facts = CardFacts(self._context, opened)
        body = card_column(
            self._head(opened),
            facts_card(_("Yhteystiedot"), facts.contact_facts(), self._context),
            contacts_card(opened, self._context, wide=False),
            facts_card(_("Asiakkuus"), facts.own_facts(_IN_PANE_HEAD), self._context),
            facts_card(_("Tietosuoja"), facts.ground_facts(whole=False), self._context),
        )
        body.setContentsMargins(20, 16, 16, 16)
        return scrolled(body, _("Asiakaskortti"))

    def _head(self, opened: Opened) -> QWidget:
        row_id = opened.card.record.id
        name = label(opened.card.record.text("name"), "h1", wrap=True)
        under = label(head_words(opened.card), "muted", wrap=True)
        words = column(name, under, gap=1)
        words.setSizePolicy(words.sizePolicy().Policy.Expanding, words.sizePolicy().Policy.Preferred)
        whole = icon_button("maximize-2", _("Avaa sivuna (Enter)"), lambda: self._context.go(f"customer/{row_id}"))
        whole.setProperty("k", "plain")
        edit = Button(_("Muokkaa"), "pencil", pressed=lambda: self._context.go(f"customer/{row_id}/edit"))
        edit.setEnabled(self._may_write and opened.card.restriction is None)
        edit.setToolTip(
            _("Muokkaa (F2)")
            if self._may_write
            else _("Roolillasi ei ole oikeutta muuttaa asiakkaita. Pyydä oikeutta pääkäyttäjältä.")
        )
        top = row(words, whole, gap=8)
        acts: list[QWidget] = [edit]
        if self._context.may(Permission.INTERACTION_WRITE):
            note = Button(
                _("Kirjaa yhteydenotto"), "phone", pressed=lambda: self._context.noted.emit("customer", row_id)
            )
            note.setToolTip(_("Kirjaa yhteydenotto (Ctrl+Shift+Y)"))
            acts.append(note)
        person_id = opened.card.person_id
        if person_id is not None:
            address = f"person/{person_id}"
            acts.append(Button(_("Avaa henkilö"), "user-round", pressed=lambda: self._context.go(address)))
        return column(top, row(*head_marks(opened), None), row(*acts, None), gap=10)
