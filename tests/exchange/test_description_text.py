"""The building blocks of the reader of descriptions, and what holds for any text."""

import itertools

import pytest
from hypothesis import given, settings, strategies as st

from asiakasrekisteri.exchange.description_text import read_description
from asiakasrekisteri.exchange.patterns import first_match, word_pattern
from asiakasrekisteri.exchange.text_identity import read_identity
from asiakasrekisteri.exchange.text_sections import sections
from asiakasrekisteri.exchange.text_units import lines, units
from asiakasrekisteri.exchange.vocabulary import vocabulary

PIECES = [
    "Rekisterinpitäjä",
    "1. Rekisterinpitäjä",
    "Rekisterin käyttötarkoitus",
    "4. Rekisterin tietosisältö",
    "Säilytysajat:",
    "Nimi: Esimerkki Oy",
    "Y-tunnus: 1234567-1",
    "Osoite: Katu 1",
    "00100 Helsinki",
    "Puhelin: 040 555 0101",
    "tuki @ esimerkki . fi",
    "- laskutus",
    "• tekninen tuki",
    "a) uutiskirje",
    "Tietoja ei luovuteta EU:n ulkopuolelle.",
    "Tietoja käytetään laskutukseen ja markkinointiin. 6. Tietolähteet Asiakas.",
    "1.1.2015",
    "Hän sanoi näin",
    "(ks. sivu)",
    ":",
    "\t",
    "",
    "Rekisteröidyn oikeudet",
    "Muualta hankittavat tiedot ja peruste:",
    "mm. tämä ja tuo.",
]
ANY_TEXT = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=12).map("\n".join))


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("laskutu*", "käytetään laskutukseen", "laskutukseen"),
        ("asiakassuhte* ... hoi*", "asiakassuhteiden ja muun hoitoon", "asiakassuhteiden ja muun hoitoon"),
        ("*histori*", "asiakshistoria", "asiakshistoria"),
        ("eu* ... ulkopuolel*", "EU:n tai ETA:n ulkopuolelle", "EU:n tai ETA:n ulkopuolelle"),
        ("tekni* tuki", "Tekninen\n tuki", "Tekninen\n tuki"),
    ],
)
def test_word_patterns(pattern: str, text: str, found: str) -> None:
    match = word_pattern(pattern).search(text)
    assert match is not None
    assert match[0] == found


def test_patterns_keep_to_words_and_sentences() -> None:
    assert word_pattern("tuki").search("tukiasema") is None
    assert word_pattern("asiakassuhte* ... hoi*").search("asiakassuhteen. Hoito") is None
    earliest = first_match(["tuki", "laskutu*"], "laskutus ja tuki")
    assert earliest is not None
    assert earliest[0] == "laskutus"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Rekisterinpitäjä\nX Oy", ["controller"]),
        ("1. Rekisterinpitäjä\nX Oy", ["controller"]),
        ("## 3) Rekisterin nimi\nX", ["register_name"]),
        ("REKISTERIN NIMI: Asiakasrekisteri", ["register_name"]),
        ("2. Esimerkki Oy:n rekisteriasioista vastaava yhteyshenkilö\nY", ["contact"]),
        ("Jotain muuta. 6. Tietolähteet Saamme tiedot.", ["sources"]),
        ("Tietoa. Muualta hankittavat tiedot: YTJ", ["sources"]),
        ("Keneen voit olla yhteydessä? Kaikki pyynnöt.", ["rights"]),
        ("Rekisterinpitäjä vastaa siitä, että tiedot ovat oikein.", []),
        ("Asiakas on\nrekisterinpitäjä tässä asiassa yhdessä muiden kanssa", []),
    ],
)
def test_headings_are_found_where_they_stand(text: str, codes: list[str]) -> None:
    assert [section.codes[0] for section in sections(text) if section.codes] == codes


