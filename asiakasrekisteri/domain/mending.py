"""A description mended by the suggestion of a finding; everything else stays in its author's words."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from asiakasrekisteri.domain.categories import CATEGORY_TITLES
from asiakasrekisteri.domain.description import (
    Description,
    Purpose,
    RecipientStatement,
    SourceStatement,
    Statement,
    Transfer,
)
from asiakasrekisteri.domain.findings import Finding
from asiakasrekisteri.domain.recipients_told import said_of
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.domain.truth import CATEGORY_OF, RIGHT_OF, Facts

Mender = Callable[[Description, Finding, Facts], Description]


def mended(own: Description, finding: Finding, facts: Facts) -> Description | None:
    """Return the description mended; None where only its author can tell what is true."""
    mend = _MENDERS.get(finding.rule)
    return mend(own, finding, facts) if mend is not None and finding.subject else None


def _source(own: Description, finding: Finding, facts: Facts) -> Description:
    known = {one.name: SourceStatement(one.kind, one.name, one.what) for one in facts.sources}
    new = known.get(finding.subject) or SourceStatement("commercial", finding.subject, _("Maksukyvyn tarkistaminen"))
    return replace(own, sources=(*own.sources, new))


def _recipient(own: Description, finding: Finding, facts: Facts) -> Description:
    known = next((one for one in facts.recipients if one.name == finding.subject), None)
    other = RecipientStatement("controller", finding.subject, _("verkkotunnusten rekisteröinti"))
    new = other if known is None else known.statement()
    return replace(own, recipients=(*own.recipients, new))


def _recipient_anew(own: Description, finding: Finding, facts: Facts) -> Description:
    """Take country and contract from the store; the author's words for the task stay."""
    known = next(one for one in facts.recipients if one.name == finding.subject)
    said = said_of(own, known)
    assert said is not None
    new = replace(
        said,
        country=known.country or said.country,
        dpa_signed_on=known.contract or said.dpa_signed_on,
        business_id=known.business_id or said.business_id,
    )
    return replace(own, recipients=tuple(new if one is said else one for one in own.recipients))


def _transfer(own: Description, finding: Finding, facts: Facts) -> Description:
    """Enter the transfer, with its ground where it is recorded; a sentence that denied transfers goes."""
    name, _bar, country = finding.subject.rpartition("|")
    known = next((one for one in facts.transfers if (one.recipient, one.country) == (name, country)), None)
    new = Transfer(name, country) if known is None else Transfer(name, country, known.mechanism, known.reference)
    said = own.transfers
    text = "" if said.outside_eea == "no" else said.text
    places = (*said.places, new)
    return replace(own, transfers=replace(said, outside_eea="yes", text=text, places=places))


def _category(own: Description, finding: Finding, _facts: Facts) -> Description:
    title = next((_(title) for category, title in CATEGORY_TITLES.items() if category == finding.subject), "")
    return replace(own, data_categories=(*own.data_categories, Statement(finding.subject, title)))


def _retention(own: Description, finding: Finding, facts: Facts) -> Description:
    def told(category: str) -> bool:
        return finding.subject in CATEGORY_OF.get(category, (category,))

    times = facts.times.get(finding.subject, "")
    rows = tuple(
        replace(one, text=times) if told(one.category) and one.text == finding.quote else one for one in own.retention
    )
    return replace(own, retention=rows)


def _right(own: Description, finding: Finding, _facts: Facts) -> Description:
    kept = (one for one in own.rights if one.code is None or RIGHT_OF.get(one.code, one.code) != finding.subject)
    return replace(own, rights=tuple(kept))


def _marketing(own: Description, finding: Finding, _facts: Facts) -> Description:
    """Enter the purpose, its basis still to be chosen."""
    return replace(own, purposes=(*own.purposes, Purpose(finding.subject, _("uutiskirje ja suoramarkkinointi"), None)))


def _refusal(own: Description, finding: Finding, _facts: Facts) -> Description:
    text = _("Suoramarkkinoinnin voit kieltää milloin tahansa ja maksutta.")
    return replace(own, rights=(*own.rights, Statement(finding.subject, text)))


_MENDERS: Mapping[str, Mender] = {
    "source-missing": _source,
    "recipient-missing": _recipient,
    "recipient-differs": _recipient_anew,
    "transfer-missing": _transfer,
    "category-missing": _category,
    "retention-differs": _retention,
    "right-not-given": _right,
    "marketing-missing": _marketing,
    "marketing-right-missing": _refusal,
}
