"""Interactions in words and icons, the same in lists, cards and timelines."""

from asiakasrekisteri.domain.fields import EntitySpec, FieldSpec
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.widgets.marks import Tone
from asiakasrekisteri.usecases.records import entity_of

INTERACTION: EntitySpec = entity_of("interaction").spec()
PARTICIPANT: EntitySpec = entity_of("participant").spec()
RECORDING: EntitySpec = entity_of("recording").spec()
_ICONS = {
    "email": "mail",
    "visit": "footprints",
    "letter": "mail-open",
    "note": "sticky-note",
    "support": "life-buoy",
}
_CALLS = {"in": "phone-incoming", "out": "phone-outgoing"}
STATE_TONES: dict[str, Tone] = {"open": "info", "closed": "neutral"}


def interaction_icon(kind: str, direction: str = "") -> str:
    """Return the Lucide name of the icon of an interaction."""
    return _CALLS.get(direction, "phone") if kind == "call" else _ICONS.get(kind, "sticky-note")


def options(spec: FieldSpec) -> list[tuple[str, str]]:
    """Return the choices of a field: code, and words with a capital."""
    return [(o.code, capital(_(o.label))) for o in spec.options]


def option_words(spec: FieldSpec, code: object) -> str:
    """Return a choice in words with a capital; "" for none."""
    return dict(options(spec)).get(str(code), "")


def kind_words(kind: str, direction: str = "") -> str:
    """Return what an interaction is: Puhelu, saapunut."""
    way = option_words(INTERACTION["direction"], direction).lower()
    words = option_words(INTERACTION["kind"], kind)
    return _("{what}, {way}").format(what=words, way=way) if way else words


def capital(text: str) -> str:
    """Return the text with its first letter a capital."""
    return text[:1].upper() + text[1:]
