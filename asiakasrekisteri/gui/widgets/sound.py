"""Sound from memory: a recording is decrypted into bytes, heard, and forgotten. It is never written to a file.

Samples are given to the sound device from the event loop. Qt's own media player is not used: its threads wait for
Python's lock while they destroy objects, and a player that is stopped from Python waits for those threads with the lock
held, so that both wait for ever; and what it is given as a resource it copies into a file.

Qt's sound needs libraries of the system (on Linux libpulse); this module is loaded when something is played, so that
the window opens without them.
"""

from array import array

from PySide6.QtCore import QElapsedTimer, QIODevice, QObject, QTimer, Signal
from PySide6.QtMultimedia import QAudioDevice, QAudioFormat, QAudioSink, QMediaDevices

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.widgets.pcm import Pcm, read_wav

_TICK = 40
_AHEAD = 4
"""So many ticks of sound lie ready in the device, so that a busy moment of the window is not heard."""
_SECOND = 1000
_FULL = 32_768.0


def has_device() -> bool:
    """Tell whether there is anything to hear with."""
    return not QMediaDevices.defaultAudioOutput().isNull()


class Sound(QObject):
    """One recording in memory.

    Args:
        data: the whole recording; WAV of plain, A-law or µ-law samples (what is packed is `unpacking`'s).
        parent: what it goes with.
    """

    moved = Signal(int)
    """Milliseconds heard."""
    measured = Signal(int)
    """The whole length in milliseconds."""
    changed = Signal(bool)
    """Whether it sounds now."""
    ended = Signal()
    failed = Signal(str)
    """It cannot be played: what to do, in words."""

    def __init__(self, data: bytes, parent: QObject) -> None:
        super().__init__(parent)
        self._pcm: Pcm | None = read_wav(data)
        self._out = _Out() if has_device() else None
        self._speed, self._heard, self._given = 1.0, 0.0, 0.0
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self._tick)
        QTimer.singleShot(0, self, self._tell)

    @property
    def playing(self) -> bool:
        """Whether it sounds now."""
        return self._timer.isActive()

    def play(self) -> None:
        """Go on from where it is."""
        if self._pcm is None or self.playing:
            return
        self._given = self._heard
        self._clock.start()
        self._timer.start()
        self._feed()
        self.changed.emit(True)

    def pause(self) -> None:
        """Hold."""
        if self.playing:
            self._timer.stop()
            self._silence()
            self.changed.emit(False)

    def seek(self, milliseconds: int) -> None:
        """Go to a place; beyond the end is the end."""
        if self._pcm is None:
            return
        self._silence()
        wanted = milliseconds * self._pcm.rate / _SECOND
        self._heard = self._given = max(0.0, min(wanted, float(self._pcm.frames)))
        self._told()

    def set_speed(self, speed: float) -> None:
        """Play faster or slower; 1 is as recorded."""
        self._speed = speed
        self._given = self._heard

    def forget(self) -> None:
        """Fall silent and let go of the bytes."""
        self.blockSignals(True)
        self._timer.stop()
        self._silence()
        self._pcm = self._out = None
        self.deleteLater()

    def _tell(self) -> None:
        """Say how long it is, or that it cannot be heard, once those who listen have been connected."""
        if self._pcm is not None:
            self.measured.emit(self._pcm.milliseconds)
        else:
            words = _(
                "Nauhoitteen muotoa ei voi toistaa. Ohjelma toistaa WAV-, MP3-, Opus-, AAC- ja FLAC-nauhoitteet."
                " Tallenna nauhoite ja avaa se toisella ohjelmalla."
            )
            self.failed.emit(words)

    def _tick(self) -> None:
        pcm = self._pcm
        if pcm is None:
            return
        self._heard += self._clock.restart() * pcm.rate * self._speed / _SECOND
        if self._heard >= pcm.frames:
            self._heard = float(pcm.frames)
            self._told()
            self.pause()
            self._heard = self._given = 0.0
            self.ended.emit()
            return
        self._feed()
        self._told()

    def _feed(self) -> None:
        """Lay a little more ready in the device than is heard before the next turn."""
        pcm, out = self._pcm, self._out
        if pcm is None or out is None:
            return
        ahead = self._heard + _TICK * _AHEAD * pcm.rate * self._speed / _SECOND
        step = self._speed * pcm.rate / out.rate
        count = min(int((ahead - self._given) / step), out.room())
        if count > 0:
            out.write(pcm.mono(self._given, count, step))
            self._given += count * step

    def _silence(self) -> None:
        if self._out is not None:
            self._out.silence()

    def _told(self) -> None:
        if self._pcm is not None:
            self.moved.emit(int(self._heard * _SECOND / self._pcm.rate))


class _Out:
    """The sound device of the computer, in a form that it takes."""

    def __init__(self) -> None:
        self._device = QMediaDevices.defaultAudioOutput()
        self._form = _form(self._device)
        self.rate = self._form.sampleRate()
        self._sink: QAudioSink | None = None
        self._way: QIODevice | None = None

    def room(self) -> int:
        """Return how many samples fit in now."""
        if self._sink is None:
            self._sink = QAudioSink(self._device, self._form)
            self._way = self._sink.start()
        return self._sink.bytesFree() // self._form.bytesPerFrame()

    def write(self, samples: "array[int]") -> None:
        """Give samples, each to all channels."""
        channels = self._form.channelCount()
        spread = array("h", (s for s in samples for _n in range(channels))) if channels > 1 else samples
        if self._form.sampleFormat() == QAudioFormat.SampleFormat.Float:
            raw = array("f", (s / _FULL for s in spread)).tobytes()
        else:
            raw = spread.tobytes()
        if self._way is not None:
            self._way.write(raw)

    def silence(self) -> None:
        """Drop what has been given and not heard yet."""
        if self._sink is not None:
            self._sink.reset()
        self._sink = self._way = None


def _form(device: QAudioDevice) -> QAudioFormat:
    """Return 16 bits in the device's own rate where it takes them, else its own form."""
    form = device.preferredFormat()
    form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    if not device.isFormatSupported(form):
        form.setSampleFormat(QAudioFormat.SampleFormat.Float)
    return form
