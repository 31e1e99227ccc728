"""A packed recording (MP3, Opus, AAC, FLAC) in memory made into plain samples in memory; nothing is written to a file.

Qt's decoder is used, not its player: it makes no sound and keeps no clock, is read from the event loop, and ends by
itself. Like Qt's sound it needs libraries of the system, so this module is loaded when something is played.
"""

import ctypes
import io
import wave
from contextlib import suppress
from functools import cache
from pathlib import Path

import PySide6
from PySide6.QtCore import QBuffer, QIODevice, QObject, Qt, Signal
from PySide6.QtMultimedia import QAudioDecoder, QAudioFormat

_RATE, _WIDTH = 16_000, 2
_QUIET = -8
_HEADER_LIMIT = 0xFFFFFFFF - 1024


class Unpacking(QObject):
    """The samples of one recording being made.

    Args:
        data: the whole recording.
        parent: what it goes with.
    """

    done = Signal(bytes)
    """The recording as WAV; empty when no decoder knows its form, or it holds no sound."""

    def __init__(self, data: bytes, parent: QObject) -> None:
        super().__init__(parent)
        _hush()
        self._samples, self._over = bytearray(), False
        self._decoder = QAudioDecoder(self)  # before its source: Qt lets go of it first, and it still reads then
        self._source = QBuffer(self)
        self._source.setData(data)
        self._source.open(QIODevice.OpenModeFlag.ReadOnly)
        self._decoder.setAudioFormat(_plain())
        self._decoder.setSourceDevice(self._source)
        self._decoder.bufferReady.connect(self._read)
        for over in (self._decoder.finished, self._decoder.error):  # queued: told in the middle of its own work
            over.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._decoder.start()

    def forget(self) -> None:
        """Stop and let go of the bytes."""
        self._over = True
        self._decoder.stop()
        self._samples.clear()
        self._source.close()
        self._source.setData(b"")
        self.deleteLater()

    def _read(self) -> None:
        while self._decoder.bufferAvailable():
            self._samples += bytes(self._decoder.read().constData())

    def _tell(self, _error: object = None) -> None:
        if self._over:
            return
        self._over = True
        sound = bytes(self._samples) if len(self._samples) < _HEADER_LIMIT else b""
        self.forget()
        self.done.emit(_as_wav(sound) if sound else b"")


def _plain() -> QAudioFormat:
    form = QAudioFormat()
    form.setChannelCount(1)
    form.setSampleRate(_RATE)
    form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    return form


def _as_wav(samples: bytes) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(_WIDTH)
        file.setframerate(_RATE)
        file.writeframes(samples)
    return out.getvalue()


@cache
def _hush() -> None:
    """Keep the decoder's library from writing the title and the maker of a recording to the terminal: they may name."""
    folder = Path(PySide6.__file__).parent
    for file in (*folder.glob("Qt/lib/*avutil*"), *folder.glob("avutil*.dll")):
        with suppress(OSError, AttributeError):
            ctypes.CDLL(str(file)).av_log_set_level(_QUIET)
