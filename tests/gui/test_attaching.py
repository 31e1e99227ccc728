"""Files in and out: a block at a time, in the status bar, cancelled without a trace, lent and wiped."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from asiakasrekisteri.gui.attaching import AttachmentPanel, attach_files
from asiakasrekisteri.gui.tasks import Tasks
from asiakasrekisteri.gui.widgets.basics import Button
from asiakasrekisteri.gui.widgets.dialog import Dialog
from asiakasrekisteri.usecases.attachments import BLOCK, list_attachments
from asiakasrekisteri.usecases.customers import open_customer
from asiakasrekisteri.usecases.finding import find
from tests import offices
from tests.gui.firms import all_pages
from tests.gui.keys import press
from tests.gui.people import Place
from tests.gui.running import login_shown, running, sign_in
from tests.gui.talks import stored_file, talking_office

pytestmark = pytest.mark.slow

PATIENCE = 20_000


@pytest.fixture
def place(qtbot: QtBot, tmp_path: Path) -> Iterator[Place]:
    """A window whose work is done on real threads."""
    office, bakery, _call = talking_office(tmp_path / "office")
    at = offices.entered(office)
    tasks = Tasks()
    made = Place(at, bakery, all_pages, tasks)
    qtbot.addWidget(made.window)
    made.window.resize(1360, 820)
    with qtbot.waitActive(made.window):
        made.window.show()
        made.window.activateWindow()
    yield made
    tasks.close()
    at.close()


def names(place: Place) -> list[str]:
    return [row.name for row in place.gate.call(list_attachments, "customer", place.hanna)]


def panel(place: Place, qtbot: QtBot) -> AttachmentPanel:
    made = AttachmentPanel(place.context, "customer", place.hanna)
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show()
    return made


def test_a_large_file_goes_in_pieces_while_others_get_their_turn(place: Place, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "piirustukset.bin"
    file.write_bytes(bytes(range(256)) * (12 * BLOCK // 256) + b"loppu")
    told: list[str] = []
    place.context.jobs.told.connect(lambda words, _can: told.append(words))
    turns: list[int] = []
    attach_files(place.context, "customer", place.hanna, [file])

    def other(_card: object) -> None:
        turns.append(len(told))
        if len(turns) < 4:
            place.context.ask(place.window, lambda gate: gate.call(open_customer, place.hanna), other)

    other(None)
    qtbot.waitUntil(lambda: place.window.undo_bar.text() == "1 tiedosto lisättiin.", timeout=PATIENCE)
    assert len(turns) == 4  # answered between the blocks, not after the last of them
    assert turns[-1] < len(told) - 2
    assert any("/ 12\xa0Mt" in words for words in told)
    assert told[-1] == ""
    assert names(place) == ["piirustukset.bin"]
    (row,) = place.gate.call(list_attachments, "customer", place.hanna)
    assert row.size == file.stat().st_size
    press(place.window, "Ctrl+Z")
    qtbot.waitUntil(lambda: not names(place), timeout=PATIENCE)


def test_a_cancel_in_the_status_bar_leaves_nothing(place: Place, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "iso.bin"
    with file.open("wb") as out:
        out.truncate(60 * BLOCK)
    attach_files(place.context, "customer", place.hanna, [file])
    cancel = place.window.status.cancel
    qtbot.waitUntil(lambda: cancel.isVisible() and "Mt /" in place.window.status.work.text(), timeout=PATIENCE)
    cancel.click()
    assert place.window.status.work.text() == ""
    done: list[object] = []
    place.context.ask(place.window, lambda gate: gate.call(find, "leipomo"), done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=PATIENCE)
    assert names(place) == []
    assert _chunks(place) == 0


def _chunks(place: Place) -> int:
    """Return how many pieces of half-sent files lie in the register."""
    from sqlalchemy import func, select  # noqa: PLC0415

    from asiakasrekisteri.store.models import Attachment  # noqa: PLC0415

    with place.gate.store.vault.engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(Attachment).where(~Attachment.complete)) or 0


def test_an_empty_file_is_refused_and_the_next_is_taken(place: Place, qtbot: QtBot, tmp_path: Path) -> None:
    empty, full = tmp_path / "tyhja.txt", tmp_path / "sopimus.txt"
    empty.write_bytes(b"")
    full.write_bytes(b"sovittu")
    attach_files(place.context, "customer", place.hanna, [empty, full])
    qtbot.waitUntil(lambda: names(place) == ["sopimus.txt"], timeout=PATIENCE)
    refused = "Tiedosto on tyhjä"
    qtbot.waitUntil(lambda: any(refused in b.accessibleName() for b in place.window.banners()), timeout=PATIENCE)


def test_a_file_is_lent_saved_and_destroyed_after_being_asked(place: Place, qtbot: QtBot, tmp_path: Path) -> None:
    content = b"%PDF-1.4 " + bytes(3 * BLOCK)
    row_id = stored_file(place.gate, "customer", place.hanna, "sopimus.pdf", content)
    made = panel(place, qtbot)
    qtbot.waitUntil(lambda: any(b.text() == "sopimus.pdf" for b in made.findChildren(Button)), timeout=PATIENCE)
    next(b for b in made.findChildren(Button) if b.text() == "sopimus.pdf").click()
    qtbot.waitUntil(lambda: bool(place.lent), timeout=PATIENCE)
    (lent,) = place.lent
    assert (lent.suffix, lent.read_bytes() == content) == (".pdf", True)
    assert "sopimus" not in lent.name
    place.context.file_saved.emit(row_id, str(tmp_path / "oma.pdf"))
    qtbot.waitUntil(lambda: place.window.undo_bar.text() == "Tiedosto tallennettiin.", timeout=PATIENCE)
    assert (tmp_path / "oma.pdf").read_bytes() == content
    made.list.removed.emit(row_id)
    dialog = next(d for d in made.window().findChildren(Dialog) if d.isVisible())
    assert names(place) == ["sopimus.pdf"]
    next(b for b in dialog.findChildren(Button) if b.text() == "Hävitä").click()
    qtbot.waitUntil(lambda: not names(place), timeout=PATIENCE)
    place.outgoing.lent.close()
    assert not lent.exists()


def test_a_file_is_not_saved_among_those_of_the_office(place: Place, qtbot: QtBot) -> None:
    row_id = stored_file(place.gate, "customer", place.hanna, "sopimus.pdf", b"%PDF-1.4 x")
    office = place.gate.store.vault.folder
    keys = {path: path.read_bytes() for path in office.glob("rekisteri.avain*")}
    for name in ("rekisteri.avain", "sopimus.pdf"):
        place.context.file_saved.emit(row_id, str(office / name))
    qtbot.waitUntil(lambda: bool(place.window.banners()), timeout=PATIENCE)
    assert "toimiston omaan kansioon" in place.window.banners()[0].accessibleName()
    assert {path: path.read_bytes() for path in keys} == keys
    assert not (office / "sopimus.pdf").exists()


def test_a_program_is_not_opened_and_leaves_no_file(place: Place, qtbot: QtBot) -> None:
    row_id = stored_file(place.gate, "customer", place.hanna, "lasku.pdf.exe", b"MZ" + bytes(300))
    place.context.file_opened.emit(row_id)
    qtbot.waitUntil(lambda: bool(place.window.banners()), timeout=PATIENCE)
    assert "Tiedosto on ohjelma" in place.window.banners()[0].accessibleName()
    assert place.lent == []
    assert place.window.status.work.text() == ""


def test_locking_stops_what_is_under_way(place: Place, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "iso.bin"
    with file.open("wb") as out:
        out.truncate(60 * BLOCK)
    attach_files(place.context, "customer", place.hanna, [file])
    qtbot.waitUntil(lambda: "Mt /" in place.window.status.work.text(), timeout=PATIENCE)
    place.context.jobs.cancel_all()
    place.context.pause()
    qtbot.waitUntil(lambda: _chunks(place) == 0, timeout=PATIENCE)


def test_what_was_lent_is_wiped_at_the_lock_and_what_a_fall_left_at_the_next_start(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lent: list[Path] = []
    monkeypatch.setattr("asiakasrekisteri.host.lentfiles.lent_folder", lambda: tmp_path / "lainat")

    def lend(path: Path) -> bool:
        lent.append(path)
        return True

    monkeypatch.setattr("asiakasrekisteri.gui.outgoing.open_by_system", lend)
    office, bakery, _call = talking_office(tmp_path / "office")
    at = offices.entered(office)
    row_id = stored_file(at.gate, "customer", bakery, "sopimus.pdf", b"%PDF-1.4 salaista")
    at.close()
    left = tmp_path / "lainat" / "ohjelma-kaatunut" / "asiakirja.pdf"
    left.parent.mkdir(parents=True, mode=0o700)
    left.write_bytes(b"salaista")
    with running(qapp, tmp_path / "office") as app:
        window = sign_in(app, qtbot)
        qtbot.waitUntil(lambda: not left.exists(), timeout=PATIENCE)
        assert app.desk is not None
        app.desk.context.file_opened.emit(row_id)
        qtbot.waitUntil(lambda: bool(lent), timeout=PATIENCE)
        assert lent[0].read_bytes() == b"%PDF-1.4 salaista"
        press(window, "Ctrl+L")
        login_shown(app, qtbot)
        qtbot.waitUntil(lambda: not lent[0].exists(), timeout=PATIENCE)
