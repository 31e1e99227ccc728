"""What one recipient reads: her name, why she gets it, how she stops it; the code found again in what comes back."""

import pytest
from hypothesis import given, strategies as st

from asiakasrekisteri.domain.marketing import GROUNDS, Ground
from asiakasrekisteri.domain.newsletter import (
    CODE_LENGTH,
    CODE_LETTERS,
    NewsletterSender,
    Reader,
    codes_in,
    filled,
    shown_code,
    unknown_fields,
    write_message,
)

CODE = "ABCD2345EFGH"
SENDER = NewsletterSender(
    name="Kaamosverkko Oy", address="Revontulentie 1, 96100 Rovaniemi", refuse_to="toimisto@kaamosverkko.example"
)
AINO = Reader(first_name="Aino", name="Aino Aalto", customer="Halla Oy", ground=Ground.CONSENT, code=CODE)


def test_the_message_names_its_sender_its_ground_and_the_way_out() -> None:
    made = write_message("Hei {etunimi}", "Hei {etunimi},\nuutta: {asiakas}.\n", AINO, SENDER)
    assert made.subject == "Hei Aino"
    assert made.text.startswith("Hei Aino,\nuutta: Halla Oy.\n\n-- \nKaamosverkko Oy lähetti tämän markkinointiviestin")
    for words in ("olet antanut siihen suostumuksen", "Peruutus ABCD-2345-EFGH", "maksutonta", SENDER.address):
        assert words in made.text
    assert made.unsubscribe == "mailto:toimisto@kaamosverkko.example?subject=Peruutus%20ABCD-2345-EFGH"


@pytest.mark.parametrize("ground", GROUNDS)
def test_every_ground_that_allows_is_told_to_the_reader(ground: Ground) -> None:
    reader = Reader(ground=ground, code=CODE)
    assert "koska " in write_message("a", "b", reader, SENDER).text


def test_a_name_that_is_not_known_leaves_no_gap_before_a_comma() -> None:
    assert filled("Hei {etunimi}, hei", Reader(ground=Ground.ORGANISATION, code=CODE)) == "Hei, hei"
    assert filled("Uutisia, {etunimi}", Reader(ground=Ground.ORGANISATION, code=CODE)) == "Uutisia"
    assert filled("Hei {etunimi} {sukunimi}", AINO) == "Hei Aino {sukunimi}"
    assert unknown_fields("{nimi} {sukunimi} {sukunimi} { }") == ("sukunimi", " ")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Peruutus ABCD-2345-EFGH", (CODE,)),
        ("abcd-2345-efgh", (CODE,)),
        ("ABCD2345EFGH", (CODE,)),
        ("> otsikolla ”Peruutus ABCD-2345-EFGH”.", (CODE,)),
        ("ABCD-2345-EFGH ABCD-2345-EFGH JKMN-2345-EFGH", (CODE, "JKMN2345EFGH")),
        ("ABCD-2345-EFG", ()),
        ("ABCD-2345-EFGHX", ()),
        ("ILOU-0011-0000", ()),
        ("", ()),
    ],
)
def test_codes_are_found_however_they_come_back(text: str, codes: tuple[str, ...]) -> None:
    assert codes_in(text) == codes


@given(st.text(CODE_LETTERS, min_size=CODE_LENGTH, max_size=CODE_LENGTH), st.text(max_size=40))
def test_a_shown_code_is_always_found_again(code: str, noise: str) -> None:
    assert code in codes_in(f"{noise} {shown_code(code)}\n{noise}")
