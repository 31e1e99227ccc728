"""Spoilt files of every kind: each is read or refused in plain words, never anything else, and no line is lost."""

import contextlib
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.exchange.description_text import read_placed_file
from tests.exchange.documents import docx, pdf

SEEDS = Path(__file__).parents[1] / "seeds"
FILES = 350
"""Of each of the four kinds."""


def text_file(folder: Path, chance: random.Random) -> Path:
    texts = [*sorted((SEEDS / "layouts").glob("*.txt")), *sorted((SEEDS / "texts").glob("*.txt"))]
    return chance.choice(texts)


def page(folder: Path, chance: random.Random) -> Path:
    return SEEDS / "layouts" / "taulukot.html"


def word_file(folder: Path, chance: random.Random) -> Path:
    lines = text_file(folder, chance).read_bytes().decode("utf-8", "replace").splitlines()
    kinds = ["heading", "text", "bullet", "row"]
    return docx(folder / "pohja.docx", [(chance.choice(kinds), line) for line in lines if line.isprintable()])


def paper(folder: Path, chance: random.Random) -> Path:
    made = folder / "pohja.pdf"
    return made if made.exists() else pdf(made, (SEEDS / "texts" / "kysymykset.txt").read_text("utf-8").splitlines())


def spoilt(content: bytes, chance: random.Random) -> bytes:
    """Change, cut, double, swap and strew bytes; sometimes whole lines."""
    data = bytearray(content)
    for _turn in range(chance.randint(1, 12)):
        at, to = sorted((chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)))
        to = min(to, at + 400)
        piece = bytes(data[at:to])
        match chance.randrange(6):
            case 0:
                data[at:to] = b""
            case 1:
                data[at:at] = piece * chance.randint(1, 4)
            case 2:
                data[at : at + 1] = bytes([chance.randrange(256)])
            case 3:
                data[at:at] = chance.choice([b"\n", b"\t", b" | ", b"1. ", b"<table><tr><td>", b":", b"\x00", b"<!--"])
            case 4:
                data[at:to] = piece[::-1]
            case _:
                other = chance.randrange(len(data) + 1)
                data[other:other] = piece
        if not data:
            data += b" "
    return bytes(data)


@pytest.mark.slow
@pytest.mark.parametrize("make", [text_file, page, word_file, paper], ids=lambda make: str(make.__name__))
def test_spoilt_files_are_read_or_refused(tmp_path: Path, make: Callable[[Path, random.Random], Path]) -> None:
    chance = random.Random(5)
    read = 0
    for number in range(FILES):
        file = tmp_path / f"{number}{make(tmp_path, chance).suffix}"
        content = make(tmp_path, chance).read_bytes()
        whole = make is word_file and chance.random() < 0.5  # its blocks are strewn as it is; its seals bear no change
        file.write_bytes(content if whole else spoilt(content, chance))
        with contextlib.suppress(ExchangeError):
            found = read_placed_file(file)
            read += 1
            lost = [found.text[place.start : place.end] for place in found.unseen_lines()]
            assert lost == [], number
        file.unlink()
    assert read
