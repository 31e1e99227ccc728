"""What each role may do, in words: the matrix of user rights, made of the permissions themselves."""

from dataclasses import dataclass
from enum import StrEnum

from asiakasrekisteri.domain.permissions import Permission, Role, SealedKey
from asiakasrekisteri.domain.texts import N_


class Level(StrEnum):
    """How far a right goes, the least first."""

    NONE = "none"
    READ = "read"
    REASON = "reason"
    WRITE = "write"
    DECIDE = "decide"


LEVEL_WORDS = {
    Level.NONE: N_("Ei"),
    Level.READ: N_("Katsoo"),
    Level.REASON: N_("Perustellen"),
    Level.WRITE: N_("Muokkaa"),
    Level.DECIDE: N_("Päättää"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Right:
    """A line of the matrix: what it is about, and the permissions or the sealed key that give its levels."""

    label: str
    read: Permission | None = None
    write: Permission | None = None
    decide: Permission | None = None
    key: SealedKey | None = None

    def level(self, role: Role) -> Level:
        """Return how far the right of a role goes."""
        if self.key is not None:
            return Level.REASON if self.key in role.sealed_keys else Level.NONE
        held = role.permissions
        steps = ((self.decide, Level.DECIDE), (self.write, Level.WRITE), (self.read, Level.READ))
        return next((level for permission, level in steps if permission in held), Level.NONE)


_P = Permission
MATRIX: tuple[tuple[str, tuple[Right, ...]], ...] = (
    (
        N_("Asiakastiedot"),
        (
            Right(label=N_("Asiakkaat"), read=_P.CUSTOMER_READ, write=_P.CUSTOMER_WRITE),
            Right(label=N_("Henkilöt"), read=_P.PERSON_READ, write=_P.PERSON_WRITE),
            Right(label=N_("Palvelut ja sopimukset"), read=_P.SERVICE_READ, write=_P.SERVICE_WRITE),
            Right(label=N_("Yhteydenotot"), read=_P.INTERACTION_READ, write=_P.INTERACTION_WRITE),
            Right(label=N_("Henkilötunnuksen näyttäminen"), key=SealedKey.IDENTITY),
            Right(label=N_("Palvelujen salasanojen näyttäminen"), key=SealedKey.SECRETS),
            Right(label=N_("Puhelunauhoitteiden kuuntelu"), key=SealedKey.RECORDINGS),
        ),
    ),
    (
        N_("Talous ja viestintä"),
        (
            Right(label=N_("Laskut ja suoritukset"), read=_P.BILLING_READ, write=_P.BILLING_WRITE),
            Right(label=N_("Häiriötiedotteet"), read=_P.OUTAGE_READ, write=_P.OUTAGE_WRITE),
            Right(label=N_("Uutiskirjeet"), write=_P.MARKETING_SEND),
        ),
    ),
    (
        N_("Tietosuoja"),
        (
            Right(
                label=N_("Pyynnöt ja vastaukset"),
                read=_P.REQUEST_READ,
                write=_P.REQUEST_WRITE,
                decide=_P.REQUEST_DECIDE,
            ),
            Right(label=N_("Rekisteriotteet"), write=_P.EXTRACT_PRINT),
            Right(label=N_("Käsittelyn rajoittaminen"), decide=_P.PERSON_RESTRICT),
            Right(label=N_("Henkilön tietojen poistaminen"), decide=_P.PERSON_ERASE),
            Right(label=N_("Säilytys ja hävittäminen"), decide=_P.RETENTION_RUN),
            Right(label=N_("Luovutukset"), read=_P.DISCLOSURE_READ, write=_P.DISCLOSURE_WRITE),
            Right(label=N_("Tietoturvaloukkaukset"), read=_P.BREACH_READ, write=_P.BREACH_WRITE),
            Right(label=N_("Selosteet"), read=_P.DESCRIPTION_READ, write=_P.DESCRIPTION_WRITE),
            Right(label=N_("Käyttöloki"), read=_P.LOG_READ),
        ),
    ),
    (
        N_("Ylläpito"),
        (
            Right(label=N_("Tuonti"), write=_P.IMPORT_RUN),
            Right(label=N_("Koko rekisterin vienti"), write=_P.REGISTER_EXPORT),
            Right(label=N_("Varmuuskopiot"), write=_P.BACKUP_CREATE),
            Right(label=N_("Sähköpostin lähettäminen"), write=_P.MAIL_SEND),
            Right(label=N_("Käyttäjät"), write=_P.USER_MANAGE),
            Right(label=N_("Asetukset"), write=_P.SETTINGS_WRITE),
        ),
    ),
)
"""Every permission stands in it but that of entering, which everybody has (tested)."""


def rights() -> tuple[Right, ...]:
    """Return the lines of the matrix without their headings."""
    return tuple(right for _title, lines in MATRIX for right in lines)
