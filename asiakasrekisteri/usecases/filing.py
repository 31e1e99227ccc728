"""What a file is called and counted as, and why one is refused."""

import re

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.formats import FINLAND, day
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.domain.words import readable
from asiakasrekisteri.exchange.media import UNKNOWN, media_type_of
from asiakasrekisteri.store.models import Attachment, Entity, Interaction
from asiakasrekisteri.store.work import Work

_LONGEST_NAME = 150
_LONGEST_ENDING = 12
_UNSAFE = re.compile(r'[<>:"|?*]')
_DEVICES = re.compile(r"(?:CON|PRN|AUX|NUL|COM\d|LPT\d)(?=\.|$)", re.IGNORECASE)
"""Names under which Windows keeps its devices, with whatever ending."""


def file_name(name: str) -> str:
    """Return a name that says what the file is and under which every system saves it.

    No folders, no signs that nobody sees or that turn what is read, none that Windows keeps for itself, not too long.
    """
    bare = readable(name.replace("\\", "/").rpartition("/")[2]).strip().rstrip(". ")
    plain = _UNSAFE.sub("_", bare)
    if _DEVICES.match(plain):
        plain = f"_{plain}"
    if len(plain) > _LONGEST_NAME:
        stem, dot, ending = plain.rpartition(".")
        ending = f".{ending}" if dot and len(ending) <= _LONGEST_ENDING else ""
        plain = (stem if ending else plain)[: _LONGEST_NAME - len(ending)] + ending
    return plain or _("nimetön")


def recording_name(work: Work, owner: Entity) -> str:
    """Return the neutral name of a recording: that which an exchange gives holds numbers."""
    at = owner.at if isinstance(owner, Interaction) else work.now
    return _("Puhelunauhoite {day}").format(day=day(at.astimezone(FINLAND).date()))


def kinds_of(row: Attachment, beginning: bytes) -> dict[str, str]:
    """Return the media type as the file begins, and its kind where nobody has told it."""
    told = media_type_of(row.name, beginning)
    media_type = row.media_type if told == UNKNOWN else told
    return {"media_type": media_type, "kind": row.kind or _kind(media_type)}


def _kind(media_type: str) -> str:
    if media_type == "message/rfc822":
        return "message"
    if media_type.startswith("image/"):
        return "picture"
    document = media_type.startswith(("text/", "application/pdf", "application/vnd.", "application/msword"))
    return "document" if document else "other"


def altered() -> InvalidInputError:
    """Return the refusal of a file that is not what was sent."""
    message = _("Tiedosto muuttui siirron aikana. Mitään ei tallennettu. Lisää tiedosto uudelleen.")
    return InvalidInputError([FieldError("sha256", message)])


def too_large(most: int) -> InvalidInputError:
    """Return the refusal of a file of more than so many bytes."""
    message = _("Tiedosto on liian suuri: suurin koko on {megabytes} Mt. Jaa tiedosto osiin tai tiivistä se.")
    return InvalidInputError([FieldError("size", message.format(megabytes=most // 1024 // 1024))])
