"""Marketing as the user meets it: prohibitions by one click, consents, a newsletter written, sent and stopped."""

import email
from collections.abc import Iterator
from email.policy import default
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from asiakasrekisteri.gui.customer.plain import CardsTab
from asiakasrekisteri.gui.marketing.forms import ConsentForm, SaleForm
from asiakasrekisteri.gui.marketing.pane import MarketingPane
from asiakasrekisteri.gui.preview import Preview
from asiakasrekisteri.gui.screens.customers.page import CustomerPage
from asiakasrekisteri.gui.screens.newsletters.composer import NewsletterPage
from asiakasrekisteri.gui.screens.newsletters.listing import NewslettersScreen
from asiakasrekisteri.gui.screens.newsletters.post import SendDialog
from asiakasrekisteri.gui.screens.persons.belongings import MarketingTab
from asiakasrekisteri.gui.screens.persons.page import PersonScreen
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.marks import Pill
from asiakasrekisteri.usecases.customers import add_customer
from asiakasrekisteri.usecases.edits import Edit
from asiakasrekisteri.usecases.mailing.server import MAIL_SERVER
from asiakasrekisteri.usecases.privacy.marketing.campaigns import begin_campaign, list_campaigns, open_campaign, sent_to
from asiakasrekisteri.usecases.privacy.marketing.consenting import give_consent
from asiakasrekisteri.usecases.privacy.marketing.sending import send_newsletter
from asiakasrekisteri.usecases.privacy.marketing.standing import marketing_of
from tests.gui.keys import press, type_text
from tests.gui.marketing_views import BODY, WORDS, people_with_words
from tests.gui.people import Place, at_persons
from tests.gui.walks import cut_off, nameless, settle
from tests.mailserver import authority, mail_host
from tests.usecases.test_mailing import settings

pytestmark = pytest.mark.slow

HALLA = {"kind": "company", "name": "Halla Oy", "status": "active", "relation": "own"}


@pytest.fixture
def place(qtbot: QtBot, tmp_path: Path) -> Iterator[Place]:
    yield from at_persons(qtbot, tmp_path / "office")


def pane(place: Place) -> MarketingPane:
    page = place.go(f"person/{place.hanna}/suostumukset")
    assert isinstance(page, PersonScreen)
    settle()
    tab = page.front.tabs.tab()
    assert isinstance(tab, MarketingTab)
    return tab.pane


def ground(place: Place, channel: str) -> str:
    standing = place.gate.call(marketing_of, "person", place.hanna)
    return next(one.ground for one in standing.channels if one.channel == channel)


def button(inside: QWidget, words: str) -> QPushButton:
    settle()
    return next(b for b in inside.findChildren(QPushButton) if words in {b.text(), b.accessibleName()})


def pills(inside: QWidget) -> list[str]:
    settle()
    return [pill.text() for pill in inside.findChildren(Pill) if pill.isVisible()]


def said(inside: QWidget) -> str:
    settle()
    return "\n".join(made.text() for made in inside.findChildren(QLabel) if made.isVisible())


def test_one_click_prohibits_and_undo_takes_it_back(place: Place) -> None:
    marketing = pane(place)
    button(marketing, "Kiellä markkinointi: Puhelu").click()
    assert ground(place, "phone") == "prohibited"
    assert "Ei puhelinmarkkinointia" in pills(place.window)
    assert "Kielto" in pills(marketing)
    place.window.undo_bar.undo()
    assert ground(place, "phone") == "not_prohibited"
    assert "Ei puhelinmarkkinointia" not in pills(place.window)


def test_the_act_over_the_page_prohibits_everything_once(place: Place) -> None:
    page = place.go(f"person/{place.hanna}")
    assert isinstance(page, PersonScreen)
    settle()
    assert page.acts is not None
    page.acts.prohibit.click()
    assert "Ei markkinointia" in pills(place.window)
    settle()
    page.acts.prohibit.click()
    assert len(place.gate.call(marketing_of, "person", place.hanna).prohibitions) == 1


def test_a_consent_is_recorded_with_its_words_and_withdrawn_by_one_click(place: Place) -> None:
    marketing = pane(place)
    button(marketing, "Kirjaa suostumus…").click()
    settle()
    form = marketing.form
    assert isinstance(form, ConsentForm)
    form.act.click()
    assert "puuttuu" in form.fields["words"].problem() + form.fields["text_version"].problem()
    form.version.setText("2026-1")
    form.words.setPlainText(WORDS.words)
    form.given.setText("huomenna")
    form.act.click()
    assert "pp.kk.vvvv" in form.fields["given_at"].problem()
    form.given.setText("1.3.2026")
    form.act.click()
    settle()
    assert ground(place, "email") == "consent"
    assert "1.3.2026" in said(marketing)
    button(marketing, "Peruuta").click()
    assert ground(place, "email") == "withdrawn"


