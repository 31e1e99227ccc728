"""One byte string for one JSON value: what is hashed and sealed."""

import json


def canonical(value: object) -> bytes:
    """Return the one byte string that stands for a JSON value."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()
