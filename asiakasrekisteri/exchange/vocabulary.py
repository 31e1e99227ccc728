"""The vocabularies in `resources/vocabulary`: what readers recognise, kept as data."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from asiakasrekisteri.domain.words import fold


@cache
def vocabulary(name: str, folder: str = "vocabulary") -> dict[str, Any]:
    """Return the parsed `resources/<folder>/<name>.toml`. It is shared: do not alter it."""
    file = resources.files("asiakasrekisteri") / "resources" / folder / f"{name}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def squeeze(text: str) -> str:
    """Return the letters and digits of a text in small letters without diacritics: "Y-tunnus *" becomes "ytunnus"."""
    return "".join(c for c in fold(text) if c.isalnum())


@cache
def codes(name: str, table: str) -> dict[str, str]:
    """Return a table of `code = [words]` turned round: squeezed word to code."""
    rows: dict[str, list[str]] = vocabulary(name)[table]
    return {squeeze(word): code for code, words in rows.items() for word in words}
