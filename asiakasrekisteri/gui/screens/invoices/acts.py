"""What can be done with an invoice that is open: forms that it allows, and what is taken back of what was recorded."""

from collections.abc import Callable
from functools import partial

from asiakasrekisteri.domain.fields import Record
from asiakasrekisteri.domain.invoicing import InvoiceState
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Ask, Context
from asiakasrekisteri.gui.widgets.basics import Button, ButtonKind
from asiakasrekisteri.usecases.billing.card import InvoiceCard
from asiakasrekisteri.usecases.billing.payments import move_payment, remove_payment
from asiakasrekisteri.usecases.billing.reminders import remove_reminder
from asiakasrekisteri.usecases.edits import Saved
from asiakasrekisteri.usecases.history import undo

NEW, EDIT, PAYMENT, REMINDER, CREDIT = "new", "edit", "payment", "reminder", "credit"
EINVOICE = "einvoice"
"""Not a form: the invoice is written into a file."""


def is_credit_note(card: InvoiceCard) -> bool:
    """Tell whether it is a credit note, which is neither paid nor reminded of."""
    return card.record.text("kind") == "credit_note"


def why_not(context: Context, mode: str, card: InvoiceCard) -> str:
    """Return why a form cannot be opened now; "" when it can."""
    if mode != EINVOICE and not context.may(Permission.BILLING_WRITE):
        return _("Roolillasi ei ole oikeutta kirjata laskuja. Pyydä oikeutta pääkäyttäjältä.")
    if card.restricted:
        return _("Asiakkaan tietojen käsittelyä on rajoitettu.")
    if is_credit_note(card) and mode not in {EDIT, EINVOICE}:
        return _("Hyvityslaskua ei makseta, muistuteta eikä hyvitetä.")
    return _hindrance(mode, card)


def _hindrance(mode: str, card: InvoiceCard) -> str:
    if mode == CREDIT and card.standing.state is InvoiceState.CREDITED:
        return _("Lasku on hyvitetty kokonaan.")
    if mode == REMINDER and not card.reminding.may_remind:
        return card.reminding.reason
    return ""


def act_buttons(context: Context, card: InvoiceCard, act: Callable[[str], object]) -> dict[str, Button]:
    """Return the buttons of an invoice by what they do, the primary one last; one that cannot be pressed says why."""
    faces = (
        (EINVOICE, _("Finvoice…"), "download", _("Tallenna verkkolasku (Finvoice)")),
        (EDIT, _("Muokkaa"), "pencil", _("Muokkaa (F2)")),
        (REMINDER, _("Kirjaa muistutus"), "bell", _("Kirjaa muistutus")),
        (CREDIT, _("Hyvitä"), "undo-2", _("Hyvitä")),
        (PAYMENT, _("Kirjaa suoritus"), "wallet", _("Kirjaa suoritus")),
    )
    made = {}
    for mode, words, icon_name, tip in faces[:2] if is_credit_note(card) else faces:
        kind: ButtonKind = "primary" if mode == PAYMENT and card.standing.open > 0 else "plain"
        button = made[mode] = Button(words, icon_name, kind, pressed=partial(act, mode))
        why = why_not(context, mode, card)
        button.setEnabled(not why)
        button.setAccessibleName(words)
        button.setToolTip(why or tip)
        button.setAccessibleDescription(why)
    return made


class Recorded:
    """Takes back what was recorded of an invoice, and tells it with a way to undo.

    Args:
        context: the desk.
        address: of the invoice in front.
    """

    def __init__(self, context: Context, address: Callable[[], str]) -> None:
        self._context, self._address = context, address

    def told(self, words: str, saved: Saved, back: str) -> None:
        """Tell what was done; undoing it leads to an address."""
        self._context.messages.done(words, partial(self._undo, saved.undo, back))

    def detach(self, record: Record) -> None:
        """Take a payment off the invoice."""
        words = _("Suoritus irrotettiin laskulta. Se odottaa kohdistamattomissa.")
        self._do(lambda gate: gate.call(move_payment, record.id, record.version, None), words)

    def drop_payment(self, record: Record) -> None:
        """Remove a payment."""
        self._do(lambda gate: gate.call(remove_payment, record.id, record.version), _("Suoritus poistettiin."))

    def drop_reminder(self, record: Record) -> None:
        """Remove a reminder."""
        self._do(lambda gate: gate.call(remove_reminder, record.id, record.version), _("Muistutus poistettiin."))

    def _do(self, call: Ask[Saved], words: str) -> None:
        back = self._address()
        self._context.ask(self._context, call, lambda saved: self.told(words, saved, back))

    def _undo(self, number: int, then: str) -> None:
        def done(_none: object) -> None:
            self._context.messages.done(_("Tallennus kumottiin."))
            self._context.go(then)

        self._context.ask(self._context, lambda gate: gate.call(undo, number), done)
