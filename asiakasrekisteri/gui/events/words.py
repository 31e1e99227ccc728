"""Events of the register as the timeline shows them."""

import datetime as dt

from asiakasrekisteri.domain.formats import FINLAND
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.interactions.words import interaction_icon
from asiakasrekisteri.gui.timeline.event import Attachment, Change, Event, Mark, Recording
from asiakasrekisteri.gui.widgets.marks import Tone
from asiakasrekisteri.usecases.events.item import TimelineItem

_ICONS = {
    "order": "package-plus",
    "invoice": "receipt-euro",
    "payment": "wallet",
    "reminder": "clock-alert",
    "contract": "file-signature",
    "service": "server",
    "domain": "globe",
    "role": "user-round-plus",
    "credit_check": "gauge",
    "notice": "megaphone",
    "marketing": "newspaper",
    "usage": "activity",
    "paper": "archive",
    "change": "pencil",
}
_TONES: dict[str, Tone] = {"neutral": "neutral", "info": "info", "ok": "ok", "warn": "warn", "err": "err"}


def as_event(item: TimelineItem) -> Event:
    """Return an event of the register as the timeline shows it."""
    heard = item.recording
    change = item.change
    return Event(
        key=item.key,
        kind=item.kind,
        icon=_ICONS.get(item.kind) or interaction_icon(item.kind),
        title=item.title,
        at=item.at,
        lines=item.lines,
        right=" · ".join(part for part in (when_words(item.at), item.who) if part),
        pill=_mark(item),
        attachments=tuple(Attachment(file.id, file.name, file.size) for file in item.attachments),
        recording=Recording(heard.attachment_id, heard.seconds, _note()) if heard is not None else None,
        change=Change(change.old, change.new, change.source) if change is not None else None,
        address=item.address,
        strong=heard is not None,
    )


def when_words(at: dt.date) -> str:
    """Write when an event was: 4.11. klo 10.42, of a day 9.11.; the year stands in the caption of its month."""
    if isinstance(at, dt.datetime):
        local = at.astimezone(FINLAND)
        return _("{day} klo\xa0{time}").format(
            day=f"{local.day}.{local.month}.", time=f"{local.hour}.{local.minute:02}"
        )
    return f"{at.day}.{at.month}."


def _mark(item: TimelineItem) -> Mark | None:
    if item.restricted:
        return Mark(_("Rajoitettu"), "err")
    return Mark(item.pill.text, _TONES.get(item.pill.tone, "neutral")) if item.pill is not None else None


def _note() -> str:
    return _("Kuuntelu kirjataan käyttölokiin tarkoituksineen.")
