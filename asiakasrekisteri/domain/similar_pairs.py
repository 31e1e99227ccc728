"""Finds all pairs of a register that may be one person, without comparing everybody with everybody."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from asiakasrekisteri.domain.progress import Progress
from asiakasrekisteri.domain.similar import Known, Likeness, candidate_keys, common_values, likeness

_REPORTED = 1000


def similar_pairs(persons: Sequence[Known], progress: Progress) -> Iterator[tuple[Known, Known, Likeness]]:
    """Give each pair that may be one person, once, in no order.

    Args:
        persons: everybody, each row once.
        progress: told how many groups have been looked through.

    Raises:
        CancelledError: the user cancelled.
    """
    common = common_values(persons)
    keys = [frozenset(map(hash, candidate_keys(person, common))) for person in persons]
    groups: dict[int, list[int]] = defaultdict(list)
    for place, own in enumerate(keys):
        for key in own:
            groups[key].append(place)
    for done, (key, places) in enumerate(groups.items()):
        if done % _REPORTED == 0:
            progress.report(done, len(groups))
        for a, b in combinations(places, 2):
            if min(keys[a] & keys[b]) != key:  # the pair is looked at in another of its groups
                continue
            found = likeness(persons[a], persons[b], common)
            if found is not None:
                yield persons[a], persons[b], found
