"""What is looked for in a register description, as a dated table that may be edited (LAW §1.7, §1.3).

The table is an argument, in the form of `resources/legal/description_rules.toml`: rules on wording with their patterns,
and demands on what must be said with the words that are offered.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from asiakasrekisteri.domain.description_places import Passage, Place, ReadDescription
from asiakasrekisteri.domain.findings import Finding, Severity
from asiakasrekisteri.domain.texts import _

SECTION_OF = {
    "controller": "controller",
    "contact": "contact",
    "register_name": "register",
    "purposes": "purposes",
    "basis": "purposes",
    "subjects": "subjects",
    "data": "contents",
    "sources": "sources",
    "recipients": "recipients",
    "transfers": "transfers",
    "protections": "protection",
    "retention": "retention",
    "rights": "rights",
    "automated": "automated",
    "necessity": "necessity",
}
"""The section of a description's form for each part that a heading of a text opens."""
_LONGEST_SHORT_FORM = 5
"""So many capitals may be a name by its letters, "DIN"; more are words in capitals."""


@dataclass(frozen=True, slots=True)
class WordingRule:
    """One rule on wording.

    Attributes:
        id: a stable English word.
        pattern: what is looked for.
        mend: patterns of the whole find, each with what is put in its place; the first that fits is offered.
        needs: words that the text must hold too, or None.
        parts: parts of a description that the rule is meant for; all when empty.
        explanation, source: what is wrong and by which provision, in Finnish.
        valid_from, valid_until: days between which the rule holds, both included.
    """

    id: str
    pattern: re.Pattern[str]
    severity: Severity
    explanation: str
    source: str
    valid_from: dt.date
    valid_until: dt.date | None = None
    mend: tuple[tuple[re.Pattern[str], str], ...] = ()
    needs: re.Pattern[str] | None = None
    parts: frozenset[str] = frozenset()

    def holds(self, day: dt.date) -> bool:
        """Tell whether the rule holds on a day."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True, slots=True)
class Demand:
    """Something that must be said: with the sentence that is offered and the heading it gets where there is none.

    `pattern` tells of a text that it has been said in a way that no list of the description has a place for.
    """

    id: str
    section: str
    severity: Severity
    explanation: str
    source: str
    heading: str = ""
    words: str = ""
    pattern: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class RuleTable:
    """All rules: on wording, and demands by their kinds "missing", "misplaced" and "vague"."""

    wording: tuple[WordingRule, ...]
    demands: Mapping[str, Mapping[str, Demand]] = field(default_factory=dict)


def rules_of(table: Mapping[str, Any]) -> RuleTable:
    """Return the rules of a table in the form of `resources/legal/description_rules.toml`."""
    kinds = {kind: rows for kind, rows in table.items() if kind != "rules"}
    return RuleTable(
        tuple(_rule(row) for row in table["rules"]),
        {kind: {name: _demand(kind, name, row) for name, row in rows.items()} for kind, rows in kinds.items()},
    )


def _rule(row: Mapping[str, Any]) -> WordingRule:
    return WordingRule(
        id=row["id"],
        pattern=_compiled(row["pattern"]),
        severity=row["severity"],
        explanation=row["explanation"],
        source=row["source"],
        valid_from=row["valid_from"],
        valid_until=row.get("valid_until"),
        mend=tuple((_compiled(find, re.DOTALL), put) for find, put in row.get("mend", ())),
        needs=_compiled(row["needs"]) if "needs" in row else None,
        parts=frozenset(row.get("parts", ())),
    )


def _demand(kind: str, name: str, row: Mapping[str, Any]) -> Demand:
    return Demand(
        id=f"{kind}_{name}",
        section=row["section"],
        severity=row["severity"],
        explanation=row["explanation"],
        source=row["source"],
        heading=row.get("heading", ""),
        words=row.get("words", ""),
        pattern=_compiled(row["pattern"]) if "pattern" in row else None,
    )


def _compiled(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Compile a pattern; a blank in it stands for any run of blanks, for a line may end there."""
    pieces = re.split(r"(\(\?<[!=][^()]*\))", pattern)  # what looks back has a length of its own and stays as it is
    spaced = (one if one.startswith("(?<") else one.replace(" ?", r"\s?").replace(" ", r"\s+") for one in pieces)
    return re.compile("".join(spaced), re.IGNORECASE | flags)


def wording_findings(read: ReadDescription, rules: RuleTable, day: dt.date) -> Iterator[Finding]:
    """Give the finds of the rules on wording that hold on a day, in the order of the table."""
    for rule in rules.wording:
        if not rule.holds(day) or (rule.needs and not rule.needs.search(read.text)):
            continue
        for match in rule.pattern.finditer(read.text):
            passage = _passage_at(read, match.end() - 1)
            if not rule.parts or rule.parts.intersection(passage.codes):
                yield _finding(rule, match, passage)


def _finding(rule: WordingRule, match: re.Match[str], passage: Passage) -> Finding:
    section = next((SECTION_OF[code] for code in passage.codes if code in SECTION_OF), "")
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        text=_(rule.explanation),
        suggestion=_mended(rule, match[0]),
        section=section,
        law=rule.source,
        quote=match[0],
        start=match.start(),
        end=match.end(),
    )


def _mended(rule: WordingRule, found: str) -> str:
    """Return what is put in place of a find, in capitals where it was written so; "" where only the author can tell."""
    for pattern, put in rule.mend:
        if match := pattern.fullmatch(found):
            words = match.expand(put)
            if found.isupper() and sum(map(str.isalpha, found)) > _LONGEST_SHORT_FORM:
                return words.upper()
            return words[:1].upper() + words[1:] if found[:1].isupper() else words
    return ""


def _passage_at(read: ReadDescription, offset: int) -> Passage:
    whole = Passage((), 0, 0, len(read.text))
    return next((passage for passage in read.passages if passage.start <= offset < passage.end), whole)


def place_after(read: ReadDescription, place: Place) -> int:
    """Return where a sentence can be put behind a place: after its last sign that is no blank."""
    return place.start + len(read.text[place.start : place.end].rstrip())
