"""`import`: what other programs hold, from a file, with a report of every row that was not taken."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from asiakasrekisteri.cli.parser import Commands
from asiakasrekisteri.cli.terminal import Terminal
from asiakasrekisteri.domain.errors import AppError, ExchangeError
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.host.output import target, write_json
from asiakasrekisteri.usecases.importing.formats import format_names, formats
from asiakasrekisteri.usecases.importing.labels import column_label
from asiakasrekisteri.usecases.importing.order import Order
from asiakasrekisteri.usecases.importing.report import ImportReport, RowNote
from asiakasrekisteri.usecases.importing.run import import_file

_SHOWN = 20


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_in_office("import", _import, _("tuo toisten ohjelmien tiedot tiedostosta"))
    parser.description = _(
        "Tuo asiakkaat, henkilöt, palvelut, laskut, maksut tai viestit tiedostosta. Rivi, jota ei voi ottaa,"
        " hylätään perusteluineen, eikä se estä muita."
        " Paluukoodi on 5, kun tiedostoa ei voi lukea tai siitä ei voinut ottaa yhtään riviä."
    )
    known = "; ".join(f"{one.name}: {_(one.label)}" for one in formats())
    parser.epilog = _(
        "Muodot ovat {known}. Tiliote on camt.053, camt.054, TITO, KTL tai pankin CSV. Taulukkona luetaan myös WHMCS:n,"
        " FOSSBillingin, Netvisorin, Fivaldin ja Heeroksen asiakasluettelot."
    ).format(known=known)
    parser.argument("file", metavar=_("TIEDOSTO"), type=Path, help=_("tuotava tiedosto tai viety toimisto"))
    parser.argument("--format", choices=format_names(), default="", help=_("tiedoston muoto; muuten sisällöstä"))
    parser.argument("--mapping", metavar="TOML", type=Path, help=_("mitä sarakkeet tarkoittavat, jos niitä ei tunneta"))
    parser.argument("--source", metavar=_("LÄHDE"), default="import", help=_("mistä tiedot ovat peräisin"))
    parser.argument("--dry-run", action="store_true", help=_("kokeile vain, älä tallenna"))
    parser.argument("--report", metavar="JSON", help=_("kirjoita raportti tiedostoon"))


def _import(options: Namespace, terminal: Terminal) -> int:
    report_file = target(options.report, options.office) if options.report else None
    order = Order(options.file, options.mapping, options.source, options.dry_run, options.format)
    with terminal.signed_in(options) as desk:
        try:
            report = desk.gate.call(import_file, order)
        except ExchangeError as error:
            if report_file is not None:
                write_json(report_file, _refused(error))
            raise
    if report_file is not None:
        write_json(report_file, report.as_json())
    _tell(report, terminal, dry_run=options.dry_run, whole=report_file is None)
    if not report.created + report.updated + report.unchanged:
        raise ExchangeError(_("Tiedostosta ei voinut ottaa yhtään riviä. Syyt ovat raportissa."))
    return 0


def _refused(error: AppError) -> dict[str, Any]:
    """Return the report of a file that could not be read at all: row 0 stands for the whole file."""
    report = ImportReport().as_json()
    report["rejected"] = [{"row": 0, "field": "", "reason": str(error)}]
    return report


def _place(note: RowNote) -> str:
    """Return the row and the field that a note is of, in words; row 0 stands for the whole file."""
    row = _("Rivi {row}").format(row=note.row) if note.row else _("Koko tiedosto")
    return ", ".join(filter(None, (row, column_label(note.field))))


def _tell(report: ImportReport, terminal: Terminal, *, dry_run: bool, whole: bool) -> None:
    terminal.say(
        _("Rivejä {rows}: uusia {created}, muuttuneita {updated}, ennallaan {unchanged}, hylättyjä {rejected}.").format(
            rows=report.rows,
            created=report.created,
            updated=report.updated,
            unchanged=report.unchanged,
            rejected=len(report.rejected),
        )
    )
    if dry_run:
        terminal.say(_("Kokeilu: mitään ei tallennettu."))
    for skipped in report.skipped_columns:
        terminal.say(_("Sarake {column} ohitettiin: {reason}").format(column=skipped.column, reason=skipped.reason))
    notes = [(_("hylätty"), n) for n in report.rejected] + [(_("huomaa"), n) for n in report.warnings]
    for word, note in notes[:_SHOWN]:
        terminal.say(f"{_place(note)}: {word}: {note.reason}")
    if len(notes) > _SHOWN and whole:
        terminal.say(_("Lisäksi {n} huomautusta; ne saa tiedostoon valinnalla --report.").format(n=len(notes) - _SHOWN))