def test_a_heading_of_two_parts_has_both() -> None:
    head = "7. Säännönmukaiset tietojen luovutukset ja tietojen siirto EU:n tai Euroopan talousalueen ulkopuolelle"
    text = f"{head} Emme luovuta."
    found = sections(text)[1]
    assert found.codes == ("recipients", "transfers")
    assert text[found.body :].strip() == "Emme luovuta."


@given(ANY_TEXT)
def test_sections_cover_the_text_without_gaps(text: str) -> None:
    found = sections(text)
    assert found[0].start == 0
    assert found[-1].end == len(text)
    assert all(one.end == other.start for one, other in itertools.pairwise(found))
    assert all(section.start <= section.body <= section.end for section in found)


@given(ANY_TEXT)
def test_units_hold_every_word_but_the_signs_of_bullets(text: str) -> None:
    found = units(text, 0, len(text))
    assert all(" ".join(text[unit.start : unit.end].split()) == unit.text for unit in found)
    starts, ends = [unit.start for unit in found], [unit.end for unit in found]
    between = [text[a:b] for a, b in zip([0, *ends], [*starts, len(text)], strict=True)]
    assert all(len(words) <= 2 for gap in between for words in gap.split())


def test_wrapped_lines_are_joined_and_abbreviations_end_nothing() -> None:
    text = "Rekisterissä on mm. nimiä\nja osoitteita. Toinen lause:\n- eka\n  jatkuu\n- toka\n\nLopuksi."
    found = [unit.text for unit in units(text, 0, len(text))]
    assert found == ["Rekisterissä on mm. nimiä ja osoitteita.", "Toinen lause:", "eka jatkuu", "toka", "Lopuksi."]


def test_who_it_is_from_free_words() -> None:
    text = "Esimerkki Oy (1234567-1), Katu 1 A 2, 00100 Helsinki, puh. 040 555 0101, info@esimerkki.fi, muu tieto"
    found, left = read_identity(lines(text, 0, len(text)))
    assert found == {
        "name": "Esimerkki Oy",
        "business_id": "1234567-1",
        "address": "Katu 1 A 2, 00100 Helsinki",
        "phone": "040 555 0101",
        "email": "info@esimerkki.fi",
    }
    assert left == ["muu tieto"]


def test_a_wrong_business_id_is_unplaced_and_not_kept() -> None:
    found = read_description("Rekisterinpitäjä\nNimi: Esimerkki Oy\nY-tunnus: 1234567-2\n")
    assert found.controller.business_id == ""
    assert "1234567-2" in found.unplaced


@pytest.mark.parametrize(
    ("sentence", "outside"),
    [
        ("Tietoja ei siirretä EU:n ulkopuolelle.", "no"),
        ("Tietoja voidaan siirtää ETA-alueen ulkopuolelle, jos on tarpeen.", "if_needed"),
        ("Tietoja siirretään EU:n ulkopuolelle.", "yes"),
        ("", "unknown"),
    ],
)
def test_transfers(sentence: str, outside: str) -> None:
    assert read_description(f"Tietojen luovutus\n{sentence}").transfers.outside_eea == outside


def test_a_text_that_is_no_description_is_wholly_unplaced() -> None:
    words = "Tänään oli kaunis ilma ja lähdimme retkelle."
    assert read_description(words).unplaced == (words,)
    assert read_description("").unplaced == ()


@settings(deadline=None)
@given(ANY_TEXT)
def test_no_text_makes_the_reader_fail(text: str) -> None:
    found = read_description(text)
    assert all(found.unplaced)


def test_every_vocabulary_row_has_a_label_and_patterns() -> None:
    table = vocabulary("description")
    for part in ("purposes", "subjects", "data", "sources", "recipients", "protections", "rights"):
        for row in table[part].values():
            assert row["label"]
            assert all(word_pattern(pattern) for pattern in row["patterns"])
    assert {base for row in table["purposes"].values() for base in row["bases"]} <= set(table["bases"])
