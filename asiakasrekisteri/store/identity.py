"""Henkilötunnus: stored only with a ground, sealed with its own key, found by a keyed hash (tietosuojalaki 29 §)."""

import hashlib
import hmac

from cryptography.exceptions import InvalidTag
from sqlalchemy import select

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError, PermissionDeniedError, StoreDamagedError
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import Person
from asiakasrekisteri.store.sealing import decode, derive, encode, seal, unseal
from asiakasrekisteri.store.work import Work

MASK = "••••••-••••"
"""What records show in place of a sealed value; coming back from a form it means: not touched."""
_CONTEXT = b"person.identity_code"


def seal_identity(work: Work, person: Person | None, values: dict[str, object]) -> dict[str, object]:
    """Return the stored form of the identity columns.

    Args:
        work: whose identity key seals.
        person: the row that is changed; None for a new one.
        values: the checked values of the form; a value that still shows the mask was not touched.
    """
    code = values.get("identity_code")
    if code == MASK:
        return {"identity_code": person.identity_code if person else None}
    if code is None:
        return {"identity_code": None, "identity_blind": None, "identity_ground": None}
    if not values.get("identity_ground"):
        raise InvalidInputError(
            [
                FieldError(
                    "identity_ground", _("Valitse peruste, jolla henkilötunnus tallennetaan (tietosuojalaki 29 §).")
                )
            ]
        )
    key = _key(work)
    stored = decode(seal(key, str(code).encode(), _CONTEXT))
    return {"identity_code": stored, "identity_blind": blind(key, str(code))}


def open_identity(work: Work, person: Person) -> str | None:
    """Return the henkilötunnus in clear, for a role that has been given the identity key."""
    return None if person.identity_code is None else open_sealed_identity(work, person.identity_code)


def open_sealed_identity(work: Work, stored: bytes) -> str:
    """Return in clear what is or was stored of a henkilötunnus."""
    try:
        return unseal(_key(work), encode(stored), _CONTEXT).decode()
    except InvalidTag as error:
        raise StoreDamagedError(
            _("Henkilötunnusta ei voi avata: tieto on vahingoittunut. Palauta varmuuskopio.")
        ) from error


def find_identity(work: Work, code: str) -> list[int]:
    """Return the persons with exactly this henkilötunnus, separator and all; none for a role without the key."""
    if work.keys.identity is None:
        return []
    wanted = blind(work.keys.identity, code)
    return list(work.session.scalars(select(Person.id).where(Person.identity_blind == wanted)))


def blind(key: bytes, code: str) -> bytes:
    """Return the keyed hash under which a henkilötunnus is found (HMAC-SHA256)."""
    return hmac.digest(derive(key, "identity search"), code.encode(), hashlib.sha256)


def _key(work: Work) -> bytes:
    if work.keys.identity is None:
        raise PermissionDeniedError(
            _("Roolillesi ei ole annettu avainta henkilötunnuksiin. Pyydä oikeutta pääkäyttäjältä.")
        )
    return work.keys.identity
