"""Data files that come with the program."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def shipped(folder: str, name: str) -> dict[str, Any]:
    """Return a data file of the program."""
    file = resources.files("asiakasrekisteri.resources").joinpath(folder, name)
    return tomllib.loads(file.read_text(encoding="utf-8"))
