"""One person's extract: letter in the window, nothing lost, nothing repeated needlessly, large ones too."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from asiakasrekisteri.domain.errors import CancelledError
from asiakasrekisteri.domain.extract import Extract, ExtractSection, LeftOut
from asiakasrekisteri.reports.extract import extract_pdf
from asiakasrekisteri.reports.letter import address_rows
from tests.reports import samples
from tests.reports.reading import Pdf


def made(extract: Extract, folder: Path) -> Pdf:
    out = BytesIO()
    extract_pdf(extract, out)
    return Pdf(out.getvalue(), folder)


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_only_the_recipient_shows_in_the_window(extract_print: Pdf) -> None:
    shown = [word for word in extract_print.words() if word.bottom > 36 and word.top < 75 and word.left < 113]
    assert [word.text for word in shown] == ["Hanna-Mari", "Näyte", "Kirkkotie", "8", "A", "3", "44800", "PIHTIPUDAS"]
    for word in shown:
        assert word.left >= 23.9
        assert word.right <= 108
        assert word.top >= 40
        assert word.bottom <= 70


def test_long_and_many_address_rows_stay_in_the_window(tmp_path: Path) -> None:
    recipient = (
        "Internet- ja yhteyspalvelujen asiantuntijaosuuskunta Pohjantähti osk",
        "Taloushallinnon palvelukeskus",
        "Hanna-Mari Näyte-Esimerkki",
        "c/o Esimerkki",
        "Kirkkotie 8 A 3",
        "44800 Pihtipudas",
    )
    letter = samples.letter(*recipient)
    sender = ("Kaamosverkko Oy", "Rivi 1", "Rivi 2", "Rivi 3", "Rivi 4", "Rivi 5")
    pdf = made(replace(samples.extract(), letter=replace(letter, sender=sender)), tmp_path)
    shown = [word for word in pdf.words() if word.bottom > 36 and word.top < 75 and word.left < 113]
    assert {"Internet-", "PIHTIPUDAS"} < {word.text for word in shown}
    assert "Rivi" not in {word.text for word in shown}
    assert max(word.right for word in shown) <= 108
    assert max(word.bottom for word in shown) <= 70
    assert min(word.top for word in shown) >= 40


def test_address_rows_follow_the_post() -> None:
    assert address_rows(("Näyte Oy ", "", "Katu 1", "00530 Helsinki")) == ("Näyte Oy", "Katu 1", "00530 HELSINKI")
    assert address_rows(("A", "Katu 1", "FI-22100 Mariehamn", "FINLAND"))[2] == "FI-22100 MARIEHAMN"
    assert address_rows((*"abcdef", "Katu 1", "00100 Helsinki"), 4) == ("a", "b", "Katu 1", "00100 HELSINKI")


def test_every_item_is_there_with_source_and_date(extract_print: Pdf) -> None:
    text = extract_print.flat()
    for section in samples.SECTIONS:
        assert section.title in text
        for item in section.items:
            assert " ".join(item.value.split()) in text
            assert item.label in text
    for part in ("Asiakas itse, 3.2.2019", "Väestötietojärjestelmä, 14.6.2021", "1.11.2026 klo 9.41", "2026-014"):
        assert part in text
    assert "Tilitoimisto Esimerkki Oy (1234567-1): nimi ja laskutusosoite" in text
    assert "Oikeus tehdä valitus" in text
    assert "Pyysit 9.11.2026" in text


def test_purpose_basis_and_time_are_said_once_and_exceptions_on_their_row(extract_print: Pdf) -> None:
    text = extract_print.flat()
    assert text.count("Käyttötarkoitus:") == len(samples.SECTIONS)
    assert text.count("Peruste: sopimus (6 art. 1 b)") == 3
    assert "Peruste: lakisääteinen oikeus (tietosuojalaki 29 §)" in text
    assert text.count("Säilytys: kunnes tieto päivitetään") == 1
    assert text.count("Poikkeukset on merkitty riville.") == 1


def test_rights_follow_from_the_bases_of_the_items(extract_print: Pdf) -> None:
    text = extract_print.flat()
    assert "Oikeus siirtää tiedot." in text
    assert "Oikeus peruuttaa suostumus." not in text
    assert "Suoramarkkinoinnin voit kieltää" not in text


def test_own_rights_and_statements_are_printed(tmp_path: Path) -> None:
    own = replace(
        samples.extract(with_letter=False),
        rights=("Oikeus kahvitaukoon. Aina.",),
        transfers="Ei siirretä.",
        automated_decisions="Ei automaatteja.",
        recordings=("Puhelu 4.11.2026, 6 min 42 s",),
        recipients=(),
    )
    text = made(own, tmp_path).flat()
    for part in ("Oikeus kahvitaukoon. Aina.", "Ei siirretä.", "Ei automaatteja.", "6 min 42 s", "Ote koskee henkilöä"):
        assert part in text
    assert "ei ole merkitty, että tietojasi olisi annettu" in text


def test_it_is_tagged_in_the_language_it_is_written_in(tmp_path: Path) -> None:
    said = samples.extract()
    assert said.letter is not None
    for language, tag in (("fi", "fi-FI"), ("sv", "sv-FI"), ("en", "en-GB")):
        with pikepdf.open(
            BytesIO(made(replace(said, letter=replace(said.letter, language=language)), tmp_path).data)
        ) as pdf:
            assert str(pdf.Root.Lang) == tag


def test_its_cover_tells_the_day_as_its_reader_writes_it(tmp_path: Path) -> None:
    said = samples.extract()
    assert said.letter is not None
    assert (
        "On 9 November 2026 you asked"
        in made(replace(said, letter=replace(said.letter, language="en")), tmp_path).flat()
    )


def test_where_something_is_refused_the_court_is_told_too(tmp_path: Path) -> None:
    whole, left = samples.extract(), (LeftOut("Yhteydenotot", 1, "muiden oikeudet"),)
    assert "79 art." not in made(whole, tmp_path).flat()
    assert (
        "saattaa asian tuomioistuimen käsiteltäväksi (79 art.)" in made(replace(whole, left_out=left), tmp_path).flat()
    )


def test_objecting_is_told_in_a_box_of_its_own(tmp_path: Path) -> None:
    said = replace(samples.extract(), rights=("Oikeus kahvitaukoon. Aina.",), objection=("Voit vastustaa.",))
    pdf = made(said, tmp_path)
    assert "Oikeus vastustaa käsittelyä Voit vastustaa." in pdf.flat()
    assert "Sect" in pdf.elements()


def test_a_time_that_has_passed_is_told_as_passed(tmp_path: Path) -> None:
    items = tuple(samples.item(f"Tieto {day}", "arvo", keep_until=day) for day in ("2026-11-21", "2026-11-22"))
    text = made(samples.extract((ExtractSection("notes", "Muistiinpanot", items),)), tmp_path).flat()
    assert "21.11.2026 saakka (aika on kulunut, tieto odottaa poistamista)" in text
    assert "22.11.2026 saakka" in text
    assert "22.11.2026 saakka (" not in text


def test_nothing_held_is_said_in_one_page(tmp_path: Path) -> None:
    pdf = made(samples.extract(()), tmp_path)
    assert pdf.pages == 1
    assert "ei sisällä sinua koskevia henkilötietoja" in pdf.flat()
    assert "Oikeus tehdä valitus" in pdf.flat()


def test_empty_sections_are_nothing_and_recordings_alone_are_something(tmp_path: Path) -> None:
    hollow = (ExtractSection("notes", "Muistiinpanot", ()),)
    assert made(samples.extract(hollow, views=0), tmp_path).pages == 1
    heard = replace(samples.extract((), views=0), recordings=("Puhelu 4.11.2026, 6 min 42 s",))
    text = made(heard, tmp_path).flat()
    assert "6 min 42 s" in text
    assert "Oikeus saada tiedot." in text


def test_a_value_longer_than_a_page_loses_nothing(tmp_path: Path) -> None:
    value = " ".join(f"sana{number}" for number in range(2500)) + "\n" + "x" * 300
    section = ExtractSection("notes", "Muistiinpanot", (samples.item("Viesti", value), samples.item("Toinen", "lyhyt")))
    pdf = made(samples.extract((section,)), tmp_path)
    body = squeezed(pdf.text("-layout"))
    for number in range(2500):
        assert f"sana{number}" in body
    assert body.count("x") > 299
    assert pdf.faults() == []


def test_the_supervisors_details_stay_together_under_their_heading(extract_print: Pdf) -> None:
    pages = extract_print.text().split("\f")
    (last,) = [page for page in pages if "Oikeus tehdä valitus" in page]
    assert "tietosuoja@om.fi" in last


def test_a_table_repeats_its_heads_and_says_what_goes_on(tmp_path: Path) -> None:
    items = tuple(samples.item(f"Lasku {number}", "24,80 €") for number in range(120))
    pdf = made(samples.extract((ExtractSection("billing", "Laskut", items),)), tmp_path)
    assert pdf.pages > 5
    third = " ".join(word.text for word in pdf.words(3))
    assert "Jatkoa: Laskut Tieto Sisältö Lähde ja päivä" in third
    assert pdf.elements().count("Table") == 3
    assert pdf.elements().count("TR") == 120 + 1 + 3 + 8
    text = pdf.flat()
    for number in range(120):
        assert f"Lasku {number} " in text


def test_progress_is_told_and_cancelling_stops(tmp_path: Path) -> None:
    class Impatient:
        def __init__(self) -> None:
            self.told: list[tuple[int, int]] = []

        def report(self, done: int, total: int, text: str = "") -> None:  # noqa: ARG002 - the listener's shape
            self.told.append((done, total))
            if done:
                raise CancelledError

    items = tuple(samples.item(f"Lasku {number}", "24,80 €") for number in range(60))
    listener = Impatient()
    with pytest.raises(CancelledError):
        extract_pdf(samples.extract((ExtractSection("billing", "Laskut", items),), views=0), BytesIO(), listener)
    assert listener.told == [(0, 60), (50, 60)]
