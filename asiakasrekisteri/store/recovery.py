"""The recovery code: 160 random bits in 34 characters that survive paper, telephone and tired eyes.

Crockford's base 32 leaves out I, L, O and U; what is read as one of the first three is taken for 1, 1 and 0. Two
characters are a checksum, so that a slip of the pen is told from a wrong code at once and without counting as a try.
"""

import hashlib
import secrets

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.texts import _

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 34
_BODY = 32
_GROUP = 6
_RANDOM_BYTES = 20
_MISREAD = str.maketrans("OIL", "011")


def _checksum(body: str) -> str:
    return "".join(ALPHABET[byte & 31] for byte in hashlib.sha256(body.encode()).digest()[: CODE_LENGTH - _BODY])


def new_code() -> str:
    """Return a fresh code in groups of six, ready to print."""
    number = int.from_bytes(secrets.token_bytes(_RANDOM_BYTES), "big")
    body = "".join(ALPHABET[(number >> 5 * place) & 31] for place in reversed(range(_BODY)))
    text = body + _checksum(body)
    return "-".join(text[start : start + _GROUP] for start in range(0, CODE_LENGTH, _GROUP))


def code_bytes(typed: str) -> bytes:
    """Return the secret of a code however it was typed: small letters, spaces, no hyphens.

    Raises:
        InvalidInputError: the length or the checksum does not fit, so a character was mistyped.
    """
    text = "".join(c for c in typed.upper().translate(_MISREAD) if c.isalnum())
    if len(text) != CODE_LENGTH:
        raise _mistyped(
            _("Palautusavaimessa on {expected} merkkiä, kirjoitit {typed}. Tarkista avain paperista.").format(
                expected=CODE_LENGTH, typed=len(text)
            )
        )
    if _checksum(text[:_BODY]) != text[_BODY:]:
        raise _mistyped(_("Palautusavaimessa on kirjoitusvirhe. Tarkista avain paperista merkki merkiltä."))
    return text[:_BODY].encode()


def _mistyped(message: str) -> InvalidInputError:
    return InvalidInputError([FieldError("recovery_code", message)])
