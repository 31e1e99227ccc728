"""Identifiers of firms, associations and persons: every vector of LAW §7.1–7.3, and what holds for any input."""

import datetime as dt

import pytest
from hypothesis import given, strategies as st
from stdnum.fi import alv, hetu, ytunnus

from asiakasrekisteri.domain import identifiers as ids
from asiakasrekisteri.domain.fields import Check, Normalise

PAIRS = [
    (ids.normalise_business_id, ids.check_business_id),
    (ids.normalise_vat_number, ids.check_vat_number),
    (ids.normalise_association_number, ids.check_association_number),
    (ids.normalise_identity_code, ids.check_identity_code),
    (ids.normalise_postcode, ids.check_postcode),
    (ids.normalise_country, ids.check_country),
    (ids.normalise_email, ids.check_email),
    (ids.normalise_phone, ids.check_phone),
]
IDENTITY_CHARACTERS = "0123456789ABCDEFHJKLMNPRSTUVWXY"


def business_id(base: int) -> str:
    """Return the Y-tunnus with these seven digits; with check digit 0 where none is issued."""
    rest = sum(int(d) * w for d, w in zip(f"{base:07}", (7, 9, 10, 5, 8, 4, 2), strict=True)) % 11
    return f"{base:07}-{(11 - rest) % 11 % 10}"


def identity_code(born: dt.date, serial: int, separator: str) -> str:
    digits = f"{born:%d%m%y}{serial:03}"
    return f"{born:%d%m%y}{separator}{serial:03}{IDENTITY_CHARACTERS[int(digits) % 31]}"


@pytest.mark.parametrize("value", ["2345678-0", "7654321-2", "1234567-1", "1000002-0"])
def test_a_right_business_id_passes(value: str) -> None:
    assert ids.normalise_business_id(value) == value
    assert ids.check_business_id(value) is None


@pytest.mark.parametrize(
    "written",
    ["1234567-1", " 1234567-1 ", "12345671", "FI12345671", "FI 12345671", "fi1234567-1", "1234567 - 1", "1234567–1"],
)
def test_a_business_id_is_understood_as_it_is_written(written: str) -> None:
    assert ids.normalise_business_id(written) == "1234567-1"


def test_six_digits_of_old_get_their_zero() -> None:
    padded = ids.normalise_business_id("112038-9")
    assert padded == "0112038-9"
    assert ids.check_business_id(padded) is None


@pytest.mark.parametrize("value", ["1234567-2", "0123456-7", "0000000-0", "1234567", "abc", "12345678-1", "123-4567-1"])
def test_a_wrong_business_id_is_refused(value: str) -> None:
    assert ids.check_business_id(value)


@given(st.integers(0, 9))
def test_a_number_that_is_never_issued_is_refused_whatever_its_check_digit(check: int) -> None:
    message = ids.check_business_id(f"1000008-{check}")
    assert message is not None
    assert "annettu" in message


@given(st.integers(1, 9_999_999), st.integers(0, 9))
def test_business_ids_are_judged_as_the_library_does(base: int, check: int) -> None:
    value = f"{base:07}-{check}"
    assert (ids.check_business_id(value) is None) == ytunnus.is_valid(value)
    assert (ids.check_vat_number(ids.vat_number_of(value)) is None) == alv.is_valid(ids.vat_number_of(value))


@pytest.mark.parametrize("written", ["FI12345671", "fi 1234567-1", "1234567-1", "FI 12345671"])
def test_a_vat_number_is_stored_without_hyphen(written: str) -> None:
    assert ids.normalise_vat_number(written) == "FI12345671"
    assert ids.check_vat_number("FI12345671") is None


def test_foreign_vat_numbers_pass_by_form_only() -> None:
    assert ids.check_vat_number(ids.normalise_vat_number("SE 5566778899-01")) is None
    assert ids.check_vat_number("FI12345672")
    assert ids.check_vat_number("QQ12345671")


@pytest.mark.parametrize(("written", "stored"), [("123.456", "123456"), ("1.234", "1234"), ("12", "12"), ("01", "01")])
def test_an_association_number_is_stored_as_digits(written: str, stored: str) -> None:
    assert ids.normalise_association_number(written) == stored
    assert ids.check_association_number(stored) is None


