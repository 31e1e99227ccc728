"""The recovery code on paper or in a file; the only place where the command line lets it out."""

import datetime as dt
from argparse import Namespace
from pathlib import Path

from asiakasrekisteri.cli.terminal import Terminal
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.host.output import target, write_bytes
from asiakasrekisteri.usecases.privacy.description import read_description
from asiakasrekisteri.usecases.recovery import recovery_sheet
from asiakasrekisteri.usecases.users import new_recovery_code


def let_out(terminal: Terminal, sheet: Path | None, firm: str, code: str, now: dt.datetime) -> None:
    """Write the code into a file, a sheet to print where it is a .pdf; without a file, say it."""
    if sheet is None:
        terminal.say(_("Palautusavain: {code}").format(code=code))
    elif sheet.suffix.casefold() == ".pdf":
        write_bytes(sheet, recovery_sheet(firm, code, now))
    else:
        write_bytes(sheet, f"{code}\n".encode())


def renew(options: Namespace, terminal: Terminal) -> int:
    """Make a new code; the old sheet opens nothing any more."""
    sheet = target(options.out, options.office) if options.out else None
    with terminal.signed_in(options) as desk:
        firm = desk.gate.call(read_description).description.controller.name
        code = desk.gate.call(new_recovery_code)
        let_out(terminal, sheet, firm, code, desk.gate.store.clock())
    terminal.say(_("Uusi palautusavain on tehty. Vanha ei enää avaa rekisteriä; hävitä sen arkki."))
    return 0
