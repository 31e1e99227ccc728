"""`log`: what was done, by whom and why; of one person; and whether the chain of the log holds."""

from argparse import Namespace
from dataclasses import asdict

from asiakasrekisteri.cli.parser import LOG_VERIFY, Commands, integer
from asiakasrekisteri.cli.terminal import Terminal
from asiakasrekisteri.domain.formats import iso_time
from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.usecases.log_words import action_words, target_words
from asiakasrekisteri.usecases.logs import LogRow, LogTouch, as_json, show_log, verify_log

_TOUCHED_SHOWN = 5


def register(commands: Commands) -> None:
    """Add the commands: `log OFFICE` shows, `log verify OFFICE` checks."""
    parser = commands.add_in_office("log", _log, _("näytä käyttöloki"))
    parser.argument("--person", metavar="ID", type=integer, help=_("vain tätä henkilöä koskevat merkinnät"))
    parser.argument(
        "--limit", metavar="N", type=integer, default=500, help=_("enintään N uusinta merkintää (500); 0 on kaikki")
    )
    parser.argument("--json", action="store_true", help=_("tulosta JSON-muodossa"))
    parser = commands.add_in_office(LOG_VERIFY, _verify, _("tarkista, että käyttöloki on ehjä"))
    parser.argument("--json", action="store_true", help=_("tulosta JSON-muodossa"))


def _log(options: Namespace, terminal: Terminal) -> int:
    with terminal.signed_in(options) as desk:
        rows = desk.gate.call(show_log, options.person, max(options.limit, 0))
    if options.json:
        terminal.say_json([as_json(row) for row in rows])
        return 0
    for row in rows:
        terminal.say(_line(row))
    return 0


def _line(row: LogRow) -> str:
    """Return an entry in words of the chosen language; `--json` keeps the codes."""
    rows = dict.fromkeys(f"{target_words(t.entity)} {_numbers(t)}".strip() for t in row.touched)
    touched = ", ".join(list(rows)[:_TOUCHED_SHOWN])
    if len(rows) > _TOUCHED_SHOWN:
        touched += " " + _("ja {n} muuta").format(n=len(rows) - _TOUCHED_SHOWN)
    role = _(Role(row.role).label)
    return "\t".join((str(row.number), iso_time(row.at), row.login, role, _actions(row.action), row.purpose, touched))


def _numbers(touched: LogTouch) -> str:
    if not touched.id:
        return ""
    return f"{touched.id}–{touched.last_id}" if touched.last_id else str(touched.id)


def _actions(codes: str) -> str:
    return ", ".join(dict.fromkeys(action_words(code) for code in codes.split(",")))


def _verify(options: Namespace, terminal: Terminal) -> int:
    with terminal.signed_in(options) as desk:
        verified = desk.gate.call(verify_log)
    if options.json:
        terminal.say_json({name: value for name, value in asdict(verified).items() if name != "at"})
    else:
        terminal.say(_("Käyttöloki on ehjä: {n} merkintää.").format(n=verified.entries))
        if verified.dropped:
            terminal.say(_("Lokin alku on hävitetty merkintään {n} asti.").format(n=verified.dropped))
        if verified.emptied:
            terminal.say(_("Katselumerkintöjä on tyhjennetty {n}.").format(n=verified.emptied))
        if verified.sealed:
            terminal.say(_("Pääkäyttäjän sinetti merkintään {n} asti.").format(n=verified.sealed))
    return 0
