"""Interactions by keys and mouse: the list, one of them, its form."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from asiakasrekisteri.gui.screens.interactions.page import InteractionPage
from asiakasrekisteri.gui.widgets.basics import Button
from asiakasrekisteri.gui.widgets.provenance import ProvenanceChip
from asiakasrekisteri.usecases.attachments import list_attachments, rename_attachment
from asiakasrekisteri.usecases.interactions.card import open_interaction
from asiakasrekisteri.usecases.interactions.lists import InteractionFilter, list_interactions
from asiakasrekisteri.usecases.interactions.saving import save_interaction
from tests.gui.keys import press, type_text
from tests.gui.talk_place import Talks, at_talks, listed, one, words
from tests.gui.talks import CALL, MAIL, person
from tests.gui.walks import settle

pytestmark = pytest.mark.slow


@pytest.fixture
def place(qtbot: QtBot, tmp_path: Path) -> Iterator[Talks]:
    yield from at_talks(qtbot, tmp_path / "office")


def test_a_word_inside_a_mail_finds_it_and_enter_opens_it(place: Talks) -> None:
    page = listed(place)
    assert page.model.rowCount() == 6
    type_text(page.search, "valtakirjan")
    page.search._tell()
    settle()
    assert page.model.rowCount() == 1
    press(page.search, "Enter")
    settle()
    opened = place.window.page()
    assert isinstance(opened, InteractionPage)
    assert opened.card is not None
    assert opened.card.record["subject"] == MAIL
    (body,) = (b for b in opened.findChildren(QPlainTextEdit) if b.isVisible() and b.property("area") == "reading")
    assert "tilitoimiston osoitteeseen" in body.toPlainText()
    assert {"valtakirja.pdf", "Rantakylän Leipomo Oy", "Hanna-Mari Kettunen"} <= set(words(opened))


def test_everything_on_the_page_tells_its_source_and_former_values(place: Talks) -> None:
    page = one(place, place.call)
    chips = {chip.accessibleName().split(",")[0]: chip for chip in page.findChildren(ProvenanceChip)}
    assert {"Muistiinpanot", "Nauhoite", "Hanna-Mari Kettunen", "Laji", "Ajankohta", "Aihe", "Tila"} <= set(chips)
    card = place.gate.call(open_interaction, place.call)
    place.gate.call(save_interaction, place.call, card.record.version, {"body": "Soitetaan huomenna uudelleen."})
    settle()
    (chip,) = (c for c in page.findChildren(ProvenanceChip) if c.accessibleName().startswith("Muistiinpanot"))
    chip.open()  # the focus is elsewhere: the history opens under the chip all the same
    assert chip.popover is not None
    next(b for b in chip.popover.findChildren(Button) if b.text() == "Näytä historia").click()
    assert "Soitetaan huomenna uudelleen." in words(chip)


def test_a_file_tells_its_source_and_former_names(place: Talks) -> None:
    (mail,) = place.gate.call(list_interactions, InteractionFilter("valtakirjan")).ids
    page = one(place, mail)
    chips = {chip.accessibleName().split(",")[0]: chip for chip in page.findChildren(ProvenanceChip)}
    assert "valtakirja.pdf" in chips
    file = next(f for f in place.gate.call(list_attachments, "interaction", mail) if f.name == "valtakirja.pdf")
    place.gate.call(rename_attachment, file.id, file.version, "valtakirja 2026.pdf")
    page.reload()
    settle()
    known = page.findChildren(ProvenanceChip)
    (chip,) = (c for c in known if c.isVisible() and c.accessibleName().startswith("valtakirja 2026.pdf"))
    assert "lähde" in chip.accessibleName()
    chip.open()
    assert chip.popover is not None
    next(b for b in chip.popover.findChildren(Button) if b.text() == "Näytä historia").click()
    assert {"valtakirja.pdf", "valtakirja 2026.pdf"} <= set(words(chip))


def test_an_interaction_is_removed_and_comes_back(place: Talks) -> None:
    before = list(place.gate.call(list_interactions, InteractionFilter()).ids)
    cards = [place.gate.call(open_interaction, number) for number in before]
    bare = next(c for c in cards if not c.attachments and not c.recordings)
    page = one(place, bare.record.id)
    next(b for b in page.findChildren(Button) if b.isVisible() and b.text() == "Poista").click()
    settle()
    assert place.window.undo_bar.text() == "Yhteydenotto poistettiin."
    assert bare.record.id not in place.gate.call(list_interactions, InteractionFilter()).ids
    press(place.window, "Ctrl+Z")
    settle()
    back = place.window.page()
    assert isinstance(back, InteractionPage)
    assert back.card is not None
    assert back.card.record["subject"] == bare.record["subject"]
    assert list(place.gate.call(list_interactions, InteractionFilter()).ids) == before


def test_open_support_cases_are_one_press_away_and_conditions_go_by_esc(place: Talks) -> None:
    page = listed(place)
    page.support.setFocus()
    press(page.support, "Space")
    assert page.model.rowCount() == 1
    assert (page.kind.code(), page.state.code()) == ("support", "open")
    press(page, "Esc")
    press(page, "Esc")
    assert page.model.rowCount() == 6
    page.kind.choose("letter")
    page.state.choose("open")
    assert "Ei osumia ehdolla kirje ja avoin" in words(page)


def test_the_card_beside_the_list_names_who_took_part_and_leads_to_her(place: Talks) -> None:
    page = listed(place)
    page.table.choose_id(place.call)
    page.pane._rest.stop()
    page.pane._fetch()
    settle()
    name = next(b for b in page.pane.findChildren(Button) if b.text() == "Hanna-Mari Kettunen")
    name.click()
    assert place.window.navigator.here() == f"person/{person(place.gate, 'Hanna-Mari')}"


def test_a_matter_is_closed_opened_again_and_that_is_taken_back(place: Talks) -> None:
    page = one(place, place.call + 1)
    assert page.state_button is not None
    assert page.state_button.text() == "Merkitse käsitellyksi"
    page.state_button.click()
    settle()
    assert place.gate.call(open_interaction, place.call + 1).record["state"] == "closed"
    press(place.window, "Ctrl+Z")
    settle()
    assert place.gate.call(open_interaction, place.call + 1).record["state"] == "open"
    assert page.state_button.text() == "Merkitse käsitellyksi"


def test_subject_and_parties_are_edited_in_place_in_one_save(place: Talks) -> None:
    page = one(place, place.call, "/edit")
    editor = page.editor
    assert editor is not None
    editor.form.fields["subject"].type_in("Uusi puhelinnumero")
    finder = editor.parties.finder.search
    finder.setFocus()
    type_text(finder, "nyholm")
    press(finder, "Enter")
    editor.parties.rows[-1].part.choose("mentioned")
    press(page, "Ctrl+S")
    settle()
    assert page.editor is None
    card = place.gate.call(open_interaction, place.call)
    assert card.record["subject"] == "Uusi puhelinnumero"
    assert [p.record["part"] for p in card.participants] == ["caller", "mentioned"]
    press(place.window, "Ctrl+Z")
    settle()
    card = place.gate.call(open_interaction, place.call)
    assert (card.record["subject"], len(card.participants)) == (CALL, 1)


def test_a_party_is_removed_by_keys(place: Talks) -> None:
    page = one(place, place.call, "/edit")
    assert page.editor is not None
    page.editor.parties.rows[0].part.setFocus()
    press(page, "Ctrl+Del")
    press(page, "Ctrl+S")
    settle()
    assert place.gate.call(open_interaction, place.call).participants == ()


def test_leaving_a_changed_form_asks(place: Talks) -> None:
    page = one(place, place.call, "/edit")
    assert page.editor is not None
    assert page.may_leave(lambda: None)
    page.editor.form.fields["subject"].type_in("Muutettu")
    assert not page.may_leave(lambda: None)
    assert page.window_title() == "• Yhteydenotto"


def test_a_new_one_begins_with_the_customer_of_its_address(place: Talks) -> None:
    page = place.go(f"interaction/new/customer/{place.hanna}")
    assert isinstance(page, InteractionPage)
    settle()
    editor = page.editor
    assert editor is not None
    assert editor.parties.customer == (place.hanna, "Rantakylän Leipomo Oy")
    editor.form.fields["kind"].type_in("letter")
    editor.form.fields["subject"].type_in("Irtisanomisilmoitus")
    press(page, "Ctrl+S")
    settle()
    (row_id,) = place.gate.call(list_interactions, InteractionFilter("Irtisanomisilmoitus")).ids
    assert place.window.navigator.here() == f"interaction/{row_id}"
    assert place.gate.call(open_interaction, row_id).customer_id == place.hanna
