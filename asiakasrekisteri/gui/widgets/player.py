"""Plays a recorded call. The recording is fetched when play is pressed, and not before: each hearing is logged."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHideEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QSizePolicy, QVBoxLayout

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.tasks import Runner
from asiakasrekisteri.gui.theme.icons import Icon, paint_icon
from asiakasrekisteri.gui.theme.theme import color, font, px, theme
from asiakasrekisteri.gui.widgets.announce import announce
from asiakasrekisteri.gui.widgets.basics import FIXED, Button, label, restyle, row
from asiakasrekisteri.gui.widgets.peaks import peaks
from asiakasrekisteri.gui.widgets.wave import BARS, LEAP, STEP, Wave

if TYPE_CHECKING:
    from asiakasrekisteri.gui.widgets.sound import Sound
    from asiakasrekisteri.gui.widgets.unpacking import Unpacking

Fetch = Callable[[Callable[[bytes], object], Callable[[str], object]], object]
"""Asked for the bytes: calls the first with them, or the second with words that say why there are none."""
SPEEDS = (0.75, 1.0, 1.25, 1.5, 1.75, 2.0)
SEEK_KEYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
SPEED_KEYS = {Qt.Key.Key_Less: -1, Qt.Key.Key_Greater: 1}
_WAV = b"RIFF"
_SECOND, _MINUTE, _HOUR = 1000, 60, 3600


def obstacle() -> str:
    """Return in words why this computer cannot play sound; "" when it can."""
    try:
        from asiakasrekisteri.gui.widgets.sound import has_device  # noqa: PLC0415 - the system may lack its libraries
    except ImportError:
        return _("Tältä tietokoneelta puuttuu äänen toisto. Pyydä ylläpitoa asentamaan äänikirjasto (libpulse).")
    if has_device():
        return ""
    return _("Tietokoneessa ei ole äänilaitetta. Kytke kaiutin tai kuulokkeet ja toista uudelleen.")


def clock(seconds: int) -> str:
    """Write a place in a recording: 1.12, over an hour 1.02.05."""
    hours, rest = divmod(seconds, _HOUR)
    minutes, rest = divmod(rest, _MINUTE)
    return f"{hours}.{minutes:02}.{rest:02}" if hours else f"{minutes}.{rest:02}"


def speed_words(speed: float) -> str:
    """Write a speed: 1,0×, 0,75×."""
    text = f"{speed:.2f}".rstrip("0").replace(".", ",")
    return f"{text}0×" if text.endswith(",") else f"{text}×"


def default_note() -> str:
    """Say under a recording that hearing it is logged."""
    return _("Kuuntelu kirjataan käyttölokiin.")


def paint_play(painter: QPainter, where: QRectF, *, playing: bool = False, down: bool = False) -> None:
    """Paint the round button."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color("accent_hover" if down else "accent"))
    painter.drawEllipse(where)
    side = where.width() / 2
    glyph = QRectF(where.center().x() - side / 2, where.center().y() - side / 2, side, side)
    if not playing:
        glyph.translate(side / 16, 0)  # a triangle looks centred when it stands a little to the right
    paint_icon(painter, "pause" if playing else "play", glyph, "accent_fg")


class _PlayButton(QAbstractButton):
    def __init__(self) -> None:
        super().__init__()
        self.playing = False
        self.setSizePolicy(FIXED, FIXED)
        self.show_state(playing=False)

    def show_state(self, *, playing: bool) -> None:
        self.playing = playing
        words = _("Tauko") if playing else _("Toista nauhoite")
        self.setAccessibleName(words)
        self.setToolTip(_("{act} (välilyönti)").format(act=words))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(32), px(32))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            event.ignore()  # the space is the player's, wherever in it the focus is

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        down = self.isDown() or self.underMouse()
        paint_play(painter, QRectF(self.rect()), playing=self.playing, down=down)


