"""Both register documents of every old text at hand, printed and read back: what was read stands on the paper."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from asiakasrekisteri.usecases.office import Desk
from asiakasrekisteri.usecases.privacy.description import DocumentKind, render
from asiakasrekisteri.usecases.privacy.old_text import describe_old_text, read_old_text
from tests import offices
from tests.reading import pdf_text
from tests.seeds.conftest import description_texts

TEXTS = description_texts()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = offices.desk(tmp_path_factory.mktemp("selosteet") / "toimisto")
    yield desk
    desk.close()


def squeezed(text: str) -> str:
    """Leave out what line breaks do to a text: blanks, hyphens and the breaks themselves."""
    return re.sub(r"[\s\u00ad\u2010-]+", "", text).casefold()


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["notice", "traditional"])
@pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.stem[:12])
def test_what_was_read_is_printed(desk: Desk, text: Path, kind: DocumentKind) -> None:
    read = read_old_text(text)
    paper = render(desk.gate.call(describe_old_text, read), kind)
    assert paper.startswith(b"%PDF-")
    printed = squeezed(pdf_text(paper))
    firm = read.controller
    assert firm.name
    said = [firm.name, firm.business_id, read.register_name, read.contact.name]
    # A purpose may be broken by the next column of its table: it is looked for word by word.
    said += [word for purpose in read.purposes for word in purpose.text.split()]
    assert [words for words in said if squeezed(words) not in printed] == []
    assert offices.FIRM["email"] not in printed  # nothing of the office that printed it


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.stem[:12])
def test_an_old_text_tells_the_firm_and_what_the_register_is_for(text: Path) -> None:
    read = read_old_text(text)
    assert read.controller.name
    assert read.register_name
    assert read.contact.name or read.contact.email or read.contact.phone
    assert read.purposes
