"""Signing in: the key file's judgement behind the count of wrong tries. No other way leads to an office's keys."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from asiakasrekisteri.domain.errors import AppError, DeviceSecretMissingError, LoginRefusedError
from asiakasrekisteri.store.attempts import Attempts
from asiakasrekisteri.store.files import require_files
from asiakasrekisteri.store.keyfile import RECOVERY_LOGIN, KeyFile
from asiakasrekisteri.store.sealing import PRODUCT_POLICY, KdfPolicy
from asiakasrekisteri.store.swap import finish_swap
from asiakasrekisteri.store.unlocked import UnlockedKeys

Clock = Callable[[], datetime]


def _utc_now() -> datetime:
    return datetime.now(UTC)


class SignIn:
    """The door of one office folder."""

    def __init__(self, folder: Path, *, now: Clock = _utc_now, policy: KdfPolicy = PRODUCT_POLICY) -> None:
        self._folder = folder
        self._now = now
        self._policy = policy

    def with_password(self, login: str, password: str, device: bytes | None = None) -> UnlockedKeys:
        """Open a user's keys. Look at `must_change` before letting anybody work.

        Raises:
            LoginRefusedError: wrong user ID or password, or the waiting time is not over.
            DeviceSecretMissingError: the keyring's secret is needed and was not given; not counted as a try.
            StoreError: the office's files cannot be used; not counted as a try.
        """
        return self._guarded(login, lambda file: file.unlock(login, password, device))

    def change_password(self, login: str, old: str, new: str, device: bytes | None = None) -> UnlockedKeys:
        """Change a password, the forced first one too; a wrong old one counts as a wrong try."""
        return self._guarded(login, lambda file: file.change_password(login, old, new, device))

    def with_recovery(self, code: str) -> UnlockedKeys:
        """Open every key with the printed code, and lift all locks.

        Raises:
            InvalidInputError: the code is mistyped; not counted as a try.
            LoginRefusedError: the code is not valid here.
        """
        keys = self._guarded(RECOVERY_LOGIN, lambda file: file.unlock_with_recovery(code))
        self.attempts().forget_all()
        return keys

    def attempts(self) -> Attempts:
        """Return the office's count of wrong tries, as for `forget` when the main user resets a password."""
        return Attempts(self._folder, KeyFile(self._folder, self._policy).read().office, self._now)

    def _guarded(self, login: str, unlock: Callable[[KeyFile], UnlockedKeys]) -> UnlockedKeys:
        finish_swap(self._folder)
        require_files(self._folder)
        attempts = self.attempts()
        before = attempts.begin(login)
        try:
            keys = unlock(KeyFile(self._folder, self._policy))
        except DeviceSecretMissingError:
            attempts.undo(login, before)
            raise
        except LoginRefusedError as e:
            raise attempts.refusal(login, str(e)) from e
        except AppError:
            attempts.undo(login, before)
            raise
        attempts.forget(login)
        return keys
