"""What is done at once on a request: processing is restricted, marketing stops, consents end; what was rectified.

Each calls the use case of its own part, with the number of the request.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from asiakasrekisteri.domain.fields import Sensitivity
from asiakasrekisteri.domain.formats import as_text
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.requests import names_identity_code
from asiakasrekisteri.domain.rights import RESTRICTING, STOPPING
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.changes import plain, restored
from asiakasrekisteri.store.models import Change, Request, Restriction
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import Saved, from_source
from asiakasrekisteri.usecases.gate import Seen, nothing, use_case
from asiakasrekisteri.usecases.privacy.marketing.consenting import withdraw_consents
from asiakasrekisteri.usecases.privacy.marketing.prohibiting import prohibit_marketing
from asiakasrekisteri.usecases.privacy.requests import letters
from asiakasrekisteri.usecases.privacy.requests.deciding import require_ready
from asiakasrekisteri.usecases.privacy.requests.rules import begun, is_identified, put, refused, stored
from asiakasrekisteri.usecases.privacy.restricting import restrict_person
from asiakasrekisteri.usecases.records import entity_of, got
from asiakasrekisteri.usecases.restrictions import restriction_of
from asiakasrekisteri.usecases.sameness import same_persons

_WHOLE_ROWS = frozenset({"address", "email", "phone"})
"""What is corrected by adding and removing, too."""


@use_case(Permission.PERSON_RESTRICT, discloses=nothing)
def restrict_at_request(work: Work, request_id: int, version: int, ground: str, reason: str = "") -> Saved:
    """Restrict the processing of the person's data at once.

    Raises:
        InvalidInputError: the request is of another kind, or identity has not been shown; or it is restricted already.
    """
    row = begun(work, request_id, version)
    if ground not in RESTRICTING.get(row.kind, ()):
        raise refused("ground", _("Valitse rajoittamisen peruste (18 art. 1 kohta)."))
    if not is_identified(row) or row.person_id is None:
        raise refused("person_id", _("Varmista ensin pyytäjän henkilöllisyys."))
    restrict_person.body(work, row.person_id, ground, reason, row.number)
    return stored(work, row)


@use_case(Permission.PERSON_RESTRICT, discloses=nothing)
def tell_of_lifting(work: Work, request_id: int, version: int) -> letters.MadeLetter:
    """Make the letter that tells the person that the restriction will be lifted, before it is (Art. 18(3)).

    Raises:
        InvalidInputError: nothing is restricted.
    """
    row = got(work, Request, request_id, version)
    if row.person_id is None or restriction_of(work, row.person_id) is None:
        raise refused("person_id", _("Henkilön tietojen käsittelyä ei ole rajoitettu."))
    from_source(work, "staff")
    return letters.send(work, row, "lifting")


@use_case(Permission.REQUEST_WRITE, discloses=nothing)
def stop_at_request(work: Work, request_id: int, version: int) -> Saved:
    """Stop marketing, or end every consent, at once: nothing is weighed, and the request is granted by it.

    Raises:
        InvalidInputError: the request is of another kind, decided already, or nobody is named.
    """
    row = begun(work, request_id, version)
    if row.kind not in STOPPING:
        raise refused("kind", _("Pyyntö ei koske markkinointia eikä suostumusta."))
    if row.decision is not None:
        raise refused("decision", _("Pyyntö on jo päätetty. Avaa se uudelleen, jos päätöstä muutetaan."))
    if row.person_id is None:
        raise refused("person_id", _("Valitse ensin, kenen tietoja pyyntö koskee."))
    require_ready(row)
    case = prohibit_marketing if row.kind == "marketing" else withdraw_consents
    case.body(work, row.person_id, ("all",), "request", row.number)
    put(row, decision="granted", decision_on=work.today)
    letters.send(work, row, "granted")
    return stored(work, row)


@use_case(Permission.REQUEST_WRITE, discloses=nothing)
def note_evidence(work: Work, request_id: int, version: int, evidence: str) -> Saved:
    """Write down what shows that the corrected value is right; the paper itself is attached as evidence.

    Raises:
        InvalidInputError: it is no request to rectify, or holds a henkilötunnus.
    """
    row = begun(work, request_id, version)
    if row.kind != "rectification":
        raise refused("kind", _("Pyyntö ei koske oikaisua."))
    if names_identity_code(evidence):
        raise refused("evidence", _("Poista henkilötunnus: sitä ei kirjata näytöstä."))
    put(row, evidence=evidence)
    return stored(work, row)


@dataclass(frozen=True, slots=True)
class Rectified:
    """One value that was corrected after the request came.

    Attributes:
        what, old, new: in words; both values are empty of what is sealed.
        on: the day.
        category: code of its data category.
        where: whether it tells where she lives: not told to others while that is not disclosed (turvakielto).
    """

    what: str
    old: str
    new: str
    on: dt.date
    category: str
    where: bool


@dataclass(frozen=True, slots=True)
class Rectifications:
    """What was rectified for a request; `restriction` is the one in force on the person, if any."""

    request_id: int
    person_id: int | None
    lines: tuple[Rectified, ...]
    restricted_since: dt.date | None

    def seen(self) -> Sequence[Seen]:
        """Return what a look at it discloses."""
        return (Seen("request", self.request_id, self.person_id),)


@use_case(Permission.REQUEST_READ, discloses=Rectifications.seen)
def list_rectified(work: Work, request_id: int) -> Rectifications:
    """Return the values of the person that have been changed since the request came, with what they were."""
    row = got(work, Request, request_id)
    found: Sequence[Rectified] = ()
    restriction: Restriction | None = None
    if row.person_id is not None:
        found = rectified(work, row)
        restriction = restriction_of(work, row.person_id)
    return Rectifications(row.id, row.person_id, tuple(found), restriction.since if restriction is not None else None)


def rectified(work: Work, row: Request) -> Sequence[Rectified]:
    """Return what has been corrected, completed or removed of the person since a request came."""
    assert row.person_id is not None
    came = select(Change.id).where(Change.entity == Request.__tablename__, Change.entity_id == row.id)
    first = work.session.scalar(came.order_by(Change.id).limit(1)) or 0
    asked = select(Change).where(
        Change.person_id.in_(same_persons(work, row.person_id)),
        Change.action.in_(("update", "create", "delete")),
        Change.source_date >= row.received_on,
        Change.entity.not_in(("request", "request_hit", "restriction", "recipient_notice")),
    )
    return [
        line
        for change in work.session.scalars(asked.order_by(Change.id))
        if change.action == "update" or (change.entity in _WHOLE_ROWS and change.id > first)
        for line in _corrected(work, change)
    ]


def _corrected(work: Work, change: Change) -> Iterator[Rectified]:
    known = {spec.name: spec for spec in entity_of(change.entity).spec()}
    for name, (old, new) in _pairs(work, change).items():
        spec = known.get(name)
        if spec is not None and spec.subject is not None and spec.editable:
            sealed = spec.sensitivity is not Sensitivity.PLAIN
            words = ("", "") if sealed else (as_text(spec, restored(old)), as_text(spec, restored(new)))
            yield Rectified(_(spec.label), *words, change.source_date, spec.category.value, spec.whereabouts)


def _pairs(work: Work, change: Change) -> Mapping[str, tuple[object, object]]:
    """Return (old, new) by field; of what was added, as it is now."""
    if change.action != "create":
        return {name: (old, new) for name, (old, new) in dict(change.values).items()}
    row = work.session.get(entity_of(change.entity), change.entity_id)
    return {name: (None, plain(getattr(row, name))) for name in change.values} if row is not None else {}
