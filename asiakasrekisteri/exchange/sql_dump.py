"""Reads the rows of chosen tables from an SQL dump (mysqldump, MariaDB, phpMyAdmin), one row at a time.

A dump is walked as text in pieces: what is held in memory is the row in hand. Tables that are not wanted are stepped
over without looking at their rows.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, TextIO

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.exchange.sniff import sniff, unreadable

LONGEST_VALUE = 16_000_000
"""Characters in one value; a longer one is no text of a register."""
ODD_WIDTH = N_("rivin arvoja on eri määrä kuin taulun sarakkeita; tee vedos uudelleen")
_CHUNK = 1 << 18
_SIGN = re.compile(
    rb"^\s*(?:-- (?:MySQL|MariaDB|phpMyAdmin)|(?:CREATE TABLE|INSERT INTO|DROP TABLE)\b[^\n]{0,60}\btbl[a-z_]{3,40}\b)",
    re.MULTILINE | re.IGNORECASE,
)
_TEXT = r"""'[^'\\]*+(?:(?:\\.|'')[^'\\]*+)*+'|"[^"\\]*+(?:(?:\\.|"")[^"\\]*+)*+\""""
_NAME = r"`(?:[^`]|``)*+`"
_NOTE = r"(?:--(?=\s)|\#)[^\n]*+\n|/\*(?:[^*]|\*(?!/))*+\*/"
_PART = re.compile(
    rf"""(?P<blank>\s++)|(?P<note>{_NOTE})|(?P<text>(?:_\w++\s?+|[xXnN])?(?:{_TEXT}))|(?P<name>{_NAME})
    |(?P<sign>[,;()=])|(?P<word>(?!--\s|/\*)[^\s'"`,;()=]++)""",
    re.VERBOSE | re.DOTALL,
)
_STEP_OVER = re.compile(
    rf"""(?:[^'"`;/\#-]++|{_TEXT}|{_NAME}|{_NOTE}|-(?![-])|--(?=\S)|/(?![*]))*+""", re.VERBOSE | re.DOTALL
)
_ESCAPED = re.compile(r"\\(.)|''|\"\"", re.DOTALL)
_MEANT = {"n": "\n", "t": "\t", "r": "\r", "0": "", "Z": "", "b": ""}
_HEX = re.compile(r"0x((?:[0-9A-Fa-f]{2})++)")


def recognise(head: bytes) -> bool:
    """Tell whether a file begins as an SQL dump does."""
    return _SIGN.search(head.replace(b"\0", b"")) is not None


@dataclass(frozen=True, slots=True)
class DumpRow:
    """A row of a table: the line of the file where it begins, and its values by column; NULL is "".

    `problem` (a Finnish message id) tells why it cannot be read.
    """

    line: int
    values: dict[str, str]
    problem: str = ""


@dataclass(slots=True)
class SqlDump:
    """A dump whose tables can be read, each as often as wanted.

    Attributes:
        columns: of the tables that have been met so far, in their order; none where they were not needed.
        read: characters of the file that the reading in hand has passed.
    """

    path: Path
    encoding: str
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    read: int = 0

    @classmethod
    def of(cls, path: Path) -> "SqlDump":
        """Recognise how the text of a dump is written.

        Raises:
            ExchangeError: it is no text.
        """
        return cls(path, sniff(path).encoding)

    def rows(self, *tables: str) -> Iterator[tuple[str, DumpRow]]:
        """Yield the rows of the named tables with the table of each, in the order of the file.

        Raises:
            ExchangeError: the dump ends in the middle, or cannot be read.
        """
        try:
            with self.path.open(encoding=self.encoding, errors="replace", newline="") as stream:
                walk = _Walk(stream, self.columns, frozenset(tables))
                for found in walk.rows():
                    self.read = walk.passed
                    yield found
        except OSError as error:
            raise ExchangeError(unreadable(error)) from error


class _Part(NamedTuple):
    """One part of a statement: "text", "name", "sign" or "word", and how it stands there."""

    kind: str
    text: str

    def name(self) -> str:
        """Return a name without its quotes and without the database before it."""
        plain = self.text[1:-1].replace("``", "`") if self.kind == "name" else self.text.rpartition(".")[2]
        return plain.casefold()


_END = _Part("end", "")


class _Walk:
    """One walk through the text of a dump."""

    def __init__(self, stream: TextIO, columns: dict[str, tuple[str, ...]], wanted: Collection[str]) -> None:
        self._stream, self._columns, self._wanted = stream, columns, wanted
        self._text, self._at, self._ended = "", 0, False
        self._line, self._counted = 1, 0
        self.passed = 0

    def rows(self) -> Iterator[tuple[str, DumpRow]]:
        """Yield the rows of the wanted tables."""
        while (part := self._next()) is not _END:
            begins = part.text.upper() if part.kind == "word" else ""
            if begins in {"INSERT", "REPLACE"}:
                yield from self._inserted()
            elif begins == "CREATE":
                self._created()
            elif part.text != ";":
                self._step_over()

    # -- statements ----------------------------------------------------------------------------------------------

    def _inserted(self) -> Iterator[tuple[str, DumpRow]]:
        part = self._next()
        while part.kind == "word" and part.text.upper() in {"INTO", "IGNORE", "DELAYED", "LOW_PRIORITY"}:
            part = self._next()
        table, part = self._named(part)
        if table not in self._wanted:
            self._columns.setdefault(table, ())
            self._step_over(part)
            return
        columns = self._columns.get(table, ())
        if part.text == "(":
            columns = tuple(name.name() for name in self._list() if name.kind in {"name", "word"})
            self._columns[table] = columns
            part = self._next()
        if not columns:
            message = _("Vedoksesta puuttuu taulun {table} rakenne. Tee vedos, jossa on myös taulujen rakenne.")
            raise ExchangeError(message.format(table=table))
        if part.text.upper() not in {"VALUES", "VALUE"}:
            self._step_over(part)
            return
        yield from ((table, row) for row in self._tuples(columns))

    def _tuples(self, columns: tuple[str, ...]) -> Iterator[DumpRow]:
        while True:
            part = self._next()
            if part.text != "(" or part.kind != "sign":
                self._step_over(part)
                return
            line = self._line_here()
            values = [_value(one) for one in self._list()]
            if len(values) == len(columns):
                yield DumpRow(line, dict(zip(columns, values, strict=True)))
            else:
                yield DumpRow(line, {}, ODD_WIDTH)
            part = self._next()
            if part != _Part("sign", ","):
                self._step_over(part)
                return

    def _list(self) -> Iterator[_Part]:
        """Yield the parts of a list in brackets whose opening has been read; one part for each place."""
        depth, last = 1, _Part("word", "")
        while depth:
            part = self._next()
            if part is _END:
                raise _cut_short()
            if part.kind == "sign" and part.text in "()":
                depth += 1 if part.text == "(" else -1
            elif part == _Part("sign", ",") and depth == 1:
                yield last
                last = _Part("word", "")
            elif depth == 1:
                last = part
        yield last

    def _created(self) -> None:
        part = self._next()
        if part.text.upper() != "TABLE":
            self._step_over(part)
            return
        part = self._next()
        while part.kind == "word" and part.text.upper() in {"IF", "NOT", "EXISTS"}:
            part = self._next()
        table, part = self._named(part)
        if part.text != "(":
            self._step_over(part)
            return
        names, depth, before = [], 1, "("
        while depth and (part := self._next()) is not _END:
            if depth == 1 and before in {"(", ","} and part.kind == "name":
                names.append(part.name())
            before = part.text if part.kind == "sign" else ""
            depth += (part.kind == "sign") * ((part.text == "(") - (part.text == ")"))
        self._columns[table] = tuple(names)
        self._step_over()

    def _named(self, part: _Part) -> tuple[str, _Part]:
        """Return the name of a table and the part after it."""
        after = self._next()
        while after.kind == "word" and after.text.startswith("."):
            part = _Part("word", after.text) if len(after.text) > 1 else self._next()
            after = self._next()
        return part.name(), after

    # -- parts ---------------------------------------------------------------------------------------------------

    def _next(self) -> _Part:
        while True:
            match = _PART.match(self._text, self._at)
            if not self._ended and (match is None or (match.end() == len(self._text) and match.lastgroup != "sign")):
                self._fill()
                continue
            if match is None:
                if self._at >= len(self._text):
                    return _END
                raise _cut_short()
            self._at = match.end()
            if match.lastgroup not in {"blank", "note"}:
                return _Part(str(match.lastgroup), match[0])

    def _step_over(self, part: _Part | None = None) -> None:
        """Go behind the end of the statement; `part` has been read of it."""
        while part is None or part != _Part("sign", ";"):
            match = _STEP_OVER.match(self._text, self._at)
            assert match is not None
            self._at = match.end()
            if self._text[self._at : self._at + 1] == ";":
                self._at += 1
                return
            if self._ended:
                if self._at < len(self._text):
                    raise _cut_short()
                return
            self._fill()

    def _fill(self) -> None:
        rest = len(self._text) - self._at
        if rest > LONGEST_VALUE:
            raise ExchangeError(_("Vedoksessa on liian pitkä arvo. Tarkista, että tiedosto on eheä tietokantavedos."))
        self._line_here()
        more = self._stream.read(max(_CHUNK, rest))
        self.passed += self._at
        self._text, self._at, self._counted = self._text[self._at :] + more, 0, 0
        self._ended = not more

    def _line_here(self) -> int:
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line


def _value(part: _Part) -> str:
    if part.kind == "text":
        start = min(at for sign in "'\"" if (at := part.text.find(sign)) >= 0)
        inner = part.text[start + 1 : -1]
        if part.text[:start] in {"x", "X"}:
            return _of_hex(inner)
        return _ESCAPED.sub(_meant, inner) if "\\" in inner or "''" in inner or '""' in inner else inner
    if part.text.upper() == "NULL":
        return ""
    found = _HEX.fullmatch(part.text)
    return _of_hex(found[1]) if found else part.text


def _meant(match: re.Match[str]) -> str:
    return _MEANT.get(match[1], match[1]) if match[1] is not None else match[0][0]


def _of_hex(digits: str) -> str:
    try:
        return bytes.fromhex(digits).decode("utf-8", errors="replace")
    except ValueError:
        return ""


def _cut_short() -> ExchangeError:
    return ExchangeError(_("Tietokantavedos katkeaa kesken. Tee vedos uudelleen ja tuo se."))
