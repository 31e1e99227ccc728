"""`user`: personal user IDs. Passwords never stand on the command line."""

from argparse import Namespace

from asiakasrekisteri.cli.parser import Commands, Parser
from asiakasrekisteri.cli.recovery import renew
from asiakasrekisteri.cli.terminal import NEW_PASSWORD, PASSWORD, Terminal, user_of
from asiakasrekisteri.domain.errors import NotFoundError
from asiakasrekisteri.domain.formats import as_text
from asiakasrekisteri.domain.permissions import ROLE_LABELS, Role
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.maintenance import rotate_keys
from asiakasrekisteri.usecases.users import USER, UserRow, change_role, close_user, grant_user, list_users, reset_user

FIRST_PASSWORD = "ASIAKASREKISTERI_FIRST_PASSWORD"  # noqa: S105 - the name of a variable


def register(commands: Commands) -> None:
    """Add the commands."""
    group = commands.group("user", _("käyttäjätunnukset"))
    parser = group.add_in_office("list", _list, _("näytä käyttäjätunnukset"))
    parser.argument("--json", action="store_true", help=_("tulosta JSON-muodossa"))
    parser = group.add_in_office("grant", _grant, _("myönnä käyttäjätunnus; ensimmäinen salasana kysytään"))
    _login(parser)
    parser.argument("--name", metavar=_("NIMI"), required=True, help=_("käyttäjän oma nimi"))
    _role(parser, "--role", required=True)
    parser = group.add_in_office("close", _close, _("sulje käyttäjätunnus"))
    _login(parser)
    parser.argument("--rotate", action="store_true", help=_("vaihda samalla rekisterin avain"))
    _login(group.add_in_office("reset", _reset, _("anna salasanansa unohtaneelle uusi ensimmäinen salasana")))
    parser = group.add_in_office("role", _change_role, _("vaihda käyttäjän rooli"))
    _login(parser)
    _role(parser, "role")
    group.add_in_office("password", _password, _("vaihda oma salasana"))
    parser = group.add_in_office("recovery", renew, _("tee uusi palautusavain; vanha lakkaa toimimasta"))
    parser.argument("--out", metavar=_("TIEDOSTO"), help=_("kirjoita se tiedostoon: .pdf on tulostettava arkki"))
    group.add_in_office("tie", _tie, _("avaa oma tunnus vain tällä koneella: sen avainnippu salasanan lisäksi"))
    group.add_in_office("untie", _untie, _("avaa oma tunnus taas pelkällä salasanalla"))


def _login(parser: Parser) -> None:
    parser.argument("login", metavar=_("KENEN"), help=_("käyttäjätunnus, jota komento koskee"))


def _role(parser: Parser, name: str, **options: bool) -> None:
    roles = ", ".join(f"{role.value} = {_(label)}" for role, label in ROLE_LABELS.items())
    parser.argument(name, choices=[role.value for role in Role], metavar=_("ROOLI"), help=roles, **options)


def _list(options: Namespace, terminal: Terminal) -> int:
    with terminal.signed_in(options) as desk:
        rows = desk.gate.call(list_users)
    if options.json:
        terminal.say_json([{"login": u.login, "name": u.name, "role": u.role, "status": u.status} for u in rows])
        return 0
    for user in rows:
        role, status = as_text(USER["role"], user.role), as_text(USER["status"], user.status)
        terminal.say(f"{user.login}\t{user.name}\t{role}\t{status}")
    return 0


def _grant(options: Namespace, terminal: Terminal) -> int:
    with terminal.signed_in(options) as desk:
        first = terminal.new_secret(FIRST_PASSWORD, _("Ensimmäinen salasana: "))
        desk.gate.call(grant_user, options.login, options.name, Role(options.role), first)
    terminal.say(_("Käyttäjätunnus on myönnetty. Salasana vaihdetaan ensimmäisellä kirjautumisella."))
    return 0


def _close(options: Namespace, terminal: Terminal) -> int:
    with terminal.signed_in(options) as desk:
        desk.gate.call(close_user, _user(desk.gate, options.login).id)
        if options.rotate:
            rotate_keys(desk)
    terminal.say(_("Käyttäjätunnus on suljettu."))
    return 0


def _reset(options: Namespace, terminal: Terminal) -> int:
    with terminal.signed_in(options) as desk:
        user = _user(desk.gate, options.login)
        desk.gate.call(reset_user, user.id, terminal.new_secret(FIRST_PASSWORD, _("Ensimmäinen salasana: ")))
    terminal.say(_("Uusi salasana on annettu. Se vaihdetaan ensimmäisellä kirjautumisella."))
    return 0


def _change_role(options: Namespace, terminal: Terminal) -> int:
    with terminal.signed_in(options) as desk:
        desk.gate.call(change_role, _user(desk.gate, options.login).id, Role(options.role))
    terminal.say(_("Rooli on vaihdettu."))
    return 0


def _password(options: Namespace, terminal: Terminal) -> int:
    login, old = user_of(options), terminal.secret(PASSWORD, _("Nykyinen salasana: "))
    new = terminal.new_secret(NEW_PASSWORD, _("Uusi salasana: "))
    terminal.office(options.office).change_password(login, old, new).close()
    terminal.say(_("Salasana on vaihdettu."))
    return 0


def _tie(options: Namespace, terminal: Terminal) -> int:
    password = terminal.secret(PASSWORD, _("Salasana: "))
    terminal.office(options.office).tie_to_computer(user_of(options), password)
    terminal.say(_("Tunnus avautuu nyt vain tällä koneella. Muualla sen avaa palautusavain tai uusi salasana."))
    return 0


def _untie(options: Namespace, terminal: Terminal) -> int:
    password = terminal.secret(PASSWORD, _("Salasana: "))
    terminal.office(options.office).untie_from_computer(user_of(options), password)
    terminal.say(_("Tunnus avautuu taas pelkällä salasanalla."))
    return 0


def _user(gate: Gate, login: str) -> UserRow:
    rows = (user for user in gate.call(list_users) if user.login.casefold() == login.casefold())
    found = next(rows, None)
    if found is None:
        raise NotFoundError(_("Käyttäjätunnusta ei ole. Luettelon saa komennolla user list."))
    return found
