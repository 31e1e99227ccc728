"""What mail servers and connections answer, in the user's words: what it means and what to do."""

import re
import smtplib
import socket
import ssl

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.domain.words import readable

_LONGEST = 300
_ENHANCED = re.compile(r"^([245]\.\d{1,3}\.\d{1,3})\b")
_NEVER = 500


def answer_text(answer: bytes | str) -> str:
    """Return the server's own words on one line, without control signs, cut to a length that a list can hold."""
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return readable(text).strip()[:_LONGEST]


def is_final(code: int) -> bool:
    """Tell whether a server that answered so will answer the same again."""
    return code >= _NEVER


def refusal_words(code: int, answer: str) -> str:
    """Return what a refusal of a message means, by its enhanced code (RFC 3463) where there is one."""
    found = _ENHANCED.match(answer)
    meaning = found[1][2:] if found else ""
    if code < _NEVER:
        return _("Palvelin ei ota viestiä vastaan juuri nyt. Lähetä myöhemmin uudelleen.")
    if meaning == "2.2" or code == 552:  # noqa: PLR2004 - RFC 5321: mailbox full or message too large
        return _("Vastaanottajan postilaatikko on täynnä. Ilmoita muulla tavalla.")
    if meaning in {"1.1", "1.0", "1.2", "1.6", "1.10", "2.1"} or (not meaning and code in {550, 551, 553}):
        return _("Osoitetta ei ole tai se on poistettu. Korjaa asiakkaan sähköpostiosoite.")
    if meaning.startswith("7.") or code == 554:  # noqa: PLR2004 - RFC 5321: transaction failed, used for policy
        return _("Palvelin ei päästä viestiä läpi. Kysy syytä sähköpostipalvelun ylläpidosta.")
    return _("Palvelin ei ottanut viestiä vastaan. Tarkista osoite ja palvelimen vastaus.")


def sender_words() -> str:
    """Return what a refusal of the sender means."""
    return _("Palvelin ei hyväksy lähettäjän osoitetta. Tarkista lähtevän postin asetuksista lähettäjä.")


def connection_words(error: Exception) -> str:
    """Return why there is no connection, or why it was not accepted; nothing has been sent over it."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return _certificate_words(error)
    for kind, words in _reasons():
        if isinstance(error, kind):
            return words
    return _("Yhteys sähköpostipalvelimeen ei onnistunut. Tarkista verkkoyhteys ja lähtevän postin asetukset.")


def _reasons() -> tuple[tuple[type[Exception], str], ...]:
    return (
        (
            ssl.SSLError,
            _(
                "Palvelin ei puhu suojattua yhteyttä tässä portissa. Tarkista portti ja suojaus: TLS on tavallisesti"
                " portissa 465 ja STARTTLS portissa 587."
            ),
        ),
        (
            smtplib.SMTPAuthenticationError,
            _("Palvelin ei hyväksynyt käyttäjätunnusta tai salasanaa. Tarkista ne lähtevän postin asetuksista."),
        ),
        (TimeoutError, _("Palvelin ei vastannut ajoissa. Yritä hetken kuluttua uudelleen.")),
        (
            socket.gaierror,
            _("Palvelinta ei löydy tällä nimellä. Tarkista palvelimen nimi ja verkkoyhteys."),
        ),
        (
            ConnectionRefusedError,
            _("Palvelin ei vastaa tässä portissa. Tarkista palvelimen nimi ja portti."),
        ),
        (
            smtplib.SMTPServerDisconnected,
            _("Palvelin katkaisi yhteyden. Yritä hetken kuluttua uudelleen."),
        ),
    )


def _certificate_words(error: ssl.SSLCertVerificationError) -> str:
    said = error.verify_message.lower()
    if "hostname" in said or "ip address" in said:
        return _("Palvelimen varmenne on toisen palvelimen. Mitään ei lähetetty. Tarkista palvelimen nimi.")
    if "expired" in said:
        return _("Palvelimen varmenne on vanhentunut. Mitään ei lähetetty. Ilmoita palvelimen ylläpidolle.")
    return _(
        "Palvelimen varmenteeseen ei voi luottaa. Mitään ei lähetetty. Tarkista palvelimen nimi tai pyydä ylläpidolta"
        " varmenne, jonka tunnettu myöntäjä on allekirjoittanut."
    )


def no_tls_words() -> str:
    """Return that the server offers no protected connection."""
    return _(
        "Palvelin ei tarjoa suojattua yhteyttä (STARTTLS). Mitään ei lähetetty, eikä salasanaa annettu. Tarkista portti"
        " tai vaihda palvelinta."
    )


def no_login_words() -> str:
    """Return that the server takes no logins."""
    return _("Palvelin ei ota vastaan kirjautumista. Tyhjennä käyttäjätunnus tai vaihda portti asetuksista.")


def uncertain_words() -> str:
    """Return that nobody knows whether the message went."""
    return _("Yhteys katkesi kesken lähetyksen. Viesti on voinut mennä perille.")


def untried_words() -> str:
    """Return that the sending was stopped by the user."""
    return _("Lähetys keskeytettiin ennen tätä viestiä.")
