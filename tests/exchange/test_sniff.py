"""Encodings are found by content; what is no text is refused in plain words."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.exchange.sniff import read_text, sniff

TEXT = "Nimi;Paikka\r\nKöyliön Äiti Oy;Å\r\n"


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("latin-1", "latin-1"),
        ("cp850", "cp850"),
        ("mac-roman", "mac-roman"),
    ],
)
def test_the_encoding_is_found_and_the_text_comes_back(tmp_path: Path, written: str, found: str) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(TEXT.encode(written))
    assert sniff(file).encoding == found
    assert read_text(file) == TEXT.replace("\r\n", "\n")


def test_the_signs_of_windows_tell_cp1252_from_latin_1(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes("Nimi\nÄiti – 5 €".encode("cp1252"))
    assert sniff(file).encoding == "cp1252"
    assert "– 5 €" in read_text(file)


def test_plain_ascii_is_utf_8(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"Nimi\nMaija\n")
    assert sniff(file).encoding == "utf-8"
    assert sniff(file).lines == 2


def test_one_broken_byte_does_not_make_utf_8_something_else(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(("Äiti;Öljy;Åbo\n" * 5).encode() + b"M\xe4ki\n")
    found = sniff(file)
    assert (found.encoding, found.damaged) == ("utf-8", True)
    assert "M\ufffdki" in read_text(file)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "tyhjä"),
        (b" \r\n\t\n", "tyhjä"),
        (b"\xef\xbb\xbf\r\n", "tyhjä"),
        (b"PK\x03\x04rest", "työkirja"),
        (b"\xd0\xcf\x11\xe0rest", "työkirja"),
        (b"%PDF-1.7", "tekstiä"),
        (bytes(range(32)) * 9, "tekstiä"),
        (b"Nimi\n\x81\x8d\x90\x9d\x81", "merkistöä"),
    ],
)
def test_what_is_no_text_is_refused_in_plain_words(tmp_path: Path, content: bytes, word: str) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(content)
    with pytest.raises(ExchangeError, match=word):
        sniff(file)


def test_a_missing_file_and_a_folder_are_told_of(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="ei löydy"):
        sniff(tmp_path / "ei.csv")
    with pytest.raises(ExchangeError, match="kansio"):
        sniff(tmp_path)


@settings(deadline=None)
@given(content=st.binary(max_size=400))
def test_any_bytes_are_either_refused_or_read(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    file = tmp_path_factory.mktemp("bytes") / "a.csv"
    file.write_bytes(content)
    with suppress(ExchangeError):
        assert isinstance(read_text(file), str)
