"""`export`: the whole register into a folder, in open formats."""

from argparse import Namespace
from pathlib import Path

from asiakasrekisteri.cli.parser import Commands
from asiakasrekisteri.cli.terminal import Terminal
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.usecases.exporting.office import Exported, export_office


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_in_office("export", _export, _("vie koko rekisteri avoimiin tiedostomuotoihin"))
    parser.description = _(
        "Vie koko rekisterin uuteen kansioon: taulukko (CSV) jokaisesta tietuelajista, data.json, schema.json,"
        " description.json ja liitteet. Tiedostoja ei salata. Suljetut tiedot, turvakiellon alaiset osoitteet ja"
        " rajoitetut tiedot viedään vain perustellen."
    )
    parser.argument("--out", metavar=_("KANSIO"), required=True, help=_("kansio, joka tehdään"))
    parser.argument("--purpose", metavar=_("TARKOITUS"), help=_("mihin tietoja tarvitaan; kirjataan käyttölokiin"))
    parser.argument("--reason", metavar=_("PERUSTE"), default="", help=_("miksi myös suljetut tiedot tarvitaan"))


def _export(options: Namespace, terminal: Terminal) -> int:
    purpose = _("koko rekisterin vienti") if options.purpose is None else options.purpose
    with terminal.signed_in(options) as desk:
        exported = desk.gate.call(export_office, Path(options.out), purpose, options.reason)
    for line in _told(exported):
        terminal.say(line)
    return 0


def _told(exported: Exported) -> list[str]:
    told = [str(exported.folder)]
    words = _("Rivejä {n}, historian rivejä {former}, liitteitä {files}.")
    told.append(words.format(n=sum(exported.rows.values()), former=exported.former, files=exported.files))
    if exported.left_out:
        numbers = ", ".join(map(str, exported.left_out))
        told.append(_("Käsittely on rajoitettu, joten pois jäivät henkilöt {numbers}.").format(numbers=numbers))
    if exported.closed_files:
        told.append(
            _("Nauhoitteita jäi pois: {n}. Niihin tarvitaan nauhoitteiden avain ja syy (--reason).").format(
                n=exported.closed_files
            )
        )
    return told
