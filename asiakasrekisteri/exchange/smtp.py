"""Mail over SMTP: through TLS or not at all, one message for each recipient, and an answer for each of them.

The connection is protected before anything is said (implicit TLS) or before the login and the messages (STARTTLS); a
server that offers neither, or whose certificate does not hold, gets nothing. Nothing is written to a log.
"""

import base64
import datetime as dt
import smtplib
import ssl
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum

from asiakasrekisteri.domain.errors import AppError, CancelledError, ExchangeError, MailServerError
from asiakasrekisteri.domain.mailing import Delivery, MailFrom, Outcome, OutgoingMail
from asiakasrekisteri.domain.progress import SILENT, Progress
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.exchange import smtp_words as words
from asiakasrekisteri.exchange.mail_new import new_mail, wire_address

PATIENCE_S = 20.0
"""So long the server may take to answer one command."""
_DONE, _LOGIN_DONE, _CLOSING = 250, 235, 421
_BROKEN = (OSError, smtplib.SMTPServerDisconnected)


class Protection(StrEnum):
    """How the connection is protected; there is no third way."""

    TLS = "tls"
    STARTTLS = "starttls"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailRoute:
    """The mail server of the office and the login to it.

    Attributes:
        host, port: where it is.
        protection: see `Protection`.
        username, password: the login; an empty name for a server that asks none.
        sender: from whom the messages come.
        patience_s: seconds that the server may take to answer one command.
    """

    host: str
    port: int
    protection: Protection
    username: str = ""
    password: str = field(default="", repr=False)
    sender: MailFrom
    patience_s: float = PATIENCE_S


Heard = Callable[[Delivery], object]


def deliver(
    route: MailRoute,
    mails: Sequence[OutgoingMail],
    at: dt.datetime,
    heard: Heard,
    progress: Progress = SILENT,
) -> tuple[Delivery, ...]:
    """Send messages one by one and return what became of each, in their order.

    A cancel is obeyed between two messages: those that had not had their turn are told as untried. When the server
    cannot be reached again after a break, the rest is untried too.

    Args:
        route: by which server.
        mails: at most one for each recipient; nobody sees another's address.
        at: the time written into them.
        heard: told of each message as soon as its answer has come, so that nothing is sent twice after a crash.
        progress: is told of each, and may cancel.

    Raises:
        MailServerError: the server could not be reached or not be trusted; nothing has been sent.
    """
    carrier = _Carrier(route)
    carrier.open()
    answers: list[Delivery] = []
    stop = ""
    try:
        for place, mail in enumerate(mails):
            stop = stop or _asked_to_stop(progress, place, len(mails))
            answer = Delivery(mail.key, Outcome.UNTRIED, words=stop) if stop else carrier.send(mail, at)
            stop = stop or carrier.lost
            answers.append(answer)
            heard(answer)
    finally:
        carrier.close()
    with suppress(CancelledError):  # too late: everything has had its turn
        progress.report(len(mails), len(mails))
    return tuple(answers)


def _asked_to_stop(progress: Progress, done: int, total: int) -> str:
    try:
        progress.report(done, total, _("Lähetetään viestiä {n} / {total}").format(n=done + 1, total=total))
    except CancelledError:
        return words.untried_words()
    return ""


def check_route(route: MailRoute) -> None:
    """Connect, log in and leave again, without sending anything.

    Raises:
        MailServerError: says what does not work.
    """
    carrier = _Carrier(route)
    carrier.open()
    carrier.close()


