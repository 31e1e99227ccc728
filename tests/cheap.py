"""Keys whose stretching costs a test nothing. The product's own policy is left as it is (see test_sealing)."""

from pathlib import Path

from asiakasrekisteri.store.keyfile import KeyFile
from asiakasrekisteri.store.sealing import KdfParameters, KdfPolicy
from asiakasrekisteri.store.unlocked import UnlockedKeys
from asiakasrekisteri.store.vault import Vault

CHEAP = KdfPolicy(preferred=KdfParameters(1, 16, 1), floor=KdfParameters(1, 8, 1))
MAIN, PASSWORD = "paula", "pitkä ja hyvä salasana"


def new_keys(folder: Path) -> tuple[KeyFile, UnlockedKeys]:
    """Make the key file of an office whose main user is paula."""
    folder.mkdir(parents=True, exist_ok=True)
    return KeyFile.create(folder, MAIN, PASSWORD, CHEAP)


def new_vault(folder: Path) -> tuple[Vault, KeyFile]:
    """Make an office with an empty database."""
    file, keys = new_keys(folder)
    return Vault.create(folder, keys), file
