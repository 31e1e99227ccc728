"""Wrong tries: each costs more patience than the one before, and restarting the program does not forget them.

A try is counted before it is made and taken back when it succeeds, so killing the program in between gains nothing.
User IDs stand in the file as hashes: what was typed wrongly may be somebody's password. An unknown user ID is counted
like a known one.
"""

import hashlib
import json
import math
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from asiakasrekisteri.domain.errors import LoginRefusedError
from asiakasrekisteri.domain.texts import ngettext
from asiakasrekisteri.store.files import ATTEMPTS, SPOILT, replace_file
from asiakasrekisteri.store.keyfile import fold_login
from asiakasrekisteri.store.turn import turn

_FORMAT = 1
_MOST_KEPT = 500


@dataclass(frozen=True, slots=True)
class AttemptPolicy:
    """Seconds to wait after the first, second … wrong try; then the lock."""

    delays: tuple[int, ...] = (0, 0, 2, 5, 15, 60)
    lock_after: int = 10
    lock_seconds: int = 15 * 60

    def wait(self, tries: int) -> int:
        """Return the seconds that must pass after so many wrong tries."""
        if tries >= self.lock_after:
            return self.lock_seconds
        return self.delays[min(tries, len(self.delays)) - 1] if tries else 0

    def left(self, tries: int) -> int:
        """Return how many tries remain before the lock."""
        return max(0, self.lock_after - tries)


@dataclass(frozen=True, slots=True)
class Tries:
    """How many wrong tries a user ID has, and when the last one was made."""

    count: int
    last: datetime


class Attempts:
    """The count of wrong tries of one office."""

    def __init__(
        self, folder: Path, office: str, now: Callable[[], datetime], policy: AttemptPolicy | None = None
    ) -> None:
        self._path = folder / ATTEMPTS
        self._office = office
        self._now = now
        self._policy = policy or AttemptPolicy()

    def begin(self, login: str) -> Tries | None:
        """Count a try that is about to be made; return what stood before, for `undo`.

        Raises:
            LoginRefusedError: the waiting time is not over; nothing was counted.
        """
        name, now = self._name(login), self._now()
        with turn(self._path.parent):
            tries = self._read()
            before = tries.get(name)
            if before:
                wait = self._remaining(before, now)
                if wait > 0:
                    if before.last > now:  # the clock was set back: the full wait runs from here on
                        self._write({**tries, name: Tries(before.count, now)})
                    raise self._must_wait(before, wait)
            self._write({**tries, name: Tries(before.count + 1 if before else 1, now)})
        return before

    def undo(self, login: str, before: Tries | None) -> None:
        """Take back a counted try that failed for another reason than a wrong password."""
        name = self._name(login)
        with turn(self._path.parent):
            tries = {n: t for n, t in self._read().items() if n != name}
            self._write({**tries, name: before} if before else tries)

    def forget(self, login: str) -> None:
        """Forget the wrong tries of a user ID: it signed in, or the main user reset it."""
        self.undo(login, None)

    def forget_all(self) -> None:
        """Forget every wrong try, as when the recovery code was used."""
        with turn(self._path.parent):
            self._write({})

    def refusal(self, login: str, message: str) -> LoginRefusedError:
        """Return the refusal of the try just made: the given words, what is left, how long to wait."""
        tries = self._read().get(self._name(login))
        count = tries.count if tries else 1
        left, wait = self._policy.left(count), self._policy.wait(count)
        parts = [message]
        if left == 0:
            parts.append(_locked(wait))
        elif left <= len(self._policy.delays):
            parts.append(ngettext("{n} yritys jäljellä.", "{n} yritystä jäljellä.", left).format(n=left))
        return LoginRefusedError(" ".join(parts), attempts_left=left, wait_seconds=wait)

    def _remaining(self, tries: Tries, now: datetime) -> int:
        full = self._policy.wait(tries.count)
        return min(full, math.ceil(full - (now - tries.last) / timedelta(seconds=1)))

    def _must_wait(self, tries: Tries, wait: int) -> LoginRefusedError:
        left = self._policy.left(tries.count)
        if left == 0:
            message = _locked(wait)
        else:
            message = ngettext("Odota {n} sekunti ja yritä uudelleen.", "Odota {n} sekuntia ja yritä uudelleen.", wait)
        return LoginRefusedError(message.format(n=wait), attempts_left=left, wait_seconds=wait)

    def _name(self, login: str) -> str:
        return hashlib.sha256(f"{self._office}|{fold_login(login)}".encode("utf-8", "surrogatepass")).hexdigest()[:32]

    def _read(self) -> dict[str, Tries]:
        """Return what is counted. An unreadable file counts as empty: who can spoil it can remove it as well."""
        with suppress(FileNotFoundError, *SPOILT, AttributeError):
            data = json.loads(self._path.read_text("utf-8"))
            return {n: Tries(max(int(t["count"]), 0), _instant(t["last"])) for n, t in data["tries"].items()}
        return {}

    def _write(self, tries: Mapping[str, Tries]) -> None:
        kept = sorted(tries.items(), key=lambda item: item[1].last)[-_MOST_KEPT:]
        content = {n: {"count": t.count, "last": t.last.isoformat()} for n, t in kept}
        replace_file(self._path, json.dumps({"format": _FORMAT, "tries": content}, indent=1).encode())


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError(text)
    return instant


def _locked(wait: int) -> str:
    minutes = math.ceil(wait / 60)
    return ngettext(
        "Käyttäjätunnus on lukittu {n} minuutiksi liian monen väärän yrityksen vuoksi. Odota, tai pyydä"
        " pääkäyttäjältä uusi ensimmäinen salasana.",
        "Käyttäjätunnus on lukittu {n} minuutiksi liian monen väärän yrityksen vuoksi. Odota, tai pyydä"
        " pääkäyttäjältä uusi ensimmäinen salasana.",
        minutes,
    ).format(n=minutes)
