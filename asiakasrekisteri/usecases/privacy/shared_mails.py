"""A saved mail that somebody else took part in, when one of them is erased: what was said stays, she does not.

The mail as it came holds her name and address in many forms, in fields that nobody sees too, so that nothing can be
taken out of it with certainty. It is written anew from what was read of it, her words masked; its files lie beside it.
"""

import hashlib
import re

from sqlalchemy import update

from asiakasrekisteri.domain.errors import ExchangeError, StoreDamagedError
from asiakasrekisteri.domain.formats import day
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.exchange.mail import MailAddress, MailMessage, read_mail
from asiakasrekisteri.exchange.mail_write import mail_copy
from asiakasrekisteri.store.attachments import add_bytes, forget_bytes, read_bytes
from asiakasrekisteri.store.changes import AUDITED
from asiakasrekisteri.store.models import Attachment
from asiakasrekisteri.store.work import Work

KIND = "message"
"""The kind of the attachments that are a mail as it came."""


def write_anew(work: Work, row: Attachment, words: re.Pattern[str], mask: str) -> None:
    """Put in the place of a saved mail a copy without the words; where it cannot be read, the note alone.

    Args:
        work: the unit of work.
        row: the attachment, of kind `KIND`.
        words: what tells of the person who is erased.
        mask: what stands in their place.
    """
    note = _("Alkuperäinen viesti hävitettiin {day}, kun osapuolen tiedot poistettiin. Tämä on sen teksti.")
    copy = mail_copy(_read(work, row), lambda text: words.sub(mask, text), note.format(day=day(work.today)))
    put_in_place(work, row, copy)


def put_in_place(work: Work, row: Attachment, content: bytes, **more: str) -> None:
    """Put other bytes, and what else is told, in the place of a file's, without a trace of the former ones."""
    forget_bytes(work, row.id)
    add_bytes(work, row, content)
    facts = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest(), "version": row.version + 1}
    statement = update(Attachment).where(Attachment.id == row.id).values(**facts, **more)
    work.session.execute(statement, execution_options={AUDITED: True, "synchronize_session": False})


def _read(work: Work, row: Attachment) -> MailMessage:
    try:
        return read_mail(b"".join(read_bytes(work, row)))
    except (ExchangeError, StoreDamagedError):  # what cannot be read cannot be told to be without her
        return MailMessage("", None, "", "", MailAddress("", ""), (), (), "", html=False, attachments=(), faults=())
