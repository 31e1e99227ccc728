"""`backup`, `restore`, `verify`."""

from argparse import Namespace
from pathlib import Path

from asiakasrekisteri.cli.parser import Commands, add_user_option
from asiakasrekisteri.cli.terminal import PASSWORD, Terminal, user_of
from asiakasrekisteri.domain.errors import BackupDamagedError, NotFoundError, StoreDamagedError
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.usecases.backups import try_backup
from asiakasrekisteri.usecases.choices import choices
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.maintenance import make_backup, verify_office


def register(commands: Commands) -> None:
    """Add the commands."""
    parser = commands.add_in_office("backup", _backup, _("tee salattu ja tarkistettu varmuuskopio"))
    parser.argument("folder", metavar=_("KANSIO"), type=Path, help=_("kansio, johon varmuuskopio tehdään"))
    parser.argument("--place", metavar=_("PAIKKA"), help=_("missä kopio säilytetään, kirjatun paikan nimi"))
    parser = commands.add("restore", _restore, _("palauta varmuuskopio toimistoksi"))
    parser.argument("backup", metavar=_("VARMUUSKOPIO"), type=Path, help=_("varmuuskopion tiedosto"))
    parser.argument("office", metavar=_("TOIMISTO"), help=_("toimiston kansio; entinen rekisteri siirretään sivuun"))
    parser.argument(
        "--try",
        dest="trial",
        action="store_true",
        help=_("vain kokeile: palauta salattuna sivuun, tarkista, hävitä ja kirjaa kokeilun päivä"),
    )
    add_user_option(parser)
    commands.add_in_office("verify", _verify, _("tarkista, että rekisteri ja käyttöloki ovat ehjät"))


def _backup(options: Namespace, terminal: Terminal) -> int:
    with terminal.signed_in(options) as desk:
        place = _place(desk.gate, options.place) if options.place else None
        bundle = desk.gate.call(make_backup, options.folder, place)
    terminal.say(str(bundle))
    return 0


def _place(gate: Gate, name: str) -> int:
    places = gate.call(choices, "backup_place")
    found = next((one.id for one in places if one.name.casefold() == name.casefold()), None)
    if found is None:
        known = ", ".join(one.name for one in places) or _("ei yhtään")
        raise NotFoundError(_("Varmuuskopioiden paikkaa ei ole kirjattu. Paikat: {known}.").format(known=known))
    return found


def _try(options: Namespace, terminal: Terminal) -> int:
    login = user_of(options)
    password = terminal.secret(PASSWORD, _("Salasana: "))
    desk = terminal.office(options.office).enter(login, password)
    try:
        noted = try_backup(desk.gate, options.backup, password)
    finally:
        desk.close()
    if noted["result"] != "whole":
        raise BackupDamagedError(str(noted["fault"]))
    words = _("Varmuuskopio palautuu ehjänä: asiakkaita ja henkilöitä {rows}, käyttölokin merkintöjä {entries}.")
    terminal.say(words.format(rows=noted["rows"], entries=noted["entries"]))
    return 0


def _restore(options: Namespace, terminal: Terminal) -> int:
    if options.trial:
        return _try(options, terminal)
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
