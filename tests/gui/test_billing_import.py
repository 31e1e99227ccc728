"""A bank statement is brought from the page of invoices, and taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from asiakasrekisteri.gui.screens.invoices.listing import InvoicesPage
from asiakasrekisteri.usecases.billing.payments import count_unmatched_payments
from tests.exchange.samples import PROCOUNTOR
from tests.gui.firms import at_customers
from tests.gui.people import Place
from tests.gui.walks import settle


@pytest.fixture
def place(qtbot: QtBot, tmp_path: Path) -> Iterator[Place]:
    yield from at_customers(qtbot, tmp_path / "office", furnished=False)


@pytest.mark.slow
def test_a_statement_is_brought_where_one_bills_and_taken_back(place: Place, tmp_path: Path) -> None:
    page = place.go("invoices")
    assert isinstance(page, InvoicesPage)
    file = tmp_path / "tiliote.csv"
    file.write_bytes(PROCOUNTOR.encode("latin-1"))
    page.pick = lambda _parent: file
    page.bring_button.click()
    settle()
    assert place.gate.call(count_unmatched_payments) == 1
    assert place.window.undo_bar.text().startswith("Tuotiin 1 uutta")
    place.window.undo_bar.undo()
    settle()
    assert place.gate.call(count_unmatched_payments) == 0
    file.write_text("Nimi;Puhelin\nOy;1\n", "utf-8")
    page.bring_button.click()
    settle()
    assert place.gate.call(count_unmatched_payments) == 0
