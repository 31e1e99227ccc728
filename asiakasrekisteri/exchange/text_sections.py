"""Parts an old register description into sections by its headings, wherever they stand.

A heading is known by the vocabulary (`description.toml`). It may stand on a line of its own, numbered or not, go on
with its text after a colon, or be glued into the middle of a paragraph ("… kannalta. 6. Säännönmukaiset tietolähteet
Saamme …").
Every place is kept as an offset into the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from asiakasrekisteri.domain.description_places import Passage
from asiakasrekisteri.exchange.patterns import plain, word_pattern
from asiakasrekisteri.exchange.text_heads import (
    heading_by_words,
    is_table_head,
    is_title,
    looks_like_heading,
    misread_heading,
)
from asiakasrekisteri.exchange.vocabulary import squeeze, vocabulary

_NUMBER = re.compile(
    r"\s*(?:#{1,6}\s*)?(?:\*\*)?\s*(?:§\s*)?(?:(\d{1,2}(?:\.\d{1,2}){1,3}(?=[.)]?\s)|\d{1,2}[a-e]?|[IVX]{1,4}(?=[.)])|[A-E](?=[.)]?\s+[A-ZÅÄÖ]))\s*[.):§]?\s+)?",
    re.ASCII,
)
_NUMBERED = re.compile(r"\s*(?:#|\d)")
_TITLE = "# "
_BOLD = re.compile(r"\s*\*\*[^*\n]+\*\*\s*$")
_FIRMS_NAME = re.compile(r" (?:Oyj?|Ab|Ky|Ay|ry|Osk)\*\*")
_MARKED = re.compile(r"#{1,6}\s+\S|\s*\*\*[^*\n]{3,90}\*\*\s*$")
_GLUED_NUMBER = re.compile(r"(?<=[.!?:;)])[ \t]+(?=\d{1,2}[.)]?[ \t]+[A-ZÅÄÖ])")
_CONNECTOR = re.compile(r"\s*(?:,|&|/|–|-|\bja\b|\bsekä\b)\s*")
_END_OF_HEAD = re.compile(r"\s*(?:\*\*)?\s*(?:[:?.]|\([^()\n]{0,120}\)){0,5}\s*(?:\*\*)?\s*$")
_SENTENCE = re.compile(r"[.!?]\s|[.!]$|;")
_TOLD_NEXT = re.compile(r":\s+[A-ZÅÄÖ]\S*(?:\s+\S+){3}")
_DAY_NEXT = re.compile(r"[:\s]*(?:\d|$)")
_DOTTED = re.compile(r"\d{1,2}(?:\.\d{1,2})*(?=[.)]?\s)")
_COUNT_OR_MARK = re.compile(r"^[#*\s]*(?:\d{1,2}(?:\.\d{1,2})*[.)]?\s+)?")
_SURE = frozenset({"retention", "sources", "recipients", "transfers", "protections", "controller"})
_SHORTEST_SURE = 10
_FEW_WORDS = 3
_MANY_WORDS = 9
_CELL = re.compile(r"[ ]*\t[ ]*|[ ]{3,}|[ ]\|[ ]")
_CELL_NEXT = re.compile(r"[ ]*(?:\t|[ ]{3,}|[ ]\|[ ])")
_ONLY_ALONE = "cookies"
"""Part whose heading is a common word, too: below a heading only when nothing else stands on its line."""
_COUNTED = re.compile(r"\s*(?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,4}(?=[.)]))\s*[.):§]?\s+(?=[A-ZÅÄÖ])")
_BLANK_NEXT = re.compile(r"\n[ \t]*\n\s*\S")
_PARAGRAPH_NEXT = re.compile(
    r"\n[ \t]*(?:[-–•*] |[a-z]\) |(?=[A-ZÅÄÖ])(?:\S+[ \t]+){4,}\S*[.:,;]|[^\n:]{3,40}: \S+[ ,])"
)
_LONGEST_HEAD = 110
_MOST_CAPITALS = 6
_LONGEST_BARE_HEAD = 75
_LONGEST_SURE_HEAD = 36
_SMALL_NEXT = re.compile(r"\n[ \t]*(?!\w[.)])[a-zåäö]")
_LONGEST_LINE_OF_HEADS = 20_000


@dataclass(frozen=True, slots=True)
class _Head:
    codes: tuple[str, ...]
    start: int
    body: int


def sections(text: str) -> tuple[Passage, ...]:
    """Part a text; the sections cover it from its beginning to its end, without gaps."""
    heads = [_Head((), 0, 0), *_inherited(text, [*_heads(plain(text))])]
    ends = [head.start for head in heads[1:]] + [len(text)]
    return tuple(Passage(h.codes, h.start, h.body, end) for h, end in zip(heads, ends, strict=True))


def _inherited(text: str, heads: list[_Head]) -> Iterator[_Head]:
    """Give the headings; one below another, "4.1" below "4", that says no part for sure belongs to the part of that."""
    above: dict[int, tuple[str, ...]] = {}
    for head in heads:
        words = text[head.start : head.body].strip()
        level = _level(words)
        parent = next((above[one] for one in range(level - 1, 0, -1) if above.get(one)), ())
        bare = _COUNT_OR_MARK.sub("", words).strip(" :*")
        weak = not head.codes or " " not in bare or (parent[:1] == ("data",) and len(bare.split()) <= _FEW_WORDS)
        codes = parent if parent and level and weak and not _surely(bare, head.codes) else head.codes
        above = {one: kept for one, kept in above.items() if one < level} | {level: codes}
        yield replace(head, codes=codes)


def _surely(words: str, codes: tuple[str, ...]) -> bool:
    """Tell whether a heading's one word says its part beyond doubt: "Säilytysaika", "Tietolähteet"."""
    told = bool(codes) and (codes[0] in _SURE or (codes[0] == "rights" and "oikeu" in words.casefold()))
    return told and len(words) > _SHORTEST_SURE


