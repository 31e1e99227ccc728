"""Files of an invented office: whole mails, papers, and the sound of calls. Nobody's voice is in them."""

import datetime as dt
import math
import wave
from email.message import EmailMessage
from email.utils import format_datetime
from io import BytesIO
from random import Random

from asiakasrekisteri.reports.blocks import Block, Heading, Paragraph
from asiakasrekisteri.reports.flow import Flow
from asiakasrekisteri.reports.metadata import Metadata
from asiakasrekisteri.reports.page import Head
from asiakasrekisteri.reports.tagged import TaggedPdf

_RATE, _MIDDLE, _LOUDEST = 8_000, 128, 100
_SYLLABLE, _PAUSE = (0.08, 0.22), (0.03, 0.35)
_PITCHES = ((95, 130), (170, 230))
"""Hertz of two speakers, who speak in turns."""
_TURN = 1.2


def whole_mail(sender: str, recipient: str, subject: str, body: str, sent_at: dt.datetime, pdf: bytes | None) -> bytes:
    """Return a mail as it is saved in a file, with a PDF attached when there is one."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, recipient, subject
    mail["Date"] = format_datetime(sent_at)
    mail["Message-ID"] = f"<{int(sent_at.timestamp())}@{recipient.rpartition('@')[2]}>"
    mail.set_content(body)
    if pdf is not None:
        mail.add_attachment(pdf, maintype="application", subtype="pdf", filename="liite.pdf")
    return mail.as_bytes()


def paper(title: str, paragraphs: list[str], sender: str, day: dt.date) -> bytes:
    """Return a document of one page as a PDF."""
    out = BytesIO()
    pdf = TaggedPdf(out, Metadata(title, sender, day))
    flow = Flow(pdf, Head(sender=(sender,), kind=title.upper(), marks=(f"{day.day}.{day.month}.{day.year}",)))
    blocks: list[Block] = [Heading(1, title), *(Paragraph(text) for text in paragraphs)]
    flow.set(blocks)
    pdf.finish()
    return out.getvalue()


def call_sound(random: Random, seconds: int) -> bytes:
    """Return a WAV (8 kHz, 8 bits) in which tones follow one another in the rhythm of two people speaking."""
    samples = bytearray()
    while len(samples) < seconds * _RATE:
        speaker = int(len(samples) / _RATE / _TURN) % 2
        samples += _syllable(random, random.uniform(*_PITCHES[speaker]), random.uniform(*_SYLLABLE))
        samples += bytes(random.choice((_MIDDLE - 1, _MIDDLE)) for _n in range(int(random.uniform(*_PAUSE) * _RATE)))
    out = BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(_RATE)
        sound.writeframes(bytes(samples[: seconds * _RATE]))
    return out.getvalue()


def _syllable(random: Random, pitch: float, length: float) -> bytes:
    """Return a tone with two overtones that swells and fades."""
    count, loud = int(length * _RATE), _LOUDEST * random.uniform(0.4, 1)
    step = 2 * math.pi * pitch / _RATE
    return bytes(
        _MIDDLE + int(loud * math.sin(math.pi * n / count) * (math.sin(n * step) + 0.5 * math.sin(3 * n * step)) / 1.5)
        for n in range(count)
    )
