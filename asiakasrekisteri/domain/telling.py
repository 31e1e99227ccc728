"""What in a text tells of a person: names as Finnish and Swedish bend them, addresses, numbers however grouped.

Pure patterns. Search, masking and erasure ask the same ones, so that what one finds the others find too.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from functools import cached_property

_ENDINGS = (
    r"(?::?(?:n|a|ä|aa|ää|ta|tä|na|nä|t|s|ksi|lla|llä|lle|lta|ltä|ssa|ssä|sta|stä|[aeiouyäö]n|h[aeiouyäö]n|ia|iä|ien"
    r"|ille|illa|illä|ilta|iltä|issa|issä|ista|istä))?(?:kin|kaan|kään|ko|kö|han|hän)?"
)
"""How Finnish and Swedish bend a name; what has other letters after it is another word."""
_BEFORE, _AFTER = r"(?<![^\W\d_])", r"(?![^\W\d_])"
_GAP = r"[\s().\-/]*"
"""What may stand between the digits of a phone number."""
_NEN = re.compile(r"(.{2,})nen", re.IGNORECASE)
_WEAK = re.compile(r"(.{2,})([kt])i", re.IGNORECASE)
_GRADES = {
    "kk": "k",
    "pp": "p",
    "tt": "t",
    "mp": "mm",
    "nt": "nn",
    "nk": "ng",
    "lt": "ll",
    "rt": "rr",
    "ht": "hd",
    **{f"{vowel}t": f"{vowel}d" for vowel in "aeiouyäö"},
    **{f"{before}p": f"{before}v" for before in "aeiouyäölr"},
}
"""How the consonants before the last vowel of a name weaken when it is bent: Aalto, Aallon; Pekka, Pekan."""
_GRADED = re.compile(rf"(.+?)({'|'.join(_GRADES)})([aeiouyäö])", re.IGNORECASE)
_LONGEST_COMMON = 6
"""Names of so few letters are common words too: Koski, Laine, Mäki."""
_SHORTEST_NAME = 2
_LONGEST_MIDDLE = 24


def whole_name(name: str) -> str:
    """Return the pattern of a name as a word of its own, bent or not: Kettunen, Kettusen, Kettuselle."""
    if (stem := _NEN.fullmatch(name)) is not None:
        return rf"{_BEFORE}{re.escape(stem[1])}(?:nen{_ENDINGS}|s[eit][^\W\d_]{{0,9}}){_AFTER}"
    stems = [re.escape(name)]
    if name.casefold().endswith("i"):
        stems.append(re.escape(name[:-1]) + "e")  # Koski, Kosken
    if (weak := _WEAK.fullmatch(name)) is not None:
        stems.append(re.escape(weak[1]) + ("d" if weak[2].casefold() == "t" else "") + "e")  # Lahti, Lahden; Mäki, Mäen
    if (graded := _GRADED.fullmatch(name)) is not None:
        before, strong, last = graded.groups()
        vowels = "[ie]" if last.casefold() == "i" else re.escape(last)  # Matti, Matin; Lampi, Lammen
        stems.append(re.escape(before) + _GRADES[strong.casefold()] + vowels)
    return rf"{_BEFORE}(?:{'|'.join(stems)}){_ENDINGS}{_AFTER}"


def grouped_phone(number: str) -> str:
    """Return the pattern of a phone number in E.164 as people write it: 040 555 0177, +358 (0)40-5550177."""
    digits = number.removeprefix("+")
    national = digits.removeprefix("358") if number.startswith("+358") else digits
    before = rf"(?:(?:\+|00)?358{_GAP}(?:\(0\){_GAP})?|0)?" if national != digits else r"(?:\+|00)?"
    return rf"(?<!\d){before}{_GAP.join(national)}(?!\d)"


class Clue(StrEnum):
    """What was recognised in a text."""

    IDENTITY_CODE = "identity_code"
    EMAIL = "email"
    PHONE = "phone"
    USER_NAME = "user_name"
    CUSTOMER_NUMBER = "customer_number"
    DOMAIN = "domain"
    FULL_NAME = "full_name"
    SURNAME = "surname"


class Certainty(IntEnum):
    """How sure it is that a text is about the person: the higher the surer."""

    SURNAME = 1
    IDENTIFIER_OF_MANY = 2
    FULL_NAME = 3
    NAME_AND_IDENTIFIER = 4
    IDENTIFIER = 5


_OWN = frozenset({Clue.IDENTITY_CODE, Clue.EMAIL, Clue.PHONE})
"""Nobody else has them."""
_OF_MANY = frozenset({Clue.USER_NAME, Clue.CUSTOMER_NUMBER, Clue.DOMAIN})
"""A number or a short word may be something else, and a domain may be used by a household."""


@dataclass(frozen=True, slots=True)
class Trace:
    """A place in a text that tells of a person."""

    start: int
    end: int
    clue: Clue


@dataclass(frozen=True)
class Known:
    """By what a person is recognised.

    Attributes:
        first_names: each name by itself.
        surnames: the present one first, then former ones.
        emails, user_names, domains, numbers: as stored; `numbers` are customer numbers.
        phones: in E.164; other forms are passed over.
        codes: henkilötunnus.
        by_surname: whether her surname alone means her; not that of a namesake of somebody else.
    """

    first_names: tuple[str, ...] = ()
    surnames: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    user_names: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    codes: tuple[str, ...] = field(default=(), repr=False)
    by_surname: bool = True

    @cached_property
    def needles(self) -> tuple[str, ...]:
        """Return casefolded words of which a text must hold one to be worth a closer look."""
        plain = (*self.emails, *self.user_names, *self.domains, *self.numbers, *self.codes)
        return tuple(dict.fromkeys(word.casefold() for word in (*map(_stem, self._names()), *plain) if word))

    @cached_property
    def _phone_needles(self) -> tuple[re.Pattern[str], ...]:
        """Patterns without what looks behind: the regular expression engine leaps to their first digit."""
        return tuple(re.compile(_GAP.join(number[-7:])) for number in self.phones if number.startswith("+"))

    @cached_property
    def _patterns(self) -> tuple[tuple[Clue, re.Pattern[str]], ...]:
        parts: list[tuple[Clue, list[str]]] = [
            (Clue.IDENTITY_CODE, [re.escape(code) for code in self.codes]),
            (Clue.EMAIL, [rf"(?<![\w.+-]){re.escape(email)}(?![\w-])" for email in self.emails]),
            (Clue.PHONE, [grouped_phone(number) for number in self.phones if number.startswith("+")]),
            (Clue.FULL_NAME, list(self._full_names())),
            (Clue.USER_NAME, [rf"(?<![\w@.-]){re.escape(name)}(?![\w@-])" for name in self.user_names]),
            (Clue.CUSTOMER_NUMBER, [rf"(?<![\w.-]){re.escape(number)}(?![\w-])" for number in self.numbers]),
            (Clue.DOMAIN, [rf"(?<![\w@-]){re.escape(domain)}(?![\w-])" for domain in self.domains]),
            (Clue.SURNAME, [whole_name(name) for name in self._names() if self.by_surname]),
        ]
        return tuple((clue, re.compile("|".join(said), re.IGNORECASE)) for clue, said in parts if said)

    def _names(self) -> tuple[str, ...]:
        return tuple(name for name in self.surnames if len(name) >= _SHORTEST_NAME)

    def _full_names(self) -> Iterator[str]:
        middle = rf"(?:[^\W\d_][^\W\d_.-]{{0,{_LONGEST_MIDDLE}}}\.?\s+)?"
        for last in self._names():
            surname = whole_name(last).removeprefix(_BEFORE)
            for first in self.first_names:
                given = re.escape(first)
                yield rf"{_BEFORE}{given}\s+{middle}{surname}"
                yield rf"{_BEFORE}{re.escape(last)},?\s+{given}{_ENDINGS}{_AFTER}"
            for first in dict.fromkeys(name[0] for name in self.first_names if name):
                yield rf"{_BEFORE}{re.escape(first)}\.\s*(?:-?[^\W\d_]\.\s*)?{surname}"

    def may_be_in(self, text: str) -> bool:
        """Tell quickly whether a text is worth a closer look."""
        said = text.casefold()
        return any(needle in said for needle in self.needles) or any(p.search(text) for p in self._phone_needles)

    def traces(self, text: str) -> tuple[Trace, ...]:
        """Return the places of a text that tell of the person, in order; of those that overlap the surest."""
        if not text or not self.may_be_in(text):
            return ()
        found: list[Trace] = []
        for clue, pattern in self._patterns:
            found += (Trace(one.start(), one.end(), clue) for one in pattern.finditer(text))
        return apart(trace for trace in found if trace.clue is not Clue.SURNAME or _is_name(text, trace))


def _is_name(text: str, trace: Trace) -> bool:
    """Tell whether a surname by itself is one: a short one may be a common word, and is one in small letters."""
    in_address = "@" in (text[trace.end : trace.end + 1], text[max(trace.start - 1, 0) : trace.start])
    return not in_address and (trace.end - trace.start > _LONGEST_COMMON or text[trace.start].isupper())


def _stem(name: str) -> str:
    """Return the beginning that every bent form of a name has."""
    cut = 3 if _NEN.fullmatch(name) else 2 if _changes_within(name) else 1 if name.casefold().endswith("i") else 0
    return name[: len(name) - cut] if cut else name


def _changes_within(name: str) -> bool:
    """Tell whether the consonant before the last vowel of a name changes when it is bent."""
    return _WEAK.fullmatch(name) is not None or _GRADED.fullmatch(name) is not None


def apart(traces: Iterable[Trace]) -> tuple[Trace, ...]:
    """Return traces that do not overlap, in order; those that come first in the input win."""
    kept: list[Trace] = []
    for trace in traces:
        if all(trace.end <= other.start or other.end <= trace.start for other in kept):
            kept.append(trace)
    return tuple(sorted(kept, key=lambda trace: trace.start))


def certainty(traces: Iterable[Trace], near: int = 400) -> Certainty | None:
    """Return how sure it is that a text is about the person; None when nothing in it tells of her.

    Args:
        traces: of `Known.traces`.
        near: how many characters lie at most between a name and an identifier that confirms it.
    """
    found = tuple(traces)
    clues = {trace.clue for trace in found}
    if not clues:
        return None
    if clues & _OWN:
        return Certainty.IDENTIFIER
    names = [trace for trace in found if trace.clue is Clue.FULL_NAME]
    others = [trace for trace in found if trace.clue in _OF_MANY]
    if any(max(n.start, o.start) - min(n.end, o.end) <= near for n in names for o in others):
        return Certainty.NAME_AND_IDENTIFIER
    if names:
        return Certainty.FULL_NAME
    return Certainty.IDENTIFIER_OF_MANY if others else Certainty.SURNAME


def snippet(text: str, traces: Iterable[Trace], around: int = 40) -> str:
    """Return the words around the first trace, on one line."""
    first = next(iter(traces), None)
    start = max(0, first.start - around) if first else 0
    end = min(len(text), (first.end if first else 0) + 2 * around)
    start = text.find(" ", start, first.start if first else 0) + 1 if start else 0
    cut = " ".join(text[start:end].split())
    return f"{'… ' if start else ''}{cut}{' …' if end < len(text) else ''}"
