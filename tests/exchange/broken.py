"""Broken files for readers: sound ones with bytes changed, taken away, doubled and put in."""

import random

_SIGNS = (b"'", b'"', b"\\", b"`", b"/*", b"(", b";", b",", b"-- ", b"\xff", b"\0", b"),(", b"\r", b"\n")


def mutated(draw: random.Random, sound: bytes) -> bytes:
    """Return a sound file with a few faults."""
    broken = bytearray(sound)
    for _change in range(draw.randrange(1, 6)):
        at = draw.randrange(max(len(broken), 1))
        match draw.randrange(6):
            case 0:
                broken[at : at + 1] = bytes((draw.randrange(256),))
            case 1:
                del broken[at : at + draw.randrange(1, 400)]
            case 2 | 3:
                broken[at:at] = draw.choice(_SIGNS)
            case 4:
                broken[at:at] = broken[at : at + 300]
            case _:
                del broken[max(at, len(broken) // 2) :]
    return bytes(broken)
