"""The samples of a WAV recording, read where they are asked for: plain, A-law or µ-law, any number of channels.

Pure arithmetic. Telephone exchanges write G.711 (A-law, µ-law), which the standard library does not decode.
"""

import struct
from array import array
from dataclasses import dataclass
from functools import cache

_PCM, _ALAW, _MULAW, _EXTENSIBLE = 1, 6, 7, 0xFFFE
_WIDTHS = {_PCM: {8, 16, 24, 32}, _ALAW: {8}, _MULAW: {8}}
_STREAMED = {0, 0xFFFFFFFF}
_BYTE_MIDDLE = 128
_LOUDEST, _QUIETEST = 32_767, -32_768


@dataclass(frozen=True, slots=True)
class Pcm:
    """A recording whose samples can be read at any place.

    Attributes:
        rate: frames a second.
        channels: sounds beside one another, e.g. the caller and the one who answers.
        width: bytes in a sample.
        coding: 1 plain, 6 A-law, 7 µ-law.
        data: the sound itself.
    """

    rate: int
    channels: int
    width: int
    coding: int
    data: memoryview

    @property
    def frames(self) -> int:
        """How many moments there are."""
        return len(self.data) // (self.width * self.channels)

    @property
    def milliseconds(self) -> int:
        """How long it lasts."""
        return self.frames * 1000 // self.rate

    def mono(self, start: float, count: int, step: float) -> "array[int]":
        """Return up to `count` samples of 16 bits from a place on, every `step`th frame, the channels together."""
        places = (int(start + number * step) for number in range(count))
        return array("h", (self._frame(place) for place in places if place < self.frames))

    def _frame(self, place: int) -> int:
        size = self.width
        first = place * size * self.channels
        found = (self._sample(self.data[at : at + size]) for at in range(first, first + size * self.channels, size))
        return max(_QUIETEST, min(_LOUDEST, sum(found) // self.channels))

    def _sample(self, raw: memoryview) -> int:
        if self.coding != _PCM:
            return _decoded(self.coding)[raw[0]]
        if self.width == 1:
            return (raw[0] - _BYTE_MIDDLE) << 8
        return int.from_bytes(raw[-2:], "little", signed=True)


def read_wav(data: bytes) -> Pcm | None:
    """Return a recording in a WAV file; None when the file is something else, cut, or coded in another way."""
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        return None
    place, told = 12, (0, 0, 0, 0)
    while place + 8 <= len(data):
        name, length = data[place : place + 4], struct.unpack_from("<I", data, place + 4)[0]
        if name == b"fmt " and place + 24 <= len(data):
            coding, channels, rate, _bytes, _block, bits = struct.unpack_from("<HHIIHH", data, place + 8)
            if coding == _EXTENSIBLE and place + 34 <= len(data):
                coding = struct.unpack_from("<H", data, place + 32)[0]
            told = (coding, channels, rate, bits)
        if name == b"data":
            return _sound(told, memoryview(data)[place + 8 :], length)
        place += 8 + length + length % 2
    return None


def _sound(told: tuple[int, int, int, int], rest: memoryview, length: int) -> Pcm | None:
    coding, channels, rate, bits = told
    if not channels or not rate or bits not in _WIDTHS.get(coding, ()):
        return None
    found = Pcm(rate, channels, bits // 8, coding, rest if length in _STREAMED else rest[:length])
    return found if found.frames else None


@cache
def _decoded(coding: int) -> tuple[int, ...]:
    """Return the sample of 16 bits for each byte (ITU-T G.711)."""
    return tuple(map(_alaw if coding == _ALAW else _mulaw, range(256)))


def _alaw(byte: int) -> int:
    byte ^= 0x55
    exponent, mantissa = (byte & 0x70) >> 4, byte & 0x0F
    size = (mantissa << 4) + 8
    if exponent:
        size = (size + 0x100) << (exponent - 1)
    return size if byte & 0x80 else -size


def _mulaw(byte: int) -> int:
    byte = ~byte & 0xFF
    size = ((((byte & 0x0F) << 3) + 0x84) << ((byte & 0x70) >> 4)) - 0x84
    return -size if byte & 0x80 else size
