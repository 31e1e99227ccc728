"""Whose fault is it? What the database library reports, sorted into what the user can mend and what is a defect."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from asiakasrekisteri.domain.errors import StoreDamagedError, StoreError, StoreInUseError, UnsuitablePlaceError
from asiakasrekisteri.domain.texts import N_, _

_KNOWN: tuple[tuple[str, type[StoreError], str], ...] = (
    ("malformed", StoreDamagedError, N_("Rekisterin tietokanta on vaurioitunut. Palauta varmuuskopio.")),
    ("not a database", StoreDamagedError, N_("Rekisterin tietokanta on vaurioitunut. Palauta varmuuskopio.")),
    ("is locked", StoreInUseError, N_("Toinen käyttäjä tallentaa juuri nyt. Yritä hetken päästä uudelleen.")),
    ("disk is full", UnsuitablePlaceError, N_("Levy on täynnä. Vapauta tilaa; mitään ei tallennettu.")),
    ("readonly", UnsuitablePlaceError, N_("Rekisterin kansioon ei voi kirjoittaa. Tarkista kansion oikeudet.")),
    ("unable to open", UnsuitablePlaceError, N_("Rekisterin tiedostoa ei voi avata. Tarkista kansion oikeudet.")),
    ("disk i/o error", StoreError, N_("Levy ei vastaa. Tarkista levy ja avaa rekisteri uudelleen.")),
)


def store_error(error: BaseException) -> StoreError | None:
    """Return the error for the user, or None when the failure is the program's own."""
    text = str(error).casefold()
    for sign, kind, message in _KNOWN:
        if sign in text:
            return kind(_(message))
    return None


_DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC})
_NOT_ALLOWED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


@contextmanager
def disk_faults() -> Iterator[None]:
    """Turn what the operating system says about a file into an error that tells the user what to do.

    A missing file stays FileNotFoundError: what it means is known only where it was looked for.
    """
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as e:
        if e.errno in _DISK_FULL:
            raise UnsuitablePlaceError(_("Levy on täynnä. Vapauta tilaa; mitään ei tallennettu.")) from e
        if e.errno in _NOT_ALLOWED:
            raise UnsuitablePlaceError(_("Rekisterin kansioon ei ole oikeuksia. Tarkista kansion oikeudet.")) from e
        raise StoreError(_("Levy ei vastaa. Tarkista levy ja avaa rekisteri uudelleen.")) from e
