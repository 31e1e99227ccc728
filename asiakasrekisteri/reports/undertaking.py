"""The undertaking of confidentiality on paper, to be signed by hand (tietosuojalaki 1050/2018, 35 §)."""

import datetime as dt
from dataclasses import dataclass
from io import BytesIO

from asiakasrekisteri.domain.formats import written_day
from asiakasrekisteri.reports.blocks import Block, Bullets, Heading, Paragraph, Signature
from asiakasrekisteri.reports.flow import Flow
from asiakasrekisteri.reports.legal import legal_texts
from asiakasrekisteri.reports.metadata import Metadata
from asiakasrekisteri.reports.page import Head
from asiakasrekisteri.reports.tagged import TaggedPdf


@dataclass(frozen=True, slots=True)
class UndertakingPaper:
    """Whose undertaking it is, to which firm, when the paper was made, and in which language."""

    firm: str
    name: str
    made_on: dt.date
    language: str


def undertaking_pdf(said: UndertakingPaper) -> bytes:
    """Return the text with room for place, day and name by hand. Title and author name no person."""
    texts, out = legal_texts(said.language), BytesIO()
    title = texts("undertaking.title")
    pdf = TaggedPdf(out, Metadata(title, said.firm, said.made_on, said.language))
    marks = (written_day(said.made_on, said.language), texts("undertaking.version"))
    flow = Flow(pdf, Head(sender=(said.firm,), kind=title.upper(), marks=marks))
    blocks: list[Block] = [Heading(1, title), Paragraph(texts("undertaking.lead"))]
    blocks += [Bullets(texts.lines("undertaking.rules")), Signature(texts("undertaking.place"), "")]
    flow.set([*blocks, Signature(said.name, said.firm)])
    pdf.finish()
    return out.getvalue()
