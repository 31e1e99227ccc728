"""Deciding a request: extend in time, grant, grant in part, refuse with a ground, forward, charge only what may be."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import func, select

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.requests import (
    EXCESSIVE,
    GROUNDS,
    OVERRIDING,
    WITHOUT_RIGHT,
    grounds_for,
    names_identity_code,
    needs_collecting,
)
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import Attachment, Request
from asiakasrekisteri.store.models.attachment import EVIDENCE
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import Saved
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.privacy.requests import letters
from asiakasrekisteri.usecases.privacy.requests.rules import begun, is_identified, put, reckon, refused, stored
from asiakasrekisteri.usecases.sameness import same_persons

_UNKNOWN_REQUESTER = frozenset({"gdpr12_2", "not_subject"})
"""Grounds on which is refused although nobody has been identified."""


@use_case(Permission.REQUEST_DECIDE, discloses=nothing)
def extend_request(work: Work, request_id: int, version: int, reason: str) -> Saved:
    """Extend the time by two further months and tell the person why, in a letter that is kept (Art. 12(3)).

    Raises:
        InvalidInputError: no reason, extended already, decided, or the first month has passed.
    """
    row = begun(work, request_id, version)
    if not reason.strip():
        raise refused("extension_reason", _("Kirjoita syy: se kerrotaan pyytäjälle (12 art. 3 kohta)."))
    if row.extended_on is not None:
        raise refused("extension_reason", _("Määräaikaa on jo jatkettu. Sitä voi jatkaa vain kerran."))
    if row.decision is not None:
        raise refused("extension_reason", _("Pyyntö on jo päätetty. Määräaikaa ei jatketa."))
    if work.today > row.last_day_on:
        message = _("Ensimmäinen kuukausi on kulunut, joten määräaikaa ei voi enää jatkaa. Vastaa pyyntöön heti.")
        raise refused("extension_reason", message)
    put(row, extended_on=work.today, extension_reason=reason)
    reckon(row)
    letters.send(work, row, "extension")
    return stored(work, row)


@dataclass(frozen=True, slots=True)
class Weighing:
    """Why an objection does not stop the processing (Art. 21(1)).

    Attributes:
        whose: a code of `INTERESTS`.
        interest: what it is, in words.
        reason: why it overrides the interests, rights and freedoms of the person, in her situation.
    """

    whose: str = ""
    interest: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided.

    Attributes:
        decision: "granted", "partly", "refused" or "withdrawn"; forwarding has a use case of its own.
        ground: code of the ground of a refusal.
        reasoning: why, in words.
        given_anyway: what is given nevertheless.
        weighing: of an objection that is refused for overriding interests; it stands for the reasons.
    """

    decision: str
    ground: str = ""
    reasoning: str = ""
    given_anyway: str = ""
    weighing: Weighing = Weighing()


@use_case(Permission.REQUEST_DECIDE, discloses=nothing)
def decide_request(work: Work, request_id: int, version: int, made: Decision) -> Saved:
    """Decide a request; a refusal, whole or partial, becomes a letter with its ground and the remedies.

    Raises:
        InvalidInputError: faults by field.
    """
    row = begun(work, request_id, version)
    if row.decision is not None:
        raise refused("decision", _("Pyyntö on jo päätetty. Avaa se uudelleen, jos päätöstä muutetaan."))
    no = made.decision in {"partly", "refused"}
    if no:
        _require_ground(work, row, made)
    elif made.decision == "granted":
        require_ready(row)
    elif made.decision != "withdrawn":
        raise refused("decision", _("Valitse päätös."))
    put(
        row,
        decision=made.decision,
        decision_on=work.today,
        ground=made.ground if no else None,
        reasoning=made.reasoning,
        given_anyway=made.given_anyway if no else None,
    )
    _note_weighing(work, row, made)
    if no:
        letters.send(work, row, "refusal")
    return stored(work, row)


def _note_weighing(work: Work, row: Request, made: Decision) -> None:
    """Keep what was weighed, by whom and when; nothing where nothing was."""
    done = made.ground == OVERRIDING and made.decision in {"partly", "refused"}
    said = made.weighing if done else Weighing()
    put(row, weighed_whose=said.whose or None, weighed_interest=said.interest, weighed_reason=said.reason)
    row.weighed_on, row.weighed_by = (work.today, work.actor.name) if done else (None, None)


def require_ready(row: Request) -> None:
    """Refuse to grant before it is known whose request it is and everything has been found."""
    if row.requester in WITHOUT_RIGHT:
        message = _("Oikeus on vain elossa olevalla luonnollisella henkilöllä. Kieltäydy ja kerro peruste.")
        raise refused("decision", message)
    if not is_identified(row):
        raise refused("decision", _("Varmista ensin pyytäjän henkilöllisyys."))
    if needs_collecting(row.kind) and row.collected_on is None:
        raise refused("decision", _("Kokoa ensin kaikki henkilöä koskevat tiedot."))


def _require_ground(work: Work, row: Request, made: Decision) -> None:
    ground = made.ground
    allowed = {option.code for option in grounds_for(row.kind, made.decision)}
    if ground not in allowed:
        known = ground in {option.code for option in GROUNDS}
        message = _("Tällä perusteella ei voi kieltäytyä tästä pyynnöstä.") if known else _("Valitse peruste.")
        raise refused("ground", message)
    if ground == OVERRIDING:
        _require_weighing(made.weighing)
    elif not made.reasoning.strip():
        raise refused("reasoning", _("Kirjoita perustelut: ne kerrotaan pyytäjälle (12 art. 4 kohta)."))
    if ground == EXCESSIVE:
        _require_evidence(work, row, "ground")
    elif ground == "gdpr12_2" and row.asked_more_on is None:
        raise refused("ground", _("Pyydä ensin lisätietoja, joilla henkilöllisyyden voi varmistaa (12 art. 6 kohta)."))
    elif ground not in _UNKNOWN_REQUESTER and not is_identified(row):
        raise refused("ground", _("Varmista ensin pyytäjän henkilöllisyys."))
    if made.decision == "partly":
        require_ready(row)


