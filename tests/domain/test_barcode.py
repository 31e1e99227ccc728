"""The virtual barcode by the vectors of the guide."""

import datetime as dt
from decimal import Decimal

import pytest

from asiakasrekisteri.domain.barcode import virtual_barcode

VECTORS = (
    ("437159030000007760000122500000000000000000011112161221", "12.25", "11112", dt.date(2016, 12, 21)),
    ("537159030000007760000011098000000000000000011112170101", "1.10", "RF98 11112", dt.date(2017, 1, 1)),
    ("479440520200360820048831500000000868516259619897100612", "4883.15", "868516259619897", dt.date(2010, 6, 12)),
    ("579440520200360820048831509000000868516259619897100612", "4883.15", "RF09868516259619897", dt.date(2010, 6, 12)),
    ("458101710000001220004829900000000559582243294671120131", "482.99", "559582243294671", dt.date(2012, 1, 31)),
    ("402500046400013020006938000000069875672083435364110724", "693.80", "69875672083435364", dt.date(2011, 7, 24)),
)


@pytest.mark.parametrize(("code", "amount", "reference", "due"), VECTORS)
def test_the_vectors_of_the_guide(code: str, amount: str, reference: str, due: dt.date) -> None:
    assert virtual_barcode(f"FI{code[1:17]}", Decimal(amount), reference, due) == code


def test_what_cannot_be_told_is_left_to_the_payer() -> None:
    account = "FI2112345600000785"
    assert virtual_barcode(account, Decimal("1000000.00"), "1232", None)[17:25] == "0" * 8
    assert virtual_barcode(account, Decimal("1.00"), "1232", None).endswith("000000")
    assert virtual_barcode(account, Decimal("-5.00"), "1232", None)[17:25] == "0" * 8


@pytest.mark.parametrize(("account", "reference"), [("SE4550000000058398257466", "1232"), ("FI2112345600000785", "")])
def test_there_is_none_for_foreign_accounts_and_without_a_reference(account: str, reference: str) -> None:
    assert virtual_barcode(account, Decimal("1.00"), reference, None) == ""
