"""The main user's seal on the head of the log: what it covers nobody else can rewrite unseen.

The chain needs no key, so whoever has the data key and a driver could change an entry and reckon the chain anew to its
end, the head outside included. A seal is an HMAC of a number and its hash, with the key that only a main user's slot
can make (`log_truncation.sealing_key`). It lies beside the head. It moves on with each entry of a main user that
follows the sealed one, and when a main user comes in, once what others have written since has been looked through.
"""

import hashlib
import hmac
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Seal:
    """An entry that a main user has sealed: its number and hash, and the seal in hexadecimal."""

    number: int
    hash: str
    mac: str

    def holds(self, key: bytes) -> bool:
        """Tell whether it was made with a key."""
        return hmac.compare_digest(self.mac, _mac(key, self.number, self.hash))

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {"number": self.number, "hash": self.hash, "mac": self.mac}


def sealed(key: bytes, number: int, entry_hash: str) -> Seal:
    """Return the seal of an entry."""
    return Seal(number, entry_hash, _mac(key, number, entry_hash))


def read_seal(data: Any) -> Seal | None:
    """Return a seal from plain data; None where there is none.

    Raises:
        KeyError, TypeError, ValueError: it is no seal.
    """
    return None if data is None else Seal(int(data["number"]), str(data["hash"]), str(data["mac"]))


def _mac(key: bytes, number: int, entry_hash: str) -> str:
    return hmac.new(key, f"log head|{number}|{entry_hash}".encode(), hashlib.sha256).hexdigest()
