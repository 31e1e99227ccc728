"""The mail server of the office and who its messages come from (settings of the main user)."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError, NotFoundError
from asiakasrekisteri.domain.fields import Sensitivity
from asiakasrekisteri.domain.mailing import MailFrom
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.exchange.smtp import MailRoute, Protection
from asiakasrekisteri.store.models import Change, Firm, MailServer
from asiakasrekisteri.store.sealed import may_open, open_bytes
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import Saved, sealed_place
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.hosting_secrets import forget_former
from asiakasrekisteri.usecases.rows import row_cases, saved

_PLACE = sealed_place(MailServer, "secret")
_USUAL_PORTS = {Protection.TLS: 465, Protection.STARTTLS: 587}
_HIGHEST_PORT = 65535


def _rule(work: Work, server: MailServer) -> None:
    others = select(MailServer.id).where(MailServer.id != server.id) if server.id else select(MailServer.id)
    faults = []
    if work.session.scalar(others.limit(1)) is not None:
        faults.append(FieldError("host", _("Lähtevän postin palvelin on jo. Muokkaa sen asetuksia.")))
    if server.port is not None and not 0 < server.port <= _HIGHEST_PORT:
        faults.append(FieldError("port", _("Portti on luku 1–65535. Jätä tyhjäksi, jos et tiedä.")))
    if server.username and server.secret is None:
        faults.append(FieldError("secret", _("Kirjoita käyttäjätunnuksen salasana.")))
    if server.secret is not None and not server.username:
        faults.append(FieldError("username", _("Kirjoita käyttäjätunnus tai tyhjennä salasana.")))
    if faults:
        raise InvalidInputError(faults)


def _stored(work: Work, server: MailServer) -> Saved:
    """Keep no former password: nobody needs one that the server no longer takes."""
    forget_former(work, MailServer, frozenset({"secret"}), Change.entity_id == server.id)
    return saved(work, server)


MAIL_SERVER = row_cases(MailServer, Permission.SETTINGS_WRITE, Permission.SETTINGS_WRITE, rule=_rule, after=_stored)


@dataclass(frozen=True, slots=True)
class Sending:
    """What a face must know before it offers to send.

    Attributes:
        server_id: of the settings; None while there are none.
        host: where it would send; "" while there are none.
        sender: from whom; without settings the firm's own address, which is "" where it has none.
        may_send: whether the role has the right and the key that sending needs.
    """

    server_id: int | None
    host: str
    sender: MailFrom
    may_send: bool

    @property
    def ready(self) -> bool:
        """Whether this user can send over the mail server now."""
        return self.server_id is not None and self.may_send


@use_case(Permission.OFFICE_ENTER, discloses=nothing, writes=False)
def sending_now(work: Work) -> Sending:
    """Return by which server and from whom the office sends, and whether this user may."""
    server = _server(work)
    may = work.actor.may(Permission.MAIL_SEND) and may_open(work, Sensitivity.SECRET)
    return Sending(server.id if server else None, server.host if server else "", sender_of(work), may)


def sender_of(work: Work) -> MailFrom:
    """Return from whom the office's messages come: as the settings say, else the firm itself."""
    if (server := _server(work)) is not None:
        return MailFrom(server.sender_name, server.sender_address, server.reply_to or "")
    firm = work.session.scalars(select(Firm)).one()
    return MailFrom(firm.trade_name or firm.name, firm.email or "")


@dataclass(frozen=True, slots=True)
class Dispatch:
    """What sending needs of the register, so that the sending itself can go on beside it.

    Attributes:
        sender: from whom.
        at: the time written into the messages.
        office: the office's own folder, into which no drafts are written.
        route: the mail server, with the password in it: held no longer than the sending lasts. None for drafts.
    """

    sender: MailFrom
    at: dt.datetime
    office: Path
    route: MailRoute | None = None


@use_case(Permission.OFFICE_ENTER, discloses=nothing, writes=False)
def dispatch_of_drafts(work: Work) -> Dispatch:
    """Return what `write_drafts` needs.

    Raises:
        NotFoundError: neither the settings nor the firm has an address to send from.
    """
    sender = sender_of(work)
    if not sender.address:
        raise NotFoundError(
            _("Lähettäjän sähköpostiosoite puuttuu. Pyydä pääkäyttäjää lisäämään se lähtevän postin asetuksiin.")
        )
    return Dispatch(sender, work.now, work.store.vault.folder)


@use_case(Permission.MAIL_SEND, discloses=nothing, writes=False)
def dispatch_by_server(work: Work) -> Dispatch:
    """Return what `send` needs.

    Raises:
        NotFoundError: there is no mail server in the settings.
        PermissionDeniedError: the role has not been given the key of passwords.
    """
    server = _server(work)
    if server is None:
        raise NotFoundError(_("Lähtevän postin palvelinta ei ole annettu. Pyydä pääkäyttäjää lisäämään se asetuksiin."))
    protection = Protection(server.protection)
    sender = sender_of(work)
    route = MailRoute(
        host=server.host,
        port=server.port or _USUAL_PORTS[protection],
        protection=protection,
        username=server.username or "",
        password=open_bytes(work, Sensitivity.SECRET, server.secret, _PLACE).decode() if server.secret else "",
        sender=sender,
    )
    return Dispatch(sender, work.now, work.store.vault.folder, route)


def _server(work: Work) -> MailServer | None:
    return work.session.scalars(select(MailServer).order_by(MailServer.id).limit(1)).first()
