"""The window: `gui [OFFICE]`, and what happens without any command."""

from argparse import Namespace
from pathlib import Path

from asiakasrekisteri.cli.parser import Commands
from asiakasrekisteri.cli.terminal import Terminal
from asiakasrekisteri.domain.errors import UsageError
from asiakasrekisteri.domain.texts import _


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add("gui", _gui, _("avaa ikkuna"))
    parser.argument("office", metavar=_("TOIMISTO"), nargs="?", help=_("toimiston kansio"))


def _gui(options: Namespace, terminal: Terminal) -> int:
    if terminal.window is None:
        raise UsageError(_("Tässä ohjelmassa ei ole ikkunaa."))
    return terminal.window(Path(options.office) if options.office else None)
