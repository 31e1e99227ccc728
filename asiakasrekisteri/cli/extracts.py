"""`extract`: the answer to "what do you hold about me?", on paper and as JSON."""

from argparse import Namespace

from asiakasrekisteri.cli.parser import Commands, integer
from asiakasrekisteri.cli.terminal import Terminal
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.host.output import target, write_file, write_json
from asiakasrekisteri.usecases.privacy.extract import collect_extract, render_extract


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_in_office("extract", _extract, _("tulosta yhden henkilön rekisteriote"))
    parser.argument("--person", metavar="ID", type=integer, required=True, help=_("henkilön tunnistenumero (ks. find)"))
    parser.argument("--out", metavar="PDF", required=True, help=_("tiedosto, johon tulostetaan"))
    parser.argument("--json", metavar="JSON", help=_("kirjoita sama myös JSON-tiedostoon"))


def _extract(options: Namespace, terminal: Terminal) -> int:
    out = target(options.out, options.office)
    data = target(options.json, options.office) if options.json else None
    with terminal.signed_in(options) as desk:
        extract = desk.gate.call(collect_extract, options.person).extract
    write_file(out, lambda stream: render_extract(extract, stream))
    terminal.say(str(out))
    if data is not None:
        write_json(data, extract.as_json())
        terminal.say(str(data))
    return 0
