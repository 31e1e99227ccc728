"""What is due goes and nothing else: counted before, destroyed whole, on record, and in no byte of the office."""

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import func, select

from asiakasrekisteri.domain.errors import CancelledError
from asiakasrekisteri.store.models import Change, Customer, Interaction, Invoice, LogItem, Person, Recording, UsedNumber
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.customers import add_customer
from asiakasrekisteri.usecases.finding import find
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.history import undo
from asiakasrekisteri.usecases.interactions.saving import add_interaction, remove_interaction
from asiakasrekisteri.usecases.logs import show_log, verify_log
from asiakasrekisteri.usecases.office import Desk, Office
from asiakasrekisteri.usecases.retention.looking import count_due, explain, list_due
from asiakasrekisteri.usecases.retention.printing import print_due
from asiakasrekisteri.usecases.retention.records import list_protocols, protocol_document
from asiakasrekisteri.usecases.retention.run import Chosen, run_retention
from tests import offices
from tests.pages import plain_pages
from tests.reading import pdf_text
from tests.usecases.retention.making import TODAY, Maker, old_and_new, within


def in_files(desk: Desk, marker: str) -> bool:
    """Tell whether a marker stands in any page of the database or its log, or in another file of the office."""
    needle = marker.casefold().encode()
    folder: Path = desk.vault.folder
    pages = b"".join(plain_pages(folder / "rekisteri.db", desk.vault.keys.key())).lower()
    others = (p for p in folder.rglob("*") if p.is_file() and not p.name.startswith("rekisteri.db"))
    return needle in pages or any(needle in p.read_bytes().lower() for p in others)


def counts(gate: Gate) -> dict[str, int]:
    return {group.code: group.free for group in gate.call(count_due).groups}


@pytest.mark.slow
def test_what_is_due_leaves_no_byte_and_what_is_not_stays(desk: Desk) -> None:
    gate = desk.gate
    markers = within(gate, old_and_new)
    assert [m for m in markers if not in_files(desk, m)] == [], "the test reads the pages rightly"
    due = gate.call(list_due)
    expected = {
        "billing": 1, "order": 1, "order.unbilled": 1, "interaction": 1, "interaction.correspondence": 1,
        "recording": 1, "contract": 1, "service": 1, "account": 1, "usage": 1, "credit": 1, "end_user": 1, "role": 1,
        "contact": 3, "customership": 1, "identification": 1,
    }  # fmt: skip
    assert {group.code: group.free for group in due.groups if not group.by_hand} == expected
    assert {(item.category, item.keep_until) for group in due.groups for item in group.items} >= {
        ("billing", "2024-12-31"), ("recording", "2018-11-04"), ("contact", "2019-05-04"), ("paper", "2018-05-04"),
    }  # fmt: skip
    ran = run_retention(gate, witness="Teemu Todistaja")
    assert ran.count == sum(expected.values())
    assert [m for m in markers if in_files(desk, m)] == []
    for marker in ("uusilasku", "uusitilaus", "uusipuheluliitesisus", "uusinauhoite", "uusisopimus", "uusitehtava"):
        assert in_files(desk, marker), marker
    assert [group.code for group in gate.call(count_due).groups] == ["paper"]
    assert gate.call(find, "vanhayritys") == ()
    assert gate.call(verify_log).entries


@pytest.mark.slow
def test_the_emptied_card_keeps_its_number_and_the_invoice_its_buyer(gate: Gate) -> None:
    def plant(work: Work) -> int:
        make = Maker(work)
        gone = make.customer("vanhayritys", dt.date(2018, 5, 4), number="1777")
        make.invoice("uusilasku", gone, dt.date(2018, 5, 4) + dt.timedelta(days=900))
        return gone.id

    customer = within(gate, plant)
    run_retention(gate)

    def left(work: Work) -> tuple[str, str, bool, str, bool]:
        card, invoice = work.session.get_one(Customer, customer), work.session.query(Invoice).one()
        used = work.session.get(UsedNumber, "1777") is not None
        return card.number, card.name, used, invoice.buyer_name, card.emptied_on == TODAY

    number, name, _used, buyer, emptied = within(gate, left)
    assert (number, name, buyer, emptied) == ("1777", "(poistettu)", "uusilaskuostaja", True)
    assert counts(gate) == {}


