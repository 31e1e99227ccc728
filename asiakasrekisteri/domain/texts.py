"""The user's language: Finnish texts are the message ids, Swedish and English are looked up.

`_` translates at the moment of use and is never called while modules load; `N_` only marks a text for the catalogue.
Letters and registers to data subjects follow the reader's language, not the window's: they are made inside `speaking`.
"""

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib import resources

LANGUAGES = ("fi", "sv", "en")
_chosen = {"language": "fi"}
_speaking: ContextVar[str] = ContextVar("speaking", default="")


@cache
def translation(language: str) -> gettext.NullTranslations:
    """Return the translations of a language; Finnish, or a language without a catalogue, gives the ids themselves."""
    file = resources.files("asiakasrekisteri.resources").joinpath("locale", language, "LC_MESSAGES", "messages.mo")
    if language == "fi" or not file.is_file():
        return gettext.NullTranslations()
    with file.open("rb") as stream:
        return gettext.GNUTranslations(stream)


def set_language(language: str) -> None:
    """Choose the language of the window or command line: fi, sv or en."""
    _chosen["language"] = language


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Use another language than the window's inside the block, on this thread: a letter's or a register's own."""
    token = _speaking.set(language)
    try:
        yield
    finally:
        _speaking.reset(token)


def language_in_use() -> str:
    """Return the language spoken now: the letter's inside `speaking`, otherwise the one chosen last."""
    return _speaking.get() or _chosen["language"]


def _(message: str) -> str:
    """Translate a text the user sees."""
    return translation(language_in_use()).gettext(message) if message else ""


def ngettext(singular: str, plural: str, n: int) -> str:
    """Translate a text that depends on a number."""
    return translation(language_in_use()).ngettext(singular, plural, n)


def N_(message: str) -> str:  # noqa: N802 - the name that message extractors know
    """Mark a text for translation later."""
    return message
