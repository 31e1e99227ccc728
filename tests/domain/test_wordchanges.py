"""What changed between two texts: whole words, and joined together both texts again."""

from hypothesis import given, strategies as st

from asiakasrekisteri.domain.description import Description, Purpose
from asiakasrekisteri.domain.wordchanges import Piece, compare_sections, section_texts, word_changes

TEXTS = st.lists(st.sampled_from(["laskutus", "tuki", "ja", ",", " ", "\n", "Y-tunnus", "ä"]), max_size=30).map("".join)


def test_a_changed_word_goes_and_comes_whole() -> None:
    assert list(word_changes("Säilytetään 6 kuukautta.", "Säilytetään 12 kuukautta.")) == [
        Piece("same", "Säilytetään "),
        Piece("removed", "6"),
        Piece("added", "12"),
        Piece("same", " kuukautta."),
    ]


@given(TEXTS, TEXTS)
def test_the_pieces_make_up_both_texts(before: str, after: str) -> None:
    pieces = list(word_changes(before, after))
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == after
    assert all(piece.text for piece in pieces)


def test_sections_that_came_or_went_are_told() -> None:
    found = {one.section: one for one in compare_sections({"a": "x", "b": "y"}, {"a": "x", "c": "z", "d": ""})}
    assert set(found) == {"a", "b", "c"}
    assert not found["a"].changed
    assert found["b"].pieces == (Piece("removed", "y"),)
    assert found["c"].pieces == (Piece("added", "z"),)


def test_a_basis_counts_as_words_of_its_purpose() -> None:
    one, other = (
        Description(purposes=(Purpose(None, "laskutus", basis),)) for basis in ("contract", "legal_obligation")
    )
    changed = [s.section for s in compare_sections(section_texts(one), section_texts(other)) if s.changed]
    assert changed == ["purposes"]
