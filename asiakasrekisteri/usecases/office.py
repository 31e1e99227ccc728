"""The door of an office: founding it, signing in, the recovery code, backups. What stands before the gate."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from asiakasrekisteri import __version__
from asiakasrekisteri.domain.errors import (
    AppError,
    KeyringUnavailableError,
    PasswordChangeRequiredError,
    PermissionDeniedError,
)
from asiakasrekisteri.domain.progress import SILENT, Progress
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.host.keyring import DeviceSecrets
from asiakasrekisteri.store.files import make_folder, require_files
from asiakasrekisteri.store.keyfile import KeyFile, fold_login
from asiakasrekisteri.store.opened import Clock, OpenStore
from asiakasrekisteri.store.place import require_suitable
from asiakasrekisteri.store.restore import Restorer
from asiakasrekisteri.store.sealing import PRODUCT_POLICY, KdfPolicy
from asiakasrekisteri.store.signin import SignIn
from asiakasrekisteri.store.unlocked import UnlockedKeys
from asiakasrekisteri.store.upgrade import upgrade_office
from asiakasrekisteri.store.vault import Vault, utc_now
from asiakasrekisteri.store.work import Changed
from asiakasrekisteri.usecases.erasing_again import ErasedAgain, erase_again, sweep_copies
from asiakasrekisteri.usecases.furnish import checked_firm, furnish_office
from asiakasrekisteri.usecases.gate import Gate, found, sign_in
from asiakasrekisteri.usecases.logs import seal_log
from asiakasrekisteri.usecases.tidying import tidy
from asiakasrekisteri.usecases.users import check_password


def _unheard(_changed: Changed) -> None:
    """Nobody listens: the command line."""


@dataclass(frozen=True)
class Surroundings:
    """What the office is opened with; tests hand in a cheap key stretching and a clock that stands still."""

    policy: KdfPolicy = PRODUCT_POLICY
    clock: Clock = utc_now
    place: Callable[[Path], None] = require_suitable
    secrets: DeviceSecrets = field(default_factory=DeviceSecrets)


@dataclass(frozen=True)
class Desk:
    """A user signed in: the gate, the office behind it, what was erased again as it was opened, a fault of the log."""

    gate: Gate
    vault: Vault = field(repr=False)
    erased_again: ErasedAgain = field(default_factory=ErasedAgain)
    log_said: str = ""

    def close(self) -> None:
        """Lock: every connection is closed and the keys are forgotten."""
        self.vault.close()


@dataclass(frozen=True)
class Founded:
    """A new office: its first desk, and the recovery code, which is shown and printed once and kept nowhere."""

    desk: Desk
    recovery_code: str = field(repr=False)


class Office:
    """One office folder, locked until somebody signs in."""

    def __init__(self, folder: Path, around: Surroundings | None = None) -> None:
        self.folder = folder
        self._around = around or Surroundings()

    def logins(self) -> tuple[str, ...]:
        """Return the user IDs that may sign in.

        Raises:
            StoreMissingError, KeyFileDamagedError, NewerVersionError: as their names say.
        """
        require_files(self.folder)
        return self._key_file().read().logins()

    def enter(self, login: str, password: str, publish: Callable[[Changed], None] = _unheard) -> Desk:
        """Sign in.

        Raises:
            LoginRefusedError: wrong user ID or password, or too many tries.
            PasswordChangeRequiredError: right, but the first password must be changed (`change_password`).
            StoreError: the register cannot be used; the message says why.
        """
        keys = self._sign_in().with_password(login, password, self._device(login))
        if keys.must_change:
            raise PasswordChangeRequiredError(
                _("Salasana on pääkäyttäjän antama. Vaihda se omaan salasanaasi ennen kuin jatkat.")
            )
        if self._key_file().is_weak(login):
            keys = self._sign_in().change_password(login, password, password, self._device(login))
        return self._open(keys, publish)

    def change_password(self, login: str, old: str, new: str, publish: Callable[[Changed], None] = _unheard) -> Desk:
        """Change a password, the first one too, and sign in with the new one."""
        check_password(new, "new_password")
        keys = self._sign_in().change_password(login, old, new, self._device(login))
        return self._open(keys, publish)

    def enter_with_recovery(
        self, code: str, login: str, new_password: str, publish: Callable[[Changed], None] = _unheard
    ) -> Desk:
        """Give a user ID a new password with the printed recovery code, and sign in with it."""
        check_password(new_password, "new_password")
        keys = self._sign_in().with_recovery(code)
        file = self._key_file()
        file.reset(keys, login, new_password, must_change=False)
        return self._open(file.unlock(login, new_password), publish)

    def create(self, firm: Mapping[str, str], login: str, user_name: str, password: str) -> Founded:
        """Found the office in its folder: keys, encrypted database, firm, main user, recovery code.

        Raises:
            InvalidInputError: something of the firm or the user is wrong; nothing is made.
            ForeignFileError, UnsuitablePlaceError: the folder will not do.
        """
        checked_firm(firm)
        check_password(password, "password")
        make_folder(self.folder)
        self._around.place(self.folder)
        key_file, keys = KeyFile.create(self.folder, login, password, self._around.policy)
        vault = Vault.create(self.folder, keys, now=self._around.clock, place=self._around.place)
        try:
            upgrade_office(vault, program=__version__, now=self._around.clock)
            store = OpenStore.of(vault, key_file, self._around.clock)
            founder = found(store, login, _unheard)
            founder.call(erase_again)
            founder.call(furnish_office, firm, login, user_name)
            code = key_file.new_recovery(keys)
            gate = sign_in(store, login, _unheard)
            gate.call(seal_log)
            return Founded(Desk(gate, vault), code)
        except BaseException:
            vault.close()
            raise

    def restore(self, bundle: Path, login: str, password: str, progress: Progress = SILENT) -> Path | None:
        """Put a backup in the office's place with a password that opened the register when the backup was made.

        What has been erased since is erased again before this returns, and told of at the next opening.

        Returns:
            Where the replaced register was kept, if there was one.

        Raises:
            PermissionDeniedError: the password is not that of a main user of that time.
        """
        opened: list[UnlockedKeys] = []

        def unlock(file: KeyFile) -> UnlockedKeys:
            keys = file.unlock(login, password, self._device(login, file))
            if not keys.whole:
                raise PermissionDeniedError(_("Varmuuskopion palauttaa pääkäyttäjä. Pyydä sitä häneltä."))
            opened.append(keys)
            return keys

        around = self._around
        restorer = Restorer(self.folder, now=around.clock, place=around.place, policy=around.policy)
        aside = restorer.restore(bundle, unlock, progress)
        with suppress(AppError):  # what cannot be opened now tells why when somebody comes in
            self._erase_again(opened[0])
        return aside

    def _erase_again(self, keys: UnlockedKeys) -> None:
        vault = Vault.open(self.folder, keys, now=self._around.clock, place=self._around.place)
        try:
            upgrade_office(vault, program=__version__, now=self._around.clock)
            store = OpenStore.of(vault, self._key_file(), self._around.clock)
            gate = sign_in(store, keys.login, _unheard)
            gate.call(erase_again, telling=False)
            gate.call(sweep_copies)  # an upgrade of the older register has just made a backup of it
        finally:
            vault.close()

    def _open(self, keys: UnlockedKeys, publish: Callable[[Changed], None]) -> Desk:
        vault = Vault.open(self.folder, keys, now=self._around.clock, place=self._around.place)
        try:
            upgrade_office(vault, program=__version__, now=self._around.clock)
            store = OpenStore.of(vault, self._key_file(), self._around.clock)
            gate = sign_in(store, keys.login, publish)
            desk = Desk(gate, vault, *tidy(gate))
        except BaseException:
            vault.close()
            raise
        return desk

    def tie_to_computer(self, login: str, password: str) -> None:
        """Let the user ID open only with this computer's keyring beside the password, so that a copied file is useless.

        The keyring never holds the only copy of anything: the recovery code and the main user's reset open without it.

        Raises:
            LoginRefusedError: the password is wrong.
            KeyringUnavailableError: this computer has no keyring that answers; nothing is changed.
        """
        self._sign_in().with_password(login, password, self._device(login))
        file = self._key_file()
        if not file.uses_device(login):
            file.set_device(login, password, None, self._around.secrets.make(file.read().office, fold_login(login)))

    def untie_from_computer(self, login: str, password: str) -> None:
        """Let the password alone open again, on any computer."""
        self._sign_in().with_password(login, password, self._device(login))
        file = self._key_file()
        file.set_device(login, password, self._device(login), None)
        with suppress(KeyringUnavailableError):
            self._around.secrets.delete(file.read().office, fold_login(login))

    def _device(self, login: str, file: KeyFile | None = None) -> bytes | None:
        """Ask the keyring only for a user ID that needs it: it may be slow to answer, or locked."""
        file = file or self._key_file()
        if not file.uses_device(login):
            return None
        with suppress(KeyringUnavailableError):
            return self._around.secrets.get(file.read().office, fold_login(login))
        return None

    def _sign_in(self) -> SignIn:
        return SignIn(self.folder, now=self._around.clock, policy=self._around.policy)

    def _key_file(self) -> KeyFile:
        return KeyFile(self.folder, self._around.policy)
