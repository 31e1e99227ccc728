"""A mail written anew from what was read of it: those who took part, the time, the subject and the text. No files."""

from collections.abc import Callable
from email.header import Header
from email.mime.text import MIMEText
from email.utils import format_datetime, formataddr

from asiakasrekisteri.exchange.mail import MailAddress, MailMessage

HIDDEN_ADDRESS = "poistettu@poistettu.invalid"
"""Stands in place of an address that is masked: a domain that nobody ever has (RFC 2606)."""
Mask = Callable[[str], str]
"""Returns a text without what is to be masked in it."""


def mail_copy(mail: MailMessage, mask: Mask, note: str) -> bytes:
    """Return a mail that says what another said, masked, with a note above the text.

    Nothing else of the original is in it: neither the fields that nobody sees nor the files.

    Args:
        mail: as it was read.
        mask: takes from every text what is not to be there.
        note: tells the reader that this is not the original.
    """
    copy = MIMEText(f"[{note}]\n\n{mask(mail.text)}\n", "plain", "utf-8")
    copy["From"] = _written(mail.sender, mask)
    for field, people in (("To", mail.to), ("Cc", mail.cc)):
        if people:
            copy[field] = ", ".join(_written(one, mask) for one in people)
    copy["Subject"] = Header(mask(mail.subject), "utf-8").encode()
    if mail.sent_at is not None:
        copy["Date"] = format_datetime(mail.sent_at)
    return copy.as_bytes()


def _written(one: MailAddress, mask: Mask) -> str:
    address = one.address if one.address.isascii() and mask(one.address) == one.address else HIDDEN_ADDRESS
    return formataddr((mask(one.name), address), "utf-8")
