"""The catalogue's home: a mapped column is declared once, with all that the program must know about it.

`described()` is for what users see, `technical()` for what only the program uses. A column declared with neither makes
the tests fail, so nothing can be stored that the documents, the extract and the erasure do not know of.
"""

import datetime as dt
from collections.abc import Iterable
from functools import cache
from typing import Any, ClassVar, NotRequired, TypedDict, Unpack

from sqlalchemy import Boolean, ForeignKey, MetaData, String, Table, inspect
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, declared_attr, mapped_column

from asiakasrekisteri.domain.fields import (
    Check,
    DataCategory,
    EntitySpec,
    FieldKind,
    FieldSpec,
    Normalise,
    Option,
    Searched,
    Section,
    Sensitivity,
)
from asiakasrekisteri.domain.formats import FINLAND, as_text, clock_time, day
from asiakasrekisteri.store.models.types import COLUMN_TYPES, BigId

DESCRIBED = "described"
_INHERIT = "<entity>"


class Base(DeclarativeBase):
    """Root of the mapped classes; constraint names are fixed so that migrations can find them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class About(TypedDict, total=False):
    """What `described()` takes besides label and kind; see `FieldSpec`."""

    category: DataCategory
    subject: NotRequired[str | None]
    sensitivity: Sensitivity
    retention: str
    searched: Searched
    required: bool
    in_list: bool
    help: str
    targets: tuple[str, ...]
    options: tuple[Option, ...]
    target: str
    check: Check | None
    normalise: Normalise | None
    editable: bool
    whereabouts: bool


def described(
    label: str,
    kind: FieldKind,
    *,
    unique: bool = False,
    index: bool = False,
    default: object = None,
    **about: Unpack[About],
) -> MappedColumn[Any]:
    """Declare a column that people see: the only place where anything is said about it."""
    about.setdefault("subject", _INHERIT)
    column_type = Boolean if kind is FieldKind.FLAG else COLUMN_TYPES.get(kind, String)
    required = about.get("required", False) or kind is FieldKind.FLAG
    info = {DESCRIBED: {"label": label, "kind": kind, **about}}
    return mapped_column(
        column_type,
        nullable=not required,
        unique=unique or None,
        index=index or None,
        default=False if kind is FieldKind.FLAG and default is None else default,
        info=info,
    )


def described_link(label: str, to: str, **about: Unpack[About]) -> MappedColumn[Any]:
    """Declare a reference that people see and choose: a service's product, an account's service.

    Args:
        label: Finnish message id.
        to: name of the entity whose row is chosen.
        about: see `described`.
    """
    about.setdefault("subject", _INHERIT)
    info = {DESCRIBED: {"label": label, "kind": FieldKind.LINK, **about, "target": to}}
    nullable = not about.get("required", False)
    return mapped_column(ForeignKey(f"{to}.id"), nullable=nullable, index=True, info=info)


def technical(
    column_type: Any = None,
    *,
    category: DataCategory = DataCategory.NONE,
    subject: str | None = None,
    **column: Any,
) -> MappedColumn[Any]:
    """Declare a column that only the program uses; name a subject where its content is somebody's personal data."""
    info = {DESCRIBED: {"label": "", "kind": FieldKind.INTERNAL, "category": category, "subject": subject}}
    info[DESCRIBED]["editable"] = False
    arguments = () if column_type is None else (column_type,)
    return mapped_column(*arguments, info=info, **column)


def link(target: str, *, nullable: bool = False, index: bool = True) -> MappedColumn[Any]:
    """Declare a reference to another row, e.g. `link("person.id")`; the row cannot vanish while it is referred to."""
    return technical(ForeignKey(target), nullable=nullable, index=index or None)


