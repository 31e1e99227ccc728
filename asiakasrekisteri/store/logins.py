"""The user IDs of a folder for the login, read as plain JSON.

The libraries that open the keys take longer to load than the login to paint. Only a file that is whole by its own
check is read here; everything else is left to `KeyFile`, which says what is wrong.
"""

import hashlib
import json
from contextlib import suppress
from pathlib import Path

from asiakasrekisteri.store.canonical import canonical
from asiakasrekisteri.store.files import KEY_FILE, SPOILT

FORMAT = 1
MAX_BYTES = 4 * 1024 * 1024
USER = "user"


def plain_logins(folder: Path) -> tuple[str, ...] | None:
    """Return the user IDs in order, or None when the key file is not plainly whole."""
    with suppress(OSError, AttributeError, *SPOILT):
        file = folder / KEY_FILE
        if file.stat().st_size > MAX_BYTES:
            return None
        data = json.loads(file.read_bytes().decode())
        check = data.pop("check")
        if data["format"] == FORMAT and check == hashlib.sha256(canonical(data)).hexdigest():
            return tuple(sorted(str(slot["login"]) for slot in data["slots"] if slot["kind"] == USER))
    return None