def test_the_protocol_tells_counts_and_no_names(gate: Gate) -> None:
    within(gate, old_and_new)
    ran = run_retention(gate, Chosen(frozenset({"billing", "recording"})), "Teemu Todistaja")
    assert ran.protocol is not None
    assert (ran.count, ran.protocol.number, ran.protocol.witness) == (2, "HP-2026-001", "Teemu Todistaja")
    assert gate.call(list_protocols)[0] == ran.protocol
    text = pdf_text(gate.call(protocol_document, ran.protocol.id)).replace("\u00a0", " ")
    for words in (
        "HÄVITYSPÖYTÄKIRJA",
        "HP-2026-001",
        "Puhelunauhoitteet",
        "31.12.2024",
        "Teemu Todistaja",
        "Yhteensä 2",
    ):
        assert words in text, words
    assert "vanha" not in text


def test_the_list_on_paper_names_everything_and_is_logged_as_a_print(gate: Gate) -> None:
    within(gate, old_and_new)
    printed = pdf_text(gate.call(print_due).pdf).replace("\u00a0", " ")
    for words in ("TARKASTUSLISTA", "Lasku vanhalasku", "uusiyritys", "31.12.2024", "Puhelunauhoitteet"):
        assert words in printed, words
    assert gate.call(show_log, None, 1)[0].action == "print"


@pytest.mark.slow
def test_the_log_names_rows_and_the_history_is_gone(gate: Gate) -> None:
    def plant(work: Work) -> int:
        make = Maker(work)
        return make.invoice("vanhalasku", make.customer("uusiyritys", None), dt.date(2018, 5, 4)).id

    invoice = within(gate, plant)
    run_retention(gate)

    def left(work: Work) -> tuple[int, list[tuple[str, str]]]:
        history = select(func.count()).select_from(Change).where(Change.entity == "invoice")
        told = select(LogItem.entity, LogItem.fields).where(LogItem.action == "destroy", LogItem.entity_id == invoice)
        return work.session.scalar(history) or 0, [(row[0], row[1]) for row in work.session.execute(told)]

    assert within(gate, left) == (0, [("invoice", "")])


@pytest.mark.slow
def test_identity_codes_and_secrets_go_first_and_leave_no_former_value(gate: Gate) -> None:
    def plant(work: Work) -> int:
        make = Maker(work)
        person = make.person("Aalto")
        make.identity(person)
        own = make.customer("Aalto, Aava", TODAY - dt.timedelta(days=1), kind="private", person_id=person.id)
        make.secret("aalto01", own, TODAY - dt.timedelta(days=1))
        open_one = make.customer("Uusi", None, number="18")
        make.secret("uusi01", open_one, None)
        return person.id

    person = within(gate, plant)
    assert counts(gate) == {"identity_code": 1, "account.secret": 1}
    ran = run_retention(gate)
    assert ran.protocol is not None
    assert [line.title for line in ran.protocol.lines] == [
        "Henkilötunnus",
        "Päättyneiden tunnusten salasanat",
    ]

    def left(work: Work) -> tuple[object, object, list[str]]:
        row = work.session.get_one(Person, person)
        kept = work.session.scalars(select(Change).where(Change.entity.in_(("person", "hosting_account"))))
        told = [name for change in kept if isinstance(change.values, dict) for name in change.values]
        return row.identity_code, row.identity_blind, told

    code, blind, told = within(gate, left)
    assert (code, blind) == (None, None)
    assert {"identity_code", "identity_blind", "secret"}.isdisjoint(told)