def test_an_address_of_a_sale_is_recorded_and_escape_lets_go_of_a_form(place: Place) -> None:
    marketing = pane(place)
    button(marketing, "Kirjaa myynti…").click()
    settle()
    form = marketing.form
    assert isinstance(form, SaleForm)
    form.address.setFocus()
    press(form.address, "Esc")
    assert "Myyntipäivä" not in said(marketing)
    button(marketing, "Kirjaa myynti…").click()
    form = marketing.form
    assert isinstance(form, SaleForm)
    form.address.setText("hanna-mari.kettunen@esimerkki.fi")
    form.offered.setChecked(True)
    form.address.setFocus()
    press(form.address, "Enter")
    settle()
    sales = place.gate.call(marketing_of, "person", place.hanna).sales
    assert [one["refusal_offered"] for one in sales] == [True]


def test_an_organisation_prohibits_on_its_own_card(place: Place) -> None:
    edits = [Edit("email", values={"use": "office", "address": "info@halla.example"})]
    customer = place.gate.call(add_customer, HALLA, edits).id
    page = place.go(f"customer/{customer}/tietosuoja")
    assert isinstance(page, CustomerPage)
    settle()
    tab = page.tabs.tab()
    assert isinstance(tab, CardsTab)
    marketing = next(card for card in tab.cards if isinstance(card, MarketingPane))
    button(marketing, "Kiellä kaikki").click()
    assert "Ei markkinointia" in pills(page.top)


def letter(place: Place, **values: object) -> NewsletterPage:
    people_with_words(place.gate, place.hanna)
    place.gate.call(add_customer, HALLA, [Edit("email", values={"use": "office", "address": "info@halla.example"})])
    texts = {"name": "Talvikirje", "subject": "Talven uutiset", "body": BODY}
    number = place.gate.call(begin_campaign, {**texts, **values}).id
    page = place.go(f"newsletter/{number}")
    assert isinstance(page, NewsletterPage)
    settle()
    return page


def test_a_newsletter_is_begun_from_the_empty_page_and_saves_itself(place: Place) -> None:
    screen = place.go("newsletters")
    assert isinstance(screen, NewslettersScreen)
    settle()
    press(screen, "Ctrl+N")
    settle()
    page = place.window.page()
    assert isinstance(page, NewsletterPage)
    type_text(page.text.subject, "Hyvää päivää")
    assert not page.draft.is_saved()
    press(page.text.subject, "Ctrl+S")
    settle()
    assert place.gate.call(open_campaign, page.draft.id)["subject"] == "Hyvää päivää"
    assert "Luonnos tallennettu" in place.window.status.counts.text()


def test_leaving_saves_what_was_typed(place: Place) -> None:
    page = letter(place)
    page.text.body.setPlainText("Hei {etunimi}, uusi teksti.")
    page.escape()
    settle()
    assert isinstance(place.window.page(), NewslettersScreen)
    assert place.gate.call(open_campaign, page.draft.id)["body"] == "Hei {etunimi}, uusi teksti."


def test_recipients_follow_the_choices_and_tell_why(place: Place) -> None:
    page = letter(place)
    assert page.people.model.rowCount() == 4
    told = said(page.people)
    assert "3 · Suostumus on voimassa (200 § 1 mom.)" in told
    assert "1 · On kieltänyt markkinoinnin" in told
    page.whom.choices["audience"].choose("organisations")
    settle()
    assert page.people.model.rowCount() == 2, "the firm, and who agreed at her work address"
    page.people.which.choose("out")
    settle()
    assert page.people.model.rowCount() == len(page.draft.chosen.left_out)
    page.text.subject.clear()
    type_text(page.text.subject, "{sukunimi}")
    press(page.text.subject, "Ctrl+S")
    settle()
    assert "Tuntematon kenttä" in page.text.subject_field.problem()
    assert not page.send_button.isEnabled()


def test_what_one_recipient_reads_is_shown(place: Place) -> None:
    page = letter(place)
    page.people.table.selectRow(1)
    settle()
    assert page.text.mode.chosen() == "read"
    assert page.text.shown.toPlainText().startswith("Hei Hanna-Mari,")
    assert "List-Unsubscribe" in said(page.text)


def test_drafts_are_written_after_the_preview_was_seen(place: Place, tmp_path: Path) -> None:
    page = letter(place)
    page.post.pick = lambda _parent: tmp_path
    page.send_button.click()
    settle()
    dialog = next(d for d in place.window.findChildren(SendDialog) if d.isVisible())
    assert dialog.send_button.text() == "Tallenna 4 luonnosta"
    assert not list(tmp_path.glob("uutiskirje*"))
    dialog.send_button.click()
    settle()
    files = sorted((tmp_path / "uutiskirje").iterdir())
    assert len(files) == 4
    assert email.message_from_bytes(files[0].read_bytes(), policy=default)["List-Unsubscribe"]
    assert {one.result for one in place.gate.call(sent_to, page.draft.id)} == {"drafted"}
    assert "Lähetetty" in pills(page.top)
    assert page.text.body.isReadOnly()


