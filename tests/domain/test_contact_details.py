"""Phones, e-mails, post codes and countries as they are written, stored and shown (LAW §7.8)."""

import phonenumbers
import pytest
from hypothesis import given, strategies as st

from asiakasrekisteri.domain import identifiers as ids
from asiakasrekisteri.domain.postcodes import part_country


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("040 5550101", "+358405550101"),
        ("+358 (0)9 3157 0101", "+358931570101"),
        ("+358(0)40 555 0101", "+358405550101"),
        ("(09) 3157 0101", "+358931570101"),
        ("0044 20 7946 0958", "+442079460958"),
        ("00358405550101", "+358405550101"),
        ("040-555 0101", "+358405550101"),
        ("0600 123 456", "+358600123456"),
        ("010 123 4567", "+358101234567"),
        ("+46 8 123 456 78", "+46812345678"),
    ],
)
def test_phones_are_stored_in_the_international_form(written: str, stored: str) -> None:
    assert ids.normalise_phone(written) == stored
    assert ids.warn_phone(stored) is None


@pytest.mark.parametrize("written", ["112", "alanumero 12", "040 555 0101 / 12", "0400 555 123 (Maija)", "vaihde 1"])
def test_what_is_not_understood_is_kept_and_warned_of(written: str) -> None:
    assert ids.normalise_phone(written) == written
    assert ids.check_phone(written) is None
    assert ids.warn_phone(written)


def test_text_without_a_digit_is_no_phone() -> None:
    assert ids.check_phone("ei puhelinta")


def test_phones_are_shown_as_finns_read_them() -> None:
    assert ids.show_phone("+358405550101") == "040 5550101"
    assert ids.show_phone("+46812345678") == "+46 8 123 456 78"
    assert ids.show_phone("112") == "112"


@given(st.from_regex(r"(\+358|00358|0)[ ]?(4[0-9]|50)[0-9 -]{3,12}", fullmatch=True))
def test_the_short_way_for_mobiles_gives_what_the_library_gives(written: str) -> None:
    number = phonenumbers.parse(written, "FI")
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    expected = e164 if phonenumbers.is_valid_number(number) else " ".join(written.split())
    assert ids.normalise_phone(written) == expected


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("tuki @ esimerkki . net", "tuki@esimerkki.net"),
        ("Maija.Meikalainen@ESIMERKKI.FI", "Maija.Meikalainen@esimerkki.fi"),
        ("info (at) esimerkki.fi", "info@esimerkki.fi"),
        ("info[at]esimerkki[dot]fi", "info@esimerkki.fi"),
        ("mailto:info@esimerkki.fi", "info@esimerkki.fi"),
        ("<info@esimerkki.fi>", "info@esimerkki.fi"),
        ("info@Öljy.example", "info@öljy.example"),
        ("info@xn--zz-.example", "info@xn--zz-.example"),
        ("info@" + "öljy.example".encode("idna").decode(), "info@öljy.example"),
    ],
)
def test_emails_are_cleaned(written: str, stored: str) -> None:
    assert ids.normalise_email(written) == stored


def test_a_text_far_too_long_is_left_alone_and_refused() -> None:
    text = "a" + " " * 30_000 + "@esimerkki.fi"
    assert ids.normalise_email(text) == text
    assert ids.check_email(text)


@pytest.mark.parametrize("value", ["info@esimerkki.fi", "o'neill+lista@mail.esimerkki.fi", "info@öljy.example"])
def test_right_emails_pass(value: str) -> None:
    assert ids.check_email(value) is None


@pytest.mark.parametrize(
    "value",
    ["info", "info@", "@esimerkki.fi", "a b@esimerkki.fi", "a..b@esimerkki.fi", "a@esimerkki", "a@-esimerkki.fi",
     "a@esimerkki..fi", "a@127.0.0.1", "a@b@esimerkki.fi", "a" * 65 + "@esimerkki.fi", "a@" + "b." * 130 + "fi"],
)  # fmt: skip
def test_wrong_emails_are_refused(value: str) -> None:
    assert ids.check_email(value)


def test_post_codes_keep_their_zeros() -> None:
    assert ids.normalise_postcode(" 00100 ") == "00100"
    assert ids.normalise_postcode("FI-00100") == "00100"
    assert ids.check_postcode("00100") is None
    assert ids.check_postcode("00100", country="FI") is None
    assert ids.check_postcode("100")
    assert ids.check_postcode("100", country="FI")


def test_foreign_post_codes_pass_by_country_or_by_their_looks() -> None:
    assert ids.check_postcode("0150", country="NO") is None
    assert ids.check_postcode("NO-0150") is None
    assert ids.check_postcode("SW1A 1AA") is None
    assert ids.check_postcode("SW1A 1AA", country="FI")
    assert ids.check_postcode("0150%", country="NO")
    assert ids.check_postcode("0010A")
    assert ids.check_postcode("1012 AB") is None


@pytest.mark.parametrize(
    ("written", "parted"),
    [
        ("SE-111 22", ("111 22", "SE")), ("111 22 Ruotsi", ("111 22", "SE")), ("1 Kuu", ("1 Kuu", "")),
        ("10117 Viro", ("10117", "EE")), ("FI-00100", ("00100", "FI")), ("LV-1010", ("LV-1010", "LV")),
        ("1012 AB", ("1012 AB", "")), ("SW1A 1AA", ("SW1A 1AA", "")), ("00100", ("00100", "")), (None, ("", "")),
    ],
)  # fmt: skip
def test_a_country_written_with_a_post_code_is_parted_from_it(written: object, parted: tuple[str, str]) -> None:
    assert part_country(written) == parted


@pytest.mark.parametrize(
    ("written", "code"),
    [("Suomi", "FI"), ("finland", "FI"), ("fi", "FI"), ("Sverige", "SE"), ("Viro", "EE"), ("Germany", "DE")],
)
def test_countries_are_known_by_name_and_code(written: str, code: str) -> None:
    assert ids.normalise_country(written) == code
    assert ids.check_country(code) is None


def test_an_unknown_country_is_refused_and_a_known_one_has_a_name() -> None:
    assert ids.check_country(ids.normalise_country("Narnia"))
    assert ids.check_country("EU")
    assert ids.country_name("SE") == "Ruotsi"
    assert ids.country_name("SE", "sv") == "Sverige"
    assert ids.country_name("??") == "??"
