"""Checks of a register description against the law: of a text at hand, and of the office's own."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asiakasrekisteri.domain.answering import unweighed_interests
from asiakasrekisteri.domain.description import Description
from asiakasrekisteri.domain.description_check import check
from asiakasrekisteri.domain.description_places import ReadDescription
from asiakasrekisteri.domain.description_rules import RuleTable, rules_of
from asiakasrekisteri.domain.description_writing import write_out
from asiakasrekisteri.domain.findings import Finding, in_order
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.exchange.description_text import read_placed, read_placed_file
from asiakasrekisteri.exchange.vocabulary import vocabulary
from asiakasrekisteri.reports.description_parts import hints_at_profiling
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.privacy.description import read_description
from asiakasrekisteri.usecases.privacy.registers import register_of
from asiakasrekisteri.usecases.privacy.truthfulness import contradictions_of

_TOLD_BY_PROGRAM = frozenset({"contents", "retention", "rights", "complaint"})
"""Sections that the documents fill from the catalogue, the rules of keeping and the law where the firm is silent."""


@dataclass(frozen=True, slots=True)
class CheckedText:
    """A text that was read, and what the law finds in it."""

    read: ReadDescription
    findings: tuple[Finding, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the description and its findings in the shape of `description import --json`."""
        return {**self.read.description.as_json(), "findings": [one.as_json() for one in self.findings]}


def rule_table() -> RuleTable:
    """Return the shipped rules."""
    return rules_of(vocabulary("description_rules", "legal"))


def check_read(read: ReadDescription, day: dt.date) -> tuple[Finding, ...]:
    """Return what the law finds in a description as it stands on a day."""
    return check(read, rule_table(), day)


def check_text(text: str, day: dt.date) -> CheckedText:
    """Read and check a text. Nothing is stored."""
    read = read_placed(text)
    return CheckedText(read, check_read(read, day))


def check_file(file: Path, day: dt.date) -> CheckedText:
    """Read and check a text, HTML, PDF or DOCX file. Nothing is stored.

    Raises:
        ExchangeError: the file cannot be read or holds no text.
    """
    read = read_placed_file(file)
    return CheckedText(read, check_read(read, day))


def law_of(own: Description, day: dt.date) -> tuple[Finding, ...]:
    """Return what the law finds in an office's own words; what every document says by itself is not asked of them."""
    found = (one for one in check_read(write_out(own), day) if not _is_told(one, own))
    return (*found, *unweighed_interests(own))


def _is_told(finding: Finding, own: Description) -> bool:
    """Tell whether every document says by itself what the text is found to lack."""
    if not finding.rule.startswith("missing_"):
        return False
    by_contract = finding.section == "necessity" and any(one.basis == "contract" for one in own.purposes)
    none_made = finding.section == "automated" and not hints_at_profiling(own)
    return finding.section in _TOLD_BY_PROGRAM or by_contract or none_made


@use_case(Permission.DESCRIPTION_READ, discloses=nothing, writes=False)
def check_own(work: Work) -> CheckedText:
    """Check the office's own description as it stands against the law, and against what the store really holds."""
    read = write_out(read_description.body(work).description)
    untrue = contradictions_of(work, register_of(work), read.description)
    return CheckedText(read, in_order([*untrue, *law_of(read.description, work.today)]))
