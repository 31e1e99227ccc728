"""What a right password gives: the keys sealed to one slot."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from asiakasrekisteri.domain.errors import StoreError
from asiakasrekisteri.domain.permissions import SealedKey
from asiakasrekisteri.domain.texts import _

DATA = "data"
KEY_NAMES = (DATA, *(key.value for key in SealedKey))


@dataclass(frozen=True, slots=True)
class UnlockedKeys:
    """The keys of the user signed in; never printed, logged or stored.

    Attributes:
        office: id of the office, also inside its database.
        login: the user ID as granted; empty after a recovery code.
        slot_id: which slot was opened.
        must_change: the password is the first one, given by the main user.
        by_recovery: opened with the printed recovery code.
        keys: name of key -> generation -> 32 bytes. Two generations only while a change of keys is unfinished.
    """

    office: str
    login: str
    slot_id: str
    must_change: bool
    by_recovery: bool
    keys: Mapping[str, Mapping[int, bytes]] = field(repr=False)

    def holds(self, name: str) -> bool:
        """Tell whether the slot has the named key."""
        return name in self.keys

    @property
    def whole(self) -> bool:
        """Whether the slot has every key there is: a main user's."""
        return self.keys.keys() >= set(KEY_NAMES)

    def generations(self, name: str = DATA) -> tuple[int, ...]:
        """Return the generations of a key, newest first."""
        return tuple(sorted(self.keys.get(name, {}), reverse=True))

    def key(self, name: str = DATA, generation: int | None = None) -> bytes:
        """Return one key, the newest generation unless another is asked for.

        Raises:
            StoreError: the slot was never given the key.
        """
        held = self.keys.get(name, {})
        wanted = max(held, default=0) if generation is None else generation
        if wanted not in held:
            raise StoreError(_("Käyttäjätunnuksellesi ei ole annettu tätä avainta. Pyydä se pääkäyttäjältä."))
        return held[wanted]
