"""Outages as their users tell of them: chosen, written, called back, sent, tried again, with a real mail server."""

import email
from collections.abc import Iterator
from email.policy import default
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from asiakasrekisteri.domain.mailing import Outcome
from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.gui.home.outages import OutagesCard
from asiakasrekisteri.gui.screens.outages.listing import OutagesScreen
from asiakasrekisteri.gui.screens.outages.page import NoticeScreen
from asiakasrekisteri.gui.tasks import Tasks
from asiakasrekisteri.gui.widgets.basics import Button
from asiakasrekisteri.gui.widgets.notices import Banner
from asiakasrekisteri.gui.widgets.states import EmptyState
from asiakasrekisteri.usecases.mailing.server import MAIL_SERVER
from asiakasrekisteri.usecases.office import Office
from asiakasrekisteri.usecases.outages.affected import Target
from asiakasrekisteri.usecases.outages.cases import list_outages
from asiakasrekisteri.usecases.outages.notices import NoticeDraft, begin_outage, drop_notice, open_notice, save_notice
from asiakasrekisteri.usecases.outages.results import notice_recipients
from asiakasrekisteri.usecases.outages.wording import template
from asiakasrekisteri.usecases.privacy.restricting import restrict_person
from tests.gui.keys import press, type_text
from tests.gui.people import Place, all_pages, at_office
from tests.gui.walks import cut_off, nameless, settle
from tests.mailserver import HOST, PASSWORD, USER, Habits, MailHost, authority, mail_host
from tests.offices import colleague, entered
from tests.outages import SAID, Failing, failing_office


@pytest.fixture(autouse=True)
def _trusting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority()))


@pytest.fixture
def at(tmp_path: Path) -> tuple[Office, Failing]:
    """An office, and what can fail in it."""
    return failing_office(tmp_path / "office")


@pytest.fixture
def place(qtbot: QtBot, at: tuple[Office, Failing]) -> Iterator[Place]:
    yield from at_office(qtbot, entered(at[0]), lambda _gate: 0)


def server(place: Place, host: MailHost) -> None:
    """Set the mail server of the tests."""
    values = {
        "sender_name": "Kaamosverkko Oy",
        "sender_address": "tuki@kaamosverkko.example",
        "host": HOST,
        "port": host.port,
        "protection": "starttls",
        "username": USER,
        "secret": PASSWORD,
    }
    place.gate.call(MAIL_SERVER.add, values, {}, source="staff")


def notice(place: Place, **other: object) -> NoticeScreen:
    """Open the draft of a notice in which everything has been written; nothing is ticked."""
    number = place.gate.call(begin_outage)
    place.gate.call(
        save_notice,
        number,
        NoticeDraft(outage=SAID, texts=template("first"), **other),  # type: ignore[arg-type]
    )
    page = place.go(f"notice/{number}")
    assert isinstance(page, NoticeScreen)
    settle()
    return page


def item(page: NoticeScreen, name: str) -> QTreeWidgetItem:
    """Return a line of the tree."""
    found = page.composer.targets.tree.findItems(name, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive)
    return found[0]


def tick(page: NoticeScreen, name: str) -> None:
    """Tick a line of the tree by keyboard, and let the counts follow."""
    tree = page.composer.targets.tree
    tree.setFocus()
    tree.setCurrentItem(item(page, name))
    press(tree, "Space")
    page.composer.plan()
    settle()


def said(page: NoticeScreen) -> str:
    settle()
    return " ".join(b.accessibleName() for b in page.findChildren(Banner) if b.isVisible())


