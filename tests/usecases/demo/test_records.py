"""What the fictional office keeps of its customers: all kinds of records, sums that hold, nothing of the real world."""

import datetime as dt
import io
import re
import wave
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import pytest
from sqlalchemy import select

from asiakasrekisteri.domain.fields import FieldKind, Sensitivity
from asiakasrekisteri.domain.invoicing import Row, Totals, check_sums
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.references import check_reference
from asiakasrekisteri.domain.vat import check_rate, rates_of
from asiakasrekisteri.exchange.mail import read_mail
from asiakasrekisteri.store.attachments import read_bytes
from asiakasrekisteri.store.models import (
    Attachment,
    Breach,
    Change,
    Contract,
    CreditCheck,
    Customer,
    DomainName,
    Email,
    EndUser,
    HostingAccount,
    Interaction,
    Invoice,
    InvoiceRow,
    Maintainer,
    Participant,
    Payment,
    Person,
    PersonLink,
    Phone,
    Product,
    Recording,
    RegistryFact,
    Request,
    Restriction,
    Review,
    Service,
    Site,
    Source,
    entities,
)
from asiakasrekisteri.store.sealed import open_bytes
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.demo.fill import fill_demo
from asiakasrekisteri.usecases.edits import sealed_place
from asiakasrekisteri.usecases.finding import find
from asiakasrekisteri.usecases.gate import UseCase, nothing
from asiakasrekisteri.usecases.office import Desk
from asiakasrekisteri.usecases.privacy.reviewing import review_minutes
from asiakasrekisteri.usecases.records import checked_value
from asiakasrekisteri.usecases.same_person import suggest_same
from asiakasrekisteri.usecases.shipped import shipped
from tests import offices
from tests.usecases.demo.held import rows

pytestmark = pytest.mark.slow

CLOSED_YEARS = 3
LEFT_TO_THE_USER = {"draft", "import_run", "mail_server"}
"""What only a user makes: half-written texts, an import of files, a server that would send."""
R = TypeVar("R")
TODAY = offices.NOW.date()


def files(work: Work, kind: str) -> list[bytes]:
    """Return the bytes of every attachment of a kind."""
    held = work.session.scalars(select(Attachment).where(Attachment.kind == kind).order_by(Attachment.id))
    return [b"".join(read_bytes(work, attachment)) for attachment in held]


def passwords(work: Work) -> list[str]:
    """Return the passwords of hosting accounts in clear."""
    place = sealed_place(HostingAccount, "secret")
    stored = work.session.scalars(select(HostingAccount.secret).where(HostingAccount.secret.is_not(None)))
    return [open_bytes(work, Sensitivity.SECRET, secret, place).decode() for secret in stored if secret]


def read(desk: Desk, body: Callable[..., R], *args: object) -> R:
    """Run a reading body in a transaction of its own, with the main user's keys."""
    return desk.gate.call(UseCase("read", Permission.OFFICE_ENTER, nothing, writes=False, body=body), *args)


def of_customer(made: list[Any]) -> Counter[int]:
    return Counter(row.customer_id for row in made)


def test_every_entity_of_the_catalogue_has_rows(desk: Desk) -> None:
    empty = {e.__tablename__ for e in entities() if not rows(desk, e)}
    assert empty == LEFT_TO_THE_USER


def test_every_value_is_one_that_the_catalogue_accepts(desk: Desk) -> None:
    for entity in entities():
        for row in rows(desk, entity):
            for field in entity.spec():
                value = getattr(row, field.name)
                if field.sensitivity is Sensitivity.PLAIN and field.kind is not FieldKind.INTERNAL:
                    assert checked_value(field, value) == (value, None), (entity.__tablename__, field.name, value)


def test_customers_have_services_as_such_firms_have(desk: Desk) -> None:
    customers = {c.id: c for c in rows(desk, Customer)}
    services = of_customer(rows(desk, Service))
    assert all((row_id in services) == (c.status != "prospect") for row_id, c in customers.items())
    private = [count for row_id, count in services.items() if customers[row_id].kind == "private"]
    others = [count for row_id, count in services.items() if customers[row_id].kind in {"company", "public"}]
    assert set(private) == {1, 2}
    assert max(others) >= 5
    assert sum(others) / len(others) > 2
    organisations = [
        c for c in customers.values() if c.kind not in {"private", "sole_trader"} and c.status != "prospect"
    ]
    agreed = {c.customer_id for c in rows(desk, Contract) if c.state != "offered"}
    assert 0.5 < len(agreed) / len(organisations) < 0.85
    assert {p.kind for p in rows(desk, Product)} == {"domain", "web_hosting", "mail", "server", "connection", "other"}
    assert {c.relation for c in customers.values()} == {"own", "partner", "partner_customer"}
    assert all((c.partner_id is not None) == (c.relation == "partner_customer") for c in customers.values())


