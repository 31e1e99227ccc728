"""`extract`: the answer to "what do you hold about me?", on paper, as JSON and as a folder."""

from argparse import Namespace
from pathlib import Path

from asiakasrekisteri.cli.parser import Commands, integer
from asiakasrekisteri.cli.terminal import Terminal
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.host.newfolder import require_takes_folder
from asiakasrekisteri.host.output import target, write_bytes, write_json
from asiakasrekisteri.usecases.privacy.answer import make_answer
from asiakasrekisteri.usecases.privacy.extract import ExtractOrder


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_in_office("extract", _extract, _("tulosta yhden henkilön rekisteriote"))
    parser.argument("--person", metavar="ID", type=integer, required=True, help=_("henkilön tunnistenumero (ks. find)"))
    asked = _("pyyntö, johon ote vastaa: sen ratkaisuja noudatetaan ja jäljennös jää pyynnölle")
    parser.argument("--request", metavar=_("NUMERO"), default="", help=asked)
    parser.argument("--out", metavar="PDF", required=True, help=_("tiedosto, johon tulostetaan"))
    parser.argument("--json", metavar="JSON", help=_("kirjoita sama myös JSON-tiedostoon"))
    everything = _("uusi kansio sähköistä toimitusta varten: ote, liitteet, nauhoitteet ja luettelo")
    parser.argument("--folder", metavar=_("KANSIO"), help=everything)


def _extract(options: Namespace, terminal: Terminal) -> int:
    out = target(options.out, options.office)
    data = target(options.json, options.office) if options.json else None
    folder = Path(options.folder) if options.folder else None
    if folder is not None:
        require_takes_folder(folder, Path(options.office))
    with terminal.signed_in(options) as desk:
        order = ExtractOrder(options.request.strip().upper())
        made = desk.gate.call(make_answer, options.person, order, folder)
    write_bytes(out, made.pdf)
    terminal.say(str(out))
    if data is not None:
        write_json(data, made.data)
        terminal.say(str(data))
    if folder is not None:
        terminal.say(str(folder))
    return 0
