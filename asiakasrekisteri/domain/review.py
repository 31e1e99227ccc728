"""What is decided of each item before an answer leaves: in it, other people masked, or left out for a reason."""

from dataclasses import dataclass
from enum import StrEnum

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.fields import Option
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.domain.thirdparties import Span


class Verdict(StrEnum):
    """What an officer decides of an item."""

    INCLUDE = "include"
    REDACT = "redact"
    EXCLUDE = "exclude"


VERDICTS = (
    Option(Verdict.INCLUDE, N_("mukana")),
    Option(Verdict.REDACT, N_("mukana, muita peitetty")),
    Option(Verdict.EXCLUDE, N_("jätetty pois")),
)
NOT_HERS = "not_hers"
LEFT_OUT_BY = (
    Option(NOT_HERS, N_("ei koske tätä henkilöä")),
    Option("gdpr15_4", N_("muiden oikeudet ja vapaudet (15 art. 4 kohta)")),
    Option("secret", N_("liikesalaisuus tai tekijänoikeus (15 art. 4 kohta)")),
    Option("tsl34_1_1", N_("turvallisuus tai rikosten torjunta (tietosuojalaki 34 § 1 mom. 1 kohta)")),
    Option("tsl34_1_2", N_("vakava vaara terveydelle, hoidolle tai oikeuksille (tietosuojalaki 34 § 1 mom. 2 kohta)")),
    Option("tsl34_1_3", N_("valvonta- ja tarkastustehtävä (tietosuojalaki 34 § 1 mom. 3 kohta)")),
)
"""Why an item may be left out of an answer."""


class State(StrEnum):
    """How an item stands."""

    OPEN = "open"
    INCLUDED = "included"
    MASKED = "masked"
    LEFT_OUT = "left_out"


def state(verdict: Verdict | None, spans: tuple[Span, ...], *, found: bool) -> State:
    """Return how an item stands.

    Args:
        verdict: what was decided; None while nothing was.
        spans: the places that are masked, or would be.
        found: whether it was only found by its words: then it waits for somebody to say whose it is.
    """
    if verdict is Verdict.EXCLUDE:
        return State.LEFT_OUT
    if verdict is None and (found or not all(span.sure for span in spans)):
        return State.OPEN
    return State.MASKED if spans else State.INCLUDED


@dataclass(frozen=True, slots=True)
class Counts:
    """How many items there are of each state."""

    included: int
    masked: int
    left_out: int
    open: int

    @property
    def all(self) -> int:
        """How many items there are."""
        return self.included + self.masked + self.left_out + self.open


def require_reason(verdict: Verdict, ground: str, reason: str) -> None:
    """Refuse to leave out what is hers without a ground and its reasons (GDPR Art. 12(4), tietosuojalaki 34 §).

    Raises:
        InvalidInputError: one of them is missing.
    """
    if verdict is not Verdict.EXCLUDE:
        return
    if ground not in {option.code for option in LEFT_OUT_BY}:
        raise InvalidInputError([FieldError("ground", _("Valitse peruste, jolla kohta jätetään pois."))])
    if ground != NOT_HERS and not reason.strip():
        raise InvalidInputError([FieldError("reason", _("Kirjoita perustelu: henkilöllä on oikeus saada se."))])
