"""The device secret in the computer's own keyring: an optional half of a login, never the only copy of anything.

A keyring may be missing, or locked and waiting for an answer nobody gives (a locked Secret Service does not return at
all). So every call runs on a thread of its own and is given up after a few seconds.
"""

import base64
import queue
import secrets
import threading
from collections.abc import Callable
from typing import TypeVar

import keyring
from keyring.backends import fail
from keyring.errors import KeyringError, PasswordDeleteError

from asiakasrekisteri.domain.errors import KeyringUnavailableError
from asiakasrekisteri.domain.texts import _

SERVICE = "asiakasrekisteri"
SECRET_BYTES = 32
_PATIENCE_S = 5.0

Result = TypeVar("Result")


class DeviceSecrets:
    """Device secrets by office and user ID. May take seconds: call it off the window's thread."""

    def __init__(self, timeout_s: float = _PATIENCE_S) -> None:
        self._timeout_s = timeout_s

    def available(self) -> bool:
        """Tell whether the keyring answers."""
        try:
            self.get("", "")
        except KeyringUnavailableError:
            return False
        return True

    def get(self, office: str, login: str) -> bytes | None:
        """Return the secret, or None when this computer has none for the user ID.

        Raises:
            KeyringUnavailableError: no keyring, or it is locked.
        """
        text = self._ask(lambda: keyring.get_password(SERVICE, _entry(office, login)))
        return base64.b64decode(text) if text else None

    def make(self, office: str, login: str) -> bytes:
        """Make a secret, store it, and return it once it reads back the same.

        Raises:
            KeyringUnavailableError: no keyring, it is locked, or it does not keep what it is given.
        """
        secret = secrets.token_bytes(SECRET_BYTES)
        text = base64.b64encode(secret).decode("ascii")
        self._ask(lambda: keyring.set_password(SERVICE, _entry(office, login), text))
        if self.get(office, login) != secret:
            raise _unavailable()
        return secret

    def delete(self, office: str, login: str) -> None:
        """Remove the secret; one that is not there is as good as removed.

        Raises:
            KeyringUnavailableError: no keyring, or it is locked.
        """

        def remove() -> None:
            try:
                keyring.delete_password(SERVICE, _entry(office, login))
            except PasswordDeleteError:
                return

        self._ask(remove)

    def _ask(self, work: Callable[[], Result]) -> Result:
        answer: queue.SimpleQueue[Result | KeyringError | RuntimeError | OSError] = queue.SimpleQueue()

        def run() -> None:
            try:
                _require_backend()
                answer.put(work())
            except (KeyringError, RuntimeError, OSError) as e:
                answer.put(e)

        threading.Thread(target=run, name="keyring", daemon=True).start()  # a hung one must not keep the program alive
        try:
            result = answer.get(timeout=self._timeout_s)
        except queue.Empty as e:
            raise _unavailable() from e
        if isinstance(result, KeyringError | RuntimeError | OSError):
            raise _unavailable() from result
        return result


def _require_backend() -> None:
    backend = keyring.get_keyring()
    if isinstance(backend, fail.Keyring):
        raise KeyringError
    if hasattr(backend, "persist"):  # Windows would let the secret follow a domain user to other machines
        backend.persist = "local machine"


def _entry(office: str, login: str) -> str:
    return f"{office}:{login}"


def _unavailable() -> KeyringUnavailableError:
    return KeyringUnavailableError(
        _("Tämän koneen avainnippu ei vastaa. Avaa avainnippu tai kirjaudu koneelle uudelleen, ja yritä sitten taas.")
    )
