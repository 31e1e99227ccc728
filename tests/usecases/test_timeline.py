"""The timeline: every kind, newest first, page by page, and for each role what it may see."""

import datetime as dt
import io
from collections.abc import Iterator
from decimal import Decimal

import pytest
from sqlalchemy import event

from asiakasrekisteri.domain.errors import NotFoundError
from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.store.models import (
    ContactRole,
    Contract,
    CreditCheck,
    DomainName,
    Invoice,
    PaperRecord,
    Payment,
    Person,
    Phone,
    Reminder,
    Restriction,
    SalesOrder,
    Service,
    UsageEvent,
)
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.customers import open_customer, save_customer
from asiakasrekisteri.usecases.edits import Edit, from_source
from asiakasrekisteri.usecases.events.item import TimelineItem
from asiakasrekisteri.usecases.files import store_file
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.interactions.people import ParticipantEdit
from asiakasrekisteri.usecases.interactions.recordings import RecordingFacts, store_recording
from asiakasrekisteri.usecases.interactions.saving import add_interaction
from asiakasrekisteri.usecases.logs import show_log
from asiakasrekisteri.usecases.office import Desk, Office
from asiakasrekisteri.usecases.timeline import KIND_LABELS, TimelineWish, counts, timeline
from tests import offices
from tests.usecases.interactions.ready import ask, customer, person


def day(number: int) -> dt.date:
    """Return a day of September 2026."""
    return dt.date(2026, 9, number)


def fill(work: Work, firm: int, aino: int) -> None:
    """Store a row of every kind for the firm."""
    from_source(work, "staff")
    mine = {"customer_id": firm}
    contract = Contract(number="S-1", name="Ylläpito", since=day(1), until=day(20), state="ended", term="fixed", **mine)
    service = Service(name="Webhotelli", since=day(2), until=dt.date(2027, 9, 1), state="active", **mine)
    domain = DomainName(name="saha.example", registered_on=day(3), expires_on=day(19), renewal="manual", **mine)
    order = SalesOrder(number="T-1", ordered_on=day(4), channel="web", state="delivered", delivered_on=day(5), **mine)
    invoice = Invoice(
        number="1001",
        kind="invoice",
        issued_on=day(6),
        due_on=day(20),
        buyer_name="Kuurasuon Saha Oy",
        net=Decimal(100),
        vat=Decimal("25.50"),
        gross=Decimal("125.50"),
        balance=Decimal("125.50"),
        **mine,
    )
    work.session.add_all([contract, service, domain, order, invoice])
    work.session.flush()
    work.session.add_all(
        [
            Payment(paid_on=day(8), amount=Decimal(25), method="transfer", payer="Saha", invoice_id=invoice.id),
            Reminder(invoice_id=invoice.id, sent_on=day(22), channel="letter", fee=Decimal(5)),
            ContactRole(role="admin", since=day(9), until=day(10), person_id=aino, customer_id=firm),
            CreditCheck(
                kind="credit",
                purpose="granting",
                register_name="Rekisteri",
                checked_on=day(11),
                result="clear",
                **mine,
            ),
            UsageEvent(kind="login", at=dt.datetime(2026, 9, 12, 9, tzinfo=dt.UTC), what="Kirjautui", **mine),
            PaperRecord(kind="contract", what="Sopimus paperilla", dated=day(13), place="Kaappi 2", **mine),
        ]
    )