@pytest.mark.parametrize("value", ["1234567", "0", "abc"])
def test_a_wrong_association_number_is_refused(value: str) -> None:
    assert ids.check_association_number(ids.normalise_association_number(value))


@pytest.mark.parametrize(
    "code",
    ["100190-999P", "100190Y999P", "290200A950Y", "290200B950Y", "311299U9019", "010100F998M", "150685X935L",
     "010150+902E", "010190-999W"],
)  # fmt: skip
def test_right_identity_codes_pass_and_keep_their_separator(code: str) -> None:
    assert ids.normalise_identity_code(f" {code.lower()} ") == code
    assert ids.check_identity_code(code) is None
    assert ids.is_temporary_identity_code(code)


@pytest.mark.parametrize(
    "code", ["010190-999K", "300200A950Y", "290219-950Y", "100190-99", "100190/999P", "100190-001"]
)
def test_wrong_identity_codes_are_refused_without_repeating_them(code: str) -> None:
    message = ids.check_identity_code(code)
    assert message is not None
    assert code not in message


def test_a_birth_date_to_come_is_refused_when_the_day_is_known() -> None:
    tomorrow = identity_code(dt.date(2026, 11, 23), 912, "A")
    assert ids.check_identity_code(tomorrow) is None
    assert ids.check_identity_code(tomorrow, today=dt.date(2026, 11, 22))
    assert ids.check_identity_code(tomorrow, today=dt.date(2026, 11, 23)) is None


def test_a_code_is_masked_to_the_birth_date() -> None:
    assert ids.mask_identity_code("100190-999P") == "100190-****"
    assert ids.mask_identity_code("100190Y999P") == "100190Y****"
    assert ids.mask_identity_code("oops") == "****"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("100190-999P", ""),
        (" 100190-999x ", ""),
        ("hetu 100190-999P, soita", "hetu 100190-****, soita"),
        ("150320-0012", "150320-0012"),
        ("320190-999P", "320190-999P"),
        ("1234567-1", "1234567-1"),
    ],
)
def test_codes_are_taken_out_of_texts(text: str, left: str) -> None:
    assert ids.without_identity_codes(text) == left


@given(st.dates(dt.date(1900, 1, 1), dt.date(1999, 12, 31)), st.integers(2, 999), st.sampled_from("-YXWVU"))
def test_every_code_built_by_the_rule_passes(born: dt.date, serial: int, separator: str) -> None:
    code = identity_code(born, serial, separator)
    assert ids.check_identity_code(code, today=dt.date(2026, 1, 1)) is None
    assert ids.birth_date(code) == born
    assert ids.is_temporary_identity_code(code) == (serial >= 900)


@given(st.from_regex(r"[0-3][0-9][01][0-9]{3}[-+A-FYXWVU][0-9]{3}[0-9A-Y]", fullmatch=True))
def test_identity_codes_are_judged_as_the_library_does(code: str) -> None:
    assert (ids.check_identity_code(code) is None) == hetu.is_valid(code, allow_temporary=True)


@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize("nothing", [None, "", "   ", "\u00a0"])
def test_nothing_is_stored_as_nothing_and_is_no_fault(pair: tuple[Normalise, Check], nothing: object) -> None:
    normalise, check = pair
    assert normalise(nothing) is None
    assert check(None) is None


@pytest.mark.parametrize("written", ["1234567.1", "F-I1234567", "fi 1234567–1", "0000000."])
def test_a_vat_number_once_brought_to_form_stays_as_it_is(written: str) -> None:
    once = ids.normalise_vat_number(written)
    assert ids.normalise_vat_number(once) == once


@pytest.mark.parametrize("pair", PAIRS)
@given(value=st.one_of(st.text(), st.integers(), st.from_regex(r"[+0-9(). -]{1,20}", fullmatch=True)))
def test_any_value_can_be_normalised_twice_and_checked(pair: tuple[Normalise, Check], value: object) -> None:
    normalise, check = pair
    once = normalise(value)
    assert normalise(once) == once
    assert check(once) is None or isinstance(check(once), str)
