"""Lähtevä posti: the mail server by which the office sends, and who its messages come from. Nobody's personal data."""

from sqlalchemy.orm import Mapped

from asiakasrekisteri.domain.emails import check_email, normalise_email
from asiakasrekisteri.domain.fields import DataCategory, FieldKind, Option, Section, Sensitivity
from asiakasrekisteri.domain.hosts import check_host, normalise_host
from asiakasrekisteri.domain.texts import N_
from asiakasrekisteri.store.models.base import Entity, described

PROTECTIONS = (
    Option("tls", N_("TLS heti alusta (tavallisesti portti 465)")),
    Option("starttls", N_("STARTTLS (tavallisesti portti 587)")),
)


class MailServer(Entity):
    """Lähtevän postin palvelin. One row; its password is sealed with the key of secrets, former ones not kept."""

    __tablename__ = "mail_server"
    __label__ = N_("Lähtevä posti")
    __plural__ = N_("Lähtevä posti")
    __named_by__ = ("host",)
    __sections__ = (
        Section(N_("Lähettäjä"), ("sender_name", "sender_address", "reply_to")),
        Section(N_("Sähköpostipalvelin"), ("host", "protection", "port")),
        Section(N_("Kirjautuminen"), ("username", "secret")),
    )

    sender_name: Mapped[str] = described(
        N_("Lähettäjän nimi"), FieldKind.TEXT, category=DataCategory.NONE, required=True
    )
    sender_address: Mapped[str] = described(
        N_("Lähettäjän sähköposti"),
        FieldKind.EMAIL,
        category=DataCategory.NONE,
        required=True,
        check=check_email,
        normalise=normalise_email,
    )
    reply_to: Mapped[str | None] = described(
        N_("Vastaukset osoitteeseen"),
        FieldKind.EMAIL,
        category=DataCategory.NONE,
        check=check_email,
        normalise=normalise_email,
    )
    host: Mapped[str] = described(
        N_("Palvelimen nimi"),
        FieldKind.HOST,
        category=DataCategory.NONE,
        required=True,
        in_list=True,
        check=check_host,
        normalise=normalise_host,
    )
    protection: Mapped[str] = described(
        N_("Suojaus"),
        FieldKind.CHOICE,
        category=DataCategory.NONE,
        options=PROTECTIONS,
        required=True,
        default="starttls",
        help=N_("Suojaamatonta yhteyttä ei käytetä."),
    )
    port: Mapped[int | None] = described(
        N_("Portti"), FieldKind.NUMBER, category=DataCategory.NONE, help=N_("Tyhjänä tavallinen: 465 tai 587.")
    )
    username: Mapped[str | None] = described(
        N_("Käyttäjätunnus"),
        FieldKind.TEXT,
        category=DataCategory.NONE,
        help=N_("Tyhjä, jos palvelin ei pyydä kirjautumista."),
    )
    secret: Mapped[bytes | None] = described(
        N_("Salasana"),
        FieldKind.SECRET,
        category=DataCategory.NONE,
        sensitivity=Sensitivity.SECRET,
        help=N_("Suljetaan omalla avaimellaan. Postia lähettävät roolit, joilla on salasanojen avain."),
    )
