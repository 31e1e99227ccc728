"""A WHMCS database: everything of the customers and nothing of their passwords; again without doubling, and back."""

import datetime as dt
import random
from decimal import Decimal
from pathlib import Path

import pytest

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.store.unlocked import UnlockedKeys
from asiakasrekisteri.usecases.billing.card import InvoiceCard, open_invoice
from asiakasrekisteri.usecases.billing.lists import list_invoices
from asiakasrekisteri.usecases.customers import CustomerCard, list_customers, open_customer
from asiakasrekisteri.usecases.finding import find
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.importing.order import Order
from asiakasrekisteri.usecases.importing.report import ImportReport
from asiakasrekisteri.usecases.importing.run import import_file
from asiakasrekisteri.usecases.importing.runs import list_imports, undo_import
from asiakasrekisteri.usecases.office import Office
from asiakasrekisteri.usecases.orders import list_orders, open_order
from asiakasrekisteri.usecases.privacy.marketing.standing import marketing_of
from asiakasrekisteri.usecases.service_lists import list_domains
from asiakasrekisteri.usecases.services import customer_services
from tests import offices
from tests.exchange import dumps
from tests.exchange.broken import mutated
from tests.usecases.test_need_to_know import every_cell, keys_of


def taken(gate: Gate, folder: Path, text: str, *, encoding: str = "utf-8", **order: object) -> ImportReport:
    file = folder / "whmcs.sql"
    file.write_text(text, encoding=encoding)
    return gate.call(import_file, Order(file, **order))  # type: ignore[arg-type]


def card(gate: Gate, name: str) -> CustomerCard:
    return gate.call(open_customer, gate.call(find, name, kinds=("customer",))[0].id)


def stored(gate: Gate, number: str) -> InvoiceCard:
    return gate.call(open_invoice, gate.call(list_invoices, number).ids[0])


@pytest.mark.parametrize("named", [True, False])
def test_clients_come_with_their_contacts_fields_and_without_secrets(gate: Gate, tmp_path: Path, named: bool) -> None:
    report = taken(gate, tmp_path, dumps.whmcs(named=named), source="WHMCS 20.11.2026")
    assert gate.call(list_customers).total == 2
    ahjo = card(gate, "Ahjo")
    record = ahjo.record
    assert (record["name"], record["number"], record["business_id"]) == ("Ahjo \\ Paja Oy", "1", "1234567-1")
    assert (record["einvoice_address"], record["since"]) == ("003712345671", dt.date(2012, 3, 4))
    assert record["note"] == 'Soita ensin.\nMuista "avain".\nAsennuspaikka: Sali B'
    assert record.origins["name"].source_label == "WHMCS 20.11.2026"
    assert sorted(c.name for c in ahjo.contacts) == ["Aino O'Hara", "Bo Berg"]
    standing = {c.channel: c.allowed for c in gate.call(marketing_of, "customer", record.id).channels}
    assert not standing["email"]
    vare = card(gate, "Väre").record
    assert (vare["kind"], vare["name"], vare["status"]) == ("private", "Väre, Väinö", "ended")
    named_ = {s.column for s in report.skipped_columns}
    assert {"password", "cardnum", "startdate", "tblhosting.password", "tblcontacts.password", "tblusers"} <= named_
    assert [(r.field, r.reason.split(":")[0]) for r in report.rejected] == [
        ("name", "tblcontacts 2"),
        ("name", "tbldomains 2"),
        ("", "tblinvoices 503"),
    ]


def test_nothing_secret_is_anywhere_in_the_store(office: Office, gate: Gate, tmp_path: Path) -> None:
    taken(gate, tmp_path, dumps.whmcs())
    cells = every_cell(office, keys_of(office, offices.MAIN_USER, offices.PASSWORD))
    assert not [(where, secret) for where, cell in cells for secret in dumps.SECRETS if secret in str(cell)]


