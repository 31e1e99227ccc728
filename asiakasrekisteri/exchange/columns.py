"""Recognises the columns of a table by their heads. The words are data: `resources/vocabulary/columns.toml`."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.exchange.column_looks import NEVER_READ, look, names_look
from asiakasrekisteri.exchange.mapping import NO_MAPPING, ColumnMapping
from asiakasrekisteri.exchange.vocabulary import squeeze, vocabulary

_NAMES = ("name", "person_name", "last_name", "first_names")
IDENTITY_CODE = "identity_code"
SECRET = N_("salasanoja ja korttitietoja ei tallenneta")
"""Why a secret column is not read."""
_NO_GROUND = N_("henkilötunnus tallennetaan vain, kun sarakemäärittely kertoo perusteen")
_UNKNOWN = N_("saraketta ei tunnistettu")
_NOT_WANTED = N_("sarakemäärittely jättää sarakkeen pois")
_NUMBERED = re.compile(r"\d+$")
_SEVERAL = re.compile(r"\s*[/|(]\s*")


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """A recognised column: its place from 0, its head as written, and the target its cells mean.

    `seen` tells that only what the cells look like told it.
    """

    index: int
    column: str
    target: str
    seen: bool = False


@dataclass(frozen=True, slots=True)
class SkippedColumn:
    """A column whose cells are not read, and why (in the user's language)."""

    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class Recognised:
    """The columns of a table parted into those that are read and those that are not."""

    matches: tuple[ColumnMatch, ...]
    skipped: tuple[SkippedColumn, ...]


def targets() -> frozenset[str]:
    """Return the targets that a column can mean."""
    return frozenset(vocabulary("columns")["targets"])


def joiner(target: str) -> str | None:
    """Return what stands between the cells of several columns of one target; None where only one column may be."""
    text: str | None = vocabulary("columns")["targets"][target].get("join")
    return text


def recognise(
    heads: Sequence[str], mapping: ColumnMapping = NO_MAPPING, samples: Sequence[Sequence[str]] = ()
) -> Recognised:
    """Find out what the columns of a table mean.

    Args:
        heads: the cells of the head row.
        mapping: what the user decided; it wins, except that secrets are never read.
        samples: some rows: what a head does not tell is looked for in its cells.

    Raises:
        ExchangeError: the mapping names a target that there is not.
    """
    chosen = _chosen(mapping)
    found = [_target(head, chosen) for head in heads]
    _give_way(heads, found, chosen)
    seen = _seen(found, samples)
    matches: list[ColumnMatch] = []
    skipped: list[SkippedColumn] = []
    first: dict[str, str] = {}
    for i, (head, target) in enumerate(zip(heads, found, strict=True)):
        reason = _(SECRET) if seen.get(i) == NEVER_READ else _reason(head, target, first, mapping)
        if reason:
            skipped.append(SkippedColumn(head.strip(), reason))
        elif target:
            first.setdefault(target, head.strip())
            matches.append(ColumnMatch(i, head.strip(), target, i in seen))
    return Recognised(tuple(matches), tuple(s for s in skipped if s.column))


def _seen(found: list[str | None], samples: Sequence[Sequence[str]]) -> dict[int, str]:
    """Give columns whose heads mean nothing the target that their cells look like; return those, and secret ones."""
    width, seen = len(found), {}
    rows = [row for row in samples if len(row) == width]
    for index, target in enumerate(found):
        told = look([row[index] for row in rows]) if target is None or target == "note" else ""
        if told == NEVER_READ or (told and target is None and told not in found):
            seen[index] = told
            found[index] = None if told == NEVER_READ else told
    if rows and not set(_NAMES) & set(found):
        named = names_look([[row[i] for row in rows] if found[i] is None else () for i in range(width)])
        if named is not None:
            seen[named[0]] = found[named[0]] = named[1]
    return seen


def known_heads(heads: Iterable[str], mapping: ColumnMapping = NO_MAPPING) -> int:
    """Count the heads that mean something: by this the head row and the delimiter are found."""
    chosen = _chosen(mapping)
    return sum(1 for head in heads if _target(head, chosen) or is_secret(head))


def _chosen(mapping: ColumnMapping) -> dict[str, str]:
    unknown = next((t for t in mapping.columns.values() if t and t not in targets()), "")
    if unknown:
        message = _("Sarakemäärittelyn kohdetta {target} ei ole. Mahdolliset kohteet: {targets}.")
        raise ExchangeError(message.format(target=unknown, targets=", ".join(sorted(targets()))))
    return {squeeze(head): target for head, target in mapping.columns.items()}


def _reason(head: str, target: str | None, first: dict[str, str], mapping: ColumnMapping) -> str:
    """Return why the column is not read, "" when it is read."""
    if is_secret(head):
        return _(SECRET)
    if not target:
        return _(_UNKNOWN if target is None else _NOT_WANTED)
    if target == IDENTITY_CODE and not mapping.identity_ground:
        return _(_NO_GROUND)
    if target in first and not _joins(head, target):
        return _("sama tieto on jo sarakkeessa {column}").format(column=first[target])
    return ""


def _joins(head: str, target: str) -> bool:
    """Tell whether the cells of a further column of the target are joined to those of the first."""
    return joiner(target) is not None and (squeeze(head) in _going_on() or target not in _going_on().values())


def _target(head: str, chosen: dict[str, str]) -> str | None:
    """Return the target of a head, "" when the mapping leaves it out, None when it means nothing."""
    whole = squeeze(head)
    if whole in chosen:
        return chosen[whole]
    for text in (head, *_SEVERAL.split(head)):
        for form in _forms(text):
            if form in _synonyms():
                return _synonyms()[form]
    return next(filter(None, map(_of_billing, _forms(head))), None)


def _of_billing(form: str) -> str | None:
    """Return what a head means that only says of which address it is: "Laskutuspostitmp"; None where it is none."""
    bare = (form.removeprefix(word) for word in _table("billing") if form.startswith(word))
    found = (f"billing_{_synonyms().get(one, '')}" for one in bare)
    return next((target for target in found if target in targets()), None)


def _forms(head: str) -> Iterable[str]:
    whole = squeeze(head)
    yield whole
    bare = _NUMBERED.sub("", whole)
    yield bare
    for word in _table("before"):
        if bare.startswith(word) and len(bare) > len(word):
            yield bare.removeprefix(word)


def _give_way(heads: Sequence[str], found: list[str | None], chosen: dict[str, str]) -> None:
    """Let a vague head ("Nimi", "id") mean its second meaning where a plainer one of the same target is present."""
    vague = {i: word for i, head in enumerate(heads) if (word := squeeze(head)) in _vague() and word not in chosen}
    plain = {t for i, t in enumerate(found) if i not in vague and squeeze(heads[i]) not in _going_on()}
    for i, word in vague.items():
        target, otherwise = _vague()[word]
        if target in plain:
            found[i] = otherwise or None


def is_secret(head: str) -> bool:
    """Tell whether a column of that head holds passwords, their hashes, security answers or card data."""
    text = squeeze(head)
    return text in _forbidden("exact") or any(part in text for part in _forbidden("contains"))


@cache
def _synonyms() -> dict[str, str]:
    table: dict[str, Any] = vocabulary("columns")["targets"]
    words = {squeeze(word): target for target, row in table.items() for word in row["synonyms"]}
    return words | {word: target for word, (target, _otherwise) in _vague().items()} | _going_on()


@cache
def _going_on() -> dict[str, str]:
    table: dict[str, Any] = vocabulary("columns")["targets"]
    return {squeeze(word): target for target, row in table.items() for word in row.get("continues", ())}


@cache
def _vague() -> dict[str, tuple[str, str]]:
    table: dict[str, Any] = vocabulary("columns")["targets"]
    return {
        squeeze(word): (target, otherwise)
        for target, row in table.items()
        for word, otherwise in row.get("gives_way", {}).items()
    }


@cache
def _table(name: str) -> tuple[str, ...]:
    return tuple(squeeze(word) for word in vocabulary("columns")[name])


@cache
def _forbidden(name: str) -> frozenset[str]:
    return frozenset(squeeze(word) for word in vocabulary("columns")["forbidden"][name])
