"""Parts the text of a section into units: bullets and sentences, each with its place in the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from asiakasrekisteri.domain.description_places import Place

_NUMBERED = r"\d{1,2}(?:\.\d{1,2}){1,3}[.)]?|\d{1,2} ?[.)]"
_BULLET = re.compile(rf"\s*(?:[•·▪◦●○■□✓✔➢\uf0b7*‣–—-]|[o](?=\s)|{_NUMBERED}|[a-zåäö]\))\s+")
_BULLET_LINE = re.compile(r"\A" + _BULLET.pattern)
_NAMED_LINE = re.compile(
    r"\A\s*(?!\w+ (?:on|ovat|mm)\b)[A-ZÅÄÖ][\w/\-]*(?:,? [\w/\-]+){0,2}(?<! ovat)(?<! on): "
    r"\S(?:(?![.!?] [A-ZÅÄÖ]).){0,90}$",
    re.MULTILINE,
)
_CELL_BORDER = re.compile(r"(?<=\S)[ ]*(?:\t[ ]*|[ ]{3,}|[ ]\|[ ])+(?=[^\s|])")
_PARAGRAPH = re.compile(r"(?:[^\n]*[^\s][^\n]*(?:\n|\Z))+")
_BARE_ITEM = re.compile(r"\s*[\w/\-]+(?:,? [\w/\-]+){0,4}\s*(?<!-)")
_SMALL = re.compile(r"[a-zåäö(]")
_FEWEST_ITEMS = 3
_WORD = re.compile(r"\S+")
_SENTENCE_END = re.compile(r"(?<=[.!?])[)\"”]?\s+(?=[A-ZÅÄÖ\"”(0-9])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:mm|esim|ks|puh|nro|n|ns|yms|jne|ym|tms|ao|mom|os|Co|s|v|klo|p|B\.V|Inc|Ltd|Corp|art|alk|pvm|tel|nk|so|vrt|S\.A)|(?<![\w-])\d{1,2})\.$"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A bullet or a sentence: `start` to `end` in the whole text, and its words with single blanks.

    `leads` is true of a sentence that ends in a colon and so only introduces what follows. `cells` are those of a
    table's row, which counts as a bullet. `raw` is the text as it stands between `start` and `end`.
    """

    start: int
    end: int
    text: str
    bullet: bool = False
    cells: tuple[str, ...] = ()
    raw: str = field(default="", repr=False, compare=False)

    @property
    def leads(self) -> bool:
        """Tell whether the unit only introduces what follows."""
        return self.text.endswith(":")

    @property
    def said(self) -> str:
        """Return the words; of a row the first cell and what is said of it."""
        return ": ".join(filter(None, self.parted())) if self.cells else self.text

    @property
    def place(self) -> Place:
        """Return where the unit stands."""
        return Place(self.start, self.end)

    def span(self, start: int, end: int) -> Place:
        """Return where in the whole text some letters of the unit's words stand, counted in `text`."""
        spots: list[int] = []
        for word in _WORD.finditer(self.raw):
            spots += [word.start() - 1] if spots else []
            spots += range(word.start(), word.end())
        return Place(self.start + spots[start], self.start + spots[end - 1] + 1) if start < end else self.place

    def cell_units(self) -> list["Unit"]:
        """Return the cells of a row as bullets of their own."""
        found: list[Unit] = []
        begin = 0
        for end, following in [*((m.start(), m.end()) for m in _CELL_BORDER.finditer(self.raw)), (len(self.raw),) * 2]:
            written = self.raw[begin:end]
            start = self.start + begin + len(written) - len(written.lstrip(" |"))
            words = " ".join(written.split()).strip("| ")
            found.append(Unit(start, self.start + end, words, bullet=True, raw=written.lstrip(" |")))
            begin = following
        return found

    def as_sentence(self) -> "Unit":
        """Return the unit as it would be read in running text."""
        return replace(self, bullet=False)

    def parted(self) -> tuple[str, str]:
        """Return a name and what is said of it: the first cell and the others, or the words around ": "."""
        if self.cells:
            return self.cells[0].rstrip(":"), "; ".join(self.cells[1:])
        name, _sign, rest = self.text.partition(": ")
        return name, rest


