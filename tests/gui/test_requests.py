"""Requests in the window: received, identified, refused with the letter beside it; the desk shows what waits."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.domain.requests import Stage
from asiakasrekisteri.gui.badges import Badges
from asiakasrekisteri.gui.home.cards import FigureCard, TableCard
from asiakasrekisteri.gui.requests.acts import LetterForm, RefuseForm
from asiakasrekisteri.gui.requests.answer import AnswerBody
from asiakasrekisteri.gui.requests.decide import DecideBody
from asiakasrekisteri.gui.requests.identify import IdentityBody
from asiakasrekisteri.gui.requests.rights.acting import RightDecideBody
from asiakasrekisteri.gui.screens.home.page import HomePage
from asiakasrekisteri.gui.screens.requests.listing import COLUMNS, RequestsPage
from asiakasrekisteri.gui.screens.requests.page import RequestPage
from asiakasrekisteri.gui.screens.requests.receive import ReceiveRequest
from asiakasrekisteri.gui.widgets.basics import Button
from asiakasrekisteri.gui.widgets.marks import Pill
from asiakasrekisteri.usecases.privacy.requests.reading import open_request
from tests.gui.asked import requests_of
from tests.gui.keys import press, type_text
from tests.gui.people import Place, persons_office
from tests.offices import colleague, entered

pytestmark = pytest.mark.slow


@pytest.fixture
def place(qtbot: QtBot, tmp_path: Path) -> Iterator[Place]:
    """A window in an office with requests."""
    at, hanna = persons_office(tmp_path / "office")
    desk = entered(at)
    made = requests_of(desk.gate, hanna)
    place = Place(desk, hanna)
    place.window.setProperty("requests", made)
    qtbot.addWidget(place.window)
    place.window.resize(1360, 820)
    place.window.show()
    place.window.activateWindow()
    yield place
    desk.close()


def request(place: Place, which: str, step: str = "") -> RequestPage:
    made: dict[str, int] = place.window.property("requests")
    page = place.go(f"request/{made[which]}" + (f"/{step}" if step else ""))
    assert isinstance(page, RequestPage)
    return page


def stage_of(page: RequestPage) -> Stage:
    return page.stage


def words(widget: object) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())  # type: ignore[attr-defined]


def pressed(widget: object, text: str) -> None:
    found = [b for b in widget.findChildren(Button) if b.text() == text and b.isEnabled()]  # type: ignore[attr-defined]
    found[0].click()


def test_the_list_shows_what_waits_by_its_last_day(place: Place) -> None:
    page = place.go("requests")
    assert isinstance(page, RequestsPage)
    shown = page.table._at_hand.rows
    assert [row["name"] for row in shown.values()] == [
        "Jari-Pekka Hirvonen",
        "Hanna-Mari Kettunen",
        "Iida Laukkanen",
        "B. Ekblom",
    ]
    texts = [column.cell(next(iter(shown.values()))).text for column in COLUMNS]
    assert "2\xa0pv" in texts
    assert "Rajoitus, 18\xa0artikla" in texts
    page.state.choose("closed")
    assert len(page.table._at_hand.rows) == 1
    page.state.choose("all")
    type_text(page.search, "laukkanen")
    page._show()
    assert [row["name"] for row in page.table._at_hand.rows.values()] == ["Iida Laukkanen"]
    type_text(page.search, "xyz")
    page._show()
    assert "Ei osumia" in words(page._stack.currentWidget())
    page.widen()
    assert len(page.table._at_hand.rows) == 5


def test_enter_opens_the_request_at_the_step_that_waits(place: Place) -> None:
    page = place.go("requests")
    assert isinstance(page, RequestsPage)
    page.table.setFocus()
    press(page.table, "Enter")
    opened = place.window.page()
    assert isinstance(opened, RequestPage)
    assert opened.stage is Stage.DECIDE
    assert isinstance(opened.body, DecideBody)
    assert "2\xa0pv jäljellä" in [pill.text() for pill in opened.top.findChildren(Pill)]
    assert opened.window_title() == "TP-2026-0001", "the number, never a name"


def test_a_request_is_received_from_a_persons_page(place: Place) -> None:
    page = place.go(f"newrequest/{place.hanna}")
    assert isinstance(page, ReceiveRequest)
    page.fields["kind"].type_in("rectification")
    page.fields["received_on"].type_in(dt.date(2026, 11, 6))
    page.fields["channel"].type_in("email")
    assert "viimeistään 7.12.2026" in page._deadline.text()
    page.submit()
    opened = place.window.page()
    assert isinstance(opened, RequestPage)
    assert opened.shown().line.number == "TP-2026-0006"
    assert opened.shown().line.person_id == place.hanna
    assert "TP-2026-0006 kirjattiin" in place.window.undo_bar.text()


def test_what_is_wrong_is_told_under_its_field(place: Place) -> None:
    page = place.go("newrequest")
    assert isinstance(page, ReceiveRequest)
    page.fields["received_on"].type_in(dt.date(2026, 11, 30))
    page.submit()
    assert "Pyytäjän nimi" in page.fields["requester_name"].problem()
    type_text(page.fields["requester_name"].editor, "N. N.")
    page.submit()
    assert "tulevaisuudessa" in page.fields["received_on"].problem()
    page.fields["requester"].type_in("agent")
    page._fit()
    assert not page.fields["authority"].isHidden()


def test_henkilotunnus_with_the_name_cannot_be_chosen_and_says_why(place: Place) -> None:
    page = request(place, "paused", "identity")
    body = page.body
    assert isinstance(body, IdentityBody)
    forbidden = next(r for r in body.findChildren(QRadioButton) if r.text() == "Henkilötunnus ja nimi")
    assert not forbidden.isEnabled()
    assert "29 §" in words(body).replace("\xa0", " ")
    body.submit()
    assert body._fault.text() == "Valitse, miten henkilöllisyys varmistettiin."
    body.methods["seen"].setChecked(True)
    body.submit()
    assert "todistus" in body.fields.fields["identity_document"].problem()  # type: ignore[union-attr]
    body.fields.fields["identity_document"].type_in("passport")  # type: ignore[union-attr]
    body.submit()
    card = page.shown()
    assert card.record["identity_document"] == "passport"
    assert stage_of(page) is Stage.FIND, "the page goes on to the step that waits"
    assert card.line.left.days == 24, "the clock goes on"


def test_a_pause_is_told_and_ended(place: Place) -> None:
    page = request(place, "paused", "identity")
    assert "Kello on pysähtynyt" in words(page.body)
    pressed(page.body, "Lisätiedot saatu")
    assert "Kello on pysähtynyt" not in words(page.body)


def test_a_refusal_is_seen_as_a_letter_before_it_is_made(place: Place) -> None:
    page = request(place, "urgent")
    pressed(page.body, "Kieltäydy…")
    form = page.panel
    assert isinstance(form, RefuseForm)
    assert form.letter.pages is not None
    editor = form.form.fields["ground"].editor
    offered = [editor.itemData(n) for n in range(editor.count())]  # type: ignore[attr-defined]
    assert "gdpr18_1" in offered
    assert "tsl34_1_2" not in offered, "it limits access only"
    form.submit()
    assert form.form.fields["ground"].problem()
    form.form.fields["ground"].type_in("gdpr18_1")
    form.form.fields["reasoning"].type_in("Lasku on oikein.")
    form.submit()
    assert page.panel is None
    card = page.shown()
    assert (card.line.decision, card.line.stage) == ("refused", Stage.ANSWER)
    assert isinstance(page.body, AnswerBody)
    assert "Päätös TP-2026-0001.pdf" in words(page.body)


def test_the_time_is_extended_with_a_reason(place: Place) -> None:
    page = request(place, "access")
    pressed(page.top, "Jatka määräaikaa…")
    form = page.panel
    assert isinstance(form, LetterForm)
    form.submit()
    assert form.form.fields["extension_reason"].problem()
    form.form.fields["extension_reason"].type_in("Pyyntö koskee seitsemän vuoden viestejä.")
    press(form.form.fields["extension_reason"].editor, "Ctrl+Return")
    assert page.shown().line.extended
    assert not any(b.text() == "Jatka määräaikaa…" and not b.isHidden() for b in page.top.findChildren(Button))


def test_a_form_is_let_go_of_by_escape(place: Place) -> None:
    page = request(place, "access")
    pressed(page.top, "Siirrä…")
    assert isinstance(page.panel, LetterForm)
    press(page.panel.form.fields["forwarded_to"].editor, "Esc")
    assert page.panel is None


def test_somebody_who_is_not_in_the_register_is_told_so(place: Place) -> None:
    page = request(place, "unknown", "identity")
    pressed(page.body, "Vahvista, ettei tietoja ole…")
    form = page.panel
    assert isinstance(form, LetterForm)
    form.submit()
    assert form.form.fields["reasoning"].problem()
    form.form.fields["reasoning"].type_in("Nimi ja sähköpostiosoite.")
    form.submit()
    assert page.panel is None
    assert (page.shown().line.decision, page.shown().line.stage) == ("nothing_held", Stage.ANSWER)


def test_granting_leads_to_the_answer_and_delivery_closes(place: Place) -> None:
    page = request(place, "urgent")
    assert isinstance(page.body, RightDecideBody)
    assert not page.body.grant.isEnabled(), "what is granted is done first"
    assert page.body.grant.toolTip() == "Rajoita ensin henkilön tietojen käsittely."
    pressed(page.body, "Rajoita heti")
    pressed(page.body, "Toteuta pyyntö")
    pressed(page.body, "Tee vahvistus")
    assert "Vastaus TP-2026-0001.pdf" in words(page.body)
    body = page.body
    assert isinstance(body, AnswerBody)
    assert body.form is not None
    body.form.fields["delivery_channel"].type_in("registered")
    body.submit()
    assert body.form.fields["registered_letter_no"].problem()
    body.form.fields["registered_letter_no"].type_in("JJFI 65432100")
    body.submit()
    assert body.form.fields["address_used"].problem() == "Kirjoita osoite, johon kirje lähetettiin."
    body.form.fields["address_used"].type_in("Kuja 1\n00100 Helsinki")
    body.submit()
    assert page.shown().line.stage is Stage.CLOSED
    assert stage_of(page) is Stage.CLOSED
    pressed(page.body, "Avaa uudelleen")
    assert page.shown().line.closed_on is None


def test_the_letter_that_came_is_attached_and_opened_beside_any_step(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    letter = tmp_path / "kirje.txt"
    letter.write_text("Pyydän kaikki tietoni.", "utf-8")
    page = request(place, "access")
    assert page.side.letter_button.isHidden()
    monkeypatch.setattr("asiakasrekisteri.gui.screens.requests.side.ask_files", lambda _parent: [str(letter)])
    page.side.attach_button.click()
    qtbot.waitUntil(lambda: not page.side.letter_button.isHidden())
    assert page.side.attach_button.isHidden()
    assert "Skannattu liitteeksi." in words(page.side)


def test_steps_are_walked_by_keys(place: Place, qtbot: QtBot) -> None:
    page = request(place, "access")
    assert stage_of(page) is Stage.FIND
    press(page, "Ctrl+Tab")
    assert stage_of(page) is Stage.DECIDE
    press(page, "Ctrl+Shift+Tab")
    press(page, "Ctrl+Shift+Tab")
    assert stage_of(page) is Stage.IDENTITY
    first = page.side.steps._rows[0]
    qtbot.waitUntil(first.isVisible)
    assert "Vaihe 1/6: Vastaanotettu, tehty" in first.accessibleName()
    first.setFocus()
    press(first, "Enter")
    assert stage_of(page) is Stage.RECEIVED


def test_what_was_written_down_is_corrected_in_place(place: Place) -> None:
    page = request(place, "access", "received")
    pressed(page.body, "Muokkaa")
    form = page.body.form  # type: ignore[attr-defined]
    form.fields["situation"].type_in("Myös nauhoitteet.")
    pressed(page.body, "Tallenna")
    assert "Myös nauhoitteet." in words(page.body)
    number = page.shown().record.id
    assert place.gate.call(open_request, number).record["situation"] == "Myös nauhoitteet."


def test_customer_service_reads_and_receives_but_does_not_decide(qtbot: QtBot, tmp_path: Path) -> None:
    at, hanna = persons_office(tmp_path / "office")
    main = entered(at)
    made = requests_of(main.gate, hanna)
    theirs = colleague(at, main, Role.CUSTOMER_SERVICE)
    main.close()
    place = Place(theirs, hanna)
    qtbot.addWidget(place.window)
    place.window.show()
    page = place.go(f"request/{made['urgent']}")
    assert isinstance(page, RequestPage)
    assert isinstance(page.body, DecideBody)
    assert not page.body.grant.isEnabled()
    assert "pääkäyttäjää" in page.body.grant.toolTip()
    assert any(b.text() == "Ota käsittelyyn" for b in page.top.findChildren(Button))
    pressed(page.top, "Ota käsittelyyn")
    assert page.shown().line.mine
    theirs.close()


def test_a_role_without_the_right_has_no_such_page(qtbot: QtBot, tmp_path: Path) -> None:
    at, hanna = persons_office(tmp_path / "office")
    main = entered(at)
    theirs = colleague(at, main, Role.TECHNICAL)
    main.close()
    place = Place(theirs, hanna)
    qtbot.addWidget(place.window)
    home = place.go("home")
    assert isinstance(home, HomePage)
    assert set(home.made) & {"requests", "waiting", "recent", "backups"} == set()
    place.window.navigator.go("requests")
    assert place.window.page() is home
    theirs.close()


def test_the_desk_counts_and_lists_what_waits(place: Place, qtbot: QtBot) -> None:
    page = place.go("home")
    assert isinstance(page, HomePage)
    assert page.top.note.text() == "sunnuntai 22.11.2026"
    figure = page.made["requests"]
    assert isinstance(figure, FigureCard)
    assert (figure.number.count, figure.number.tone) == (4, "err")
    assert figure.number.words == "1 erääntyy 2\xa0päivän päästä"
    table = page.made["waiting"]
    assert isinstance(table, TableCard)
    assert len(table.table._at_hand.rows) == 4
    badges = Badges(place.context, place.window.sidebar.pages)
    model = place.window.sidebar.pages.model()
    said = [str(model.index(n, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for n in range(model.rowCount())]
    assert "Pyynnöt, 4 avointa" in said
    badges.look()
    figure.setFocus()
    press(figure, "Enter")
    assert isinstance(place.window.page(), RequestsPage)


def test_new_things_are_begun_from_the_desk(place: Place) -> None:
    page = place.go("home")
    assert isinstance(page, HomePage)
    menu = page.new_menu()
    assert [action.text() for action in menu.actions()] == ["Yhteydenotto", "Asiakas", "Pyyntö"]
    menu.actions()[2].trigger()
    assert isinstance(place.window.page(), ReceiveRequest)


def test_recent_acts_name_what_was_done(place: Place) -> None:
    page = place.go("home")
    assert isinstance(page, HomePage)
    assert "Vastaus toimitettu: TP-2026-0004" in words(page.made["recent"])


def test_in_a_narrow_window_the_acts_stand_in_a_menu_and_the_steps_come_when_asked(place: Place) -> None:
    page = request(place, "access")
    place.window.resize(960, 540)
    QCoreApplication.processEvents()
    assert page.side.isHidden()
    press(page, "F9")
    assert not page.side.isHidden()
    QCoreApplication.processEvents()
    acts = sorted(filter(QWidget.isVisible, page.top.acts.findChildren(Button)), key=QWidget.x)
    assert [act.text() or act.accessibleName() for act in acts] == ["Vaiheet", "Muut toiminnot", "Hyväksy tarkistus"]
    menu = page.top.acts.menu()
    assert [entry.text() for entry in menu.actions()] == ["Jatka määräaikaa…", "Siirrä…", "Kieltäydy…"]
    menu.actions()[0].trigger()
    assert page.panel is not None
    home = place.go("home")
    assert isinstance(home, HomePage)
    QCoreApplication.processEvents()
    figures = [made for made in home.made.values() if isinstance(made, FigureCard)]
    assert len({figure.y() for figure in figures}) > 1
