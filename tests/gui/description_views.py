"""Pictures of the page of descriptions: its form with findings, a version compared, publishing, an old text."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from asiakasrekisteri.domain.description import Protection, Purpose, RecipientStatement, SourceStatement
from asiakasrekisteri.gui.screens.descriptions.page import DescriptionsScreen
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.privacy.description import read_description, save_description
from asiakasrekisteri.usecases.privacy.publishing import publish_description
from tests.gui.people import Place, all_pages, persons_office
from tests.offices import entered

BOOKS = RecipientStatement("processor", "Tilitoimisto Esimerkki Oy", "kirjanpito", country="FI")
CALLS = SourceStatement("call", "Puhelu", "Puhelussa esille tulleet tiedot")
OLD_LAW = Protection("paper", "Aineistoa säilytetään henkilötietolain (523/1999) mukaisesti lukitussa kaapissa.")
OLD_TEXT = """REKISTERISELOSTE
Henkilötietolaki (523/1999) 10 §

1. Rekisterinpitäjä
Esimerkki Oy
Koivukuja 3, 44800 Pihtipudas

2. Yhteyshenkilö rekisteriä koskevissa asioissa
Maija Meikäläinen
puh. 040 555 0199

3. Rekisterin nimi
Esimerkki Oy:n asiakasrekisteri

4. Henkilötietojen käsittelyn tarkoitus
- palvelujen tuottaminen
- laskutus ja perintä

5. Rekisterin tietosisältö
- nimi
- osoite
- puhelinnumero

6. Säännönmukaiset tietolähteet
Tiedot saadaan asiakkaalta itseltään.

7. Tietojen säännönmukaiset luovutukset
Tietoja ei luovuteta ulkopuolisille.

8. Tietojen siirto EU:n tai ETA:n ulkopuolelle
Tietoja ei siirretä EU:n ulkopuolelle.

9. Rekisterin suojauksen periaatteet
Rekisteri säilytetään lukitussa tilassa.
Kahvihuoneessa on myös kukkia.
"""
_KEPT: list[Place] = []


def turns(count: int = 6) -> None:
    """Let layouts and answers find their places."""
    for _turn in range(count):
        QCoreApplication.processEvents()


def described(gate: Gate, *, published: bool = True) -> None:
    """Write a description, publish it, and leave a draft that the store belies and the law remarks on."""
    own = gate.call(read_description).description
    whole = replace(own, sources=(*own.sources, CALLS), recipients=(BOOKS,))
    gate.call(save_description, whole)
    if published:
        gate.call(publish_description, "Aino Öberg")
    marketing = Purpose(None, "uutiskirje ja suoramarkkinointi", "consent")
    faulty = replace(
        whole,
        purposes=(*whole.purposes, marketing),
        sources=own.sources,
        protections=(*own.protections, OLD_LAW),
    )
    gate.call(save_description, faulty)


def place_at(address: str = "descriptions") -> tuple[Place, DescriptionsScreen]:
    """Return a window at the page."""
    office, hanna = persons_office(Path(mkdtemp(prefix="ar-kuva-")) / "office")
    desk = entered(office)
    described(desk.gate)
    made = Place(desk, hanna, all_pages)
    made.window.resize(1360, 820)
    made.window.status.show_backup("Varmuuskopio 22.11. klo\xa023.00")
    made.window.status.show_lock(540)
    made.window.show()
    _KEPT.append(made)
    screen = made.go(address)
    assert isinstance(screen, DescriptionsScreen)
    turns()
    screen.paper.refresh()
    turns()
    return made, screen


def forget_descriptions() -> None:
    """Close the windows that were made."""
    while _KEPT:
        place = _KEPT.pop()
        place.window.close()
        place.desk.close()


def _at(address: str) -> QWidget:
    return place_at(address)[0].window


def _compared() -> QWidget:
    place, screen = place_at()
    screen.compare()
    turns()
    return place.window


def _publishing() -> QWidget:
    place, screen = place_at()
    screen.begin_publishing()
    turns()
    return place.window


def old_file(folder: Path) -> Path:
    """Write an old description of a firm that is not there."""
    file = folder / "vanha-seloste.txt"
    file.write_text(OLD_TEXT, encoding="utf-8")
    return file


def _read() -> QWidget:
    place, screen = place_at()
    file = old_file(Path(mkdtemp(prefix="ar-seloste-")))
    screen.old_text.ask = lambda _parent: str(file)
    screen.read_old()
    turns()
    return place.window


DESCRIPTION_VIEWS: dict[str, Callable[[], QWidget]] = {
    "09-seloste-tarkoitukset": lambda: _at("descriptions"),
    "09-seloste-lahteet": lambda: _at("descriptions/sources"),
    "09-seloste-vastaanottajat": lambda: _at("descriptions/recipients"),
    "09-seloste-oikeudet": lambda: _at("descriptions/rights"),
    "09-seloste-rekisterit": lambda: _at("descriptions/register"),
    "09-seloste-kaannokset": lambda: _at("descriptions/translations"),
    "09-seloste-vertailu": _compared,
    "09-seloste-julkaisu": _publishing,
    "09-seloste-vanha": _read,
}