def test_it_is_sent_over_the_server_and_the_results_are_shown(
    place: Place, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority()))
    with mail_host() as host:
        place.gate.call(MAIL_SERVER.add, settings(host), {}, source="staff")
        host.inbox.habits.refuses["info@halla.example"] = "550 5.1.1 no such user"
        page = letter(place)
        assert page.send_button.text() == "Lähetä 4 saajalle…"
        page.send_button.click()
        settle()
        dialog = next(d for d in place.window.findChildren(SendDialog) if d.isVisible())
        dialog.send_button.click()
        qtbot.waitUntil(lambda: {one.result for one in place.gate.call(sent_to, page.draft.id)} == {"sent", "refused"})
        assert len(host.inbox.mails) == 3
    settle()
    assert page.people.sent_model.rowCount() == 4
    assert "3 · Lähetetty" in said(page.people)


def test_letters_are_closed_printed_and_marked_as_posted(place: Place) -> None:
    page = letter(place, channel="letter")
    assert page.send_button.text() == "Kirjaa 1 saaja"
    page.send_button.click()
    settle()
    previews: list[Preview] = []
    page.documents.opened.connect(previews.append)
    button(page.top, "Kirjeet").click()
    settle()
    assert len(previews) == 1
    previews[0].close()
    button(page.top, "Merkitse hoidetuksi").click()
    settle()
    assert {one.result for one in place.gate.call(sent_to, page.draft.id)} == {"sent"}


def test_a_sent_one_becomes_a_new_draft(place: Place) -> None:
    page = letter(place)
    first = page.draft.id
    place.gate.call(send_newsletter, first)
    settle()
    button(page.top, "Tee tästä uusi").click()
    settle()
    assert page.draft.id != first
    assert page.draft.is_draft
    assert page.text.body.toPlainText() == BODY


def test_a_code_stops_the_letters_and_a_wrong_one_is_told(place: Place) -> None:
    page = letter(place)
    place.gate.call(send_newsletter, page.draft.id)
    screen = place.go("newsletters")
    assert isinstance(screen, NewslettersScreen)
    settle()
    screen.aside.code.setFocus()
    type_text(screen.aside.code, "väärä")
    press(screen.aside.code, "Enter")
    assert "Koodia ei tunneta" in screen.aside.field.problem()
    code = next(one.code for one in place.gate.call(sent_to, page.draft.id) if one.person_id == place.hanna)
    screen.aside.code.setText(code)
    screen.aside.stop_button.click()
    assert "viestit lopetettiin" in said(screen.aside)
    assert ground(place, "email") == "prohibited"
    assert place.gate.call(list_campaigns)[0].unsubscribed == 1
    place.window.undo_bar.undo()
    assert ground(place, "email") == "consent"


def test_a_mail_dropped_on_the_card_stops_the_letters(place: Place, tmp_path: Path) -> None:
    page = letter(place)
    batch = place.gate.call(send_newsletter, page.draft.id)
    text = next(mail.text for mail in batch.mails if "kettunen" in mail.to)
    file = tmp_path / "vastaus.eml"
    file.write_text(f"From: hanna-mari.kettunen@esimerkki.fi\nSubject: Re: Talven uutiset\n\nEi kiitos.\n\n{text}")
    screen = place.go("newsletters")
    assert isinstance(screen, NewslettersScreen)
    settle()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    card = screen.aside.findChild(Card)
    assert card is not None
    left, none, copy = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    QApplication.sendEvent(card, QDragEnterEvent(QPoint(5, 5), copy, data, left, none))
    QApplication.sendEvent(card, QDropEvent(QPointF(5, 5), copy, data, left, none))
    settle()
    assert ground(place, "email") == "prohibited"
    screen.aside.take_mails([tmp_path / "kuva.png"])
    assert ".eml-muotoon" in said(screen.aside)


def test_a_draft_is_removed_and_comes_back(place: Place) -> None:
    letter(place)
    screen = place.go("newsletters")
    assert isinstance(screen, NewslettersScreen)
    settle()
    screen.table.selectRow(0)
    screen.table.setFocus()
    press(screen.table, "Del")
    settle()
    assert screen.model.rowCount() == 0
    place.window.undo_bar.undo()
    settle()
    assert screen.model.rowCount() == 1


def test_nothing_is_cut_off_and_everything_has_a_name(place: Place) -> None:
    page = letter(place)
    place.gate.call(give_consent, place.hanna, "marketing", "sms", WORDS)
    for address in (f"newsletter/{page.draft.id}", "newsletters", f"person/{place.hanna}/suostumukset"):
        shown = place.go(address)
        settle()
        assert nameless(shown) == []
        assert cut_off(shown) == []
