"""Every mapped column has an answer in the catalogue, and what follows from it is whole."""

import pytest
from sqlalchemy import inspect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from asiakasrekisteri.domain.categories import CATEGORY_TITLES
from asiakasrekisteri.domain.fields import DataCategory, EntitySpec, FieldKind, FieldSpec, Sensitivity
from asiakasrekisteri.domain.retention_rules import PARTS
from asiakasrekisteri.exchange.columns import targets
from asiakasrekisteri.store.models import Base, Entity, all_fields, entities
from asiakasrekisteri.store.models.base import DESCRIBED
from asiakasrekisteri.usecases.shipped import shipped

ENTITIES = entities()
FIELDS = [(e, f) for e in ENTITIES for f in all_fields(e)]


def undeclared(base: type[DeclarativeBase]) -> list[str]:
    """Return the mapped columns that say nothing of themselves."""
    return [
        f"{mapper.class_.__name__}.{attribute.key}"
        for mapper in base.registry.mappers
        for attribute in mapper.column_attrs
        if DESCRIBED not in attribute.columns[0].info
    ]


def test_every_column_is_declared() -> None:
    assert undeclared(Base) == []


def test_the_walk_sees_an_undeclared_column() -> None:
    class Other(DeclarativeBase):
        pass

    class Stray(Other):
        __tablename__ = "stray"
        id: Mapped[int] = mapped_column(primary_key=True)

    assert undeclared(Other) == ["Stray.id"]


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda e: e.__tablename__)
def test_every_editable_field_stands_in_exactly_one_section(entity: type[Entity]) -> None:
    spec: EntitySpec = entity.spec()
    placed = [name for section in spec.sections for name in section.fields]
    hidden = {f.name for f in spec if not f.editable}
    assert sorted(set(placed) - hidden) == sorted(f.name for f in spec.editable())
    assert len(placed) == len(set(placed))


@pytest.mark.parametrize(("entity", "field"), FIELDS, ids=lambda x: getattr(x, "__tablename__", None) or x.name)
def test_every_field_answers_for_itself(entity: type[Entity], field: FieldSpec) -> None:
    if field.kind is not FieldKind.INTERNAL:
        assert field.label
    if field.kind is FieldKind.CHOICE:
        assert field.options
    if field.subject is not None:
        assert field.category in CATEGORY_TITLES, "personal data needs a category that the documents show"
        for path in field.subject.split("|"):
            model = entity
            for step in filter(None, path.split(".")):
                model = inspect(model).relationships[step].mapper.class_
            assert model.__tablename__ == "person"
    if field.sensitivity is not Sensitivity.PLAIN:
        assert field.kind in {FieldKind.IDENTITY_CODE, FieldKind.SECRET}


def test_entities_of_persons_can_be_found_extracted_and_erased() -> None:
    for entity in ENTITIES:
        personal = any(f.subject is not None for f in all_fields(entity))
        assert personal == (entity.__subject__ is not None), entity
        assert entity.__erased_by__ in {"delete", "clear", "law", "share"}
        assert (entity.__erased_by__ == "law") <= (entity.law_day is not Entity.law_day), entity
        if entity.__ends__:
            assert entity.__ends__ in {f.name for f in entity.spec()}
        assert set(entity.__survives__) <= {f.name for f in entity.spec()}
        if personal:
            assert entity.__found_as__ is not None
            assert entity.__label__
            assert entity.__plural__


def test_every_target_of_an_import_has_its_field() -> None:
    claimed = {target for entity in ENTITIES for field in entity.spec() for target in field.targets}
    parted = {"person_name", "postcode_town", "phone_country"}
    turned = {"email_ban", "marketing_ban", "named_note"}  # into prohibitions of marketing, and into words of the note
    assert targets() - claimed == parted | turned
    assert claimed <= targets()


def test_every_category_has_a_rule_to_start_from() -> None:
    assert set(shipped("legal", "categories.toml")) == {*(c.value for c in CATEGORY_TITLES), *PARTS}


def test_category_titles_leave_out_only_what_is_nobodys() -> None:
    assert set(DataCategory) - set(CATEGORY_TITLES) == {DataCategory.STAFF, DataCategory.NONE}
