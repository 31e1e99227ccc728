"""What a timeline shows, as plain data, and what is said of it aloud and in a copy."""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from asiakasrekisteri.domain.formats import FINLAND, clock_time, day, file_size
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.widgets.marks import Tone
from asiakasrekisteri.gui.widgets.wave import length_words


class Attachment(NamedTuple):
    """A file of an event; `size` in bytes."""

    id: int
    name: str
    size: int


class Recording(NamedTuple):
    """A recorded call: the attachment that holds it, its length, and until when it is kept, in words."""

    attachment: int
    seconds: int
    note: str = ""


class Change(NamedTuple):
    """A changed value: before, after, and where the new one came from, e.g. "Puhelu · 4.11.2026"."""

    old: str
    new: str
    origin: str = ""


class Mark(NamedTuple):
    """The pill beside the title."""

    text: str
    tone: Tone = "neutral"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event.

    Attributes:
        key: tells it from all others, and where the next page begins.
        kind: what it is, e.g. "call"; for filters of the page.
        icon: Lucide name.
        title: one line.
        at: aware instant, or a day.
        lines: paragraphs under the title; of them all three lines are shown.
        right: when and who, e.g. "4.11. klo 10.42 · Joonas Väyrynen".
        pill: a state in words.
        attachments: files that can be opened.
        recording: a recorded call that can be played.
        change: a value before and after.
        address: what Enter opens, e.g. "invoice/17"; "" for nothing.
        strong: whether the icon stands out, as that of a call with a recording.
    """

    key: str
    kind: str
    icon: str
    title: str
    at: dt.datetime | dt.date
    lines: tuple[str, ...] = ()
    right: str = ""
    pill: Mark | None = None
    attachments: tuple[Attachment, ...] = ()
    recording: Recording | None = None
    change: Change | None = None
    address: str = ""
    strong: bool = False

    def month(self) -> tuple[int, int]:
        """Return the year and month in Finland."""
        at = self.at.astimezone(FINLAND) if isinstance(self.at, dt.datetime) else self.at
        return at.year, at.month


def attachment_words(attachment: Attachment) -> str:
    """Write a file: valtakirja.pdf, 184 kt."""
    return f"{attachment.name}, {file_size(attachment.size)}"


def spoken(event: Event) -> str:
    """Return an event as screen readers say it."""
    parts = [event.title, event.pill.text if event.pill else "", event.right, *event.lines]
    if event.change is not None:
        said = _("ennen {old}, nyt {new}").format(old=event.change.old or "–", new=event.change.new or "–")
        parts += [said, event.change.origin]
    if event.recording is not None:
        parts.append(_("nauhoite {length}").format(length=length_words(event.recording.seconds)))
    parts += [_("liite {file}").format(file=attachment_words(a)) for a in event.attachments]
    return ", ".join(part for part in parts if part)


def as_copied(event: Event) -> str:
    """Return an event as text to paste elsewhere."""
    at = clock_time(event.at) if isinstance(event.at, dt.datetime) else day(event.at)
    lines = [at, event.title if event.pill is None else f"{event.title} ({event.pill.text})", *event.lines]
    if event.change is not None:
        lines.append(f"{event.change.old or '–'} → {event.change.new or '–'}")
    lines += [attachment_words(a) for a in event.attachments]
    return "\n".join(lines)
