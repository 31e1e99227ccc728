"""The command line: finds the command and runs it."""

from collections.abc import Sequence

from asiakasrekisteri import __version__
from asiakasrekisteri.cli import (
    demo,
    descriptions,
    exports,
    extracts,
    finding,
    imports,
    journal,
    maintenance,
    offices,
    requests,
    retention,
    statistics,
    users,
    window,
)
from asiakasrekisteri.cli.parser import PROGRAM, Commands, Parser, joined
from asiakasrekisteri.cli.terminal import Terminal
from asiakasrekisteri.domain.texts import _

_GROUPS = (
    window,
    demo,
    offices,
    descriptions,
    imports,
    finding,
    requests,
    extracts,
    exports,
    maintenance,
    retention,
    statistics,
    journal,
    users,
)


def parser() -> Parser:
    """Return the parser of every command."""
    whole = Parser(
        prog=PROGRAM,
        description=_("Asiakasrekisteri. Ilman komentoa avautuu ikkuna."),
        epilog=_(
            "Salasana luetaan ympäristömuuttujasta ASIAKASREKISTERI_PASSWORD tai kysytään. Paluukoodit: 0 valmis,"
            " 2 väärä käyttö, 3 kirjautuminen evätty, 4 ei oikeutta, 5 syöte hylätty, 6 rekisteriä ei voi käyttää."
        ),
    )
    whole.argument("--user", metavar=_("TUNNUS"), help=_("käyttäjätunnus"))
    whole.argument("--version", action="version", version=f"{PROGRAM} {__version__}", help=_("näytä versio"))
    commands = Commands(whole)
    for group in _GROUPS:
        group.register(commands)
    return whole


def run(arguments: Sequence[str], terminal: Terminal) -> int:
    """Run one command line and return its exit code.

    Raises:
        AppError: what went wrong; `cli.ending` tells it.
    """
    options = parser().parse_args(joined(arguments))
    code: int = options.run(options, terminal)
    return code
