"""Every picture of outages: all named, nothing cut off."""

import pytest
from PySide6.QtWidgets import QApplication

from tests.gui.outage_views import OUTAGE_VIEWS, forget_outages
from tests.gui.walks import cut_off, nameless, settle


@pytest.mark.slow
@pytest.mark.parametrize("name", OUTAGE_VIEWS)
def test_every_focusable_has_a_name_and_nothing_is_cut_off(qapp: QApplication, name: str) -> None:
    view = OUTAGE_VIEWS[name]()
    view.resize(1360, 820)
    view.show()
    settle()
    found = (nameless(view), cut_off(view))
    forget_outages()
    assert found == ([], [])
