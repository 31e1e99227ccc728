"""Every picture of the page of descriptions: all named, nothing cut off, in the smallest window too."""

import pytest
from PySide6.QtWidgets import QApplication

from tests.gui.description_views import DESCRIPTION_VIEWS, forget_descriptions, turns
from tests.gui.walks import cut_off, nameless


@pytest.mark.slow
@pytest.mark.parametrize("name", DESCRIPTION_VIEWS)
def test_every_focusable_has_a_name_and_nothing_is_cut_off(qapp: QApplication, name: str) -> None:
    view = DESCRIPTION_VIEWS[name]()
    found = [*nameless(view)]
    for size in ((1360, 820), (960, 540)):
        view.resize(*size)
        turns()
        found += cut_off(view)
    forget_descriptions()
    assert found == []
