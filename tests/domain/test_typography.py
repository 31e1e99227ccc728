"""No-break spaces and Finnish dates."""

import pytest
from hypothesis import given, strategies as st

from asiakasrekisteri.domain.typography import NBSP, finnish_form, polish


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 234,50 €", "1~234,50~€"),
        ("hinta 12 345 678 €, alennus 12 %", "hinta 12~345~678~€, alennus 12~%"),
        ("tietosuojalaki 35 §, 6 kk, 14 pv ja 3 kpl", "tietosuojalaki 35~§, 6~kk, 14~pv ja 3~kpl"),
        ("klo 9.41", "klo~9.41"),
        ("6 art. 1 b", "6~art.~1 b"),
        ("+358 40 555 0417", "+358~40~555~0417"),
        ("soita 040 555 0417 heti", "soita 040~555~0417 heti"),
        ("PL 800, 00531 Helsinki", "PL~800, 00531 Helsinki"),
        ("vuonna 2026 100 asiakasta", "vuonna 2026 100 asiakasta"),
        ("Kirkkotie 8 A 3", "Kirkkotie 8 A 3"),
        ("5 vuotta", "5 vuotta"),
    ],
)
def test_spaces_that_must_not_break(text: str, expected: str) -> None:
    assert polish(text) == expected.replace("~", NBSP)


words = st.lists(
    st.sampled_from(
        ["klo", "art.", "9.41", "12", "345", "678", "€", "%", "§", "kk", "+358", "040", "555", "a", "\n", NBSP]
    )
    | st.text(max_size=5)
).map(" ".join)


@given(words)
def test_only_spaces_change_and_twice_is_once(text: str) -> None:
    once = polish(text)
    assert once.replace(NBSP, " ") == text.replace(NBSP, " ")
    assert polish(once) == once
    assert all(new == NBSP for old, new in zip(text, once, strict=True) if old == NBSP)


def test_dates_are_finnish() -> None:
    assert finnish_form("2026-01-05") == "5.1.2026"
    assert finnish_form("2026-11-22T09:05:00+02:00") == f"22.11.2026 klo{NBSP}9.05"
    assert finnish_form("2026-11-22 09:05") == f"22.11.2026 klo{NBSP}9.05"
    assert finnish_form("toistaiseksi") == "toistaiseksi"
