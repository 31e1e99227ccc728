"""Words as they were meant, items of a sentence, and texts that would keep a careless reader busy for ever."""

import pytest

from asiakasrekisteri.exchange.description_text import read_placed
from asiakasrekisteri.exchange.text_clean import cleaned
from asiakasrekisteri.exchange.text_heads import heading_by_words, is_table_head, misread_heading
from asiakasrekisteri.exchange.text_items import items
from asiakasrekisteri.exchange.text_typos import mended
from asiakasrekisteri.exchange.text_units import units

LONG = 20_000


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("asiakassuteen hoito", "asiakassuhteen hoito"),
        ("lasku tukseen", "laskutukseen"),
        ("asiakkaaita", "asiakkaalta"),
        ("SUORAMARKKINOINTI", "suoramarkkinointi"),
        ("postitusosoitteeseen", "postitusosoitteeseen"),
        ("hoidon ja hoitoon", "hoidon ja hoitoon"),
    ],
)
def test_slips_of_the_pen_are_seen_through(written: str, meant: str) -> None:
    assert mended(written)[: len(meant) - 3] == meant[: len(meant) - 3]


def test_items_keep_their_words_and_places() -> None:
    text = "Tallennamme asiakkaan nimen, osoitteen (ja puhelinnumeron), lempivärin sekä laskutus-\nja maksutiedot."
    found = items(units(text, 0, len(text))[0], "data")
    assert [(item.code, item.text) for item in found] == [
        ("identification", "asiakkaan nimen"),
        ("contact", "osoitteen (ja puhelinnumeron)"),
        ("billing_history", "lempivärin sekä laskutus- ja maksutiedot"),
    ]
    assert text[found[2].place.start : found[2].place.end] == "lempivärin sekä laskutus-\nja maksutiedot"


def test_misread_headings_are_known_and_other_lines_are_not() -> None:
    assert misread_heading("Rekistcrin tietosisaito") == ("data",)
    assert misread_heading("Tänään on kaunis ilma") == ()
    assert misread_heading("Rekistcrin tietosisaito on tämä.") == ()


@pytest.mark.parametrize(
    ("heading", "part"),
    [
        ("Kuinka pitkään pidämme tietosi", "retention"),
        ("Siirrämmekö tietoja EU:n ulkopuolelle", "transfers"),
        ("Ketkä näkevät tietosi", "recipients"),
        ("Miksi tätä teemme", "purposes"),
        ("Mitä voit tehdä", "rights"),
        ("Kesäloma", ""),
    ],
)
def test_headings_nobody_has_written_before(heading: str, part: str) -> None:
    assert (heading_by_words(heading) or ("",))[0] == part


def test_the_head_of_a_table_is_no_statement() -> None:
    assert is_table_head(["Tietoryhmä", "Säilytysaika"])
    assert not is_table_head(["Laskut", "6 vuotta"])


@pytest.mark.parametrize(
    "text", ["a\u00adb c", "sana\u200b", "kauppa-\nrekisteri x", "osoite-\nja nimi", "x" * 1000, "", "\ufeff\n\u00a0"]
)
def test_cleaning_moves_nothing(text: str) -> None:
    clean = cleaned(text)
    assert len(clean) == len(text)
    assert clean.count("\n") <= text.count("\n")  # a line that ended within a word goes on


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    ["a", " ", "(", "a: ", "1. ", "a@", "0 ", "a\t", "a\u00ad", "a\n", "ab-\nab", "nimi, ", "Rekisterin nimi: ", "Oy "],
)
def test_no_text_keeps_the_reader_for_long(piece: str) -> None:
    text = f"Rekisterinpitäjä\n{piece * (LONG // len(piece))}\n\nTietosisältö\n{piece * (LONG // len(piece))}"
    assert read_placed(text).unseen_lines() == ()
