"""Reference numbers: every vector of LAW §7.4, and what holds for any base."""

import pytest
from hypothesis import given, strategies as st
from stdnum import iso11649

from asiakasrekisteri.domain import references as refs
from asiakasrekisteri.domain.typography import NBSP

NATIONAL = [
    "1232", "12344", "11112", "20261007", "868516259619897", "559582243294671", "69875672083435364",
    "12345678901234567894",
]  # fmt: skip
RF = ["RF9811112", "RF111232", "RF09868516259619897", "RF06559582243294671", "RF18539007547034"]

bases = st.from_regex(r"[1-9][0-9]{2,18}", fullmatch=True)
blanks = st.sampled_from(["", " ", NBSP, "  "])


def spread(text: str, blank: str) -> str:
    return blank.join(text)


@pytest.mark.parametrize("number", NATIONAL)
def test_a_right_national_reference_passes(number: str) -> None:
    assert refs.check_reference(number) is None
    assert refs.national_reference(number[:-1]) == number


@pytest.mark.parametrize("number", RF)
def test_a_right_rf_reference_passes(number: str) -> None:
    assert refs.check_reference(refs.normalise_reference(number.lower())) is None


@pytest.mark.parametrize(("national", "rf"), [("11112", RF[0]), ("1232", RF[1]), (NATIONAL[4], RF[2]),
                                              (NATIONAL[5], RF[3])])  # fmt: skip
def test_rf_is_made_of_the_national_one(national: str, rf: str) -> None:
    assert refs.rf_reference(national) == rf


@pytest.mark.parametrize("value", ["1233", "123", "7", "0000", "123456789012345678901", "12a4", "٣٤٥٦", "RF121232",
                                   "RF11", "RF11ABCD", "RF99" + "1" * 22, "RF98", "laskun numero 7"])  # fmt: skip
def test_a_wrong_reference_is_refused_with_advice(value: str) -> None:
    message = refs.check_reference(refs.normalise_reference(value))
    assert message is not None
    assert message.endswith(("viite.", "viitenumero.", "laskusta."))


@pytest.mark.parametrize("nothing", [None, "", "  "])
def test_nothing_is_no_fault_and_no_reference(nothing: object) -> None:
    assert refs.normalise_reference(nothing) is None
    assert refs.check_reference(None) is None
    assert not refs.same_reference(nothing, nothing)


@given(bases, blanks, st.integers(0, 5))
def test_blanks_and_leading_zeros_are_not_stored(base: str, blank: str, zeros: int) -> None:
    number = refs.national_reference(base)
    assert refs.normalise_reference(spread("0" * zeros + number, blank)) == number
    rf = refs.rf_reference(number)
    assert refs.normalise_reference(spread(rf[:4] + rf[4:].zfill(21), blank)) == rf


@given(bases)
def test_every_base_gives_a_sound_pair(base: str) -> None:
    number = refs.national_reference(base)
    rf = refs.rf_reference(number)
    assert refs.check_reference(number) is None
    assert refs.check_reference(rf) is None
    assert iso11649.is_valid(rf)


@given(bases, st.data())
def test_one_wrong_digit_is_always_noticed(base: str, data: st.DataObject) -> None:
    number = refs.national_reference(base)
    for sound, first in ((number, 1), (refs.rf_reference(number), 2)):
        at = data.draw(st.integers(first, len(sound) - 1))
        other = data.draw(st.sampled_from([d for d in "0123456789" if d != sound[at]]))
        assert refs.check_reference(sound[:at] + other + sound[at + 1 :])


@pytest.mark.parametrize("base", ["", "12", "0012", "1" * 20, "12a", "-123"])
def test_a_base_that_makes_no_reference_is_refused(base: str) -> None:
    with pytest.raises(ValueError, match="3-19"):
        refs.national_reference(base)


@pytest.mark.parametrize("national", ["1233", "", "RF111232"])
def test_rf_is_not_made_of_a_wrong_reference(national: str) -> None:
    with pytest.raises(ValueError, match="sound"):
        refs.rf_reference(national)


@pytest.mark.parametrize(
    ("reference", "printed"),
    [
        ("1232", "1232"),
        ("11112", "11112"),
        ("20261007", "202 61007"),
        ("868516259619897", "86851 62596 19897"),
        ("0069875672083435364", "69 87567 20834 35364"),
        ("RF09868516259619897", "RF09 8685 1625 9619 897"),
        ("rf98 11112", "RF98 1111 2"),
        ("tilaus 7", "tilaus 7"),
    ],
)
def test_references_are_printed_in_groups(reference: str, printed: str) -> None:
    assert refs.grouped(reference) == (printed.replace(" ", NBSP) if printed[0] in "R0123456789" else printed)


@given(bases, blanks, st.integers(0, 5))
def test_every_way_of_writing_means_the_same_payment(base: str, blank: str, zeros: int) -> None:
    number = refs.national_reference(base)
    ways = [number, refs.rf_reference(number), spread("0" * zeros + number, blank), refs.grouped(number)]
    assert all(refs.same_reference(a, b) for a in ways for b in ways)


@given(bases, bases)
def test_different_numbers_are_different_payments(a: str, b: str) -> None:
    same = refs.same_reference(refs.rf_reference(refs.national_reference(a)), refs.national_reference(b))
    assert same == (a == b)


def test_a_spoiled_rf_reference_does_not_mean_the_number_in_it() -> None:
    assert refs.same_reference("RF11 1232", "1232")
    assert not refs.same_reference("RF12 1232", "1232")
