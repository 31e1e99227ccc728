"""Which program a table of customers comes from, told by its heads: `resources/vocabulary/programs.toml`."""

from collections.abc import Sequence

from asiakasrekisteri.exchange.vocabulary import vocabulary


def program_of(heads: Sequence[str]) -> str:
    """Return the name of the program that writes these heads, "" where none is known to."""
    said = {" ".join(head.casefold().split()) for head in heads}
    for one in vocabulary("programs")["program"]:
        if said >= set(one["all"]) and (not one.get("any") or said & set(one["any"])):
            return str(one["name"])
    return ""
