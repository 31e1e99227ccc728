"""The text of an HTML mail. Nothing is loaded and nothing is run: the marks are read past, once, from first to last.

The standard library's parser looks for the end of an unclosed comment again and again, which takes hours for a hostile
mail of a megabyte. Here every sign is looked at a bounded number of times.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_UNSHOWN = ("script", "style", "title", "template", "noscript", "noframes", "object", "svg", "math", "iframe")
_UNSHOWN_ENDS = {name: re.compile(rf"</{name}", re.IGNORECASE) for name in _UNSHOWN}
_PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "blockquote", "pre", "hr", "dl"})
_LINES = frozenset({"br", "div", "tr", "li", "dt", "dd", "center", "section", "article", "header", "footer", "address"})
_CELLS = frozenset({"td", "th"})
_TAG = re.compile(r"(/?)([a-zA-Z][a-zA-Z0-9:-]{0,30})")
_ATTRIBUTE = re.compile(r"([a-zA-Z][\w-]{0,30})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_SAFE_LINK = re.compile(r"(?:https?://|mailto:|tel:)\S", re.IGNORECASE)
_LONGEST_TAG = 8192
_LONGEST_LINK = 500
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_MANY_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class _Mark:
    """A tag: its name in small letters, whether it ends an element, and its attributes unread."""

    name: str
    closes: bool
    attributes: str


@dataclass(slots=True)
class _Page:
    pieces: list[str] = field(default_factory=list)
    link: str = ""
    link_start: int = 0


def html_to_text(source: str) -> str:
    """Return what a reader of the page sees, in lines: links as "text (address)", images as their alternative text."""
    page = _Page()
    for token in _tokens(source):
        if isinstance(token, str):
            page.pieces.append(_BLANKS.sub(" ", _unescaped(token)))
        else:
            _apply(token, page)
    _end_link(page)
    lines = (" ".join(part for part in line.split(" ") if part) for line in "".join(page.pieces).split("\n"))
    return _MANY_LINES.sub("\n\n", "\n".join(line.strip("\t ") for line in lines)).strip()


def _tokens(source: str) -> Iterator[str | _Mark]:
    place = 0
    while (start := source.find("<", place)) >= 0:
        yield source[place:start]
        if source.startswith("<!--", start):
            place = _after(source, "-->", start + 4)
            continue
        match = _TAG.match(source, start + 1)
        if match is None and source[start + 1 : start + 2] not in ("!", "?", "/"):
            yield "<"
            place = start + 1
            continue
        end = _tag_end(source, start)
        place = end + 1
        if match is not None:
            mark = _Mark(match[2].casefold(), bool(match[1]), source[match.end() : end])
            yield mark
            place = _past_unshown(source, mark, place)
    yield source[place:]


def _after(source: str, sign: str, start: int) -> int:
    """Return the place after a sign, or the end where it does not come: browsers, too, show nothing of the rest."""
    found = source.find(sign, start)
    return len(source) if found < 0 else found + len(sign)


def _tag_end(source: str, start: int) -> int:
    """Return the place of the > that ends a tag: one inside a quoted attribute is passed over."""
    end = source.find(">", start)
    if end < 0:
        return len(source)
    if sign := _open_quote(source[start : min(end, start + _LONGEST_TAG)]):
        quote = source.find(sign, end, end + _LONGEST_TAG)
        later = source.find(">", quote, quote + _LONGEST_TAG) if quote >= 0 else -1
        return max(end, later)
    return end


def _open_quote(tag: str) -> str:
    """Return the quotation mark that is open at the end of what may be a whole tag; "" when none is."""
    if tag.count('"') % 2:
        return '"'
    last = tag.rpartition("=")[2].lstrip()
    return "'" if last.startswith("'") and last.count("'") == 1 else ""


def _past_unshown(source: str, mark: _Mark, place: int) -> int:
    if mark.closes or mark.name not in _UNSHOWN or mark.attributes.endswith("/"):
        return place
    found = _UNSHOWN_ENDS[mark.name].search(source, place)
    return found.start() if found else len(source)


def _apply(mark: _Mark, page: _Page) -> None:
    if mark.name in _PARAGRAPHS:
        page.pieces.append("\n\n")
    elif mark.name in _LINES:
        page.pieces.append(_line(mark))
    elif mark.name in _CELLS:
        page.pieces.append("\t" if mark.closes else "")
    elif mark.name == "a":
        _end_link(page)
        page.link = "" if mark.closes else _attribute(mark, "href")
        page.link_start = len(page.pieces)
    elif mark.name == "img":
        page.pieces.append(_attribute(mark, "alt"))


def _line(mark: _Mark) -> str:
    return "\n– " if mark.name == "li" and not mark.closes else "\n"


def _end_link(page: _Page) -> None:
    """Write the address of a link after its words, unless the words are the address."""
    target, page.link = page.link.strip()[:_LONGEST_LINK], ""
    if not _SAFE_LINK.match(target):
        return
    words = "".join(page.pieces[page.link_start :]).strip()
    shown = re.sub(r"^(?:mailto|tel):", "", target, flags=re.IGNORECASE)
    if shown.rstrip("/").casefold() not in (words.rstrip("/").casefold(), f"http://{words}", f"https://{words}"):
        page.pieces.append(f" ({shown})")


def _attribute(mark: _Mark, name: str) -> str:
    for found in _ATTRIBUTE.finditer(mark.attributes[:_LONGEST_TAG]):
        if found[1].casefold() == name:
            return " ".join(_unescaped(found[2] or found[3] or found[4] or "").split())
    return ""


def _unescaped(text: str) -> str:
    try:
        return html.unescape(text)
    except ValueError:  # a sign numbered with thousands of digits
        return text