class Entity(Base):
    """A row with an identity, an optimistic lock, and a place in the catalogue.

    Attributes:
        __label__, __plural__: Finnish message ids.
        __subject__: paths from the row to the person it is about, separated by "|"; None for nobody's data.
        __sections__: how forms group the fields.
        __found_as__: path to the row in whose search document this row's fields are indexed ("" = its own).
        __qualifier__: the choice that tells rows of a kind apart in an extract: "Sähköposti (työ)".
        __together__: fields that an extract shows as one item: the lines of an address.
        __erased_by__: what erasure of the person does to the row: "delete"; "clear" (personal columns emptied); "law"
            (kept while the Accounting Act demands, counted from `law_day`, then deleted); "share" (deleted unless
            another person is in it too: then only what tells of her goes).
        __named_by__: the fields that name a row in words.
        __survives__: the personal fields that "clear" leaves: they no longer tell who it was.
        __ends__: the field whose day starts the row's own time of keeping; "" where the relation's end does.
        __rule__: code of the retention rule of its rows (`domain.retention_rules`); "" where the data category decides.
        __kept_with__: relationships, separated by "|", to the row with which it is kept and goes; the first that leads
            to one counts. "" where the row has a time of its own.
        __undone__: whether a save of it can be taken back.
    """

    __abstract__ = True
    __label__: ClassVar[str] = ""
    __plural__: ClassVar[str] = ""
    __subject__: ClassVar[str | None] = None
    __sections__: ClassVar[tuple[Section, ...]] = ()
    __found_as__: ClassVar[str | None] = None
    __qualifier__: ClassVar[str] = ""
    __together__: ClassVar[tuple[str, ...]] = ()
    __erased_by__: ClassVar[str] = "delete"
    __named_by__: ClassVar[tuple[str, ...]] = ("name",)
    __survives__: ClassVar[tuple[str, ...]] = ()
    __ends__: ClassVar[str] = ""
    __rule__: ClassVar[str] = ""
    __kept_with__: ClassVar[str] = ""
    __undone__: ClassVar[bool] = True

    id: Mapped[int] = technical(BigId, primary_key=True)
    version: Mapped[int] = technical(nullable=False, default=1)

    @classmethod
    def __init_subclass__(cls, **arguments: Any) -> None:
        """Number rows so that the id of an erased row is never given to another: the log still names it."""
        super().__init_subclass__(**arguments)
        table = cls.__dict__.get("__table__")
        if isinstance(table, Table):
            table.dialect_kwargs["sqlite_autoincrement"] = True

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - a class method to SQLAlchemy
        """Let SQLAlchemy refuse to save over somebody else's save."""
        return {"version_id_col": cls.version}

    @classmethod
    def spec(cls) -> EntitySpec:
        """Return what the catalogue knows of the entity."""
        return entity_spec(cls)

    def law_day(self) -> dt.date | None:
        """Return the day by which the Accounting Act counts how long the row is kept; None where it has no say."""
        return None

    def rule_code(self) -> str:
        """Return the code of the row's own retention rule; empty where its data categories decide."""
        return self.__rule__

    def kept_with(self) -> "Entity | None":
        """Return the row with which this one is kept and goes; None where it has a time of its own."""
        for name, _column, _entity in kept_by(type(self)):
            owner: Entity | None = getattr(self, name)
            if owner is not None:
                return owner
        return None

    def stated_until(self) -> dt.date | None:
        """Return the last day of keeping where somebody has written it on the row; None where the rule decides."""
        return None

    def ended_on(self) -> dt.date | None:
        """Return the day from which the row's own time of keeping is counted; None while it has not come."""
        ended = getattr(self, self.__ends__)
        return ended.astimezone(FINLAND).date() if isinstance(ended, dt.datetime) else ended

    def called(self) -> str:
        """Return what the row is called in words."""
        known = {spec.name: spec for spec in self.spec()}
        parts = ((known.get(name), getattr(self, name, None)) for name in self.__named_by__)
        return " ".join(_in_words(spec, value) for spec, value in parts if value)


@cache
def kept_by(entity: type[Entity]) -> tuple[tuple[str, str, type[Entity]], ...]:
    """Return the relationships by which the rows of an entity are kept, each with its column and to what it leads."""
    relations = (inspect(entity).relationships[name] for name in entity.__kept_with__.split("|") if name)
    return tuple((r.key, str(r.local_remote_pairs[0][0].key), r.mapper.class_) for r in relations)


def _in_words(spec: FieldSpec | None, value: object) -> str:
    """Write a part of a name: days and times as Finns write them, countries and choices by their names."""
    if spec is not None and (spec.options or spec.kind is FieldKind.COUNTRY):
        return as_text(spec, value)
    if isinstance(value, dt.datetime):
        return clock_time(value)
    return day(value) if isinstance(value, dt.date) else str(value)


@cache
def entity_spec(entity: type[Entity]) -> EntitySpec:
    """Build the specification of an entity out of its declared columns, in their order."""
    fields = tuple(
        _field(entity, attribute.key, attribute.columns[0].info.get(DESCRIBED))
        for attribute in inspect(entity).column_attrs
    )
    return EntitySpec(
        name=entity.__tablename__,
        label=entity.__label__,
        plural=entity.__plural__,
        fields=tuple(f for f in fields if f.kind is not FieldKind.INTERNAL),
        sections=entity.__sections__,
    )


def all_fields(entity: type[Entity]) -> Iterable[FieldSpec]:
    """Walk every column of an entity, the technical ones too."""
    for attribute in inspect(entity).column_attrs:
        yield _field(entity, attribute.key, attribute.columns[0].info.get(DESCRIBED))


def _field(entity: type[Entity], name: str, about: dict[str, Any] | None) -> FieldSpec:
    if about is None:
        raise UndeclaredColumnError(f"{entity.__name__}.{name}")
    said = dict(about)
    if said.get("subject") == _INHERIT:
        said["subject"] = entity.__subject__
    return FieldSpec(name=name, **said)


class UndeclaredColumnError(RuntimeError):
    """A defect: a mapped column that the catalogue knows nothing of."""


def entities() -> tuple[type[Entity], ...]:
    """Return every entity of the catalogue, by table name."""
    mapped = (m.class_ for m in Base.registry.mappers)
    return tuple(sorted((c for c in mapped if issubclass(c, Entity)), key=lambda c: c.__tablename__))
