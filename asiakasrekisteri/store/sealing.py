"""The cryptographic primitives of the key file; every other module says only what is sealed to whom.

Argon2id stretches what a person types, AES-256-GCM seals under a key both sides hold, HPKE (RFC 9180: X25519,
HKDF-SHA256, AES-256-GCM) seals to a public key, so that a main user can hand out keys without anybody's password.
"""

import base64
import hashlib
import hmac
import secrets
import unicodedata
from dataclasses import dataclass

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from asiakasrekisteri.domain.errors import InsufficientMemoryError, KeyFileDamagedError
from asiakasrekisteri.domain.texts import _

KEY_BYTES = 32
SALT_BYTES = 16
_NONCE_BYTES = 12
_ARGON2_VERSION = 19
_HPKE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


@dataclass(frozen=True, slots=True)
class KdfParameters:
    """Cost of one Argon2id: passes, memory in KiB, lanes. Stored with each slot."""

    passes: int
    memory_kib: int
    lanes: int

    def within(self, low: "KdfParameters", high: "KdfParameters") -> bool:
        """Tell whether every cost lies between two others."""
        return (
            low.passes <= self.passes <= high.passes
            and low.memory_kib <= self.memory_kib <= high.memory_kib
            and low.lanes <= self.lanes <= high.lanes
        )


@dataclass(frozen=True, slots=True)
class KdfPolicy:
    """What is used for a new slot, and between which limits a stored one is believed.

    A hostile file could ask for 8 KiB, which makes guessing cheap, or for 4 TiB, which stops the machine. The default
    is the product's; tests hand in a cheaper policy of their own and leave this one alone.
    """

    preferred: KdfParameters = KdfParameters(passes=3, memory_kib=256 * 1024, lanes=4)
    floor: KdfParameters = KdfParameters(passes=3, memory_kib=64 * 1024, lanes=1)
    ceiling: KdfParameters = KdfParameters(passes=20, memory_kib=2 * 1024 * 1024, lanes=8)

    def require(self, parameters: KdfParameters) -> KdfParameters:
        """Return the parameters, or refuse the file that carries them."""
        if not parameters.within(self.floor, self.ceiling):
            raise KeyFileDamagedError(
                _("Avaintiedoston suojausasetukset ovat virheelliset. Palauta avaintiedosto varmuuskopiosta.")
            )
        return parameters

    def is_weak(self, parameters: KdfParameters) -> bool:
        """Tell whether a slot should be sealed anew with the preferred cost."""
        return parameters.memory_kib < self.preferred.memory_kib or parameters.passes < self.preferred.passes

    def fallback(self) -> KdfParameters:
        """Return the least cost allowed, for a machine that cannot spare the preferred memory."""
        return KdfParameters(self.floor.passes, self.floor.memory_kib, self.preferred.lanes)


PRODUCT_POLICY = KdfPolicy()


def encode(raw: bytes) -> str:
    """Return bytes as base64 text."""
    return base64.b64encode(raw).decode("ascii")


def decode(text: str) -> bytes:
    """Return base64 text as bytes; ValueError when it is not base64."""
    return base64.b64decode(text, validate=True)


def password_bytes(password: str) -> bytes:
    """Return a typed password as bytes. Composed first: ä typed on a Mac may arrive as a and two dots."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")


def stretch(secret: bytes, salt: bytes, cost: KdfParameters) -> bytes:
    """Return the key of a typed secret: one Argon2id.

    Raises:
        InsufficientMemoryError: the memory cannot be had now.
    """
    try:
        return hash_secret_raw(
            secret, salt, cost.passes, cost.memory_kib, cost.lanes, KEY_BYTES, Type.ID, _ARGON2_VERSION
        )
    except (HashingError, MemoryError) as e:
        raise InsufficientMemoryError(
            _("Koneen muisti ei riitä kirjautumiseen. Sulje muita ohjelmia ja yritä uudelleen.")
        ) from e


def stretch_new(secret: bytes, salt: bytes, policy: KdfPolicy) -> tuple[bytes, KdfParameters]:
    """Stretch with the preferred cost, or with the floor where the memory is not to be had; return key and cost."""
    try:
        return stretch(secret, salt, policy.preferred), policy.preferred
    except InsufficientMemoryError:
        return stretch(secret, salt, policy.fallback()), policy.fallback()


def derive(secret: bytes, purpose: str, salt: bytes = b"") -> bytes:
    """Return a 256-bit key for one purpose from a strong secret (HKDF-SHA256)."""
    return HKDF(hashes.SHA256(), KEY_BYTES, salt=salt, info=purpose.encode()).derive(secret)


def seal(key: bytes, plain: bytes, bound_to: bytes) -> str:
    """Seal bytes under a key, bound to the context they belong in."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return encode(nonce + AESGCM(key).encrypt(nonce, plain, bound_to))


def unseal(key: bytes, sealed: str, bound_to: bytes) -> bytes:
    """Open what `seal` closed; InvalidTag when key, content or context is another."""
    raw = decode(sealed)
    return AESGCM(key).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], bound_to)


def seal_to(public: bytes, plain: bytes, bound_to: bytes) -> str:
    """Seal bytes to a public key, bound to their context."""
    return encode(_HPKE.encrypt(plain, X25519PublicKey.from_public_bytes(public), bound_to))


def unseal_with(private: X25519PrivateKey, sealed: str, bound_to: bytes) -> bytes:
    """Open what `seal_to` closed; InvalidTag when key, content or context is another."""
    return _HPKE.decrypt(decode(sealed), private, bound_to)


def tag(key: bytes, content: bytes) -> str:
    """Return a keyed tag over content (HMAC-SHA256)."""
    return hmac.digest(key, content, hashlib.sha256).hex()


def same(left: str, right: str) -> bool:
    """Compare two tags in constant time."""
    return hmac.compare_digest(left.encode(), right.encode())
