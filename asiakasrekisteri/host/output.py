"""Files written for the user: whole or not at all, readable by the owner only, never into the office's own folder."""

import contextlib
import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, cast

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.domain.texts import _


def target(written: str, office: str | None = None) -> Path:
    """Return where the program will write, looked at before the work is done.

    Raises:
        ExchangeError: the file would lie in the office's folder or in the place of a device, or its folder is missing.
    """
    path = Path(written)
    try:
        _require_takes_file(path, Path(office) if office is not None else None)
    except OSError as error:
        raise ExchangeError(_("Tiedostoa ei voi kirjoittaa. Tarkista tiedoston nimi ja kansio.")) from error
    return path


def _require_takes_file(path: Path, office: Path | None) -> None:
    if office is not None and path.resolve().is_relative_to(office.resolve()):
        raise ExchangeError(_("Tiedostoa ei kirjoiteta toimiston omaan kansioon. Anna toinen kansio."))
    if not path.resolve().parent.is_dir() or path.is_dir():
        raise ExchangeError(_("Tiedostoa ei voi kirjoittaa: kansiota ei ole. Tarkista kansion nimi."))
    if path.exists() and not path.is_file():  # a device would be replaced by the file
        raise ExchangeError(_("Tiedoston paikalla on laite tai muu, joka ei ole tiedosto. Anna toinen nimi."))


def write_file(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Let `write` fill a file beside the target, then put it in the target's place.

    Raises:
        ExchangeError: the disk does not take it; nothing is left behind.
    """
    fresh: Path | None = None
    try:
        with tempfile.NamedTemporaryFile("wb", dir=path.resolve().parent, suffix=".kesken", delete=False) as stream:
            fresh = Path(stream.name)
            write(cast("BinaryIO", stream))
        fresh.replace(path)
    except OSError as error:
        raise ExchangeError(_("Tiedostoa ei voi kirjoittaa. Tarkista kansio, oikeudet ja levytila.")) from error
    finally:
        if fresh is not None:
            with contextlib.suppress(OSError):
                fresh.unlink(missing_ok=True)


def write_bytes(path: Path, content: bytes) -> None:
    """Write a whole file."""
    write_file(path, lambda stream: stream.write(content))


def write_json(path: Path, data: object) -> None:
    """Write data as JSON, in UTF-8."""
    write_bytes(path, (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode())