@pytest.fixture
def filled(gate: Gate) -> tuple[int, int]:
    """A firm with an event of every kind, and a person who is in some."""
    firm, aino = customer(gate), person(gate)
    ask(gate, lambda work: fill(work, firm, aino))
    call = {"kind": "call", "direction": "in", "subject": "Postilaatikko täynnä", "body": "Kiintiö nostettiin."}
    at = dt.datetime(2026, 9, 14, 7, tzinfo=dt.UTC)
    saved = gate.call(add_interaction, {**call, "at": at, "customer_id": firm}, [ParticipantEdit(person_id=aino)])
    store_file(gate, "interaction", saved.id, io.BytesIO(b"x"), "kuvakaappaus.png")
    store_recording(gate, saved.id, io.BytesIO(b"y"), RecordingFacts(informed_at_start=True, seconds=61))
    card = gate.call(open_customer, firm)
    phone = Edit("phone", values={"use": "work", "number": "040 555 0155"})
    gate.call(save_customer, firm, card.record.version, {"industry": "Sahaus"}, [phone])
    card = gate.call(open_customer, firm)
    detail = card.details[0]
    edit = Edit("phone", detail.id, detail.version, {"use": "work", "number": "040 555 0166"})
    gate.call(
        save_customer, firm, card.record.version, {"name": "Saha Oy", "industry": "Höyläys"}, [edit], source="call"
    )
    return firm, aino


def shown(gate: Gate, firm: int, **wish: object) -> tuple[TimelineItem, ...]:
    """Return events of a customer."""
    return gate.call(timeline, TimelineWish(customer_id=firm, **wish))  # type: ignore[arg-type]


def test_everything_is_there_newest_first(gate: Gate, filled: tuple[int, int]) -> None:
    items = shown(gate, filled[0])
    assert {item.kind for item in items} == set(KIND_LABELS) - {
        "email",
        "visit",
        "letter",
        "note",
        "support",
        "notice",
        "marketing",
    }
    places = [item.place for item in items]
    assert places == sorted(places, reverse=True)
    assert len({item.key for item in items}) == len(items)
    titles = [item.title for item in items]
    assert "Sopimus päättyi: S-1 Ylläpito" in titles
    assert "Verkkotunnus vanheni: saha.example" in titles
    assert not [title for title in titles if title.startswith("Palvelu päättyi")], "it has not happened yet"


def test_a_call_is_told_with_who_took_part_files_and_recording(gate: Gate, filled: tuple[int, int]) -> None:
    (call,) = shown(gate, filled[0], kinds=("call",))
    assert call.title == "Puhelu: Postilaatikko täynnä"
    assert call.lines == ("Aino Hallalampi", "Kiintiö nostettiin.")
    assert ([file.name for file in call.attachments], call.who) == (["kuvakaappaus.png"], "Paula Pääkäyttäjä")
    assert call.recording is not None
    assert (call.recording.seconds, call.address, call.persons) == (61, "interaction/1", (filled[1],))


def test_a_change_shows_before_after_and_source(gate: Gate, filled: tuple[int, int]) -> None:
    changes = {item.title: item for item in shown(gate, filled[0], kinds=("change",))}
    assert set(changes) == {"Nimi muutettu", "Toimiala muutettu", "Puhelinnumero muutettu"}
    phone = changes["Puhelinnumero muutettu"].change
    assert phone is not None
    assert phone.source == "Puhelu · 22.11.2026"
    assert phone.old.replace("\u00a0", " ") == "040 5550155"
    assert phone.new.replace("\u00a0", " ") == "040 5550166"


@pytest.mark.parametrize("limit", [1, 2, 3, 7])
def test_pages_are_the_whole_in_pieces(gate: Gate, filled: tuple[int, int], limit: int) -> None:
    whole = [item.key for item in shown(gate, filled[0])]
    read: list[str] = []
    while page := shown(gate, filled[0], limit=limit, before=read[-1] if read else ""):
        assert len(page) <= limit
        read += [item.key for item in page]
    assert read == whole


def test_many_of_one_instant_are_read_through(gate: Gate) -> None:
    firm = customer(gate)
    at = dt.datetime(2026, 9, 12, 9, tzinfo=dt.UTC)

    def many(work: Work) -> None:
        from_source(work, "staff")
        work.session.add_all(UsageEvent(kind="login", at=at, what=str(n), customer_id=firm) for n in range(95))

    ask(gate, many)
    assert len(shown(gate, firm, query="kirjautuminen", limit=200)) == 95
    first = shown(gate, firm, limit=40)
    second = shown(gate, firm, limit=40, before=first[-1].key)
    third = shown(gate, firm, limit=40, before=second[-1].key)
    assert [item.lines[0] for item in (*first, *second, *third)] == [str(n) for n in reversed(range(95))]


