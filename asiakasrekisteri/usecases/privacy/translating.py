"""The firm's own words and their translations: what each language has, and what it lacks."""

from collections.abc import Iterator
from dataclasses import dataclass

from asiakasrekisteri.domain.description import Description, Translation
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.privacy.describing import source_translations


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of the firm's own, and how a language says them.

    Attributes:
        section: where they stand.
        words: in Finnish, as written.
        said: the firm's translation; "" where there is none.
        shipped: the translation that the program came with; "" for none.
        name: whether they are a name, which needs no translation.
    """

    section: str
    words: str
    said: str = ""
    shipped: str = ""
    name: bool = False

    @property
    def lacks(self) -> bool:
        """Tell whether a print in the language has to say these words in Finnish."""
        return not (self.said or self.shipped or self.name)


@dataclass(frozen=True, slots=True)
class Phrases:
    """All phrases of a text in one language, and translations of words that the text no longer has."""

    language: str
    phrases: tuple[Phrase, ...]
    left_over: tuple[Translation, ...]


@use_case(Permission.DESCRIPTION_READ, discloses=nothing, writes=False)
def own_phrases(work: Work, description: Description, language: str) -> Phrases:
    """Return the words of a text that is being written beside their translations, in the order of the documents."""
    said = {one.words: one.said for one in description.translations if one.language == language}
    shipped = {one.words: one.said for one in source_translations(work, language)}
    found: dict[str, Phrase] = {}
    for section, words, name in _words(description):
        if words and words not in found:
            found[words] = Phrase(section, words, said.get(words, ""), shipped.get(words, ""), name)
    left_over = [one for one in description.translations if one.language == language and one.words not in found]
    return Phrases(language, tuple(found.values()), tuple(left_over))


def translated(description: Description, language: str, words: str, said: str) -> tuple[Translation, ...]:
    """Return the translations of a text with one set; without words it is taken away."""
    rest = tuple(one for one in description.translations if (one.language, one.words) != (language, words))
    return (*rest, Translation(language, words, said)) if said else rest


def _words(description: Description) -> Iterator[tuple[str, str, bool]]:
    """Yield section and words, and whether they are a name."""
    yield "register", description.register_name, True
    yield from ((section, words, False) for section, words in description.own_words())
    yield from (("purposes", one.balancing, False) for one in description.purposes)
    yield from (("sources", one.name, True) for one in description.sources)
    yield from (("recipients", one.name, True) for one in description.recipients if one.kind != "general")
