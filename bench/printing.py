"""An extract of a person with much to tell: its collecting, and its PDF beside what the PDF library itself costs."""

from collections.abc import Iterator
from functools import partial
from html import escape
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table
from sqlalchemy import select

from asiakasrekisteri.domain.extract import Extract
from asiakasrekisteri.reports.tagged import TaggedPdf
from asiakasrekisteri.reports.text import Line, Style
from asiakasrekisteri.store.models import Customer
from asiakasrekisteri.usecases.office import Desk
from asiakasrekisteri.usecases.privacy.extract import collect_extract, render_extract
from bench.measure import Row, best, p95
from bench.register import HEAVY_PERSON, heavy_ids

_Drawn = tuple[int, float, float, str, str, float]
"""Page, x, baseline, text, face and size of a piece of text."""


def extract_rows(desk: Desk, size: int) -> Iterator[Row]:
    """Measure the extracts of the heavy persons."""
    persons = heavy_persons(desk, size)
    collecting = p95([partial(desk.gate.call, collect_extract, person) for person in persons])
    yield Row("extract of 200 invoices collected, p95", size, collecting, None, "≤ 50 ms")
    extract = desk.gate.call(collect_extract, persons[0]).extract
    drawn = _drawn(extract)
    ours = best(lambda: render_extract(extract, BytesIO()), 3)
    pages = max(page for page, *_rest in drawn)
    library = best(partial(_set, extract), 3)
    yield Row(f"its PDF of {pages} pages (vs the library's own tables)", size, ours, library, "≤ 1.3")
    yield Row("its PDF (vs the same words only drawn again)", size, ours, best(partial(_redrawn, drawn), 3), "")


def heavy_persons(desk: Desk, size: int) -> list[int]:
    """Return the persons with 200 invoices and 50 interactions."""
    heavy = select(Customer.person_id).where(Customer.id.in_(heavy_ids(size, HEAVY_PERSON)))
    with desk.gate.store.engine.connect() as connection:
        return [person for person in connection.scalars(heavy) if person is not None]


def _drawn(extract: Extract) -> list[_Drawn]:
    """Print the extract once, noting each piece of text as it is drawn."""
    found: list[_Drawn] = []
    code = TaggedPdf._text_code  # noqa: SLF001 - through which all text goes

    def noted(pdf: TaggedPdf, x: float, baseline: float, line: Line, style: Style) -> str:
        found.extend((pdf.page, x, baseline, run.text, str(run.face), style.size) for run in line)
        return code(pdf, x, baseline, line, style)

    TaggedPdf._text_code = noted  # type: ignore[assignment,method-assign]  # noqa: SLF001
    try:
        render_extract(extract, BytesIO())
    finally:
        TaggedPdf._text_code = code  # type: ignore[method-assign]  # noqa: SLF001
    return found


def _redrawn(drawn: list[_Drawn]) -> None:
    """Draw the same texts at the same places on as many pages with the bare library."""
    canvas = Canvas(BytesIO(), pagesize=A4, pageCompression=1)
    current = 1
    for page, x, baseline, text, face, size in drawn:
        if page > current:
            canvas.showPage()
            current = page
        canvas.setFont(face, size)
        canvas.drawString(x, A4[1] - baseline, text)
    canvas.save()


def _set(extract: Extract) -> None:
    """Set the same items with the library's own paragraphs and tables: what a page costs in it, layout included."""
    style = getSampleStyleSheet()["BodyText"]
    story: list[Any] = []
    for section in extract.sections:
        story.append(Paragraph(escape(section.title), style))
        rows = [
            [Paragraph(escape(cell), style) for cell in (i.label, i.value, f"{i.source}, {i.source_date}")]
            for i in section.items
        ]
        story.append(Table(rows, colWidths=(110, 270, 120), repeatRows=0))
    SimpleDocTemplate(BytesIO(), pagesize=A4).build(story)
