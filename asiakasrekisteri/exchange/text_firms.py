"""Finds firms that a sentence names, wherever it names them: by their legal forms, with the country said of each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from asiakasrekisteri.domain.countries import check_country, normalise_country
from asiakasrekisteri.exchange.patterns import first_match
from asiakasrekisteri.exchange.vocabulary import vocabulary

_FORMS = (
    r"Oy Ab|Ab Oy|OYJ|OY|Oyj|Oy|Ab|AB|Ky|Ay|Tmi|Osk|ry|rf|Ltd|Limited|Inc|LLC|LLP|Corporation|Corp|plc|GmbH|AG|B\.?V"
    r"|N\.?V|AS|A/S|ApS|S\.?A\.?S|S\.?A|S\.?r\.?l|OÜ|UAB|SIA|SE|Pte|Pty|Co"
)
_NAME = r"[A-ZÅÄÖ0-9][\w&.’'\-]*"
_FIRM = re.compile(
    rf"(?<![\w.])(?:Tmi {_NAME}(?: {_NAME})?|{_NAME}(?: (?:{_NAME}|&|ja(?= {_NAME} ))){{0,4}}? (?:{_FORMS})\b)"
)
_ENDING = re.compile(r"\.?(?::\w+|(?<=\.)(?=\s)|\.(?=[,)\s]))?")
_ASIDE = re.compile(r"\s*\(([^()]{2,90})\)")
_CAPITAL = re.compile(r"(?<!\w)[A-ZÅÄÖ][a-zåäö]{3,}")
_SHORTEST_COUNTRY = 4
_LONGEST_CASE = 4
_ABBREVIATED = re.compile(r"(?: Inc| Ltd| Corp|\.V|\.A|\.S|\.l)$")
_OWN = re.compile(r"^[A-ZÅÄÖ]\w+mme (?=\S+ \S)")
"""A word such as "Kirjanpitäjämme" before a firm's name."""
_CLAUSE = re.compile(r"[;,](?=\s)|\s(?=(?:ja|sekä)\s)")
_LABEL = re.compile(r"^[^:]{1,60}:\s+")


@dataclass(frozen=True, slots=True)
class NamedFirm:
    """A firm in a sentence: its name, the country said of it or "", what stands in brackets behind it, and where."""

    name: str
    country: str
    aside: str
    start: int
    end: int


def firms_in(text: str) -> list[NamedFirm]:
    """Return the firms that a text names, in order."""
    found: list[NamedFirm] = []
    for match in _FIRM.finditer(text):
        name = _OWN.sub("", match[0])
        ending = _ENDING.match(text, match.end())
        end = ending.end() if ending else match.end()
        aside = _ASIDE.match(text, end)
        end = aside.end() if aside else end
        pieces = aside[1].split(", ") if aside else []
        kept = [piece for piece in pieces if not country_of(piece)]
        country = next(filter(None, map(country_of, pieces)), "") or _country_beside(text, match.start(), end)
        dot = "." if "." in text[match.end() : match.end() + 1] and _ABBREVIATED.search(match[0]) else ""
        found.append(NamedFirm(name + dot, country, ", ".join(kept), match.start(), end))
    return found


def clause_of(text: str, firm: NamedFirm, others: list[NamedFirm]) -> str:
    """Return the words of a sentence that are about one of the firms it names."""
    borders = [0, *(cut.start() for cut in _cuts(text, others)), len(text)]
    before = max(at for at in borders if at <= firm.start)
    after = min(at for at in borders if at >= firm.end)
    return text[before:after].strip(" ,;.").removeprefix("ja ").removeprefix("sekä ")


def country_of(words: str) -> str:
    """Return the country that a word or two name, in any case: "Ruotsi", "Yhdysvalloissa"; "" for none."""
    bare = words.strip(" .,;()")
    code = str(normalise_country(bare) or "")
    if bare and code != bare and check_country(code) is None:
        return code
    table: dict[str, list[str]] = vocabulary("description")["countries"]
    match = ((code, first_match(patterns, bare)) for code, patterns in table.items())
    return next((code for code, found in match if found and len(found[0]) * 2 > len(bare)), "")


def countries_in(text: str) -> list[str]:
    """Return the countries that a sentence names in any case: "siirretään Japaniin"."""
    return [code for word in _CAPITAL.findall(text) if (code := _country_of_word(word))]


@lru_cache(maxsize=512)
def _country_of_word(word: str) -> str:
    lengths = range(len(word), max(_SHORTEST_COUNTRY, len(word) - _LONGEST_CASE) - 1, -1)
    return next(filter(None, (country_of(word[:length]) for length in lengths)), "")


def _country_beside(text: str, start: int, end: int) -> str:
    """Return the country told by the word before a firm's name, or behind it: "irlantilainen …", "…, Ruotsi"."""
    before = re.findall(r"(?:^|\s)([a-zåäö]+)\s$", text[:start])
    behind = re.match(r",?\s+(?:\(?)([A-ZÅÄÖ][\w]+)", text[end:])
    firm = _FIRM.search(text, end)
    asides = [aside[1] for aside in _ASIDE.finditer(text, end, firm.start() if firm else len(text))]
    return next(filter(None, map(country_of, [*before, behind[1] if behind else "", *asides])), "")


def _cuts(text: str, firms: list[NamedFirm]) -> Iterator[re.Match[str]]:
    """Give where a sentence may be parted so that each part tells of one firm."""
    for cut in _CLAUSE.finditer(text):
        inside = any(firm.start < cut.start() < firm.end for firm in firms)
        left = any(firm.end <= cut.start() for firm in firms)
        right = any(firm.start >= cut.start() for firm in firms)
        if not inside and left and right:
            yield cut
