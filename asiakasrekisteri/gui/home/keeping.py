"""The number of the desk that tells how much has come to the end of its time of keeping."""

from PySide6.QtWidgets import QWidget

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.home.cards import FigureCard, Number
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.retention.looking import count_due


def retention_figure(context: Context) -> QWidget:
    """Return how many things are due to be destroyed."""
    watched = ("destruction", "legal_hold", "category_rule", "financial_period")
    return FigureCard(context, _("Säilytysaika päättynyt"), "archive", _count, "retention", watched)


def _count(gate: Gate) -> Number:
    due = gate.call(count_due)
    held = due.count - sum(group.count if group.by_hand else group.free for group in due.groups)
    return Number(due.count, _("{n} pidätetty").format(n=held) if held else "", "warn" if due.count else "")
