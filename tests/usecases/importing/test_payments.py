"""Bank statements: payments received are matched by reference, each once, and nothing else of a statement is kept."""

from decimal import Decimal
from pathlib import Path

import pytest

from asiakasrekisteri.domain.errors import ExchangeError, InvalidInputError, PermissionDeniedError
from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.usecases.billing.payments import (
    allocate_payment,
    count_unmatched_payments,
    list_unmatched_payments,
    save_payment,
)
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.history import undo
from asiakasrekisteri.usecases.importing.order import Order
from asiakasrekisteri.usecases.importing.report import ImportReport
from asiakasrekisteri.usecases.importing.run import import_billing, import_file
from asiakasrekisteri.usecases.importing.runs import list_imports, undo_import
from asiakasrekisteri.usecases.office import Desk, Office
from asiakasrekisteri.usecases.privacy.restricting import restrict_person
from tests import offices
from tests.exchange import samples
from tests.usecases.billing.making import balance, card, customer, invoice


def taken(gate: Gate, folder: Path, content: bytes, *, dry_run: bool = False) -> ImportReport:
    file = folder / "tiliote"
    file.write_bytes(content)
    return gate.call(import_file, Order(file, dry_run=dry_run, source="Pankki"))


def statement(*payments: str) -> bytes:
    return samples.camt(
        *(samples.entry(amount, samples.payment(amount, ref)) for amount, ref in map(str.split, payments))
    )


def test_a_payment_finds_its_invoice_and_what_finds_none_waits(gate: Gate, tmp_path: Path) -> None:
    owed = invoice(gate, customer(gate), reference="1232")
    assert balance(gate, owed) == Decimal("125.50")
    report = taken(gate, tmp_path, statement("100.00 1232", "20.00 2341"))
    assert (report.rows, report.created, report.unchanged, report.rejected) == (2, 2, 0, [])
    assert balance(gate, owed) == Decimal("25.50")
    assert [p["amount"] for p in gate.call(list_unmatched_payments)] == [Decimal("20.00")]
    payment = card(gate, owed).payments[0]
    assert (payment["payer"], payment["method"]) == ("Maija Meikäläinen", "transfer")
    assert payment.origins["amount"].source_label == "Pankki"


def test_the_same_statement_again_and_one_that_overlaps_it_change_nothing(gate: Gate, tmp_path: Path) -> None:
    taken(gate, tmp_path, statement("100.00 1232", "20.00 2341"))
    again = taken(gate, tmp_path, statement("100.00 1232", "20.00 2341"))
    assert (again.created, again.unchanged) == (0, 2)
    longer = taken(gate, tmp_path, statement("100.00 1232", "100.00 1232", "20.00 2341"))
    assert (longer.created, longer.unchanged) == (1, 2), "two alike payments of a day are two payments"


def test_what_went_out_is_not_kept_and_a_trial_leaves_nothing(gate: Gate, tmp_path: Path) -> None:
    trial = taken(gate, tmp_path, samples.OP.encode("latin-1"), dry_run=True)
    assert (trial.rows, trial.created) == (3, 2)
    assert gate.call(count_unmatched_payments) == 0
    report = taken(gate, tmp_path, samples.OP.encode("latin-1"))
    assert "vain saadut maksut" in " ".join(w.reason for w in report.warnings)
    assert {p["payer"] for p in gate.call(list_unmatched_payments)} == {"Meikäläinen Maija", "Virtanen Väinö"}


def test_a_wrong_reference_is_flagged_and_kept(gate: Gate, tmp_path: Path) -> None:
    report = taken(gate, tmp_path, samples.OP.encode("latin-1"))
    assert [(w.row, w.field) for w in report.warnings if w.field] == [(3, "reference")]
    assert {p["reference"] for p in gate.call(list_unmatched_payments)} == {"1232", "1233"}


def test_what_is_not_booked_or_not_told_apart_is_refused_with_its_reason(gate: Gate, tmp_path: Path) -> None:
    report = taken(
        gate,
        tmp_path,
        samples.camt(samples.entry("10.00", samples.payment("10.00"), status="PDNG"), samples.entry("5.00")),
    )
    assert [r.row for r in report.rejected][:1] == [1]
    assert "ei ole vielä kirjattu" in report.rejected[0].reason


