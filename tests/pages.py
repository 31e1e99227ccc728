"""Reads every page of an encrypted database and its write-ahead log in clear, free pages and all.

SQLCipher 4: AES-256-CBC; each page ends in 80 reserved bytes, the vector and an HMAC-SHA512; the first 16 bytes of the
file are the salt (not used with a raw key).
"""

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE, RESERVED, IV, SALT = 4096, 80, 16, 16
WAL_HEADER, FRAME_HEADER = 32, 24


def plain_pages(database: Path, key: bytes) -> Iterator[bytes]:
    """Yield every page of the file and every frame of the log, decrypted."""
    content = database.read_bytes()
    for number in range(len(content) // PAGE):
        yield _open(content[number * PAGE : (number + 1) * PAGE], key, first=number == 0)
    wal = database.with_name(database.name + "-wal")
    log = wal.read_bytes()[WAL_HEADER:] if wal.exists() else b""
    for start in range(0, len(log) - FRAME_HEADER, FRAME_HEADER + PAGE):
        number = int.from_bytes(log[start : start + 4])
        yield _open(log[start + FRAME_HEADER : start + FRAME_HEADER + PAGE], key, first=number == 1)


def _open(page: bytes, key: bytes, *, first: bool) -> bytes:
    body, vector = page[SALT if first else 0 : PAGE - RESERVED], page[PAGE - RESERVED : PAGE - RESERVED + IV]
    decryptor = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    return decryptor.update(body) + decryptor.finalize()
