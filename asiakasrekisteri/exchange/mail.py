"""Reads one mail saved as a file (.eml; LAW R-40), however broken, into plain data. Nothing of the network is loaded.

A mail is evidence of what was said, so it is never refused for being badly made: what could not be read is told in
`MailMessage.faults`, and the caller keeps the original bytes.
"""

import datetime as dt
import re
from dataclasses import dataclass

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.exchange.mail_addresses import MailAddress, read_addresses
from asiakasrekisteri.exchange.mail_content import MailAttachment, read_content
from asiakasrekisteri.exchange.mail_parts import Part, read_part
from asiakasrekisteri.exchange.mail_words import decode_words, read_date

__all__ = ["MOST_BYTES", "MailAddress", "MailAttachment", "MailMessage", "message_text_for_search", "read_mail"]

MOST_BYTES = 100_000_000
"""The largest mail that is read; mail servers take 25–50 megabytes."""
_LONGEST_SUBJECT = 500
_LONGEST_ID = 250
_PREAMBLE = re.compile(
    rb"\A[\s\x00]{0,4096}(?:[0-9]{1,12}[ \t]*(?:\r\n|\n|\r))?(?:>?From [^\r\n]{0,1000}(?:\r\n|\n|\r))?"
)
"""What programs put before the first header: blanks, the length of the mail (Apple Mail), the envelope (mbox)."""
_MARKS_16 = (b"\xff\xfe", b"\xfe\xff")
_MARK_8 = b"\xef\xbb\xbf"
_OUTLOOK = b"\xd0\xcf\x11\xe0"
_TELLING = frozenset(("from", "to", "subject", "date", "message-id", "received", "return-path", "sender"))
"""Header fields of which every mail has at least one."""
_ID = re.compile(r"<([^<>\s]{1,250})>")
_DOUBLED = b"\r\r\n"


@dataclass(frozen=True, slots=True)
class MailMessage:
    """One mail.

    Attributes:
        subject: in one line, "" when there is none.
        sent_at: when the sender's program says it was sent, in UTC; None when it does not tell.
        message_id: without its angle brackets, "" when there is none.
        in_reply_to: the message_id of the mail answered, "" when there is none.
        sender: From, or Sender when From is missing.
        to: receivers.
        cc: receivers of copies.
        text: the readable text in lines; an attached mail's text follows the mail's own.
        html: whether the text was made of HTML.
        attachments: files in the order of the mail.
        faults: in Finnish, what was broken and so may be missing.
    """

    subject: str
    sent_at: dt.datetime | None
    message_id: str
    in_reply_to: str
    sender: MailAddress
    to: tuple[MailAddress, ...]
    cc: tuple[MailAddress, ...]
    text: str
    html: bool
    attachments: tuple[MailAttachment, ...]
    faults: tuple[str, ...]


def read_mail(content: bytes) -> MailMessage:
    """Read a mail.

    Args:
        content: the bytes of an .eml file; .emlx and a mail cut from an mbox are understood too.

    Raises:
        ExchangeError: the file is empty, too large or no mail at all; the text says what to do.
    """
    data = _plain(content)
    preamble = _PREAMBLE.match(data)
    part = read_part(data, preamble.end() if preamble else 0, len(data))
    if not _TELLING & part.fields.keys():
        raise ExchangeError(
            _("Tiedosto ei ole sähköpostiviesti. Tallenna viesti sähköpostiohjelmasta .eml-muotoon ja yritä uudelleen.")
        )
    read = read_content(part)
    sent_at = read_date(part.value("date"))
    senders = read_addresses(part.value("from")) or read_addresses(part.value("sender"))
    return MailMessage(
        subject=decode_words(part.value("subject"))[:_LONGEST_SUBJECT],
        sent_at=sent_at,
        message_id=_identifier(part, "message-id"),
        in_reply_to=_identifier(part, "in-reply-to"),
        sender=senders[0] if senders else MailAddress("", ""),
        to=read_addresses(", ".join(part.fields.get("to", ()))),
        cc=read_addresses(", ".join(part.fields.get("cc", ()))),
        text=read.text,
        html=read.html,
        attachments=read.attachments,
        faults=(*_header_faults(part, sent_at, senders), *read.faults),
    )


def message_text_for_search(message: MailMessage) -> str:
    """Return everything of a mail that somebody may look it up by: subject, people, text, names of attachments."""
    people = (f"{one.name} {one.address}".strip() for one in (message.sender, *message.to, *message.cc))
    names = (attachment.name for attachment in message.attachments)
    return "\n".join(line for line in (message.subject, *people, message.text, *names) if line)


def _plain(content: bytes) -> bytes:
    """Return the mail's bytes without what programs that save text do to them."""
    if not content.strip(b"\x00 \t\r\n"):
        raise ExchangeError(_("Tiedosto on tyhjä. Valitse toinen tiedosto."))
    if len(content) > MOST_BYTES:
        raise ExchangeError(
            _("Viesti on liian suuri luettavaksi. Tallenna sen liitteet erikseen ja poista ne viestistä.")
        )
    if content.startswith(_OUTLOOK):
        raise ExchangeError(_("Viesti on Outlookin omassa muodossa. Tallenna se .eml-muotoon ja yritä uudelleen."))
    data = content.removeprefix(_MARK_8)
    if content.startswith(_MARKS_16):
        data = content.decode("utf-16", errors="replace").encode("utf-8", errors="replace")
    return data.replace(_DOUBLED, b"\r\n") if 2 * data.count(_DOUBLED, 0, 8192) > data.count(b"\n", 0, 8192) else data


def _identifier(part: Part, name: str) -> str:
    value = part.value(name)
    match = _ID.search(value)
    return match[1] if match else "".join(value.split())[:_LONGEST_ID]


def _header_faults(part: Part, sent_at: dt.datetime | None, senders: tuple[MailAddress, ...]) -> tuple[str, ...]:
    faults = []
    if sent_at is None and part.value("date"):
        faults.append(_("Lähetysaika on kirjoitettu niin, ettei sitä voi lukea."))
    elif sent_at is None:
        faults.append(_("Lähetysaika puuttuu."))
    if not senders or not senders[0].address:
        faults.append(_("Lähettäjän osoite puuttuu tai on virheellinen."))
    return tuple(faults)
