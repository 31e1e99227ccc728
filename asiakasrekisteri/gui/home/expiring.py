"""Domain names that expire within a month."""

from PySide6.QtWidgets import QWidget

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.home.cards import FigureCard, Number
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.service_lists import list_domains

_DAYS = 30


def domains_figure(context: Context) -> QWidget:
    """Return the number of domain names that expire soon."""
    return FigureCard(
        context,
        _("Vanhenevat verkkotunnukset"),
        "globe",
        _count,
        "services/verkkotunnukset",
        ("domain_name",),
    )


def _count(gate: Gate) -> Number:
    return Number(len(gate.call(list_domains, "", _DAYS).ids), _("{n} päivän sisällä").format(n=_DAYS))
