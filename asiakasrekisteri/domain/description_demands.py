"""What a register description must say, and what it may not promise, by what was read of it (GDPR Art. 6–30).

Each finding is a place where words are put; the author's own words stay as they are.
"""

from collections.abc import Iterator

from asiakasrekisteri.domain.description import Description
from asiakasrekisteri.domain.description_places import Place, ReadDescription
from asiakasrekisteri.domain.description_rules import SECTION_OF, Demand, RuleTable, place_after
from asiakasrekisteri.domain.findings import Finding
from asiakasrekisteri.domain.texts import _

_MARKETING = frozenset({"direct_marketing", "newsletter"})
_ALWAYS = ("access", "rectification", "restriction", "complaint")
_LISTS = {
    "purposes": "purposes",
    "subjects": "subject_groups",
    "data": "data_categories",
    "sources": "sources",
    "recipients": "recipients",
    "retention": "retention",
    "protections": "protections",
}
_PART_OF = {section: part for part, section in reversed(SECTION_OF.items())}


def demand_findings(read: ReadDescription, rules: RuleTable) -> Iterator[Finding]:
    """Give what is missing, what does not belong to the bases named, and what says too little."""
    missing = rules.demands.get("missing", {})
    for name in [*_missing(read.description), *_missing_rights(read.description)]:
        demand = missing.get(name)
        if demand and not (demand.pattern and demand.pattern.search(read.text)):
            yield _added(read, demand)
    yield from _misplaced(read, rules)
    yield from _vague(read, rules)


def _missing(said: Description) -> Iterator[str]:
    firm = said.controller
    held = {
        "controller": firm.name,
        "business_id": firm.business_id,
        "reachable": firm.address or firm.phone or firm.email,
        "register_name": said.register_name,
        **{name: getattr(said, part) for name, part in _LISTS.items()},
        "transfers": said.transfers.outside_eea != "unknown",
        "automated": said.automated,
        "necessity": said.necessity,
        "basis": not said.purposes or any(purpose.basis for purpose in said.purposes),
        "interest": "legitimate_interest" not in bases(said) or any(purpose.interest for purpose in said.purposes),
    }
    yield from (name for name, value in held.items() if not value)


def _missing_rights(said: Description) -> Iterator[str]:
    """Give the rights that the bases bring and the text does not name; without bases those that everybody has."""
    named = {right.code for right in said.rights}
    due = [right for right in (*_ALWAYS, *rights_by_basis(said)) if right not in named]
    if "marketing_objection" in due and "objection" in named:
        due.remove("marketing_objection")
    yield from dict.fromkeys(due)


def bases(said: Description) -> frozenset[str]:
    """Return the legal bases that the purposes rest on."""
    return frozenset(purpose.basis for purpose in said.purposes if purpose.basis)


def rights_by_basis(said: Description) -> tuple[str, ...]:
    """Return the rights that follow from the bases named (Art. 7, 17, 20, 21); marketing may always be objected to."""
    held = bases(said)
    marketing = any(purpose.code in _MARKETING for purpose in said.purposes)
    following = {
        "erasure": held != {"legal_obligation"},
        "objection": bool(held & {"legitimate_interest", "public_interest"}),
        "marketing_objection": marketing,
        "portability": bool(held & {"consent", "contract"}),
        "withdraw_consent": "consent" in held,
    }
    return tuple(right for right, follows in following.items() if follows)


def _misplaced(read: ReadDescription, rules: RuleTable) -> Iterator[Finding]:
    """Give the rights that the bases named do not bring, if bases are named at all."""
    said = read.description
    due = {*rights_by_basis(said), *(["objection"] if "marketing_objection" in rights_by_basis(said) else [])}
    for name, demand in rules.demands.get("misplaced", {}).items():
        if not bases(said) or name in due or (demand.pattern and demand.pattern.search(read.text)):
            continue
        places = read.places.get("rights", ())
        at = next((places[i] for i, right in enumerate(said.rights) if right.code == name and i < len(places)), None)
        if at:
            yield _behind(read, demand, at)


def _vague(read: ReadDescription, rules: RuleTable) -> Iterator[Finding]:
    demands = rules.demands.get("vague", {})
    said = read.description
    transfer, processor = demands.get("transfer"), demands.get("processor")
    places = read.places.get("transfers", ())
    vague = said.transfers.outside_eea in {"yes", "if_needed"} and not any(
        one.mechanism for one in said.transfers.places
    )
    if transfer and vague and places and not _said(transfer, said.transfers.text):
        yield _behind(read, transfer, places[-1])
    unnamed = [
        place
        for place, one in zip(read.places.get("recipients", ()), said.recipients, strict=False)
        if one.kind == "processor" and not one.name
    ]
    if processor and unnamed and not _said(processor, read.text):
        yield _behind(read, processor, unnamed[-1])


def _said(demand: Demand, text: str) -> bool:
    return demand.pattern is not None and demand.pattern.search(text) is not None


def _added(read: ReadDescription, demand: Demand) -> Finding:
    """Offer the demand's words at the end of its part, below a heading of their own where the text has no such part."""
    if not demand.words:
        known = read.places.get("controller.name", ()) if demand.section == "controller" else ()
        return _finding(demand, "", next(iter(known), Place(0, 0)), read)
    passage = read.passage(_PART_OF[demand.section]) if demand.section in _PART_OF else None
    if passage is not None:
        at = _last_said(read, Place(passage.body, passage.end))
        words = f"\n{demand.words}"
    else:
        at = len(read.text.rstrip())
        words = f"\n\n{demand.heading}\n\n{demand.words}\n"
    return _finding(demand, words, Place(at, at), read)


def _last_said(read: ReadDescription, within: Place) -> int:
    """Return where the last statement within a place ends: what stands below it may be a page's and not the text's."""
    said = [place for name, places in read.places.items() if name != "unplaced" for place in places]
    ends = [place_after(read, place) for place in said if within.start <= place.start and place.end <= within.end]
    return max(ends, default=place_after(read, within))


def _behind(read: ReadDescription, demand: Demand, place: Place) -> Finding:
    """Offer the demand's words behind the author's sentence, which is quoted and stays as it is."""
    end = place_after(read, place)
    sentence = read.text[place.start : end]
    stop = "" if sentence.endswith((".", "!", "?")) else "."
    return _finding(demand, f"{sentence}{stop} {demand.words}", Place(place.start, end), read)


def _finding(demand: Demand, suggestion: str, place: Place, read: ReadDescription) -> Finding:
    return Finding(
        rule=demand.id,
        severity=demand.severity,
        text=_(demand.explanation),
        suggestion=suggestion,
        section=demand.section,
        law=demand.source,
        quote=read.text[place.start : place.end],
        start=place.start,
        end=place.end,
    )
