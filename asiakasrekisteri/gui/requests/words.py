"""Requests in words: what is asked, how many days are left, how far it has come."""

from asiakasrekisteri.domain.deadlines import DaysLeft, Urgency
from asiakasrekisteri.domain.fields import Record
from asiakasrekisteri.domain.formats import as_text
from asiakasrekisteri.domain.requests import ARTICLES, DECISIONS, REQUEST_KINDS, STAGE_NAMES, Stage
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.widgets.marks import Pill, Tone
from asiakasrekisteri.usecases.privacy.requests.reading import RequestLine
from asiakasrekisteri.usecases.privacy.requests.receiving import REQUEST

_TONES: dict[Urgency, Tone] = {
    Urgency.LATE: "err",
    Urgency.URGENT: "err",
    Urgency.SOON: "warn",
    Urgency.CALM: "info",
    Urgency.PAUSED: "neutral",
    Urgency.CLOSED: "neutral",
}


def kind_words(kind: str, *, article: bool = True) -> str:
    """Return what is asked: "Tietopyyntö, 15 artikla"."""
    words = next((_(option.label) for option in REQUEST_KINDS if option.code == kind), kind)
    return _("{kind}, {n}\xa0artikla").format(kind=words, n=ARTICLES[kind]) if article and kind in ARTICLES else words


def days_words(left: DaysLeft) -> str:
    """Return the days left: "16 pv", "tänään", "myöhässä 4 pv"."""
    if left.urgency is Urgency.CLOSED:
        return _("suljettu")
    if left.urgency is Urgency.PAUSED:
        return _("pysähtynyt")
    if left.days < 0:
        return ngettext("myöhässä {n}\xa0pv", "myöhässä {n}\xa0pv", -left.days).format(n=-left.days)
    return ngettext("{n}\xa0pv", "{n}\xa0pv", left.days).format(n=left.days) if left.days else _("tänään")


def days_tone(left: DaysLeft) -> Tone:
    """Return the tone of a pill of days left."""
    return _TONES[left.urgency]


def days_icon(left: DaysLeft) -> str:
    """Return the sign of a pill that alarms."""
    return "clock-alert" if left.urgency in {Urgency.LATE, Urgency.URGENT} else ""


def days_pill(left: DaysLeft) -> Pill:
    """Return a pill of the days left for the top of a page: "16 pv jäljellä"."""
    words = days_words(left)
    if left.days > 0 and left.urgency not in {Urgency.CLOSED, Urgency.PAUSED}:
        words = ngettext("{n}\xa0pv jäljellä", "{n}\xa0pv jäljellä", left.days).format(n=left.days)
    return Pill(words[:1].upper() + words[1:], days_tone(left), days_icon(left) or "clock")


def stage_words(line: RequestLine) -> str:
    """Return how far a request has come; of a closed one, what was decided."""
    if line.stage is Stage.CLOSED and line.decision:
        return next((_(option.label) for option in DECISIONS if option.code == line.decision), "")
    return _(STAGE_NAMES[line.stage])


def said(record: Record, name: str) -> str:
    """Return a value of a request in words; empty when there is none."""
    return as_text(REQUEST[name], record.values.get(name))
