"""The legal texts of three languages: the same keys, the same places to fill in, and a phrase for every field."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from asiakasrekisteri.domain.categories import CATEGORY_TITLES
from asiakasrekisteri.domain.texts import LANGUAGES
from asiakasrekisteri.reports.legal import ARTICLE_6, held_rights, legal_texts
from asiakasrekisteri.store.models import entities
from asiakasrekisteri.usecases.shipped import shipped

_PLACE = re.compile(r"\{[a-z_]+\}")
PHRASES = shipped("legal", "contents.toml")


def sentences(data: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for key, value in data.items():
        name = f"{above}.{key}"
        if isinstance(value, Mapping):
            yield from sentences(value, name)
        elif isinstance(value, list):
            for place, one in enumerate(value):
                if isinstance(one, Mapping):
                    yield from sentences(one, f"{name}.{one['code']}")
                else:
                    yield f"{name}.{place}", str(one)
        else:
            yield name, str(value)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_keys_and_places_of_the_finnish(language: str) -> None:
    finnish, other = dict(sentences(legal_texts("fi").data)), dict(sentences(legal_texts(language).data))
    assert finnish.keys() == other.keys()
    differing = [key for key in finnish if sorted(_PLACE.findall(finnish[key])) != sorted(_PLACE.findall(other[key]))]
    assert differing == []
    assert [key for key, text in other.items() if not text and finnish[key]] == []


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_sentence_is_left_in_finnish(language: str) -> None:
    finnish, other = dict(sentences(legal_texts("fi").data)), dict(sentences(legal_texts(language).data))
    shared = {
        key for key, text in other.items() if text and text == finnish[key] and not key.endswith((".code", ".bases"))
    }
    assert {
        key for key in shared if re.search(r"[a-zåäö]{4}", _PLACE.sub("", other[key])) and ".bases." not in key
    } <= {
        ".notice.review_fields.version",
        ".notice.version",
    }


def test_the_rights_of_each_basis_are_the_same_in_every_language() -> None:
    for basis in ARTICLE_6:
        counted = {len(legal_texts(language).rights([basis])) for language in LANGUAGES}
        assert len(counted) == 1
    assert "portability" not in held_rights({"legal_obligation"}, marketing=False)
    assert held_rights({"consent"}, marketing=True) >= {"withdrawal", "objection", "complaint"}


def test_every_personal_field_is_told_of_by_exactly_one_phrase_of_its_category() -> None:
    held = {
        (field.category.value, f"{entity.__tablename__}.{field.name}")
        for entity in entities()
        for field in entity.spec()
        if field.subject is not None and field.category in CATEGORY_TITLES
    }
    told = [(category, field) for category, said in PHRASES.items() for fields in said.values() for field in fields]
    assert len(told) == len(set(told))
    assert set(told) == held


def test_every_phrase_has_its_words_and_no_words_are_idle() -> None:
    keys = [phrase for said in PHRASES.values() for phrase in said]
    assert len(keys) == len(set(keys))
    assert set(keys) == set(legal_texts("fi").words("contents"))
