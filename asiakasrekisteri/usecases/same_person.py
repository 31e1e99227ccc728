"""Which records may be the same natural person: proposed by the program, decided by a human, parted again if wrong.

Nothing is merged (GDPR Art. 5(1)(d)): linked records keep everything of theirs and are shown, extracted and erased
together.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from sqlalchemy import BindParameter, CompoundSelect, bindparam, or_, select

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.personname import list_form
from asiakasrekisteri.domain.progress import SILENT, Progress
from asiakasrekisteri.domain.similar import THRESHOLD, Known, Likeness, common_values, likeness
from asiakasrekisteri.domain.similar_pairs import similar_pairs
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import ContactRole, Customer, Person, PersonLink
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import Saved, from_source
from asiakasrekisteri.usecases.gate import Seen, nothing, use_case
from asiakasrekisteri.usecases.known_persons import candidates, known_everybody, known_of
from asiakasrekisteri.usecases.records import got
from asiakasrekisteri.usecases.restrictions import forget_restrictions, require_free, restricted_persons
from asiakasrekisteri.usecases.sameness import same_persons

Verdict = Literal["same", "different"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A record that may be the same person.

    Attributes:
        person_id, name: the other record, last name first.
        where: the customers she is found at.
        score: 50–99.
        reasons: in words, the weightiest first.
    """

    person_id: int
    name: str
    where: tuple[str, ...]
    score: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SuggestedPair:
    """Two records that may be one person, with the score (50–99) and the reasons in words."""

    person_id: int
    name: str
    other_id: int
    other_name: str
    score: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Linked:
    """A decision that two records are the same person, seen from one of the group.

    Attributes:
        link_id: of the decision, by which it is parted.
        person_id, name: the record that is linked, last name first.
        where: the customers she is found at.
        decided_on: ISO day.
        reason: in words, or empty.
    """

    link_id: int
    person_id: int
    name: str
    where: tuple[str, ...]
    decided_on: str
    reason: str


def _suggested(found: Iterable[Suggestion]) -> Sequence[Seen]:
    return [Seen("person", one.person_id, one.person_id) for one in found]


@use_case(Permission.PERSON_READ, discloses=_suggested)
def suggest_same(work: Work, person_id: int) -> tuple[Suggestion, ...]:
    """Return the records that may be this same person, the likeliest first; decided pairs are not among them.

    Found by shared telephones, e-mail addresses and user IDs, and by names that begin alike: index lookups only. What a
    look at the whole register would find besides, `all_suggestions` does.
    """
    own = same_persons(work, person_id)
    if restricted_persons(work).intersection(own):
        return ()
    got(work, Person, person_id)
    mine = known_of(work, [person_id])[person_id]
    known = {person_id: mine} | known_of(work, candidates(work, mine))
    common = common_values(known.values())
    left_out = {*own, *_decided_with(work, person_id), *restricted_persons(work)}
    found = {other.id: likeness(mine, other, common) for other in known.values() if other.id not in left_out}
    return _suggestions(work, known, {other: alike for other, alike in found.items() if alike is not None})


def _suggestions(work: Work, known: dict[int, Known], found: dict[int, Likeness]) -> tuple[Suggestion, ...]:
    where = found_at(work, list(found))
    suggestions = [
        Suggestion(other, _listed(known[other]), tuple(where.get(other, ())), alike.score, alike.reasons)
        for other, alike in found.items()
    ]
    return tuple(sorted(suggestions, key=lambda one: (-one.score, one.name, one.person_id)))


@dataclass(frozen=True, slots=True)
class Everybody:
    """What pairs are looked for in: all persons, and whom not to propose together. Plain data: no store is needed.

    Attributes:
        known: everybody, each row once.
        decided: pairs that a human has decided of, the lesser id first.
        groups: for each linked record the least id of its group.
        restricted: persons who are not to be joined meanwhile.
    """

    known: tuple[Known, ...]
    decided: frozenset[tuple[int, int]]
    groups: Mapping[int, int]
    restricted: frozenset[int]


@use_case(Permission.PERSON_READ, discloses=nothing, writes=False)
def everybody(work: Work) -> Everybody:
    """Return what `pairs_among` looks through, so that its minutes do not keep others from the store."""
    return Everybody(tuple(known_everybody(work)), _decided_pairs(work), _groups(work), restricted_persons(work))


def pairs_among(
    all_of_them: Everybody, least: int = THRESHOLD, progress: Progress = SILENT
) -> tuple[SuggestedPair, ...]:
    """Return the pairs that may be one person and are not decided of, the likeliest first. Long work, without a store.

    Raises:
        CancelledError: the user stopped it.
    """
    pairs = []
    for a, b, alike in similar_pairs(all_of_them.known, progress):
        one, other = sorted((a, b), key=lambda person: person.id)
        ids, groups = (one.id, other.id), all_of_them.groups
        joined = groups.get(one.id, one.id) == groups.get(other.id, other.id)
        if alike.score >= least and not (joined or ids in all_of_them.decided or all_of_them.restricted & {*ids}):
            pairs.append(SuggestedPair(one.id, _listed(one), other.id, _listed(other), alike.score, alike.reasons))
    return tuple(sorted(pairs, key=lambda pair: (-pair.score, pair.name, pair.person_id, pair.other_id)))


