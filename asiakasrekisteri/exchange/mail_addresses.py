"""Addresses of a mail's headers: one pass over the value, which never gives up on what it finds."""

import re
from dataclasses import dataclass

from asiakasrekisteri.domain.emails import normalise_email
from asiakasrekisteri.exchange.mail_words import decode_words

_LONGEST = 100_000
_MOST = 2000
_LONGEST_NAME = 200
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"]{1,64}@[^\s<>()\[\],;:\"@]{1,254}")
_TOKEN = re.compile(r'"(?:\\.|[^"\\])*"|<[^<>]*>|\([^()]*\)|\\.|([,;])')
_COMMENT = re.compile(r"\(([^()]*)\)")
_QUOTED = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class MailAddress:
    """Somebody in a mail's headers: the name as shown, "" when there is none, and the address, "" when broken."""

    name: str
    address: str


def read_addresses(value: str) -> tuple[MailAddress, ...]:
    """Return everybody whom a From, To or Cc header names, at most two thousand, each address once."""
    found: dict[str, MailAddress] = {}
    for piece in _pieces(value[:_LONGEST]):
        one = _one(piece)
        if one is not None and len(found) < _MOST:
            found.setdefault(one.address.casefold() or one.name, one)
    return tuple(found.values())


def _pieces(value: str) -> list[str]:
    """Cut a list at its commas and semicolons, but not at those inside quotes, brackets or comments."""
    pieces: list[str] = []
    start = 0
    for token in _TOKEN.finditer(value):
        if token[1]:
            pieces.append(value[start : token.start()])
            start = token.end()
    return [*pieces, value[start:]]


def _one(piece: str) -> MailAddress | None:
    plain = piece if "@" in piece else decode_words(piece)  # some encode the address too
    before, bracket, inside = plain.rpartition("<")
    if bracket and "@" in inside:
        name, place = before, inside.partition(">")[0]
    else:
        name, place = plain, plain
    match = _ADDRESS.search(place)
    address = _clean(match[0]) if match else ""
    shown = _name(name if place is not plain else _beside(plain, match))
    return MailAddress(shown, address) if shown or address else None


def _beside(piece: str, match: re.Match[str] | None) -> str:
    """Return what stands beside a bare address: the comment after it, or words around it."""
    comment = _COMMENT.search(piece)
    if comment:
        return comment[1]
    return piece if match is None else f"{piece[: match.start()]} {piece[match.end() :]}"


def _clean(text: str) -> str:
    address = normalise_email(decode_words(text).strip("'\"."))
    return str(address or "")


def _name(text: str) -> str:
    r"""Return a name without its quotes, group and comments: `"Meikäläinen\, Maija"` is Meikäläinen, Maija."""
    bare = text.strip().strip("<>").strip()
    quoted = bare.startswith('"')
    decoded = decode_words(_QUOTED.sub(r"\1", bare.strip('"')))
    name = decoded if quoted else _COMMENT.sub(" ", decoded).rpartition(":")[2]
    return " ".join(name.strip().strip("\"'").split())[:_LONGEST_NAME]
