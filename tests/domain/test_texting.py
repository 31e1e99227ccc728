"""How long a text message is, and an outage told in one."""

import pytest
from hypothesis import given, strategies as st

from asiakasrekisteri.domain.outage_words import Facts
from asiakasrekisteri.domain.texting import can_be_texted, dialled, length_of, plain, short_notice
from tests.domain.test_outages import FI, START


@pytest.mark.parametrize(
    ("text", "used", "fits", "messages"),
    [
        ("", 0, 160, 1),
        ("Häiriö", 6, 160, 1),
        ("5 €", 4, 160, 1),
        ("a" * 160, 160, 160, 1),
        ("a" * 161, 161, 160, 2),
        ("a" * 306, 306, 160, 2),
        ("a" * 307, 307, 160, 3),
        ("Häiriö – korjaamme", 18, 70, 1),
        ("š" * 71, 71, 70, 2),
    ],
)
def test_the_length_is_reckoned_in_the_alphabet_of_text_messages(
    text: str, used: int, fits: int, messages: int
) -> None:
    found = length_of(text)
    assert (found.used, found.fits, found.messages) == (used, fits, messages)


def facts(**said: str) -> Facts:
    return Facts(title="web-03 on poikki", started=START, said=said, firm="Kaamosverkko")


def test_an_outage_is_told_in_one_message_the_most_useful_first() -> None:
    told = short_notice(facts(estimate="klo 23.30 asti", measures="ei ole", more_info="kaamosverkko.example/tila"), FI)
    assert told == "Kaamosverkko: web-03 on poikki. Lisätietoja: kaamosverkko.example/tila. Kesto: klo 23.30 asti."


@given(st.text(min_size=1, max_size=90), st.text(max_size=300))
def test_what_does_not_fit_is_left_out_and_not_cut(more_info: str, estimate: str) -> None:
    told = short_notice(facts(more_info=more_info, estimate=estimate), FI)
    assert told.startswith("Kaamosverkko: web-03 on poikki.")
    assert length_of(told).is_one
    assert not plain(estimate) or plain(estimate) == "ei ole" or plain(estimate) in told or len(told) < 160


def test_landlines_are_called_and_numbers_go_out_once_without_signs() -> None:
    assert [can_be_texted(one) for one in ("+358405550111", "+35850555011", "+35816555011", "+4670555011", "112")] == [
        True,
        True,
        False,
        True,
        False,
    ]
    assert dialled(["+358405550111", "+358405550111", "+4670555011"]) == ("358405550111", "4670555011")
