"""What loading the window costs beside the window itself."""

import linecache
from pathlib import Path

import pytest

import asiakasrekisteri.gui  # noqa: F401 - what is tried


def test_the_source_of_what_is_loaded_is_neither_read_nor_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "loaded_after_the_window.py"
    source.write_text("DONE = True\n")
    monkeypatch.syspath_prepend(tmp_path)
    import loaded_after_the_window  # type: ignore[import-not-found]  # noqa: PLC0415 - made just now

    assert loaded_after_the_window.DONE
    assert str(source) not in linecache.cache