def _level(words: str) -> int:
    """Return how deep a heading stands: by its marks, else by the parts of its number; 0 where nothing tells."""
    marks = len(words) - len(words.lstrip("#"))
    number = _DOTTED.match(words.lstrip("#* "))
    return marks or (len(number[0].strip(".").split(".")) if number else 0)


def _heads(text: str) -> Iterator[_Head]:
    blank_before, after_head, any_head = True, False, False
    for start, end in _lines(text):
        line = text[start:end]
        if not line.strip():
            blank_before = True
            continue
        found = _line_head(line, start, blank_before=blank_before)
        wrapped = _wrapped_head(text, start, end, blank_before=blank_before)
        if wrapped:
            found = wrapped
        elif found and found.body >= end and (_goes_on(text, start, end) or _goes_on_from(text, start, line)):
            found = None
        if found is None and blank_before and not after_head:
            found = _head_by_shape(text, start, end, first=not any_head)
        elif found is None and blank_before and _COUNTED.match(line):
            found = _head_by_shape(text, start, end)
        after_head = found is not None and found.body >= end
        any_head = any_head or found is not None
        if found:
            yield found
        begin = found.body if found else start
        yield from _glued_heads(text, begin, min(end, begin + _LONGEST_LINE_OF_HEADS))
        blank_before = found is not None and found.body >= end


