"""A structured description reworded as a finding on its written text offers; all other words stay their author's."""

from dataclasses import replace
from typing import Any

from asiakasrekisteri.domain.description import Description, Transfers
from asiakasrekisteri.domain.description_places import LISTS
from asiakasrekisteri.domain.description_writing import write_out
from asiakasrekisteri.domain.findings import Finding

_OPEN = "[täydennä"
"""Begins what only the author can fill in."""
_WHOLE = ("necessity", "automated")
"""Parts that consist of one text, which an offered sentence can begin."""
_FIELDS = ("text", "what", "task", "interest", "name")


def reworded(own: Description, finding: Finding) -> Description | None:
    """Return the description with the offered words in place of those at fault, or with the sentence that it lacks.

    None where the finding offers no words of its own, where they must be completed by the author, or where what is at
    fault is not the firm's own text.
    """
    if finding.start is None or not finding.suggestion.strip() or _OPEN in finding.suggestion:
        return None
    if not finding.quote:
        return _begun(own, finding)
    for key, places in write_out(own).places.items():
        for number, place in enumerate(places):
            if place.start <= finding.start < place.end:
                return _put(own, key, number, finding)
    return None


def _begun(own: Description, finding: Finding) -> Description | None:
    if finding.section not in _WHOLE or getattr(own, finding.section):
        return None
    words: dict[str, Any] = {finding.section: finding.suggestion.strip().split("\n")[-1]}
    return replace(own, **words)


def _put(own: Description, key: str, number: int, finding: Finding) -> Description | None:
    if key in LISTS and key != "unplaced":
        rows = list(getattr(own, key))
        mended = _changed(rows[number], finding)
        rows[number] = mended
        whole: dict[str, Any] = {key: tuple(rows)}
        return replace(own, **whole) if mended is not None else None
    if key == "transfers":
        said = _changed(own.transfers, finding)
        return replace(own, transfers=said) if isinstance(said, Transfers) else None
    if key in {*_WHOLE, "register_name"} and finding.quote in getattr(own, key):
        words: dict[str, Any] = {key: _swapped(getattr(own, key), finding)}
        return replace(own, **words)
    return None


def _changed(row: Any, finding: Finding) -> Any | None:
    """Return a row with the quoted words replaced in the first of its fields that has them."""
    for name in _FIELDS:
        said = getattr(row, name, "")
        if isinstance(said, str) and finding.quote in said:
            return replace(row, **{name: _swapped(said, finding)})
    return None


def _swapped(text: str, finding: Finding) -> str:
    return text.replace(finding.quote, finding.suggestion, 1)
