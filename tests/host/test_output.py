"""Where the program lets its files be written."""

import os
from pathlib import Path

import pytest

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.host.output import target, write_bytes


def test_a_device_is_not_replaced_by_a_file() -> None:
    with pytest.raises(ExchangeError, match="laite"):
        target(os.devnull)


def test_an_impossible_name_is_told_plainly(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="nimi"):
        target(str(tmp_path / ("a" * 300)))


def test_a_link_into_the_office_is_seen_through(tmp_path: Path) -> None:
    office = tmp_path / "toimisto"
    office.mkdir()
    link = tmp_path / "ote.pdf"
    link.symlink_to(office / "rekisteri.db")
    with pytest.raises(ExchangeError, match="omaan kansioon"):
        target(str(link), str(office))


def test_an_older_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "ote.pdf"
    path.write_bytes(b"entinen")
    write_bytes(target(str(path)), b"uusi")
    assert path.read_bytes() == b"uusi"
    assert list(tmp_path.iterdir()) == [path]
