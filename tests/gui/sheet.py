"""The component sheet: every part in every state, to be looked at (fictional words only)."""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from asiakasrekisteri.domain.fields import Origin
from asiakasrekisteri.gui.forms.labelled import Field
from asiakasrekisteri.gui.preferences import MemoryPreferences
from asiakasrekisteri.gui.tables.columns import Cell, Column, Mark
from asiakasrekisteri.gui.tables.model import PagedModel
from asiakasrekisteri.gui.tables.view import RecordTable
from asiakasrekisteri.gui.tasks import AtOnce
from asiakasrekisteri.gui.theme.theme import theme
from asiakasrekisteri.gui.widgets.basics import Button, column, frame, icon_button, label, row
from asiakasrekisteri.gui.widgets.card import Card, table_card
from asiakasrekisteri.gui.widgets.choices import Choice, FilterChip, Segmented, Switch
from asiakasrekisteri.gui.widgets.facts import Fact, Facts, MaskedValue
from asiakasrekisteri.gui.widgets.marks import Avatar, Pill, key_cap
from asiakasrekisteri.gui.widgets.notices import Banner, UndoBar
from asiakasrekisteri.gui.widgets.provenance import ProvenanceChip
from asiakasrekisteri.gui.widgets.search import SearchField
from asiakasrekisteri.gui.widgets.states import Skeleton
from asiakasrekisteri.gui.widgets.steps import Steps, StepText

TODAY = dt.date(2026, 11, 23)
CUSTOMER = Origin("customer", "Asiakas", "2026-03-12", "Sari Kemppainen")
YTJ = Origin("ytj", "YTJ", "2025-09-02", "ohjelma", automatic=True)
CALL = Origin("call", "Puhelu", "2026-11-04", "Joonas Väyrynen")


def fail(error: Exception) -> None:
    raise error


class Rows:
    """Rows in memory."""

    def __init__(self, rows: Sequence[dict[str, object]]) -> None:
        self.rows = rows

    def fetch(self, ids: Sequence[int]) -> Sequence[dict[str, object]]:
        return [self.rows[i] for i in ids]


def _state(values: object) -> Cell:
    state = str(values["state"])  # type: ignore[index]
    return Cell(text=state, kind="pill", tone={"Aktiivinen": "ok", "Irtisanottu": "warn", "Rajoitettu": "err"}[state])


def _marks(values: object) -> Cell:
    marks = {"m": Mark("megaphone-off", "Markkinointikielto", "warn"), "i": Mark("inbox", "Tietopyyntö", "info")}
    return Cell(text="", kind="icons", marks=tuple(marks[m] for m in str(values["marks"])))  # type: ignore[index]


COLUMNS = (
    Column(name="name", label="Nimi", width=216, render=lambda v: Cell(text=str(v["name"]), kind="strong")),
    Column(name="code", label="Tunniste", width=110, render=lambda v: Cell(text=str(v["code"]), kind="number")),
    Column(name="town", label="Paikkakunta", width=130),
    Column(name="services", label="Palvelut", width=100, align="right"),
    Column(name="marks", label="Huomiot", width=96, render=_marks, sortable=False),
    Column(name="state", label="Tila", width=120, render=_state),
    Column(name="since", label="Asiakas alkaen", width=120, shown=False),
)
_TOWNS = ("Ylöjärvi", "Porvoo", "Mäntsälä", "Kajaani", "Oulu", "Äänekoski", "Närpiö")
_NAMES = (
    "Ahola Konepaja Oy",
    "Hautalan Taimisto Ky",
    "Kirjakauppa Äänetön Oy",
    "Lindholm & Söner Ab",
    "Saunamajurit ry",
)
_STATES = ("Aktiivinen", "Aktiivinen", "Aktiivinen", "Irtisanottu", "Rajoitettu")


def rows(count: int) -> list[dict[str, object]]:
    """Return fictional customers."""
    return [
        {
            "name": _NAMES[n % 5] if n < 5 else f"{_NAMES[n % 5]} {n}",
            "code": f"{1000000 + n * 13}-{n % 10}",
            "town": _TOWNS[n % 7],
            "services": n % 9,
            "marks": ("", "m", "", "im", "i")[n % 5],
            "state": _STATES[n % 5],
            "since": dt.date(2020, 1 + n % 12, 1 + n % 28),
        }
        for n in range(count)
    ]


def table(count: int) -> RecordTable:
    """Return a table of fictional customers."""
    model = PagedModel(COLUMNS, Rows(rows(count)), AtOnce(), fail)
    made = RecordTable(model, "Asiakasluettelo", MemoryPreferences(), "customers")
    model.setParent(made)
    model.show(range(count))
    return made


