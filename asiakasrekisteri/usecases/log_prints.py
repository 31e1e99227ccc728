"""The log on its way out: a table for a purpose, a person's own log, the hash of the chain on paper."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.formats import FINLAND, clock_time
from asiakasrekisteri.domain.permissions import ROLE_LABELS, Permission, Role
from asiakasrekisteri.domain.sheets import Sheet, SheetSection
from asiakasrekisteri.domain.texts import _, speaking
from asiakasrekisteri.exchange.csv_write import write_table
from asiakasrekisteri.host.output import target, write_file
from asiakasrekisteri.reports.sheet import sheet_pdf
from asiakasrekisteri.store.models import LogEntry, LogItem, Person
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.customers import full_name
from asiakasrekisteri.usecases.gate import Seen, nothing, use_case
from asiakasrekisteri.usecases.log_pages import LogFilter, about_persons, list_log, log_rows
from asiakasrekisteri.usecases.log_words import action_words, main_action, purpose_words
from asiakasrekisteri.usecases.logs import VerifiedLog
from asiakasrekisteri.usecases.privacy.describing import controller
from asiakasrekisteri.usecases.privacy.lettering import letter_language
from asiakasrekisteri.usecases.records import got
from asiakasrekisteri.usecases.sameness import same_persons

_AT_ONCE = 400


@use_case(Permission.LOG_READ, discloses=nothing)
def export_log(work: Work, out: Path, kept: LogFilter, purpose: str) -> int:
    """Write the entries that match into a table, the oldest first, and return how many; the log tells of it.

    Raises:
        InvalidInputError: no purpose was given.
        ExchangeError: the file cannot be written there.
    """
    if not purpose.strip():
        raise InvalidInputError([FieldError("purpose", _("Kirjoita, mihin tietoja tarvitaan."))])
    file = target(str(out), str(work.store.vault.folder))
    work.purpose = purpose.strip()
    work.log("export")
    ids = list_log.body(work, kept, reverse=False).ids
    heads = [_("Nro"), _("Aika"), _("Käyttäjä"), _("Toiminto"), _("Kohde"), _("Tarkoitus")]
    write_file(file, lambda stream: write_table(Path(stream.name), heads, _cells(work, ids)))
    return len(ids)


def _cells(work: Work, ids: Sequence[int]) -> Iterable[Sequence[object]]:
    for start in range(0, len(ids), _AT_ONCE):
        work.progress.report(start, len(ids))
        for row in log_rows.body(work, ids[start : start + _AT_ONCE]):
            yield row.id, row.at, row.user, row.words, row.target, row.purpose


@dataclass(frozen=True, slots=True)
class PersonLog:
    """What the log tells of one person, ready to print, and whose it is."""

    sheet: Sheet
    person_id: int


@use_case(Permission.LOG_READ, discloses=lambda made: [Seen("person", made.person_id, made.person_id)])
def person_log(work: Work, person_id: int, purpose: str = "") -> PersonLog:
    """Return the log of one person for her: times, purposes and roles, never the employees' names (C-579/21)."""
    person = got(work, Person, person_id)
    work.purpose = purpose.strip() or work.purpose
    work.log("print", "person", person_id, person_id=person_id)
    with speaking(letter_language(person)):
        return PersonLog(_of_person(work, person), person_id)


def _of_person(work: Work, person: Person) -> Sheet:
    about = select(LogItem.log_id).where(about_persons(same_persons(work, person.id)))
    entries = work.session.scalars(select(LogEntry).where(LogEntry.id.in_(about)).order_by(LogEntry.id))
    years: dict[int, list[tuple[str, str]]] = {}
    for entry in entries:
        why = purpose_words(entry.purpose)
        said = f"{action_words(main_action(entry.action))}: {why} ({_(ROLE_LABELS[Role(entry.role)]).lower()})"
        years.setdefault(entry.at.astimezone(FINLAND).year, []).append((clock_time(entry.at), said))
    lead = _("Rekisteri kirjaa jokaisen katselun ja muutoksen. Työntekijöiden nimiä ei kerrota. Ote koskee: {name}.")
    return _sheet(
        work,
        _("Tietojesi käsittely lokin mukaan"),
        lead.format(name=full_name(person)),
        tuple(SheetSection(str(year), tuple(rows)) for year, rows in years.items()),
        (_("Aika"), _("Mitä, miksi ja missä tehtävässä")),
    )


@use_case(Permission.LOG_READ, discloses=nothing)
def chain_sheet(work: Work, verified: VerifiedLog) -> Sheet:
    """Return the sheet that keeps the hash of the last entry on paper, outside every file."""
    work.log("print")
    rows = (
        (_("Merkintöjä"), str(verified.entries)),
        (_("Viimeisin tiiviste"), " ".join(verified.hash[n : n + 4] for n in range(0, len(verified.hash), 4))),
        (_("Tarkistettu"), clock_time(work.now)),
        (_("Tarkistaja"), work.actor.name),
    )
    lead = _("Säilytä tämä lehti erillään tietokoneesta. Jos lokia muutetaan, tiiviste ei enää synny samaksi.")
    return _sheet(work, _("Käyttölokin tiiviste"), lead, (SheetSection(_("Ketju"), rows),), (_("Kohta"), _("Tieto")))


def _sheet(work: Work, title: str, lead: str, sections: tuple[SheetSection, ...], heads: tuple[str, str]) -> Sheet:
    firm = controller(work)
    return Sheet(
        firm=firm.name,
        kind=_("KÄYTTÖLOKI"),
        title=title,
        lead=lead,
        reference="",
        made_on=work.today,
        sections=sections,
        missing="–",
        heads=heads,
        foot=" · ".join(filter(None, (firm.name, firm.business_id, firm.phone, firm.email))),
    )


def render_log_sheet(sheet: Sheet) -> bytes:
    """Return a sheet as a PDF."""
    return sheet_pdf(sheet)
