"""The samples of WAV recordings of every coding that telephone exchanges write."""

import struct
from array import array

import pytest

from asiakasrekisteri.gui.widgets.pcm import read_wav


def wav(data: bytes, *, coding: int = 1, channels: int = 1, rate: int = 8000, bits: int = 16, told: int = -1) -> bytes:
    """Return a WAV file; `told` is the length that its header claims, by default the right one."""
    block = channels * bits // 8
    form = struct.pack("<HHIIHH", coding, channels, rate, rate * block, block, bits)
    size = struct.pack("<I", len(data) if told < 0 else told)
    return b"RIFF\0\0\0\0WAVEfmt " + struct.pack("<I", len(form)) + form + b"data" + size + data


@pytest.mark.parametrize(
    ("coding", "raw", "sample"),
    [
        (6, 0xD5, 8),
        (6, 0x55, -8),
        (6, 0xAA, 32256),
        (6, 0x2A, -32256),
        (7, 0xFF, 0),
        (7, 0x80, 32124),
        (7, 0x00, -32124),
    ],
)
def test_the_codings_of_telephone_exchanges_are_read(coding: int, raw: int, sample: int) -> None:
    sound = read_wav(wav(bytes([raw]), coding=coding, bits=8))
    assert sound is not None
    assert list(sound.mono(0, 1, 1)) == [sample]


@pytest.mark.parametrize(
    ("bits", "raw", "sample"),
    [(8, b"\xff", 127 << 8), (16, b"\x00\x80", -32768), (24, b"\x11\xff\x7f", 32767), (32, b"\0\0\x01\x00", 1)],
)
def test_plain_samples_of_every_width_are_read(bits: int, raw: bytes, sample: int) -> None:
    sound = read_wav(wav(raw, bits=bits))
    assert sound is not None
    assert list(sound.mono(0, 1, 1)) == [sample]


def test_channels_are_heard_together_and_steps_skip_frames() -> None:
    frames = array("h", (100, 300, 0, 0, -100, -300)).tobytes()
    sound = read_wav(wav(frames, channels=2, rate=3))
    assert sound is not None
    assert (sound.frames, sound.milliseconds) == (3, 1000)
    assert list(sound.mono(0, 3, 1)) == [200, 0, -200]
    assert list(sound.mono(0, 9, 2)) == [200, -200], "nothing is read beyond the end"


@pytest.mark.parametrize("told", [0, 0xFFFFFFFF, 1_000_000])
def test_a_length_that_an_exchange_never_filled_in_is_forgiven(told: int) -> None:
    sound = read_wav(wav(b"\0\0" * 4, told=told))
    assert sound is not None
    assert sound.frames == 4


@pytest.mark.parametrize("data", [b"", b"ID3", wav(b""), wav(b"\0", coding=85, bits=8), wav(b"\0\0")[:30]])
def test_what_is_no_sound_is_none(data: bytes) -> None:
    assert read_wav(data) is None
