"""The review of an answer with everything in it: talks, others' names, what was found, a mail (fictional data)."""

import datetime as dt
import shutil
from collections.abc import Callable
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from asiakasrekisteri.domain.review import State, Verdict
from asiakasrekisteri.gui.requests.copying import ExtractCard
from asiakasrekisteri.gui.requests.decide import DecideBody
from asiakasrekisteri.gui.requests.review.body import ReviewBody
from asiakasrekisteri.gui.screens.requests.page import RequestPage
from asiakasrekisteri.gui.window import Window
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.interactions.mails import add_email
from asiakasrekisteri.usecases.interactions.people import ParticipantEdit
from asiakasrekisteri.usecases.interactions.saving import add_interaction
from asiakasrekisteri.usecases.office import Office
from asiakasrekisteri.usecases.privacy.answers.reviewing import ItemDecision, decide_item
from tests.gui.asked import requests_of
from tests.gui.people import Place, persons_office
from tests.offices import entered, surroundings

_KEPT: list[Place] = []
_TALKS = (
    ("call", "Uusi puhelinnumero", "Pyysi laskut sähköpostiin ja kertoi uuden numeron.", 4, 11),
    ("call", "Verkkotunnuksen siirto", "Siirrosta sovittu, myös Jari-Pekka Hirvonen tietää. Palataan asiaan.", 18, 8),
    ("email", "Laskutusosoite", "Göran Lindroos kysyi samaa. Toinen tunnus on eero.ahola@esimerkki.fi.", 3, 6),
)


def fill_talks(gate: Gate, hanna: int) -> dict[str, int]:
    """Write down what has been said with Hanna and about her; return the ids by subject."""
    made = {}
    for kind, subject, body, day, month in _TALKS:
        at = dt.datetime(2026, month, day, 10, 42, tzinfo=dt.UTC)
        values = {"kind": kind, "direction": "in", "subject": subject, "body": body, "at": at}
        made[subject] = gate.call(add_interaction, values, [ParticipantEdit("caller", person_id=hanna)]).id
    found = {"kind": "note", "subject": "Tilin käyttö", "at": dt.datetime(2025, 2, 14, 9, 0, tzinfo=dt.UTC)}
    body = "hanna-mari.kettunen@esimerkki.fi käyttää Leipomon tiliä, kertoi Iida Laukkanen."
    made["found"] = gate.call(add_interaction, {**found, "body": body}, []).id
    weak = {**found, "subject": "Lasku", "body": "Kettuselle lähetetty muistutus palautui."}
    made["weak"] = gate.call(add_interaction, weak, []).id
    gate.call(add_email, _mail())
    return made


def _mail() -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"] = "Hanna-Mari Kettunen <hanna-mari.kettunen@esimerkki.fi>", "tuki@kaamosverkko.example"
    mail["Cc"], mail["Subject"] = "Eero Ahola <eero.ahola@esimerkki.fi>", "Laskutusosoite muuttuu"
    mail["Date"], mail["Message-ID"] = "Mon, 12 Oct 2026 09:41:00 +0300", "<1@esimerkki.fi>"
    mail.set_content("Hei,\n\nlaskutusosoite muuttuu marraskuussa. Eero Ahola vahvistaa asian.\n\nHanna-Mari")
    return mail.as_bytes()


def turns() -> None:
    """Let what was asked come and find its place."""
    for _turn in range(8):
        QCoreApplication.processEvents()


@cache
def _template() -> tuple[Path, int, int, dict[str, int]]:
    """Make the office once; return its folder, the person, her request, and the talks."""
    folder = Path(mkdtemp(prefix="ar-kuva-")) / "office"
    at, hanna = persons_office(folder)
    desk = entered(at)
    made = requests_of(desk.gate, hanna)
    talks = fill_talks(desk.gate, hanna)
    desk.close()
    return folder, hanna, made["access"], talks


def review(subject: str = "Verkkotunnuksen siirto") -> tuple[Place, ReviewBody]:
    """Return the page of the access request at its review, standing on a talk."""
    made, hanna, request, talks = _template()
    folder = Path(mkdtemp(prefix="ar-kuva-")) / "office"
    shutil.copytree(made, folder)
    place = Place(entered(Office(folder, surroundings())), hanna)
    place.window.resize(1360, 820)
    place.window.show()
    _KEPT.append(place)
    page = place.go(f"request/{request}/find")
    turns()
    assert isinstance(page, RequestPage)
    body = page.body
    assert isinstance(body, ReviewBody)
    assert body.review is not None
    wanted = ("interaction", talks[subject], "")
    body.table.choose_id(next(n for n, item in enumerate(body.review.items, 1) if item.unit == wanted))
    body.paper.make()
    turns()
    return place, body


def masked() -> Window:
    """Return the review on an item in which others are masked."""
    place, _body = review()
    return place.window


def found() -> Window:
    """Return the review on an item that was found and waits."""
    place, body = review("found")
    body.filter.choose("open")
    body.next_open()
    turns()
    return place.window


def leaving() -> Window:
    """Return the review when an item is being left out."""
    place, body = review()
    body.toggle_included(body.table.current_id() or 0)
    turns()
    return place.window


def answering() -> Window:
    """Return the step in which the extract is made, of a request that was granted."""
    place, body = review()
    gate = place.gate
    assert body.review is not None
    for item in body.review.items:
        if item.state is State.OPEN:
            gate.call(decide_item, body.review.request_id, item.unit, ItemDecision(Verdict.INCLUDE))
    body.submit()
    turns()
    page = place.window.page()
    assert isinstance(page, RequestPage)
    assert isinstance(page.body, DecideBody)
    page.body.grant.click()
    turns()
    card = page.body.findChild(ExtractCard)
    assert card is not None
    card.whole.setChecked(True)
    card.reason.setText("Pyytäjä haluaa nähdä sen kokonaan.")
    card.make.click()
    turns()
    return place.window


ANSWER_VIEWS: dict[str, Callable[[], QWidget]] = {
    "08k-tarkistus-peitetty": masked,
    "08l-tarkistus-loydetty": found,
    "08m-tarkistus-pois": leaving,
    "08n-tarkistus-rekisteriote": answering,
}
