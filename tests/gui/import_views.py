"""Pictures of bringing customers from a file: before, while it runs, what was found, done, refused (fictional)."""

from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from asiakasrekisteri.gui.screens.customers.list import CustomersPage
from asiakasrekisteri.gui.screens.importing.leaving import ExportScreen
from asiakasrekisteri.gui.screens.importing.page import ImportScreen
from tests import offices
from tests.gui.firms import furnished_office
from tests.gui.keys import press
from tests.gui.people import Place

_HEAD = "Yritys;Y-tunnus;Etunimi;Sukunimi;Sähköposti;Puhelin;Osoite;Postinumero;Kaupunki;Asiakkaan tila;Salasana;Väri\n"
_FAULTY = (
    ";1234567-1;;;info@nimeton.example;;;;;;x;\n"
    "Väärän Tarkisteen Oy;1234567-2;;;;;;;;;x;\n"
    "Kuusiston Maalaamo;;Veikko;Kuusisto;veikko(at)maalaamo;;Koivukuja 3;20100;Turku;;x;\n"
    "Ähtärin Pitopalvelu Ky;7654321-2;Aino;Åkerman;aino@pito.example;040 555 0191;Kuja 2;7310;Ähtäri;;x;\n"
    "Liian Lyhyt Oy;2345678-0\n"
    "Outo Tila Oy;1000002-0;;;;puh. vaihde;;00100;Helsinki;kummallinen;x;\n"
)


def sheet_file(folder: Path, good: int = 24, *, faulty: bool = True) -> Path:
    """Write a sheet of customers with a few rows that cannot be taken; return its path."""
    rows = "".join(
        f"Asiakas {n} Oy;;Etu;Suku{n};asiakas{n}@esimerkki.fi;040 555 {n:04};Kuja {n};00100;Helsinki;voimassa;x;\n"
        for n in range(good)
    )
    file = folder / "asiakkaat-2026-11-20.csv"
    file.write_text(_HEAD + (_FAULTY if faulty else "") + rows, "utf-8")
    return file


def _at() -> tuple[Place, ImportScreen]:
    office, bakery = furnished_office(Path(mkdtemp(prefix="ar-tuonti-")) / "office")
    at = offices.entered(office)
    made = Place(at, bakery)
    made.window.closed.connect(at.close)
    made.window.destroyed.connect(lambda: made.bus)  # the place lives as long as its window
    made.window.resize(1360, 820)
    made.window.show()
    page = made.go("import")
    assert isinstance(page, ImportScreen)
    _turns()
    return made, page


def _turns() -> None:
    for _turn in range(6):
        QCoreApplication.processEvents()


def _begun() -> QWidget:
    return _at()[0].window


def _running() -> QWidget:
    made, page = _at()
    page._begin("Koeajo on käynnissä")
    page.name.setText("asiakkaat-2026-11-20.csv")
    page.working.step(41_200, 100_001, "")
    return made.window


def _tried(*, faulty: bool = True) -> tuple[Place, ImportScreen]:
    made, page = _at()
    page.take(sheet_file(Path(mkdtemp(prefix="ar-tuonti-")), faulty=faulty))
    _turns()
    return made, page


def _conflicts() -> QWidget:
    made, page = _at()
    file = Path(mkdtemp(prefix="ar-tuonti-")) / "asiakkaat-2026-11-20.csv"
    head = "Asiakasnumero;Yritys;Y-tunnus;Yhteyshenkilö;Puhelin;Sähköposti;Osoite;Postinumero;Kaupunki\n"
    rows = (
        "501;Kuusiston Maalaamo Oy;1234567-1;Veikko Kuusisto;040 5550171;info@kuusi.example;Koivukuja 3;20100;Turku\n"
        "502;Ähtärin Pitopalvelu Ky;7654321-2;Aino Åkerman;040 5550172;info@pito.example;Kuja 2;63700;Ähtäri\n"
        "503;Berga Bageri Ab;;Bo Berg;040 5550173;info@berga.example;Gränd 1;65100;Vaasa\n"
    )
    file.write_text(head + rows, "utf-8")
    page.take(file)
    _turns()
    page.bring()
    _turns()
    newer = (
        rows.replace("Maalaamo Oy", "Maalaus Oy")
        .replace("555017", "555018")
        .replace("Kuja 2;63700", "Rantatie 9;63700")
    )
    file.write_text(head + newer.replace("Berga Bageri Ab", "Tornion Veneveistämö").replace("berga", "vene"), "utf-8")
    page.take(file)
    _turns()
    page.result.kinds.choose("conflict")
    _turns()
    page.result.table.choose_id(1)
    _turns()
    return made.window


def _columns() -> QWidget:
    made, page = _tried()
    page.result.show_columns()
    _turns()
    return made.window


def _done() -> QWidget:
    made, page = _tried()
    page.bring()
    _turns()
    return made.window


def _refused() -> QWidget:
    made, page = _at()
    file = Path(mkdtemp(prefix="ar-tuonti-")) / "kuva.csv"
    file.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00")
    page.take(file)
    return made.window


def _leaving() -> tuple[Place, ExportScreen]:
    place, _page = _at()
    page = place.go("export")
    assert isinstance(page, ExportScreen)
    page.pick = lambda _parent: Path(mkdtemp(prefix="ar-vienti-"))
    _turns()
    return place, page


def _leaving_unsaid() -> QWidget:
    place, page = _leaving()
    page.form.whole.click()
    page.begin()
    _turns()
    return place.window


def _leaving_pseudonyms() -> QWidget:
    place, page = _leaving()
    page.choose()
    page.form.pseudonymous.click()
    _turns()
    return place.window


def _left() -> QWidget:
    place, page = _leaving()
    page.choose()
    page.form.purpose.setText("siirto toiseen ohjelmaan")
    page.begin()
    _turns()
    return place.window


def _list_out() -> QWidget:
    place, _page = _at()
    listing = place.go("customers")
    assert isinstance(listing, CustomersPage)
    _turns()
    press(listing, "Ctrl+Shift+V")
    _turns()
    return place.window


IMPORT_VIEWS: dict[str, Callable[[], QWidget]] = {
    "12-tuonti": lambda: _tried()[0].window,
    "12a-tuonti-aloitus": _begun,
    "12b-tuonti-kaynnissa": _running,
    "12c-tuonti-valmis": _done,
    "12d-tuonti-virhe": _refused,
    "12f-vienti": lambda: _leaving()[0].window,
    "12g-vienti-puuttuu": _leaving_unsaid,
    "12h-vienti-valmis": _left,
    "12j-vienti-salanimin": _leaving_pseudonyms,
    "12e-tuonti-kaikki-kelpaa": lambda: _tried(faulty=False)[0].window,
    "12j-tuonti-ristiriidat": _conflicts,
    "12k-tuonti-sarakkeet": _columns,
    "12i-luettelo-ulos": _list_out,
}
