"""What is remembered between starts, and where."""

from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from asiakasrekisteri.host import paths, preferences
from asiakasrekisteri.host.preferences import FILE

TEXT = st.text(st.characters(codec="utf-8"), max_size=40)


@given(texts=st.dictionaries(TEXT, TEXT, max_size=5))
def test_what_is_saved_is_loaded(tmp_path_factory: pytest.TempPathFactory, texts: dict[str, str]) -> None:
    folder = tmp_path_factory.mktemp("asetukset") / "syvällä"
    preferences.save(texts, folder)
    assert preferences.load(folder) == texts
    assert [p.name for p in folder.iterdir()] == [FILE]


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b'{"last_office": 5', b"null", b'{"theme": 5}'])
def test_a_spoilt_file_is_forgotten(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    assert preferences.load(tmp_path) == {}


def test_a_folder_that_cannot_be_written_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "tiedosto").write_text("")
    preferences.save({"firm": "Esimerkki Oy"}, tmp_path / "tiedosto")
    assert preferences.load(tmp_path / "tiedosto") == {}


def test_everything_is_kept_in_the_users_own_folders(home: Path) -> None:
    for folder in (paths.config_folder(), paths.default_office()):
        assert home in folder.parents
    preferences.save({"firm": "Esimerkki Oy"})
    assert preferences.load()["firm"] == "Esimerkki Oy"
