"""The manual: what it calls a button, a tab or a page is called so in the program, and its pages are found."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "docs" / "manual").glob("*.md"))


@pytest.fixture(scope="module")
def texts() -> frozenset[str]:
    """Every text of the program, with plain blanks."""
    with (ROOT / "resources" / "locale" / "en.po").open("rb") as file:
        messages = [one.id if isinstance(one.id, str) else one.id[0] for one in read_po(file) if one.id]
    return frozenset(" ".join(text.split()) for text in messages)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_is_named_in_bold_stands_in_the_program(page: Path, texts: frozenset[str]) -> None:
    named = re.findall(r"\*\*(.+?)\*\*", page.read_text("utf-8"))
    assert [words for words in named if words not in texts] == []


def test_every_page_is_in_the_index_and_every_link_leads_somewhere() -> None:
    links = {page.name: re.findall(r"\]\(([^)]+)\)", page.read_text("utf-8")) for page in PAGES}
    assert sorted(links["README.md"]) == [page.name for page in PAGES if page.name != "README.md"]
    names = {page.name for page in PAGES}
    assert {link for found in links.values() for link in found} <= names
