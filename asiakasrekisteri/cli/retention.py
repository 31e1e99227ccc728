"""`retention due` and `retention run`: what is due and why, and its destruction with a protocol."""

from argparse import Namespace

from asiakasrekisteri.cli.parser import Commands
from asiakasrekisteri.cli.terminal import Terminal
from asiakasrekisteri.domain.errors import UsageError
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.usecases.privacy.holdback import REASONS
from asiakasrekisteri.usecases.retention.duelist import DueGroup, DueList
from asiakasrekisteri.usecases.retention.looking import count_due, list_due
from asiakasrekisteri.usecases.retention.run import Chosen, run_retention


def register(commands: Commands) -> None:
    """Add the commands."""
    group = commands.group("retention", _("säilytysajat: mitä on hävitettävänä, ja sen hävittäminen"))
    due = group.add_in_office("due", _due, _("näytä, minkä säilytysaika on päättynyt"))
    due.argument("--json", action="store_true", help=_("tulosta JSON-muodossa"))
    run = group.add_in_office("run", _run, _("hävitä tiedot, joiden säilytysaika on päättynyt"))
    run.argument("--dry-run", action="store_true", help=_("kerro vain, mitä hävitettäisiin"))
    run.argument("--yes", action="store_true", help=_("hävitä kysymättä"))
    run.argument("--sure-of-date", action="store_true", help=_("tietokoneen päivä on tarkistettu ja oikea"))
    run.argument("--witness", metavar=_("NIMI"), default="", help=_("hävityksen todistaja pöytäkirjaan"))
    run.argument("--json", action="store_true", help=_("tulosta JSON-muodossa"))


def _due(options: Namespace, terminal: Terminal) -> int:
    with terminal.signed_in(options) as desk:
        due = desk.gate.call(list_due, limit=None)
    if options.json:
        terminal.say_json(
            [
                {
                    "kind": item.kind,
                    "id": item.id,
                    "category": item.category,
                    "keep_until": item.keep_until,
                    "ground": item.ground,
                    "held_back": item.reason,
                }
                for group in due.groups
                for item in group.items
            ]
        )
        return 0
    _say_groups(due, terminal)
    for group in due.groups:
        for item in group.items:
            reason = _(REASONS[item.reason]) if item.reason else ""
            terminal.say("\t".join((item.keep_until, item.category, f"{item.kind} {item.id}", item.title, reason)))
    return 0


def _run(options: Namespace, terminal: Terminal) -> int:
    if options.dry_run == options.yes:
        raise UsageError(_("Anna joko --dry-run (kerro vain) tai --yes (hävitä). Hävitystä ei voi perua."))
    with terminal.signed_in(options) as desk:
        if options.dry_run:
            due = desk.gate.call(count_due)
            if options.json:
                terminal.say_json([_as_json(group) for group in due.groups])
            else:
                _say_groups(due, terminal)
            return 0
        ran = run_retention(desk.gate, Chosen(sure_of_day=options.sure_of_date), options.witness)
    number = ran.protocol.number if ran.protocol is not None else ""
    if options.json:
        terminal.say_json({"destroyed": ran.count, "protocol": number})
    elif number:
        terminal.say(_("Hävitettiin {n}. Hävityspöytäkirja {number}.").format(n=ran.count, number=number))
    else:
        terminal.say(_("Mitään ei ollut hävitettävänä."))
    return 0


def _as_json(group: DueGroup) -> dict[str, object]:
    return {"category": group.code, "count": group.count, "destroyed": group.free, "held_back": dict(group.held)}


def _say_groups(due: DueList, terminal: Terminal) -> None:
    for group in due.groups:
        held = ", ".join(f"{_(REASONS[code])} {n}" for code, n in group.held.items())
        if group.by_hand:
            held = _("hävitetään käsin")
        terminal.say("\t".join((group.title, str(group.count), str(group.free), group.time, held)))
    if due.undated:
        terminal.say(_("Tilikausi puuttuu {n} tositteelta: niiden aikaa ei laskettu.").format(n=due.undated))
