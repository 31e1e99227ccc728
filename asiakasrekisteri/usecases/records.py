"""Turning mapped rows into records and typed values into rows, by the catalogue alone."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import TypeVar

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError, NotFoundError, StaleRecordError
from asiakasrekisteri.domain.fields import EntitySpec, FieldKind, FieldSpec, Record, Sensitivity
from asiakasrekisteri.domain.postcodes import check_postcode
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.domain.words import readable
from asiakasrekisteri.store.identity import MASK
from asiakasrekisteri.store.models import Entity, entities
from asiakasrekisteri.store.provenance import origins, origins_of
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.hiding import HIDDEN, concealed, hidden_fields

E = TypeVar("E", bound=Entity)


def to_record(work: Work, row: Entity, *, with_origins: bool = False) -> Record:
    """Copy the described fields out of a mapped row; sealed values come masked, and so do those that are hidden."""
    hidden = hidden_fields(work, row)
    values = {f.name: concealed(f) if f.name in hidden else shown(f, getattr(row, f.name)) for f in row.spec()}
    known = origins_of(work.session, row) if with_origins else {}
    names = {name: title for name, title in names_of(work, row).items() if name not in hidden}
    return Record(row.__tablename__, row.id, row.version, values, known, names, hidden)


def to_records(work: Work, rows: Iterable[Entity]) -> tuple[Record, ...]:
    """Copy rows as `to_record` does, with their origins read once for all."""
    copied = list(rows)
    known = origins(work.session, copied)
    return tuple(replace(to_record(work, row), origins=known.get((row.__tablename__, row.id), {})) for row in copied)


def names_of(work: Work, row: Entity) -> dict[str, str]:
    """Return what the rows that a row's LINK fields refer to are called, by field name."""
    linked = ((f, getattr(row, f.name)) for f in row.spec() if f.kind is FieldKind.LINK)
    return {f.name: shown_title(work, f.target, row_id) for f, row_id in linked if row_id is not None}


def shown_title(work: Work, target: str, row_id: int) -> str:
    """Return what a row is called, the mask where that is not shown; empty when it is gone."""
    found = work.session.get(entity_of(target), row_id)
    if found is None:
        return ""
    hidden = hidden_fields(work, found)
    return HIDDEN if any(name in hidden for name in found.__named_by__) else _(found.called())


def title_of(work: Work, target: str, row_id: int) -> str:
    """Return what a row is called in words, hidden or not; empty when it is gone."""
    found = work.session.get(entity_of(target), row_id)
    return _(found.called()) if found is not None else ""


@cache
def entity_of(name: str) -> type[Entity]:
    """Return the entity of a name.

    Raises:
        NotFoundError: there is none.
    """
    found = next((e for e in entities() if e.__tablename__ == name), None)
    if found is None:
        raise NotFoundError(_("Tietuetta ei ole."))
    return found


def shown(spec: FieldSpec, value: object) -> object:
    """Return a value as records carry it: sealed ones are masked, and only `reveal` opens them."""
    if spec.sensitivity is Sensitivity.PLAIN or value is None:
        return value
    return MASK


def got(work: Work, entity: type[E], row_id: int, version: int | None = None) -> E:
    """Return a row.

    Raises:
        NotFoundError: it has been removed.
        StaleRecordError: somebody saved it after `version` was read.
    """
    row = work.session.get(entity, row_id)
    if row is None:
        raise NotFoundError(_("{what}: tietuetta ei enää ole.").format(what=_(entity.__label__)))
    if version is not None and row.version != version:
        raise StaleRecordError(_("Tietue on muuttunut toisaalla. Lataa se uudelleen."))
    return row


def checked(spec: EntitySpec, values: Mapping[str, object], *, partial: bool = False) -> dict[str, object]:
    """Return the values as they are stored, if each field accepts its own.

    Args:
        spec: the entity.
        values: field name → what was typed; unknown and non-editable names are refused.
        partial: look only at the given fields, as when one value is changed.

    Raises:
        InvalidInputError: every fault at once.
    """
    clean: dict[str, object] = {}
    editable = {f.name: f for f in spec.editable()}
    unknown = sorted(values.keys() - editable.keys())
    faults = [FieldError(name, _("Kenttää ei voi muokata.")) for name in unknown]
    for name, field in editable.items():
        if partial and name not in values:
            continue
        value, fault = checked_value(field, values.get(name))
        clean[name] = value
        if fault:
            faults.append(FieldError(name, fault))
    faults += postcode_faults(spec, clean)
    if faults:
        raise InvalidInputError(faults)
    return clean


def postcode_faults(spec: EntitySpec, values: Mapping[str, object]) -> list[FieldError]:
    """Return what is wrong with a post code by the country that is told beside it."""
    country = next((values.get(f.name) for f in spec if f.kind is FieldKind.COUNTRY), None)
    codes = {f.name: values.get(f.name) for f in spec if f.kind is FieldKind.POSTCODE}
    if not isinstance(country, str) or HIDDEN in codes.values():
        return []
    told = {name: check_postcode(value, country=country) for name, value in codes.items()}
    return [FieldError(name, fault) for name, fault in told.items() if fault]


def checked_value(field: FieldSpec, value: object) -> tuple[object, str | None]:
    """Return one value as it is stored, and what is wrong with it (None when nothing is)."""
    if isinstance(value, str):
        value = readable(value, lines=field.kind is FieldKind.NOTES).strip() or None
    if value is None:
        return None, _("{label} puuttuu.").format(label=_(field.label)) if field.required else None
    if value == HIDDEN or (value == MASK and field.sensitivity is not Sensitivity.PLAIN):
        return value, None
    if field.normalise is not None:
        value = field.normalise(value)
    if field.options and value not in {o.code for o in field.options}:
        return value, _("{label}: valitse jokin vaihtoehdoista.").format(label=_(field.label))
    if field.check is not None and (fault := field.check(value)):
        return value, fault
    return value, None


def assign(row: Entity, values: Mapping[str, object]) -> None:
    """Give a row its new values; equal ones are left alone, so that nothing unchanged enters the history.

    A value that comes back hidden from a form was not touched.
    """
    for name, value in values.items():
        if value != HIDDEN and getattr(row, name) != value:
            setattr(row, name, value)
