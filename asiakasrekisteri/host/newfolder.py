"""A folder made for the user: whole or not at all, readable by the owner only, never inside the office's own folder."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.domain.texts import _


@contextmanager
def new_folder(target: Path, office: Path) -> Iterator[Path]:
    """Give a folder beside the target to be filled; when that succeeds, it takes the target's place.

    Its name is no hidden one: what a power cut leaves of it is readable by others and must be seen.

    Raises:
        ExchangeError: the target lies in the office's folder, exists and is not empty, or the disk does not take it.
    """
    require_takes_folder(target, office)
    whole = target.resolve()
    fresh: Path | None = None
    try:
        fresh = Path(tempfile.mkdtemp(prefix=f"{whole.name}.", suffix=".kesken", dir=whole.parent))
        yield fresh
        if whole.is_dir():
            whole.rmdir()
        fresh.replace(whole)
        fresh = None
    except OSError as error:
        raise ExchangeError(_("Kansioon ei voi kirjoittaa. Tarkista kansio, oikeudet ja levytila.")) from error
    finally:
        if fresh is not None:
            shutil.rmtree(fresh, ignore_errors=True)


def require_takes_folder(target: Path, office: Path) -> None:
    """Refuse a target that is not free, before the work is done.

    Raises:
        ExchangeError: says why.
    """
    try:
        whole = target.resolve()
        if whole.is_relative_to(office.resolve()) or office.resolve().is_relative_to(whole):
            raise ExchangeError(_("Tiedostoja ei kirjoiteta toimiston omaan kansioon. Anna toinen kansio."))
        if not whole.parent.is_dir():
            raise ExchangeError(_("Kansiota, johon uusi kansio tehdään, ei ole. Tarkista kansion nimi."))
        if whole.exists() and (not whole.is_dir() or any(whole.iterdir())):
            raise ExchangeError(_("Kansio ei ole tyhjä. Anna uuden kansion nimi."))
    except OSError as error:
        raise ExchangeError(_("Kansioon ei voi kirjoittaa. Tarkista kansion nimi ja oikeudet.")) from error
