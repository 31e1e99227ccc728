"""A message of the office's own as the bytes of a mail: one recipient, plain text, nothing that another could read."""

import datetime as dt
import secrets
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from asiakasrekisteri.domain.emails import check_email
from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.domain.mailing import MailFrom, OutgoingMail
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.domain.words import readable


def new_mail(mail: OutgoingMail, sender: MailFrom, at: dt.datetime, *, draft: bool = False) -> bytes:
    """Return a message as it goes over the wire, or into an `.eml` file.

    Whatever a subject or a name holds stays inside its own field: ends of lines and control signs are taken out.

    Args:
        mail: what is said to whom.
        sender: who says it.
        at: when, aware.
        draft: mark it as not yet sent: mail programs then open it for sending.

    Raises:
        ExchangeError: an address cannot be used.
    """
    made = EmailMessage(policy=SMTP)
    made["From"] = _named(sender.name, sender.address)
    made["To"] = _named(mail.to_name, mail.to)
    if sender.reply_to:
        made["Reply-To"] = _named("", sender.reply_to)
    made["Subject"] = readable(mail.subject).strip()
    made["Date"] = format_datetime(at)
    made["Message-ID"] = f"<{mail.mark or secrets.token_hex(16)}@{wire_address(sender.address).rpartition('@')[2]}>"
    if mail.unsubscribe:
        made["List-Unsubscribe"] = f"<{readable(mail.unsubscribe).strip()}>"
    if draft:
        made["X-Unsent"] = "1"
    made.set_content(readable(mail.text, lines=True), charset="utf-8", cte="quoted-printable")
    made["Content-Language"] = mail.language  # setting the content would take it away
    return made.as_bytes()


def wire_address(address: str) -> str:
    """Return an address as mail servers want it: the domain in the name system's letters.

    Raises:
        ExchangeError: it is no address, or has letters that mail servers do not take.
    """
    local, _at, domain = address.rpartition("@")
    if not address or check_email(address) or not local.isascii():
        raise ExchangeError(_("Sähköpostiosoitteeseen ei voi lähettää. Korjaa osoite."))
    return f"{local}@{domain.encode('idna').decode('ascii')}"


def _named(name: str, address: str) -> Address:
    try:
        return Address(display_name=readable(name).strip(), addr_spec=wire_address(address))
    except (ValueError, HeaderParseError) as error:
        raise ExchangeError(_("Sähköpostiosoitteeseen ei voi lähettää. Korjaa osoite.")) from error
