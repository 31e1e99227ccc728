"""Tarkastuslista: what has come to the end of its time of keeping, for somebody to go through with a pen."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO

from asiakasrekisteri.domain.formats import day
from asiakasrekisteri.domain.texts import _, language_in_use
from asiakasrekisteri.reports.blocks import Block, Cell, Heading, Paragraph, Table
from asiakasrekisteri.reports.flow import Flow
from asiakasrekisteri.reports.metadata import Metadata
from asiakasrekisteri.reports.page import Head
from asiakasrekisteri.reports.tagged import TaggedPdf


@dataclass(frozen=True, slots=True)
class DueLine:
    """One thing: what it is, whom it concerns, when its time ended, what holds it back (or "")."""

    title: str
    detail: str
    about: str
    until: str
    held: str


@dataclass(frozen=True, slots=True)
class DueRule:
    """The things of one rule; `more` tells how many are left out of the list."""

    title: str
    time: str
    lines: tuple[DueLine, ...]
    more: int


def due_list_pdf(firm: str, made_on: dt.date, rules: Iterable[DueRule]) -> bytes:
    """Return the list as PDF."""
    out = BytesIO()
    title = _("Tarkastuslista")
    pdf = TaggedPdf(out, Metadata(title, firm, made_on, language_in_use()))
    flow = Flow(pdf, Head(sender=(firm,), kind=title.upper(), marks=(day(made_on),)))
    flow.set([Heading(1, _("Säilytysaika päättynyt"))])
    for rule in rules:
        flow.set(_blocks(rule))
    pdf.finish()
    return out.getvalue()


def _blocks(rule: DueRule) -> Iterator[Block]:
    yield Heading(2, rule.title)
    yield Paragraph(rule.time[:1].upper() + rule.time[1:], note=True, wide=True, keep=True)
    heads = (_("Tieto"), _("Koskee"), _("Aika päättyi"), _("Pidäte"))
    rows = tuple(
        (Cell(line.title, (line.detail,) if line.detail else ()), Cell(line.about), Cell(line.until), Cell(line.held))
        for line in rule.lines
    )
    yield Table(heads, (62, 50, 24, 34), rows, wide=True, continued=rule.title)
    if rule.more:
        yield Paragraph(_("Lisäksi {n} muuta.").format(n=rule.more))
