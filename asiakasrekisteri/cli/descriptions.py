"""`description`: reading an old text as the register's description, and printing the documents."""

from argparse import Namespace
from pathlib import Path

from asiakasrekisteri.cli.parser import Commands
from asiakasrekisteri.cli.terminal import Terminal
from asiakasrekisteri.domain.description import Description
from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.host.output import target, write_bytes, write_json
from asiakasrekisteri.usecases.privacy.description import DOCUMENT_KINDS, describe, render
from asiakasrekisteri.usecases.privacy.old_text import import_old_text


def register(commands: Commands) -> None:
    """Add the commands."""
    group = commands.group("description", _("rekisterin seloste"))
    parser = group.add_in_office("import", _import, _("lue vanha seloste tekstistä rekisterin selosteeksi"))
    parser.argument("text", metavar=_("TEKSTI"), type=Path, help=_("tekstitiedosto"))
    parser.argument("--json", metavar="JSON", help=_("kirjoita luettu seloste tiedostoon"))
    parser = group.add_in_office("print", _print, _("tulosta tietosuojaseloste tai rekisteriseloste PDF:ksi"))
    parser.argument(
        "--kind",
        choices=DOCUMENT_KINDS,
        default="notice",
        help=_("notice on tietosuojaseloste, traditional rekisteriseloste"),
    )
    parser.argument("--lang", choices=("fi",), default="fi", help=_("kieli"))
    parser.argument("--out", metavar="PDF", required=True, help=_("tiedosto, johon tulostetaan"))


def _import(options: Namespace, terminal: Terminal) -> int:
    out = target(options.json, options.office) if options.json else None
    with terminal.signed_in(options) as desk:
        description = desk.gate.call(import_old_text, options.text)
    if out is not None:
        write_json(out, description.as_json())
    _tell(description, terminal)
    return 0


def _tell(description: Description, terminal: Terminal) -> None:
    text = _("Rekisteri: {name}. Käyttötarkoituksia {purposes}, tietoryhmiä {data}, lähteitä {sources}.")
    terminal.say(
        text.format(
            name=description.register_name or "–",
            purposes=len(description.purposes),
            data=len(description.data_categories),
            sources=len(description.sources),
        )
    )
    if description.unplaced:
        terminal.say(_("Kohtia, joita ei osattu sijoittaa: {n}.").format(n=len(description.unplaced)))


def _print(options: Namespace, terminal: Terminal) -> int:
    out = target(options.out, options.office)
    if out.suffix.casefold() != ".pdf":
        raise ExchangeError(_("Asiakirja tulostetaan PDF-tiedostoon. Anna nimi, joka päättyy .pdf."))
    with terminal.signed_in(options) as desk:
        document = desk.gate.call(describe)
    write_bytes(out, render(document, options.kind))
    terminal.say(str(out))
    return 0
