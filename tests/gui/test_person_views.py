"""Every picture of persons, descriptions and users: all named, nothing cut off."""

import pytest
from PySide6.QtWidgets import QApplication, QDialog

from tests.gui.person_views import PERSON_VIEWS, forget_places
from tests.gui.walks import cut_off, nameless, settle


@pytest.mark.slow
@pytest.mark.parametrize("name", PERSON_VIEWS)
def test_every_focusable_has_a_name_and_nothing_is_cut_off(qapp: QApplication, name: str) -> None:
    view = PERSON_VIEWS[name]()
    if not isinstance(view, QDialog):
        view.resize(1360, 820)
    view.show()
    settle()
    found = (nameless(view), cut_off(view))
    forget_places()
    assert found == ([], [])
