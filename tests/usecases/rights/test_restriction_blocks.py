"""While processing is restricted nothing is done with the data but keeping them (Art. 18(2))."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from asiakasrekisteri.domain.errors import RestrictedError
from asiakasrekisteri.usecases.billing.einvoice import make_einvoice
from asiakasrekisteri.usecases.billing.invoice_rows import RowEdit
from asiakasrekisteri.usecases.billing.invoices import add_invoice
from asiakasrekisteri.usecases.billing.reminders import add_reminder
from asiakasrekisteri.usecases.customers import add_customer, open_customer
from asiakasrekisteri.usecases.edits import Edit
from asiakasrekisteri.usecases.exporting.office import export_office
from asiakasrekisteri.usecases.finding import find
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.interactions.people import ParticipantEdit
from asiakasrekisteri.usecases.interactions.saving import add_interaction
from asiakasrekisteri.usecases.persons import open_person, save_person
from asiakasrekisteri.usecases.privacy.disclosing import DISCLOSURES
from asiakasrekisteri.usecases.privacy.erasure import erase_person
from asiakasrekisteri.usecases.privacy.marketing.standing import marketing_of
from asiakasrekisteri.usecases.privacy.receiving import RECIPIENTS
from asiakasrekisteri.usecases.rights.acting import restrict_at_request
from tests.usecases.requests.asking import TODAY, Asked

PRIVATE = {"kind": "private", "name": "Aalto, Aino", "status": "active", "relation": "own"}
ROW = {
    "description": "Hallapaketti",
    "quantity": Decimal(1),
    "unit_price": Decimal("12.34"),
    "vat_percent": Decimal("25.5"),
}


def restricted(gate: Gate) -> tuple[int, int, int]:
    """Return a person under restriction by her own request, her customership and her unpaid invoice."""
    email = Edit("email", values={"use": "private", "address": "aino@kotiposti.example"})
    customer = gate.call(add_customer, PRIVATE, [email]).id
    person = next(hit.id for hit in gate.call(find, "Aalto") if hit.kind == "person")
    day = dt.date(2026, 9, 1)
    values = {"number": "10702", "issued_on": day, "due_on": dt.date(2026, 9, 15), "channel": "email"}
    invoice = gate.call(add_invoice, customer, values, [RowEdit(values=ROW)]).id
    asked = Asked(gate, person)
    asked.do(restrict_at_request, asked.identified("restriction"), "accuracy")
    return person, customer, invoice


def test_everything_is_refused_but_keeping(gate: Gate) -> None:
    police = gate.call(RECIPIENTS.add, {"name": "Poliisi", "kind": "authority"}, {}).id
    person, customer, invoice = restricted(gate)
    version = gate.call(open_person, person).record.version
    given = {"disclosed_on": TODAY, "recipient_id": police, "what": "Nimi", "purpose": "kysely", "how": "letter"}
    acts: dict[str, Callable[[], object]] = {
        "edit": lambda: gate.call(save_person, person, version, {"note": "x"}),
        "reminder": lambda: gate.call(add_reminder, invoice, {}),
        "e-invoice": lambda: gate.call(make_einvoice, invoice),
        "new invoice": lambda: gate.call(
            add_invoice, customer, {"number": "1", "issued_on": TODAY, "due_on": TODAY}, []
        ),
        "note": lambda: gate.call(
            add_interaction, {"kind": "note", "subject": "x"}, [ParticipantEdit(person_id=person)]
        ),
        "disclosure": lambda: gate.call(DISCLOSURES.add, {**given, "ground": "interest"}, {"person_id": person}),
        "erasure": lambda: gate.call(erase_person, person),
    }
    passed = []
    for name, act in acts.items():
        try:
            act()
        except RestrictedError:
            continue
        passed.append(name)
    assert passed == []


def test_nothing_of_hers_goes_out_and_nothing_is_marketed(gate: Gate, tmp_path: Path) -> None:
    person, customer, _invoice = restricted(gate)
    exported = gate.call(export_office, tmp_path / "vienti", "siirto")
    assert exported.left_out == (person,)
    out = b"".join(path.read_bytes() for path in exported.folder.rglob("*") if path.is_file())
    assert b"aino@kotiposti" not in out
    standing = gate.call(marketing_of, "person", person)
    assert not any(channel.allowed for channel in standing.channels)
    assert gate.call(open_customer, customer).record.id == customer, "kept, and looked at"


@pytest.mark.parametrize("ground", ["unlawful", "claims"])
def test_who_opposes_erasure_is_restricted_instead(asked: Asked, ground: str) -> None:
    request = asked.identified("erasure")
    asked.do(restrict_at_request, request, ground)
    assert asked.gate.call(open_person, asked.person).restriction is not None
    with pytest.raises(RestrictedError):
        asked.gate.call(erase_person, asked.person)
