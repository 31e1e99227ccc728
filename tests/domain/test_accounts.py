"""Accounts of banks, the codes of banks and the addresses of e-invoices."""

import pytest

from asiakasrekisteri.domain.accounts import (
    bic_of,
    check_bic,
    check_iban,
    finnish_iban,
    grouped_iban,
    is_iban,
    normalise_iban,
    ovt_of,
)
from asiakasrekisteri.exchange.vocabulary import vocabulary

GOOD = (
    "FI2112345600000785",
    "FI3715903000000776",
    "FI7944052020036082",
    "FI5810171000000122",
    "FI0250004640001302",
    "FI1680001400050267",
    "FI7331313001000058",
    "SE4550000000058398257466",
)


@pytest.mark.parametrize("account", GOOD)
def test_good_accounts_are_accepted_in_any_way_of_writing(account: str) -> None:
    assert normalise_iban(grouped_iban(account).lower()) == account
    assert check_iban(account) is None
    assert is_iban(account)


@pytest.mark.parametrize(
    ("account", "fault"),
    [
        ("FI2112345600000786", "tarkistusnumerot"),
        ("FI211234560000078", "16 numeroa"),
        ("FI21123456000007855", "16 numeroa"),
        ("12345600000785", "IBAN-muotoa"),
        ("SE4550000000058398257467", "tarkistusnumerot"),
    ],
)
def test_faulty_accounts_are_told_what_is_wrong(account: str, fault: str) -> None:
    assert fault in (check_iban(account) or "")


def test_nothing_is_no_fault() -> None:
    assert normalise_iban("  ") is normalise_iban(None) is None
    assert check_iban(None) is check_iban("") is check_bic(None) is check_bic("") is None


@pytest.mark.parametrize("account", [account for account in GOOD if account.startswith("FI")])
def test_the_old_number_gives_the_account(account: str) -> None:
    assert finnish_iban(account[4:]) == account


def test_an_account_for_print_stands_in_fours() -> None:
    assert grouped_iban("FI2112345600000785") == "FI21\xa01234\xa05600\xa00007\xa085"


def test_the_bank_of_an_account_is_proposed() -> None:
    table = vocabulary("bics")["bank"]
    assert bic_of("FI2112345600000785", table) == "NDEAFIHH"
    assert bic_of("FI7331313001000058", table) == "HANDFIHH"
    assert bic_of("FI0250004640001302", table) == "OKOYFIHH"
    assert bic_of("FI7944052020036082", table) == "ITELFIHH"
    assert bic_of(finnish_iban("40500000000000"), table) == "HELSFIHH"
    assert bic_of("SE4550000000058398257466", table) == bic_of(finnish_iban("7" * 14), table) == ""
    assert all(check_bic(code) is None for code in table.values())
    assert "8 tai 11" in (check_bic("NDEA") or "")


def test_the_e_invoice_address_of_a_firm() -> None:
    assert ovt_of("1234567-1") == "003712345671"
