"""`backup`, `restore`, `verify`."""

from argparse import Namespace
from pathlib import Path

from asiakasrekisteri.cli.parser import Commands, add_user_option
from asiakasrekisteri.cli.terminal import PASSWORD, Terminal, user_of
from asiakasrekisteri.domain.errors import StoreDamagedError
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.usecases.maintenance import make_backup, verify_office


def register(commands: Commands) -> None:
    """Add the commands."""
    parser = commands.add_in_office("backup", _backup, _("tee salattu ja tarkistettu varmuuskopio"))
    parser.argument("folder", metavar=_("KANSIO"), type=Path, help=_("kansio, johon varmuuskopio tehdään"))
    parser = commands.add("restore", _restore, _("palauta varmuuskopio toimistoksi"))
    parser.argument("backup", metavar=_("VARMUUSKOPIO"), type=Path, help=_("varmuuskopion tiedosto"))
    parser.argument("office", metavar=_("TOIMISTO"), help=_("toimiston kansio; entinen rekisteri siirretään sivuun"))
    add_user_option(parser)
    commands.add_in_office("verify", _verify, _("tarkista, että rekisteri ja käyttöloki ovat ehjät"))


def _backup(options: Namespace, terminal: Terminal) -> int:
    with terminal.signed_in(options) as desk:
        bundle = desk.gate.call(make_backup, options.folder)
    terminal.say(str(bundle))
    return 0


def _restore(options: Namespace, terminal: Terminal) -> int:
    login = user_of(options)
    password = terminal.secret(PASSWORD, _("Salasana varmuuskopion tekemisen ajalta: "))
    aside = terminal.office(options.office).restore(options.backup, login, password)
    terminal.say(_("Varmuuskopio on palautettu."))
    if aside is not None:
        terminal.say(_("Entinen rekisteri on kansiossa {folder}").format(folder=aside))
    return 0


def _verify(options: Namespace, terminal: Terminal) -> int:
    with terminal.signed_in(options) as desk:
        verified = desk.gate.call(verify_office)
    for fault in verified.faults:
        terminal.say(fault)
    if verified.faults:
        raise StoreDamagedError(_("Tietokannan tarkistus löysi vikoja. Palauta varmuuskopio."))
    terminal.say(_("Rekisteri on ehjä. Käyttölokissa on {n} merkintää.").format(n=verified.entries))
    return 0
