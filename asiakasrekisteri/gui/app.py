"""The program's window from start to end: entrance, pages, lock, entrance again at the same place.

Nothing here loads the database or the prints: what stands behind the login is fetched by `GuiStart.desk` on a worker
while the login is already on the screen.
"""

import gc
import signal
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QLocale, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from asiakasrekisteri.domain.texts import _, language_in_use
from asiakasrekisteri.gui.bus import Bus, Changes
from asiakasrekisteri.gui.door import OfficeDoor
from asiakasrekisteri.gui.entrance import Entrance
from asiakasrekisteri.gui.idle import IdleLock
from asiakasrekisteri.gui.kept import KeptPreferences, Write
from asiakasrekisteri.gui.language import speak
from asiakasrekisteri.gui.messages import Messages, Notice
from asiakasrekisteri.gui.tasks import Runner, Tasks
from asiakasrekisteri.gui.theme.focus import FocusRing
from asiakasrekisteri.gui.theme.theme import SIZE_STEP, system_is_dark, theme

if TYPE_CHECKING:
    from asiakasrekisteri.gui.desk import DeskWindow

THEME, TEXT_SIZE, LAST_OFFICE, FIRM, GEOMETRY = "theme", "text_size", "last_office", "firm", "geometry"
_PAINTED_MILLISECONDS = 100
"""So long after a card of the entrance has been put in place it is on the screen and the machine is idle."""
SYSTEM, LIGHT, DARK = "system", "light", "dark"
MakeDoor = Callable[[Path, str, Callable[[Changes], None]], OfficeDoor]


@dataclass(frozen=True, slots=True, kw_only=True)
class GuiStart:
    """What the window is started with.

    Attributes:
        office: folder to open, or None for the one opened last.
        proposed: folder proposed for a new office.
        door: makes the way into a folder: folder, firm's name as remembered, who hears of changes.
        desk: loads and returns the module `gui.desk`; slow, called on a worker.
        texts: what the window remembers.
        keep: keeps it.
    """

    office: Path | None
    proposed: Path
    door: MakeDoor
    desk: Callable[[], Any]
    texts: Mapping[str, str]
    keep: Write


