"""What the cells of a column look like, where its head tells nothing: e-mails, telephones, Y-tunnus or secrets."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from asiakasrekisteri.domain.identifiers import business_id_of, check_business_id, normalise_business_id
from asiakasrekisteri.exchange.values import kind_of_name

NEVER_READ = "*"
"""What `look` tells of hashes of passwords and of numbers of cards."""
_MOST = 0.8
_FORMS = 0.3
_FEWEST = 2
_HASH = re.compile(
    r"\$(?:2[abxy]|1|5|6|argon2\w*|P|H)\$\S{6,}|[0-9a-f]{32}(?:[0-9a-f]{8})?(?:[0-9a-f]{24})?(?::\w+)?", re.IGNORECASE
)
_CARD = re.compile(r"(?:[0-9][ -]?){12,18}[0-9]")
_EMAIL = re.compile(r"[^\s@;,]+@[^\s@;,]+\.[A-Za-zåäöÅÄÖ]{2,}")
_BUSINESS_ID = re.compile(r"(?:FI)?[0-9]{6,7}-[0-9]", re.IGNORECASE)
_VAT = re.compile(r"FI[0-9]{8}", re.IGNORECASE)
_IDENTITY = re.compile(r"[0-3][0-9][01][0-9]{3}[-+A-FU-Y][0-9]{3}[0-9A-Z]", re.IGNORECASE)
_PHONE = re.compile(r"(?:\+|00|0)[1-9](?:[ ()/-]?[0-9]){5,13}")
_POSTCODE = re.compile(r"(?:FI-?)?[0-9]{5}|[A-Z]{2}-[0-9][0-9 -]{2,8}")
_EINVOICE = re.compile(r"0037[0-9]{8,13}|FI[0-9]{16}", re.IGNORECASE)
_PERSON = re.compile(r"[A-ZÅÄÖÉ][\w'’-]+,? (?:[A-ZÅÄÖÉ][\w'’.-]* ?){1,3}")


def look(cells: Sequence[str]) -> str:
    """Return the target that most of the cells look like, `NEVER_READ` of secrets, or "" when they tell nothing."""
    said = [text for cell in cells if (text := cell.strip())]
    if not said:
        return ""
    for target, is_one in _LOOKS:
        if sum(map(is_one, said)) >= _MOST * len(said):
            return target
    return ""


def names_look(columns: Sequence[Sequence[str]]) -> tuple[int, str] | None:
    """Return which column tells the names of customers, and as which target; None when none does.

    Firms are known by the form in their names; where there is none, persons by how their names are written.
    """
    for target, is_one, share in (("name", kind_of_name, _FORMS), ("person_name", _PERSON.fullmatch, _MOST)):
        for index, cells in enumerate(columns):
            said = [text for cell in cells if (text := cell.strip())]
            if said and sum(1 for text in said if is_one(text)) >= share * len(said):
                return index, target
    return None


def of_rows(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return what the columns of rows without heads mean, "" where it cannot be seen; empty if too few are seen."""
    widths = Counter(len(row) for row in rows if any(cell.strip() for cell in row))
    if not widths:
        return ()
    width = widths.most_common(1)[0][0]
    columns = [[row[index] for row in rows if len(row) == width] for index in range(width)]
    found = [look(cells) for cells in columns]
    named = names_look([cells if not target else () for cells, target in zip(columns, found, strict=True)])
    if named is None:
        return ()
    found[named[0]] = named[1]
    return tuple(found) if sum(map(bool, found)) >= _FEWEST else ()


def _is_card(text: str) -> bool:
    if not _CARD.fullmatch(text) or text.startswith("00"):
        return False
    digits = [int(c) for c in text if c in "0123456789"]
    doubled = (d if i % 2 == 0 else sum(divmod(2 * d, 10)) for i, d in enumerate(reversed(digits)))
    return sum(doubled) % 10 == 0


def _is_business_id(text: str) -> bool:
    return _BUSINESS_ID.fullmatch(text) is not None and not check_business_id(normalise_business_id(text))


_LOOKS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    (NEVER_READ, lambda text: _HASH.fullmatch(text) is not None),
    (NEVER_READ, _is_card),
    ("identity_code", lambda text: _IDENTITY.fullmatch(text) is not None),
    ("email", lambda text: _EMAIL.fullmatch(text) is not None),
    ("business_id", _is_business_id),
    ("vat_number", lambda text: _VAT.fullmatch(text) is not None and bool(business_id_of(text))),
    ("einvoice_address", lambda text: _EINVOICE.fullmatch(text) is not None),
    ("phone", lambda text: _PHONE.fullmatch(text) is not None),
    ("postcode", lambda text: _POSTCODE.fullmatch(text) is not None),
)
"""Targets and how their cells look, the surest first."""
