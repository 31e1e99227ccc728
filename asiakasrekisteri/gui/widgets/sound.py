"""Sound from memory: a recording is decrypted into bytes, heard, and forgotten. It is never written to a file.

Qt's sound needs libraries of the system (on Linux libpulse); this module is loaded when something is played, so that
the window opens without them.
"""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QUrl, Signal
from PySide6.QtMultimedia import QAudioOutput, QMediaDevices, QMediaPlayer

from asiakasrekisteri.domain.texts import _

_Status = QMediaPlayer.MediaStatus
_State = QMediaPlayer.PlaybackState


def has_device() -> bool:
    """Tell whether there is anything to hear with."""
    return not QMediaDevices.defaultAudioOutput().isNull()


class Sound(QObject):
    """One recording in memory.

    Args:
        data: the whole recording, in any format the system can decode.
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
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(data))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._player = QMediaPlayer(self)
        self._player.setAudioOutput(QAudioOutput(self))
        self._player.positionChanged.connect(self._move)
        self._player.durationChanged.connect(self._measure)
        self._player.playbackStateChanged.connect(lambda state: self.changed.emit(state == _State.PlayingState))
        self._player.mediaStatusChanged.connect(self._status)
        self._player.errorOccurred.connect(self._fail)
        self._player.setSourceDevice(self._buffer)

    @property
    def playing(self) -> bool:
        """Whether it sounds now."""
        return self._player.playbackState() == _State.PlayingState

    def play(self) -> None:
        """Go on from where it is."""
        self._player.play()

    def pause(self) -> None:
        """Hold."""
        self._player.pause()

    def seek(self, milliseconds: int) -> None:
        """Go to a place; beyond the end is the end."""
        self._player.setPosition(max(0, min(milliseconds, self._player.duration())))

    def set_speed(self, speed: float) -> None:
        """Play faster or slower; 1 is as recorded."""
        self._player.setPlaybackRate(speed)

    def forget(self) -> None:
        """Stop and let go of the bytes."""
        self.blockSignals(True)
        self._player.stop()
        self._player.setSource(QUrl())
        self._buffer.close()
        self._buffer.setData(QByteArray())
        self.deleteLater()

    def _move(self, milliseconds: int) -> None:
        self.moved.emit(milliseconds)  # not joined signal to signal: Qt's is of 64 bits

    def _measure(self, milliseconds: int) -> None:
        if milliseconds > 0:
            self.measured.emit(milliseconds)

    def _status(self, status: QMediaPlayer.MediaStatus) -> None:
        if status == _Status.EndOfMedia:
            self.ended.emit()

    def _fail(self, error: QMediaPlayer.Error, _words: str) -> None:
        if error == QMediaPlayer.Error.FormatError:
            said = _("Nauhoitteen muotoa ei voi toistaa. Tallenna nauhoite ja avaa se toisella ohjelmalla.")
        else:
            said = _("Nauhoitteen toisto keskeytyi. Tarkista äänilaite ja toista uudelleen.")
        self.failed.emit(said)
