"""Blocks as a plain web page: headings, lists and tables that a screen reader follows, no scripts, nothing fetched."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import singledispatch
from html import escape

from asiakasrekisteri.reports.blocks import (
    Block,
    Box,
    Bullets,
    Cell,
    Fields,
    Heading,
    Missing,
    PageBreak,
    Paragraph,
    Signature,
    Table,
)
from asiakasrekisteri.reports.fonts import Face
from asiakasrekisteri.reports.text import Rich, Run

_STYLE = """
body { font-family: system-ui, sans-serif; line-height: 1.5; color: #111; background: #fff; margin: 0 }
main, footer { max-width: 46rem; margin: 0 auto; padding: 1rem }
h1 { line-height: 1.2 } h2 { margin-top: 2rem } h3 { margin-bottom: .25rem }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid #999 }
tbody th { font-weight: normal } dt { color: #444 } dd { margin: 0 0 .5rem }
small { color: #444 } .box { border: 2px solid #111; padding: 0 1rem }
.missing { border-left: 4px solid #111; padding-left: .75rem }
footer { color: #444; border-top: 1px solid #999 }
"""
_EMAIL = re.compile(r"(?<![\w.+/-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_IN_WORDS = {"fi": ("ät", "piste"), "sv": ("snabel-a", "punkt"), "en": ("at", "dot")}
"""How the signs of an address are said in each language; `domain.emails` reads them back."""
_STRONG = (Face.MEDIUM, Face.SEMIBOLD, Face.BOLD)


@dataclass(frozen=True, slots=True)
class Page:
    """What a page has around its blocks.

    Attributes:
        title: of the page.
        language: fi, sv or en.
        foot: under everything.
        draft: the word for a draft if it is one.
        disguised: whether e-mail addresses are written in words, so that harvesters of addresses do not find them.
    """

    title: str
    language: str
    foot: str = ""
    draft: str = ""
    disguised: bool = False


def page_html(page: Page, blocks: Iterable[Block]) -> str:
    """Return a whole page."""
    body = _addressed(page, "\n".join(line for block in blocks for line in _html(block)))
    draft = f"<p><strong>{escape(page.draft)}</strong></p>\n" if page.draft else ""
    foot = f"<footer><p>{_addressed(page, escape(page.foot))}</p></footer>\n" if page.foot else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{page.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(page.title)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n{draft}{body}\n</main>\n{foot}</body>\n</html>\n"
    )


def _addressed(page: Page, markup: str) -> str:
    """Return the markup with each e-mail address as a link, or in words that a screen reader reads as they stand."""

    def written(found: re.Match[str]) -> str:
        if not page.disguised:
            return f'<a href="mailto:{found[0]}">{found[0]}</a>'
        at, dot = _IN_WORDS[page.language]
        return found[0].replace("@", f" ({at}) ").replace(".", f" ({dot}) ")

    return _EMAIL.sub(written, markup)


@singledispatch
def _html(block: object) -> Iterator[str]:
    raise TypeError(type(block).__name__)


@_html.register
def _heading(block: Heading) -> Iterator[str]:
    yield f"<h{block.level}>{escape(block.text)}</h{block.level}>"


@_html.register
def _paragraph(block: Paragraph) -> Iterator[str]:
    text = _rich(block.text)
    yield f"<p><small>{text}</small></p>" if block.note else f"<p>{text}</p>"


@_html.register
def _bullets(block: Bullets) -> Iterator[str]:
    if block.items:
        yield "<ul>"
        yield from (f"<li>{_rich(item)}</li>" for item in block.items)
        yield "</ul>"


@_html.register
def _fields(block: Fields) -> Iterator[str]:
    if block.rows:
        yield "<dl>"
        yield from (f"<dt>{escape(label)}</dt><dd>{_rich(value)}</dd>" for label, value in block.rows)
        yield "</dl>"


@_html.register
def _table(block: Table) -> Iterator[str]:
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in block.heads)
    yield f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>"
    for first, *others in block.rows:
        cells = "".join(f"<td>{_cell(cell)}</td>" for cell in others)
        yield f'<tr><th scope="row">{_cell(first)}</th>{cells}</tr>'
    yield "</tbody>\n</table>"


@_html.register
def _box(block: Box) -> Iterator[str]:
    yield f'<section class="box">\n<h3>{escape(block.title)}</h3>'
    yield from (f"<p>{_rich(text)}</p>" for text in block.paragraphs)
    yield "</section>"


@_html.register
def _missing(block: Missing) -> Iterator[str]:
    yield f'<p class="missing"><strong>{escape(block.lead)}</strong> {escape(block.text)}</p>'


@_html.register
def _signature(block: Signature) -> Iterator[str]:
    yield f"<p>{escape(block.name)}<br>{escape(block.firm)}</p>"


@_html.register
def _page_break(_block: PageBreak) -> Iterator[str]:
    yield "<hr>"


def _cell(cell: Cell) -> str:
    return "<br>".join([_rich(cell.text), *(f"<small>{escape(note)}</small>" for note in cell.notes)])


def _rich(rich: Rich) -> str:
    return escape(rich).replace("\n", "<br>") if isinstance(rich, str) else "".join(map(_run, rich))


def _run(run: Run) -> str:
    text = escape(run.text).replace("\n", "<br>")
    if run.language:
        text = f'<span lang="{run.language}">{text}</span>'
    return f"<strong>{text}</strong>" if run.face in _STRONG and run.text.strip() else text
