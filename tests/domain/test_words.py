"""Finnish order and folding."""

import random

import pytest
from hypothesis import given, strategies as st

from asiakasrekisteri.domain.words import fold, readable, sort_key

IN_ORDER = [
    "Aalto", "Aho", "Aho, Väinö", "Aho-Virtanen", "Ahola", "ahonen", "Étienne", "Maki", "Mäki", "Möller", "O'Brien",
    "Virtanen", "Wirtanen", "Zeta", "Åkerlund", "Äijälä", "Öhman",
]  # fmt: skip


@given(st.randoms(use_true_random=False))
def test_names_come_in_finnish_order(dice: random.Random) -> None:
    names = IN_ORDER.copy()
    dice.shuffle(names)
    assert sorted(names, key=lambda n: sort_key(n).encode()) == IN_ORDER


@pytest.mark.parametrize(
    ("one", "other"),
    [("Müller", "Myller"), ("André", "Andre"), ("Æsir", "äsir"), ("Østrem", "Östrem"), ("D’Arcy", "DArcy"),
     ("A\u0308ija\u0308la\u0308", "Äijälä"), ("{Aho}", "aho")],
)  # fmt: skip
def test_letters_that_are_filed_alike(one: str, other: str) -> None:
    assert sort_key(one) == sort_key(other)


def test_v_and_w_are_different_letters() -> None:
    assert sort_key("Wirta") > sort_key("Virtz")


@given(st.text())
def test_a_key_has_nothing_to_trim_and_ignores_case(text: str) -> None:
    key = sort_key(text)
    assert key == key.strip()
    assert "  " not in key
    assert sort_key(text.lower()) == sort_key(text.lower().lower())


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzåäö ", max_size=12), st.text(alphabet="abcxyzåäö", max_size=5))
def test_bytes_compare_as_the_key_does_and_a_prefix_comes_first(text: str, tail: str) -> None:
    assert sort_key(text).encode() <= sort_key(text.strip() + tail).encode()


@pytest.mark.parametrize(
    ("text", "bare"), [("Äijälä", "aijala"), ("ÅÄÖ", "aao"), ("Straße", "strasse"), ("Łódź", "lodz"), ("Øre", "ore")]
)
def test_folding_takes_the_dots_away(text: str, bare: str) -> None:
    assert fold(text) == bare


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Äijälä\u00a0& <b>", "Äijälä\u00a0& <b>"),
        ("Aa\x1b[31mlto\x07\0", "Aa[31mlto"),
        ("\ud800Aalto\u202egpj", "Aaltogpj"),
        ("Aalto\r\nAino\tMaria", "Aalto Aino Maria"),
        ("👩\u200d🌾", "👩\u200d🌾"),
    ],
)
def test_what_nobody_can_see_is_left_out(typed: str, kept: str) -> None:
    assert readable(typed) == kept


def test_notes_keep_their_lines() -> None:
    assert readable("yksi\r\n\tkaksi\x00", lines=True) == "yksi\n\tkaksi"
