"""The page of breaches: each with its clock, and the time limits of the notice by date."""

from collections.abc import Sequence

from asiakasrekisteri.domain.fields import FieldKind
from asiakasrekisteri.domain.formats import as_text, day
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import N_, _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.registerlist import Condition, ListSpec
from asiakasrekisteri.gui.tabbedlists import TabbedLists
from asiakasrekisteri.gui.tables.columns import Cell, Column, Values, number_words
from asiakasrekisteri.gui.widgets.marks import Tone
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.privacy.breaches.records import (
    BREACHES,
    breach_rows,
    limit_rows,
    list_breaches,
    list_limits,
)

BREACHES_PAGE = "breaches"
RISK_TONES: dict[str, Tone] = {"none": "ok", "risk": "warn", "high": "err"}
"""Tone of the pill by risk."""


def _number(values: Values) -> Cell:
    return Cell(text=str(values["number"]), kind="strong", icon="shield-alert")


def _cause(values: Values) -> Cell:
    return Cell(text=as_text(BREACHES.spec["cause"], values["cause"]))


def _risk(values: Values) -> Cell:
    code = str(values["risk"])
    if not code:
        return Cell(text=_("Arvioimatta"), kind="pill", tone="info")
    words = as_text(BREACHES.spec["risk"], code)
    return Cell(text=words[:1].upper() + words[1:], kind="pill", tone=RISK_TONES[code])


def _clock(values: Values) -> Cell:
    if values["clock"]:
        return Cell(text=str(values["clock"]), kind="pill", tone="err" if values["late"] else "warn")
    return Cell(text=_("Ilmoitettu myöhässä") if values["late"] else "", kind="muted")


def _state(values: Values) -> Cell:
    closed, left = values["closed_on"], values["duties"]
    if closed is not None:
        return Cell(text=_("Päätetty {day}").format(day=day(closed)), kind="muted")  # type: ignore[arg-type]
    if not left:
        return Cell(text=_("Valmis päätettäväksi"), kind="pill", tone="ok")
    assert isinstance(left, int)
    words = ngettext("{n} asia tekemättä", "{n} asiaa tekemättä", left).format(n=left)
    return Cell(text=words, kind="pill", tone="info")


def _states(_gate: Gate) -> Sequence[tuple[str, str]]:
    return [("open", _("Avoimet")), ("closed", _("Päätetyt"))]


_BREACH_LIST = ListSpec(
    code="loukkaukset",
    title=N_("Loukkaukset"),
    icon="shield-alert",
    entity="breach",
    columns=(
        Column(name="number", label=N_("Numero"), width=150, sortable=False, render=_number),
        Column(name="title", label=N_("Loukkaus"), width=262, sortable=False),
        Column(name="aware_at", label=N_("Tuli tietoon"), kind=FieldKind.INSTANT, width=162),
        Column(name="clock", label=N_("Määräaika"), width=150, sortable=False, render=_clock),
        Column(name="risk", label=N_("Riski"), width=120, sortable=False, render=_risk),
        Column(name="persons", label=N_("Henkilöitä"), kind=FieldKind.NUMBER, width=96, align="right", sortable=False),
        Column(name="duties", label=N_("Tila"), width=166, sortable=False, render=_state),
        Column(name="cause", label=N_("Syy"), width=170, sortable=False, shown=False, render=_cause),
    ),
    order="aware_at",
    newest_first=True,
    hint=N_("Numero, tapahtuma tai järjestelmä…"),
    conditions=(Condition(code="state", words=N_("Tila"), options=_states),),
    ask=lambda gate, text, wish, _order, reverse: gate.call(list_breaches, text, wish["state"], reverse=reverse),
    rows=lambda gate, ids: gate.call(breach_rows, ids),
    count=lambda n: ngettext("{n} loukkaus", "{n} loukkausta", n).format(n=number_words(n)),
    empty=N_("Tietoturvaloukkauksia ei ole kirjattu"),
    add=N_("Kirjaa loukkaus"),
    write=Permission.BREACH_WRITE,
    open_to_all=True,
    watched=("breach_report", "breach_notice", "notice_limit"),
)


def _hours(values: Values) -> Cell:
    return Cell(text=_("{n} h").format(n=values["hours"]), kind="strong")


_LIMIT_LIST = ListSpec(
    code="maaraajat",
    title=N_("Määräajat"),
    icon="shield-alert",
    entity="notice_limit",
    columns=(
        Column(name="since", label=N_("Voimassa alkaen"), kind=FieldKind.DATE, width=150),
        Column(name="hours", label=N_("Määräaika"), width=120, sortable=False, render=_hours),
        Column(name="ground", label=N_("Peruste"), width=320, sortable=False),
    ),
    order="since",
    newest_first=True,
    hint=N_("Peruste…"),
    ask=lambda gate, text, _wish, _order, reverse: gate.call(list_limits, text, reverse=reverse),
    rows=lambda gate, ids: gate.call(limit_rows, ids),
    count=lambda n: ngettext("{n} määräaika", "{n} määräaikaa", n).format(n=number_words(n)),
    empty=N_("Määräaikoja ei ole kirjattu: sovelletaan 72 tuntia"),
    add=N_("Uusi määräaika"),
    write=Permission.SETTINGS_WRITE,
    open_to_all=True,
    watched=(),
)


class BreachesPage(TabbedLists):
    """The page "breaches", "breaches/maaraajat" (a tab).

    Args:
        context: the desk.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Tietoturvaloukkaukset"), (_BREACH_LIST, _LIMIT_LIST))
