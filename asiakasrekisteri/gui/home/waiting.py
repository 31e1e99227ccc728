"""Requests that must be answered: their number, and the most urgent of them."""

from collections.abc import Mapping
from typing import cast

from PySide6.QtWidgets import QWidget

from asiakasrekisteri.domain.fields import FieldKind
from asiakasrekisteri.domain.texts import N_, _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.home.cards import FigureCard, Number, TableCard
from asiakasrekisteri.gui.requests.words import days_icon, days_tone, days_words, kind_words, stage_words
from asiakasrekisteri.gui.tables.columns import Cell, Column, Values
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.privacy.requests.reading import (
    RequestFilter,
    RequestLine,
    count_requests,
    list_requests,
)

_FEW = 5


def _line(values: Values) -> RequestLine:
    return cast(RequestLine, values["line"])


def _left(values: Values) -> Cell:
    left = _line(values).left
    return Cell(text=days_words(left), kind="pill", tone=days_tone(left), icon=days_icon(left))


COLUMNS = (
    Column(name="name", label=N_("Henkilö"), width=176, render=lambda v: Cell(text=_line(v).name, kind="strong")),
    Column(name="kind", label=N_("Pyyntö"), width=188),
    Column(name="received_on", label=N_("Saapui"), width=104, kind=FieldKind.DATE, shown=False),
    Column(name="target", label=N_("Määräpäivä"), width=106, kind=FieldKind.DATE),
    Column(name="days", label=N_("Jäljellä"), width=134, render=_left),
    Column(name="stage", label=N_("Vaihe"), width=116),
)


def requests_figure(context: Context) -> QWidget:
    """Return the number of open requests."""
    return FigureCard(context, _("Avoimet pyynnöt"), "inbox", _count, "requests", ("request",))


def _count(gate: Gate) -> Number:
    counts = gate.call(count_requests)
    if counts.late:
        words = ngettext("{n} on myöhässä", "{n} on myöhässä", counts.late).format(n=counts.late)
        return Number(counts.open, words, "err")
    if counts.urgent and counts.fewest_days is not None:
        if not counts.fewest_days:
            words = ngettext("{n} erääntyy tänään", "{n} erääntyy tänään", counts.urgent).format(n=counts.urgent)
            return Number(counts.open, words, "err")
        words = ngettext("{n} erääntyy {days}\xa0päivän päästä", "{n} erääntyy {days}\xa0päivän päästä", counts.urgent)
        return Number(counts.open, words.format(n=counts.urgent, days=counts.fewest_days), "err")
    return Number(counts.open, "")


class RequestsCard(TableCard):
    """The open requests, the most urgent first.

    Args:
        context: the desk.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            _("Pyynnöt, joihin on vastattava"),
            COLUMNS,
            "home-requests",
            "request",
            _("Avoimia pyyntöjä ei ole."),
        )
        self.more.clicked.connect(lambda _on=False: context.go("requests"))
        context.bus.watch(self, ("request", "person"), lambda _changes: self.reload())
        self.reload()

    def reload(self) -> None:
        """Fetch the open requests anew."""
        self.context.ask(self, lambda gate: gate.call(list_requests, RequestFilter(state="open")), self._come)

    def _come(self, lines: tuple[RequestLine, ...]) -> None:
        more = _("Kaikki {n}").format(n=len(lines)) if len(lines) > _FEW else _("Avaa pyynnöt")
        self.show_rows({line.id: _row(line) for line in lines[:_FEW]}, more)


def _row(line: RequestLine) -> Mapping[str, object]:
    return {
        "line": line,
        "name": line.name,
        "kind": kind_words(line.kind),
        "received_on": line.received_on,
        "target": line.target,
        "days": line.left.days,
        "stage": stage_words(line),
    }
