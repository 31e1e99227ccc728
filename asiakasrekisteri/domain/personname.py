"""Names of persons: parting what was written into first names and surname, and the forms a name is shown in."""

from dataclasses import dataclass

_PARTICLES = frozenset((
    "af", "al", "ap", "av", "ben", "bin", "d", "da", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el",
    "la", "le", "los", "mac", "ten", "ter", "van", "von", "zu", "zur",
))  # fmt: skip
"""Words that begin a surname of several words: von Wright, af Ursin, de la Cruz."""
_FORMS = frozenset(("oy", "oyj", "ab", "abp", "ky", "kb", "ay", "ry", "r.y", "rf", "tmi", "t:mi", "osk", "sr", "as"))
"""Company forms, which say nothing as an initial."""
_MANY_LETTERS = 2


@dataclass(frozen=True, slots=True)
class PersonName:
    """First names and surname; either may be empty, never both for a name that had a letter in it."""

    first_names: str
    last_name: str

    @property
    def listed(self) -> str:
        """The form of lists: "Ekblom, Birgitta"."""
        return list_form(self.first_names, self.last_name)

    @property
    def spoken(self) -> str:
        """The form of speech and letters: "Birgitta Ekblom"."""
        return spoken_form(self.first_names, self.last_name)


def split_name(text: str) -> PersonName:
    """Part a whole name.

    Understands "Virtanen, Matti", "Matti Virtanen", "Matti Juhani Virtanen", "VIRTANEN Matti" and surnames that begin
    with a particle ("Georg von Wright"). A single word is taken for a surname, by which lists are ordered.
    """
    clean = " ".join(text.split())
    if "," in clean:
        last, _, first = clean.partition(",")
        return PersonName(" ".join(first.replace(",", " ").split()), last.strip())
    words = clean.split(" ")
    at = _surname_first(words)
    if at:
        return PersonName(" ".join(words[at:]), " ".join(words[:at]))
    at = _surname_start(words)
    return PersonName(" ".join(words[:at]), " ".join(words[at:]))


def list_form(first_names: str, last_name: str) -> str:
    """Return "Ekblom, Birgitta"; the one that there is, when the other is empty."""
    return ", ".join(part for part in (last_name.strip(), first_names.strip()) if part)


def spoken_form(first_names: str, last_name: str) -> str:
    """Return "Birgitta Ekblom"."""
    return " ".join(part for part in (first_names.strip(), last_name.strip()) if part)


def initials(name: str) -> str:
    """Return at most two capital letters for an avatar: of a person's first name and surname, or of a firm's name.

    "Ekblom, Birgitta" and "Birgitta Ekblom" give BE, "Rantakylän Leipomo Oy" gives RL. Empty when there is no letter.
    """
    if "," in name:
        parted = split_name(name)
        name = parted.spoken
    words = [w for w in name.split() if w.casefold().strip(".") not in _FORMS]
    letters = [c for c in (next((c for c in w if c.isalnum()), "") for w in words or name.split()) if c]
    if not letters:
        return ""
    chosen = letters if len(letters) <= _MANY_LETTERS else [letters[0], _last_capital(letters)]
    return "".join(c.upper()[:1] for c in chosen)


def _surname_first(words: list[str]) -> int:
    """Count the words in capitals that begin the name, when the rest is not in capitals: VIRTANEN Matti."""
    count = 0
    while count < len(words) and len(words[count]) > 1 and words[count].isupper():
        count += 1
    rest = words[count:]
    return count if rest and not any(len(w) > 1 and w.isupper() for w in rest) else 0


def _surname_start(words: list[str]) -> int:
    for i, word in enumerate(words[:-1]):
        if i and word.casefold().strip("'’") in _PARTICLES:
            return i
    return len(words) - 1


def _last_capital(letters: list[str]) -> str:
    """Return the last capital letter after the first one, so that the particle of "Georg von Wright" is passed over."""
    return next((c for c in reversed(letters[1:]) if c.isupper()), letters[-1])
