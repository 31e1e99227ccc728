"""The one door: every use case is refused without its permission, the refusal is logged, nothing slips past it."""

import datetime as dt
import importlib
import pkgutil
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from asiakasrekisteri import usecases
from asiakasrekisteri.domain.errors import InvalidInputError, PermissionDeniedError, StaleRecordError
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.store.changes import UnauditedWriteError
from asiakasrekisteri.store.models import Customer, LogEntry, LogItem, Person, entities
from asiakasrekisteri.store.work import Changed, Work
from asiakasrekisteri.usecases import customers, finding, persons
from asiakasrekisteri.usecases.edits import Edit, from_source
from asiakasrekisteri.usecases.gate import USE_CASES, Gate, UseCase, nothing
from tests import offices

for _module in pkgutil.walk_packages(usecases.__path__, "asiakasrekisteri.usecases."):
    importlib.import_module(_module.name)  # loading them registers every use case

NEW = {"last_name": "Esimerkki", "first_names": "Eevi"}


def entries(gate: Gate) -> Sequence[LogEntry]:
    """Return the log as it is in the database."""
    with Session(gate.store.engine) as session:
        return session.scalars(select(LogEntry).order_by(LogEntry.id)).all()


@pytest.fixture(scope="module")
def one_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gate]:
    """One office for all the refusals: none of them changes anything but the log."""
    at = offices.desk(tmp_path_factory.mktemp("refusals") / "office")
    yield at.gate
    at.close()


@pytest.mark.parametrize("name", sorted(USE_CASES))
def test_every_use_case_is_refused_without_its_permission_and_the_refusal_is_logged(
    one_office: Gate, name: str
) -> None:
    gate, case = one_office, USE_CASES[name]
    less = replace(gate.actor, permissions=frozenset(Permission) - {case.permission})
    stranger = replace(gate, actor=less)
    with pytest.raises(PermissionDeniedError, match="pääkäyttäjältä"):
        stranger.call(case)
    last = entries(gate)[-1]
    assert (last.use_case, last.action, last.login) == (name, "denied", "paula")


def test_a_call_is_committed_whole_or_not_at_all(gate: Gate) -> None:
    def add_and_fail(work: Work) -> None:
        from_source(work, "staff")
        work.session.add(Person(last_name="Puolikas"))
        work.session.flush()
        raise InvalidInputError([])

    before = len(entries(gate))
    case: UseCase[[], None] = UseCase("add_and_fail", Permission.PERSON_WRITE, nothing, writes=True, body=add_and_fail)
    with pytest.raises(InvalidInputError):
        gate.call(case)
    assert len(entries(gate)) == before
    assert gate.call(finding.find, "puolikas") == ()


@pytest.mark.parametrize("statement", [update(Person).values(note="x"), insert(Person).values(last_name="x")])
def test_bulk_statements_that_leave_no_trail_are_refused(gate: Gate, statement: object) -> None:
    def body(work: Work) -> None:
        work.session.execute(statement)  # type: ignore[call-overload]

    case: UseCase[[], None] = UseCase("bulk", Permission.PERSON_WRITE, nothing, writes=True, body=body)
    with pytest.raises(UnauditedWriteError):
        gate.call(case)


def test_a_reading_call_cannot_write(gate: Gate) -> None:
    def body(work: Work) -> None:
        from_source(work, "staff")
        work.session.add(Person(last_name="Salaa"))
        work.session.flush()

    case: UseCase[[], None] = UseCase("sneak", Permission.PERSON_READ, nothing, writes=False, body=body)
    with pytest.raises(UnauditedWriteError):
        gate.call(case)


def test_values_without_a_stated_source_are_not_stored(gate: Gate) -> None:
    def body(work: Work) -> None:
        work.session.add(Person(last_name="Lähteetön"))

    case: UseCase[[], None] = UseCase("sourceless", Permission.PERSON_WRITE, nothing, writes=True, body=body)
    with pytest.raises(AssertionError, match="origin"):
        gate.call(case)


def test_what_changed_is_published_after_the_commit(gate: Gate) -> None:
    heard: list[Changed] = []
    saved = replace(gate, publish=heard.append).call(persons.add_person, NEW)
    assert heard == [frozenset({("person", saved.id)})]


def test_both_ends_of_a_new_role_are_told_of(gate: Gate) -> None:
    person = gate.call(persons.add_person, NEW)
    values = {"kind": "company", "name": "Kohde Oy", "status": "active", "relation": "own"}
    role = Edit("contact_role", values={"role": "admin"}, links={"person_id": person.id})
    heard: list[Changed] = []
    saved = replace(gate, publish=heard.append).call(customers.add_customer, values, [role])
    assert heard[0] >= {("customer", saved.id), ("person", person.id)}


def test_the_log_names_fields_and_never_values(gate: Gate) -> None:
    saved = gate.call(persons.add_person, {**NEW, "note": "Salainen sana"})
    with Session(gate.store.engine) as session:
        items = session.scalars(select(LogItem).where(LogItem.person_id == saved.id)).all()
        text = " ".join(f"{i.action} {i.entity} {i.fields}" for i in items)
    assert text == "create person first_names,last_name,note"


@pytest.mark.slow
def test_viewing_is_logged_with_its_purpose_and_the_subjects(gate: Gate) -> None:
    saved = gate.call(persons.add_person, NEW)
    gate.for_purpose("tietopyyntö").call(persons.open_person, saved.id)
    last = entries(gate)[-1]
    assert (last.action, last.purpose, last.items) == ("view", "tietopyyntö", 1)


def test_two_desks_cannot_save_over_each_other(gate: Gate) -> None:
    saved = gate.call(persons.add_person, NEW)
    page = gate.call(persons.open_person, saved.id)
    gate.call(persons.save_person, saved.id, page.record.version, {"note": "ensimmäinen"})
    with pytest.raises(StaleRecordError, match="Lataa se uudelleen"):
        gate.call(persons.save_person, saved.id, page.record.version, {"note": "toinen"})
    assert gate.call(persons.open_person, saved.id).record["note"] == "ensimmäinen"


def test_faults_come_all_at_once_and_nothing_is_saved(gate: Gate) -> None:
    with pytest.raises(InvalidInputError) as caught:
        gate.call(customers.add_customer, {"name": "", "kind": "firma", "business_id": "1234567-2", "status": "active"})
    assert {e.field for e in caught.value.errors} >= {"name", "kind", "business_id"}
    with Session(gate.store.engine) as session:
        assert session.scalar(select(func.count()).select_from(Customer)) == 0


def test_rules_take_time_from_the_work_alone(gate: Gate) -> None:
    at = entries(gate)[-1].at
    assert dt.timedelta(0) <= at - dt.datetime(2026, 11, 22, 9, 41, tzinfo=dt.UTC) < dt.timedelta(days=1)


def test_every_entity_is_reachable_by_name() -> None:
    assert len({e.__tablename__ for e in entities()}) == len(entities())
