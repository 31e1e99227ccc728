"""Every view of the kit and the frame in the states worth looking at, by name: for pictures and for walking tests."""

import io
from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from reportlab.pdfgen.canvas import Canvas

from asiakasrekisteri.domain.errors import StoreInUseError
from asiakasrekisteri.domain.permissions import Actor, Permission, Role
from asiakasrekisteri.gui.defect import show_defect
from asiakasrekisteri.gui.entrance import Entrance
from asiakasrekisteri.gui.forms.form import EntityForm
from asiakasrekisteri.gui.forms.savebar import SaveBar
from asiakasrekisteri.gui.messages import Notice
from asiakasrekisteri.gui.navigation import Pages, PageSpec
from asiakasrekisteri.gui.preferences import MemoryPreferences
from asiakasrekisteri.gui.preview import Preview
from asiakasrekisteri.gui.screens.first_run import FirstRun
from asiakasrekisteri.gui.screens.login import LoginScreen
from asiakasrekisteri.gui.tasks import AtOnce
from asiakasrekisteri.gui.widgets.bars import TopBar, filter_bar
from asiakasrekisteri.gui.widgets.basics import Button, icon_button, line, scrolled
from asiakasrekisteri.gui.widgets.choices import FilterChip
from asiakasrekisteri.gui.widgets.search import SearchField
from asiakasrekisteri.gui.widgets.states import Beginning, EmptyState
from asiakasrekisteri.gui.window import Window
from tests.gui.doors import CODE, FakeDoor
from tests.gui.entity import ENTITY, SOURCES
from tests.gui.sheet import TODAY, fail, sheet, table

ACTOR = Actor(1, "aino", "Aino Öberg", Role.MAIN_USER, frozenset(Permission))
_FIRM = {
    "business_id": "1234567-1",
    "name": "Kaamosverkko Oy",
    "street": "Koskikatu 27 B",
    "postcode": "96200",
    "town": "Rovaniemi",
    "phone": "+358405550100",
    "email": "tietosuoja@kaamosverkko.example",
    "contact": "Aino Öberg",
    "user_name": "Aino Öberg",
    "login": "aino",
}


class ListPage(QFrame):
    """A list of fictional customers."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("area", "pane")
        self.table = table(1248)
        self.search = SearchField("Suodata nimellä tai tunnisteella…")
        self.top = TopBar("Asiakkaat")
        self.top.show_title("Asiakkaat", "1 248")
        self.top.show_acts(
            Button("Tuo", "file-input", "ghost"),
            Button("Tulosta", "printer", "ghost"),
            Button("Uusi asiakas", "plus", "primary"),
        )
        chip = FilterChip("Tila", (("open", "voimassa"), ("ended", "päättyneet")), "open")
        columns = icon_button("columns-3", "Valitse sarakkeet", self.table.choose_columns)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top)
        layout.addWidget(filter_bar(self.search, chip, None, columns))
        layout.addWidget(line(strong=True))
        layout.addWidget(self.table, 1)

    def focus_start(self) -> None:
        self.table.setFocus()

    def focus_search(self) -> None:
        self.search.setFocus()


class FormPage(QFrame):
    """A form over all kinds of fields."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self.form = EntityForm(ENTITY, lambda: TODAY, SOURCES)
        self.bar = SaveBar(self.form, lambda: None)
        top = TopBar()
        top.show_crumbs((("Asiakkaat", lambda: None),), "Uusi asiakas")
        place = QFrame()
        place.setProperty("area", "plain")
        inner = QVBoxLayout(place)
        inner.setContentsMargins(20, 16, 20, 16)
        inner.addWidget(self.form)
        inner.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(top)
        layout.addWidget(scrolled(place, "Uusi asiakas"), 1)
        layout.addWidget(self.bar)


def empty_page() -> QWidget:
    """Return the first-time empty list."""
    return EmptyState(
        "building-2",
        "Rekisterissä ei ole vielä asiakkaita",
        "Valitse, miten aloitetaan. Myös tuonti kulkee koeajon kautta, ja sen voi perua.",
        (
            Beginning("file-input", "Tuo taulukosta", "CSV tai vCard.", "Tuo asiakkaita", lambda: None),
            Beginning("user-round-plus", "Lisää asiakas käsin", "Yksityinen tai yritys.", "Uusi asiakas", lambda: None),
        ),
    )


