"""Registers, their data categories and translations, in the window: begun, chosen, closed, filled, printed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from asiakasrekisteri.gui.screens.descriptions.parts import Part
from asiakasrekisteri.gui.screens.descriptions.registerlist import CoversPart, RegistersPart
from asiakasrekisteri.gui.screens.descriptions.sourcelist import SourcesPart
from asiakasrekisteri.gui.screens.descriptions.translations import TranslationsPart
from asiakasrekisteri.gui.widgets.dialog import Dialog
from asiakasrekisteri.usecases.privacy.description import read_description
from asiakasrekisteri.usecases.privacy.registers import list_registers
from tests.gui.keys import press, type_text
from tests.gui.test_descriptions import At, opened
from tests.gui.walks import settle

pytestmark = pytest.mark.slow


@pytest.fixture
def at(qtbot: QtBot, tmp_path: Path) -> Iterator[At]:
    made = opened(qtbot, tmp_path / "office")
    yield made
    made.place.desk.close()


def part(at: At, section: str, kind: type[Part]) -> Part:
    at.screen.show_section(section)
    settle()
    editor = at.screen.editor()
    assert editor is not None
    return next(one for one in editor.parts if isinstance(one, kind))


def test_a_register_is_begun_chosen_and_closed(at: At) -> None:
    registers = part(at, "register", RegistersPart)
    assert isinstance(registers, RegistersPart)
    first = at.screen.draft.register_id
    assert first is not None
    assert registers.close_buttons == {}
    registers.name.setFocus(Qt.FocusReason.OtherFocusReason)
    type_text(registers.name, "Kameravalvonta")
    press(registers.name, "Return")
    settle()
    second = at.screen.draft.register_id
    assert second != first
    assert at.screen.draft.words.register_name == "Kameravalvonta"
    assert at.screen.top.register.isVisible()
    registers.choose_buttons[first].click()
    settle()
    assert at.screen.draft.register_id == first
    registers.close_buttons[second or 0].click()
    dialog = QApplication.activeModalWidget() or next(iter(at.place.window.findChildren(Dialog)))
    assert isinstance(dialog, Dialog)
    closing = next(one for one in dialog.findChildren(type(registers.add_button)) if one.text() == "Sulje rekisteri")
    closing.click()
    settle()
    assert [one.closed_on is None for one in at.place.gate.call(list_registers)] == [True, False]
    assert registers.close_buttons == {}


def test_a_name_that_is_taken_is_told_at_its_field(at: At) -> None:
    registers = part(at, "register", RegistersPart)
    assert isinstance(registers, RegistersPart)
    registers.name.setText(at.screen.draft.words.register_name)
    registers.add_button.click()
    settle()
    assert registers.name_field.problem().startswith("Samanniminen")


def test_data_categories_are_chosen_and_the_contents_follow(at: At) -> None:
    covers = part(at, "register", CoversPart)
    assert isinstance(covers, CoversPart)
    assert covers.all.isChecked()
    covers.all.click()
    covers.boxes["paper"].click()
    assert "paper" not in at.screen.draft.words.covers
    at.screen.draft.save()
    settle()
    contents = at.place.gate.call(read_description).contents
    assert "paper" not in [one.code for one in contents]
    assert "contact" in [one.code for one in contents]
    covers.all.click()
    assert at.screen.draft.words.covers == ()


def test_words_are_translated_beside_the_paper_in_their_language(at: At) -> None:
    words = part(at, "translations", TranslationsPart)
    assert isinstance(words, TranslationsPart)
    assert at.screen.paper.language.chosen() == "sv"
    lacking = next(made for made in words.rows if made.phrase.lacks)
    before = words.counts.text()
    lacking.field.setFocus(Qt.FocusReason.OtherFocusReason)
    type_text(lacking.field, "på svenska")
    at.screen.draft.settled.emit()
    words.look()
    settle()
    assert words.counts.text() != before
    at.screen.draft.save()
    settle()
    kept = {one.words: one.said for one in at.stored().translations if one.language == "sv"}
    assert kept[lacking.phrase.words] == "på svenska"
    words.only_lacking.click()
    settle()
    assert all(made.phrase.lacks or made.field.hasFocus() for made in words.rows)
    words.language.choose("en")
    settle()
    assert at.screen.paper.language.chosen() == "en"


def test_a_row_is_carried_by_its_handle(at: At) -> None:
    at.screen.show_section("purposes")
    settle()
    rows = at.list().rows
    before = [one.text for one in at.screen.draft.words.purposes]
    grip, goal = rows[0].grip, rows[1]
    start = grip.rect().center()
    QTest.mousePress(grip, Qt.MouseButton.LeftButton, pos=start)
    for step in (0.3, 0.7, 1.0):
        y = goal.mapToGlobal(QPoint(0, 0)).y() + int(goal.height() * step)
        QTest.mouseMove(grip, grip.mapFromGlobal(QPoint(grip.mapToGlobal(start).x(), y)))
    QTest.mouseRelease(grip, Qt.MouseButton.LeftButton, pos=start)
    after = [one.text for one in at.screen.draft.words.purposes]
    assert after[:2] == [before[1], before[0]]
    assert after[2:] == before[2:]


def test_sources_show_their_customers_and_what_is_missing_is_added(at: At) -> None:
    sources = part(at, "sources", SourcesPart)
    assert isinstance(sources, SourcesPart)
    assert sources.list.rows[0].mark.text() == "4"
    assert len(sources.add_buttons) == 1
    sources.compare_button.click()
    settle()
    sources.add_buttons[0].click()
    settle()
    assert [one.kind for one in at.screen.draft.words.sources][-1] == "call"
    assert sources.add_buttons == []
    assert at.screen.top.publish.toolTip() == ""