class Impatient:
    """Cancels when the turn of something comes."""

    def __init__(self, at: str) -> None:
        self.at = at

    def report(self, done: int, total: int, text: str = "") -> None:  # noqa: ARG002 - the protocol's
        if text == self.at:
            raise CancelledError


def test_a_cancelled_run_leaves_whole_things_and_its_record(gate: Gate) -> None:
    def plant(work: Work) -> None:
        make = Maker(work)
        firm = make.customer("uusiyritys", None)
        for number in range(3):
            make.recording(f"vanha{number}", make.call(f"uusi{number}", firm, TODAY), dt.date(2020, 1, 1))
            make.call(f"vanhapuhelu{number}", firm, dt.date(2020, 1, 1))

    within(gate, plant)
    ran = run_retention(gate.during(Impatient("Yhteydenotot")))
    assert (ran.cancelled, ran.count) == (True, 3)
    assert ran.protocol is not None
    assert [(line.title, line.count) for line in ran.protocol.lines] == [("Puhelunauhoitteet", 3)]
    assert ran.protocol.sha256

    def left(work: Work) -> tuple[int, int]:
        return work.session.query(Recording).count(), work.session.query(Interaction).count()

    assert within(gate, left) == (0, 6)
    assert counts(gate) == {"interaction": 3}


@pytest.mark.slow
def test_single_things_are_spared(gate: Gate) -> None:
    within(gate, old_and_new)
    invoice = next(item for group in gate.call(list_due).groups for item in group.items if item.category == "billing")
    ran = run_retention(gate, Chosen(frozenset({"billing"}), frozenset({invoice.key})))
    assert (ran.count, ran.protocol) == (0, None)
    assert counts(gate)["billing"] == 1


@pytest.mark.slow
def test_what_is_spared_does_not_go_with_its_card(gate: Gate) -> None:
    within(gate, old_and_new)
    details = [item for group in gate.call(list_due).groups for item in group.items if item.category == "contact"]
    ran = run_retention(gate, Chosen(spared=frozenset(item.key for item in details)))
    assert ran.count
    assert counts(gate)["contact"] == len(details) == 3
    assert {"customership", "identification"} <= counts(gate).keys(), "they wait for what was spared"
    run_retention(gate)
    assert "contact" not in counts(gate)


@pytest.mark.slow
def test_what_was_removed_long_ago_is_forgotten_in_its_time(tmp_path: Path) -> None:
    folder, clock = tmp_path / "office", offices.Clock()
    offices.office(folder)
    office = Office(folder, offices.surroundings(clock))
    desk = office.enter(offices.MAIN_USER, offices.PASSWORD)
    firm = desk.gate.call(
        add_customer, {"kind": "company", "name": "Suvannon Oy", "status": "active", "relation": "own"}
    ).id
    for word in ("vanhamuistio", "pidettymuistio", "uusimuistio"):
        clock.now += dt.timedelta(days=200)
        said = {"kind": "note", "subject": word, "body": word, "customer_id": firm}
        talk = desk.gate.call(add_interaction, said).id
        gone = desk.gate.call(remove_interaction, talk, 1).undo
        if word == "pidettymuistio":
            desk.gate.call(undo, gone)
    clock.now += dt.timedelta(days=200)
    assert counts(desk.gate)["history"] == 1
    (item,) = next(group for group in desk.gate.call(list_due).groups if group.code == "history").items
    assert len(desk.gate.call(explain, item.category, item.start, item.keep_until)) == 3
    assert "Aiemmat tiedot ja muutokset" in pdf_text(desk.gate.call(print_due).pdf)
    ran = run_retention(desk.gate, Chosen(frozenset({"history"}), sure_of_day=True))
    assert (ran.count, ran.protocol is not None) == (1, True)
    assert [in_files(desk, word) for word in ("vanhamuistio", "pidettymuistio", "uusimuistio")] == [False, True, True]
    assert "history" not in counts(desk.gate)
    desk.close()
