"""Erasure (GDPR Art. 17): what others share stays theirs, vouchers stay as long as the law says, all her records go."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from asiakasrekisteri.domain.errors import NotFoundError, RestrictedError
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.store.models import (
    ContactRole,
    Customer,
    EndUser,
    FinancialPeriod,
    Interaction,
    Invoice,
    InvoiceRow,
    Participant,
    Payment,
    Person,
    PersonLink,
    Service,
)
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.customers import add_customer, open_customer
from asiakasrekisteri.usecases.edits import Edit, from_source
from asiakasrekisteri.usecases.finding import find
from asiakasrekisteri.usecases.gate import Gate, UseCase, nothing
from asiakasrekisteri.usecases.interactions.card import open_interaction
from asiakasrekisteri.usecases.interactions.drafts import read_draft, save_draft
from asiakasrekisteri.usecases.interactions.people import ParticipantEdit
from asiakasrekisteri.usecases.interactions.saving import add_interaction
from asiakasrekisteri.usecases.persons import add_person, list_persons, open_person
from asiakasrekisteri.usecases.privacy.erasure import erase_person
from asiakasrekisteri.usecases.privacy.restricting import lift_restriction, restrict_person
from asiakasrekisteri.usecases.same_person import decide_same

PRIVATE = {"kind": "private", "name": "Usvakero, Hanna", "status": "active", "relation": "own"}
TODAY = dt.date(2026, 11, 22)


def within(gate: Gate, body: Callable[[Work], Any]) -> Any:
    """Run a body in a unit of work of its own."""
    return gate.call(UseCase("body", Permission.PERSON_WRITE, nothing, writes=True, body=body))


@pytest.fixture
def hanna(gate: Gate) -> tuple[int, int]:
    """A private customer: her ids as a customer and as a person."""
    customer = gate.call(add_customer, PRIVATE).id
    return customer, gate.call(list_persons, "usvakero").ids[0]


@pytest.fixture
def other(gate: Gate) -> int:
    return gate.call(add_person, {"last_name": "Kuurasuo", "first_names": "Yrjö"}).id


def test_a_shared_call_stays_the_others_without_her_name(gate: Gate, hanna: tuple[int, int], other: int) -> None:
    def talk(work: Work) -> tuple[int, int]:
        from_source(work, "call")
        rows = [
            Interaction(kind="call", at=work.now, state="closed", subject=subject, body="Hanna Usvakero kysyi laskusta")
            for subject in ("Yhteinen: Usvakero ja Kuurasuo", "Vain Hannan")
        ]
        work.session.add_all(rows)
        work.session.flush()
        people = ((rows[0], hanna[1], "Hanna Usvakero"), (rows[0], other, "Yrjö"), (rows[1], hanna[1], "Hanna"))
        for row, person, name in people:
            work.session.add(Participant(part="caller", written=name, interaction_id=row.id, person_id=person))
        return rows[0].id, rows[1].id

    shared, alone = within(gate, talk)
    erased = gate.call(erase_person, hanna[1])
    assert erased.shared == 1

    def left(work: Work) -> tuple[str, str, list[str], bool]:
        row = work.session.get_one(Interaction, shared)
        names = [p.written or "" for p in row.participants]
        return row.subject, row.body or "", names, work.session.get(Interaction, alone) is None

    subject, body, names, gone = within(gate, left)
    assert (subject, names, gone) == ("Yhteinen: (poistettu) ja Kuurasuo", ["Yrjö"], True)
    assert "Hanna" not in body
    assert "Usvakero" not in body


@pytest.mark.parametrize(("ended", "kept"), [(dt.date(2025, 12, 31), 3), (dt.date(2015, 12, 31), 0)])
def test_vouchers_stay_as_long_as_the_accounting_act_wants_them(
    gate: Gate, hanna: tuple[int, int], ended: dt.date, kept: int
) -> None:
    def bill(work: Work) -> None:
        from_source(work, "staff")
        day, money = ended.replace(month=6, day=1), Decimal(10)
        work.session.add(FinancialPeriod(since=ended.replace(month=1, day=1), until=ended))
        invoice = Invoice(
            number="1001", kind="invoice", issued_on=day, due_on=day, net=money, vat=money, gross=money,
            balance=money, buyer_name="Hanna Usvakero", buyer_address="Hallakuja 1", customer_id=hanna[0],
        )  # fmt: skip
        work.session.add(invoice)
        work.session.flush()
        price = {"quantity": Decimal(1), "unit_price": money, "vat_percent": Decimal("25.5"), "net": money}
        work.session.add(InvoiceRow(invoice_id=invoice.id, description="Palvelu", **price))
        work.session.add(
            Payment(invoice_id=invoice.id, customer_id=hanna[0], paid_on=day, amount=money, method="transfer")
        )

    within(gate, bill)
    erased = gate.call(erase_person, hanna[1])
    assert erased.kept == kept

    def left(work: Work) -> list[str]:
        return [f"{i.buyer_name}, {i.buyer_address}" for i in work.session.query(Invoice)]

    assert within(gate, left) == (["Hanna Usvakero, Hallakuja 1"] if kept else [])
    assert gate.call(find, "usvakero") == ()
    assert gate.call(open_customer, hanna[0]).record["name"] == "(poistettu)"


def test_all_her_linked_records_go_together_and_one_that_is_another_stays(
    gate: Gate, hanna: tuple[int, int], other: int
) -> None:
    second = gate.call(add_person, {"last_name": "Usvakero", "first_names": "H."}).id
    company = {"kind": "company", "name": "Rimpisuo Oy", "status": "active", "relation": "own"}
    role = Edit("contact_role", values={"role": "billing"}, links={"person_id": second})
    gate.call(add_customer, company, [role])
    gate.call(decide_same, hanna[1], second, "same")
    gate.call(decide_same, hanna[1], other, "different")
    gate.call(erase_person, second)

    def left(work: Work) -> tuple[list[int], int, int]:
        people = [row.id for row in work.session.query(Person)]
        return people, work.session.query(PersonLink).count(), work.session.query(ContactRole).count()

    assert within(gate, left) == ([other], 0, 0)
    for one in (hanna[1], second):
        with pytest.raises(NotFoundError):
            gate.call(open_person, one)


def test_data_under_restriction_are_not_erased(gate: Gate, hanna: tuple[int, int]) -> None:
    second = gate.call(add_person, {"last_name": "Usvakero", "first_names": "H."}).id
    gate.call(decide_same, hanna[1], second, "same")
    restriction = gate.call(restrict_person, hanna[1], "unlawful", "haluaa tiedot säilytettävän").id
    for one in (hanna[1], second):
        with pytest.raises(RestrictedError, match=r"rajoitettu 22\.11\.2026 alkaen, joten tietoja ei poisteta"):
            gate.call(erase_person, one)
    gate.call(lift_restriction, restriction, TODAY)
    assert gate.call(erase_person, hanna[1]).removed >= 2


def test_a_service_that_anothers_user_uses_goes_and_the_user_stays(
    gate: Gate, hanna: tuple[int, int], other: int
) -> None:
    company = {"kind": "company", "name": "Rimpisuo Oy", "status": "active", "relation": "own"}
    customer = gate.call(add_customer, company).id

    def share(work: Work) -> int:
        from_source(work, "staff")
        service = Service(name="Hannan sivusto", customer_id=hanna[0])
        work.session.add(service)
        work.session.flush()
        origin = "reported_by_customer"
        work.session.add(EndUser(origin=origin, service_id=service.id, person_id=other, customer_id=customer))
        return service.id

    service = within(gate, share)
    gate.call(erase_person, hanna[1])

    def left(work: Work) -> tuple[bool, list[tuple[int, int | None]], int]:
        users = [(row.person_id, row.service_id) for row in work.session.query(EndUser)]
        return work.session.get(Service, service) is None, users, work.session.query(Customer).count()

    assert within(gate, left) == (True, [(other, None)], 2)
    assert gate.call(open_person, other).holdings


def test_a_short_name_goes_and_the_words_it_is_part_of_stay(gate: Gate) -> None:
    aino = gate.call(add_person, {"last_name": "Aho", "first_names": "Aino"}).id
    bo = gate.call(add_person, {"last_name": "Berg", "first_names": "Bo"}).id
    said = {
        "kind": "note",
        "subject": "Ahon Ainon vika",
        "body": "Ainoastaan AHO ja Ahokin. Kahonen, kahot, Aino-Liisa.",
    }
    parts = [ParticipantEdit("mentioned", one) for one in (aino, bo)]
    number = gate.call(add_interaction, said, parts).id
    gate.call(erase_person, aino)
    left = gate.call(open_interaction, number).record
    assert left["subject"] == "(poistettu) (poistettu) vika"
    assert left["body"] == "Ainoastaan (poistettu) ja (poistettu). Kahonen, kahot, (poistettu)-Liisa."


def test_a_note_in_the_making_that_tells_of_her_is_dropped(gate: Gate) -> None:
    person = gate.call(add_person, {"last_name": "Hankivaara", "first_names": "Väinö"}).id
    gate.call(save_draft, {"body": "Hankivaaran asia"})
    gate.call(erase_person, person)
    assert gate.call(read_draft) is None
    gate.call(save_draft, {"body": "muu asia"})
    gate.call(erase_person, gate.call(add_person, {"last_name": "Aho"}).id)
    assert gate.call(read_draft) == {"body": "muu asia"}
