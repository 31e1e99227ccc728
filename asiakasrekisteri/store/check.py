"""Is the database whole? Three checks that see different things: page seals, structure, references."""

from dataclasses import dataclass

from asiakasrekisteri.domain.errors import StoreDamagedError
from asiakasrekisteri.domain.progress import SILENT, Progress
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.store.connection import DriverError, RawConnection
from asiakasrekisteri.store.vault import Vault

PAGES = "pages"
STRUCTURE = "structure"
REFERENCES = "references"
_CHECKS = (
    (PAGES, "PRAGMA cipher_integrity_check", N_("Salattu sivu on muuttunut tai vaurioitunut: {detail}")),
    (STRUCTURE, "PRAGMA quick_check", N_("Tietokannan rakenne on rikki: {detail}")),
    (REFERENCES, "PRAGMA foreign_key_check", N_("Viittaus tietueeseen, jota ei ole: {detail}")),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: which check saw it, and a sentence. Names tables and pages, never what stands in them."""

    check: str
    text: str


def verify(vault: Vault, progress: Progress = SILENT) -> tuple[Finding, ...]:
    """Return the faults of an open office's database; empty when it is whole."""
    connection = vault.connect()
    try:
        return findings(connection, progress)
    finally:
        connection.close()


def findings(connection: RawConnection, progress: Progress = SILENT) -> tuple[Finding, ...]:
    """Return the faults that the three checks see through a connection."""
    found: list[Finding] = []
    for done, (check, pragma, text) in enumerate(_CHECKS):
        progress.report(done, len(_CHECKS), _("Tarkistetaan tietokantaa"))
        found += [Finding(check, _(text).format(detail=detail)) for detail in _faults(connection, pragma)]
    progress.report(len(_CHECKS), len(_CHECKS))
    return tuple(found)


def require_sound(connection: RawConnection) -> None:
    """Refuse a database with any fault."""
    if findings(connection):
        raise StoreDamagedError(_("Tietokannan tarkistus löysi vikoja. Palauta varmuuskopio."))


def _faults(connection: RawConnection, pragma: str) -> list[str]:
    try:
        rows = connection.execute(pragma).fetchall()
    except DriverError as e:
        return [str(e)]
    return [" ".join(str(value) for value in row) for row in rows if row[0] != "ok"]