def test_words_persons_and_kinds_narrow(gate: Gate, filled: tuple[int, int]) -> None:
    firm, aino = filled
    assert [i.kind for i in shown(gate, firm, query="kiintiö")] == ["call"]
    assert [i.kind for i in shown(gate, firm, query="kuvakaappaus")] == ["call"]
    assert [i.kind for i in shown(gate, firm, query="lasku 1001")] == ["reminder", "payment", "invoice"]
    assert {i.kind for i in shown(gate, firm, person=aino)} == {"call", "role"}
    assert {i.kind for i in shown(gate, firm, kinds=("order", "usage"))} == {"order", "usage"}


def test_a_person_has_her_own_timeline(gate: Gate, filled: tuple[int, int]) -> None:
    items = gate.call(timeline, TimelineWish(person_id=filled[1]))
    assert [item.kind for item in items] == ["call", "role", "role"]


def test_a_role_sees_what_it_may(office: Office, desk: Desk, filled: tuple[int, int]) -> None:
    technical = offices.colleague(office, desk, Role.TECHNICAL)
    items = shown(technical.gate, filled[0])
    assert not {"invoice", "payment", "reminder", "credit_check"} & {item.kind for item in items}
    assert [item.recording for item in items if item.kind == "call"] == [None]
    numbers = technical.gate.call(counts, filled[0])
    technical.close()
    assert numbers.invoices is None
    whole = desk.gate.call(counts, filled[0])
    assert (whole.services, whole.contracts, whole.invoices, whole.persons) == (1, 1, 1, 1)
    assert whole.events > numbers.events


def test_of_a_restricted_person_only_that_it_happened(gate: Gate, filled: tuple[int, int]) -> None:
    def restrict(work: Work) -> None:
        from_source(work, "staff")
        work.session.add(Restriction(person_id=filled[1], since=day(1), ground="accuracy"))

    ask(gate, restrict)
    (call,) = shown(gate, filled[0], kinds=("call",))
    assert (call.title, call.lines, call.attachments, call.recording) == ("Puhelu", (), (), None)
    assert shown(gate, filled[0], query="kiintiö") == ()


def test_looking_is_logged_and_a_strange_key_refused(gate: Gate, filled: tuple[int, int]) -> None:
    shown(gate, filled[0], kinds=("call",))
    log = gate.call(show_log, filled[1])[0]
    assert (log.use_case, log.action) == ("timeline", "view")
    with pytest.raises(NotFoundError):
        shown(gate, filled[0], before="eilen")


@pytest.fixture
def statements(gate: Gate) -> Iterator[list[str]]:
    """The statements that are run meanwhile."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(gate.store.engine, "before_cursor_execute", note)
    yield seen
    event.remove(gate.store.engine, "before_cursor_execute", note)


def test_a_tab_counts_what_the_timeline_tells(gate: Gate, filled: tuple[int, int]) -> None:
    card = gate.call(open_customer, filled[0]).record
    gate.call(save_customer, card.id, card.version, {"turnover": Decimal(1_950_000), "turnover_year": 2024})
    told = gate.call(timeline, TimelineWish(customer_id=filled[0], limit=500))
    assert [item.kind for item in told[:2]] == ["change", "change"]
    assert gate.call(counts, filled[0]).events == len(told)


def test_a_page_asks_no_more_when_there_is_more(gate: Gate, filled: tuple[int, int], statements: list[str]) -> None:
    shown(gate, filled[0])
    few = len(statements)

    def more(work: Work) -> None:
        from_source(work, "staff")
        for number in range(18):
            work.session.add(Phone(use="work", number=f"+35840555{number:04}", customer_id=filled[0]))
            work.session.add(Person(last_name=f"Usva {number}"))
            work.session.add(PaperRecord(kind="letter", what="Kirje", dated=day(1), place="1", customer_id=filled[0]))

    ask(gate, more)
    statements.clear()
    shown(gate, filled[0])
    assert len(statements) <= few
