"""One slot of the key file: a key pair whose private half opens with one person's password.

Everything readable in a slot is bound into the tag over its private key, so a slot cannot be renamed, moved to another
office, freed from its forced change of password or given a cheaper stretching without ceasing to open.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from asiakasrekisteri.store.canonical import canonical
from asiakasrekisteri.store.keydocument import Slot, damaged, kdf_json
from asiakasrekisteri.store.logins import USER
from asiakasrekisteri.store.sealing import (
    SALT_BYTES,
    KdfParameters,
    KdfPolicy,
    derive,
    encode,
    seal,
    seal_to,
    stretch,
    stretch_new,
    unseal,
    unseal_with,
)

Keys = Mapping[str, Mapping[int, bytes]]


@dataclass(frozen=True, slots=True)
class Secret:
    """What a person gives to be let in: the typed bytes, and what the machine's keyring adds to them, if anything."""

    typed: bytes
    device: bytes | None = None


def new_slot(
    office: str, login: str, secret: Secret, policy: KdfPolicy, *, kind: str = USER, must_change: bool = False
) -> Slot:
    """Return a slot with a fresh key pair and no keys yet."""
    private = X25519PrivateKey.generate()
    empty = Slot(
        id=secrets.token_hex(8),
        login=login,
        kind=kind,
        kdf=policy.preferred,
        salt=b"",
        public=private.public_key().public_bytes_raw(),
        private="",
        must_change=must_change,
        device=False,
        keys={},
    )
    return with_secret(office, empty, private, secret, policy)


def with_secret(office: str, slot: Slot, private: X25519PrivateKey, secret: Secret, policy: KdfPolicy) -> Slot:
    """Return the slot with its private key under another password. The keys sealed to it stay as they are."""
    salt = secrets.token_bytes(SALT_BYTES)
    stretched, kdf = stretch_new(secret.typed, salt, policy)
    fresh = replace(slot, kdf=kdf, salt=salt, device=secret.device is not None)
    sealed = seal(_join(stretched, salt, secret.device), private.private_bytes_raw(), _context(office, fresh))
    return replace(fresh, private=sealed)


def open_slot(office: str, slot: Slot, secret: Secret, policy: KdfPolicy) -> X25519PrivateKey | None:
    """Return the private key, or None when the password (or the machine's part of it) is wrong.

    Raises:
        KeyFileDamagedError: the stretching asked for is out of bounds, or the halves of the pair do not match.
    """
    stretched = stretch(secret.typed, slot.salt, policy.require(slot.kdf))
    device = secret.device if slot.device else None
    try:
        raw = unseal(_join(stretched, slot.salt, device), slot.private, _context(office, slot))
    except InvalidTag:
        return None
    except ValueError as e:
        raise damaged() from e
    private = X25519PrivateKey.from_private_bytes(raw)
    if private.public_key().public_bytes_raw() != slot.public:
        raise damaged()
    return private


def waste_time(secret: Secret, cost: KdfParameters) -> None:
    """Spend on an unknown user ID what a known one costs, so that the clock does not tell them apart."""
    stretch(secret.typed, bytes(SALT_BYTES), cost)


def with_keys(office: str, slot: Slot, keys: Keys) -> Slot:
    """Return the slot holding exactly these keys, sealed to its public half."""
    sealed = {
        name: {g: seal_to(slot.public, key, _key_context(office, slot, name, g)) for g, key in held.items()}
        for name, held in keys.items()
    }
    return replace(slot, keys=sealed)


def with_generation(office: str, slot: Slot, name: str, generation: int, key: bytes) -> Slot:
    """Return the slot with one more generation of a key."""
    sealed = seal_to(slot.public, key, _key_context(office, slot, name, generation))
    return replace(slot, keys={**slot.keys, name: {**slot.keys.get(name, {}), generation: sealed}})


def only_generation(slot: Slot, name: str, generation: int) -> Slot:
    """Return the slot with one generation of a key and no other."""
    kept = {g: sealed for g, sealed in slot.keys.get(name, {}).items() if g == generation}
    return replace(slot, keys={**slot.keys, name: kept})


def keys_of(office: str, slot: Slot, private: X25519PrivateKey) -> dict[str, dict[int, bytes]]:
    """Open every key sealed to the slot.

    Raises:
        KeyFileDamagedError: one of them was altered or belongs elsewhere.
    """
    try:
        return {
            name: {g: unseal_with(private, s, _key_context(office, slot, name, g)) for g, s in held.items()}
            for name, held in slot.keys.items()
        }
    except (InvalidTag, ValueError) as e:
        raise damaged() from e


def _join(stretched: bytes, salt: bytes, device: bytes | None) -> bytes:
    if device is None:
        return stretched
    return derive(stretched + device, "asiakasrekisteri password and device", salt)


def _context(office: str, slot: Slot) -> bytes:
    return canonical(
        [
            "asiakasrekisteri slot",
            office,
            slot.id,
            slot.login,
            slot.kind,
            kdf_json(slot.kdf),
            encode(slot.salt),
            encode(slot.public),
            slot.must_change,
            slot.device,
        ]
    )


def _key_context(office: str, slot: Slot, name: str, generation: int) -> bytes:
    return canonical(["asiakasrekisteri key", office, slot.id, encode(slot.public), name, generation])