class RecordingPlayer(QFrame):
    """A recording: play, wave, place and length, speed; under it how long it is kept, or what went wrong.

    Args:
        seconds: the length that is on record, shown before anything is fetched.
        fetch: asked for the bytes each time play begins anew; the one asked logs the hearing.
        runner: where the wave is computed.
        note: e.g. "Nauhoite poistuu 4.5.2027."; by default that each hearing is logged.
        hindered: returns why sound cannot be played, "" when it can; by default asks the system.
    """

    playing_changed = Signal(bool)

    def __init__(
        self, seconds: int, fetch: Fetch, runner: Runner, note: str = "", hindered: Callable[[], str] | None = None
    ) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self.setAccessibleName(_("Nauhoite"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._seconds, self._fetch, self._runner, self._hindered = seconds, fetch, runner, hindered or obstacle
        self._note = note or default_note()
        self._sound: Sound | None = None
        self._unpacking: Unpacking | None = None
        self._asked = 0
        self._waiting = False
        self._speed = SPEEDS.index(1.0)
        self._build()
        self._show_length(seconds * _SECOND)
        self._fit()
        theme().changed.connect(self._fit)

    def _build(self) -> None:
        self.play = _PlayButton()
        self.play.clicked.connect(lambda _on=False: self.toggle())
        self.place, self.length = label(clock(0), "muted"), label("", "muted")
        self.wave = Wave()
        self.wave.sought.connect(self.seek)
        self.speed = Button(speed_words(1.0), kind="ghost", size="s", pressed=self._next_speed)
        self.speed.installEventFilter(self)
        self._sign, self.words = Icon("info", 12), label("", "small")
        bar = row(self.play, self.place, self.wave, self.length, self.speed, gap=10, margins=(6, 6, 6, 6), area="inset")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(bar)
        layout.addWidget(row(self._sign, self.words, None, gap=6))
        self._show_words(self._note)
        self._show_speed()

    def is_playing(self) -> bool:
        """Tell whether it sounds now."""
        return self._sound is not None and self._sound.playing

    def holds_sound(self) -> bool:
        """Tell whether the bytes are in memory."""
        return self._sound is not None

    def toggle(self) -> None:
        """Play or hold; what is not in memory is fetched first."""
        if self._waiting:
            return
        if self._sound is None:
            self._begin()
        elif self._sound.playing:
            self._sound.pause()
        else:
            self._sound.play()

    def seek(self, milliseconds: int) -> None:
        """Go to a place; nothing happens before the recording is in memory."""
        if self._sound is not None:
            self._sound.seek(milliseconds)

    def skip(self, milliseconds: int) -> None:
        """Go on or back."""
        self.seek(self.wave.value() + milliseconds)

    def step_speed(self, by: int) -> None:
        """Play one step faster or slower, within 0,75 and 2,0."""
        self._speed = min(len(SPEEDS) - 1, max(0, self._speed + by))
        self._show_speed()

    def stop(self) -> None:
        """Stop and drop the bytes; the next play fetches them anew."""
        self._asked += 1  # an answer that is still on its way is not wanted
        self._waiting = False
        sound, self._sound = self._sound, None
        unpacking, self._unpacking = self._unpacking, None
        if unpacking is not None:
            unpacking.forget()
        if sound is not None:
            sound.forget()
            self._played(playing=False)
        self.wave.show_peaks(())
        self._show_length(self._seconds * _SECOND)
        self._show_place(0)

    def _begin(self) -> None:
        if words := self._hindered():  # asked first: what cannot be heard is not fetched, nor logged as heard
            self._fail(words)
            return
        self._waiting = True
        self._asked += 1
        asked = self._asked
        self._show_words(_("Haetaan nauhoitetta…"))
        self._fetch(lambda data: self._take(asked, data), lambda words: self._refused(asked, words))

    def _take(self, asked: int, data: bytes) -> None:
        if asked != self._asked:
            return
        if data.startswith(_WAV):
            self._hear(asked, data)
            return
        from asiakasrekisteri.gui.widgets.unpacking import Unpacking  # noqa: PLC0415 - see obstacle

        self._show_words(_("Avataan nauhoitetta…"))
        self._unpacking = Unpacking(data, self)
        self._unpacking.done.connect(lambda sound: self._unpacked(asked, sound or data))

    def _unpacked(self, asked: int, data: bytes) -> None:
        self._unpacking = None  # it lets go of itself
        if asked == self._asked:
            self._hear(asked, data)

    def _hear(self, asked: int, data: bytes) -> None:
        self._waiting = False
        self._show_words(self._note)
        from asiakasrekisteri.gui.widgets.sound import Sound  # noqa: PLC0415 - see obstacle

        sound = self._sound = Sound(data, self)
        sound.moved.connect(self._show_place)
        sound.measured.connect(self._show_length)
        sound.changed.connect(lambda playing: self._played(playing=playing))
        sound.ended.connect(self.stop, Qt.ConnectionType.QueuedConnection)
        sound.failed.connect(self._broken, Qt.ConnectionType.QueuedConnection)
        sound.set_speed(SPEEDS[self._speed])
        self._runner.aside(
            self,
            lambda _progress: peaks(data, BARS),
            lambda found: self.wave.show_peaks(found) if asked == self._asked else None,
            failed=lambda _error: None,  # without a wave the recording is heard all the same
        )
        sound.play()

    def _refused(self, asked: int, words: str) -> None:
        if asked == self._asked:
            self._waiting = False
            self._fail(words or _("Nauhoitetta ei saatu. Toista uudelleen."))

    def _broken(self, words: str) -> None:
        self.stop()
        self._fail(words)

    def _fail(self, words: str) -> None:
        self._show_words(words, bad=True)
        announce(self, words)

    def _played(self, *, playing: bool) -> None:
        self.play.show_state(playing=playing)
        self.playing_changed.emit(playing)

    def _show_words(self, words: str, *, bad: bool = False) -> None:
        self.words.setText(words)
        self.words.setProperty("t", "err" if bad else "small")
        restyle(self.words)
        self._sign.show_icon("circle-alert" if bad else "info", "err" if bad else "muted")

    def _show_length(self, milliseconds: int) -> None:
        self.wave.setMaximum(milliseconds)
        self.length.setText(clock(round(milliseconds / _SECOND)))
        self._fit()

    def _show_place(self, milliseconds: int) -> None:
        self.wave.show_place(milliseconds)
        self.place.setText(clock(milliseconds // _SECOND))

    def _next_speed(self) -> None:
        self._speed = (self._speed + 1) % len(SPEEDS)
        self._show_speed()

    def _show_speed(self) -> None:
        words = speed_words(SPEEDS[self._speed])
        self.speed.setText(words)
        self.speed.setAccessibleName(_("Nopeus {speed}").format(speed=words))
        self.speed.setToolTip(_("Toistonopeus (< hitaammin, > nopeammin)"))
        if self._sound is not None:
            self._sound.set_speed(SPEEDS[self._speed])

    def _fit(self) -> None:
        longest = clock(self.wave.maximum() // _SECOND)
        for words in (self.place, self.length):
            _keep_width(words, longest)
        self.speed.setFixedWidth(px(58))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the arrows from the button of speed, which would move the focus by them; the space stays its own."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() != Qt.Key.Key_Space:
            return self.take_key(event)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space, arrows, < and >, wherever in the player the focus is."""
        if not self.take_key(event):
            super().keyPressEvent(event)

    def take_key(self, event: QKeyEvent) -> bool:
        """Do what a key means to the player; False when it means nothing."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Space:
            self.toggle()
        elif key in SEEK_KEYS:
            self.skip(SEEK_KEYS[key] * (LEAP if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else STEP))
        elif key in SPEED_KEYS:
            self.step_speed(SPEED_KEYS[key])
        else:
            return False
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        """Out of sight is out of memory: the page was left or the register locked."""
        if not event.spontaneous():
            self.stop()
        super().hideEvent(event)


def _keep_width(words: QLabel, longest: str) -> None:
    """Give figures the width of the longest of them, so that the wave does not jump as they change."""
    words.setFont(font(13, tabular=True))
    words.setFixedWidth(max(px(44), QFontMetrics(words.font()).horizontalAdvance(longest) + px(6)))
    words.setAlignment(Qt.AlignmentFlag.AlignCenter)
