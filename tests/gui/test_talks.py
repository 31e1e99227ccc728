"""A customer's events, recordings that are heard, mails and files dropped on pages, by keys and mouse."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.gui.screens.interactions.page import InteractionPage
from asiakasrekisteri.gui.widgets import player as player_module
from asiakasrekisteri.gui.widgets.attachments import AttachmentList
from asiakasrekisteri.gui.widgets.basics import Button
from asiakasrekisteri.gui.widgets.player import RecordingPlayer
from asiakasrekisteri.usecases.interactions.card import open_interaction
from asiakasrekisteri.usecases.interactions.lists import InteractionFilter, list_interactions
from asiakasrekisteri.usecases.interactions.saving import add_interaction
from asiakasrekisteri.usecases.logs import show_log
from asiakasrekisteri.usecases.privacy.restricting import restrict_person
from tests.gui.keys import press, type_text
from tests.gui.parts_views import tone
from tests.gui.talk_place import Talks, at_talks, events, listed, mail, one, saved, titles, words
from tests.gui.talks import CALL, MAIL, eml, person
from tests.gui.test_files import drag, dragged
from tests.gui.walks import settle

pytestmark = [
    pytest.mark.qt_log_ignore("Couldn't (load|resolve)", "PulseAudio", "No audio device", "FFmpeg", extend=True),
    pytest.mark.slow,
]


@pytest.fixture
def place(qtbot: QtBot, tmp_path: Path) -> Iterator[Talks]:
    yield from at_talks(qtbot, tmp_path / "office")


@pytest.fixture
def technical(qtbot: QtBot, tmp_path: Path) -> Iterator[Talks]:
    """The window of a role that has not been given the key of recordings."""
    yield from at_talks(qtbot, tmp_path / "office", Role.TECHNICAL)


def test_a_recording_is_heard_in_the_window_from_memory_and_the_hearing_is_logged(
    place: Talks, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(player_module, "obstacle", lambda: "")
    place.context.set_purpose("reklamaation selvitys")
    page = one(place, place.call)
    player = page.findChild(RecordingPlayer)
    assert player is not None
    player.play.setFocus()
    press(player, "Space")
    qtbot.waitUntil(player.is_playing)
    assert player.holds_sound()
    heard = next(entry for entry in place.gate.call(show_log) if entry.use_case == "play_recording")
    assert heard.purpose == "reklamaation selvitys"
    place.go("customers")
    assert not player.holds_sound()


def test_a_recording_is_heard_on_the_timeline_by_the_space_bar(
    place: Talks, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(player_module, "obstacle", lambda: "")
    timeline = events(place).events.timeline
    row = next(n for n in range(timeline.model().rowCount()) if timeline.event_at(n).recording is not None)
    timeline.setFocus()
    timeline.setCurrentIndex(timeline.model().index(row, 0))
    press(timeline, "Space")
    player = timeline.player()
    assert player is not None
    qtbot.waitUntil(player.is_playing)
    assert any(entry.use_case == "play_recording" for entry in place.gate.call(show_log))


def test_a_role_without_the_key_sees_no_player_anywhere(technical: Talks) -> None:
    page = one(technical, technical.call)
    assert page.card is not None
    assert page.card.record["subject"] == CALL
    assert page.findChild(RecordingPlayer) is None
    assert "Nauhoite" not in words(page)
    assert "Lisää nauhoite…" not in words(page)
    tab = events(technical)
    assert tab.events.timeline.model().rowCount() > 3
    for row in range(tab.events.timeline.model().rowCount()):
        assert tab.events.timeline.event_at(row).recording is None


def test_events_are_narrowed_by_kind_person_and_words(place: Talks) -> None:
    tab = events(place)
    every = titles(tab)
    assert any(MAIL in title for title in every)
    tab.events.kind.choose("calls")
    assert 0 < len(titles(tab)) < len(every)
    assert all(t.startswith(("Puhelu", "Tukipyyntö")) for t in titles(tab))
    tab.events.kind.choose("all")
    tab.events.person.choose(str(person(place.gate, "Åke")))
    assert not any(MAIL in title for title in titles(tab))
    tab.events.person.choose("")
    type_text(tab.events.search, "tilitoimisto")
    tab.events.search._tell()
    assert any(MAIL in title for title in titles(tab))
    assert len(titles(tab)) < len(every)
    type_text(tab.events.search, "xyz")
    tab.events.search._tell()
    next(b for b in tab.findChildren(Button) if b.text() == "Poista ehdot" and b.isVisible()).click()
    assert titles(tab) == every


def test_old_facts_of_a_register_are_told_above_them(place: Talks) -> None:
    tab = events(place)
    assert any("tiedot ovat 14 kuukautta vanhat" in w for w in words(tab))
    assert "Liikevaihto 2024" in words(tab)


def test_enter_on_an_event_opens_it_and_a_new_call_appears_by_itself(place: Talks) -> None:
    tab = events(place)
    row = next(n for n, title in enumerate(titles(tab)) if MAIL in title)
    timeline = tab.events.timeline
    timeline.setFocus()
    timeline.setCurrentIndex(timeline.model().index(row, 0))
    press(timeline, "Enter")
    assert place.window.navigator.here() == f"interaction/{mail(place)}"
    tab = events(place)
    place.context.noted.emit("customer", place.hanna)
    assert place.notes is not None
    type_text(place.notes.fields.subject, "Aivan uusi asia")
    place.notes.save()
    settle()
    assert any("Aivan uusi asia" in title for title in titles(tab))


def test_a_mail_dropped_on_a_customers_events_is_stored_whole_and_taken_back(place: Talks, tmp_path: Path) -> None:
    tab = events(place)
    file = saved(tmp_path, eml("Aivan muu aihe", "joku@muualla.example", 2))
    assert drag(tab, dragged(QUrl.fromLocalFile(str(file))), drop=True)
    settle()
    (row_id,) = place.gate.call(list_interactions, InteractionFilter("Aivan muu aihe")).ids
    card = place.gate.call(open_interaction, row_id)
    assert card.customer_id == place.hanna
    assert {f.kind for f in card.attachments} == {"message", "document"}
    assert place.window.navigator.here() == f"interaction/{row_id}"
    assert place.window.undo_bar.text() == "1 viesti tuotiin."
    press(place.window, "Ctrl+Z")
    settle()
    assert not place.gate.call(list_interactions, InteractionFilter("Aivan muu aihe")).ids


def test_the_same_mail_again_changes_nothing_and_says_so(
    place: Talks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = listed(place)
    monkeypatch.setattr(page.mails, "ask", lambda _parent: [str(saved(tmp_path, eml()))])
    next(b for b in page.top.findChildren(Button) if b.text() == "Tuo sähköposti…").click()
    settle()
    assert place.window.undo_bar.text() == "1 viesti oli rekisterissä jo ennestään."
    assert place.window.navigator.here() == f"interaction/{mail(place)}"
    assert len(place.gate.call(list_interactions).ids) == 6


def test_several_mails_are_counted_and_what_is_none_is_told(place: Talks, tmp_path: Path) -> None:
    page = listed(place)
    files = [saved(tmp_path, eml("Eka", "a@muualla.example", 5), "1.eml"), saved(tmp_path, b"\0\1", "2.eml")]
    files.append(saved(tmp_path, eml("Toka", "b@muualla.example", 6), "3.eml"))
    page.take_mails(files)
    settle()
    assert place.window.undo_bar.text() == "2 viestiä tuotiin. 2 viestin asiakasta ei tunnistettu."
    assert any("ei ole sähköpostiviesti" in b.accessibleName() for b in place.window.banners())
    assert place.window.navigator.here() == "interactions"
    assert page.model.rowCount() == 8


def test_other_files_dropped_on_the_list_are_told_where_to_go(place: Talks, tmp_path: Path) -> None:
    page = listed(place)
    assert drag(page, dragged(QUrl.fromLocalFile(str(saved(tmp_path, b"teksti", "a.txt")))), drop=True)
    assert any("vain .eml-viestejä" in b.accessibleName() for b in place.window.banners())


def test_a_recording_is_added_with_its_answer_and_stands_in_its_own_place(
    place: Talks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = place.go(f"interaction/{place.call + 1}")
    assert isinstance(page, InteractionPage)
    file = saved(tmp_path, tone(2.0), "numero 040 555 0123.wav")
    monkeypatch.setattr(page, "ask_files", lambda _parent: [str(file)])
    page.reload()
    settle()
    add = next(b for b in page.findChildren(Button) if b.text() == "Lisää nauhoite…" and b.isVisible())
    add.setFocus()
    press(add, "Space")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    settle()
    card = place.gate.call(open_interaction, place.call + 1)
    (recording,) = card.recordings
    assert (recording["seconds"], recording["informed_at_start"], card.record["recorded"]) == (2, True, True)
    assert card.attachments == ()
    assert "040 555 0123" not in card.sounds[recording.id].name
    assert page.findChild(RecordingPlayer) is not None
    assert place.window.undo_bar.text() == "Nauhoite lisättiin."


def test_sound_dropped_among_files_of_a_call_is_not_kept_unsealed(place: Talks, tmp_path: Path) -> None:
    page = one(place, place.call + 1)
    files = page.findChild(AttachmentList)
    assert files is not None
    files.added.emit([saved(tmp_path, tone(), "puhelu.wav")])
    settle()
    assert any("Lisää nauhoite" in b.accessibleName() for b in place.window.banners())
    card = place.gate.call(open_interaction, place.call + 1)
    assert (card.attachments, card.recordings) == ((), ())


def test_a_file_dropped_on_a_customers_page_is_hers_and_shown(place: Talks, tmp_path: Path) -> None:
    tab = events(place)
    page = place.window.page()
    assert page is not None
    assert drag(page, dragged(QUrl.fromLocalFile(str(saved(tmp_path, b"sovittu", "sopimus.txt")))), drop=True)
    settle()
    assert "sopimus.txt" in words(tab)


def test_a_mail_dropped_on_a_persons_page_is_with_her(place: Talks, tmp_path: Path) -> None:
    ake = person(place.gate, "Åke")
    page = place.go(f"person/{ake}")
    file = saved(tmp_path, eml("Nimipalvelin", "tuntematon@muualla.example", 9))
    assert drag(page, dragged(QUrl.fromLocalFile(str(file))), drop=True)
    settle()
    (row_id,) = place.gate.call(list_interactions, InteractionFilter("Nimipalvelin")).ids
    (sender,) = place.gate.call(open_interaction, row_id).participants
    assert (sender.person_id, sender.record["part"]) == (ake, "sender")


def test_of_one_under_restriction_only_that_it_happened_is_shown(place: Talks) -> None:
    place.gate.call(restrict_person, person(place.gate, "Hanna-Mari"), "accuracy")
    page = one(place, place.call)
    shown = words(page)
    assert "Osapuolen tietojen käsittely on rajoitettu" in shown
    assert page.edit_button is None
    assert not any(CALL in w or "sähköpostiin" in w for w in shown)
    assert page.findChild(RecordingPlayer) is None
    page.edit()
    assert page.editor is None
    tab = events(place)
    row = next(n for n, title in enumerate(titles(tab)) if title == "Puhelu")
    assert tab.events.timeline.event_at(row).recording is None


def test_what_one_looks_at_stays_in_place_when_something_new_comes(place: Talks) -> None:
    for n in range(30):
        values = {"kind": "note", "subject": f"Merkintä {n}", "body": "Pitkähkö teksti.", "customer_id": place.hanna}
        place.gate.call(add_interaction, values)
    tab = events(place)
    timeline = tab.events.timeline
    timeline.verticalScrollBar().setValue(timeline.verticalScrollBar().maximum() // 2)
    settle()
    top = timeline.top_event()
    assert top is not None
    place.gate.call(add_interaction, {"kind": "note", "subject": "Uusin", "customer_id": place.hanna})
    settle()
    assert any("Uusin" in title for title in titles(tab))
    assert timeline.top_event() == top
