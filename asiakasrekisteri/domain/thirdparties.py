"""Other people in a text that is given to one person: what is to be masked of them (GDPR Art. 15(4), LAW §2.7).

A proposal only: the officer decides. What is surely another's is masked unless she says otherwise; what merely looks
like a name is left open, and no extract with an open place leaves the office.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from asiakasrekisteri.domain.phones import normalise_phone
from asiakasrekisteri.domain.telling import Clue, Known

MASK = "■■■■■"
"""Stands in place of what was taken out; as long whatever was there."""
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"[+0](?<![\w/.,:-].)(?:(?<=\+)\d|(?<=0))[\d ()\u00a0-]{5,16}\d(?![\w-])")
_CODE = re.compile(r"\d{6}(?<!\w\d{6})[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y](?!\w)")
"""These look back only after what they begin with: the engine leaps to it."""
_PAIR = re.compile(
    r"(?<![^\W\d_])(?P<first>[A-ZÅÄÖ][^\W\d_]+(?:-[A-ZÅÄÖ][^\W\d_]+)?|[A-ZÅÄÖ]\.(?:-?[A-ZÅÄÖ]\.)?)[ \u00a0]"
    r"(?P<last>(?:(?:von|af|de)[ ])?[A-ZÅÄÖ][^\W\d_]+(?:-[A-ZÅÄÖ][^\W\d_]+)?)(?![^\W\d_])"
)
_START = 2
_E164 = re.compile(r"\+[1-9]\d{5,14}")


class Why(StrEnum):
    """What a masked place was."""

    NAME = "name"
    EMAIL = "email"
    PHONE = "phone"
    IDENTITY_CODE = "identity_code"
    UNSURE = "unsure"
    CHOSEN = "chosen"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place of a text, from `start` up to `end`, and what it is."""

    start: int
    end: int
    why: Why = Why.CHOSEN

    @property
    def sure(self) -> bool:
        """Tell whether it is surely another's."""
        return self.why is not Why.UNSURE


@dataclass(frozen=True)
class Circle:
    """Who may be in a person's texts.

    Attributes:
        own: she herself, who is never masked.
        others: people known to be other than her.
        kept: addresses and numbers that are no other person's: those of the controller and of her own firm.
        is_name: tells whether a first name and a surname, as written, look like those of some person.
    """

    own: Known
    others: Sequence[Known] = ()
    kept: Collection[str] = ()
    is_name: Callable[[str, str], bool] | None = None

    @cached_property
    def _by_start(self) -> dict[str, list[Known]]:
        found: dict[str, list[Known]] = {}
        for other in self.others:
            for needle in other.needles:
                found.setdefault(needle[:_START], []).append(other)
        return found

    @cached_property
    def _kept(self) -> frozenset[str]:
        return frozenset(said.casefold() for said in (*self.kept, *self.own.emails, *self.own.phones))

    @cached_property
    def _starts(self) -> re.Pattern[str]:
        """How words begin that may be names of the others: as with the codes, what is before them is looked at last."""
        after: dict[str, list[str]] = {}
        for start in self._by_start:
            after.setdefault(re.escape(start[0]), []).append(re.escape(start[1:]))
        begun = (f"{first}(?<![^\\W\\d_].)(?:{'|'.join(rest)})" for first, rest in after.items())
        return re.compile("|".join(begun), re.DOTALL)

    def keeps(self, said: str) -> bool:
        """Tell whether an address in small letters or a number in E.164 is hers or a firm's."""
        return said in self._kept

    def near(self, text: str) -> Iterator[Known]:
        """Yield those of the others whose names some word of the text begins as."""
        if self.others:
            starts = dict.fromkeys(self._starts.findall(text.casefold()))
            yield from dict.fromkeys(other for start in starts for other in self._by_start[start])


def proposed(text: str, circle: Circle) -> tuple[Span, ...]:
    """Return the places of a text that are other people's, in order, without overlaps."""
    if not text:
        return ()
    found = list(_candidates(text, circle))
    traces = circle.own.traces(text) if found else ()
    own = [(trace.start, trace.end) for trace in traces if trace.clue is not Clue.IDENTITY_CODE]
    kept: list[Span] = []
    for span in found:
        free = all(span.end <= start or end <= span.start for start, end in own)
        if free and all(span.end <= one.start or one.end <= span.start for one in kept):
            kept.append(span)
    return tuple(sorted(kept))


def _candidates(text: str, circle: Circle) -> Iterator[Span]:
    """Yield the surest first; of those that overlap the first stays."""
    for found in _CODE.finditer(text):
        yield Span(found.start(), found.end(), Why.IDENTITY_CODE)
    yield from _addresses(text, circle)
    for other in circle.near(text):
        for trace in other.traces(text):
            if trace.clue in {Clue.FULL_NAME, Clue.SURNAME}:
                yield Span(trace.start, trace.end, Why.NAME)
    yield from _unsure(text, circle)


def _addresses(text: str, circle: Circle) -> Iterator[Span]:
    for found in _EMAIL.finditer(text) if "@" in text else ():
        if not circle.keeps(found[0].casefold()):
            yield Span(found.start(), found.end(), Why.EMAIL)
    for found in _PHONE.finditer(text):
        number = str(normalise_phone(found[0]) or "")
        if _E164.fullmatch(number) and not circle.keeps(number):
            yield Span(found.start(), found.end(), Why.PHONE)


def _unsure(text: str, circle: Circle) -> Iterator[Span]:
    """Yield what looks like a name. Pairs that share a word are one name: Aino Helena and Helena Virtanen."""
    if circle.is_name is None:
        return
    begun = end = at = 0
    while (found := _PAIR.search(text, at)) is not None:
        at = found.start("last")
        if not circle.is_name(found["first"], found["last"]):
            continue
        if found.start() >= end:
            if end:
                yield Span(begun, end, Why.UNSURE)
            begun = found.start()
        end = found.end()
    if end:
        yield Span(begun, end, Why.UNSURE)


def masked(text: str, spans: Iterable[Span]) -> str:
    """Return the text with the mask in place of the spans: what was there is gone, not covered."""
    parts, at = [], 0
    for span in sorted(spans):
        if span.start < at:
            at = max(at, span.end)
            continue
        parts += [text[at : span.start], MASK]
        at = span.end
    return "".join([*parts, text[at:]])


def valid(spans: Iterable[Span], length: int) -> bool:
    """Tell whether spans lie in a text of that length, one after another."""
    at = 0
    for span in sorted(spans):
        if not at <= span.start < span.end <= length:
            return False
        at = span.end
    return True
