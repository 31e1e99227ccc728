"""Saving a card: the row itself and its addresses, phones, e-mails and roles, in one save, one log entry, one undo."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.fields import Sensitivity
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.domain.words import readable
from asiakasrekisteri.store.identity import MASK, seal_identity
from asiakasrekisteri.store.models import Address, ContactRole, Email, Entity, Person, Phone
from asiakasrekisteri.store.sealed import seal_bytes
from asiakasrekisteri.store.work import ChangeOrigin, Work
from asiakasrekisteri.usecases.hiding import HIDDEN
from asiakasrekisteri.usecases.records import E, assign, checked, got
from asiakasrekisteri.usecases.restrictions import require_unrestricted

DETAILS: dict[str, type[Entity]] = {"address": Address, "phone": Phone, "email": Email, "contact_role": ContactRole}
"""What hangs on a card, by the name of its entity."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One detail of a card: new (id None), changed, or removed (values None).

    A role also says the other end: `links` = {"customer_id": …} on a person's page, {"person_id": …} on a customer's.
    """

    entity: str
    id: int | None = None
    version: int | None = None
    values: Mapping[str, object] | None = None
    links: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Saved:
    """What was saved and the number by which `undo` takes it back."""

    id: int
    undo: int


def from_source(work: Work, source: str) -> None:
    """State where the values of this work come from: the code of a source in the register of sources."""
    work.origin = ChangeOrigin(source, work.today)


def apply_edits(work: Work, owner: Entity, edits: Sequence[Edit]) -> None:
    """Carry out the edits of a card's details.

    Raises:
        InvalidInputError: names are prefixed with the position of the edit, "2.postcode".
    """
    if edits:
        work.changed.add((owner.__tablename__, owner.id))
    faults: list[FieldError] = []
    for position, edit in enumerate(edits):
        try:
            _apply(work, owner, edit)
        except InvalidInputError as error:
            faults.extend(FieldError(f"{position}.{e.field}", e.message) for e in error.errors)
    if faults:
        raise InvalidInputError(faults)


def _apply(work: Work, owner: Entity, edit: Edit) -> None:
    entity = DETAILS[edit.entity]
    if edit.values is None:
        gone = _owned(work, entity, owner, edit)
        require_unrestricted(work, gone)
        work.session.delete(gone)
        return
    values = with_written(edit.entity, edit.values, checked(entity.spec(), edit.values))
    if edit.id is None:
        links = {f"{owner.__tablename__}_id": owner.id, **edit.links}
        work.changed.update((end.removesuffix("_id"), number) for end, number in edit.links.items())
        row = entity(**_shown_values(values), **links)
        require_unrestricted(work, row)
        work.session.add(row)
    else:
        row = _owned(work, entity, owner, edit)
        require_unrestricted(work, row)
        assign(row, values)


def _owned(work: Work, entity: type[Entity], owner: Entity, edit: Edit) -> Entity:
    assert edit.id is not None
    row = got(work, entity, edit.id, edit.version)
    if getattr(row, f"{owner.__tablename__}_id") != owner.id:
        raise InvalidInputError([FieldError(edit.entity, _("Tieto kuuluu toiselle kortille."))])
    return row


def with_written(entity: str, typed: Mapping[str, object], clean: dict[str, object]) -> dict[str, object]:
    """Keep beside a phone number also the form in which it was written (R-04)."""
    if entity == "phone":
        return {**clean, "written": readable(str(typed["number"])).strip()}
    return clean


def new_row(work: Work, entity: type[E], values: Mapping[str, object], **links: int | None) -> E:
    """Store a new row of checked values and return it with its id."""
    row = entity(**sealed(work, entity, checked(entity.spec(), values), None), **links)
    work.session.add(row)
    work.session.flush()
    require_unrestricted(work, row)
    return row


def _shown_values(values: Mapping[str, object]) -> dict[str, object]:
    """Return the values of a new row; what another row's form showed hidden is not copied into it as text."""
    return {name: value for name, value in values.items() if value != HIDDEN}


def change_row(work: Work, row: Entity, values: Mapping[str, object]) -> None:
    """Give a row new checked values; fields that are not given keep theirs.

    Raises:
        RestrictedError: the processing of the data of the person it is about is restricted.
    """
    require_unrestricted(work, row)
    assign(row, sealed(work, type(row), checked(row.spec(), values, partial=True), row))


def sealed(work: Work, entity: type[Entity], values: dict[str, object], row: Entity | None) -> dict[str, object]:
    """Seal what the catalogue calls sensitive; a masked value that was not touched keeps what is stored."""
    for spec in entity.spec():
        if spec.name not in values or spec.sensitivity is Sensitivity.PLAIN:
            continue
        if spec.sensitivity is Sensitivity.IDENTITY:
            values.update(seal_identity(work, row if isinstance(row, Person) else None, values))
        elif values[spec.name] == MASK:
            values[spec.name] = getattr(row, spec.name) if row is not None else None
        elif values[spec.name] is not None:
            plain = str(values[spec.name]).encode()
            values[spec.name] = seal_bytes(work, spec.sensitivity, plain, sealed_place(entity, spec.name))
    return values


def sealed_place(entity: type[Entity], field: str) -> str:
    """Return the words that bind a sealed value to its column."""
    return f"{entity.__tablename__}.{field}"