def sheet() -> QWidget:
    """Return the sheet."""
    made = frame("root")
    made.setProperty("area", "root")
    layout = QVBoxLayout(made)
    layout.setContentsMargins(24, 16, 24, 16)
    layout.setSpacing(10)
    words = "tumma teema" if theme().dark else "vaalea teema"
    layout.addWidget(row(label("Osaluettelo", "h1"), label(words, "muted"), None))
    layout.addWidget(row(_type(), _buttons(), _fields(), _states(), gap=10))
    layout.addWidget(row(_steps(), Card("Latautuu yli 300 ms", Skeleton(5)), _undo(), _facts(), gap=10))
    layout.addWidget(
        row(
            Banner("info", "Tieto: YTJ-haku vain painikkeesta."),
            Banner("ok", "Onnistui: ketju ehjä."),
            Banner("warn", "Varoitus: levyä ei ole liitetty."),
            Banner("err", "Virhe: levy on täynnä.", closable=True),
            gap=10,
        )
    )
    shown = table(3)
    shown.selectRow(1)
    layout.addWidget(table_card("Luettelo", shown, actions=(icon_button("columns-3", "Valitse sarakkeet"),)), 1)
    return made


def _type() -> QFrame:
    return Card(
        "Kirjainkoot",
        label("Näyttö 24/700", "display"),
        label("Otsikko 18/700", "h1"),
        label("Väliotsikko 15/600", "h2"),
        label("Kortin otsikko 13/600", "h3"),
        label("Leipäteksti 13/400, solut"),
        label("Selite 12/400, ohjeet ja päivät", "small"),
        label("Ryhmän nimi 11/600", "caption"),
        None,
        gap=5,
    )


def _buttons() -> QFrame:
    disabled = Button("Estetty", "lock")
    disabled.setEnabled(False)
    filters = (("open", "voimassa"), ("ended", "päättyneet"))
    return Card(
        "Painikkeet",
        row(Button("Ensisijainen", "plus", "primary"), Button("Toissijainen", "pencil"), None),
        row(Button("Hiljainen", "list-filter", "ghost"), disabled, icon_button("ellipsis", "Lisää toimintoja"), None),
        row(Button("Hävitä…", "trash-2", "danger"), Button("Linkki", kind="link"), Button("Pieni", size="s"), None),
        row(Segmented("Näytä", (("all", "Kaikki"), ("open", "Avoimet")), "open"), None),
        row(FilterChip("Tila", filters, "open"), FilterChip("Tila", filters), None),
        row(key_cap("Ctrl K"), key_cap("F6"), key_cap("Esc"), None),
        None,
    )


def _fields() -> QFrame:
    bad = Field("Virhe", QLineEdit("131052-308U"))
    bad.show_problem("Merkki ei täsmää.")
    disabled = QLineEdit("Ei oikeutta")
    disabled.setEnabled(False)
    combo = Choice((("contract", "Sopimus"), ("consent", "Suostumus")))
    return Card(
        "Kentät",
        row(Field("Tavallinen", QLineEdit("Rantakyläntie 14")), Field("Valinta", combo), gap=12),
        row(bad, Field("Estetty", disabled, "Selite", optional=True), gap=12),
        SearchField("Suodata nimellä…"),
        MaskedValue("Henkilötunnus", lambda _m: None),
        None,
    )


def _states() -> QFrame:
    checked, partly, radio, switch = QCheckBox("Ruutu"), QCheckBox("Osa"), QRadioButton("Valinta"), Switch("Kytkin")
    checked.setChecked(True)
    partly.setTristate(True)
    partly.setCheckState(partly.checkState().PartiallyChecked)
    radio.setChecked(True)
    switch.setChecked(True)
    return Card(
        "Tilat, lähteet ja valinnat",
        row(Pill("Aktiivinen", "ok"), Pill("Irtisanottu", "warn"), Pill("Rajoitettu", "err", "lock"), None, gap=6),
        row(Pill("Avoin", "info"), Pill("Päättynyt"), ProvenanceChip(CUSTOMER, "Nimi", TODAY), None, gap=6),
        row(ProvenanceChip(YTJ, "Osoite", TODAY), ProvenanceChip(CALL, "Puhelin", TODAY, mini=True), None, gap=6),
        row(checked, partly, QCheckBox("Ei"), None),
        row(radio, QRadioButton("Toinen"), None),
        row(switch, Switch("Pois"), None),
        row(Avatar("Hanna-Mari Kettunen", strong=True), Avatar("Mikael Lindqvist", 28), None),
        None,
    )


def _steps() -> QFrame:
    steps = (StepText("Vastaanotettu", "9.11.2026, kirje"), StepText("Tarkista", "2 kohtaa"), StepText("Postita"))
    return Card("Vaiheet", Steps(steps, 1), None)


def _undo() -> QFrame:
    place = frame("plain")
    place.setMinimumSize(330, 76)
    bar = UndoBar(place)
    bar.show_done("Yhteydenotto poistettiin.", lambda: None)
    return Card("Kumoaminen", place, label("Näkyy 10 s, Ctrl+Z toimii sen jälkeenkin.", "small"), None)


def _facts() -> QFrame:
    facts = (
        Fact(label="Sähköposti", value="info@esimerkki.fi", origin=CUSTOMER),
        Fact(label="Puhelin", value="+358 40 555 0417", origin=CALL),
        Fact(label="Osoite", value="Rantakyläntie 14, 44800 Pihtipudas", origin=YTJ),
    )
    return Card("Tiedot", Facts(facts, TODAY), column(), None)
