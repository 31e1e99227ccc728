"""Reads who the controller or the contact is: from labelled lines, or by the looks of what stands between commas."""

import re
from collections.abc import Iterable
from functools import cache

from asiakasrekisteri.domain.identifiers import check_business_id, check_email, normalise_business_id, normalise_email
from asiakasrekisteri.exchange.patterns import first_match
from asiakasrekisteri.exchange.text_units import Unit
from asiakasrekisteri.exchange.vocabulary import squeeze, vocabulary

_LABELLED = re.compile(r"\**([^\W\d_][\w .\-/]{0,40}?)\**\s*[:\t|]\**\s*(.*)")
_EMAIL = re.compile(
    r"(?<![^\s,;:<>()])[^\s@,;:<>()]{1,64}\s?(?:@|\(at\)|\[at\])\s?[^\s@,;:<>()]{1,255}(?:\s?\.\s?[^\s@,;:<>().]{1,63}){0,4}",
    re.IGNORECASE,
)
_BUSINESS_ID = re.compile(r"(?<![\w-])(?:[yY]-(?=[0-9]))?(?:(?:FI[ -]?)?[0-9]{6,7}[-–][0-9]|FI ?[0-9]{8})(?![\w-])")
_PHONE = re.compile(r"(?<![\w-])(?:\+|\(?0)[0-9(][0-9 ()\-]{4,18}[0-9](?![\w-])")
_POST_OFFICE = re.compile(r"(?<![\w-])(?:FI-)?[0-9]{5}\s+[A-ZÅÄÖ][\w\-]+(?:\s[A-ZÅÄÖ][\w\-]+)?")
_STREET = re.compile(r"[^\W\d_][\w.\- ]*\s\d{1,4}\s?[\w\- ]{0,8}|PL\s?\d+|P\.?O\.? ?Box \d+", re.IGNORECASE)
_FIRM = re.compile(
    r"(?<!\w)(?:Tmi(?: [A-ZÅÄÖ][\w\-]+){1,3}|[A-ZÅÄÖ][\w&.\-]*"
    r"(?: [\w&.\-]+){0,4}? (?:Oy Ab|Ab Oy|Oyj|Oy|Ab|Ky|Ay|Tmi|Osk|ry)\b)(?!:(?!ss[aä]))"
)
_LETTER = re.compile(r"^[yY]-(?=[0-9])")
_MOST_WORDS_OF_NAME = 4
_PARTS = re.compile(r"\s*(?:[,;]|\s[|/]\s|\((?=[\dFpP])|(?<=\d)\)|\)(?=\s)|\.(?=\s*$))\s*")
_SIDE_NOTE = re.compile(r"\s?\(([^()\d]{0,120})\)")

Identity = dict[str, str]
"""Values by label: name, business_id, address, phone, email, register_name, dated."""


def read_identity(units: Iterable[Unit]) -> tuple[Identity, list[str]]:
    """Read labelled and free lines.

    Returns:
        The values found, the first of each kind, and the words that found no place.
    """
    found: Identity = {}
    left: list[str] = []
    label = ""
    same: list[str] = vocabulary("description")["front"]["same"]
    for unit in units:
        if first_match(same, unit.text):
            label = ""
            continue
        labelled = _label_of_row(unit.cells) or _label(unit.text)
        if labelled:
            label, value = labelled
            _put(found, label, value, left)
        elif label and label not in found:
            _put(found, label, unit.text, left)
        elif (
            label == "address" and _POST_OFFICE.match(unit.text.partition(" ")[2]) and _is_post_office_label(unit.text)
        ):
            found["address"] += ", " + unit.text.partition(" ")[2].strip(" ,.")
        elif label == "address" and _POST_OFFICE.match(unit.text) and not _POST_OFFICE.search(found["address"]):
            found["address"] += ", " + unit.text.strip(" ,.")
        else:
            _free(found, unit.text, left)
    return found, left


def _is_post_office_label(text: str) -> bool:
    return squeeze(text.partition(" ")[0]) in {
        squeeze(word) for word in vocabulary("description")["filling"]["post_office"]
    }


def _label(text: str) -> tuple[str, str] | None:
    match = _LABELLED.fullmatch(text)
    if match is None and (alone := _labels().get(squeeze(text))):
        return alone, ""  # the value stands on the next line
    label = _labels().get(squeeze(match[1])) if match else None
    return (label, match[2].strip()) if match and label else None


def _label_of_row(cells: tuple[str, ...]) -> tuple[str, str] | None:
    """Return the label that the first cell of a row is, and the value in the others."""
    label = _labels().get(squeeze(cells[0])) if cells else None
    return (label, " ".join(cells[1:])) if label else None


