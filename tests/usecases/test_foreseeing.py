"""What erasing a person would do is told before it is done, and is what the erasure then does."""

import datetime as dt
from decimal import Decimal

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.store.models import FinancialPeriod, Interaction, Invoice, Participant
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.customers import add_customer
from asiakasrekisteri.usecases.edits import Edit, from_source
from asiakasrekisteri.usecases.gate import Gate, UseCase, nothing
from asiakasrekisteri.usecases.persons import add_person, list_persons
from asiakasrekisteri.usecases.privacy.erasure import erase_person
from asiakasrekisteri.usecases.privacy.foreseeing import Foreseen, foresee_erasure
from asiakasrekisteri.usecases.same_person import decide_same

TODAY = dt.date(2026, 11, 22)
PRIVATE = {"kind": "private", "name": "Usvakero, Hanna", "status": "active", "relation": "own"}


def _store(gate: Gate, customer: int, hanna: int, other: int) -> None:
    """Store an invoice of hers and a call that another took part in."""

    def body(work: Work) -> None:
        from_source(work, "staff")
        period = FinancialPeriod(since=dt.date(2026, 1, 1), until=dt.date(2026, 12, 31))
        money = Decimal("10.00")
        invoice = Invoice(
            number="5001", kind="invoice", issued_on=TODAY, due_on=TODAY, net=money, vat=money, gross=money,
            balance=money, buyer_name="Hanna Usvakero", buyer_address="Hallakuja 1", customer_id=customer,
        )  # fmt: skip
        call = Interaction(kind="call", at=work.now, subject="Linjavika", state="closed")
        work.session.add_all([period, invoice, call])
        work.session.flush()
        work.session.add_all(Participant(interaction_id=call.id, part="caller", person_id=p) for p in (hanna, other))

    gate.call(UseCase("body", Permission.PERSON_WRITE, nothing, writes=True, body=body))


def test_what_goes_what_the_law_keeps_and_what_is_shared(gate: Gate) -> None:
    phone = Edit("phone", values={"use": "mobile", "number": "040 555 0123"})
    customer = gate.call(add_customer, PRIVATE, [phone]).id
    hanna = gate.call(list_persons, "usvakero").ids[0]
    other = gate.call(add_person, {"last_name": "Kuurasuo", "first_names": "Yrjö"}).id
    _store(gate, customer, hanna, other)
    found = gate.call(foresee_erasure, hanna)
    assert {one.title: one.count for one in found.going} == {"Henkilöt": 1, "Puhelimet": 1}
    assert found.kept == (Foreseen("Laskut", 1, "2032-12-31"),)
    assert found.shared == (Foreseen("Yhteydenotot", 1),)
    assert (found.emptied, found.records) == (1, 1)
    done = gate.call(erase_person, hanna)
    part_in_the_call = 1
    assert done.removed == sum(one.count for one in found.going) + part_in_the_call
    assert (done.emptied, done.kept, done.shared) == (found.emptied, 1, 1)


def test_linked_records_are_foreseen_together(gate: Gate) -> None:
    one = gate.call(add_person, {"last_name": "Kuurasuo", "first_names": "Yrjö"}).id
    other = gate.call(add_person, {"last_name": "Kuurasuo", "first_names": "Y."}).id
    gate.call(decide_same, one, other, "same")
    found = gate.call(foresee_erasure, other)
    assert (found.records, found.going) == (2, (Foreseen("Henkilöt", 2),))
    assert found.log > 0