class _Carrier:
    """One connection, made anew when it breaks. `lost` says why it could not be made anew; "" while all is well."""

    def __init__(self, route: MailRoute) -> None:
        self._route = route
        self._server: smtplib.SMTP | None = None
        self.lost = ""

    def open(self) -> None:
        """Connect, protect and log in."""
        server: smtplib.SMTP | None = None
        try:
            server = _connected(self._route)
            _log_in(server, self._route)
        except BaseException as error:
            if server is not None:
                server.close()
            if isinstance(error, smtplib.SMTPException | OSError):
                raise MailServerError(words.connection_words(error)) from error
            raise
        self._server = server

    def close(self) -> None:
        """Say goodbye; a server that does not answer is left."""
        if self._server is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._server.quit()
            self._server.close()
            self._server = None

    def send(self, mail: OutgoingMail, at: dt.datetime) -> Delivery:
        """Send one message over the connection, made anew where it has broken."""
        try:
            content = new_mail(mail, self._route.sender, at)
            recipient = wire_address(mail.to)
        except ExchangeError as error:
            return Delivery(mail.key, Outcome.REFUSED, words=str(error))
        if self._server is None:
            try:
                self.open()
            except AppError as error:
                self.lost = str(error)
                return Delivery(mail.key, Outcome.FAILED, words=str(error))
        return self._sent(mail.key, recipient, content)

    def _sent(self, key: int, recipient: str, content: bytes) -> Delivery:
        server = self._server
        assert server is not None
        try:
            refused = _envelope(server, key, wire_address(self._route.sender.address), recipient)
        except _BROKEN as error:
            self._drop()
            return Delivery(key, Outcome.FAILED, words=words.connection_words(error))
        if refused is not None:
            self._forget(refused.code)
            return refused
        return self._handed_over(server, key, content)

    def _handed_over(self, server: smtplib.SMTP, key: int, content: bytes) -> Delivery:
        try:
            code, answer = server.data(content)
        except smtplib.SMTPDataError as error:
            self._forget(error.smtp_code)
            return _refusal(key, error.smtp_code, error.smtp_error)
        except _BROKEN:
            self._drop()
            return Delivery(key, Outcome.UNCERTAIN, words=words.uncertain_words())
        if code != _DONE:
            self._forget(code)
            return _refusal(key, code, answer)
        return Delivery(key, Outcome.SENT, code, answer=words.answer_text(answer))

    def _forget(self, code: int) -> None:
        """Make the server forget the message it refused; one that is closing is left."""
        try:
            if code == _CLOSING or self._server is None or self._server.rset()[0] != _DONE:
                self._drop()
        except _BROKEN:
            self._drop()

    def _drop(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None


def _connected(route: MailRoute) -> smtplib.SMTP:
    trust = ssl.create_default_context()
    trust.minimum_version = ssl.TLSVersion.TLSv1_2
    here = wire_address(route.sender.address).rpartition("@")[2]  # the name of this computer is nobody's business
    if route.protection is Protection.TLS:
        return smtplib.SMTP_SSL(route.host, route.port, local_hostname=here, timeout=route.patience_s, context=trust)
    server = smtplib.SMTP(route.host, route.port, local_hostname=here, timeout=route.patience_s)
    try:
        server.starttls(context=trust)
    except BaseException as error:
        server.close()
        if isinstance(error, smtplib.SMTPNotSupportedError | smtplib.SMTPResponseException):
            raise MailServerError(words.no_tls_words()) from error
        raise
    return server


def _log_in(server: smtplib.SMTP, route: MailRoute) -> None:
    if not route.username:
        return
    server.ehlo_or_helo_if_needed()
    try:
        if route.username.isascii() and route.password.isascii():
            server.login(route.username, route.password)
            return
    except smtplib.SMTPNotSupportedError as error:
        raise MailServerError(words.no_login_words()) from error
    told = base64.b64encode(f"\0{route.username}\0{route.password}".encode()).decode()  # RFC 4616 asks for UTF-8
    code, answer = server.docmd("AUTH", f"PLAIN {told}")
    if code != _LOGIN_DONE:
        raise smtplib.SMTPAuthenticationError(code, answer)


def _envelope(server: smtplib.SMTP, key: int, sender: str, recipient: str) -> Delivery | None:
    """Name the sender and the one recipient; return the refusal, if there is one."""
    code, answer = server.mail(sender)
    if code != _DONE:
        return Delivery(
            key,
            Outcome.REFUSED if words.is_final(code) else Outcome.FAILED,
            code,
            words.sender_words(),
            words.answer_text(answer),
        )
    code, answer = server.rcpt(recipient)
    return None if code in {_DONE, _DONE + 1} else _refusal(key, code, answer)


def _refusal(key: int, code: int, answer: bytes | str) -> Delivery:
    said = words.answer_text(answer)
    outcome = Outcome.REFUSED if words.is_final(code) else Outcome.FAILED
    return Delivery(key, outcome, code, words.refusal_words(code, said), said)
