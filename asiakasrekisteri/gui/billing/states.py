"""The state of an invoice in words, with a colour and, where somebody should act, an icon."""

import datetime as dt
from dataclasses import dataclass

from asiakasrekisteri.domain.formats import day
from asiakasrekisteri.domain.invoicing import STATE_LABELS, InvoiceState
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.widgets.marks import Tone

_TONES: dict[InvoiceState, Tone] = {
    InvoiceState.OPEN: "info",
    InvoiceState.DUE_TODAY: "warn",
    InvoiceState.PARTLY_PAID: "warn",
    InvoiceState.OVERDUE: "err",
    InvoiceState.COLLECTION: "err",
    InvoiceState.PAID: "ok",
}
_ICONS = {
    InvoiceState.DUE_TODAY: "clock",
    InvoiceState.PARTLY_PAID: "clock",
    InvoiceState.OVERDUE: "circle-alert",
    InvoiceState.COLLECTION: "scale",
}


@dataclass(frozen=True, slots=True)
class StateWords:
    """A state as a pill shows it."""

    words: str
    tone: Tone
    icon: str = ""


def state_words(
    state: InvoiceState, today: dt.date, *, days_late: int = 0, paid_on: dt.date | None = None, credits_number: str = ""
) -> StateWords:
    """Return the state of an invoice in words.

    Args:
        state: where it stands.
        today: a payment of this year is told without its year.
        days_late: for how many days it has been late.
        paid_on: the day of its last payment.
        credits_number: of a credit note, the number of the invoice it credits.
    """
    words = _(STATE_LABELS[state])
    if state is InvoiceState.OVERDUE:
        words = ngettext("Myöhässä {n}\xa0pv", "Myöhässä {n}\xa0pv", days_late).format(n=days_late)
    elif state is InvoiceState.PAID and paid_on is not None:
        words = _("Maksettu {day}").format(day=_short_day(paid_on, today))
    elif state is InvoiceState.CREDIT_NOTE and credits_number:
        words = _("Hyvitys {number}").format(number=credits_number)
    return StateWords(words, _TONES.get(state, "neutral"), _ICONS.get(state, ""))


def _short_day(value: dt.date, today: dt.date) -> str:
    return f"{value.day}.{value.month}." if value.year == today.year else day(value)
