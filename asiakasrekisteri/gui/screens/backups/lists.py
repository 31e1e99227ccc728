"""The lists of the page: backups that are known, their places, restores that were tried."""

from asiakasrekisteri.domain.fields import FieldKind
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import N_, _, ngettext
from asiakasrekisteri.gui.registerlist import ListSpec
from asiakasrekisteri.gui.tables.columns import Cell, Column, Values, number_words
from asiakasrekisteri.usecases.backup_lists import (
    backup_rows,
    list_backups,
    list_places,
    list_trials,
    place_rows,
    trial_rows,
)

_MEGA = 1_000_000


def _size(values: Values) -> Cell:
    size = values["size"]
    assert isinstance(size, int)
    return Cell(text=_("{n} Mt").format(n=number_words(-(-size // _MEGA))), kind="number")


def _locked(values: Values) -> Cell:
    if values["locked"] is None:
        return Cell(text=_("Paikka kirjaamatta"), kind="pill", tone="warn")
    if values["locked"]:
        return Cell(text=_("Lukossa"), kind="pill", tone="ok", icon="lock")
    return Cell(text=_("Ei lukossa"), kind="pill", tone="err", icon="lock-open")


def _here(values: Values) -> Cell:
    return Cell(text=_("Tavoitettavissa") if values["here"] else _("Muualla"), kind="muted")


def _result(values: Values) -> Cell:
    if values["result"] == "whole":
        return Cell(text=_("Palautui ehjänä"), kind="pill", tone="ok")
    return Cell(text=_("Ei palautunut"), kind="pill", tone="err")


def _strong(values: Values) -> Cell:
    return Cell(text=str(values["name"]), kind="strong")


_BACKUP_LIST = ListSpec(
    code="varmuuskopiot",
    title=N_("Varmuuskopiot"),
    icon="hard-drive",
    entity="backup",
    columns=(
        Column(name="made_at", label=N_("Tehty"), kind=FieldKind.INSTANT, width=180),
        Column(name="place", label=N_("Missä säilytetään"), width=200),
        Column(name="locked", label=N_("Lukko"), width=160, sortable=False, render=_locked),
        Column(name="size", label=N_("Koko"), width=84, align="right", sortable=False, render=_size),
        Column(name="here", label=N_("Tiedosto"), width=130, sortable=False, render=_here),
        Column(name="file", label=N_("Tiedoston paikka"), width=300, sortable=False),
    ),
    order="made_at",
    newest_first=True,
    hint=N_("Tiedosto tai paikka…"),
    ask=lambda gate, text, _wish, order, reverse: gate.call(list_backups, text, order, reverse=reverse),
    rows=lambda gate, ids: gate.call(backup_rows, ids),
    count=lambda n: ngettext("{n} varmuuskopio", "{n} varmuuskopiota", n).format(n=number_words(n)),
    empty=N_("Yhtään varmuuskopiota ei ole tehty"),
    add=N_("Ota varmuuskopio…"),
    begin="backups/ota",
    write=Permission.BACKUP_CREATE,
    open_to_all=True,
    watched=("backup_place",),
)
_PLACE_LIST = ListSpec(
    code="paikat",
    title=N_("Paikat"),
    icon="lock",
    entity="backup_place",
    columns=(
        Column(name="name", label=N_("Paikka"), width=220, render=_strong),
        Column(name="locked", label=N_("Lukko"), width=130, sortable=False, render=_locked),
        Column(name="lock", label=N_("Lukko ja avaimet"), width=260, sortable=False),
        Column(name="count", label=N_("Kopioita"), kind=FieldKind.NUMBER, width=90, align="right", sortable=False),
        Column(name="folder", label=N_("Kansio tällä koneella"), width=260, sortable=False),
        Column(name="until", label=N_("Käytössä asti"), kind=FieldKind.DATE, width=120),
    ),
    order="name",
    hint=N_("Paikka tai lukko…"),
    ask=lambda gate, text, _wish, order, reverse: gate.call(list_places, text, order, reverse=reverse),
    rows=lambda gate, ids: gate.call(place_rows, ids),
    count=lambda n: ngettext("{n} paikka", "{n} paikkaa", n).format(n=number_words(n)),
    empty=N_("Varmuuskopioiden paikkaa ei ole kirjattu"),
    add=N_("Uusi paikka"),
    write=Permission.BACKUP_CREATE,
    open_to_all=True,
    watched=("backup",),
)
_TRIAL_LIST = ListSpec(
    code="kokeilut",
    title=N_("Kokeillut palautukset"),
    icon="clipboard-check",
    entity="restore_trial",
    columns=(
        Column(name="tried_on", label=N_("Kokeiltu"), kind=FieldKind.DATE, width=110),
        Column(name="result", label=N_("Tulos"), width=160, sortable=False, render=_result),
        Column(name="made_at", label=N_("Kopio tehty"), kind=FieldKind.INSTANT, width=180),
        Column(
            name="rows", label=N_("Asiakkaita ja henkilöitä"), kind=FieldKind.NUMBER, width=180, align="right",
            sortable=False,
        ),
        Column(name="tried_by", label=N_("Kokeilun teki"), width=170, sortable=False),
        Column(name="fault", label=N_("Vika"), width=280, sortable=False),
    ),
    order="tried_on",
    newest_first=True,
    hint=N_("Tekijä tai vika…"),
    ask=lambda gate, text, _wish, order, reverse: gate.call(list_trials, text, order, reverse=reverse),
    rows=lambda gate, ids: gate.call(trial_rows, ids),
    count=lambda n: ngettext("{n} kokeilu", "{n} kokeilua", n).format(n=number_words(n)),
    empty=N_("Palautusta ei ole kokeiltu"),
    add=N_("Kokeile palautusta…"),
    begin="backups/kokeile",
    write=Permission.BACKUP_CREATE,
    open_to_all=True,
    watched=(),
)  # fmt: skip
LISTS = (_BACKUP_LIST, _PLACE_LIST, _TRIAL_LIST)
"""In the order of the tabs."""
