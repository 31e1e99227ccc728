"""`description`: reading an old text as the register's description, and checking it; documents are printed beside."""

import datetime as dt
from argparse import Namespace
from pathlib import Path

from asiakasrekisteri.cli.documents import add_documents
from asiakasrekisteri.cli.parser import Commands, add_user_option
from asiakasrekisteri.cli.terminal import Terminal
from asiakasrekisteri.domain.description import Description
from asiakasrekisteri.domain.formats import FINLAND
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.host.output import target, write_json
from asiakasrekisteri.usecases.privacy.checking import CheckedText, check_file, check_own
from asiakasrekisteri.usecases.privacy.old_text import import_old_text


def register(commands: Commands) -> None:
    """Add the commands."""
    group = commands.group("description", _("rekisterin seloste"))
    parser = group.add_in_office("import", _import, _("lue vanha seloste tekstistä rekisterin selosteeksi"))
    parser.argument("text", metavar=_("TEKSTI"), type=Path, help=_("teksti-, HTML-, PDF- tai DOCX-tiedosto"))
    parser.argument("--json", metavar="JSON", help=_("kirjoita luettu seloste tiedostoon"))
    parser = group.add("check", _check, _("tarkista seloste: vanhentuneet viittaukset ja puuttuvat kohdat"))
    parser.argument("office", metavar=_("TOIMISTO|TEKSTI"), help=_("toimiston kansio tai selosteen tiedosto"))
    parser.argument("--json", metavar="JSON", help=_("kirjoita huomiot tiedostoon"))
    add_user_option(parser)
    add_documents(group)


def _import(options: Namespace, terminal: Terminal) -> int:
    out = target(options.json, options.office) if options.json else None
    with terminal.signed_in(options) as desk:
        checked = desk.gate.call(import_old_text, options.text)
    if out is not None:
        write_json(out, checked.as_json())
    _tell(checked.read.description, terminal)
    _tell_findings(checked, terminal)
    return 0


def _check(options: Namespace, terminal: Terminal) -> int:
    """Check an office's own description, or any text without signing in; findings are no failure of the command."""
    is_office = Path(options.office).is_dir()
    out = target(options.json, options.office if is_office else None) if options.json else None
    if is_office:
        with terminal.signed_in(options) as desk:
            checked = desk.gate.call(check_own)
    else:
        checked = check_file(Path(options.office), dt.datetime.now(FINLAND).date())
    if out is not None:
        write_json(out, checked.as_json())
    for one in checked.findings:
        place = "" if one.start is None else f"{checked.read.line_at(one.start)}: "
        terminal.say(f"{place}{one.severity}: {one.text}")
    _tell_findings(checked, terminal)
    return 0


def _tell_findings(checked: CheckedText, terminal: Terminal) -> None:
    n = len(checked.findings)
    terminal.say(ngettext("{n} huomio selosteesta.", "{n} huomiota selosteesta.", n).format(n=n))


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
