"""Whose request it is: identity by an allowed method, more asked only in reasonable doubt, the clock paused meanwhile.

Henkilötunnus, alone or with the name, is no method at all: the closed choice does not hold it (tietosuojalaki 29 §).
"""

import datetime as dt
from dataclasses import dataclass

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.requests import NEEDS_AUTHORITY, names_identity_code
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import Request
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import Saved
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.privacy.requests import letters
from asiakasrekisteri.usecases.privacy.requests.rules import begun, put, reckon, refused, require_day, stored


@dataclass(frozen=True, slots=True)
class Identification:
    """How identity was verified.

    Attributes:
        method: a code of `IDENTITY_METHODS`.
        document: which document was seen ("licence", "passport", "id_card"), for the method "seen" and no other.
        checked_on: the day; None for today.
        note: in words; never a henkilötunnus or the number of a document.
    """

    method: str
    document: str = ""
    checked_on: dt.date | None = None
    note: str = ""


@use_case(Permission.REQUEST_WRITE, discloses=nothing)
def identify_request(work: Work, request_id: int, version: int, shown: Identification) -> Saved:
    """Write down how identity was verified.

    Raises:
        InvalidInputError: faults by field.
    """
    row = begun(work, request_id, version)
    day = shown.checked_on or work.today
    if row.person_id is None:
        raise refused("person_id", _("Valitse ensin, kenen tietoja pyyntö koskee."))
    if not shown.method:
        raise refused("identity_method", _("Valitse, miten henkilöllisyys varmistettiin."))
    require_day(work, day, row.received_on, "identity_checked_on")
    if shown.method == "seen" and not shown.document:
        raise refused("identity_document", _("Valitse, mikä henkilöllisyystodistus nähtiin."))
    if names_identity_code(shown.note):
        raise refused("identity_note", _("Poista henkilötunnus huomautuksesta: sitä ei kirjata tunnistamisesta."))
    if row.requester in NEEDS_AUTHORITY and not row.authority:
        raise refused("authority", _("Kirjaa, millä oikeudella pyytäjä toimii toisen puolesta."))
    put(
        row,
        identity_method=shown.method,
        identity_document=shown.document if shown.method == "seen" else None,
        identity_checked_on=day,
        identity_note=shown.note,
    )
    row.identity_checked_by = work.actor.name
    if row.asked_more_on is not None and row.got_more_on is None:  # what was waited for has come
        _resume(row, day)
    return stored(work, row)


@use_case(Permission.REQUEST_WRITE, discloses=nothing)
def ask_for_more(work: Work, request_id: int, version: int, what: str) -> Saved:
    """Ask for what is needed to be sure of identity; the letter is made and kept, and the clock stands still.

    Args:
        work: the unit of work.
        request_id: the request.
        version: by which it is known.
        what: what is asked for, in words.

    Raises:
        InvalidInputError: identity is known, more has been asked for already, or the time has run out.
    """
    row = begun(work, request_id, version)
    if row.identity_method is not None:
        raise refused("asked_for", _("Henkilöllisyys on jo varmistettu. Lisätietoja ei pyydetä."))
    if row.asked_more_on is not None:
        message = _("Lisätietoja on jo pyydetty kerran. Kello ei pysähdy toista kertaa; kirjaa kysymys yhteydenottona.")
        raise refused("asked_for", message)
    if not what.strip():
        raise refused("asked_for", _("Kirjoita, mitä lisätietoja tarvitaan ja miksi."))
    if names_identity_code(what):
        raise refused("asked_for", _("Poista henkilötunnus: sitä ei kirjoiteta kirjeeseen."))
    if work.today > row.last_day_on:
        raise refused("asked_for", _("Määräaika on jo kulunut. Lisätietojen pyytäminen ei enää pysäytä kelloa."))
    put(row, asked_for=what, asked_more_on=work.today)
    letters.send(work, row, "more")
    return stored(work, row)


@use_case(Permission.REQUEST_WRITE, discloses=nothing)
def receive_more(work: Work, request_id: int, version: int, got_on: dt.date | None = None) -> Saved:
    """Write down that what was asked for came; the clock goes on and its days move by the time that was waited.

    Raises:
        InvalidInputError: nothing was asked for, or the day cannot be right.
    """
    row = begun(work, request_id, version)
    if row.asked_more_on is None or row.got_more_on is not None:
        raise refused("got_more_on", _("Lisätietoja ei odoteta."))
    day = got_on or work.today
    require_day(work, day, row.asked_more_on, "got_more_on")
    _resume(row, day)
    return stored(work, row)


def _resume(row: Request, day: dt.date) -> None:
    assert row.asked_more_on is not None
    put(row, got_more_on=max(day, row.asked_more_on))
    reckon(row)
