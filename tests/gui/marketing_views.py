"""Pictures of what people say of marketing, of newsletters and of unsubscribing (fictional data)."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from asiakasrekisteri.domain.mailing import Delivery, Outcome
from asiakasrekisteri.gui.screens.newsletters.composer import NewsletterPage
from asiakasrekisteri.gui.screens.persons.belongings import MarketingTab
from asiakasrekisteri.gui.screens.persons.page import PersonScreen
from asiakasrekisteri.usecases.customers import add_customer
from asiakasrekisteri.usecases.edits import Edit
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.persons import add_person
from asiakasrekisteri.usecases.privacy.marketing.campaigns import begin_campaign, sent_to
from asiakasrekisteri.usecases.privacy.marketing.consenting import ConsentWords, give_consent, note_sale_address
from asiakasrekisteri.usecases.privacy.marketing.prohibiting import prohibit_marketing
from asiakasrekisteri.usecases.privacy.marketing.sending import note_newsletter_answers, send_newsletter
from asiakasrekisteri.usecases.privacy.marketing.unsubscribing import unsubscribe
from tests.gui.people import Place
from tests.gui.person_views import _dialog, _place, _turns

WORDS = ConsentWords(
    version="2026-1",
    words="Minulle saa lähettää uutiskirjeen sähköpostilla. Voin perua suostumuksen milloin tahansa.",
    how="web",
)
BODY = (
    "Hei {etunimi},\n\ntalven aikana palvelinsalimme muuttaa uusiin tiloihin Rovaniemelle. Samalla jokainen"
    " webhotelli saa uuden, nopeamman levyjärjestelmän.\n\nMuutos ei vaadi sinulta mitään.\n\nTerveisin\nKaamosverkko"
)


def people_with_words(gate: Gate, hanna: int) -> None:
    """Let some people agree, some refuse, and one buy something."""
    gate.call(give_consent, hanna, "newsletter", "email", WORDS)
    gate.call(prohibit_marketing, hanna, ("phone",), "call")
    sale = {"address": "hanna-mari.kettunen@esimerkki.fi", "sold": "Tilaus T-10417", "refusal_offered": True}
    gate.call(note_sale_address, hanna, sale)
    for number, (first, last) in enumerate((("Sini", "Kymäläinen"), ("Veli", "Äänetön"), ("Outi", "Öljymäki"))):
        address = Edit("email", values={"use": "private", "address": f"asiakas{number}@posti.example"})
        person = gate.call(add_person, {"last_name": last, "first_names": first}, [address]).id
        gate.call(give_consent, person, "newsletter", "email", WORDS)
        if number == 1:
            gate.call(prohibit_marketing, person, ("email",), "email")


def _person() -> QWidget:
    place = _place()
    people_with_words(place.gate, place.hanna)
    sent = place.gate.call(begin_campaign, {"name": "Syyskirje 2026", "subject": "Syksyn uutiset", "body": BODY}).id
    place.gate.call(send_newsletter, sent)
    place.go(f"person/{place.hanna}/suostumukset")
    _turns()
    return place.window


def _consent_form() -> QWidget:
    place = _place()
    people_with_words(place.gate, place.hanna)
    place.go(f"person/{place.hanna}/suostumukset")
    _turns()
    page = place.window.page()
    assert isinstance(page, PersonScreen)
    tab = page.front.tabs.tab()
    assert isinstance(tab, MarketingTab)
    tab.pane.record_consent()
    _turns()
    return place.window


def _office() -> Place:
    """Return an office with a letter that was sent, one of whose readers stopped it, and a draft."""
    place = _place()
    gate = place.gate
    people_with_words(gate, place.hanna)
    firm = {"kind": "company", "name": "Halla Oy", "status": "active", "relation": "own"}
    gate.call(add_customer, firm, [Edit("email", values={"use": "office", "address": "info@halla.example"})])
    texts = {"name": "Syyskirje 2026", "subject": "Syksyn uutiset", "body": BODY}
    batch = gate.call(send_newsletter, gate.call(begin_campaign, texts).id)
    answers = [Delivery(mail.key, Outcome.SENT) for mail in batch.mails]
    gate.call(note_newsletter_answers, batch.campaign_id, answers)
    gate.call(unsubscribe, gate.call(sent_to, batch.campaign_id)[-1].code)
    winter = {"name": "Talvikirje 2026", "subject": "Talven uutiset, {etunimi}", "body": BODY, "for_billing": True}
    gate.call(begin_campaign, winter)
    return place


def _list() -> QWidget:
    place = _office()
    place.go("newsletters")
    _turns()
    return place.window


def _empty() -> QWidget:
    place = _place()
    place.go("newsletters")
    _turns()
    return place.window


def _composer() -> QWidget:
    place = _office()
    place.go("newsletter/2")
    _turns()
    return place.window


def _reading() -> QWidget:
    place = _office()
    page = place.go("newsletter/2")
    assert isinstance(page, NewsletterPage)
    _turns()
    page.text.mode.choose("read")
    page.people.which.choose("out")
    _turns()
    return place.window


def _sent() -> QWidget:
    place = _office()
    place.go("newsletter/1")
    _turns()
    return place.window


def _sending() -> QWidget:
    place = _office()
    page = place.go("newsletter/2")
    assert isinstance(page, NewsletterPage)
    _turns()
    page.ask_send()
    return _dialog(place)


MARKETING_VIEWS: dict[str, Callable[[], QWidget]] = {
    "henkilo-suostumukset": _person,
    "suostumus-lomake": _consent_form,
    "uutiskirjeet": _list,
    "uutiskirjeet-tyhja": _empty,
    "uutiskirje": _composer,
    "uutiskirje-luettuna": _reading,
    "uutiskirje-lahetetty": _sent,
    "uutiskirje-lahetys": _sending,
}