def test_an_import_is_taken_back_whole_and_once(gate: Gate, tmp_path: Path) -> None:
    owed = invoice(gate, customer(gate), reference="1232")
    taken(gate, tmp_path, statement("100.00 1232", "20.00 2341"))
    (run,) = gate.call(list_imports)
    assert (run["format"], run["created"], run["importer"]) == ("bank", 2, "Paula Pääkäyttäjä")
    assert len(str(run["sha256"])) == 64
    gate.call(undo_import, run.id, run.version)
    assert balance(gate, owed) == Decimal("125.50")
    assert gate.call(count_unmatched_payments) == 0
    (run,) = gate.call(list_imports)
    assert run["undone_on"] is not None
    with pytest.raises(Exception, match="ei ole mitään kumottavaa"):
        gate.call(undo_import, run.id, run.version)


def test_money_of_a_restricted_person_is_stored_and_her_invoice_left_alone(gate: Gate, tmp_path: Path) -> None:
    owed = invoice(gate, customer(gate), reference="1232")
    person = card(gate, owed).person_id
    assert person is not None
    restricted = gate.call(restrict_person, person, "accuracy")
    report = taken(gate, tmp_path, statement("100.00 1232"))
    assert report.created == 1
    assert "rajoitettu" in report.warnings[0].reason
    assert gate.call(count_unmatched_payments) == 1
    gate.call(undo, restricted.undo)
    assert balance(gate, owed) == Decimal("125.50")


def test_those_who_bill_bring_payments_and_nothing_else(office: Office, desk: Desk, tmp_path: Path) -> None:
    colleague = offices.colleague(office, desk, Role.BILLING)
    file = tmp_path / "tiedosto"
    file.write_bytes(statement("20.00 2341"))
    assert colleague.gate.call(import_billing, Order(file)).created == 1
    with pytest.raises(PermissionDeniedError):
        colleague.gate.call(import_file, Order(file))
    file.write_text("Nimi;Puhelin\nKelo Oy;040 555 0100\n", encoding="utf-8")
    with pytest.raises(ExchangeError, match="ei ole tiliote"):
        colleague.gate.call(import_billing, Order(file))
    colleague.close()


@pytest.mark.parametrize(
    ("name", "rows", "received", "rejected"),
    [("FI_camt_053.xml", 13, 3, 3), ("FI_camt_054.xml", 13, 6, 0), ("tito-sample.txt", 19, 6, 3)],
)
def test_the_banks_own_samples(gate: Gate, tmp_path: Path, name: str, rows: int, received: int, rejected: int) -> None:
    report = taken(gate, tmp_path, samples.shared_sample(name))
    assert (report.rows, report.created, len(report.rejected)) == (rows, received, rejected)
    assert all("ei eritellyt" in r.reason for r in report.rejected), "batches whose payments another file tells"
    again = taken(gate, tmp_path, samples.shared_sample(name))
    assert (again.created, again.unchanged) == (0, received)


def test_a_payment_in_another_currency_waits_until_somebody_has_reckoned_it_in_euros(
    gate: Gate, tmp_path: Path
) -> None:
    owed = invoice(gate, customer(gate), reference="1232")
    francs = statement("100.00 1232").replace(b"<Ccy>EUR", b"<Ccy>CHF").replace(b'Ccy="EUR"', b'Ccy="CHF"')
    report = taken(gate, tmp_path, francs)
    assert [(w.field, "CHF" in w.reason) for w in report.warnings] == [("currency", True)]
    (payment,) = gate.call(list_unmatched_payments)
    with pytest.raises(InvalidInputError, match="euroiksi"):
        gate.call(allocate_payment, payment.id, payment.version, owed)
    gate.call(save_payment, payment.id, payment.version, {"amount": Decimal("105.00"), "currency": ""})
    gate.call(allocate_payment, payment.id, payment.version + 1, owed)
    assert balance(gate, owed) == Decimal("20.50")