def test_an_outage_is_begun_written_and_kept_by_itself(place: Place) -> None:
    page = place.go("outages")
    assert isinstance(page, OutagesScreen)
    assert isinstance(page._body.currentWidget(), EmptyState)
    page.new_button.setFocus()
    press(page, "Ctrl+N")
    settle()
    made = place.window.page()
    assert isinstance(made, NoticeScreen)
    assert (nameless(place.window), cut_off(made)) == ([], [])
    tick(made, "web-03")
    field = made.composer.writing.fields["title"].editor
    field.selectAll()  # type: ignore[attr-defined]
    type_text(field, "Verkkosivut poikki")
    type_text(made.composer.writing.fields["estimate"].editor, "klo 23 asti")
    made.composer._quiet.timeout.emit()
    settle()
    card = place.gate.call(open_notice, 1)
    assert (card.outage["title"], card.outage["estimate"], len(card.targets)) == (
        "Verkkosivut poikki",
        "klo 23 asti",
        1,
    )
    assert "Luonnos tallennettu klo" in place.window.status.counts.text()
    press(made, "Esc")
    settle()
    assert place.window.page() is page
    assert page.table.model().rowCount() == 1


@pytest.mark.slow
def test_who_is_told_follows_what_is_ticked(place: Place) -> None:
    page = notice(place)
    people = page.composer.people
    assert people.note.text() == "0 saajaa, 0 asiakasta"
    assert not page.send_button.isEnabled()
    item(page, "web-03").setExpanded(True)
    tick(page, "Sähköposti")
    assert people.note.text() == "1 saaja, 1 asiakas"
    assert item(page, "web-03").checkState(0) is Qt.CheckState.PartiallyChecked
    tick(page, "Rovaniemi")
    assert people.note.text().endswith(", 4 asiakasta")
    assert item(page, "web-04").checkState(0) is Qt.CheckState.Checked
    tick(page, "Rovaniemi")
    assert page.composer.targets.targets() == ()


def test_the_preview_is_what_the_chosen_recipient_gets(place: Place) -> None:
    page = notice(place)
    tick(page, "web-03")
    people, writing = page.composer.people, page.composer.writing
    names = {told.who.name: number for number, told in people._told.items()}
    people.table.choose_id(names["Åke Nyholm"])
    assert people.message.toPlainText().startswith("Hej Åke,")
    writing.languages.choose("sv")
    writing.text.setPlainText("Hallå {etunimi}! {palvelut}")
    assert people.message.toPlainText().startswith("Hallå Åke! Webhotelli M (leipomo.fi)\n\nUppskattad varaktighet:")
    people.table.choose_id(names["Maarit Ahola"])
    assert people.message.toPlainText().startswith("Hei Maarit,")


def test_what_the_law_wants_is_asked_where_it_is_missing(place: Place) -> None:
    with mail_host() as host:
        server(place, host)
        page = notice(place)
        tick(page, "web-03")
        fields = page.composer.writing.fields
        fields["costs"].type_in(None)
        page.send_button.click()
        assert "Täydennä" in said(page)
        assert "ei ole" in fields["costs"].problem()
        assert fields["costs"].editor.hasFocus()
        assert not page.delivering.departure.is_counting()
    assert host.inbox.mails == []


@pytest.mark.slow
def test_a_sending_is_called_back_and_then_goes(place: Place) -> None:
    with mail_host(habits=Habits(refuses={"posti@kirjat.example": "550 5.1.1 No such user"})) as host:
        server(place, host)
        page = notice(place)
        tick(page, "web-03")
        assert page.send_button.text() == "Lähetä 4 vastaanottajalle…"
        page.send_button.click()
        settle()
        departure = page.delivering.departure
        assert departure.is_counting()
        assert departure.back_button.hasFocus()
        press(page, "Esc")
        assert "peruttiin" in said(page)
        assert host.inbox.mails == []
        page.send()
        for _second in range(15):
            departure.tick()
        settle()
        assert {to[0] for _s, to, _c in host.inbox.mails} == {
            "ake@muu.example", "maarit@leipomo.example", "reijo@yllapito.example",
        }  # fmt: skip
        assert "Kerrottu 3 / 5" in said(page)
        states = {row.name: row.state for row in place.gate.call(notice_recipients, 1)}
        assert states["Kirjakauppa Äänetön Oy"] == Outcome.REFUSED
        assert states["Jonna Isokoski"] == Outcome.UNTRIED
        assert (nameless(place.window), cut_off(page)) == ([], [])


