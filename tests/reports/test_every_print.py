"""What holds for every print: fonts, tags, metadata, page numbers, margins."""

import re
import xml.etree.ElementTree as ET
from io import BytesIO

import pikepdf

from tests.reports.reading import Pdf


def test_every_font_is_embedded_and_is_inter(any_print: Pdf) -> None:
    fonts = any_print.fonts()
    assert fonts
    for name, *_, embedded, subset, mapped, _number, _generation in fonts:
        assert "+Inter-" in name
        assert (embedded, subset, mapped) == ("yes", "yes", "yes")


def test_it_is_tagged_and_sound(any_print: Pdf) -> None:
    assert any_print.info()["Tagged"] == "yes"
    assert any_print.info()["PDF version"] == "1.4"
    assert any_print.faults() == []
    elements = any_print.elements()
    assert elements.count("Document") == 1
    assert elements.count("H1") == 1


def test_all_content_belongs_to_the_structure_or_is_decoration(any_print: Pdf) -> None:
    with pikepdf.open(BytesIO(any_print.data)) as pdf:
        for page in pdf.pages:
            depth = 0
            for part in pikepdf.parse_content_stream(page):
                operator = str(part.operator)
                depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(operator, 0)
                assert depth in {0, 1}
                assert operator != "Tj" or depth == 1
            assert depth == 0


def test_the_page_number_stands_in_the_upper_right_corner(any_print: Pdf) -> None:
    pages = any_print.pages
    for page in range(1, pages + 1):
        last = [word for word in any_print.words(page) if word.text == f"({pages})"]
        assert len(last) == 1
        assert 188 < last[0].right < 191
        assert last[0].top < 20


def test_nothing_leaves_the_margins(any_print: Pdf) -> None:
    for page in range(1, any_print.pages + 1):
        for word in any_print.words(page):
            assert word.left > 19.5
            assert word.right < 191
            assert word.top > 10
            assert word.bottom < 287


def test_both_metadata_agree_and_name_no_person(any_print: Pdf) -> None:
    info = any_print.info()
    with pikepdf.open(BytesIO(any_print.data)) as pdf:
        assert str(pdf.Root.Lang) == "fi-FI"
        packet = pdf.Root.Metadata.read_bytes().decode()
        assert pdf.Root.OutputIntents[0].S == pikepdf.Name.GTS_PDFA1
    ET.fromstring(packet[packet.index("<x:xmpmeta") : packet.rindex("<?")])
    assert f">{info['Title']}<" in packet
    assert f">{info['Author']}<" in packet
    assert info["Author"] == "Kaamosverkko Oy"
    assert info["Title"].casefold() in any_print.flat().casefold()
    assert "pdfaid:part>1<" in packet
    assert "pdfuaid" not in packet
    assert not re.search("Hanna|Näyte|Öberg", packet + str(info))
