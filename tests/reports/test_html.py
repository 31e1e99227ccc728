"""The notice as a web page: whole, in order, without scripts, with heads on its tables."""

from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from lxml import etree, html

from asiakasrekisteri.domain.description import Controller, Description, Purpose, Translation
from asiakasrekisteri.domain.emails import normalise_email
from asiakasrekisteri.domain.texts import LANGUAGES
from asiakasrekisteri.reports.register_documents import register_page
from tests.reports import samples

_VOID = {"meta", "br", "hr"}


class Balance(HTMLParser):
    """Tells whether every element that was opened is closed in its place."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: Counter[str] = Counter()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen[tag] += 1
        if tag not in _VOID:
            self.open.append(tag)
        self.faults += [name for name, _value in attrs if name.startswith("on") or name in {"src", "style"}]

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)


def parsed(page: str) -> Balance:
    balance = Balance()
    balance.feed(page)
    balance.close()
    return balance


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("kind", ["notice", "traditional"])
def test_a_page_is_well_formed_and_fetches_nothing(kind: str, language: str) -> None:
    page = register_page(replace(samples.printed(), language=language), kind)  # type: ignore[arg-type]
    found = parsed(page)
    assert (found.faults, found.open) == ([], [])
    assert not found.seen.keys() & {"script", "link", "img", "iframe", "form", "object"}
    assert found.seen["h1"] == found.seen["main"] == found.seen["title"] == 1
    assert page.startswith(f'<!DOCTYPE html>\n<html lang="{language}">')
    tree = html.document_fromstring(page)
    assert tree.xpath("//meta[@charset='utf-8']")


def test_headings_follow_one_another_without_gaps() -> None:
    tree = html.document_fromstring(register_page(samples.printed(), "notice"))
    levels = [int(one.tag[1]) for one in tree.iter("h1", "h2", "h3")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert levels.count(2) == 14


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_address_in_words_is_read_back_as_the_address_it_was(language: str) -> None:
    document = replace(samples.printed(), language=language)
    links = html.document_fromstring(register_page(document, "notice")).xpath("//a[starts-with(@href, 'mailto:')]")
    addresses = {link.text for link in links}
    assert addresses
    disguised = register_page(document, "notice", disguised=True)
    assert "@" not in disguised
    words = html.document_fromstring(disguised).xpath("//dd/text()")
    assert addresses & {normalise_email(said) for said in words}


def test_tables_have_heads_for_columns_and_rows() -> None:
    tree = html.document_fromstring(register_page(samples.printed(), "notice"))
    tables = tree.findall(".//table")
    assert len(tables) == 5
    for table in tables:
        heads = table.xpath("./thead/tr/th[@scope='col']")
        rows = table.xpath("./tbody/tr")
        assert heads
        assert rows
        assert all(len(row) == len(heads) and row[0].tag == "th" and row[0].get("scope") == "row" for row in rows)


def test_the_right_to_object_stands_in_a_section_of_its_own() -> None:
    tree = html.document_fromstring(register_page(samples.printed(), "notice"))
    (box,) = tree.xpath("//section[@class='box']")
    assert box.findtext("h3") == "Oikeus vastustaa käsittelyä"
    assert len(box.findall("p")) == 2


def test_the_words_of_the_firm_are_inert() -> None:
    name = "A & B <script>alert(1)</script> Oy"
    page = register_page(samples.printed(replace(samples.FULL, controller=Controller(name=name))), "notice")
    assert "<script" not in page
    assert name in etree.tostring(html.document_fromstring(page), method="text", encoding="unicode")


def test_words_without_a_translation_say_in_which_language_they_are() -> None:
    own = Description(
        purposes=(Purpose(None, "laskutus", "contract"), Purpose(None, "tekninen tuki", "contract")),
        translations=(Translation("sv", "laskutus", "fakturering"), Translation("en", "tekninen tuki", "support")),
    )
    page = register_page(replace(samples.printed(own), language="sv"), "notice")
    tree = html.document_fromstring(page)
    assert [one.text for one in tree.xpath("//span[@lang='fi']")] == ["Tekninen tuki"]
    assert "Fakturering" in page
    assert "(på finska)" in page
    assert "En del av texten finns bara på finska" in page


def test_a_draft_says_so_and_what_is_missing_is_marked() -> None:
    page = register_page(samples.printed(Description()), "notice")
    tree = html.document_fromstring(page)
    assert tree.xpath("//main/p/strong[text()='LUONNOS']")
    assert len(tree.xpath("//p[@class='missing']")) == 10
    assert "LUONNOS" not in register_page(samples.printed(), "notice")
