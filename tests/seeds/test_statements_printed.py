"""Every statement that was read from an old text is found again by a reader of its prints, in both layouts."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from asiakasrekisteri.domain.description import Description
from asiakasrekisteri.usecases.office import Desk
from asiakasrekisteri.usecases.privacy.description import DocumentKind, render
from asiakasrekisteri.usecases.privacy.old_text import describe_old_text, read_old_text
from tests import offices
from tests.reading import pdf_text
from tests.seeds.conftest import description_texts
from tests.seeds.test_documents import squeezed

TEXTS = description_texts()
ONLY_IN_NOTICE = {"necessity", "automated"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = offices.desk(tmp_path_factory.mktemp("lauseet") / "toimisto")
    yield desk
    desk.close()


def said(read: Description, kind: DocumentKind) -> list[str]:
    words = [text for section, text in read.own_words() if kind == "notice" or section not in ONLY_IN_NOTICE]
    words += [source.name for source in read.sources] + [recipient.name for recipient in read.recipients]
    firm, contact = read.controller, read.contact
    words += [firm.name, firm.business_id, firm.address, firm.phone, firm.email, read.register_name]
    words += [contact.name, contact.address, contact.phone, contact.email]
    return [text for text in words if text]


def lost(text: str, printed: str) -> bool:
    """Tell whether a sentence is not on the paper: whole, or where columns break it, word by word."""
    return squeezed(text) not in printed and any(squeezed(word) not in printed for word in text.split())


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["notice", "traditional"])
@pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.stem[:12])
def test_every_statement_read_is_printed(desk: Desk, text: Path, kind: DocumentKind) -> None:
    read = read_old_text(text)
    printed = squeezed(pdf_text(render(desk.gate.call(describe_old_text, read), kind)))
    wanted = said(read, kind)
    assert len(wanted) > 10
    missing = [words for words in wanted if lost(words, printed)]
    chosen_by_basis = kind == "notice" and any(purpose.basis for purpose in read.purposes)
    withheld = {right.text for right in read.rights} if chosen_by_basis else set()
    assert [words for words in missing if words not in withheld] == []
