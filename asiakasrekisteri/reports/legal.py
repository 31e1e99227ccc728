"""The sentences of the law's documents as data, and the rights that follow from the legal bases (GDPR Art. 12–22)."""

import tomllib
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any

from asiakasrekisteri.domain.texts import LANGUAGES

ARTICLE_6 = ("consent", "contract", "legal_obligation", "vital_interest", "public_interest", "legitimate_interest")
"""Codes of the legal bases in the order of Art. 6(1)(a)–(f)."""


@cache
def _shipped(language: str) -> dict[str, Any]:
    file = resources.files("asiakasrekisteri.resources").joinpath("legal", f"{language}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def legal_texts(language: str = "fi", overrides: Mapping[str, Any] | None = None) -> "LegalTexts":
    """Return the sentences of a language, Finnish where it has none, with the office's own put over them."""
    shipped = _shipped(language if language in LANGUAGES else "fi")
    return LegalTexts(_merged(shipped, overrides or {}))


def held_rights(bases: Collection[str], *, marketing: bool) -> frozenset[str]:
    """Return the codes of the rights that these bases give: those that no basis takes away, and the complaint."""
    texts = legal_texts()
    held = {right["code"] for right in texts.data["rights"] if _gives(right, bases)}
    if texts.objection(bases, marketing=marketing):
        held.add("objection")
    return frozenset(held | {"complaint"})


def _gives(right: Mapping[str, Any], bases: Collection[str]) -> bool:
    return "bases" not in right or any(basis in bases for basis in right["bases"])


def _merged(shipped: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(shipped)
    for key, value in own.items():
        below = merged.get(key)
        merged[key] = _merged(below, value) if isinstance(below, dict) and isinstance(value, Mapping) else value
    return merged


class LegalTexts:
    """Sentences by dotted key: `texts("notice.title")`."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data

    def __call__(self, key: str, **values: str) -> str:
        """Return one sentence with its places filled in."""
        text = str(self._find(key))
        return text.format(**values) if values else text

    def lines(self, key: str) -> tuple[str, ...]:
        """Return a list of sentences."""
        return tuple(map(str, self._find(key)))

    def words(self, key: str) -> dict[str, str]:
        """Return a small vocabulary."""
        return dict(self._find(key))

    def basis(self, code: str | None) -> str:
        """Return a legal basis in words; empty when it is not known."""
        return self.words("bases").get(code or "", "")

    def mechanism(self, code: str) -> str:
        """Return a ground of transfer in words; empty when it is not known."""
        return self.words("notice.mechanisms").get(code, "")

    def rights(self, bases: Collection[str]) -> tuple[tuple[str, str], ...]:
        """Return name and text of each right that the data subject has on these bases, and of no other."""
        kept = []
        for right in self._find("rights"):
            named = [basis for basis in right.get("bases", ()) if basis in bases]
            if named or "bases" not in right:
                kept.append((right["name"], self._right_text(right, named, bases)))
        return tuple(kept)

    def objection(self, bases: Collection[str], *, marketing: bool) -> tuple[str, ...]:
        """Return the paragraphs on objecting, to be shown apart from other rights (Art. 21(4)); empty if none."""
        names = self.words("objection.names")
        named = [names[basis] for basis in names if basis in bases]
        paragraphs = [self("objection.situation", named=self("join.or").join(named))] if named else []
        return tuple(paragraphs + ([self("objection.marketing")] if marketing else []))

    def rights_in_words(self, bases: Iterable[str]) -> tuple[str, ...]:
        """Return the rights as sentences for one person's extract; objecting is told apart from them."""
        return tuple(f"{name} {text}" for name, text in self.rights(frozenset(bases)))

    def _right_text(self, right: Mapping[str, Any], named: list[str], bases: Collection[str]) -> str:
        names = self.words("base_names")
        extra = "".join(f", {text}" for basis, text in right.get("extra", {}).items() if basis in bases)
        either = self("join.or")
        extra = either.rstrip().join(extra.rsplit(",", 1)) if extra else ""
        text = right["text"].format(extra=extra, named=either.join(names[basis] for basis in named if basis in names))
        limits = [sentence for basis, sentence in right.get("limit", {}).items() if basis in bases]
        return " ".join([text, *limits])

    def _find(self, key: str) -> Any:
        found: Any = self.data
        for part in key.split("."):
            found = found[part]
        return found