def _require_weighing(weighing: Weighing) -> None:
    """Refuse to go on with what was objected to before it has been weighed: the controller demonstrates it."""
    faults = (
        ("weighed_whose", weighing.whose, _("Valitse, kenen etu käsittelyä vaatii.")),
        ("weighed_interest", weighing.interest, _("Kirjoita, mikä etu käsittelyä vaatii.")),
        ("weighed_reason", weighing.reason, _("Kirjoita, miksi etu syrjäyttää pyytäjän edut: se kerrotaan hänelle.")),
    )
    missing = [FieldError(name, message) for name, said, message in faults if not said.strip()]
    if missing:
        raise InvalidInputError(missing)


def _require_evidence(work: Work, row: Request, field: str) -> None:
    """Refuse to call a request excessive without proof: the burden is the controller's (Art. 12(5), C-526/24)."""
    proofs = select(func.count()).where(
        Attachment.request_id == row.id, Attachment.kind == EVIDENCE, Attachment.complete
    )
    if not work.session.scalar(proofs):
        message = _(
            "Liitä pyyntöön näyttö siitä, että pyyntö on perusteeton tai kohtuuton, ja merkitse sen lajiksi näyttö."
        )
        raise refused(field, message)


@use_case(Permission.REQUEST_DECIDE, discloses=nothing)
def forward_request(work: Work, request_id: int, version: int, controller: str, on: dt.date | None = None) -> Saved:
    """Send a request on to the controller on whose behalf the firm only processes, and tell the requester so.

    Raises:
        InvalidInputError: the controller is not named, or the request has been decided.
    """
    row = begun(work, request_id, version)
    if row.decision is not None:
        raise refused("decision", _("Pyyntö on jo päätetty. Avaa se uudelleen, jos päätöstä muutetaan."))
    if not controller.strip():
        raise refused("forwarded_to", _("Kirjoita, kenelle rekisterinpitäjälle pyyntö siirretään."))
    put(
        row,
        decision="not_controller",
        decision_on=work.today,
        forwarded_to=controller,
        forwarded_on=on or work.today,
    )
    letters.send(work, row, "forwarded")
    return stored(work, row)


@use_case(Permission.REQUEST_DECIDE, discloses=nothing)
def answer_nothing_held(work: Work, request_id: int, version: int, searched: str) -> Saved:
    """Confirm to somebody that nothing is held about her (Art. 15(1)), and tell by what was looked for.

    Args:
        work: the unit of work.
        request_id: the request.
        version: by which it is known.
        searched: by which names, addresses and numbers everything was searched, in words.

    Raises:
        InvalidInputError: a person has been chosen, it has been decided, or what was searched by is not said.
    """
    row = begun(work, request_id, version)
    if row.decision is not None:
        raise refused("decision", _("Pyyntö on jo päätetty. Avaa se uudelleen, jos päätöstä muutetaan."))
    if row.person_id is not None:
        raise refused("person_id", _("Pyyntöön on valittu henkilö, joten hänestä on tietoja. Poista ensin valinta."))
    if not searched.strip():
        raise refused("reasoning", _("Kirjoita, millä tiedoilla etsittiin: se kerrotaan pyytäjälle."))
    if names_identity_code(searched):
        raise refused("reasoning", _("Poista henkilötunnus: sitä ei kirjoiteta kirjeeseen."))
    row.collected_on = work.today
    put(row, decision="nothing_held", decision_on=work.today, reasoning=searched)
    letters.send(work, row, "nothing")
    return stored(work, row)


@use_case(Permission.REQUEST_DECIDE, discloses=nothing)
def charge_fee(work: Work, request_id: int, version: int, fee: Decimal, ground: str, reasoning: str) -> Saved:
    """Set the fee of an answer in euros, or none. The first copy is free, whatever the motive (C-307/22).

    Raises:
        InvalidInputError: nothing in the law lets the firm charge.
    """
    row = begun(work, request_id, version)
    if fee < 0:
        raise refused("fee_eur", _("Maksu ei voi olla negatiivinen."))
    if fee:
        _require_fee(work, row, ground, reasoning)
    put(row, fee_eur=fee, fee_ground=ground if fee else None, fee_reasoning=reasoning if fee else None)
    return stored(work, row)


def _require_fee(work: Work, row: Request, ground: str, reasoning: str) -> None:
    if ground == "excessive":
        _require_evidence(work, row, "fee_ground")
    elif ground != "further_copy":
        raise refused("fee_ground", _("Valitse maksun peruste."))
    elif row.kind != "access" or not _copy_was_given(work, row):
        raise refused("fee_eur", _("Ensimmäinen jäljennös on maksuton (12 art. 5 kohta ja 15 art. 3 kohta)."))
    if not reasoning.strip():
        raise refused("fee_reasoning", _("Kirjoita, miksi maksu peritään. Rekisterinpitäjä vastaa näytöstä."))


def _copy_was_given(work: Work, row: Request) -> bool:
    if row.person_id is None:
        return False
    earlier = select(func.count()).where(
        Request.person_id.in_(same_persons(work, row.person_id)),
        Request.kind == "access",
        Request.delivered_on.is_not(None),
        Request.id != row.id,
    )
    return bool(work.session.scalar(earlier))
