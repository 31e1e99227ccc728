"""`find`: customers and persons by anything; what is shown is logged as seen."""

from argparse import Namespace

from asiakasrekisteri.cli.parser import Commands, integer
from asiakasrekisteri.cli.terminal import Terminal
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.usecases.finding import Hit, find
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.lists import note_seen

_KINDS = ("customer", "person")


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_in_office("find", _find, _("etsi asiakkaita ja henkilöitä"))
    parser.argument(
        "text",
        metavar=_("TEKSTI"),
        nargs="+",
        help=_(
            "nimi, numero, Y-tunnus, osoite, puhelin, sähköposti tai sana viestistä, puhelusta tai liitteen nimestä"
        ),
    )
    parser.argument("--limit", metavar="N", type=integer, default=50, help=_("näytä enintään N osumaa (50)"))
    parser.argument("--json", action="store_true", help=_("tulosta JSON-muodossa"))


def _find(options: Namespace, terminal: Terminal) -> int:
    with terminal.signed_in(options) as desk:
        hits = desk.gate.call(find, " ".join(options.text), max(options.limit, 1))
        _note(desk.gate, hits)
    if options.json:
        shown = [{"kind": h.kind, "id": h.id, "name": h.name, "matched": h.matched} for h in hits]
        terminal.say_json({"hits": shown})
        return 0
    for hit in hits:
        terminal.say(f"{_kind(hit)}\t{hit.id}\t{hit.name}")
    if not hits:
        terminal.say(_("Ei osumia."))
    return 0


def _kind(hit: Hit) -> str:
    return _("asiakas") if hit.kind == "customer" else _("henkilö")


def _note(gate: Gate, hits: tuple[Hit, ...]) -> None:
    for kind in _KINDS:
        ids = [hit.id for hit in hits if hit.kind == kind]
        if ids:
            gate.call(note_seen, kind, ids)
