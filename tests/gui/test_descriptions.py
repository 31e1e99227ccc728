"""The page of descriptions as its user works in it: typing, findings, mending, versions, publishing, by keys."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from asiakasrekisteri.domain.description import Description
from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.gui.preview import Preview
from asiakasrekisteri.gui.screens.descriptions.draft import SAVE_AFTER, SETTLE_AFTER
from asiakasrekisteri.gui.screens.descriptions.page import DescriptionsScreen
from asiakasrekisteri.gui.screens.descriptions.parts import ListPart
from asiakasrekisteri.gui.screens.descriptions.rows import StatementList
from asiakasrekisteri.gui.widgets.growing import GrowingText
from asiakasrekisteri.usecases.privacy.description import read_description, save_description
from asiakasrekisteri.usecases.privacy.publishing import list_versions
from asiakasrekisteri.usecases.privacy.registers import add_register
from tests.gui.description_views import described, old_file
from tests.gui.keys import press, type_text
from tests.gui.people import Place, persons_office
from tests.gui.walks import cut_off, nameless, settle
from tests.offices import colleague, entered

pytestmark = pytest.mark.slow


class At(NamedTuple):
    """A window at the page."""

    place: Place
    screen: DescriptionsScreen

    def stored(self) -> Description:
        """Return what the store holds."""
        return self.place.gate.call(read_description).description

    def list(self) -> StatementList:
        """Return the list of the section in front."""
        editor = self.screen.editor()
        assert editor is not None
        return next(part.list for part in editor.parts if isinstance(part, ListPart))

    def words(self) -> str:
        """Return everything that labels in front say."""
        return "\n".join(made.text() for made in self.screen.findChildren(QLabel) if made.isVisible())


def opened(qtbot: QtBot, folder: Path, role: Role | None = None, *, published: bool = True) -> At:
    office, hanna = persons_office(folder)
    desk = entered(office)
    described(desk.gate, published=published)
    used = desk if role is None else colleague(office, desk, role)
    if used is not desk:
        desk.close()
    place = Place(used, hanna)
    qtbot.addWidget(place.window)
    place.window.resize(1360, 820)
    place.window.show()
    place.window.activateWindow()
    qtbot.waitUntil(place.window.isActiveWindow)
    screen = place.go("descriptions")
    assert isinstance(screen, DescriptionsScreen)
    settle()
    return At(place, screen)


@pytest.fixture
def at(qtbot: QtBot, tmp_path: Path) -> Iterator[At]:
    made = opened(qtbot, tmp_path / "office")
    yield made
    made.place.desk.close()


def test_every_section_is_named_whole_and_marked_with_its_state(at: At) -> None:
    found = []
    for entry in at.screen.nav.entries():
        at.screen.show_section(entry.key)
        settle()
        found += nameless(at.screen) + cut_off(at.screen)
    assert found == []
    said = {entry.key: entry.said for entry in at.screen.nav.entries()}
    assert said["sources"] == "1 ristiriita"
    assert said["protection"] == "1 huomautus"
    assert said["purposes"] == "1 huomautus"


def test_arrows_walk_the_sections_and_typing_is_kept_two_seconds_later(at: At, qtbot: QtBot) -> None:
    assert QApplication.focusWidget() is at.screen.nav
    press(at.screen.nav, "Down")
    assert at.screen.nav.key() == "subjects"
    press(at.screen.nav, "Up")
    at.list().rows[0].focus_first()
    type_text(at.list().rows[0].fields["text"], "Äärimmäinen ")
    assert not at.screen.draft.is_kept()
    assert "Äärimmäinen" not in at.stored().purposes[0].text
    qtbot.waitUntil(at.screen.draft.is_kept, timeout=SAVE_AFTER + 2000)
    assert at.stored().purposes[0].text.startswith("Äärimmäinen palvelujen")
    assert at.place.window.status.counts.text().startswith("Luonnos tallennettu klo")


def test_rows_are_added_moved_and_removed_by_keys_and_the_removal_is_undone(at: At) -> None:
    before = at.screen.draft.words.purposes
    at.list().rows[0].focus_first()
    press(at.screen, "Insert")
    field = QApplication.focusWidget()
    assert isinstance(field, GrowingText)
    assert len(at.list().rows) == len(before) + 1
    assert at.screen.draft.words.purposes == before
    type_text(field, "testaus")
    assert at.screen.draft.words.purposes[-1].text == "testaus"
    press(field, "Alt+Up")
    assert at.screen.draft.words.purposes[-2].text == "testaus"
    assert QApplication.focusWidget() is field
    press(field, "Ctrl+Del")
    assert at.screen.draft.words.purposes == before
    press(at.place.window, "Ctrl+Z")
    at.place.window.undo_bar.undo()
    assert at.screen.draft.words.purposes[-2].text == "testaus"


def test_enter_leads_to_the_next_row_and_from_the_last_to_a_new_one(at: At) -> None:
    rows = at.list().rows
    rows[0].focus_first()
    press(at.screen, "Enter")
    assert QApplication.focusWidget() is rows[1].fields["text"]
    rows[-1].focus_first()
    press(at.screen, "Enter")
    assert len(at.list().rows) == len(at.screen.draft.words.purposes) + 1


def test_the_interest_is_asked_only_of_a_legitimate_interest(at: At) -> None:
    row = at.list().rows[0]
    assert not row.fields["interest"].isVisible()
    row.fields["basis"].choose("legitimate_interest")  # type: ignore[attr-defined]
    assert row.fields["interest"].isVisible()
    assert at.screen.draft.words.purposes[0].basis == "legitimate_interest"


def test_the_paper_follows_the_typing_and_keeps_its_place(at: At, qtbot: QtBot) -> None:
    paper = at.screen.paper
    qtbot.waitUntil(lambda: bool(paper.sheets.tops()))
    assert not paper.sheets.framed().isEmpty()
    paper.turn(1)
    at_page, before = paper.area.verticalScrollBar().value(), paper.sheets._drawn.pictures[0]
    assert at_page > 0
    with qtbot.waitSignal(paper.shown, timeout=SETTLE_AFTER + 2000):
        at.list().rows[0].focus_first()
        type_text(at.list().rows[0].fields["text"], "XYZ ")
    assert paper.sheets._drawn.pictures[0] != before
    assert paper.area.verticalScrollBar().value() == at_page
    assert paper.place.text().startswith("2 / ")


def test_the_kind_and_language_of_the_paper_are_chosen(at: At, qtbot: QtBot) -> None:
    shown = []
    for kind in ("record", "processor", "traditional"):
        with qtbot.waitSignal(at.screen.paper.shown, timeout=3000):
            at.screen.paper.kind.choose(kind)
        shown.append(at.screen.paper.sheets._drawn.pictures[0])
    with qtbot.waitSignal(at.screen.paper.shown, timeout=3000):
        at.screen.paper.language.choose("sv")
    shown.append(at.screen.paper.sheets._drawn.pictures[0])
    assert all(one != other for place, one in enumerate(shown) for other in shown[:place])


def test_f8_leads_to_each_finding_and_mending_lifts_what_stops_publishing(at: At, qtbot: QtBot) -> None:
    press(at.screen, "F8")
    settle()
    assert at.screen.nav.key() == "sources"
    assert "Puhelu on lähteenä 4 asiakkaan tiedoissa" in at.words()
    press(at.screen, "F8")
    assert at.screen.nav.key() == "protection"
    at.screen.obstacles.mend_buttons[0].setFocus()
    press(at.screen, "Space")
    assert not any(one.finding.stops for one in at.screen.draft.obstacles)
    assert at.screen.draft.words.sources[-1].kind == "call"
    said = {entry.key: entry.said for entry in at.screen.nav.entries()}
    assert said["sources"] == "kunnossa"
    at.screen.obstacles.mend_buttons[0].click()
    assert "523/1999" not in at.screen.draft.words.protections[-1].text
    assert "1050/2018" in at.screen.draft.words.protections[-1].text
    at.place.window.undo_bar.undo()
    assert "523/1999" in at.screen.draft.words.protections[-1].text


def test_what_stops_publishing_is_told_in_the_form_and_a_true_text_is_published(at: At) -> None:
    at.screen.begin_publishing()
    settle()
    assert not at.screen.publish.act.isEnabled()
    assert "1 kohta estää julkaisemisen" in at.words()
    assert cut_off(at.screen) == []
    at.screen.draft.mend(at.screen.draft.obstacles[0].finding)
    assert at.screen.publish.act.isEnabled()
    at.screen.publish.review.setText("1.1.2020")
    press(at.screen.publish.review, "Enter")
    at.screen.publish.submit()
    assert at.screen.publish.review_field.problem() == "Seuraavan tarkistuksen päivä on tulevaisuudessa."
    at.screen.publish.approver.setText("Aino Öberg")
    at.screen.publish.review.setText("1.6.2027")
    at.screen.publish.submit()
    settle()
    latest = at.place.gate.call(list_versions)[0]
    assert (latest.number, latest.approver) == (2, "Aino Öberg")
    assert at.screen.history.entries()[1].title == "2, voimassa"
    assert not at.screen.top.publish.isVisible()
    assert at.screen.nav.key() == "purposes"


def test_versions_are_compared_word_by_word_and_their_documents_opened(at: At) -> None:
    at.screen.compare()
    settle()
    told = at.screen.version.changes.toPlainText()
    assert "[+ uutiskirje ja suoramarkkinointi – Suostumus, 6 (1) a +]" in told
    assert "[– Puhelussa –]" in told
    assert cut_off(at.screen) + nameless(at.screen) == []
    at.screen.version.open_document()
    settle()
    shown = next(made for made in at.place.window.findChildren(Preview) if made.isVisible())
    assert shown.views
    shown.reject()
    at.place.window.activateWindow()
    at.screen.escape()
    assert at.screen.editor() is not None


def test_leaving_keeps_the_draft(at: At) -> None:
    at.list().rows[0].focus_first()
    type_text(at.list().rows[0].fields["text"], "Uusi ")
    at.place.go("persons")
    assert at.stored().purposes[0].text.startswith("Uusi ")


def test_words_stored_elsewhere_are_shown_but_never_over_what_is_being_typed(at: At) -> None:
    own = at.stored()
    at.place.gate.call(save_description, replace(own, purposes=own.purposes[:2]))
    settle()
    assert len(at.list().rows) == 2
    type_text(at.list().rows[0].fields["text"], "Oma ")
    at.place.gate.call(save_description, own)
    settle()
    assert at.screen.draft.words.purposes[0].text.startswith("Oma ")


def test_another_register_is_chosen(at: At) -> None:
    assert not at.screen.top.register.isVisible()
    calls = at.place.gate.call(add_register, "Puhelut")
    settle()
    assert at.screen.top.register.isVisible()
    at.screen.top.register.choose(str(calls))
    settle()
    assert at.screen.draft.register_id == calls
    assert at.screen.draft.words.register_name == "Puhelut"


def test_who_may_only_read_changes_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    at = opened(qtbot, tmp_path / "office", Role.CUSTOMER_SERVICE)
    assert not at.screen.top.publish.isVisible()
    assert not at.list().add_button.isEnabled()
    assert not at.list().rows[0].fields["text"].isEnabled()
    assert at.screen.obstacles.mend_buttons == []
    press(at.screen, "F8")
    assert at.screen.nav.key() == "sources"
    at.place.desk.close()


def read_old(at: At, folder: Path) -> None:
    at.screen.old_text.ask = lambda _parent: str(old_file(folder))
    press(at.screen, "Ctrl+O")
    settle()


def marked(at: At) -> str:
    (mark,) = at.screen.old_text.text.extraSelections()
    return str(mark.cursor.selectedText())


def test_each_line_of_an_old_text_leads_to_its_place(at: At, tmp_path: Path) -> None:
    read_old(at, tmp_path)
    assert cut_off(at.screen) + nameless(at.screen) == []
    assert not at.screen.top.publish.isVisible()
    old = at.screen.old_text
    assert QApplication.focusWidget() is old.list
    assert marked(at) == "palvelujen tuottaminen"
    press(old.list, "Down")
    assert marked(at) == "laskutus ja perintä"
    placed = [part for part in old.parts if part.place is not None and part.field != "transfers"]
    text = old.text.toPlainText()
    assert len(placed) >= 10
    assert all(text[one.place.start : one.place.end] for one in placed if one.place is not None)


def test_a_line_is_moved_to_another_list_and_back_by_undo(at: At, tmp_path: Path) -> None:
    read_old(at, tmp_path)
    old = at.screen.old_text
    action = next(a for a in old.menu().actions() if a.text() == "Siirrä kohtaan Suojaus")
    action.trigger()
    assert marked(at) == "palvelujen tuottaminen"
    assert [one.words() for one in old.parts if one.field == "purposes"] == ["laskutus ja perintä"]
    at.place.window.undo_bar.undo()
    assert next(one.words() for one in old.parts if one.field == "purposes") == "palvelujen tuottaminen"


def test_a_click_in_the_old_text_chooses_its_line(at: At, tmp_path: Path) -> None:
    read_old(at, tmp_path)
    old = at.screen.old_text
    cursor = old.text.textCursor()
    cursor.setPosition(old.text.toPlainText().index("puhelinnumero") + 3)
    QTest.mouseClick(
        old.text.viewport(), Qt.MouseButton.LeftButton, pos=old.text.cursorRect(cursor).center() + QPoint(1, 0)
    )
    settle()
    assert old.list.currentItem().text() == "puhelinnumero"
    assert marked(at) == "puhelinnumero"


def test_a_line_is_dragged_to_another_list_and_put_back(at: At, tmp_path: Path) -> None:
    read_old(at, tmp_path)
    old = at.screen.old_text
    assert old.list.currentItem().text() == "palvelujen tuottaminen"
    held = old.list.visualItemRect(old.list.currentItem()).center()
    onto = old.list.visualItemRect(old.list.findItems("osoite", Qt.MatchFlag.MatchExactly)[0]).center()
    pane, left = old.list.viewport(), Qt.MouseButton.LeftButton
    QTest.mousePress(pane, left, pos=held)
    for at_ in (held + QPoint(4, 20), (held + onto) / 2, onto):
        QTest.mouseMove(pane, at_)
    QTest.mouseRelease(pane, left, pos=onto)
    settle()
    assert "palvelujen tuottaminen" in [one.words() for one in old.parts if one.field == "data_categories"]
    assert old.list.currentItem().text() == "palvelujen tuottaminen"
    press(at.screen, "Ctrl+Z")
    settle()
    assert "palvelujen tuottaminen" in [one.words() for one in old.parts if one.field == "purposes"]


def test_the_words_of_a_line_are_corrected_before_they_are_taken(at: At, tmp_path: Path) -> None:
    read_old(at, tmp_path)
    old = at.screen.old_text
    old.list.setFocus(Qt.FocusReason.OtherFocusReason)
    press(old.list, "F2")
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    type_text(editor, "palvelimien tuottaminen")
    press(editor, "Return")
    settle()
    assert old.list.currentItem().text() == "palvelimien tuottaminen"
    assert marked(at) == "palvelujen tuottaminen"
    old.take()
    assert at.screen.draft.words.purposes[0].text == "palvelimien tuottaminen"
    assert at.screen.draft.words.purposes[0].code == "production"


def test_an_old_text_becomes_the_draft_of_the_firm_and_can_be_undone(at: At, tmp_path: Path) -> None:
    before = at.screen.draft.words
    read_old(at, tmp_path)
    at.screen.old_text.take_button.click()
    settle()
    words = at.screen.draft.words
    assert [one.text for one in words.purposes] == ["palvelujen tuottaminen", "laskutus ja perintä"]
    assert words.contact.name == "Maija Meikäläinen"
    assert words.controller == before.controller
    assert len(at.list().rows) == 2
    at.place.window.undo_bar.undo()
    assert at.screen.draft.words == before


def test_giving_up_the_file_leaves_the_form_in_front(at: At) -> None:
    at.screen.old_text.ask = lambda _parent: ""
    at.screen.read_old()
    assert at.screen.editor() is not None
