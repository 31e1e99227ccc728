"""A real mail server on this computer, with TLS, a login, and habits of the worse ones of its kind."""

import asyncio
import datetime as dt
import ipaddress
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.listening import PORTS

HOST = "127.0.0.1"
USER, PASSWORD = "posti", "hämärä sana 7"


@dataclass
class Habits:
    """How the server treats what it is given.

    Attributes:
        refuses: recipient → the answer it gets.
        drops: recipients at whose message the connection is cut before the answer.
        drops_at_rcpt: recipients at whose naming the connection is cut.
        slow: recipients whose answer takes `delay` seconds.
        closes: recipients after whose message the server stops listening for good.
    """

    refuses: dict[str, str] = field(default_factory=dict)
    drops: set[str] = field(default_factory=set)
    drops_at_rcpt: set[str] = field(default_factory=set)
    slow: set[str] = field(default_factory=set)
    delay: float = 3.0
    sender_refused: str = ""


class Inbox:
    """What has come, as (sender, recipients, bytes)."""

    def __init__(self, habits: Habits) -> None:
        self.habits = habits
        self.mails: list[tuple[str, list[str], bytes]] = []
        self.logins: list[str] = []

    async def handle_MAIL(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take or refuse a sender."""
        if self.habits.sender_refused:
            return self.habits.sender_refused
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take or refuse a recipient."""
        if address in self.habits.drops_at_rcpt:
            self.habits.drops_at_rcpt.discard(address)
            _cut(server)
        if address in self.habits.refuses:
            return self.habits.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:
        """Take a message."""
        to = set(envelope.rcpt_tos)
        if to & self.habits.drops:
            _cut(server)
        if to & self.habits.slow:
            await asyncio.sleep(self.habits.delay)
        content = envelope.content
        assert isinstance(content, bytes)
        self.mails.append((envelope.mail_from or "", list(envelope.rcpt_tos), content))
        return "250 2.0.0 Queued"

    def authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        """Look at a login."""
        self.logins.append(mechanism)
        right = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=right, handled=False)


def _cut(server: SMTP) -> None:
    assert isinstance(server.transport, asyncio.Transport)
    server.transport.abort()


class _Controller(Controller):
    """Listens on a port that is free, and leaves no connection open when it stops."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._served: list[SMTP] = []

    def factory(self) -> SMTP:
        """Serve one connection."""
        made: SMTP = super().factory()  # type: ignore[no-untyped-call]
        self._served.append(made)
        return made

    def drop_all(self) -> None:
        """Cut every connection that is still open."""

        async def cut() -> None:
            for one in self._served:
                if isinstance(one.transport, asyncio.Transport):
                    one.transport.abort()
            await asyncio.sleep(0.05)

        asyncio.run_coroutine_threadsafe(cut(), self.loop).result(timeout=5)

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        PORTS.add(self.port)
        super()._trigger_server()  # type: ignore[no-untyped-call]


@dataclass
class MailHost:
    """A server that listens: its port and what has come."""

    port: int
    inbox: Inbox
    controller: Controller


@contextmanager
def mail_host(
    certificate: str = HOST, *, starttls: bool = True, plain: bool = False, habits: Habits | None = None
) -> Iterator[MailHost]:
    """Run a server.

    Args:
        certificate: for which name its certificate is made; "old" for one that has expired.
        starttls: protect the connection on request; otherwise from the beginning.
        plain: offer no protection at all.
        habits: see `Habits`.
    """
    inbox = Inbox(habits or Habits())
    trust = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trust.load_cert_chain(*made(certificate))
    tls: dict[str, Any] = {"tls_context": trust, "require_starttls": True} if starttls else {}
    login: dict[str, Any] = {"authenticator": inbox.authenticate, "auth_require_tls": starttls}
    controller = _Controller(
        inbox,
        hostname=HOST,
        port=0,
        ssl_context=None if starttls or plain else trust,
        **({} if plain else tls | login),
        server_hostname="posti.example",
        ready_timeout=10,
    )
    controller.start()
    try:
        yield MailHost(controller.port, inbox, controller)
    finally:
        if not controller.loop.is_closed():
            controller.drop_all()
            controller.stop(no_assert=True)


@cache
def authority() -> Path:
    """Return the file of the authority that a computer which trusts these servers names in SSL_CERT_FILE."""
    return _authority()[0]


@cache
def _authority() -> tuple[Path, ec.EllipticCurvePrivateKey, x509.Certificate]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name("Testien varmentaja")
    made = (
        _begun(name, name, key, dt.timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = Path(mkdtemp(prefix="ar-mail-")) / "authority.pem"
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    return file, key, made


@cache
def made(host: str) -> tuple[Path, Path]:
    """Return the files of a certificate for a host and of its key."""
    file, signer, issuer = _authority()
    key = ec.generate_private_key(ec.SECP256R1())
    lasts = dt.timedelta(days=-1) if host == "old" else dt.timedelta(days=20)
    alternative = x509.IPAddress(ipaddress.ip_address(HOST)) if host in {HOST, "old"} else x509.DNSName(host)
    signed = (
        _begun(_name(host), issuer.subject, key, lasts)
        .add_extension(x509.SubjectAlternativeName([alternative]), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()),
            critical=False,
        )
        .sign(signer, hashes.SHA256())
    )
    certificate, secret = file.with_name(f"{host}.pem"), file.with_name(f"{host}.key")
    certificate.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return certificate, secret


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _begun(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, lasts: dt.timedelta
) -> x509.CertificateBuilder:
    now = dt.datetime.now(dt.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=3))
        .not_valid_after(now + lasts)
    )


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs,
        crl_sign=signs,
        encipher_only=False,
        decipher_only=False,
    )