def test_names_expire_and_are_renewed_and_verified(desk: Desk) -> None:
    names = rows(desk, DomainName)
    soon = [n for n in names if TODAY <= n.expires_on <= TODAY + dt.timedelta(days=60)]
    assert 0 < len(soon) < len(names) / 2
    assert {n.renewal for n in names} == {"automatic", "manual"}
    assert any(n.verified_on is None for n in names)
    assert any(n.verified_on for n in names)
    assert len({n.name for n in names}) == len(names)


def test_only_running_services_have_passwords_and_those_are_sealed(desk: Desk) -> None:
    running = {s.id for s in rows(desk, Service) if s.state in {"active", "suspended", "terminated"}}
    accounts = rows(desk, HostingAccount)
    with_secret = [a for a in accounts if a.secret is not None]
    assert 0 < len(with_secret) < len(accounts)
    assert all(a.service_id in running and a.secret_since is not None for a in with_secret)
    opened = read(desk, passwords)
    assert len(opened) == len(with_secret)
    assert all(re.fullmatch("[a-z0-9]{14}", password) for password in opened)


def test_sums_of_every_invoice_follow_from_its_rows_and_the_rate_of_its_day(desk: Desk) -> None:
    rates = rates_of(shipped("vocabulary", "vat.toml"))
    of_invoice: dict[int, list[Row]] = {}
    for row in rows(desk, InvoiceRow):
        discount = row.discount_percent or Decimal(0)
        said = Row(
            quantity=row.quantity, unit_price=row.unit_price, discount_percent=discount, vat_percent=row.vat_percent
        )
        of_invoice.setdefault(row.invoice_id, []).append(said)
    invoices = rows(desk, Invoice)
    originals = {i.id: i for i in invoices}
    for invoice in invoices:
        assert check_sums(of_invoice[invoice.id], Totals(invoice.net, invoice.vat, invoice.gross)) == []
        taxed = originals[invoice.credits_id].issued_on if invoice.credits_id else invoice.issued_on
        assert {check_rate(rates, row.vat_percent, taxed) for row in of_invoice[invoice.id]} == {None}
    by_day = {i.issued_on: of_invoice[i.id][0].vat_percent for i in invoices if not i.credits_id}
    assert {rate for day, rate in by_day.items() if day >= dt.date(2024, 9, 1)} == {Decimal("25.5")}
    assert {rate for day, rate in by_day.items() if dt.date(2013, 1, 1) <= day < dt.date(2024, 9, 1)} == {Decimal(24)}


def test_what_is_open_is_the_sum_less_payments_and_credits(desk: Desk) -> None:
    invoices = {i.id: i for i in rows(desk, Invoice)}
    left = {row_id: i.gross for row_id, i in invoices.items()}
    for payment in rows(desk, Payment):
        if payment.invoice_id is not None:
            left[payment.invoice_id] -= payment.amount
            assert payment.paid_on >= invoices[payment.invoice_id].issued_on
    for note in (i for i in invoices.values() if i.kind == "credit_note"):
        left[note.credits_id] += note.gross
        left[note.id] = Decimal(0)
    assert {row_id: i.balance for row_id, i in invoices.items()} == left
    assert min(left.values()) >= 0


def test_most_invoices_are_paid_in_time_and_the_rest_is_of_all_kinds(desk: Desk) -> None:
    invoices = rows(desk, Invoice)
    due = [i for i in invoices if i.kind == "invoice" and i.paid_on is not None]
    late = [i for i in due if i.paid_on > i.due_on]
    assert 0.03 < len(late) / len(due) < 0.2
    assert any(i.in_collection for i in invoices)
    assert any(i.disputed for i in invoices)
    assert any(i.kind == "credit_note" for i in invoices)
    assert any(0 < i.balance < i.gross for i in invoices)
    assert 0 < sum(i.balance > 0 for i in invoices) < len(invoices) / 20
    assert any(p.invoice_id is None for p in rows(desk, Payment))
    assert all(check_reference(i.reference) is None for i in invoices if i.reference)
    numbers = [int(i.number) for i in sorted(invoices, key=lambda i: i.id)]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def test_active_customers_have_been_billed_for_three_years_or_since_they_came(desk: Desk) -> None:
    first_bill: dict[int, dt.date] = {}
    for invoice in rows(desk, Invoice):
        first_bill[invoice.customer_id] = min(first_bill.get(invoice.customer_id, TODAY), invoice.issued_on)
    for customer in rows(desk, Customer):
        if customer.status == "active" and customer.since < TODAY - dt.timedelta(days=31):
            begun = max(customer.since, TODAY - dt.timedelta(days=366 * CLOSED_YEARS))
            assert first_bill[customer.id] <= begun + dt.timedelta(days=31), customer.name
    assert 5 < len(rows(desk, Invoice)) / len(first_bill) < 20


