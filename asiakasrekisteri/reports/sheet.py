"""A sheet of facts to copy from: numbered sections of two columns, what is still missing marked."""

from io import BytesIO

from asiakasrekisteri.domain.formats import day
from asiakasrekisteri.domain.sheets import Sheet
from asiakasrekisteri.reports.blocks import Block, Cell, Heading, Paragraph, Table
from asiakasrekisteri.reports.flow import Flow
from asiakasrekisteri.reports.metadata import Metadata
from asiakasrekisteri.reports.page import Head
from asiakasrekisteri.reports.tagged import TaggedPdf

_WIDTHS = (58.0, 112.0)


def sheet_pdf(sheet: Sheet) -> bytes:
    """Return the sheet as a PDF."""
    out = BytesIO()
    pdf = TaggedPdf(out, Metadata(sheet.title, sheet.firm, sheet.made_on, sheet.language))
    marks = tuple(filter(None, (day(sheet.made_on), sheet.reference)))
    flow = Flow(pdf, Head(sender=(sheet.firm,), kind=sheet.kind, marks=marks, foot=sheet.foot))
    blocks: list[Block] = [Heading(1, sheet.title), Paragraph(sheet.lead, wide=True)]
    for number, section in enumerate(sheet.sections, 1):
        blocks.append(Heading(2, f"{number} {section.title}"))
        rows = tuple((Cell(what), Cell(value or sheet.missing)) for what, value in section.rows)
        blocks.append(Table(sheet.heads, _WIDTHS, rows, wide=True, continued=section.title))
    flow.set(blocks)
    pdf.finish()
    return out.getvalue()
