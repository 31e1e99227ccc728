"""`statistics`: numbers of customers and services, of nobody alone."""

from argparse import Namespace

from asiakasrekisteri.cli.parser import Commands, integer
from asiakasrekisteri.cli.terminal import Terminal
from asiakasrekisteri.domain.errors import UsageError
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.usecases.statistics import FEWEST, Statistics, statistics

_YEARS = range(1900, 10_000)


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_in_office("statistics", _statistics, _("tilastot asiakkaista ja palveluista kuukausittain"))
    parser.argument("--year", metavar=_("VUOSI"), type=integer, help=_("minkä vuoden kuukaudet (tämä vuosi)"))


def _statistics(options: Namespace, terminal: Terminal) -> int:
    if options.year is not None and options.year not in _YEARS:
        raise UsageError(_("Vuosi on nelinumeroinen."))
    with terminal.signed_in(options) as desk:
        found = desk.gate.call(statistics, options.year)
    for line in _lines(found):
        terminal.say(line)
    return 0


def _lines(found: Statistics) -> list[str]:
    lines = [f"{one.label}\t{_words(one.count)}" for one in (*found.kinds, *found.products)]
    lines.append("\t".join((_("Kuukausi"), _("Tuli"), _("Lähti"), _("Lopussa"))))
    for one in found.months:
        year, month = one.month
        lines.append(f"{year}-{month:02}\t{one.came}\t{one.left}\t{one.stayed}")
    return lines


def _words(count: int | None) -> str:
    return _("alle {n}").format(n=FEWEST) if count is None else str(count)
