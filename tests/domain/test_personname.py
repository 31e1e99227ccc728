"""Parting names and showing them."""

import pytest
from hypothesis import given, strategies as st

from asiakasrekisteri.domain.personname import PersonName, initials, list_form, split_name, spoken_form

WORD = st.from_regex(r"[A-ZÅÄÖ][a-zåäö]{1,9}", fullmatch=True)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Virtanen, Matti", "Matti", "Virtanen"),
        ("Matti Virtanen", "Matti", "Virtanen"),
        ("Matti Juhani Virtanen", "Matti Juhani", "Virtanen"),
        ("VIRTANEN Matti", "Matti", "VIRTANEN"),
        ("MATTI VIRTANEN", "MATTI", "VIRTANEN"),
        ("Georg Henrik von Wright", "Georg Henrik", "von Wright"),
        ("María de la Cruz", "María", "de la Cruz"),
        ("Virtanen", "", "Virtanen"),
        ("  Matti\tVirtanen ", "Matti", "Virtanen"),
        ("", "", ""),
        ("Virtanen,", "", "Virtanen"),
    ],
)
def test_names_are_parted(text: str, first: str, last: str) -> None:
    assert split_name(text) == PersonName(first, last)


def test_the_forms_of_a_name() -> None:
    name = split_name("Birgitta Ekblom")
    assert name.listed == "Ekblom, Birgitta"
    assert name.spoken == "Birgitta Ekblom"
    assert list_form("", "Ekblom") == "Ekblom"
    assert spoken_form("Birgitta", "") == "Birgitta"


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Birgitta Ekblom", "BE"), ("Ekblom, Birgitta", "BE"), ("Georg Henrik von Wright", "GW"), ("Åsa Öhman", "ÅÖ"),
     ("Rantakylän Leipomo Oy", "RL"), ("Oy", "O"), ("Ekblom", "E"), ("", ""), ("- -", "")],
)  # fmt: skip
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


@given(first=WORD, last=WORD)
def test_both_written_forms_give_the_same_name(first: str, last: str) -> None:
    assert split_name(list_form(first, last)) == split_name(spoken_form(first, last)) == PersonName(first, last)


@given(st.text())
def test_any_text_can_be_parted_without_losing_a_letter(text: str) -> None:
    name = split_name(text)
    assert sorted(c for c in name.spoken if c.isalnum()) == sorted(c for c in text if c.isalnum())
    assert len(initials(text)) <= 2
