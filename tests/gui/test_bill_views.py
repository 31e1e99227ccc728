"""Every picture of invoices: all named, nothing cut off."""

import pytest
from PySide6.QtWidgets import QApplication

from tests.gui.bill_views import BILL_VIEWS, forget_bills
from tests.gui.walks import cut_off, nameless, settle


@pytest.mark.slow
@pytest.mark.parametrize("name", BILL_VIEWS)
def test_every_focusable_has_a_name_and_nothing_is_cut_off(qapp: QApplication, name: str) -> None:
    view = BILL_VIEWS[name]()
    view.resize(1360, 820)
    view.show()
    settle()
    found = (nameless(view), cut_off(view))
    forget_bills()
    assert found == ([], [])
