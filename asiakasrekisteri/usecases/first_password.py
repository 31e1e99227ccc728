"""A first password to give to a colleague: four Finnish words that can be said over a desk and typed without a slip."""

import secrets
from functools import cache
from importlib import resources

WORDS = 4


@cache
def words() -> tuple[str, ...]:
    """Return the words that passwords are made of."""
    file = resources.files("asiakasrekisteri.resources").joinpath("words", "fi.txt")
    return tuple(file.read_text(encoding="utf-8").split())


def suggest_password() -> str:
    """Return four words drawn by chance: over thirty bits, enough for a password that is changed at the first login."""
    return " ".join(secrets.choice(words()) for _n in range(WORDS))
