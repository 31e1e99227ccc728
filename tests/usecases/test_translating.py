"""The firm's own words beside their translations, and what a print in another language says of them."""

from dataclasses import replace

import pytest

from asiakasrekisteri.domain.description import Purpose
from asiakasrekisteri.domain.errors import InvalidInputError
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.privacy.description import (
    describe,
    preview_description,
    read_description,
    render,
    save_description,
)
from asiakasrekisteri.usecases.privacy.registers import add_register
from asiakasrekisteri.usecases.privacy.translating import own_phrases, translated
from tests.reading import pdf_text

WORDS = "leijonien ruokinta"
LIONS = Purpose(None, WORDS, "contract")


def test_words_without_a_translation_lack_it_until_they_have_one_and_the_print_follows(gate: Gate) -> None:
    own = gate.call(read_description).description
    own = replace(own, purposes=(*own.purposes, LIONS))
    assert {one.words: one.lacks for one in gate.call(own_phrases, own, "sv").phrases}[WORDS]
    said = replace(own, translations=translated(own, "sv", WORDS, "matning av lejon"))
    phrase = next(one for one in gate.call(own_phrases, said, "sv").phrases if one.words == WORDS)
    assert (phrase.said, phrase.lacks, phrase.section) == ("matning av lejon", False, "purposes")
    assert {one.words: one.lacks for one in gate.call(own_phrases, said, "en").phrases}[WORDS]
    print_sv = " ".join(pdf_text(render(gate.call(preview_description, said, None, "sv"), "notice")).split())
    assert "Matning av lejon" in print_sv
    assert "Leijonien ruokinta" not in print_sv
    gate.call(save_description, said)
    assert "Matning av lejon" in " ".join(pdf_text(render(gate.call(describe, None, "sv"), "notice")).split())


def test_a_translation_whose_words_have_changed_is_left_over_and_taken_away(gate: Gate) -> None:
    own = gate.call(read_description).description
    own = replace(own, translations=translated(own, "en", "vanhat sanat", "old words"))
    (left,) = gate.call(own_phrases, own, "en").left_over
    assert left.said == "old words"
    gone = replace(own, translations=translated(own, "en", left.words, ""))
    assert gate.call(own_phrases, gone, "en").left_over == ()


def test_names_need_no_translation_and_shipped_words_have_theirs(gate: Gate) -> None:
    own = gate.call(read_description).description
    found = {one.words: one for one in gate.call(own_phrases, own, "en").phrases}
    assert found[own.register_name].name
    assert not found[own.register_name].lacks
    assert all(one.lacks == (not one.said and not one.shipped) for one in found.values() if not one.name)


def test_a_draft_cannot_take_the_name_of_another_register(gate: Gate) -> None:
    gate.call(add_register, "Kameravalvonta")
    own = gate.call(read_description).description
    with pytest.raises(InvalidInputError, match="Samanniminen"):
        gate.call(save_description, replace(own, register_name="kameravalvonta"))