@pytest.mark.slow
def test_only_what_failed_goes_again_and_a_call_is_written_down(place: Place) -> None:
    with mail_host(habits=Habits(refuses={"posti@kirjat.example": "550 5.1.1 No such user"})) as host:
        server(place, host)
        page = notice(place)
        tick(page, "web-03")
        page.send()
        page.delivering.departure.go_now()
        settle()
        host.inbox.habits.refuses.clear()
        page.sent.again_button.click()
        settle()
        assert "Kerrottu 4 / 5" in said(page)
        assert len(host.inbox.mails) == 4, "only the one that had failed"
        jonna = next(row.id for row in place.gate.call(notice_recipients, 1) if row.name == "Jonna Isokoski")
        page.sent.table.choose_id(jonna)
        page.sent.told_button.click()
        assert "Kerrottu 5 / 5" in said(page)
    got = email.message_from_bytes(host.inbox.mails[-1][2], policy=default)
    assert got["Message-ID"].startswith("<hairio-1-")


@pytest.mark.slow
def test_a_sending_goes_on_beside_the_desk_and_is_stopped_from_the_status_bar(
    qtbot: QtBot, at: tuple[Office, Failing]
) -> None:
    """With the real threads: one message is slow, the user stops, and the rest is known not to have gone."""
    tasks = Tasks()
    used = entered(at[0])
    place = Place(used, 0, all_pages, tasks)
    qtbot.addWidget(place.window)
    place.window.show()
    with mail_host(habits=Habits(slow={"maarit@leipomo.example"}, delay=1.0)) as host:
        server(place, host)
        number = place.gate.call(begin_outage, (Target(at[1].server),))
        draft = NoticeDraft(outage=SAID, targets=(Target(at[1].server),), texts=template("first"))
        place.gate.call(save_notice, number, draft)
        page = place.go(f"notice/{number}")
        assert isinstance(page, NoticeScreen)
        qtbot.waitUntil(lambda: page.send_button.text() == "Lähetä 4 vastaanottajalle…", timeout=10_000)
        page.send()
        qtbot.waitUntil(page.delivering.departure.is_counting, timeout=10_000)
        page.delivering.departure.go_now()
        place.go("outages")
        qtbot.waitUntil(lambda: bool(host.inbox.mails), timeout=10_000)
        place.context.jobs.cancel_front()

        def told() -> list[str]:
            return sorted(row.state for row in place.gate.call(notice_recipients, number))

        qtbot.waitUntil(lambda: told().count("sent") == len(host.inbox.mails) < 4, timeout=10_000)
        settle()
        assert told().count("sent") == len(host.inbox.mails)
        assert "untried" in told()
    tasks.close()
    used.close()


def test_the_preview_is_tried_at_the_firms_own_address(place: Place) -> None:
    with mail_host() as host:
        server(place, host)
        page = notice(place)
        tick(page, "web-03")
        page.composer.people.trial_button.click()
        assert "osoitteeseen tuki@kaamosverkko.example" in said(page)
    ((_sender, to, content),) = host.inbox.mails
    assert to == ["tuki@kaamosverkko.example"]
    got = email.message_from_bytes(content, policy=default)
    assert got["Subject"].startswith("Koe: ")
    assert not place.gate.call(open_notice, 1).sent


def test_a_server_that_does_not_answer_leaves_a_draft(place: Place) -> None:
    with mail_host() as host:
        server(place, host)
    page = notice(place)
    tick(page, "web-03")
    page.send()
    page.delivering.departure.go_now()
    assert "ei vastaa tässä portissa" in said(page)
    assert not place.gate.call(open_notice, 1).sent
    assert page.composer.isEnabled()


