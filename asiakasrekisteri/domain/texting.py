"""Text messages: how long one is in the alphabet of GSM, and an outage told in one of them.

The program has no gateway and sends none: the words and the numbers are carried to the firm's own service by hand.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from asiakasrekisteri.domain.outage_words import Facts, Language

_ALPHABET = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_ESCAPED = frozenset("^{}\\[~]|€\f")
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2013\u2014\u2212", "-"),
        **dict.fromkeys("\u201c\u201d", '"'),
        "\u2019": "'",
        "\u2026": "...",
        **dict.fromkeys("\u00a0\u202f", " "),
    }
)
"""Signs of good typography that would make every message of the rest cost twice as many."""
ONE, ONE_OF_MANY = 160, 153
"""Septets of a message that goes alone, and of each of those that are joined."""
ONE_WIDE, ONE_OF_MANY_WIDE = 70, 67
"""The same of a text with a sign outside the alphabet."""


@dataclass(frozen=True, slots=True)
class Length:
    """How long a text is: signs used, signs that fit into one message, and messages it takes."""

    used: int
    fits: int
    messages: int

    @property
    def is_one(self) -> bool:
        """Tell whether the text goes in one message."""
        return self.messages <= 1


def length_of(text: str) -> Length:
    """Return how long a text is as a text message; Å, Ä and Ö are in its alphabet, € takes two places of it."""
    wide = any(sign not in _ALPHABET and sign not in _ESCAPED for sign in text)
    if wide:
        used = len(text.encode("utf-16-le")) // 2
        return Length(used, ONE_WIDE, _messages(used, ONE_WIDE, ONE_OF_MANY_WIDE))
    used = sum(2 if sign in _ESCAPED else 1 for sign in text)
    return Length(used, ONE, _messages(used, ONE, ONE_OF_MANY))


def _messages(used: int, alone: int, joined: int) -> int:
    return 1 if used <= alone else -(-used // joined)


def plain(text: str) -> str:
    """Return a text with its typographical signs in the alphabet of text messages."""
    return " ".join(text.translate(_PLAIN).split())


def short_notice(facts: Facts, language: Language) -> str:
    """Return an outage in one message: who tells, what has failed, and of the rest as much as fits, the best first."""
    wanted = ("effects", "measures_taken") if facts.after else ("more_info", "estimate", "measures")
    said = [(language.labels[name], facts.said.get(name, "").strip()) for name in wanted]
    parts = [plain(f"{label}: {words}") for label, words in said if words and words.casefold() != language.nothing]
    head = plain(f"{facts.firm}: {facts.title}.".replace("..", "."))
    return _joined(head, parts)


def _joined(head: str, parts: Sequence[str]) -> str:
    text = head
    for part in parts:
        longer = f"{text} {_ended(part)}"
        if length_of(longer).is_one:
            text = longer
    return text


def _ended(part: str) -> str:
    return part if part.endswith((".", "!", "?")) else f"{part}."


def can_be_texted(number: str) -> bool:
    """Tell whether a stored number may take a text message: a Finnish mobile number, or any foreign one."""
    if not number.startswith("+"):
        return False
    home = number.removeprefix("+358")
    return home == number or home.startswith(("4", "50"))


def dialled(numbers: Iterable[str]) -> tuple[str, ...]:
    """Return numbers as services of text messages take them: 358405550111, each once."""
    return tuple(dict.fromkeys(number.removeprefix("+") for number in numbers))
