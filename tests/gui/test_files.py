"""Files of a record and what expires: by keys, by mouse, by dropping."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from asiakasrekisteri.gui.widgets.attachments import AttachmentList
from asiakasrekisteri.gui.widgets.basics import Button
from asiakasrekisteri.gui.widgets.choices import Switch
from asiakasrekisteri.gui.widgets.dropping import _Edge, accept_files
from asiakasrekisteri.gui.widgets.expiry import ExpiryList, days_words, expiry_tone
from asiakasrekisteri.gui.widgets.files import file_icon
from tests.gui.keys import press
from tests.gui.parts_views import EXPIRING, FILES
from tests.gui.walks import settle

LEFT, COPY = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
NO_KEYS = Qt.KeyboardModifier.NoModifier


class Chosen:
    """What the user chose in the system's dialogs."""

    def __init__(self) -> None:
        self.path = ""
        self.paths: list[str] = []

    def to(self, parent: QWidget, name: str) -> str:  # noqa: ARG002 - AskPath
        return self.path and f"{self.path}/{name}"

    def more(self, parent: QWidget) -> Sequence[str]:  # noqa: ARG002 - AskFiles
        return self.paths


@pytest.fixture
def chosen() -> Chosen:
    return Chosen()


@pytest.fixture
def made(qtbot: QtBot, chosen: Chosen) -> AttachmentList:
    view = AttachmentList("Liitteet", ask_to=chosen.to, ask_from=chosen.more)
    view.show_files(FILES)
    qtbot.addWidget(view)
    view.resize(600, 220)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    return view


def named(view: QWidget, name: str) -> Button:
    return next(b for b in view.findChildren(Button) if b.accessibleName().startswith(name))


def dragged(*urls: QUrl) -> QMimeData:
    data = QMimeData()
    data.setUrls(urls)
    return data


def drag(place: QWidget, data: QMimeData, *, drop: bool) -> bool:
    """Drag something over a widget, and let it go; return whether it was taken."""
    enter = QDragEnterEvent(QPoint(5, 5), COPY, data, LEFT, NO_KEYS)
    enter.ignore()
    QApplication.sendEvent(place, enter)
    if not enter.isAccepted() or not drop:
        return enter.isAccepted()
    let_go = QDropEvent(QPointF(5, 5), COPY, data, LEFT, NO_KEYS)
    let_go.ignore()
    QApplication.sendEvent(place, let_go)
    return let_go.isAccepted()


def test_a_file_is_opened_by_mouse_and_by_key(made: AttachmentList, qtbot: QtBot) -> None:
    first = named(made, "Avaa sopimus")
    assert first.accessibleName() == "Avaa sopimus 2021-044.pdf, 180\xa0kt · 26.2.2021 · Outi Tuiskula"
    with qtbot.waitSignal(made.opened) as told:
        QTest.mouseClick(first, LEFT)
    assert told.args == [1]
    first.setFocus()
    press(first, "Down")
    press(first, "Down")
    press(first, "Down")
    with qtbot.waitSignal(made.opened) as told:
        press(first, "Enter")
    assert told.args == [3]


def test_a_file_is_saved_elsewhere_and_not_when_cancelled(made: AttachmentList, qtbot: QtBot, chosen: Chosen) -> None:
    first = named(made, "Avaa sopimus")
    first.setFocus()
    with qtbot.assertNotEmitted(made.save_asked):
        press(first, "Ctrl+S")
    chosen.path = "/talteen"
    with qtbot.waitSignal(made.save_asked) as told:
        press(first, "Ctrl+S")
    assert told.args == [1, "/talteen/sopimus 2021-044.pdf"]
    with qtbot.waitSignal(made.save_asked) as told:
        QTest.mouseClick(named(made, "Tallenna nimellä: laskut"), LEFT)
    assert told.args == [3, "/talteen/laskut.xlsx"]


def test_a_file_is_removed_and_the_focus_stays_near(made: AttachmentList, qtbot: QtBot) -> None:
    middle = named(made, "Avaa toimitila")
    middle.setFocus()
    with qtbot.waitSignal(made.removed) as told:
        press(middle, "Del")
    assert told.args == [2]
    made.show_files((FILES[0], FILES[2]))
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName().startswith("Avaa laskut")
    with qtbot.waitSignal(made.removed) as told:
        QTest.mouseClick(named(made, "Poista laskut"), LEFT)
    assert told.args == [3]


def test_a_long_name_is_shortened_in_the_middle(made: AttachmentList) -> None:
    long = named(made, "Avaa toimitila")
    assert long.text() == "toimitila && kaapelointi, pohjakuva.png"
    made.setFixedWidth(240)
    settle()
    assert long.width() < 240
    assert "…" in long.text()
    assert long.text().endswith(".png")