def test_services_names_and_invoices_are_the_customers(gate: Gate, tmp_path: Path) -> None:
    taken(gate, tmp_path, dumps.whmcs())
    ahjo = card(gate, "Ahjo")
    have = gate.call(customer_services, ahjo.record.id)
    (line,) = have.groups[0].services
    assert (line.record["name"], line.record["identifier"], line.product) == (
        "Webhotelli M",
        "ahjo.example",
        "Webhotelli M",
    )
    assert (line.record["price"], line.monthly, line.record["state"]) == (Decimal(99), Decimal("8.25"), "active")
    assert [(d["name"], d["expires_on"]) for d in have.domains] == [("ahjo.example", dt.date(2027, 3, 5))]
    orders = [gate.call(open_order, i) for i in gate.call(list_orders).ids]
    assert [(o.record["number"], o.record["state"], o.record["ordered_on"]) for o in orders] == [
        ("WHMCS-2983749238", "cancelled", dt.date(2015, 1, 1)),
        ("WHMCS-2983749237", "invoiced", dt.date(2012, 3, 4)),
    ]
    assert [r["description"] for r in orders[1].rows] == ["Webhotelli M ahjo.example"]
    paid = stored(gate, "501").record
    assert (paid["net"], paid["vat"], paid["gross"]) == (Decimal(100), Decimal("23.76"), Decimal("123.76"))
    assert (paid["balance"], paid["paid_on"], paid["buyer_name"]) == (0, dt.date(2024, 1, 10), "Ahjo \\ Paja Oy")
    assert [row["description"] for row in stored(gate, "501").rows] == ["Webhotelli M (1.1.2024)", "Postimaksu"]
    assert stored(gate, "V-502").record["balance"] == Decimal("7.90")


def test_the_same_dump_again_changes_nothing_and_a_newer_one_renews(gate: Gate, tmp_path: Path) -> None:
    first = taken(gate, tmp_path, dumps.whmcs())
    again = taken(gate, tmp_path, dumps.whmcs())
    assert (again.created, again.updated) == (0, 0)
    assert again.unchanged == first.created
    newer = dumps.whmcs().replace("'Annually','Active'", "'Annually','Suspended'")
    report = taken(gate, tmp_path, newer)
    assert (report.created, report.updated) == (0, 1)
    have = gate.call(customer_services, card(gate, "Ahjo").record.id)
    assert have.groups[0].services[0].record["state"] == "suspended"


def test_the_whole_of_it_is_taken_back_and_a_dry_run_leaves_nothing(gate: Gate, tmp_path: Path) -> None:
    trial = taken(gate, tmp_path, dumps.whmcs(), dry_run=True)
    assert gate.call(list_customers).total == 0
    assert taken(gate, tmp_path, dumps.whmcs()) == trial
    (run,) = gate.call(list_imports)
    assert (run["format"], run["created"]) == ("whmcs", trial.created)
    gate.call(undo_import, run.id, run.version)
    assert gate.call(list_customers).total == 0
    assert gate.call(list_domains).total == 0
    assert not gate.call(list_invoices, "").ids


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_other_encodings_are_understood(gate: Gate, tmp_path: Path, encoding: str) -> None:
    taken(gate, tmp_path, dumps.whmcs(), encoding=encoding, format="whmcs")
    assert card(gate, "Väre").record["name"] == "Väre, Väinö"


@pytest.mark.slow
def test_of_a_broken_dump_all_or_nothing_is_stored(office: Office, gate: Gate, tmp_path: Path) -> None:
    draw, sound, refused = random.Random(22), dumps.whmcs().encode(), 0
    keys, file = keys_of(office, offices.MAIN_USER, offices.PASSWORD), tmp_path / "whmcs.sql"
    before = register(office, keys)
    for _n in range(200):
        file.write_bytes(mutated(draw, sound))
        try:
            gate.call(import_file, Order(file, format="whmcs", dry_run=bool(draw.randrange(2))))
        except ExchangeError:
            refused += 1
        else:
            for run in gate.call(list_imports):
                if run["undone_on"] is None and run["created"]:
                    gate.call(undo_import, run.id, run.version)
        assert register(office, keys) == before
    assert refused > 20


def register(office: Office, keys: UnlockedKeys) -> list[tuple[str, object]]:
    """Return every cell of the tables that an import writes into, but for those that only tell of the work."""
    nouns = ("customer.", "person.", "service.", "domain_name.", "invoice.", "payment.", "email.", "phone.", "address.")
    return [one for one in every_cell(office, keys) if one[0].startswith(nouns)]


def test_a_dump_that_is_cut_short_brings_nothing(gate: Gate, tmp_path: Path) -> None:
    whole = dumps.whmcs()
    for at in range(len(dumps.STRUCTURE) + 300, len(whole) - 600, 397):
        try:
            taken(gate, tmp_path, whole[:at], dry_run=True)
        except ExchangeError:
            assert gate.call(list_customers).total == 0
