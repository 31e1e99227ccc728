"""A folder that is whole or not there, and never in the way of another."""

from pathlib import Path

import pytest

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.host.newfolder import new_folder


def test_it_takes_its_place_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "ulos"
    with new_folder(target, tmp_path / "toimisto") as folder:
        (folder / "a").write_text("1")
        assert not target.exists()
        assert not folder.name.startswith("."), "what a power cut leaves must be seen"
    assert (target / "a").read_text() == "1"
    assert list(tmp_path.iterdir()) == [target]
    assert target.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(("fault", "told"), [(OSError, ExchangeError), (KeyboardInterrupt, KeyboardInterrupt)])
def test_a_fault_leaves_nothing(tmp_path: Path, fault: type[BaseException], told: type[BaseException]) -> None:
    def fill(folder: Path) -> None:
        (folder / "a").write_text("1")
        raise fault

    with pytest.raises(told), new_folder(tmp_path / "ulos", tmp_path / "toimisto") as folder:
        fill(folder)
    assert list(tmp_path.iterdir()) == []


def test_what_is_taken_or_the_offices_own_is_refused(tmp_path: Path) -> None:
    office = tmp_path / "toimisto"
    office.mkdir()
    (tmp_path / "tiedosto").touch()
    for place in (office, office / "a", tmp_path, tmp_path / "tiedosto", tmp_path / "ei" / "ole"):
        with pytest.raises(ExchangeError), new_folder(place, office):
            pass
