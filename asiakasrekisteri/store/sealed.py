"""Values that only some roles may read: sealed with a key of their own on top of the file's encryption (R-43, R-50).

Passwords of hosting accounts are sealed with the key of secrets, the sound of recordings with the key of recordings. A
role that has not been given the key cannot read them from the file either.
"""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from asiakasrekisteri.domain.errors import PermissionDeniedError, StoreDamagedError
from asiakasrekisteri.domain.fields import Sensitivity
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.work import Work

_NONCE_BYTES = 12
_PADDED_TO = 32
"""A password is sealed in steps of so many bytes: its length would help to guess it."""


def may_open(work: Work, sensitivity: Sensitivity) -> bool:
    """Tell whether the user's role has been given the key that seals values of this kind."""
    return sensitivity is Sensitivity.PLAIN or _keys(work)[sensitivity] is not None


def seal_bytes(work: Work, sensitivity: Sensitivity, plain: bytes, bound_to: str) -> bytes:
    """Seal bytes with the key of their kind, bound to the place where they are kept.

    Raises:
        PermissionDeniedError: the role has not been given the key.
    """
    if sensitivity is Sensitivity.SECRET:
        plain += bytes(-len(plain) % _PADDED_TO)
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(_key(work, sensitivity)).encrypt(nonce, plain, bound_to.encode())


def open_bytes(work: Work, sensitivity: Sensitivity, sealed: bytes, bound_to: str) -> bytes:
    """Open what `seal_bytes` closed.

    Raises:
        PermissionDeniedError: the role has not been given the key.
        StoreDamagedError: the bytes have been altered or moved to another place.
    """
    key = _key(work, sensitivity)
    try:
        plain = AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], bound_to.encode())
    except InvalidTag as error:
        message = _("Suljettua tietoa ei voi avata: se on vahingoittunut. Palauta varmuuskopio.")
        raise StoreDamagedError(message) from error
    return plain.rstrip(bytes(1)) if sensitivity is Sensitivity.SECRET else plain


def _key(work: Work, sensitivity: Sensitivity) -> bytes:
    key = _keys(work)[sensitivity]
    if key is None:
        raise PermissionDeniedError(_refusals()[sensitivity])
    return key


def _keys(work: Work) -> dict[Sensitivity, bytes | None]:
    keys = work.keys
    return {
        Sensitivity.IDENTITY: keys.identity,
        Sensitivity.SECRET: keys.secrets,
        Sensitivity.RECORDING: keys.recordings,
    }


def _refusals() -> dict[Sensitivity, str]:
    return {
        Sensitivity.IDENTITY: _("Roolillesi ei ole annettu avainta henkilötunnuksiin. Pyydä oikeutta pääkäyttäjältä."),
        Sensitivity.SECRET: _("Roolillesi ei ole annettu avainta salasanoihin. Pyydä oikeutta pääkäyttäjältä."),
        Sensitivity.RECORDING: _("Roolillesi ei ole annettu avainta nauhoitteisiin. Pyydä oikeutta pääkäyttäjältä."),
    }