@pytest.mark.slow
def test_drafts_go_into_a_folder_without_any_server(place: Place, tmp_path: Path) -> None:
    page = notice(place)
    tick(page, "web-03")
    assert not page.send_button.isEnabled()
    assert "luonnoksina" in page.send_button.toolTip()
    page.delivering.pick = lambda: tmp_path
    page.drafts_button.click()
    assert "4 luonnosta tallennettiin" in said(page)
    files = list((tmp_path / "hairiotiedote-2026-11-22").iterdir())
    assert len(files) == 4
    assert {row.state for row in place.gate.call(notice_recipients, 1)} == {Outcome.DRAFTED, Outcome.UNTRIED}


@pytest.mark.slow
def test_a_restricted_person_is_named_and_told_only_for_a_reason(
    place: Place, at: tuple[Office, Failing], tmp_path: Path
) -> None:
    ake = at[1].persons["åke"]
    place.gate.call(restrict_person, ake, "accuracy")
    page = notice(place)
    tick(page, "web-03")
    people = page.composer.people
    box = people._boxes[ake]
    assert "Åke Nyholm" in box.text()
    assert not people._reason_field.isVisible()
    box.click()
    page.composer.plan()
    settle()
    assert people._reason_field.isVisible()
    page.delivering.pick = lambda: tmp_path
    page.write_drafts()
    assert "rajoitettu" in people._reason_field.problem()
    type_text(people.reason, "Palvelin suljetaan.")
    page.write_drafts()
    assert "luonnosta tallennettiin" in said(page)
    assert "Åke Nyholm" in {row.name for row in place.gate.call(notice_recipients, 1)}


def test_leaving_during_the_countdown_is_asked(place: Place) -> None:
    with mail_host() as host:
        server(place, host)
        page = notice(place)
        tick(page, "web-03")
        page.send()
        left: list[bool] = []
        assert not page.may_leave(lambda: left.append(True))
        page.delivering.departure.call_back()
        assert page.may_leave(lambda: None)
    assert host.inbox.mails == []


def test_a_draft_is_thrown_away(place: Place) -> None:
    page = notice(place)
    page.drop_button.click()
    settle()
    assert isinstance(place.window.page(), OutagesScreen)
    assert place.gate.call(list_outages) == ()


def test_the_desk_tells_of_an_outage_until_nothing_is_wanted(place: Place) -> None:
    page = place.go("home")
    (card,) = page.findChildren(OutagesCard)
    settle()
    assert not card.isVisible()
    number = place.gate.call(begin_outage)
    settle()
    assert card.isVisible()
    assert "ei ole vielä tiedotettu" in " ".join(made.text() for made in card.findChildren(QLabel))
    place.gate.call(drop_notice, number)
    settle()
    assert not card.isVisible()


@pytest.mark.slow
def test_a_server_leads_to_the_notice_of_its_outage(place: Place, at: tuple[Office, Failing]) -> None:
    page = place.go(f"server/{at[1].server}")
    settle()
    button = next(b for b in page.findChildren(Button) if b.text() == "Tiedota häiriöstä")
    button.click()
    settle()
    made = place.window.page()
    assert isinstance(made, NoticeScreen)
    assert made.composer.targets.targets() == (Target(at[1].server),)


def test_who_may_only_read_does_not_write(qtbot: QtBot, tmp_path: Path) -> None:
    at, _found = failing_office(tmp_path / "office")
    main = entered(at)
    main.gate.call(begin_outage)
    reader = colleague(at, main, Role.BILLING)
    main.close()
    made = Place(reader)
    qtbot.addWidget(made.window)
    made.window.show()
    page = made.go("outages")
    assert isinstance(page, OutagesScreen)
    assert not page.new_button.isEnabled()
    draft = made.go("notice/1")
    assert isinstance(draft, NoticeScreen)
    assert isinstance(draft._body.currentWidget(), EmptyState)
    reader.close()
