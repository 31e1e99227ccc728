"""`export`: the whole register into a folder, in open formats."""

from argparse import Namespace
from pathlib import Path

from asiakasrekisteri.cli.parser import Commands
from asiakasrekisteri.cli.terminal import Terminal
from asiakasrekisteri.domain.disclosing import GROUNDS
from asiakasrekisteri.domain.errors import NotFoundError, UsageError
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.usecases.exporting.office import Exported, export_office
from asiakasrekisteri.usecases.exporting.pseudonymous import export_pseudonymous
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.privacy.disclosure_lists import recipient_rows
from asiakasrekisteri.usecases.privacy.disclosures import Handing


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
    words = _(
        "kehitystä ja testausta varten: henkilöistä vain salanimet, ei liitteitä, historiaa eikä suljettuja tietoja"
    )
    parser.argument("--pseudonymous", action="store_true", help=words)
    parser.argument("--reason", metavar=_("PERUSTE"), default="", help=_("miksi myös suljetut tiedot tarvitaan"))
    parser.argument(
        "--to", metavar=_("VASTAANOTTAJA"), default="", help=_("kenelle tiedot annetaan; kirjataan luovutukseksi")
    )
    grounds = [one.code for one in GROUNDS]
    parser.argument("--ground", choices=grounds, default="contract", help=_("luovutuksen peruste"))
    parser.argument("--section", metavar=_("LAINKOHTA"), default="", help=_("lainkohta, jonka nojalla luovutetaan"))
    parser.argument("--reference", metavar=_("VIITE"), default="", help=_("pyynnön tai suostumuksen viite"))


def _export(options: Namespace, terminal: Terminal) -> int:
    purpose = _("koko rekisterin vienti") if options.purpose is None else options.purpose
    if options.pseudonymous:
        return _copy(options, terminal)
    with terminal.signed_in(options) as desk:
        handing = _handing(desk.gate, options, purpose) if options.to else None
        exported = desk.gate.call(export_office, Path(options.out), purpose, options.reason, handing)
    for line in _told(exported):
        terminal.say(line)
    return 0


def _copy(options: Namespace, terminal: Terminal) -> int:
    if options.to or options.reason:
        raise UsageError(_("Salanimillä vietäessä ei anneta valintoja --to ja --reason."))
    purpose = _("kehitys ja testaus") if options.purpose is None else options.purpose
    with terminal.signed_in(options) as desk:
        copied = desk.gate.call(export_pseudonymous, Path(options.out), purpose)
    terminal.say(str(copied.folder))
    terminal.say(_("Rivejä {n}, henkilöistä vain salanimet.").format(n=copied.rows))
    return 0


def _handing(gate: Gate, options: Namespace, purpose: str) -> Handing:
    """Return what is given to the recipient named; it must be in the list of recipients."""
    found = [one for one in gate.call(recipient_rows) if one.name.casefold() == options.to.strip().casefold()]
    if not found:
        message = _("Vastaanottajaa {name} ei ole luettelossa. Lisää se ensin: Luovutukset, Vastaanottajat.")
        raise NotFoundError(message.format(name=options.to))
    return Handing(
        recipient_id=found[0].id,
        what=_("koko rekisteri"),
        purpose=purpose,
        ground=options.ground,
        section=options.section,
        reference=options.reference,
    )


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