def test_who_may_not_remove_has_no_button_and_no_key(qtbot: QtBot) -> None:
    view = AttachmentList("Liitteet", may_add=False, may_remove=False)
    qtbot.addWidget(view)
    view.show_files(FILES)
    view.show()
    assert [b for b in view.findChildren(Button) if b.accessibleName().startswith(("Poista", "Lisää"))] == []
    with qtbot.assertNotEmitted(view.removed):
        QTest.keyClick(named(view, "Avaa sopimus"), Qt.Key.Key_Delete)
    assert not view.acceptDrops()


def test_files_are_added_by_the_button(made: AttachmentList, qtbot: QtBot, chosen: Chosen, tmp_path: Path) -> None:
    with qtbot.assertNotEmitted(made.added):
        press(made.add, "Space")
    chosen.paths = [str(tmp_path / "a.pdf"), str(tmp_path / "b.pdf")]
    with qtbot.waitSignal(made.added) as told:
        made.add.setFocus()
        press(made.add, "Enter")
    assert told.args == [[tmp_path / "a.pdf", tmp_path / "b.pdf"]]


def test_several_files_are_dropped_at_once(made: AttachmentList, qtbot: QtBot, tmp_path: Path) -> None:
    for name in ("a.pdf", "ä.png"):
        (tmp_path / name).write_bytes(b"x")
    data = dragged(QUrl.fromLocalFile(str(tmp_path / "a.pdf")), QUrl.fromLocalFile(str(tmp_path / "ä.png")))
    edge = made.findChild(_Edge)
    assert edge is not None
    assert drag(made, data, drop=False)
    assert (edge.isVisible(), edge.size()) == (True, made.size())
    with qtbot.waitSignal(made.added) as told:
        assert drag(made, data, drop=True)
    assert told.args == [[tmp_path / "a.pdf", tmp_path / "ä.png"]]
    assert not edge.isVisible()


def test_the_edge_goes_when_the_files_are_taken_away(made: AttachmentList, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"x")
    drag(made, dragged(QUrl.fromLocalFile(str(tmp_path / "a.pdf"))), drop=False)
    QApplication.sendEvent(made, QDragLeaveEvent())
    edge = made.findChild(_Edge)
    assert edge is not None
    assert not edge.isVisible()


def test_folders_and_addresses_of_the_web_are_not_taken(qtbot: QtBot, tmp_path: Path) -> None:
    place, taken = QWidget(), list[Path]()
    qtbot.addWidget(place)
    place.show()
    accept_files(place, taken.extend)
    assert not drag(place, dragged(QUrl("https://sivusto.example/a.pdf"), QUrl.fromLocalFile(str(tmp_path))), drop=True)
    (tmp_path / "a.pdf").write_bytes(b"x")
    mixed = dragged(QUrl("https://sivusto.example/b.pdf"), QUrl.fromLocalFile(str(tmp_path / "a.pdf")))
    assert drag(place, mixed, drop=True)
    assert taken == [tmp_path / "a.pdf"]


def test_a_renewal_is_switched_by_key_and_shown_without_telling(qtbot: QtBot) -> None:
    view = ExpiryList("Vanhenevat verkkotunnukset", EXPIRING)
    qtbot.addWidget(view)
    view.show()
    switches = {s.accessibleName(): s for s in view.findChildren(Switch)}
    assert len(switches) == 4  # the certificate has no choice
    with qtbot.waitSignal(view.toggled) as told:
        QTest.keyClick(switches["Automaattinen uusinta: joulumyyjaiset-tampere.example"], Qt.Key.Key_Space)
    assert told.args == ["joulumyyjaiset-tampere.example", True]
    with qtbot.assertNotEmitted(view.toggled):
        view.show_renewal("joulumyyjaiset-tampere.example", on=False)
        QTest.mouseClick(switches["Automaattinen uusinta: hameenkadunkukka.example"], LEFT)
    assert not switches["Automaattinen uusinta: joulumyyjaiset-tampere.example"].isChecked()
    assert "oikeutta" in switches["Automaattinen uusinta: hameenkadunkukka.example"].toolTip()
    with qtbot.waitSignal(view.opened) as opened:
        QTest.mouseClick(named(view, "ravintolatuisku.example, 8\xa0pv"), LEFT)
    assert opened.args == ["ravintolatuisku.example"]


def test_what_has_expired_says_so_in_words(qtbot: QtBot) -> None:
    view = ExpiryList("Vanhenevat", EXPIRING)
    qtbot.addWidget(view)
    words = [cell.text() for cell in view.findChildren(QLabel)]
    assert {"2\xa0pv sitten", "Vanheni 21.11.2026", "Vanhenee 26.11.2026"} <= set(words)
    assert [days_words(n) for n in (0, 1, -1)] == ["tänään", "1\xa0pv", "1\xa0pv sitten"]
    assert [expiry_tone(n) for n in (-1, 3, 4, 10, 11)] == ["err", "err", "warn", "warn", "accent"]


def test_a_file_has_the_icon_of_its_kind() -> None:
    assert [file_icon(n) for n in ("A.PDF", "b.xlsx", "c.wav", "d")] == [
        "file-text",
        "file-spreadsheet",
        "file-audio",
        "file",
    ]
