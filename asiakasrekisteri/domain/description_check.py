"""Checks a register description against the law, and mends it in the author's own words."""

import datetime as dt

from asiakasrekisteri.domain.description_demands import demand_findings
from asiakasrekisteri.domain.description_places import ReadDescription
from asiakasrekisteri.domain.description_rules import RuleTable, wording_findings
from asiakasrekisteri.domain.errors import StaleRecordError
from asiakasrekisteri.domain.findings import Finding, in_order
from asiakasrekisteri.domain.texts import _


def check(read: ReadDescription, rules: RuleTable, day: dt.date) -> tuple[Finding, ...]:
    """Return what the law finds in a description as it stands on a day, the gravest first.

    Whether it tells the truth of a store is another check: this one knows the text alone.
    """
    return in_order([*wording_findings(read, rules, day), *demand_findings(read, rules)])


def can_mend(finding: Finding) -> bool:
    """Tell whether a finding offers words for the text; otherwise only the author can mend it."""
    return finding.start is not None and finding.end is not None and bool(finding.suggestion)


def apply(finding: Finding, text: str) -> str:
    """Return the text with a finding's words in their place; nothing else of it changes.

    Raises:
        StaleRecordError: the text is no longer what the finding was made of, or the finding offers no words.
    """
    start, end = finding.start, finding.end
    if start is None or end is None or not finding.suggestion or text[start:end] != finding.quote or start > len(text):
        raise StaleRecordError(_("Teksti on muuttunut tarkistuksen jälkeen. Tarkista se uudelleen."))
    return text[:start] + finding.suggestion + text[end:]