def _lines(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for line in text.split("\n"):
        yield at, at + len(line)
        at += len(line) + 1


def _line_head(line: str, offset: int, *, blank_before: bool) -> _Head | None:
    """Return the heading with which a line begins."""
    if _FIRMS_NAME.search(line) and _BOLD.match(line):
        return None
    number = _NUMBER.match(line)
    begin = number.end() if number else 0
    marked = _MARKED.match(line) is not None
    numbered = marked or (number is not None and number[1] is not None)
    numbered, item = _head_or_item(line[begin : begin + 1], numbered=numbered, marked=marked)
    found = None if item else _phrases_at(line, begin)
    if found is None:
        return _other_head(line, begin, offset, numbered=numbered, alone=numbered or blank_before, marked=marked)
    codes, end = found
    if not _may_head(line, codes, end, numbered=numbered):
        return None
    body = end if codes == ("dated",) else _body(line, end, numbered=numbered, alone=numbered or blank_before)
    if body is None and marked:
        return _Head(heading_by_words(line[begin:]), offset, offset + len(line))
    return None if body is None else _Head(codes, offset, offset + body)


def _head_or_item(letter: str, *, numbered: bool, marked: bool) -> tuple[bool, bool]:
    """Tell whether a line's number heads it, or it is an item of a numbered list: that begins with a small letter."""
    item = numbered and not marked and letter.islower()
    return numbered and not item, item


def _goes_on(text: str, start: int, end: int) -> bool:
    """Tell whether a line is the first of a wrapped sentence: it is long, and the next begins with a small letter."""
    return end - start > _LONGEST_SURE_HEAD and _SMALL_NEXT.match(text, end) is not None


def _goes_on_from(text: str, start: int, line: str) -> bool:
    """Tell whether a line in small letters goes on with the line above it."""
    above = text[:start].rstrip(" ")
    return line[:1].islower() and above[-2:-1] not in ("", "\n", ".", ":", ";", "!", "?")


def _wrapped_head(text: str, start: int, end: int, *, blank_before: bool) -> _Head | None:
    """Return a heading that goes on in small letters on the next line, which ends it."""
    if _SMALL_NEXT.match(text, end) is None:
        return None
    stop = text.find("\n", end + 1)
    stop = stop if stop >= 0 else len(text)
    following = text[end + 1 : stop]
    if len(following) > _LONGEST_SURE_HEAD or _SENTENCE.search(following) or _SMALL_NEXT.match(text, stop):
        return None
    joined = f"{text[start:end]} {following.strip()}"
    head = _line_head(joined, start, blank_before=blank_before)
    return (
        _Head(head.codes, start, stop)
        if head and head.body - start >= len(joined) and _NUMBERED.match(joined)
        else None
    )


def _head_by_shape(text: str, start: int, end: int, *, first: bool = False) -> _Head | None:
    """Return a heading known by standing alone as one does: its words tell its part; a question may have none.

    The `first` of a text, before which its title stands, has to be numbered or stand right above a paragraph.
    """
    counted = _COUNTED.match(text, start, end)
    line = text[counted.end() if counted else start : end].strip()
    asks = line.endswith("?")
    alone = asks or _BLANK_NEXT.match(text, end) is not None or _heads_paragraph(text, end, line)
    if (
        len(line) > _LONGEST_BARE_HEAD
        or not alone
        or _CELL.search(line)
        or not looks_like_heading(line.removesuffix("?"))
    ):
        return None
    codes = heading_by_words(line)
    if first and not counted and not (codes and _heads_paragraph(text, end, line) and not is_title(line)):
        return None
    return _Head(codes, start, end) if codes or asks or counted else None


def _heads_paragraph(text: str, end: int, line: str) -> bool:
    """Tell whether a few words stand right above a paragraph, a list or a row: "Keräämämme tiedot"."""
    first = line.split(maxsplit=1)[0].casefold()
    most = _MANY_WORDS if first in _questions() or _COUNTED.match(text, text.rfind("\n", 0, end) + 1) else _FEW_WORDS
    return len(line.split()) <= most and _PARAGRAPH_NEXT.match(text, end) is not None


@cache
def _questions() -> frozenset[str]:
    return frozenset(plain(word) for word in vocabulary("description")["front"]["asks"])


def _may_head(line: str, codes: tuple[str, ...], end: int, *, numbered: bool) -> bool:
    """Tell whether what stands behind a heading's words leaves them a heading."""
    if is_table_head([cell.strip("| ") for cell in _CELL.split(line)]):
        return False
    if codes == ("dated",):
        return _DAY_NEXT.match(line, end) is not None
    words = squeeze(line[:end].lstrip("#* \t0123456789.)"))
    if words in _bare_heads():
        if words in _bare_heads("label_heads") and _TOLD_NEXT.match(line, end):
            return True
        return _END_OF_HEAD.fullmatch(line[end:]) is not None or _CELL_NEXT.match(line, end) is not None
    return numbered or _ONLY_ALONE not in codes or not line[end:].strip()


def _other_head(line: str, begin: int, offset: int, *, numbered: bool, alone: bool, marked: bool) -> _Head | None:
    """Return a heading whose words are not the vocabulary's: with others before them, misread, or unknown."""
    found = _loose_head(line, begin, offset) if numbered else None
    if found is None and alone and (codes := misread_heading(line[begin:])):
        found = _Head(codes, offset, offset + len(line))
    if found is None and alone and line.isupper() and (codes := heading_by_words(line[begin:])):
        found = _Head(codes, offset, offset + len(line))
    if found is None and marked:
        codes = () if line.startswith(_TITLE) else heading_by_words(line[begin:])
        found = _Head(codes, offset, offset + len(line))
    return found


def _body(line: str, end: int, *, numbered: bool, alone: bool) -> int | None:
    """Return where on its line the text below a heading begins; None when the words are no heading after all."""
    rest = line[end:]
    sign = rest.lstrip()[:1]
    short = len(line) <= (_LONGEST_HEAD if numbered else _LONGEST_BARE_HEAD)
    if _END_OF_HEAD.fullmatch(rest):
        return len(line)
    if sign in {":", "?"}:
        return end + rest.index(sign) + 1
    if _CELL_NEXT.match(rest):
        return end
    if numbered and sign.isupper() and (not short or _SENTENCE.search(rest)):
        return end
    return len(line) if short and alone and not _SENTENCE.search(rest) else None


def _loose_head(line: str, begin: int, offset: int) -> _Head | None:
    """Return a numbered heading with other words before ours: "2. Esimerkki Oy:n rekisteriasioista vastaava …"."""
    if len(line) > _LONGEST_HEAD or _SENTENCE.search(line[begin:]):
        return None
    for at in (m.start() for m in re.finditer(r"(?<=\s)\w", line[begin:])):
        found = _phrases_at(line, begin + at)
        if found and _END_OF_HEAD.fullmatch(line[found[1] :]):
            return _Head(found[0], offset, offset + len(line))
    return None


def _glued_heads(text: str, begin: int, end: int) -> Iterator[_Head]:
    """Find headings in the middle of a line: after a sentence and with a number, or before a colon."""
    found: dict[int, _Head] = {}
    for match in _GLUED_NUMBER.finditer(text, begin, end):
        number = _NUMBER.match(text, match.end())
        phrases = _phrases_at(text, number.end() if number else match.end())
        if phrases:
            found[match.end()] = _Head(phrases[0], match.end(), phrases[1])
    for colon in re.finditer(r":(?=\s|$)", text[begin:end]):
        at = _phrase_ending(text, begin, begin + colon.start())
        if at:
            found[at.start] = at
    yield from (found[at] for at in sorted(found))


def _phrase_ending(text: str, begin: int, colon: int) -> _Head | None:
    """Return the heading with a capital letter that ends at a colon and has words before it on its line."""
    first = max(begin, colon - _LONGEST_BARE_HEAD)
    for match in [*re.finditer(r"(?<=\s)[A-ZÅÄÖ]", text[first:colon])][-_MOST_CAPITALS:]:
        at = first + match.start()
        phrases = _phrases_at(text, at)
        if phrases and phrases[1] == colon:
            return _Head(phrases[0], at, colon + 1)
    return None


def _phrases_at(text: str, at: int) -> tuple[tuple[str, ...], int] | None:
    """Return the codes of the headings that stand at a place, joined by "ja" and commas, and where they end."""
    codes: list[str] = []
    end = at
    while found := _longest(text, at):
        codes += [code for code in found[0] if code not in codes]
        end = found[1]
        connector = _CONNECTOR.match(text, end)
        if connector is None or "\n" in connector[0]:
            break
        at = connector.end()
    return (tuple(codes), end) if codes else None


def _longest(text: str, at: int) -> tuple[tuple[str, ...], int] | None:
    best: tuple[tuple[str, ...], int] | None = None
    if _any_phrase().match(text, at) is None:
        return None
    for phrase, codes in _phrases():
        match = word_pattern(phrase).match(text, at)
        if match and "\n" not in match[0] and (best is None or match.end() > best[1]):
            best = (codes, match.end())
    return best


@cache
def _bare_heads(name: str = "bare_heads") -> frozenset[str]:
    """Return the headings of one common word: they are such only alone, or before a cell or a colon."""
    return frozenset(squeeze(plain(word)) for word in vocabulary("description")["front"][name])


@cache
def _any_phrase() -> re.Pattern[str]:
    """Return one pattern for all headings: most places hold none, and one look is cheaper than a hundred."""
    return re.compile("|".join(word_pattern(phrase).pattern for phrase, _codes in _phrases()), re.IGNORECASE)


@cache
def _phrases() -> tuple[tuple[str, tuple[str, ...]], ...]:
    rows = vocabulary("description")["headings"]
    return tuple((plain(phrase), tuple(row["codes"])) for row in rows for phrase in row["phrases"])
