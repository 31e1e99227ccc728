"""Every picture of what is said with customers: all named, nothing cut off, in a wide window and in the least one."""

import pytest
from PySide6.QtWidgets import QApplication

from tests.gui.talk_views import TALK_VIEWS
from tests.gui.walks import cut_off, nameless, settle


@pytest.mark.slow
@pytest.mark.parametrize("size", [(1360, 820), (960, 540)])
@pytest.mark.parametrize("name", TALK_VIEWS)
def test_every_focusable_has_a_name_and_nothing_is_cut_off(
    qapp: QApplication,
    name: str,
    size: tuple[int, int],
) -> None:
    view = TALK_VIEWS[name]()
    view.resize(*size)
    view.show()
    settle()
    assert view.width() == size[0]
    assert (nameless(view), cut_off(view)) == ([], [])
    view.close()
