"""The words, icons and colours of marketing: channels, states, bans."""

import datetime as dt
from collections.abc import Sequence

from asiakasrekisteri.domain.fields import EntitySpec, Record
from asiakasrekisteri.domain.formats import FINLAND, day
from asiakasrekisteri.domain.marketing import EVERY, Ground
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.gui.widgets.marks import Pill
from asiakasrekisteri.usecases.privacy.marketing.consenting import CONSENT
from asiakasrekisteri.usecases.privacy.marketing.standing import ChannelStanding

CHANNEL_ICONS = {
    "email": "mail",
    "sms": "message-square",
    "automated": "phone-call",
    "phone": "phone",
    "letter": "file-text",
    EVERY: "megaphone",
}
_BANS = {
    EVERY: N_("Ei markkinointia"),
    "email": N_("Ei sähköpostimarkkinointia"),
    "sms": N_("Ei tekstiviestimarkkinointia"),
    "automated": N_("Ei automaattisia soittoja"),
    "phone": N_("Ei puhelinmarkkinointia"),
    "letter": N_("Ei markkinointikirjeitä"),
}
_REFUSED = frozenset({Ground.PROHIBITED, Ground.SUPPRESSED, Ground.WITHDRAWN})


def ban_pills(channels: Sequence[str]) -> list[Pill]:
    """Return an amber pill for each channel on which marketing is prohibited."""
    return [Pill(_(_BANS[channel]), "warn", "megaphone-off") for channel in channels if channel in _BANS]


def standing_pill(standing: ChannelStanding) -> Pill:
    """Return in a word whether a newsletter may come by a channel."""
    if standing.ground in _REFUSED:
        return Pill(_("Kielletty"), "warn", "megaphone-off")
    if standing.ground == Ground.CONSENT:
        return Pill(_("Suostumus"), "ok", "check")
    if standing.ground == Ground.RESTRICTED:
        return Pill(_("Rajoitettu"), "err", "lock")
    return Pill(_("Sallittu"), "ok") if standing.allowed else Pill(_("Ei lupaa"), "neutral")


def channel_name(code: str) -> str:
    """Return a channel with a capital letter."""
    words = _("kaikki kanavat") if code == EVERY else option_words(CONSENT, "channel", code)
    return words[:1].upper() + words[1:]


def option_words(spec: EntitySpec, field: str, code: object) -> str:
    """Return the words of a choice; empty where nothing is chosen."""
    return next((_(option.label) for option in spec[field].options if option.code == code), "")


def when(record: Record, field: str) -> str:
    """Return the Finnish day of an instant of a record; empty where there is none."""
    value = record.values.get(field)
    return day(value.astimezone(FINLAND).date()) if isinstance(value, dt.datetime) else ""
