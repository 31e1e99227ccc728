"""Whose fault is it? What the database library reports, sorted into what the user can mend and what is a defect."""

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
