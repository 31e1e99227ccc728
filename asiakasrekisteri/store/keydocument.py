"""The key file as a value: its JSON form, read strictly, written canonically.

Three guards with three tasks: `check` (plain SHA-256) tells an accident, `seal` (keyed by the data key) tells whoever
rewrote the file without knowing a password, and inside each slot the tags of AES-GCM judge the password itself.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from asiakasrekisteri.domain.errors import KeyFileDamagedError, NewerVersionError
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.canonical import canonical
from asiakasrekisteri.store.logins import FORMAT, MAX_BYTES, USER
from asiakasrekisteri.store.sealing import (
    KEY_BYTES,
    SALT_BYTES,
    KdfParameters,
    decode,
    derive,
    encode,
    same,
    tag,
)

RECOVERY = "recovery"
_ARGON2ID = "argon2id"
_ARGON2_VERSION = 19


@dataclass(frozen=True, slots=True)
class Slot:
    """One way in: a user, or the recovery code. `keys`: name -> generation -> the key sealed to `public`."""

    id: str
    login: str
    kind: str
    kdf: KdfParameters
    salt: bytes
    public: bytes
    private: str
    must_change: bool
    device: bool
    keys: Mapping[str, Mapping[int, str]]


@dataclass(frozen=True, slots=True)
class KeyDocument:
    """The whole key file. `seal_generation` says which data key the seal was made with."""

    office: str
    slots: tuple[Slot, ...]
    seal_generation: int = 0
    seal: str = ""

    def user(self, login: str) -> Slot | None:
        """Return the slot of a user ID, however it was typed (already folded), or None."""
        return next((s for s in self.slots if s.kind == USER and s.login == login), None)

    def logins(self) -> tuple[str, ...]:
        """Return the user IDs that have a slot, in order."""
        return tuple(sorted(s.login for s in self.slots if s.kind == USER))

    def holders(self, name: str) -> tuple[str, ...]:
        """Return the user IDs that a key is sealed to, in order."""
        return tuple(sorted(s.login for s in self.slots if s.kind == USER and name in s.keys))

    def recovery(self) -> Slot | None:
        """Return the slot of the recovery code, or None before it is made."""
        return next((s for s in self.slots if s.kind == RECOVERY), None)

    def with_slot(self, slot: Slot) -> "KeyDocument":
        """Return a copy in which the slot is new, or takes the place of the one with its id."""
        if any(s.id == slot.id for s in self.slots):
            return replace(self, slots=tuple(slot if s.id == slot.id else s for s in self.slots))
        return replace(self, slots=(*self.slots, slot))

    def without(self, slot_id: str) -> "KeyDocument":
        """Return a copy without the slot."""
        return replace(self, slots=tuple(s for s in self.slots if s.id != slot_id))


def damaged() -> KeyFileDamagedError:
    """Return the error of an unreadable or altered key file."""
    return KeyFileDamagedError(
        _(
            "Avaintiedosto rekisteri.avain on vaurioitunut. Palauta varmuuskopio, tai pyydä tukea ottamaan käyttöön"
            " edellinen avaintiedosto rekisteri.avain.1."
        )
    )


def dump(document: KeyDocument) -> bytes:
    """Return the file's content."""
    body = _body(document) | {"seal": {"generation": document.seal_generation, "tag": document.seal}}
    check = hashlib.sha256(canonical(body)).hexdigest()
    return json.dumps(body | {"check": check}, indent=1, ensure_ascii=False).encode() + b"\n"


def parse(content: bytes) -> KeyDocument:
    """Read the file's content.

    Raises:
        KeyFileDamagedError: it is cut, altered or something else.
        NewerVersionError: a later program wrote it.
    """
    if len(content) > MAX_BYTES:
        raise damaged()
    try:
        data = json.loads(content.decode())
        if isinstance(data, dict) and isinstance(data.get("format"), int) and data["format"] > FORMAT:
            raise NewerVersionError(
                _("Rekisterin avaintiedosto on uudemman ohjelmaversion kirjoittama. Päivitä ohjelma.")
            )
        check = data.pop("check")
        if check != hashlib.sha256(canonical(data)).hexdigest():
            raise damaged()
        document = _document(data)
        if canonical(data) != canonical(_body(document) | {"seal": data["seal"]}):
            raise damaged()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as e:
        raise damaged() from e
    return document


def seal_document(document: KeyDocument, generation: int, data_key: bytes) -> KeyDocument:
    """Return a copy sealed with the data key of a generation."""
    sealed = replace(document, seal_generation=generation, seal="")
    return replace(sealed, seal=_seal_tag(sealed, data_key))


def require_sealed(document: KeyDocument, data_keys: Mapping[int, bytes]) -> None:
    """Refuse a file that somebody without a password put together.

    Raises:
        KeyFileDamagedError: the seal does not hold, or was made with a key that the slot lacks.
    """
    key = data_keys.get(document.seal_generation)
    if key is None or not same(document.seal, _seal_tag(document, key)):
        raise damaged()


def _seal_tag(document: KeyDocument, data_key: bytes) -> str:
    content = canonical([_body(document), document.seal_generation])
    return tag(derive(data_key, "asiakasrekisteri key file"), content)


def _body(document: KeyDocument) -> dict[str, Any]:
    return {"format": FORMAT, "office": document.office, "slots": [_slot_json(s) for s in document.slots]}


def kdf_json(kdf: KdfParameters) -> dict[str, Any]:
    """Return the cost of a slot as it stands in the file."""
    return {"name": _ARGON2ID, "v": _ARGON2_VERSION, "t": kdf.passes, "m": kdf.memory_kib, "p": kdf.lanes}


def _slot_json(slot: Slot) -> dict[str, Any]:
    return {
        "id": slot.id,
        "login": slot.login,
        "kind": slot.kind,
        "kdf": kdf_json(slot.kdf),
        "salt": encode(slot.salt),
        "public": encode(slot.public),
        "private": slot.private,
        "must_change": slot.must_change,
        "device": slot.device,
        "keys": {n: {str(g): sealed for g, sealed in held.items()} for n, held in slot.keys.items()},
    }


def _document(data: dict[str, Any]) -> KeyDocument:
    seal = data["seal"]
    return KeyDocument(
        office=_text(data["office"]),
        slots=tuple(_slot(s) for s in data["slots"]),
        seal_generation=_number(seal["generation"]),
        seal=_text(seal["tag"]),
    )


def _slot(data: dict[str, Any]) -> Slot:
    kdf = data["kdf"]
    if kdf["name"] != _ARGON2ID or kdf["v"] != _ARGON2_VERSION or data["kind"] not in {USER, RECOVERY}:
        raise damaged()
    return Slot(
        id=_text(data["id"]),
        login=_text(data["login"]),
        kind=_text(data["kind"]),
        kdf=KdfParameters(_number(kdf["t"]), _number(kdf["m"]), _number(kdf["p"])),
        salt=_bytes(data["salt"], SALT_BYTES),
        public=_bytes(data["public"], KEY_BYTES),
        private=_text(data["private"]),
        must_change=_flag(data["must_change"]),
        device=_flag(data["device"]),
        keys={_text(n): {int(g): _text(sealed) for g, sealed in held.items()} for n, held in data["keys"].items()},
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise damaged()
    return value


def _bytes(value: object, length: int) -> bytes:
    raw = decode(_text(value))
    if len(raw) != length:
        raise damaged()
    return raw


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise damaged()
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise damaged()
    return value
