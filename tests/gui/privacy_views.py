"""Pictures of disclosures, recipients and breaches (fictional data)."""

import datetime as dt
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.gui.dialogs.undertaking import UndertakingDialog
from asiakasrekisteri.gui.screens.log.page import LogPage
from asiakasrekisteri.gui.screens.users.page import UsersScreen
from asiakasrekisteri.gui.screens.users.review import ReviewDialog
from asiakasrekisteri.gui.window import Window
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.access import my_undertaking
from asiakasrekisteri.usecases.gate import Gate, UseCase, nothing
from asiakasrekisteri.usecases.privacy.breaches.persons import Affected, choose_affected, mark_told_of_breach
from asiakasrekisteri.usecases.privacy.breaches.records import BREACHES, SentReport, report_breach
from asiakasrekisteri.usecases.privacy.disclosing import DISCLOSURES
from asiakasrekisteri.usecases.privacy.disclosures import Handing, record_disclosure
from asiakasrekisteri.usecases.privacy.receiving import RECIPIENTS, TRANSFERS
from tests import offices
from tests.gui.firms import all_pages
from tests.gui.people import Place
from tests.gui.sold import sold_office

NOW = offices.NOW
_RECIPIENTS: tuple[dict[str, object], ...] = (
    {"kind": "controller", "name": "Kaamoksen Perintä Oy", "task": "erääntyneiden laskujen perintä", "country": "FI"},
    {
        "kind": "processor",
        "name": "Tunturin Tilitoimisto Oy",
        "task": "kirjanpito",
        "country": "FI",
        "contract_signed_on": dt.date(2024, 3, 1),
    },
    {
        "kind": "processor",
        "name": "Pohjoisen Konesali Oy",
        "task": "palvelinten valvonta",
        "country": "FI",
        "contract_signed_on": dt.date(2023, 11, 15),
        "contract_until": dt.date(2026, 12, 31),
    },
    {"kind": "processor", "name": "Revontulen Tulostus Oy", "task": "laskujen tulostus ja postitus", "country": "FI"},
    {
        "kind": "processor",
        "name": "Northlight Mail Inc.",
        "task": "uutiskirjeiden lähetys",
        "country": "US",
        "contract_signed_on": dt.date(2025, 2, 3),
    },
    {"kind": "authority", "name": "Lapin poliisilaitos", "task": "esitutkinta", "country": "FI"},
)


def furnish_privacy(gate: Gate, customer: int) -> None:
    """Store recipients, a transfer, disclosures and breaches."""
    ids = {str(one["name"]): gate.call(RECIPIENTS.add, one, {}).id for one in _RECIPIENTS}
    scc = {
        "recipient_id": ids["Northlight Mail Inc."],
        "country": "US",
        "mechanism": "scc",
        "reference": "Käsittelysopimuksen liite 2, saatavissa asiakaspalvelusta",
        "what": "nimi ja sähköpostiosoite",
    }
    gate.call(TRANSFERS.add, scc, {})
    police = {
        "disclosed_on": dt.date(2026, 11, 3),
        "recipient_id": ids["Lapin poliisilaitos"],
        "what": "nimi, osoite ja verkkotunnuksen haltijatiedot",
        "purpose": "rikoksen selvittäminen",
        "ground": "authority",
        "section": "poliisilaki 872/2011, 4 luku 3 §",
        "reference": "5500/R/123/26",
        "how": "secure",
    }
    gate.call(DISCLOSURES.add, police, {"customer_id": customer})

    def listed(work: Work) -> None:
        handing = Handing(
            recipient_id=ids["Kaamoksen Perintä Oy"],
            what="nimi, osoite ja avoimet laskut",
            purpose="erääntyneiden laskujen perintä",
        )
        record_disclosure(work, handing, persons=(1, 2, 3))

    gate.call(UseCase("list_disclosed", Permission.DISCLOSURE_WRITE, nothing, writes=True, body=listed))
    _breaches(gate)