def _put(found: Identity, label: str, value: str, left: list[str]) -> None:
    """Keep the value of a label; what stands behind a phone, an e-mail or a Y-tunnus on its line is read on its own."""
    if label == "free":
        _free(found, value, left)
        return
    shape = _SHAPES.get(label)
    match = shape.search(value) if shape else None
    if match:
        _keep(found, label, match[0], left)
        rest = value[: match.start()] + "," + value[match.end() :]
        _free(found, rest, left)
    elif value and not shape:
        note = _SIDE_NOTE.search(value) if label == "name" else None
        left.extend([f"({note[1]})"] if note else [])
        _keep(found, label, _SIDE_NOTE.sub("", value) if note else value, left)
    elif value:
        _free(found, value, left)


def _free(found: Identity, text: str, left: list[str]) -> None:
    """Read words without labels: e-mails, phones, Y-tunnus and addresses by their looks; the rest is a name."""
    for label, shape in _SHAPES.items():
        while match := shape.search(text):
            _keep(found, label, match[0], left)
            text = f"{text[: match.start()]},{text[match.end() :]}"
    text = _without_firm(found, text, left)
    left.extend(f"({note})" for note in _SIDE_NOTE.findall(text) if squeeze(note) not in {"", *_labels()})
    parts = [part.strip(" .:") for part in _PARTS.split(_SIDE_NOTE.sub("", text))]
    street = ""
    names: list[str] = []
    for part in parts:
        if _POST_OFFICE.fullmatch(part):
            _keep(found, "address", f"{street}, {part}".strip(" ,"), left)
            street = ""
        elif not street and _STREET.fullmatch(part):
            street = part
        elif part and squeeze(part) not in _labels():
            _keep_name(found, part, names, left)
            names.append(part)
    if street:
        _keep(found, "address", street, left)


def _keep_name(found: Identity, name: str, beside: list[str], left: list[str]) -> None:
    """Keep a name; that of a firm, known by its legal form, before what the firm is called beside it on its line."""
    if name.islower() and name.isalpha():
        left.append(name)  # a word of the sentence, and nobody's name
        return
    known = found.get("name", "")
    if known in beside and _FIRM.fullmatch(name) and not _FIRM.search(known):
        left.append(known)
        del found["name"]
    _keep(found, "name", name, left)


def _without_firm(found: Identity, text: str, left: list[str]) -> str:
    """Take a firm's name out of a sentence, known by its legal form."""
    firm = _FIRM.search(text) if "name" not in found and len(text.split()) > _MOST_WORDS_OF_NAME else None
    if firm is None:
        return text
    _keep(found, "name", firm[0], left)
    return f"{text[: firm.start()]},{text[firm.end() :]}"


def only_business_id(text: str) -> tuple[str, str]:
    """Return the only Y-tunnus that a text holds, as stored and as written; two empty texts for none or several."""
    found = {_clean("business_id", match[0]): match[0] for match in _BUSINESS_ID.finditer(text)}
    found.pop("", None)
    return next(iter(found.items())) if len(found) == 1 else ("", "")


def _keep(found: Identity, label: str, value: str, left: list[str]) -> None:
    clean = _clean(label, value.strip(" ,;*"))
    if label == "address" and _POST_OFFICE.fullmatch(clean) and not _POST_OFFICE.search(found.get(label, "1")):
        clean = f"{found.pop(label, '')}, {clean}".strip(" ,")
    if label == "name" and clean[:1].islower() and " " in clean:
        left.append(value.strip())  # words, but nobody's name
    elif label not in found and clean:
        found[label] = clean
    elif found.get(label) != clean:
        left.append(value.strip())


def _clean(label: str, value: str) -> str:
    if label == "email":
        address = str(normalise_email(value.rstrip(".")) or "")
        return "" if check_email(address) else address
    if label == "business_id":
        code = str(normalise_business_id(_LETTER.sub("", value)) or "")
        return "" if check_business_id(code) else code
    if label == "name":
        return _title().sub("", value)
    return value.rstrip(".") if label in {"phone", "address"} else value


@cache
def _title() -> re.Pattern[str]:
    """Return what finds a title before a name: "toimitusjohtaja Maija Meikäläinen"."""
    words: list[str] = vocabulary("description")["filling"]["titles"]
    known = "|".join(map(re.escape, words))
    return re.compile(rf"^(?:(?i:{known})\s+(?=[A-ZÅÄÖ])|(?:[a-zåäö-]+\s+)+(?=[A-ZÅÄÖ][\w-]+ [A-ZÅÄÖ][\w-]+$))")


@cache
def _labels() -> dict[str, str]:
    table: dict[str, list[str]] = vocabulary("description")["labels"]
    return {squeeze(word): label for label, words in table.items() for word in words}


_SHAPES = {"email": _EMAIL, "business_id": _BUSINESS_ID, "phone": _PHONE}
