"""Finnish typography of every text that is printed or shown: spaces that must not break, and dates."""

import re

NBSP = "\N{NO-BREAK SPACE}"
_UNITS = "€|%|‰|§|kk|pv|vk|kpl|v|h|min|s|t|Mt|Gt|kt|km|kg|snt|art\\."
_BEFORE_UNIT = re.compile(rf"(?<=\d) (?=(?:{_UNITS})(?![\w]))")
_AFTER_WORD = re.compile(r"(?<!\w)(klo|art\.|PL|n:o|nro|§) (?=\d)")
_THOUSANDS = re.compile(r"(?<![\d,.])\d{1,3}(?: \d{3})+(?!\d)")
_PHONE = re.compile(r"(?<![\w+])(?:\+\d{1,3}|0\d{1,3})(?: \(0\)\d{0,3})?(?: \d{2,4}){1,4}(?!\d)")
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_ISO_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?")


def _bind(match: re.Match[str]) -> str:
    return match[0].replace(" ", NBSP)


def polish(text: str) -> str:
    """Return the text with no-break spaces where a line must not turn.

    Before €, %, §, kk, pv, kpl and other units, after klo, art. and PL, inside numbers and telephone numbers. Nothing
    but spaces changes, and polishing twice is the same as once.
    """
    plain = text.replace(NBSP, " ") if NBSP in text else text
    for pattern in (_PHONE, _THOUSANDS, _BEFORE_UNIT, _AFTER_WORD):
        plain = pattern.sub(_bind, plain)
    if plain is text or NBSP not in text:
        return plain
    return "".join(NBSP if NBSP in pair else pair[0] for pair in zip(plain, text, strict=True))


def finnish_form(text: str, clock: str = "klo") -> str:
    """Return an ISO day or local ISO instant in Finnish form (22.11.2026, 22.11.2026 klo 9.41); other text as it is.

    Args:
        text: what is written.
        clock: the word before the time of day, in the reader's language.
    """
    stamp = text.strip()
    if found := _ISO_TIME.fullmatch(stamp):
        return f"{finnish_form(found[1])} {clock}{NBSP}{int(found[2])}.{found[3]}"
    if found := _ISO_DAY.fullmatch(stamp):
        return f"{int(found[3])}.{int(found[2])}.{found[1]}"
    return text


def start_upper(text: str) -> str:
    """Return the text beginning with a capital; the rest as it is, and words like fi-tunnus untouched."""
    return text if text[2:3] == "-" else text[:1].upper() + text[1:]


def start_lower(text: str) -> str:
    """Return the text as it stands inside a sentence: its capital goes, unless it is an abbreviation or Y-tunnus."""
    first = text.split(" ", 1)[0]
    return text if len(first) > 1 and not first[1].islower() else text[:1].lower() + text[1:]