def _breaches(gate: Gate) -> None:
    wrong: dict[str, object] = {
        "title": "Laskuliite väärälle vastaanottajalle",
        "our_role": "controller",
        "aware_at": NOW - dt.timedelta(hours=41),
        "confidentiality": True,
        "cause": "wrong_recipient",
        "description": "Kolmen asiakkaan laskut lähetettiin sähköpostitse väärälle asiakkaalle.",
        "data": "nimet, osoitteet ja laskujen tiedot",
        "groups": "asiakkaat",
        "persons_least": 3,
        "persons_most": 3,
        "consequences": "Ulkopuolinen sai tietää laskutustiedot.",
        "risk": "high",
        "risk_reasoning": "Laskuilla on yhteystietoja ja tietoja ostoista.",
        "measures_taken": "Vastaanottajaa pyydettiin poistamaan viesti, ja hän vahvisti poistaneensa sen.",
        "advice": "Varo viestejä, joissa pyydetään maksamaan lasku uudelle tilille.",
    }
    number = gate.call(BREACHES.add, wrong, {}).id
    gate.call(choose_affected, number, Affected(persons=(1, 2, 3)))
    gate.call(mark_told_of_breach, number, "phone", NOW.date(), persons=(1,))
    old = {**wrong, "title": "Palvelimen levy rikkoutui", "cause": "technical", "availability": True, "risk": "risk"}
    old |= {"confidentiality": False, "aware_at": NOW - dt.timedelta(days=200), "advice": None}
    closed = gate.call(BREACHES.add, old, {}).id
    sent = SentReport(phase="last", sent_at=NOW - dt.timedelta(days=198), case_number="4321/161/2026", note="")
    gate.call(report_breach, closed, sent)


def review() -> QWidget:
    """Return the yearly review of user rights over the window."""
    place = _place()
    page = place.go("users")
    assert isinstance(page, UsersScreen)
    for _turn in range(6):
        QCoreApplication.processEvents()
    page.review()
    return place.window.findChildren(ReviewDialog)[0]


def undertaking() -> QWidget:
    """Return the undertaking of confidentiality."""
    place = _place()
    text = place.context.gate.call(my_undertaking)
    assert text is not None
    return UndertakingDialog(place.window, place.context, text)


def _place() -> Place:
    office, customer = sold_office(Path(mkdtemp(prefix="ar-kuva-")) / "office")
    at = offices.entered(office)
    furnish_privacy(at.gate, customer)
    made = Place(at, customer, all_pages)
    made.window.closed.connect(at.close)
    made.window.resize(1360, 820)
    made.window.destroyed.connect(lambda: made.bus)  # the place lives as long as its window
    made.window.show()
    return made


def shown(address: str) -> Window:
    """Return the window at an address, in which "{customer}" is the customer with everything."""
    place = _place()
    place.go(address.format(customer=place.hanna))
    for _turn in range(6):
        QCoreApplication.processEvents()
    return place.window


def log() -> Window:
    """Return the log with an entry chosen that changed something."""
    place = _place()
    page = place.go("log")
    assert isinstance(page, LogPage)
    for _turn in range(6):
        QCoreApplication.processEvents()
    page.table.choose_id(page.model.row_id(min(12, page.model.rowCount() - 1)))
    page.pane.reload()
    for _turn in range(40):
        QCoreApplication.processEvents()
        time.sleep(0.01)  # rows come by a timer
    return place.window


PRIVACY_VIEWS: dict[str, Callable[[], QWidget]] = {
    "30-luovutukset": partial(shown, "disclosures/luovutukset"),
    "30b-vastaanottajat": partial(shown, "disclosures/vastaanottajat"),
    "30c-siirrot": partial(shown, "disclosures/siirrot"),
    "30d-vastaanottaja": partial(shown, "recipient/4"),
    "30e-luovutus": partial(shown, "disclosure/1"),
    "30f-luovutus-uusi": partial(shown, "disclosure/new/customer/{customer}"),
    "14-kayttoloki": log,
    "15-kayttajat": partial(shown, "users"),
    "15b-katselmus": review,
    "15c-vaitiolositoumus": undertaking,
    "31-loukkaukset": partial(shown, "breaches"),
    "31b-loukkaus": partial(shown, "breach/1"),
    "31c-loukkaus-muokkaus": partial(shown, "breach/1/edit"),
    "31d-loukkaus-ilmoitettu": partial(shown, "breach/2"),
}