def pages() -> Pages:
    """Return three pages in two groups, one at the foot."""
    made = Pages()
    read = Permission.CUSTOMER_READ
    for spec in (
        PageSpec(
            key="customers", title="Asiakkaat", icon="building-2", permission=read, factory=ListPage, shortcut="2"
        ),
        PageSpec(key="persons", title="Henkilöt", icon="users", permission=read, factory=empty_page, shortcut="3"),
        PageSpec(
            key="new",
            title="Selosteet",
            icon="file-text",
            permission=Permission.DESCRIPTION_READ,
            factory=FormPage,
            shortcut="8",
            group="Tietosuoja",
        ),
        PageSpec(
            key="log",
            title="Käyttöloki",
            icon="history",
            permission=Permission.LOG_READ,
            factory=empty_page,
            group="Tietosuoja",
        ),
        PageSpec(
            key="settings",
            title="Asetukset",
            icon="settings",
            permission=Permission.SETTINGS_WRITE,
            factory=empty_page,
            place="foot",
        ),
    ):
        made.register(spec)
    return made


def window(address: str = "customers") -> Window:
    """Return the window at a page."""
    made = Window("Kaamosverkko Oy", ACTOR, pages(), lambda: None)
    made.sidebar.pages.set_badge("log", 4, "4 uutta", alarm=True)
    made.sidebar.pages.set_badge("persons", 38, "38 tarkistettavaa")
    made.status.show_purpose("asiakaspalvelu")
    made.status.show_backup("Varmuuskopio 22.11. klo\xa023.00")
    made.status.show_lock(540)
    made.navigator.go(address)
    made.status.show_counts("1\xa0106 / 1\xa0248 asiakasta")
    if isinstance(page := made.page(), ListPage):
        page.table.selectRow(3)
    return made


def faulty_form() -> Window:
    """Return a form that was saved with faults."""
    made = window("new")
    page = made.page()
    assert isinstance(page, FormPage)
    page.form.load_values({"text": None, "choice": "company", "country": "FI"})
    page.form.fields["business_id"].value_editor.load("1234567-8")
    page.form.fields["phone"].value_editor.load("+358405550288")
    page.form.submit()
    page.bar._show(True)
    return made


def entrance(prepare: Callable[[Entrance], object] | None = None) -> Entrance:
    """Return the entrance."""
    made = Entrance(FakeDoor(), AtOnce(), fail, MemoryPreferences(), lambda: None)
    made.start()
    if prepare is not None:
        prepare(made)
    return made


def _wrong(made: Entrance) -> None:
    screen = made.card()
    assert isinstance(screen, LoginScreen)
    for _try in range(3):
        screen.password.setText("väärä")
        screen.enter()
    screen.password.caps_lock.emit(True)


def first_run(step: int) -> FirstRun:
    """Return the first run at a step."""
    made = FirstRun(FakeDoor(), AtOnce(), fail, lambda: TODAY, lambda _pdf, _printed: None)
    for name, value in _FIRM.items():
        made.fields[name].load(value)
    made.fields["name"].changed.emit()
    made.password.first.setText("tyyni lampi heijastaa")
    made.password.second.setText("tyyni lampi heijastaa")
    for _n in range(step):
        made.go_on()
    if made.key is not None:
        made.key.show_printed()
        made.key.answers[0].setText(CODE.split("-")[2])
    return made


def sample_pdf(count: int = 3) -> bytes:
    """Return a small PDF."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for number in range(count):
        canvas.drawString(72, 760, f"Rekisteriote, sivu {number + 1}")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def preview() -> Preview:
    """Return the preview of a small document."""
    return Preview(None, sample_pdf(), "Rekisteriote", "rekisteriote.pdf", AtOnce(), fail)


def noisy() -> Window:
    """Return the window with an error and something to undo."""
    made = window()
    made.show_notice(Notice("err", "Levy on täynnä. Vapauta tilaa ja tallenna uudelleen.", code="AR-0600"))
    made.show_undo("Yhteydenotto poistettiin.", lambda: None)
    return made


VIEWS: dict[str, Callable[[], QWidget]] = {
    "00-osaluettelo": sheet,
    "01-kirjautuminen": entrance,
    "02a-kayttoonotto-yritys": lambda: first_run(0),
    "02b-kayttoonotto-paakayttaja": lambda: first_run(1),
    "02c-kayttoonotto-palautusavain": lambda: first_run(2),
    "04-luettelo": window,
    "04b-ilmoitukset": noisy,
    "18-tyhja": lambda: window("persons"),
    "19a-lomake": lambda: window("new"),
    "19a-lomake-virheet": faulty_form,
    "19b-kaytossa-muualla": lambda: entrance(
        lambda e: e.show_unavailable(StoreInUseError("Rekisteri on auki työasemalla PC-TUKI-2 (23.11. klo 8.50)."))
    ),
    "19c-vaara-salasana": lambda: entrance(_wrong),
    "19d-palautusavain": lambda: entrance(lambda e: e._recover()),
    "19e-ensimmainen-salasana": lambda: entrance(lambda e: e._change_password("aino", "ensimmainen")),
    "23-esikatselu": preview,
}


def defect_dialog(parent: QWidget) -> QWidget:
    """Return the dialog of a defect."""
    return show_defect(parent, "KeyError\n  customers._show:41\n  tasks.do:97")
