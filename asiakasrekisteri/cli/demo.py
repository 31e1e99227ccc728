"""`demo`: a fictional office with its documents, for looking at the program."""

from argparse import Namespace
from pathlib import Path

from asiakasrekisteri.cli.parser import Commands, integer
from asiakasrekisteri.cli.terminal import Terminal
from asiakasrekisteri.domain.errors import UsageError
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.usecases.demo.make import OFFICE, USERS, DemoOrder, make_demo

_CUSTOMERS = 1200


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add("demo", _demo, _("tee keksitty toimisto ja tulosta sen asiakirjat"))
    parser.argument("folder", metavar=_("KANSIO"), type=Path, help=_("uusi tai tyhjä kansio"))
    parser.argument("--customers", metavar="N", type=integer, default=_CUSTOMERS, help=_("asiakkaiden määrä (1200)"))
    parser.argument(
        "--descriptions", metavar=_("KANSIO"), type=Path, help=_("tulosta myös tämän kansion vanhat selostetekstit")
    )


def _demo(options: Namespace, terminal: Terminal) -> int:
    if options.customers < 1:
        raise UsageError(_("Asiakkaita on vähintään yksi."))
    order = DemoOrder(options.folder, options.customers, options.descriptions)
    documents = list(make_demo(order, terminal.around))
    terminal.say(_("Toimisto: {folder}").format(folder=options.folder / OFFICE))
    terminal.say(_("Käyttäjätunnukset ja salasanat: {file}").format(file=options.folder / USERS))
    terminal.say(_("Asiakirjat:"))
    for document in documents:
        terminal.say(str(document))
    return 0
