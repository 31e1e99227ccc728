"""The words of a newsletter by language, and which of them a recipient gets: her own, Finnish where there are none."""

from collections.abc import Mapping
from typing import NamedTuple

from asiakasrekisteri.domain.texts import LANGUAGES
from asiakasrekisteri.store.models import Campaign


class Words(NamedTuple):
    """What is said in one language."""

    subject: str
    text: str


def field_names(code: str) -> tuple[str, str]:
    """Return the fields of a newsletter that hold its subject and text in a language."""
    end = "" if code == "fi" else f"_{code}"
    return f"subject{end}", f"body{end}"


def texts_of(campaign: Campaign) -> dict[str, Words]:
    """Return the words in every language, Finnish first; "" where nothing has been written."""
    return {code: Words(*(getattr(campaign, name) or "" for name in field_names(code))) for code in LANGUAGES}


def words_for(texts: Mapping[str, Words], language: str) -> tuple[str, Words]:
    """Return the language and the words that somebody gets."""
    found = texts.get(language)
    return (language, found) if found is not None and found.text.strip() else ("fi", texts["fi"])
