"""Hävityspöytäkirja: what was destroyed, how much, how, by whom and who saw it. Names no one whose data they were."""

import datetime as dt
from dataclasses import dataclass
from typing import BinaryIO

from asiakasrekisteri.domain.formats import day, iso_day
from asiakasrekisteri.domain.texts import _, language_in_use
from asiakasrekisteri.reports.blocks import Block, Fields, Heading, Paragraph, Signature, Table, rows
from asiakasrekisteri.reports.flow import Flow
from asiakasrekisteri.reports.metadata import Metadata
from asiakasrekisteri.reports.page import Head
from asiakasrekisteri.reports.tagged import TaggedPdf


@dataclass(frozen=True, slots=True)
class ProtocolLine:
    """One category: how many things, and the first and the last of their last days of keeping (ISO, or empty)."""

    title: str
    count: int
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class PrintedProtocol:
    """What the protocol is printed from; `fields` are labels and values."""

    firm: str
    number: str
    destroyed_on: dt.date
    fields: tuple[tuple[str, str], ...]
    lines: tuple[ProtocolLine, ...]
    by: str
    witness: str


def protocol_pdf(told: PrintedProtocol, out: BinaryIO) -> None:
    """Write the protocol as PDF."""
    title = _("Hävityspöytäkirja")
    pdf = TaggedPdf(out, Metadata(f"{title} {told.number}", told.firm, told.destroyed_on, language_in_use()))
    head = Head(sender=(told.firm,), kind=title.upper(), marks=(day(told.destroyed_on), told.number))
    flow = Flow(pdf, head)
    flow.set(_blocks(told, title))
    pdf.finish()


def _blocks(told: PrintedProtocol, title: str) -> list[Block]:
    heads = (_("Tietoryhmä"), _("Määrä"), _("Säilytysaika päättyi"))
    table = rows(*((line.title, _number(line.count), _when(line)) for line in told.lines))
    total = _("Yhteensä {n}.").format(n=_number(sum(line.count for line in told.lines)))
    law = _(
        "Pöytäkirja osoittaa, että tiedot on hävitetty, kun niiden säilytysaika oli päättynyt (tietosuoja-asetuksen"
        " 5 artiklan 1 kohdan e alakohta ja 2 kohta). Siinä ei ole hävitettyjä tietoja eikä niiden henkilöiden nimiä,"
        " joita ne koskivat."
    )
    blocks: list[Block] = [
        Heading(1, title),
        Paragraph(law, note=True),
        Heading(2, _("Hävitys")),
        Fields(((_("Päivä"), day(told.destroyed_on)), *told.fields)),
        Heading(2, _("Hävitetyt tiedot")),
        Table(heads, (80, 22, 45), table),
        Paragraph(total),
        Heading(2, _("Vakuudeksi")),
        Signature(told.by, told.firm),
    ]
    return [*blocks, Signature(told.witness, _("todistaja"))] if told.witness else blocks


def _number(count: int) -> str:
    return f"{count:,}".replace(",", "\N{NO-BREAK SPACE}")


def _when(line: ProtocolLine) -> str:
    if not line.first:
        return ""
    first, last = iso_day(line.first), iso_day(line.last)
    return first if first == last else f"{first}\N{EN DASH}{last}"