def test_what_was_said_is_of_all_kinds_and_some_of_it_is_open(desk: Desk) -> None:
    interactions = rows(desk, Interaction)
    assert {i.kind for i in interactions} == {"call", "email", "visit", "letter", "note", "support"}
    assert {i.direction for i in interactions} == {"in", "out", None}
    assert 0 < sum(i.state == "open" for i in interactions) < len(interactions) / 10
    assert not any("{" in f"{i.subject}{i.body}" for i in interactions)
    parts = {p.interaction_id for p in rows(desk, Participant)}
    assert {i.id for i in interactions if i.kind in {"call", "email"}} <= parts
    assert max(of_customer(interactions).values()) >= 40


def test_mails_papers_and_recordings_open(desk: Desk) -> None:
    mails = [read_mail(data) for data in read(desk, files, "message")]
    assert mails
    assert not any(mail.faults for mail in mails)
    assert any(mail.attachments for mail in mails)
    assert all("example" in mail.sender.address for mail in mails)
    assert all(data.startswith(b"%PDF") for data in read(desk, files, "document"))
    sounds = read(desk, files, "recording")
    seconds = []
    for data in sounds:
        with wave.open(io.BytesIO(data)) as sound:
            seconds.append(sound.getnframes() // sound.getframerate())
    recordings = sorted(rows(desk, Recording), key=lambda r: r.attachment_id)
    assert seconds == [r.seconds for r in recordings]
    assert 0 < len(recordings) <= 25
    told = {i.id for i in rows(desk, Interaction) if i.recorded and i.informed_at_start}
    assert {r.interaction_id for r in recordings} == told


def test_a_person_is_found_by_a_word_of_a_mail(desk: Desk) -> None:
    mail = next(i for i in rows(desk, Interaction) if "muisti loppuu" in (i.body or ""))
    who = {p.person_id for p in rows(desk, Participant) if p.interaction_id == mail.id and p.person_id}
    found = desk.gate.call(find, "varausjärjestelmämme", 200, ("person",))
    assert who & {hit.id for hit in found}


def test_hardly_anything_was_said_twice_in_the_same_words(desk: Desk) -> None:
    said = Counter(i.body for i in rows(desk, Interaction))
    assert max(said.values()) <= max(len(rows(desk, Interaction)) // 100, 3)


def test_requests_were_answered_refused_and_extended_and_the_year_was_reviewed(desk: Desk) -> None:
    requests = rows(desk, Request)
    assert {r.decision for r in requests} == {"granted", "refused", None}
    copied = [r for r in requests if r.sha256 and r.decision == "granted"]
    assert [(r.kind, r.delivery_channel) for r in copied] == [("access", "visit")]
    assert all(r.received_on < r.decision_on < r.closed_on <= r.last_day_on for r in copied)
    assert any(r.extended_until and not r.closed_on for r in requests)
    assert all(b.closed_on < TODAY for b in rows(desk, Breach) if b.closed_on)
    (review,) = rows(desk, Review)
    assert desk.gate.call(review_minutes, review.id).startswith(b"%PDF")
    assert review.reviewed_on < TODAY < review.next_review_on


def test_users_and_maintainers_are_persons_known_from_nowhere_else(desk: Desk) -> None:
    users, maintainers = rows(desk, EndUser), rows(desk, Maintainer)
    assert {u.origin for u in users} == {"reported_by_customer", "contacted_support"}
    assert all(m.works_for and m.service_id for m in maintainers)
    own = {c.person_id for c in rows(desk, Customer)}
    assert not own & {*(m.person_id for m in maintainers), *(u.person_id for u in users)}


def test_facts_tell_their_source_and_some_are_older_than_fourteen_months(desk: Desk) -> None:
    facts, codes = rows(desk, RegistryFact), {s.id: s.code for s in rows(desk, Source)}
    assert {codes[f.obtained_from_id] for f in facts} == {"ytj", "prh", "fonecta"}
    limit = TODAY - dt.timedelta(days=430)
    assert any(f.obtained_on < limit for f in facts)
    assert any(f.obtained_on > limit for f in facts)
    changes = {c.entity_id: c for c in rows(desk, Change) if c.entity == "registry_fact" and c.last_id is None}
    alone = [f for f in facts if f.id in changes]
    assert alone
    assert all(codes[changes[f.id].source_id] == codes[f.obtained_from_id] for f in alone)
    checks = rows(desk, CreditCheck)
    assert any(c.informed_on for c in checks)
    assert {c.kind for c in checks} == {"credit", "person_data"}
    assert all((c.kind == "person_data") == (c.purpose == "correctness") for c in checks)


def test_history_tells_of_every_row_when_it_came_and_from_where(desk: Desk) -> None:
    changes = [c for c in rows(desk, Change) if c.action == "create"]
    for entity in (Service, Invoice, Payment, Interaction, Contract):
        of_entity = [c for c in changes if c.entity == entity.__tablename__]
        told = {n for c in of_entity for n in range(c.entity_id, (c.last_id or c.entity_id) + 1)}
        assert told == {row.id for row in rows(desk, entity)}
        assert len({c.source_date for c in of_entity}) > 20
    mails = {i.id: i for i in rows(desk, Interaction) if i.kind == "email"}
    codes = {s.id: s.code for s in rows(desk, Source)}
    told_by = {codes[c.source_id] for c in changes if c.entity == "interaction" and c.entity_id in mails}
    assert told_by == {"email"}


def test_a_row_that_came_alone_names_what_it_fills_as_one_that_was_typed(desk: Desk) -> None:
    contracts = {c.id: c for c in rows(desk, Contract)}
    alone = [c for c in rows(desk, Change) if c.entity == "contract" and c.last_id is None and c.action == "create"]
    assert len(alone) > len(contracts) / 2
    for change in alone:
        row = contracts[change.entity_id]
        plain = {f.name for f in Contract.spec() if getattr(row, f.name) not in (None, False)}
        assert set(change.values) == plain | {"customer_id"}


def test_one_person_is_restricted_and_nobody_is_twice_without_a_reason(desk: Desk) -> None:
    assert len(rows(desk, Restriction)) == 1
    holders: dict[str, set[int]] = {}
    for email in rows(desk, Email):
        if email.person_id is not None:
            holders.setdefault(email.address, set()).add(email.person_id)
    twice = [held for held in holders.values() if len(held) > 1]
    persons = {p.id: p for p in rows(desk, Person)}
    assert len(twice) >= 2
    assert all(len({persons[i].last_name for i in held}) == 1 for held in twice[:2])


def test_second_records_of_a_person_are_proposed_until_they_are_decided(desk: Desk) -> None:
    written_twice = [p for p in rows(desk, Person) if p.note == shipped("demo", "outside.toml")["duplicates"]["note"]]
    decided = {link.other_id: link.verdict for link in rows(desk, PersonLink)}
    assert sorted(decided.values()) == ["different", "same"]
    for person in written_twice:
        proposed = desk.gate.call(suggest_same, person.id)
        assert bool(proposed) == (person.id not in decided)
    assert len(written_twice) > len(decided)


def test_no_record_holds_anything_of_the_real_world(desk: Desk) -> None:
    numbers = [*(p.number for p in rows(desk, Phone)), *(s.phone for s in rows(desk, Site))]
    numbers += [n.holder_phone for n in rows(desk, DomainName)]
    assert all(number.startswith("+35840555") for number in numbers)
    said = " ".join(
        str(value) for entity in entities() for row in rows(desk, entity) for value in row if isinstance(value, str)
    )
    hosts = re.findall(r"[\w.-]+@([\w.-]+\w)|https?://([\w.-]+\w)", said)
    assert hosts
    assert all((a or b).endswith(".example") for a, b in hosts)
    assert all(n.name.endswith(".example") for n in rows(desk, DomainName))
    assert not re.search(r"\b\d{6}[-+A-FU-Y]\d{3}[0-9A-Y]\b", said)


def test_the_same_seed_tells_the_same_office(tmp_path: Path) -> None:
    def told(place: str, seed: int) -> list[tuple[Any, ...]]:
        with closing(offices.desk(tmp_path / place)) as desk:
            desk.gate.call(fill_demo, 12, seed)
            kinds = (Customer, Service, Invoice, Payment, RegistryFact)
            return [tuple(row) for entity in kinds for row in rows(desk, entity)]

    assert told("one", 5) == told("two", 5)
    assert told("three", 6) != told("four", 5)


@pytest.mark.parametrize("count", [1, 3])
def test_the_smallest_office_is_whole_too(tmp_path: Path, count: int) -> None:
    with closing(offices.desk(tmp_path)) as desk:
        assert desk.gate.call(fill_demo, count).customers == count
        assert len(rows(desk, Customer)) == count


def test_everybody_who_has_asked_by_letter_can_be_answered_by_one(desk: Desk) -> None:
    closed = [row for row in rows(desk, Request) if row.delivery_channel == "letter"]
    assert closed
    assert all((row.address_used or "").splitlines()[-1].isupper() for row in closed)
