"""The text of a page of HTML without what surrounds it: menus, scripts, questions about cookies, footers.

Headings, lists, tables and terms with their meanings keep their structure. Nothing is loaded and nothing is run.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.domain.texts import _

_UNSHOWN = frozenset(
    [
        "script",
        "style",
        "title",
        "template",
        "noscript",
        "noframes",
        "object",
        "svg",
        "math",
        "iframe",
        "head",
        "nav",
        "footer",
        "aside",
        "form",
        "button",
        "select",
        "input",
        "textarea",
        "dialog",
        "menu",
        "canvas",
        "audio",
        "video",
    ]
)
_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "dialog", "alertdialog", "menu", "menubar"})
_CLUTTER = re.compile(
    r"(?:^|[\s_-])(?:cookie|consent|gdpr-?banner|menu|navi?|navbar|navigation|breadcrumbs?|footer|sidebar|skip-link"
    r"|social|share|sharing|popup|modal|site-header|evasteilmoitus|valikko|murupolku)(?:$|[\s_-])",
    re.IGNORECASE,
)
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "center",
        "address",
        "blockquote",
        "pre",
        "hr",
        "figure",
        "figcaption",
        "fieldset",
        "details",
        "summary",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "caption",
        "ul",
        "ol",
        "dl",
        "body",
        "html",
    ]
)
_HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}
_CELLS = frozenset({"td", "th"})
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_MANY_LINES = re.compile(r"\n\s*\n\s*")
_DECLARED = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_FORM_CELLS = 2
_LARGEST = 5_000_000
_FEW = 200
"""With less text than this left, what looked like clutter was the page itself."""


@dataclass(slots=True)
class _Page:
    pieces: list[str] = field(default_factory=list)
    strict: bool = True

    def words(self, text: str | None) -> None:
        """Go on with words; blanks and line ends of the source are one blank."""
        if text:
            self.pieces.append(_BLANKS.sub(" ", text))

    def line(self) -> None:
        """Begin a new line unless one has begun."""
        if self.pieces and not self.pieces[-1].endswith("\n"):
            self.pieces.append("\n")

    def part(self, *, whole: bool) -> None:
        """Part the paragraphs of a cell or an item: by a line where the cell is as good as a section, else a blank."""
        if self.pieces and self.pieces[-1].strip():
            self.pieces.append("\n" if whole else " ")

    def paragraph(self) -> None:
        """Leave a blank line."""
        self.line()
        self.pieces.append("\n")


def html_document_text(source: str) -> str:
    """Return what a page says.

    Raises:
        ExchangeError: the page holds no text.
    """
    if len(source) > _LARGEST:
        raise ExchangeError(_("Sivu on liian suuri selosteeksi. Tallenna pelkkä seloste ja yritä uudelleen."))
    try:
        root = html.document_fromstring(_DECLARED.sub("", source), parser=html.HTMLParser(huge_tree=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ExchangeError(_("Sivulla ei ole tekstiä. Tallenna sivu selaimesta uudelleen.")) from error
    text = _text(root, strict=True)
    if len(text) < _FEW:
        text = _text(root, strict=False) or text
    if not text:
        raise ExchangeError(_("Sivulla ei ole tekstiä. Tallenna sivu selaimesta uudelleen."))
    return text


def _text(root: html.HtmlElement, *, strict: bool) -> str:
    page = _Page(strict=strict)
    for event, element in _walk(root, page):
        if event == "start":
            _start(element, page)
        else:
            _end(element, page)
            page.words(element.tail)
    lines = (" ".join(filter(None, line.split(" "))).strip(" \t") for line in "".join(page.pieces).split("\n"))
    return _MANY_LINES.sub("\n\n", "\n".join(lines)).strip()


def _walk(root: html.HtmlElement, page: _Page) -> Iterator[tuple[str, html.HtmlElement]]:
    """Go through the elements that are shown, without recursion: a page may be nested as deep as it likes."""
    walker = etree.iterwalk(root, events=("start", "end"))
    hidden: html.HtmlElement | None = None
    for event, element in walker:
        if hidden is None and event == "start" and _is_hidden(element, page):
            hidden = element
        if hidden is None:
            yield event, element
        elif event == "end" and element is hidden:
            hidden = None
            page.words(element.tail)


def _is_hidden(element: html.HtmlElement, page: _Page) -> bool:
    name = element.tag
    if not isinstance(name, str):  # a comment
        return True
    if name in ("html", "body", "main", "article"):
        return False
    if name in _UNSHOWN - ({"form", "aside", "footer"} if not page.strict else frozenset()):
        return True
    if "hidden" in element.attrib or element.get("aria-hidden") == "true":
        return True
    named = f"{element.get('id', '')} {element.get('class', '')}"
    return page.strict and (element.get("role", "") in _ROLES or _CLUTTER.search(named[:500]) is not None)


def _start(element: html.HtmlElement, page: _Page) -> None:
    name = str(element.tag)
    if name in _HEADINGS:
        page.paragraph()
        page.pieces.append(f"{_HEADINGS[name]} ")
    elif name == "li":
        page.line()
        page.pieces.append("• ")
    elif name in {"tr", "dt"}:
        page.line()
    elif name == "br":
        page.pieces.append("\n")
    elif name == "dd":
        page.pieces.append("\t")
    elif name in _BLOCKS and _inside_row(element):
        page.part(whole=_is_form_row(element))
    elif name in _BLOCKS:
        page.paragraph() if name in {"p", "table", "ul", "ol", "dl"} else page.line()
    page.words(element.text)


def _end(element: html.HtmlElement, page: _Page) -> None:
    name = str(element.tag)
    if name in _CELLS:
        page.pieces.append("\t")
    elif name in _HEADINGS or name in {"table", "ul", "ol", "dl"}:
        page.paragraph()
    elif name == "dt":
        page.pieces.append(" ")
    elif name in {"li", "tr", "dd"} or (name in _BLOCKS and not _inside_row(element)):
        page.line()


def _is_form_row(element: html.HtmlElement) -> bool:
    """Tell whether an element stands in a row of two cells: a heading and what belongs below it."""
    cell = element.getparent()
    row = None if cell is None or cell.tag not in _CELLS else cell.getparent()
    return row is not None and len(row) <= _FORM_CELLS


def _inside_row(element: html.HtmlElement) -> bool:
    """Tell whether a block stands in a cell, an item or a term, whose line it does not break."""
    parent = element.getparent()
    return parent is not None and parent.tag in {*_CELLS, "li", "dt", "dd"} and element.tag in {"p", "div", "section"}
