"""What changed from one version of a description to another, word by word and section by section."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from asiakasrekisteri.domain.description import Description, Purpose
from asiakasrekisteri.domain.formats import iso_day

_WORD = re.compile(r"\s+|\w+|[^\w\s]")
Kind = Literal["same", "removed", "added"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words that stayed, went or came."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class SectionChange:
    """One section of two versions: its code (see `findings.SECTION_TITLES`) and its words in order."""

    section: str
    pieces: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        """Whether anything in it is different."""
        return any(piece.kind != "same" for piece in self.pieces)


def compare_sections(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[SectionChange, ...]:
    """Return every section of either version with what changed in it, in the order of the later one."""
    names = list(dict.fromkeys([*after, *before]))
    return tuple(
        SectionChange(name, tuple(word_changes(before.get(name, ""), after.get(name, ""))))
        for name in names
        if before.get(name) or after.get(name)
    )


def word_changes(before: str, after: str) -> Iterator[Piece]:
    """Yield what stayed, went and came between two texts; whole words, never parts of one."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(old[a:b]))
            continue
        if a < b:
            yield Piece("removed", "".join(old[a:b]))
        if c < d:
            yield Piece("added", "".join(new[c:d]))


def section_texts(own: Description, contents: tuple[Mapping[str, Any], ...] = ()) -> dict[str, str]:
    """Return what each section of a version says, a statement on each line.

    Args:
        own: the firm's words.
        contents: the categories of the catalogue as the version holds them (`CategoryContent` as plain data).
    """
    controller, contact = own.controller, own.contact
    lines: dict[str, list[str]] = {
        "controller": [controller.name, controller.business_id, controller.address, controller.phone, controller.email],
        "contact": [
            *(
                contact.name,
                contact.address,
                contact.phone,
                contact.email,
                iso_day(contact.since),
                iso_day(contact.until),
            ),
            *(own.officer.name, own.officer.email),
        ],
        "register": [own.register_name, *own.parts, iso_day(own.dated)],
        "purposes": [" – ".join(filter(None, _purpose(p))) for p in own.purposes],
        "subjects": [group.text for group in own.subject_groups],
        "contents": [c.text for c in own.data_categories]
        + [f"{c['title']}: {'; '.join(c['fields'])}" for c in contents],
        "sources": [": ".join(filter(None, (s.name, s.what))) for s in own.sources],
        "recipients": [_recipient(r.name, r.task, r.country, r.dpa_signed_on) for r in own.recipients],
        "transfers": [own.transfers.text or own.transfers.outside_eea, *map(_transfer, own.transfers.places)],
        "retention": [r.text for r in own.retention] + [f"{c['title']}: {c['keep']}" for c in contents if c["keep"]],
        "protection": [p.text for p in own.protections],
        "necessity": [own.necessity],
        "automated": [own.automated],
        "rights": [right.text for right in own.rights],
    }
    return {name: "\n".join(filter(None, said)) for name, said in lines.items()}


def _purpose(one: Purpose) -> tuple[str, ...]:
    return one.text, one.basis or "", one.interest, one.balancing, iso_day(one.balanced_on), one.balanced_by


def _recipient(*parts: str) -> str:
    name, task, country, signed = parts
    return ", ".join(filter(None, (name, task, country, iso_day(signed))))


def _transfer(place: Any) -> str:
    return ", ".join(filter(None, (place.recipient, place.country, place.mechanism, place.reference)))
