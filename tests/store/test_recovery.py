"""The printed recovery code."""

from contextlib import suppress

import pytest
from hypothesis import given, strategies as st

from asiakasrekisteri.domain.errors import InvalidInputError
from asiakasrekisteri.store.recovery import ALPHABET, CODE_LENGTH, code_bytes, new_code


def test_a_code_is_34_characters_in_groups_and_never_the_same_twice() -> None:
    codes = {new_code() for _ in range(50)}
    assert len(codes) == 50
    for code in codes:
        assert [len(group) for group in code.split("-")] == [6, 6, 6, 6, 6, 4]
        assert set(code) - {"-"} <= set(ALPHABET)


def test_a_code_is_read_however_it_is_typed() -> None:
    code = new_code()
    right = code_bytes(code)
    assert code_bytes(code.lower()) == right
    assert code_bytes(f"  {code.replace('-', ' ')}\n") == right
    assert code_bytes(code.replace("-", "").replace("0", "o").replace("1", "l")) == right
    assert code_bytes(code.replace("1", "I").replace("0", "O")) == right


@given(place=st.integers(0, CODE_LENGTH - 1), letter=st.sampled_from(ALPHABET))
def test_one_wrong_character_is_almost_always_seen(place: int, letter: str) -> None:
    code = new_code().replace("-", "")
    typed = code[:place] + letter + code[place + 1 :]
    if typed == code:
        assert code_bytes(typed) == code_bytes(code)
        return
    with suppress(InvalidInputError):
        assert code_bytes(typed) != code_bytes(code)  # one in 1024 passes the checksum, and is still not the code


@pytest.mark.parametrize("typed", ["", "ABC", "A" * 33, "A" * 35, "ä" * 34, "U" * 34])
def test_what_is_not_a_code_is_refused_with_advice(typed: str) -> None:
    with pytest.raises(InvalidInputError, match="Tarkista avain"):
        code_bytes(typed)


@given(st.text(max_size=60))
def test_no_text_makes_it_fail_otherwise(typed: str) -> None:
    try:
        code_bytes(typed)
    except InvalidInputError:
        return
