"""The firm's own words in a document of another language: translated where it has a translation, marked where not."""

from collections.abc import Iterable

from asiakasrekisteri.domain.description import Translation
from asiakasrekisteri.reports.fonts import Face
from asiakasrekisteri.reports.text import Rich, Run

OWN_LANGUAGE = "fi"
"""The firm writes its description in Finnish; that is what translations are of."""


class OwnWords:
    """What the firm has said, for a reader of `language`.

    Args:
        translations: of the firm's words, in any language.
        language: fi, sv or en.
        mark: told after words that stand in Finnish because nobody has translated them.
    """

    def __init__(self, translations: Iterable[Translation], language: str, mark: str) -> None:
        self._language, self._mark = language, mark
        self._said = {one.words: one.said for one in translations if one.language == language and one.said}

    def __call__(self, words: str) -> Rich:
        """Return the firm's words translated, or untouched and marked."""
        if not words or self._language == OWN_LANGUAGE:
            return words
        said = self._said.get(words)
        return said or (Run(words, Face.REGULAR, OWN_LANGUAGE), Run(f" ({self._mark})", Face.REGULAR))

    def name(self, words: str) -> str:
        """Return a name: translated if the firm has said how, otherwise as it is, for a name needs no translation."""
        return self._said.get(words, words)
