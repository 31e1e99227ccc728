"""The words inside a kept file: of a mail, a PDF or a text. What a search, an extract and an erasure read alike."""

import codecs
import io

from asiakasrekisteri.domain.errors import ExchangeError, PermissionDeniedError, StoreDamagedError
from asiakasrekisteri.exchange.document_pdf import pdf_stream_text
from asiakasrekisteri.exchange.mail import read_mail
from asiakasrekisteri.store.attachments import read_bytes
from asiakasrekisteri.store.models import Attachment
from asiakasrekisteri.store.work import Work


def file_text(work: Work, row: Attachment) -> str:
    """Return the words of a kept mail, a PDF or a text file; empty of what has none or cannot be read."""
    is_text, is_pdf = row.media_type.startswith("text/"), row.media_type == "application/pdf"
    if not (is_text or is_pdf or row.kind == "message"):
        return ""
    try:
        content = b"".join(read_bytes(work, row))
        if row.kind == "message":
            mail = read_mail(content)
            people = (f"{one.name} {one.address}" for one in (mail.sender, *mail.to, *mail.cc))
            return "\n".join([mail.subject, *people, mail.text])
        return pdf_stream_text(io.BytesIO(content)) if is_pdf else _decoded(content)
    except (ExchangeError, StoreDamagedError, PermissionDeniedError):
        return ""


def _decoded(content: bytes) -> str:
    """Return a text file's words: in UTF-16 if marked so, in UTF-8, otherwise as older programs of Windows wrote."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