@use_case(Permission.PERSON_READ, discloses=nothing, writes=False)
def all_suggestions(work: Work, least: int = THRESHOLD) -> tuple[SuggestedPair, ...]:
    """Look through the whole register in one call, as a command line does; a window calls `everybody`, `pairs_among`.

    What is shown of them a moment is logged by `note_seen`.

    Args:
        work: the unit of work; its progress is told how far it is, and may cancel it.
        least: the least score, 50–99.

    Raises:
        CancelledError: the user stopped it.
    """
    return pairs_among(everybody.body(work), least, work.progress)


@use_case(Permission.PERSON_READ, discloses=nothing, writes=False)
def undecided(work: Work, pairs: Collection[tuple[int, int]]) -> frozenset[tuple[int, int]]:
    """Return the pairs that still wait for a decision: decided on, joined, restricted or erased since are not."""
    decided, groups, restricted = _decided_pairs(work), _groups(work), restricted_persons(work)
    there = frozenset(work.session.scalars(select(Person.id)))
    return frozenset(
        pair
        for pair in pairs
        if pair not in decided
        and there.issuperset(pair)
        and not restricted.intersection(pair)
        and groups.get(pair[0], pair[0]) != groups.get(pair[1], pair[1])
    )


@use_case(Permission.PERSON_WRITE, discloses=nothing)
def decide_same(work: Work, person_id: int, other_id: int, verdict: Verdict, reason: str = "") -> Saved:
    """Decide that two records are the same person, or that they are not. It can be undone, and decided anew.

    Raises:
        NotFoundError: either has been removed.
        RestrictedError: the processing of the data of either is restricted: they are not joined meanwhile.
    """
    if person_id == other_id:
        raise InvalidInputError([FieldError("other_id", _("Valitse kaksi eri tietuetta."))])
    from_source(work, "staff")
    first, second = sorted((got(work, Person, person_id).id, got(work, Person, other_id).id))
    require_free(work, first)
    require_free(work, second)
    pair = (PersonLink.person_id == first) & (PersonLink.other_id == second)
    link = work.session.scalar(select(PersonLink).where(pair)) or PersonLink(person_id=first, other_id=second)
    link.verdict, link.decided_on, link.reason = verdict, work.today, reason.strip() or None
    return _stored(work, link)


def _stored(work: Work, link: PersonLink) -> Saved:
    work.session.add(link)
    work.session.flush()
    work.changed.update({("person", link.person_id), ("person", link.other_id)})
    forget_restrictions(work)
    return Saved(link.id, work.log_number)


@use_case(Permission.PERSON_WRITE, discloses=nothing)
def part(work: Work, link_id: int) -> Saved:
    """Take back a decision on two records, however long ago it was made; both keep everything of theirs.

    Raises:
        NotFoundError: it has been taken back already.
        RestrictedError: the processing of the data of either is restricted.
    """
    from_source(work, "staff")
    link = got(work, PersonLink, link_id)
    require_free(work, link.person_id)
    require_free(work, link.other_id)
    work.session.delete(link)
    work.session.flush()
    work.changed.update({("person", link.person_id), ("person", link.other_id)})
    forget_restrictions(work)
    return Saved(link_id, work.log_number)


def _linked(found: Iterable[Linked]) -> Sequence[Seen]:
    return [Seen("person", one.person_id, one.person_id) for one in found]


@use_case(Permission.PERSON_READ, discloses=_linked)
def linked_persons(work: Work, person_id: int) -> tuple[Linked, ...]:
    """Return the records that are linked to a person's own as the same person, in the order of the decisions."""
    ids = same_persons(work, person_id)
    links = work.session.scalars(
        select(PersonLink)
        .where(PersonLink.verdict == "same", PersonLink.person_id.in_(ids))
        .order_by(PersonLink.decided_on, PersonLink.id)
    ).all()
    if not links:
        return ()
    names, where = known_of(work, ids), found_at(work, ids)
    ends = [(link, link.person_id if link.other_id == person_id else link.other_id) for link in links]
    return tuple(
        Linked(
            link.id, end, _listed(names[end]), tuple(where.get(end, ())), link.decided_on.isoformat(), link.reason or ""
        )
        for link, end in ends
    )


def found_at(work: Work, ids: Collection[int]) -> dict[int, list[str]]:
    """Return the customers that each person acts for or is."""
    names: dict[int, list[str]] = {}
    for person_id, name in work.session.execute(_found_at(), {"ids": list(ids)}):
        names.setdefault(person_id, []).append(name)
    return names


@cache
def _found_at() -> CompoundSelect[int, str]:
    ids: BindParameter[int] = bindparam("ids", expanding=True)
    roles = select(ContactRole.person_id, Customer.name).join(Customer, Customer.id == ContactRole.customer_id)
    own = select(Customer.person_id, Customer.name)
    return roles.where(ContactRole.person_id.in_(ids)).union(own.where(Customer.person_id.in_(ids)))


def _listed(person: Known) -> str:
    return list_form(person.first_names, person.last_name)


def _decided_with(work: Work, person_id: int) -> set[int]:
    links = select(PersonLink.person_id, PersonLink.other_id).where(
        or_(PersonLink.person_id == person_id, PersonLink.other_id == person_id)
    )
    return {end for pair in work.session.execute(links) for end in pair}


def _decided_pairs(work: Work) -> frozenset[tuple[int, int]]:
    pairs = work.session.execute(select(PersonLink.person_id, PersonLink.other_id))
    return frozenset((min(pair), max(pair)) for pair in pairs)


def _groups(work: Work) -> dict[int, int]:
    """Return the least id of its group for each linked record."""
    linked = select(PersonLink.person_id).where(PersonLink.verdict == "same")
    groups = [same_persons(work, start) for start in work.session.scalars(linked).all()]
    return {one: min(group) for group in groups for one in group}
