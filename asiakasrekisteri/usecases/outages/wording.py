"""The texts that notices begin with, and how things are called in each language: data that come with the program."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from asiakasrekisteri.domain.outage_words import Language
from asiakasrekisteri.usecases.shipped import shipped

LANGUAGES = ("fi", "sv", "en")


@dataclass(frozen=True, slots=True)
class Words:
    """What is said in one language: "" for a subject or a text that nobody has written."""

    subject: str = ""
    text: str = ""


Texts = Mapping[str, Words]
"""The words of a notice by language."""


@cache
def language(code: str) -> Language:
    """Return how things are called in a language of notices."""
    said = shipped("messages", "outages.toml")[code]
    return Language(labels=said["labels"], nothing=said["nothing"], at=said["at"])


@cache
def template(kind: str) -> Texts:
    """Return what a notice of a kind begins with ("first", "update", "ended"), in each language."""
    data = shipped("messages", "outages.toml")
    return {code: Words(data[code][kind]["subject"], data[code][kind]["text"].strip()) for code in LANGUAGES}


def words_for(texts: Texts, code: str) -> tuple[str, Words]:
    """Return the language and the words for a recipient: Finnish where nothing has been written in hers."""
    found = texts.get(code)
    return (code, found) if found is not None and found.text.strip() else ("fi", texts["fi"])
