"""Text into lines: runs of one or more faces, broken at spaces, long words at syllables or signs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from asiakasrekisteri.domain.typography import polish
from asiakasrekisteri.reports.fonts import Face, drawable, width

Colour = tuple[float, float, float]
BLACK: Colour = (0.0, 0.0, 0.0)
GREY: Colour = (0.29, 0.33, 0.38)
HAIRLINE: Colour = (0.72, 0.75, 0.79)
BAND: Colour = (0.945, 0.95, 0.957)
FAINT: Colour = (0.925, 0.93, 0.94)

_VOWELS = "aeiouyåäöAEIOUYÅÄÖ"
_SYLLABLE = re.compile(rf"(?<=[{_VOWELS}a-zåäöA-ZÅÄÖ]{{2}})(?=[bcdfghjklmnpqrstvwxzšž][{_VOWELS}][a-zåäö])")
_MOST_SIGNS = 400
"""Signs looked at for one line: more than fit, so that a word of a whole book is not measured again for each line."""
_SIGNS = re.compile(r"(?<=[@./\-_:;,&=?)])(?=.)")


@dataclass(frozen=True, slots=True)
class Style:
    """Face, size and line pitch in points, and colour."""

    face: Face
    size: float
    leading: float
    colour: Colour = BLACK


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one face; `language` where it is not the document's own."""

    text: str
    face: Face
    language: str = ""


Line = tuple[Run, ...]
Rich = str | tuple[Run, ...]


def bold(lead: str, rest: str, face: Face = Face.SEMIBOLD) -> tuple[Run, ...]:
    """Return a lead-in in a heavier face and the rest of the sentence in the regular one."""
    return (Run(lead, face), Run(f" {rest}", Face.REGULAR))


def joined(*parts: Rich) -> Rich:
    """Return texts one after another; plain when all of them are."""
    if all(isinstance(part, str) for part in parts):
        return "".join(map(plain, parts))
    return tuple(run for part in parts for run in ((Run(part, Face.REGULAR),) if isinstance(part, str) else part))


def plain(rich: Rich) -> str:
    """Return the text without its faces."""
    return rich if isinstance(rich, str) else "".join(run.text for run in rich)


def break_lines(rich: Rich, style: Style, room: float) -> list[Line]:
    """Return the lines of a text no wider than `room` points; line feeds in the text are kept.

    Every line but a paragraph's last ends with a space or a hyphen: words stay apart when the file is read aloud.
    """
    runs = (Run(rich, style.face),) if isinstance(rich, str) else rich
    lines: list[Line] = []
    for part in _paragraphs(runs):
        lines.extend(_fill(_words(part), style.size, room))
    return lines


def line_width(line: Line, size: float) -> float:
    """Return the width of a line in points, the space at its end not counted."""
    total = sum(width(run.text, run.face, size) for run in line)
    return total - (width(" ", line[-1].face, size) if line and line[-1].text.endswith(" ") else 0)


def _paragraphs(runs: tuple[Run, ...]) -> Iterator[list[Run]]:
    part: list[Run] = []
    for run in runs:
        first, *others = polish(run.text).replace("\t", " ").splitlines() or [""]
        part.append(Run(drawable(first, run.face), run.face))
        for text in others:
            yield part
            part = [Run(drawable(text, run.face), run.face)]
    yield part


def _words(runs: list[Run]) -> list[Line]:
    """Return the words; a word is a line of runs, since the face may change inside it."""
    words: list[Line] = []
    open_word: list[Run] = []
    for run in runs:
        first, *others = run.text.split(" ")
        if first:
            open_word.append(Run(first, run.face))
        for text in others:
            if open_word:
                words.append(tuple(open_word))
            open_word = [Run(text, run.face)] if text else []
    if open_word:
        words.append(tuple(open_word))
    return words


def _fill(words: list[Line], size: float, room: float) -> list[Line]:
    lines: list[Line] = []
    line: list[Run] = []
    used = 0.0
    for word in words:
        space = width(" ", word[0].face, size)
        need = sum(width(run.text, run.face, size) for run in word)
        if line and used + space + need <= room:
            line = [*line, Run(" ", line[-1].face), *word]
            used += space + need
            continue
        if line:
            lines.append(_joined([*line, Run(" ", line[-1].face)]))
        *full, last = _pieces(word, size, room) if need > room else [word]
        lines.extend(full)
        line, used = list(last), sum(width(run.text, run.face, size) for run in last)
    return [*lines, _joined(line)]


def _joined(runs: list[Run]) -> Line:
    """Return the runs with neighbours of one face made one."""
    joined: list[Run] = []
    for run in runs:
        if joined and joined[-1].face is run.face:
            joined[-1] = Run(joined[-1].text + run.text, run.face)
        else:
            joined.append(run)
    return tuple(joined)


def _pieces(word: Line, size: float, room: float) -> list[Line]:
    """Return a word too long for the line in parts: at signs, at syllables with a hyphen, or where the room ends."""
    text, face = "".join(run.text for run in word), word[0].face
    pieces: list[str] = []
    while len(text) > _MOST_SIGNS or width(text, face, size) > room:
        cut, mark = _cut(text[:_MOST_SIGNS], face, size, room)
        pieces.append(text[:cut] + mark)
        text = text[cut:]
    return [(Run(piece, face),) for piece in [*pieces, text]]


def _cut(text: str, face: Face, size: float, room: float) -> tuple[int, str]:
    limit = 1
    while limit < len(text) and width(text[: limit + 1], face, size) <= room:
        limit += 1
    signs = [found.start() for found in _SIGNS.finditer(text) if found.start() <= limit]
    if signs:
        return signs[-1], ""
    hyphen = width("-", face, size)
    for found in reversed(list(_SYLLABLE.finditer(text))):
        at = found.start()
        if at <= limit and text[:at].isalpha() and width(text[:at], face, size) + hyphen <= room:
            return at, "-"
    return limit, ""