class App(QObject):
    """One run of the window.

    Args:
        qt: the application.
        start: what it is started with.
        runner: where work is done; by default threads of its own.
    """

    def __init__(self, qt: QApplication, start: GuiStart, runner: Runner | None = None) -> None:
        super().__init__()
        self._qt, self._start = qt, start
        self._tasks = Tasks(self) if runner is None else None
        self.runner: Runner = runner or self._tasks  # type: ignore[assignment]
        self.messages = Messages(self)
        self.bus = Bus(self)
        self.preferences = KeptPreferences(start.texts, start.keep)
        self.entrance: QWidget | None = None
        self.desk: DeskWindow | None = None
        kept = self.preferences.get(LAST_OFFICE)
        self._folder = start.office or (Path(kept) if kept else start.proposed)
        self._closed = False
        self._loading = False
        self._ring = FocusRing(qt)
        self._warning: QWidget | None = None
        self.idle = IdleLock(qt)
        self.idle.expired.connect(self.lock_now)
        self.idle.warned.connect(self._warn)
        self.idle.touched.connect(self._unwarn)
        self._dress()
        qt.styleHints().colorSchemeChanged.connect(lambda _scheme: self._dress())
        qt.lastWindowClosed.connect(self.close)
        self.idle.remaining.connect(self._show_lock)

    # -- looks ---------------------------------------------------------------------------------------------------

    def _dress(self) -> None:
        chosen = self.preferences.get(THEME, SYSTEM)
        size = self.preferences.get(TEXT_SIZE, "100")
        dark = system_is_dark() if chosen == SYSTEM else chosen == DARK
        theme().apply(self._qt, dark=dark, size=int(size) if size.isdigit() else 100)

    def set_theme(self, code: str) -> None:
        """Choose light, dark or as the desktop has it."""
        self.preferences.set(THEME, code)
        self._dress()

    def resize_text(self, step: int) -> None:
        """Make all text larger (1), smaller (-1) or as it was (0)."""
        size = theme().size + step * SIZE_STEP if step else 100
        theme().apply(self._qt, size=size)
        self.preferences.set(TEXT_SIZE, str(theme().size))

    # -- the way in ----------------------------------------------------------------------------------------------

    def open(self) -> None:
        """Show the entrance; when it has been painted, load what stands behind it."""
        self._show_entrance()

    def _load_desk(self) -> None:
        if not self._closed and not self._loading:
            self._loading = True
            load = self._start.desk
            self.runner.aside(self, lambda _progress: load().wipe_lent(), _nothing, failed=self.messages.failed)

    def _door(self) -> OfficeDoor:
        known = self.preferences.get(LAST_OFFICE) == str(self._folder)
        return self._start.door(self._folder, self.preferences.get(FIRM) if known else "", self.bus.publish)

    def _show_entrance(self) -> None:
        made = Entrance(
            self._door(), self.runner, self.messages.failed, self.preferences, self.choose_folder, self._welcome
        )
        made.entered.connect(self._enter)
        made.shown.connect(lambda: QTimer.singleShot(_PAINTED_MILLISECONDS, self, self._load_desk))
        self._swap(made)
        made.start()

    def _welcome(self) -> None:
        """There is no register in the folder: offer to make one or to open another."""
        from asiakasrekisteri.gui.welcome import Welcome  # noqa: PLC0415 - the login is painted sooner

        self._swap(Welcome(self._folder, self._first_run, self.choose_folder, self._show_entrance))

    def _first_run(self) -> None:
        from asiakasrekisteri.gui.welcome import first_run  # noqa: PLC0415 - the login is painted sooner

        made = first_run(self._door(), self.runner, self.messages.failed)
        made.finished.connect(self._enter)
        self._swap(made)

    def _swap(self, fresh: QWidget) -> None:
        """Put another window in the place of the one in front."""
        old = self.front()
        fresh.setWindowTitle(fresh.windowTitle() or "Asiakasrekisteri")
        if old is not None:
            fresh.setGeometry(old.geometry())
        elif not fresh.restoreGeometry(QByteArray.fromBase64(self.preferences.get(GEOMETRY).encode())):
            fresh.resize(1360, 820)
        fresh.show()
        fresh.activateWindow()
        gone, self.entrance = self.entrance, fresh
        if self.desk is not None and fresh is self.desk.window:
            self.entrance = None
        if gone is not None:
            gone.hide()
            gone.deleteLater()

    def front(self) -> QWidget | None:
        """Return the window in front, None before the first."""
        if self.entrance is not None:
            return self.entrance
        return self.desk.window if self.desk is not None else None

    def choose_folder(self) -> None:
        """Ask for another office."""
        picked = QFileDialog.getExistingDirectory(self.entrance, _("Valitse toimiston kansio"), str(self._folder))
        if picked:
            self.open_folder(Path(picked))

    def open_folder(self, folder: Path) -> None:
        """Show the entrance of another office."""
        self._folder = folder
        self.preferences.set(FIRM, "")
        self._drop_desk()
        self._show_entrance()

    def _enter(self, session: object) -> None:
        desk = self.desk
        if desk is not None and desk.same_user(session):
            desk.resume(session)
            self._swap(desk.window)
            self.idle.start()
            return
        self._drop_desk()
        self.runner.run(
            self,
            lambda _progress: self._start.desk().fetch_firm(session),
            lambda firm: self._open_desk(session, firm),
            failed=self.messages.failed,
        )

    def _open_desk(self, session: object, firm: str) -> None:
        module = self._start.desk()
        leave_out_of_collections()
        self.preferences.set(LAST_OFFICE, str(self._folder))
        self.preferences.set(FIRM, firm)
        looks = (
            (_("Vaalea teema"), "", lambda: self.set_theme(LIGHT)),
            (_("Tumma teema"), "", lambda: self.set_theme(DARK)),
            (_("Teema järjestelmän mukaan"), "", lambda: self.set_theme(SYSTEM)),
            (_("Suurempi teksti"), "Ctrl++", lambda: self.resize_text(1)),
            (_("Pienempi teksti"), "Ctrl+-", lambda: self.resize_text(-1)),
            (_("Tekstin tavallinen koko"), "Ctrl+0", lambda: self.resize_text(0)),
        )
        services = module.Services(
            runner=self.runner,
            messages=self.messages,
            bus=self.bus,
            preferences=self.preferences,
            appearance=looks,
        )
        desk: DeskWindow = module.DeskWindow(services, session, firm, self._locked)
        self.desk = desk
        desk.window.closed.connect(self.close)
        for keys, step in (("Ctrl++", 1), ("Ctrl+-", -1), ("Ctrl+0", 0)):
            desk.add_key(keys, lambda step=step: self.resize_text(step))  # type: ignore[misc]
        self._swap(desk.window)
        desk.window.open_first()
        desk.ask_undertaking()
        self.idle.start()

    def _show_lock(self, seconds: int) -> None:
        if self.desk is not None:
            self.desk.window.status.show_lock(seconds)

    # -- the way out ---------------------------------------------------------------------------------------------

    def lock_now(self) -> None:
        """Blank the window at once and lock the register."""
        if self.desk is not None:
            self.desk.window.lock()

    def _locked(self) -> None:
        """The window has been blanked: close the register and ask for the password."""
        desk = self.desk
        if desk is None or self.entrance is not None:
            return
        self.idle.stop()
        self._unwarn()
        self._close_session(desk)
        self._show_entrance()
        desk.window.hide()

    def _close_session(self, desk: "DeskWindow") -> None:
        session = desk.take_out_session()
        if session is not None:
            close = self._start.desk().close_session
            self.runner.run(self, lambda _progress: close(session), _nothing, failed=self.messages.failed)

    def _drop_desk(self) -> None:
        desk, self.desk = self.desk, None
        if desk is not None:
            self._close_session(desk)
            desk.discard()

    def close(self) -> None:
        """Lock the register and end the program."""
        if self._closed:
            return
        self._closed = True
        self.idle.stop()
        if (front := self.front()) is not None:
            self.preferences.set(GEOMETRY, bytes(front.saveGeometry().toBase64().data()).decode())
        session = self.desk.take_out_session() if self.desk is not None else None
        module = self._start.desk() if session is not None else None
        if self._tasks is not None:
            self._tasks.close((lambda: module.close_session(session)) if module is not None else None)
        elif module is not None:
            module.close_session(session)
        self.preferences.flush()
        self._qt.quit()

    def _warn(self, seconds: int) -> None:
        words = _("Rekisteri lukittuu {n} sekunnin kuluttua. Jatka painamalla mitä tahansa näppäintä.")
        self.messages.notice(Notice("warn", words.format(n=seconds)))
        banners = self.desk.window.banners() if self.desk is not None else []
        self._warning = banners[-1] if banners else None

    def _unwarn(self) -> None:
        warning, self._warning = self._warning, None
        if self.desk is not None and warning is not None:
            self.desk.window.drop_notice(warning)


def leave_out_of_collections() -> None:
    """Let searches for garbage pass over the modules and mappers, which stay to the end: each took 0.2 s with them."""
    if not gc.get_freeze_count():
        gc.freeze()


def _nothing(_result: object) -> None:
    """Nothing follows."""


def make_application() -> QApplication:
    """Return the Qt application with Finnish formats and no personal data in what the system shows of it."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    qt = QApplication.instance()
    made = qt if isinstance(qt, QApplication) else QApplication([sys.argv[0]])
    made.setApplicationName("Asiakasrekisteri")
    made.setApplicationDisplayName("")
    made.setQuitOnLastWindowClosed(False)
    QLocale.setDefault(QLocale("fi_FI"))
    speak(language_in_use())
    return made


def run(start: GuiStart) -> int:
    """Open the window and return the exit code when it has been closed."""
    qt = make_application()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    app = App(qt, start)
    app.messages.install_excepthook()
    app.open()
    return qt.exec()
