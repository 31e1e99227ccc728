"""`init`: founding an office from a file that tells of the firm."""

import tomllib
from argparse import Namespace
from pathlib import Path

from asiakasrekisteri.cli.parser import Commands, add_user_option
from asiakasrekisteri.cli.recovery import let_out
from asiakasrekisteri.cli.terminal import PASSWORD, Terminal, user_of
from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.host.output import target
from asiakasrekisteri.usecases.furnish import FIRM_FIELDS


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add("init", _init, _("perusta toimisto"))
    parser.epilog = _(
        'Yrityksen tiedot ovat TOML-tiedostossa, esimerkiksi name = "Esimerkki Oy". Kentät: {fields}; lisäksi'
        " register_name, contact_name, contact_email ja contact_phone."
    ).format(fields=", ".join(FIRM_FIELDS))
    parser.argument("office", metavar=_("TOIMISTO"), help=_("kansio, johon toimisto perustetaan"))
    parser.argument("--firm", metavar="TOML", type=Path, required=True, help=_("yrityksen tiedot"))
    parser.argument("--user-name", metavar=_("NIMI"), help=_("pääkäyttäjän oma nimi"))
    parser.argument(
        "--recovery-out",
        metavar=_("TIEDOSTO"),
        help=_("kirjoita palautusavain tiedostoon: .pdf on tulostettava arkki, muu tekstiä"),
    )
    add_user_option(parser)


def _init(options: Namespace, terminal: Terminal) -> int:
    login, firm = user_of(options), _firm(options.firm)
    sheet = target(options.recovery_out, options.office) if options.recovery_out else None
    password = terminal.new_secret(PASSWORD, _("Pääkäyttäjän salasana: "))
    office = terminal.office(options.office)
    founded = office.create(firm, login, options.user_name or login, password)
    try:
        let_out(terminal, sheet, firm["name"], founded.recovery_code, founded.desk.gate.store.clock())
    finally:
        founded.desk.close()
    terminal.say(_("Toimisto on perustettu. Tulosta palautusavain ja säilytä se lukitussa paikassa."))
    return 0


def _firm(file: Path) -> dict[str, str]:
    """Read the firm's data: keys at the top of the file, or in a table [firm]."""
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ExchangeError(_("Yrityksen tietoja ei voi lukea. Tarkista tiedoston nimi ja kansio.")) from error
    except (ValueError, RecursionError) as error:
        raise ExchangeError(_("Yrityksen tiedot eivät ole TOML-tiedosto. Tarkista sen kirjoitusasu.")) from error
    table = data.get("firm", data)
    if not isinstance(table, dict) or any(isinstance(value, dict | list) for value in table.values()):
        raise ExchangeError(_("Yrityksen tiedoissa on vain tekstejä. Tarkista tiedosto."))
    return {"name": ""} | {name: str(value) for name, value in table.items()}
