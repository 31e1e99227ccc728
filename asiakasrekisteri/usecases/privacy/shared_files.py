"""A file that somebody else has a part in, when one of them is erased: what it says stays, without her.

A mail is written anew (`shared_mails`). A text is kept with her words masked; of a PDF that tells of her the text is
kept so, as it was read, for nothing can be taken out of the file itself with certainty. Documents of record, such as
somebody else's signed contract or invoice, stay as they are, and so do pictures, sound and what cannot be read: who
decides of the request looks at them.
"""

import re

from asiakasrekisteri.domain.formats import day
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import Attachment, Entity
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.privacy import shared_mails
from asiakasrekisteri.usecases.privacy.file_words import file_text

_OF_RECORD = ("contract", "sales_order", "invoice", "request", "disclosure", "recipient", "breach")
"""What a file of record hangs on: it is evidence of others, and a copy of its text would be none."""
_PDF, _TEXT = ("application/pdf", ".pdf"), ("text/plain", ".txt")


def is_of_record(row: Entity) -> bool:
    """Tell whether a row is a document of record of others, which stays as it is."""
    hung = isinstance(row, Attachment) and row.kind != shared_mails.KIND
    return hung and any(getattr(row, f"{owner}_id") is not None for owner in _OF_RECORD)


def take_out(work: Work, row: Attachment, words: re.Pattern[str], mask: str) -> None:
    """Take what tells of a person out of the inside of a file, as far as it can be read.

    Args:
        work: the unit of work.
        row: the file; its name has been masked already.
        words: what tells of the person who is erased.
        mask: what stands in their place.
    """
    if row.kind == shared_mails.KIND:
        shared_mails.write_anew(work, row, words, mask)
        return
    is_pdf = row.media_type == _PDF[0]
    if is_of_record(row) or (is_pdf and row.interaction_id is None):
        return
    text = file_text(work, row)
    if not words.search(text):
        return
    copy, more = words.sub(mask, text), {}
    if is_pdf:
        note = _("Alkuperäinen tiedosto hävitettiin {day}, kun osapuolen tiedot poistettiin. Tämä on sen teksti.")
        copy = f"[{note.format(day=day(work.today))}]\n\n{copy}\n"
        more = {"media_type": _TEXT[0], "name": words.sub(mask, row.name).removesuffix(_PDF[1]) + _TEXT[1]}
    shared_mails.put_in_place(work, row, copy.encode(), **more)
