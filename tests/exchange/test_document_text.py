"""Descriptions in HTML, PDF and DOCX are read as their text is, and what means harm or says nothing is refused."""

import zipfile
from pathlib import Path

import pikepdf
import pytest

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.exchange.description_text import read_description_file, read_placed_file
from asiakasrekisteri.exchange.document_html import html_document_text
from asiakasrekisteri.exchange.document_text import document_text, is_html
from tests.exchange.documents import bomb, docx, pdf

BLOCKS = [
    ("heading", "Tietosuojaseloste"),
    ("heading", "Rekisterinpitäjä"),
    ("row", "Yritys|Esimerkki Oy"),
    ("row", "Y-tunnus|1234567-1"),
    ("heading", "Käsittelyn tarkoitukset"),
    ("row", "Laskutus|Lakisääteinen velvoite"),
    ("bullet", "uutiskirje"),
    ("heading", "Säilytysajat"),
    ("text", "Laskut säilytetään kuusi vuotta."),
    ("text", "Muut tiedot poistetaan vuoden kuluttua."),
    ("heading", "Kameravalvonta"),
    ("text", "Pihalla on kamera."),
]


def test_a_docx_keeps_headings_lists_and_tables(tmp_path: Path) -> None:
    found = read_description_file(docx(tmp_path / "seloste.docx", BLOCKS))
    assert (found.controller.name, found.controller.business_id) == ("Esimerkki Oy", "1234567-1")
    assert [(p.code, p.text, p.basis) for p in found.purposes] == [
        ("billing", "Laskutus", "legal_obligation"),
        ("newsletter", "uutiskirje", "legal_obligation"),
    ]
    assert [one.category for one in found.retention] == ["billing_history", ""]
    assert found.unplaced == ("Pihalla on kamera.",)


def test_a_pdf_is_read_by_its_lines(tmp_path: Path) -> None:
    text = (Path(__file__).parents[1] / "seeds" / "texts" / "kysymykset.txt").read_text(encoding="utf-8")
    wanted = read_description_file(Path(__file__).parents[1] / "seeds" / "texts" / "kysymykset.txt")
    found = read_description_file(pdf(tmp_path / "seloste.pdf", text.splitlines()))
    assert found.controller == wanted.controller
    assert [one.code for one in found.purposes] == [one.code for one in wanted.purposes]
    assert [one.code for one in found.rights] == [one.code for one in wanted.rights]
    assert found.transfers.outside_eea == wanted.transfers.outside_eea


def test_a_page_loses_its_menus_and_keeps_its_structure() -> None:
    page = (
        "<html><body><nav>Etusivu</nav><div class='cookie-bar'>Evästeet?</div><script>x()</script>"
        "<h2>Rekisterin nimi</h2><p>Asiakas&shy;rekisteri<br>Toinen</p><ul><li><p>yksi</p></li><li>kaksi</li></ul>"
        "<table><tr><th>Tieto</th><td>nimi</td></tr></table><dl><dt>Puhelin</dt><dd>040</dd></dl>"
        f"<p>{'Pitkä teksti. ' * 20}</p><footer>© Yhtiö</footer></body></html>"
    )
    text = html_document_text(page)
    assert text.startswith("## Rekisterin nimi\n\nAsiakas\u00adrekisteri\nToinen\n\n• yksi\n• kaksi\n\nTieto\tnimi\n")
    assert "Puhelin \t040" in text
    assert not any(word in text for word in ("Etusivu", "Evästeet?", "x()", "©"))


def test_a_page_that_is_all_clutter_is_shown_whole() -> None:
    assert (
        html_document_text("<html><body><form><p>Rekisterin nimi: X</p></form></body></html>") == "Rekisterin nimi: X"
    )


@pytest.mark.parametrize(
    ("text", "html"), [("a < b ja c > d", False), ("<!DOCTYPE html><p>x", True), ("<p>a<p>b<p>c", True)]
)
def test_html_is_known_by_its_marks(text: str, html: bool) -> None:
    assert is_html(text) is html


def test_a_page_nested_deep_is_read() -> None:
    assert "pohja" in html_document_text("<html><body>" + "<div>" * 1000 + "pohja")
    with pytest.raises(ExchangeError, match="ei ole tekstiä"):
        html_document_text("<html><body>" + "<div>" * 50_000 + "pohja")


def test_places_are_those_of_the_text_as_given(tmp_path: Path) -> None:
    file = tmp_path / "seloste.txt"
    file.write_bytes(
        "Rekisterin\u00ad nimi\r\nAsia\u00adkas\u200brekisteri\r\n\r\nTietolähteet\r\nkauppa-\r\nrekisteri.".encode()
    )
    read = read_placed_file(file)
    place = read.places["register_name"][0]
    assert read.text[place.start : place.end] == "Asia\u00adkas\u200brekisteri"
    assert [one.kind for one in read.description.sources] == ["public_register"]


def refused(path: Path) -> str:
    with pytest.raises(ExchangeError) as caught:
        document_text(path)
    return str(caught.value)


@pytest.mark.slow
def test_a_zip_bomb_and_entities_are_refused(tmp_path: Path) -> None:
    assert "liian suuri" in refused(bomb(tmp_path / "pommi.docx"))
    laughs = '<!DOCTYPE a [<!ENTITY b "cc">]><a>&b;</a>'
    with zipfile.ZipFile(tmp_path / "nauru.docx", "w") as archive:
        archive.writestr("word/document.xml", laughs)
    assert "rakenteita" in refused(tmp_path / "nauru.docx")


def test_what_cannot_be_read_is_told_in_plain_words(tmp_path: Path) -> None:
    (tmp_path / "rikki.docx").write_bytes(b"PK\x03\x04" + b"x" * 100)
    assert "vioittunut" in refused(tmp_path / "rikki.docx")
    docx(tmp_path / "taulukko.xlsx", [])
    with zipfile.ZipFile(tmp_path / "taulukko.xlsx", "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    assert "tekstiasiakirja" in refused(tmp_path / "taulukko.xlsx")
    (tmp_path / "rikki.pdf").write_bytes(b"%PDF-1.7\n" + b"x" * 100)
    assert "vioittunut" in refused(tmp_path / "rikki.pdf")
    (tmp_path / "vanha.doc").write_bytes(b"\xd0\xcf\x11\xe0" + b"x" * 100)
    assert "DOCX" in refused(tmp_path / "vanha.doc")
    assert "ei löydy" in refused(tmp_path / "puuttuu.txt")
    (tmp_path / "iso.txt").write_bytes(b"a" * (26 << 20))
    assert "liian suuri" in refused(tmp_path / "iso.txt")


def test_a_locked_and_a_scanned_pdf_are_told_apart(tmp_path: Path) -> None:
    plain = pdf(tmp_path / "seloste.pdf", ["Rekisterinpitäjä", "Esimerkki Oy"])
    with pikepdf.open(plain) as document:
        document.save(tmp_path / "lukko.pdf", encryption=pikepdf.Encryption(owner="omistaja", user="salainen"))
    assert "salasanalla" in refused(tmp_path / "lukko.pdf")
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(tmp_path / "kuva.pdf")
    assert "kuvia" in refused(tmp_path / "kuva.pdf")
