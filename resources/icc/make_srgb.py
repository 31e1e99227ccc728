"""Write the small sRGB profile (ICC version 2) that PDF/A-1 files carry: `make_srgb.py TARGET`.

Own work from the published colour values of IEC 61966-2-1 (primaries adapted to D50); free for any use (CC0).
"""

import struct
import sys
from pathlib import Path

THRESHOLD = 0.04045
TEXT = b"sRGB IEC61966-2.1 (CC0)"
PRIMARIES = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
    b"wtpt": (0.95045, 1.00000, 1.08905),
}


def fixed(value: float) -> bytes:
    """Return s15Fixed16Number."""
    return struct.pack(">i", round(value * 65536))


def linear(encoded: float) -> float:
    """Return the linear light of an encoded value."""
    return encoded / 12.92 if encoded <= THRESHOLD else ((encoded + 0.055) / 1.055) ** 2.4


def profile() -> bytes:
    """Return the whole profile."""
    curve = b"curv\0\0\0\0" + struct.pack(">I", 256)
    curve += b"".join(struct.pack(">H", round(linear(i / 255) * 65535)) for i in range(256))
    description = b"desc\0\0\0\0" + struct.pack(">I", len(TEXT) + 1) + TEXT + b"\0" + bytes(8 + 2 + 1 + 67)
    data = {b"desc": description, b"cprt": b"text\0\0\0\0" + b"CC0\0"}
    data |= {tag: b"XYZ \0\0\0\0" + b"".join(map(fixed, xyz)) for tag, xyz in PRIMARIES.items()}
    tags = [*data, b"rTRC", b"gTRC", b"bTRC"]
    body, offset, table = b"", 128 + 4 + 12 * len(tags), b""
    for tag in tags:
        content = data.get(tag, curve)
        if tag in {b"gTRC", b"bTRC"}:
            table += tag + table[-8:]
            continue
        table += tag + struct.pack(">II", offset + len(body), len(content))
        body += content + bytes(-len(content) % 4)
    size = offset + len(body)
    date = struct.pack(">6H", 2026, 1, 1, 0, 0, 0)
    head = struct.pack(
        ">I4sI4s4s4s12s4s4sI4sIIII",
        size,
        bytes(4),
        0x02100000,
        b"mntr",
        b"RGB ",
        b"XYZ ",
        date,
        b"acsp",
        bytes(4),
        0,
        bytes(4),
        0,
        0,
        0,
        0,
    )
    head += fixed(0.9642) + fixed(1.0) + fixed(0.8249) + bytes(48)
    return head + struct.pack(">I", len(tags)) + table + body


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(profile())
