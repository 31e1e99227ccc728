"""Prints of breaches: the sheet in the order of the supervisor's form, and the letters to the persons as one file."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select

from asiakasrekisteri.domain.description import Description
from asiakasrekisteri.domain.fields import EntitySpec
from asiakasrekisteri.domain.formats import as_text, clock_time, day
from asiakasrekisteri.domain.letters import RequestLetter
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.phones import show_phone
from asiakasrekisteri.domain.progress import SILENT, Progress
from asiakasrekisteri.domain.sheets import Sheet, SheetSection
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.domain.typography import start_upper
from asiakasrekisteri.reports.request_letter import letters_pdf
from asiakasrekisteri.reports.sheet import sheet_pdf
from asiakasrekisteri.store.models import Breach, BreachNotice
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.privacy.breaches.records import BreachState, state_of
from asiakasrekisteri.usecases.privacy.describing import own_description
from asiakasrekisteri.usecases.privacy.registers import register_of
from asiakasrekisteri.usecases.records import got

_HOW = ("title", "confidentiality", "integrity", "availability", "cause", "description", "systems", "encrypted")
_WHEN = (
    "occurred_from",
    "occurred_until",
    "occurred_estimated",
    "discovered_at",
    "aware_at",
    "discovered_by",
    "reported_by_id",
)
_WHAT = ("data", "identity_codes", "special_data")
_WHOM = ("groups", "persons_least", "persons_most", "records_number", "countries")
_RISK = ("consequences", "risk", "risk_reasoning")
_MEASURES = ("measures_before", "measures_taken", "measures_planned")
_REPORT = ("case_number", "delay_reason", "not_reported_reason", "other_notices")


@use_case(Permission.BREACH_READ, discloses=nothing)
def breach_sheet(work: Work, breach_id: int) -> Sheet:
    """Return what the supervisor's form asks, in its order, ready to copy; the making of it is logged."""
    row = got(work, Breach, breach_id)
    state = state_of(work, row)
    work.log("breach_sheet", "breach", breach_id)
    own = own_description(work, register_of(work))
    firm = own.controller
    return Sheet(
        firm=firm.name,
        kind=_("TIETOTURVALOUKKAUS"),
        title=_("TSV-lomakkeen tiedot"),
        lead=_(
            "Tiedot ovat tietosuojavaltuutetun sähköisen lomakkeen järjestyksessä, jotta ne voi kirjoittaa siihen."
            " Lomake on osoitteessa tietosuoja.fi. Ilmoituksen määräaika päättyy {deadline}."
        ).format(deadline=clock_time(state.deadline)),
        reference=row.number,
        made_on=work.today,
        sections=tuple(_sections(work, row, state, _controller(own))),
        missing=_("täydennetään"),
        heads=(_("Kohta"), _("Tieto")),
        foot=" · ".join(filter(None, (firm.name, firm.business_id, firm.phone, firm.email))),
    )


def _sections(
    work: Work, row: Breach, state: BreachState, controller: Sequence[tuple[str, str]]
) -> Iterable[SheetSection]:
    spec, said = Breach.spec(), state.record
    labelled = _Labelled(spec, said.values, said.names)
    yield SheetSection(
        _("Ilmoituksen laatu"), ((_("Ilmoitus"), _phase(state)), *labelled.rows(_wanted(row, state, _REPORT[:2])))
    )
    yield SheetSection(_("Rekisterinpitäjä ja yhteyshenkilö"), tuple(controller))
    yield SheetSection(_("Miten loukkaus tapahtui ja mistä syystä"), labelled.rows(_HOW))
    yield SheetSection(_("Milloin loukkaus alkoi, havaittiin ja päättyi"), labelled.rows(_wanted(row, state, _WHEN)))
    yield SheetSection(_("Henkilötietoryhmät"), labelled.rows(_WHAT))
    yield SheetSection(_("Arvio rekisteröityjen ja tietueiden määrästä"), labelled.rows(_WHOM))
    yield SheetSection(_("Todennäköiset seuraukset"), labelled.rows(_RISK))
    yield SheetSection(_("Toimet ennen loukkausta ja sen jälkeen"), labelled.rows(_MEASURES))
    yield SheetSection(_("Onko rekisteröidyille ilmoitettu"), tuple(_told(work, row, state, labelled)))
    yield SheetSection(_("Muut tiedot"), labelled.rows(_wanted(row, state, _REPORT[2:])))


def _wanted(row: Breach, state: BreachState, fields: Iterable[str]) -> tuple[str, ...]:
    """Return the fields that have something, and those that the form asks of this breach; others have no line."""
    untold = row.risk != "high" and not state.told
    asked = {
        "delay_reason": state.late,
        "reported_by_id": False,
        "occurred_estimated": bool(row.occurred_from or row.occurred_until),
        "not_reported_reason": row.risk == "none" and not state.reports,
        "not_told_ground": untold,
        "not_told_reason": untold,
    }
    return tuple(name for name in fields if getattr(row, name) or asked.get(name, True))


class _Labelled:
    """The fields of a breach with their labels and values in words."""

    def __init__(self, spec: EntitySpec, values: Mapping[str, object], names: Mapping[str, str]) -> None:
        self._spec, self._values, self._names = spec, values, names

    def rows(self, fields: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """Return what and its value."""
        return tuple((_(self._spec[name].label), start_upper(self._words(name))) for name in fields)

    def _words(self, name: str) -> str:
        value = self._values.get(name)
        if isinstance(value, bool):
            return _("kyllä") if value else _("ei")
        return str(self._names.get(name) or as_text(self._spec[name], value))


def _phase(state: BreachState) -> str:
    if not state.reports:
        return start_upper(_("alustava"))
    sent = _("{phase}, lähetetty {time}")
    lines = (sent.format(phase=_phase_words(one.phase), time=clock_time(one.sent_at)) for one in state.reports)
    return "\n".join(map(start_upper, lines))


def _phase_words(code: str) -> str:
    return {"first": _("alustava"), "further": _("täydentävä"), "last": _("lopullinen")}[code]


def _controller(own: Description) -> Sequence[tuple[str, str]]:
    firm, contact = own.controller, own.contact
    return (
        (_("Rekisterinpitäjä"), firm.name),
        (_("Y-tunnus"), firm.business_id),
        (_("Osoite"), firm.address),
        (_("Yhteyshenkilö"), contact.name),
        (_("Puhelin"), show_phone(contact.phone or firm.phone)),
        (_("Sähköposti"), contact.email or firm.email),
    )


def _told(work: Work, row: Breach, state: BreachState, labelled: _Labelled) -> Iterable[tuple[str, str]]:
    days = work.session.scalars(
        select(BreachNotice.told_on).where(BreachNotice.breach_id == row.id).distinct().order_by(BreachNotice.told_on)
    )
    told = ngettext("{n} henkilölle", "{n} henkilölle", state.told).format(n=state.told)
    when = ", ".join(map(day, days))
    yield _("Ilmoitettu"), f"{told}, {when}" if state.told else start_upper(_("ei"))
    yield from labelled.rows(_wanted(row, state, ("not_told_ground", "not_told_reason")))


def render_sheet(sheet: Sheet) -> bytes:
    """Return the sheet as a PDF."""
    return sheet_pdf(sheet)


def render_letters(letters: Sequence[RequestLetter], progress: Progress = SILENT) -> bytes:
    """Return the letters one after another in one PDF, each with pages of its own, for one run of the printer."""
    return letters_pdf(letters, progress)
