"""Whole mails and documents as annexes of an extract, with other people taken out of them, and recordings as files."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any

from asiakasrekisteri.domain.errors import ExchangeError, StoreDamagedError
from asiakasrekisteri.domain.extract import Annex
from asiakasrekisteri.domain.formats import clock_time, day
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.domain.thirdparties import MASK, Circle, Span, masked
from asiakasrekisteri.exchange.document_pdf import pdf_stream_text
from asiakasrekisteri.exchange.mail import MailAddress, MailMessage, read_mail
from asiakasrekisteri.store.attachments import SEALED_KIND, read_bytes
from asiakasrekisteri.store.models import Attachment, Entity, Recording
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.privacy.answers.decisions import UNDECIDED, Decided, Decisions, is_left_out, spans_of
from asiakasrekisteri.usecases.privacy.shared_mails import KIND as MAIL

PDF = "application/pdf"
MOST_PAGES_BYTES = 20 << 20
"""A larger PDF goes as a file of its own: what is bound to the extract is in memory while it is bound."""
_ENDINGS = {
    PDF: "pdf",
    "text/plain": "txt",
    "text/csv": "csv",
    "text/html": "html",
    "image/jpeg": "jpg",
    "image/png": "png",
    "audio/wav": "wav",
    "audio/x-wav": "wav",
    "audio/mpeg": "mp3",
    "audio/ogg": "ogg",
}
_LONGEST_ENDING = 5


@dataclass(frozen=True, slots=True)
class AnnexOrder:
    """What annexes are made of: the rows of the answer, what was decided, and who may be in the texts."""

    rows: tuple[Entity, ...]
    decisions: Decisions
    circle: Circle

    def has(self, row: Entity) -> bool:
        """Tell whether a row is in the answer."""
        return not is_left_out(self._decided(row))

    def spans(self, row: Attachment, text: str) -> tuple[Span, ...]:
        """Return the places of the inside of a file that are masked."""
        return spans_of(self._decided(row), content_key(row), text, self.circle)

    def _decided(self, row: Entity) -> Decided:
        return self.decisions.get((row.__tablename__, row.id, ""), UNDECIDED)


def content_key(row: Attachment) -> str:
    """Return the key of the line that is the inside of a file."""
    return f"attachment.{row.id}.content.1"


def annexes(work: Work, order: AnnexOrder) -> Iterator[Annex]:
    """Yield the annexes of an answer: mails and documents in the order they were added."""
    number = 0
    for row in order.rows:
        if isinstance(row, Attachment) and row.complete and row.kind != SEALED_KIND and row.request_id is None:
            if not order.has(row):
                continue
            number += 1
            work.progress.report(number, 0, _("Kootaan liitteitä"))
            yield _annex(work, row, number, order)


def recordings(order: AnnexOrder) -> Iterator[Annex]:
    """Yield the recordings of an answer, whose sound goes as files."""
    number = 0
    for row in order.rows:
        if isinstance(row, Recording) and row.attachment is not None and order.has(row):
            number += 1
            title = _("Puhelu {time}, kesto {length}")
            title = title.format(time=clock_time(row.started_at), length=_length(row.seconds))
            name = f"nauhoite-{number:02}.{_ending(row.attachment)}"
            yield Annex(
                number=number,
                kind="recording",
                title=title,
                name=name,
                size=row.attachment.size,
                attachment_id=row.attachment.id,
            )


def _length(seconds: int | None) -> str:
    if seconds is None:
        return _("ei tiedossa")
    minutes, rest = divmod(seconds, 60)
    told = _("{minutes} min {seconds} s") if minutes else _("{seconds} s")
    return told.format(minutes=minutes, seconds=rest)


def _annex(work: Work, row: Attachment, number: int, order: AnnexOrder) -> Annex:
    facts: dict[str, Any] = {"number": number, "size": row.size, "attachment_id": row.id}
    name, title = f"liite-{number:02}.{_ending(row)}", _title(work, row)
    text = annex_text(work, row)
    spans = order.spans(row, text)
    if row.kind == MAIL and text:
        return Annex(kind="text", name=name, title=title, lines=tuple(masked(text, spans).splitlines()), **facts)
    if spans:
        lines = tuple(masked(text, spans).splitlines())
        return Annex(kind="text", name=f"liite-{number:02}.txt", title=title, lines=lines, **facts)
    is_bound = row.media_type == PDF and row.size <= MOST_PAGES_BYTES
    return Annex(kind="pages" if is_bound else "file", name=name, title=title, **facts)


def bound_pages(work: Work, wanted: Iterable[Annex]) -> dict[int, bytes]:
    """Return the PDFs that are bound to an extract, by number of annex; what is too much at once stays a file."""
    found: dict[int, bytes] = {}
    for annex in wanted:
        if annex.kind == "pages":
            found[annex.number] = b"".join(read_bytes(work, work.session.get_one(Attachment, annex.attachment_id)))
    return found


def annex_text(work: Work, row: Attachment) -> str:
    """Return the words inside a mail, a PDF or a text file as they would be given; empty of what has none."""
    if row.kind == MAIL:
        mail = _mail(work, row)
        return "" if mail is None else "\n".join(_mail_lines(mail))
    try:
        if row.media_type == PDF and row.size <= MOST_PAGES_BYTES:
            return pdf_stream_text(io.BytesIO(b"".join(read_bytes(work, row))))
        if row.media_type.startswith("text/") and row.size <= MOST_PAGES_BYTES:
            return b"".join(read_bytes(work, row)).decode("utf-8", "replace")
    except (ExchangeError, StoreDamagedError):
        return ""
    return ""


def _title(work: Work, row: Attachment) -> str:
    if row.kind == MAIL and (mail := _mail(work, row)) is not None and mail.sent_at is not None:
        return _("Sähköposti {time}").format(time=clock_time(mail.sent_at))
    return _("{title}, lisätty {day}").format(title=_kind_words(row), day=day(row.added_at.date()))


def _kind_words(row: Attachment) -> str:
    option = next((o for o in row.spec()["kind"].options if o.code == row.kind), None)
    words = _(option.label) if option else _("tiedosto")
    return words[:1].upper() + words[1:]


def _ending(row: Attachment) -> str:
    if row.kind == MAIL:
        return "eml"
    known = _ENDINGS.get(row.media_type)
    written = row.name.rpartition(".")[2].lower()
    return known or (written if written.isalnum() and len(written) <= _LONGEST_ENDING else "bin")


def _mail(work: Work, row: Attachment) -> MailMessage | None:
    try:
        return read_mail(b"".join(read_bytes(work, row)))
    except (ExchangeError, StoreDamagedError):
        return None


def _mail_lines(mail: MailMessage) -> Iterator[str]:
    yield _("Lähettäjä: {who}").format(who=_party(mail.sender))
    for words, people in ((_("Vastaanottaja: {who}"), mail.to), (_("Kopio: {who}"), mail.cc)):
        if people:
            yield words.format(who=", ".join(map(_party, people)))
    yield _("Aihe: {subject}").format(subject=mail.subject)
    yield ""
    yield from mail.text.splitlines()


def _party(one: MailAddress) -> str:
    return f"{one.name} <{one.address}>" if one.name else one.address


def annex_blocks(work: Work, annex: Annex) -> Iterable[bytes]:
    """Return the bytes of an annex as a file: written anew where somebody was taken out of it, otherwise as kept."""
    row = work.session.get_one(Attachment, annex.attachment_id)
    if annex.kind != "text":
        return read_bytes(work, row)
    text = "\n".join(annex.lines)
    if row.kind != MAIL:
        return (text.encode(),)
    mail = _mail(work, row)
    if mail is None or (not mail.attachments and text == annex_text(work, row)):
        return read_bytes(work, row)
    return (_mail_anew(text),)


def _mail_anew(text: str) -> bytes:
    """Return a mail that says what is given of another one: nothing of the original is in it but these words."""
    copy = EmailMessage()
    copy["Subject"] = _("Jäljennös viestistä")
    note = _("Tämä on jäljennös viestistä. Muiden henkilöiden tiedot on peitetty merkillä {mask}.").format(mask=MASK)
    copy.set_content(f"[{note}]\n\n{text}\n")
    return copy.as_bytes()
