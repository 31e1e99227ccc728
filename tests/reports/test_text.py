"""Lines: nothing lost, nothing too wide, words divided where Finnish divides them."""

import time

from hypothesis import given, settings, strategies as st

from asiakasrekisteri.reports.fonts import Face, drawable, width
from asiakasrekisteri.reports.text import Run, Style, bold, break_lines, line_width, plain

STYLE = Style(Face.REGULAR, 10, 14)


def lines_of(text: str, room: float) -> list[str]:
    return [plain(line) for line in break_lines(text, STYLE, room)]


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(min_codepoint=33, max_codepoint=382) | st.sampled_from(" \n-@."), max_size=120))
def test_nothing_is_lost_and_nothing_too_wide(text: str) -> None:
    lines = break_lines(text, STYLE, 90)
    assert all(line_width(line, STYLE.size) <= 90.01 for line in lines)
    kept = "".join("".join(map(plain, lines)).split()).replace("-", "")
    assert kept == "".join("".join(drawable(part) for part in text.splitlines()).split()).replace("-", "")


def test_long_words_are_divided_at_syllables_and_signs() -> None:
    assert lines_of("verkkotunnuspalveluntuottaja", 112) == ["verkkotunnuspalvelun-", "tuottaja"]
    assert lines_of("hanna-mari.nayte@pihtiputaan.example", 100)[0].endswith(("-", ".", "@"))
    assert "".join(lines_of("x" * 100, 50)) == "x" * 100


def test_lines_end_with_a_space_so_that_words_stay_apart() -> None:
    first, *_ = lines_of("laskutukseen ja tekniseen tukeen sekä muuhun", 120)
    assert first.endswith(" ")


def test_faces_change_inside_a_line() -> None:
    (line,) = break_lines(bold("Oikeus.", "Voit kysyä."), STYLE, 400)
    assert plain(line) == "Oikeus. Voit kysyä."
    assert line[-1] == Run("Voit kysyä.", Face.REGULAR)


def test_unknown_and_control_characters() -> None:
    assert drawable("a\x07b\N{MATHEMATICAL FRAKTUR CAPITAL A}") == "ab□"
    assert width("ii", Face.REGULAR, 10) < width("WW", Face.REGULAR, 10)


def test_a_word_as_long_as_a_book_takes_no_longer_than_a_book() -> None:
    began = time.process_time()
    lines = lines_of("W" * 50_000 + "å" * 50_000, 450)
    assert "".join(lines).replace("-", "") == "W" * 50_000 + "å" * 50_000
    assert time.process_time() - began < 10
