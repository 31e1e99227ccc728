"""`request`: write down a request of a data subject and see what waits."""

from argparse import Namespace
from typing import Any

from asiakasrekisteri.cli.parser import Commands, integer, iso_day
from asiakasrekisteri.cli.terminal import Terminal
from asiakasrekisteri.domain.deadlines import Urgency
from asiakasrekisteri.domain.formats import day
from asiakasrekisteri.domain.requests import CHANNELS, REQUEST_KINDS, STAGE_NAMES
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.usecases.lists import note_seen
from asiakasrekisteri.usecases.privacy.requests.reading import RequestFilter, RequestLine, list_requests
from asiakasrekisteri.usecases.privacy.requests.receiving import receive_request


def register(commands: Commands) -> None:
    """Add the commands."""
    group = commands.group("request", _("rekisteröidyn pyyntö"))
    parser = group.add_in_office("add", _add, _("kirjaa pyyntö, joka on saapunut"))
    parser.argument("--person", metavar="ID", type=integer, required=True, help=_("henkilön tunnistenumero (ks. find)"))
    kinds, ways = [option.code for option in REQUEST_KINDS], [option.code for option in CHANNELS]
    asked, came = _("mitä pyydetään: {choices}"), _("miten pyyntö tuli: {choices}")
    parser.argument(
        "--kind", metavar=_("LAJI"), choices=kinds, required=True, help=asked.format(choices=", ".join(kinds))
    )
    parser.argument(
        "--received", metavar=_("PÄIVÄ"), type=iso_day, required=True, help=_("päivä, jona pyyntö saapui: 2026-11-09")
    )
    parser.argument(
        "--channel", metavar=_("TAPA"), choices=ways, required=True, help=came.format(choices=", ".join(ways))
    )
    parser.argument("--json", action="store_true", help=_("tulosta JSON-muodossa"))
    parser = group.add_in_office("list", _list, _("luettele pyynnöt, kiireisin ensin"))
    states = ("open", "closed")
    only = _("vain avoimet tai suljetut: {choices}").format(choices=", ".join(states))
    parser.argument("--state", metavar=_("TILA"), choices=states, default="", help=only)
    parser.argument("--kind", metavar=_("LAJI"), choices=kinds, default="", help=_("vain yhdenlaiset pyynnöt"))
    parser.argument("--json", action="store_true", help=_("tulosta JSON-muodossa"))


def _add(options: Namespace, terminal: Terminal) -> int:
    said = {"kind": options.kind, "received_on": options.received, "channel": options.channel}
    with terminal.signed_in(options) as desk:
        received = desk.gate.call(receive_request, said, options.person)
    if options.json:
        terminal.say_json(
            {
                "number": received.number,
                "target": received.target.isoformat(),
                "lawful_last_day": received.lawful_last_day.isoformat(),
                "extended_last_day": received.extended_last_day.isoformat(),
            }
        )
        return 0
    text = _("{number}: vastattava viimeistään {last_day} (tavoite {target}; jatkettuna {extended}).")
    terminal.say(
        text.format(
            number=received.number,
            last_day=day(received.lawful_last_day),
            target=day(received.target),
            extended=day(received.extended_last_day),
        )
    )
    return 0


def _list(options: Namespace, terminal: Terminal) -> int:
    with terminal.signed_in(options) as desk:
        lines = desk.gate.call(list_requests, RequestFilter(state=options.state, kind=options.kind))
        if lines:
            desk.gate.call(note_seen, "request", [line.id for line in lines])
    if options.json:
        terminal.say_json({"requests": [_as_json(line) for line in lines]})
        return 0
    for line in lines:
        what = next(_(option.label) for option in REQUEST_KINDS if option.code == line.kind)
        terminal.say("\t".join((line.number, _left(line), what, line.name, _(STAGE_NAMES[line.stage]))))
    if not lines:
        terminal.say(_("Pyyntöjä ei ole."))
    return 0


def _left(line: RequestLine) -> str:
    if line.left.urgency is Urgency.CLOSED:
        return "–"
    return _("pysähtynyt") if line.left.urgency is Urgency.PAUSED else _("{n}\xa0pv").format(n=line.left.days)


def _as_json(line: RequestLine) -> dict[str, Any]:
    return {
        "number": line.number,
        "kind": line.kind,
        "person": line.person_id,
        "name": line.name,
        "received": line.received_on.isoformat(),
        "target": line.target.isoformat(),
        "last_day": line.last_day.isoformat(),
        "extended": line.extended,
        "days_left": None if line.closed_on is not None else line.left.days,
        "urgency": line.left.urgency.value,
        "stage": line.stage.value,
        "decision": line.decision,
        "closed": line.closed_on.isoformat() if line.closed_on is not None else None,
    }
