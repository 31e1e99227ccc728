"""Who answers for a description, in the window: weighed interests, the contact's days; and its copy for the website."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from asiakasrekisteri.gui.screens.descriptions.parts import PersonPart
from asiakasrekisteri.gui.screens.descriptions.website import WebCopy, offer_page, save_page
from asiakasrekisteri.usecases.privacy.description import describe, render
from tests.gui.keys import type_text
from tests.gui.test_descriptions import At, opened
from tests.gui.walks import settle
from tests.reading import pdf_text

pytestmark = pytest.mark.slow


@pytest.fixture
def at(qtbot: QtBot, tmp_path: Path) -> Iterator[At]:
    made = opened(qtbot, tmp_path / "office")
    yield made
    made.place.desk.close()


def test_the_weighing_of_an_interest_is_asked_kept_with_the_purpose_and_printed_for_the_supervisor(at: At) -> None:
    place = next(n for n, one in enumerate(at.screen.draft.words.purposes) if one.basis == "legitimate_interest")
    fields = at.list().rows[place].fields
    assert "interest-not-weighed" in {one.finding.rule for one in at.screen.draft.obstacles}
    type_text(fields["balanced_on"], "1.9.2026")
    type_text(fields["balanced_by"], "Aino Alho")
    type_text(fields["balancing"], "Etu painaa.")
    at.screen.draft.save()
    at.screen.draft.check()
    settle()
    kept = at.stored().purposes[place]
    assert (kept.balanced_on, kept.balanced_by, kept.balancing) == ("2026-09-01", "Aino Alho", "Etu painaa.")
    assert "interest-not-weighed" not in {one.finding.rule for one in at.screen.draft.obstacles}
    document = at.place.gate.call(describe, at.screen.draft.register_id)
    shown = {kind: " ".join(pdf_text(render(document, kind)).split()) for kind in ("record", "notice")}
    assert "1.9.2026 Aino Alho Etu painaa." in shown["record"]
    assert "Aino Alho" not in shown["notice"]


def test_a_contact_whose_time_has_ended_stops_publishing(at: At) -> None:
    at.screen.show_section("contact")
    editor = at.screen.editor()
    assert editor is not None
    part = next(one for one in editor.parts if isinstance(one, PersonPart))
    type_text(part.lines["since"], "1.3.2024")
    type_text(part.lines["until"], "31.13.")
    part.lines["until"].editingFinished.emit()
    assert "pp.kk.vvvv" in at.words()
    part.lines["until"].clear()
    type_text(part.lines["until"], "31.10.2026")
    part.lines["until"].editingFinished.emit()
    at.screen.draft.save()
    at.screen.draft.check()
    settle()
    assert (at.stored().contact.since, at.stored().contact.until) == ("2024-03-01", "2026-10-31")
    assert "tehtävä päättyi 31.10.2026" in at.words()
    assert {entry.key: entry.said for entry in at.screen.nav.entries()}["contact"] == "1 ristiriita"


def test_the_website_gets_the_chosen_document_and_internal_ones_do_not_go_there(at: At, tmp_path: Path) -> None:
    asked: list[str] = []

    def ask(_page: object, name: str) -> str:
        asked.append(name)
        return str(tmp_path / name)

    said: list[bool] = []
    menu = offer_page(at.screen, at.screen.top.website, said.append)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(menu, key)
    copy = WebCopy("notice", at.screen.draft.register_id, "fi", said[0])
    pages = []
    for one in (replace(copy, disguised=False), copy):
        save_page(at.place.context, at.screen, one, ask)
        pages.append((tmp_path / "tietosuojaseloste.html").read_text(encoding="utf-8"))
    assert "Tietosuojaseloste" in pages[0]
    assert not any("<script" in page for page in pages)
    assert '<a href="mailto:toimisto@kaamosverkko.example">toimisto@kaamosverkko.example</a>' in pages[0]
    assert "toimisto (ät) kaamosverkko (piste) example" in pages[1]
    assert "toimisto@" not in pages[1]
    save_page(at.place.context, at.screen, replace(copy, kind="record"), ask)
    assert asked == ["tietosuojaseloste.html"] * 2
    assert "sisäinen asiakirja" in at.place.window.banners()[0].accessibleName()
