"""vCards of every version and program, and broken ones."""

import random
import time
from pathlib import Path

import pytest

from asiakasrekisteri.domain.personname import PersonName
from asiakasrekisteri.exchange.vcard import Card, CardAddress, not_taken, read_cards, recognise
from tests.exchange import cards


def read(folder: Path, content: bytes) -> tuple[Card, ...]:
    file = folder / "kortit.vcf"
    file.write_bytes(content)
    return read_cards(file)[0]


def test_an_old_card_of_outlook(tmp_path: Path) -> None:
    (card,) = read(tmp_path, cards.OUTLOOK.encode())
    assert card.name == PersonName("Maija", "Mäkeläinen")
    assert (card.organisation, card.title) == ("Leipomo Oy, Myynti", "Myyjä")
    assert card.phones == (("home", "040 555 0100"), ("cell", "+358 (0)40 5550101"))
    assert card.emails == (("", "maija@leipomo.example"),)
    assert card.addresses == (
        CardAddress(use="work", street="Katu 1, rappu B", postcode="90100", town="Oulu", country="Suomi"),
    )
    assert card.note == "Hyvä päivä"


def test_cards_of_apple_gmail_and_the_newest_version(tmp_path: Path) -> None:
    apple, gmail, newest = read(tmp_path, (cards.APPLE + cards.GMAIL + cards.NEWEST).encode())
    assert (apple.name, apple.note) == (PersonName("Kerttu Anna", "Kelo"), "Rivi, kaksi\nuusi jatko")
    assert apple.addresses[0].street == "Kelotie 3, B 2"
    assert (gmail.name.last_name, gmail.phones) == ("Virtanen", (("cell", "0405550103"),))
    assert (newest.name, newest.language) == (PersonName("Ville", "Salo"), "sv")
    assert newest.phones == (("cell", "+358-40-555-0104"),)


def test_one_within_another_goes_with_it_and_one_that_was_cut_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    nested, cut = read(tmp_path, (cards.NESTED + cards.CUT).encode())
    assert (nested.name.last_name, nested.phones[0][1]) == ("Yksi", "0405550105")
    assert (cut.line, cut.name.last_name, cut.phones[0][1]) == (10, "Rikki", "0405550106")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_encoding(tmp_path: Path, encoding: str) -> None:
    content = cards.GMAIL.encode(encoding)
    assert recognise(content)
    assert read(tmp_path, content)[0].name == PersonName("Väinö", "Virtanen")


def test_what_is_not_taken_is_told_with_the_reason(tmp_path: Path) -> None:
    file = tmp_path / "kortit.vcf"
    file.write_text(cards.APPLE + cards.OUTLOOK, encoding="utf-8")
    assert [name for name, _reason in not_taken(read_cards(file)[1])] == ["BDAY", "PHOTO"]


@pytest.mark.slow
@pytest.mark.parametrize("text", cards.EVERY)
def test_a_thousand_broken_files_break_nothing(tmp_path: Path, text: str) -> None:
    luck = random.Random(20261125)
    content = (text + cards.GMAIL).encode()
    for _n in range(1000):
        broken = bytearray(content)
        for _m in range(luck.randint(1, 15)):
            at = luck.randrange(len(broken))
            broken[at : at + luck.randint(0, 3)] = bytes(luck.choices(b'\n\r:;=,\\" \tA\xff\x00', k=luck.randint(0, 4)))
        begun = time.perf_counter()
        for card in read(tmp_path, bytes(broken)):
            assert card.problem or card.line >= 1
        assert time.perf_counter() - begun < 5


@pytest.mark.slow
def test_a_line_of_fifty_megabytes_is_survived(tmp_path: Path) -> None:
    (card,) = read(tmp_path, b"BEGIN:VCARD\nN:Iso;Iiro\nNOTE:" + b"a" * 50_000_000 + b"\nEND:VCARD\n")
    assert "liian suuri" in card.problem
