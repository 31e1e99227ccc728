"""What has come to the end of its time of keeping: how much, and by which rules most of it."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.home.cards import FigureCard, Number, way
from asiakasrekisteri.gui.tables.columns import number_words
from asiakasrekisteri.gui.theme.icons import Icon
from asiakasrekisteri.gui.widgets.basics import clear, label, row
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.retention.duelist import DueGroup, DueList
from asiakasrekisteri.usecases.retention.looking import count_due

_WATCHED = ("destruction", "legal_hold", "category_rule", "financial_period")
_FEW = 3


class _Counted(QObject):
    """What was counted last for the figure; the card shows the same, so that it is counted once for both."""

    come = Signal(object)
    due = DueList(())

    def hear(self, number: Number) -> None:
        """Take what the figure has counted."""
        if isinstance(number.found, DueList):
            self.due = number.found
            self.come.emit(self.due)


def _counted(context: Context) -> _Counted:
    """Return the one of a desk."""
    found = context.findChild(_Counted, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return found if isinstance(found, _Counted) else _Counted(context)


def retention_figure(context: Context) -> QWidget:
    """Return how many things are due to be destroyed."""
    made = FigureCard(context, _("Säilytysaika päättynyt"), "archive", _count, "retention", _WATCHED)
    made.told.connect(_counted(context).hear)
    _counted(context).hear(made.number)
    return made


def _count(gate: Gate) -> Number:
    due = gate.call(count_due)
    kept = due.count - sum(group.count if group.by_hand else group.free for group in due.groups)
    words = ngettext("{n} säilytetään yhä", "{n} säilytetään yhä", kept).format(n=number_words(kept)) if kept else ""
    return Number(due.count, words, "warn" if due.count else "", due)


class KeepingCard(Card):
    """By which rules most things are due; hidden while nothing is.

    Args:
        context: the desk.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(_("Säilytysaika päättynyt"), actions=(way(context, _("Tarkasta"), "retention"),), gap=10)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self.body.addLayout(self._lines)
        counted = _counted(context)
        counted.come.connect(self.show_due)
        self._fill(counted.due)
        if not counted.due.groups:
            self.hide()

    def show_due(self, due: DueList) -> None:
        """Show the rules by which most is due."""
        self._fill(due)
        self.setVisible(bool(due.groups))

    def _fill(self, due: DueList) -> None:
        clear(self._lines)
        for group in sorted(due.groups, key=lambda one: -one.count)[:_FEW]:
            self._lines.addWidget(_line(group))


def _line(group: DueGroup) -> QWidget:
    sign = Icon("archive", 16, "muted")
    return row(
        sign, label(group.title), None, label(group.time, "small"), label(number_words(group.count), "strong"), gap=8
    )
