"""Finnish words as a computer must see them: in the order of the alphabet, and without their dots for a second try.

`sort_key` is stored beside a name, because a collation asked for at query time is a hundred times slower: the key is
plain text whose bytes compare in Finnish order. `fold` is for the search that follows when nothing matched.
"""

import re
import unicodedata

_ALPHABET_END = {"a\u030a": "{", "a\u0308": "|", "o\u0308": "}"}
"""å ä ö after z: the three signs that follow z in ASCII, in the order of the alphabet."""
_LIKE_ANOTHER = {"u\u0308": "y", "u\u030b": "y", "o\u030b": "}"}
"""German ü and Hungarian ű are filed as y, Hungarian ő as ö."""
_PAIRS = _ALPHABET_END | _LIKE_ANOTHER
_UNMARKED = {"œ": "oe", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "\u0131": "i", "ŋ": "n", "ŧ": "t", "ħ": "h"}
"""Letters whose strokes and hooks are not marks to Unicode."""
_WITHOUT_MARKS = str.maketrans(_UNMARKED | {"æ": "ae", "ø": "o"})
_LETTERS = str.maketrans(_UNMARKED | {"æ": "|", "ø": "}"})
_APOSTROPHES = frozenset("'`’\u2018\u00b4\u02bc")

_UNSEEN = frozenset({"Cc", "Cs"})
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that turn the direction of what follows: with them a text reads as another than it is."""
_WORD = re.compile(r"[^\W_]+")
_ASCII_SPACED = {
    code: "" if chr(code) in _APOSTROPHES else chr(code) if chr(code).isalnum() else " " for code in range(128)
}
"""What a sort key keeps of plain letters: the rest are spaces, and apostrophes nothing."""


def words(text: str) -> list[str]:
    """Return the words of a text, casefolded and composed: what a search index keeps and a query is cut into."""
    return _WORD.findall(unicodedata.normalize("NFC", text).casefold())


def readable(text: str, *, lines: bool = False) -> str:
    """Return the text without what nobody can see or type: control signs, halves of letters, turns of direction.

    Left in, they would command a terminal, spoil a print or not go into the database at all.

    Args:
        text: as it was typed, pasted or read.
        lines: keep the ends of lines and tabs; otherwise they become spaces.
    """
    if text.isprintable():
        return text
    blank = "\n\t" if lines else ""
    whole = text.replace("\r\n", "\n").replace("\r", "\n")
    spaced = "".join(" " if c in "\n\t" and c not in blank else c for c in whole)
    return "".join(c for c in spaced if c in blank or not _is_unseen(c))


def _is_unseen(sign: str) -> bool:
    return sign in _TURNING or unicodedata.category(sign) in _UNSEEN


def fold(text: str) -> str:
    """Return the text without diacritics and without case: "Äijälä" becomes "aijala"."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in parts if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare.casefold().translate(_WITHOUT_MARKS))


def sort_key(text: str) -> str:
    """Return a key whose bytes, compared as they are, put texts in Finnish order.

    å, ä and ö come last and in this order; v and w are different letters; ü is filed as y, é as e, æ as ä and ø as ö.
    Case, apostrophes and punctuation do not count; a space or a hyphen comes before every letter, and a comma before
    those, so that every "Aho, …" goes before "Aho-Virtanen, …". Give persons in the form "surname, first names".
    """
    kept = "" if text.isascii() else "{|}"
    lowered = text.lower() if text.isascii() else _latin(text.casefold())
    parts = (_spaced(part, kept) for part in lowered.split(","))
    return "\t".join(part for part in parts if part)


def _spaced(text: str, kept: str) -> str:
    if not kept:  # plain letters only: the common case, and an import has a hundred thousand of them
        return " ".join(text.translate(_ASCII_SPACED).split())
    spaced = "".join(c if c.isalnum() or c in kept else " " for c in text if c not in _APOSTROPHES)
    return " ".join(spaced.split())


def _latin(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text).casefold()
    parts = "".join(" " if c in "{|}" else c for c in parts)
    for pair, sign in _PAIRS.items():
        parts = parts.replace(pair, sign)
    bare = "".join(c for c in parts if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare.translate(_LETTERS))
