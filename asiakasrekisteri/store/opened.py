"""An open register: what the gate is given to work with."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Engine

from asiakasrekisteri.domain.permissions import SealedKey
from asiakasrekisteri.store.files import LOG_HEAD
from asiakasrekisteri.store.keyfile import KeyFile
from asiakasrekisteri.store.ledger import Ledger
from asiakasrekisteri.store.log import HeadFile
from asiakasrekisteri.store.log_truncation import sealing_key
from asiakasrekisteri.store.unlocked import UnlockedKeys
from asiakasrekisteri.store.vault import Vault

Clock = Callable[[], dt.datetime]


@dataclass(frozen=True, slots=True)
class RoleKeys:
    """The keys that seal single fields; None where the signed-in user's role has not been given the key."""

    identity: bytes | None
    secrets: bytes | None
    recordings: bytes | None

    @classmethod
    def of(cls, keys: UnlockedKeys) -> "RoleKeys":
        """Take the field keys out of an opened slot."""
        return cls(
            *(
                keys.key(k) if keys.holds(k) else None
                for k in (SealedKey.IDENTITY, SealedKey.SECRETS, SealedKey.RECORDINGS)
            )
        )


@dataclass(frozen=True, slots=True)
class OpenStore:
    """The vault of an office with its key file, the files beside the database, and the clock."""

    vault: Vault
    key_file: KeyFile
    keys: RoleKeys
    head: HeadFile
    ledger: Ledger
    clock: Clock

    @classmethod
    def of(cls, vault: Vault, key_file: KeyFile, clock: Clock) -> "OpenStore":
        """Wrap an open vault."""
        head = HeadFile(vault.folder / LOG_HEAD, sealing_key(vault.keys))
        return cls(vault, key_file, RoleKeys.of(vault.keys), head, Ledger(vault.folder, vault.keys), clock)

    @property
    def engine(self) -> Engine:
        """The engine of the encrypted database."""
        return self.vault.engine