def lines(text: str, start: int, end: int) -> Iterator[Unit]:
    """Part a span into its lines that are not blank; bullets lose their sign."""
    at = start
    for line in text[start:end].split("\n"):
        yield from _unit(text, at, at + len(line), bullet=_BULLET.match(line) is not None)
        at += len(line) + 1


def units(text: str, start: int, end: int) -> tuple[Unit, ...]:
    """Part a span into bullets and sentences. Lines that were only wrapped are joined; no letter is lost."""
    found: list[Unit] = []
    for begin, stop, bullet in _blocks(text, start, end):
        if bullet:
            found += _unit(text, begin, stop, bullet=True)
        else:
            found += _sentences(text, begin, stop)
    return tuple(found)


def _blocks(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Join wrapped lines to blocks: a blank line, a bullet, or a line after a colon begins a new one."""
    begin, stop, bullet = start, start, False
    at = start
    listed = _bare_lists(text, start, end)
    for line in re.split(r"(?<=\n)|(?=•)", text[start:end]):
        starts_bullet = any(shape.search(line) for shape in (_BULLET_LINE, _CELL_BORDER, _NAMED_LINE)) or at in listed
        ended = bullet and not line[:1].isspace() and not _goes_on(text[begin:stop], line)
        over = text[begin:stop].rstrip().endswith(":") or not line.strip() or ended
        if starts_bullet or over:
            if text[begin:stop].strip():
                yield begin, stop, bullet
            begin, bullet = at, starts_bullet
        stop = at + len(line)
        at = stop
    if text[begin:stop].strip():
        yield begin, stop, bullet


def _goes_on(before: str, line: str) -> bool:
    """Tell whether a line goes on with the bullet above it though it is not indented: it begins in small letters."""
    return (
        bool(_SMALL.match(line))
        and not before.rstrip().endswith((".", ";", "!", "?"))
        and not _CELL_BORDER.search(before)
    )


def _bare_lists(text: str, start: int, end: int) -> frozenset[int]:
    """Return where lines begin that are items without a sign: three or more short ones, one below another."""
    found: list[int] = []
    for paragraph in _PARAGRAPH.finditer(text, start, end):
        lines = paragraph[0].rstrip("\n").split("\n")
        at = paragraph.start()
        if lines[0].rstrip().endswith(":"):
            at += len(lines.pop(0)) + 1  # it leads to them
        if len(lines) >= _FEWEST_ITEMS and all(_BARE_ITEM.fullmatch(line) for line in lines):
            for line in lines:
                found.append(at)
                at += len(line) + 1
    return frozenset(found)


def _sentences(text: str, start: int, end: int) -> Iterator[Unit]:
    begin = start
    for match in _SENTENCE_END.finditer(text, start, end):
        if not _ABBREVIATION.search(text[begin : match.start()]):
            yield from _unit(text, begin, match.start(), bullet=False)
            begin = match.end()
    yield from _unit(text, begin, end, bullet=False)


def _unit(text: str, start: int, end: int, *, bullet: bool) -> Iterator[Unit]:
    sign = _BULLET.match(text, start, end) if bullet else None
    if sign and "\n" in sign[0].lstrip() and any(map(str.isdigit, sign[0])):
        sign = None  # a number alone on its line says something, too
    begin = sign.end() if sign else start
    begin += len(text[begin:end]) - len(text[begin:end].lstrip())
    stop = begin + len(text[begin:end].rstrip())
    written = text[begin:stop]
    words = " ".join(written.split())
    if words:
        cells = tuple(" ".join(cell.split()).strip("| ") for cell in _CELL_BORDER.split(written))
        yield Unit(begin, stop, words, bullet, cells if len(cells) > 1 else (), written)
