"""What every view must hold, walked over the timeline, charts, players and files."""

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication

from asiakasrekisteri.gui.theme.theme import theme
from tests.gui.parts_views import PARTS_VIEWS
from tests.gui.walks import cut_off, nameless, settle


@pytest.mark.parametrize("name", sorted(PARTS_VIEWS))
def test_every_focusable_has_a_name_and_nothing_is_cut_off(qapp: QApplication, name: str) -> None:
    view = PARTS_VIEWS[name]()
    view.resize(1360, 820)
    view.show()
    settle()
    assert nameless(view) + cut_off(view) == []
    shiboken6.delete(view)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["06-aikajana", "11-vanhenevat-ja-liitteet"])
def test_nothing_is_cut_off_at_200_per_cent_in_the_dark(qapp: QApplication, name: str) -> None:
    theme().apply(qapp, dark=True, size=200)
    view = PARTS_VIEWS[name]()
    view.resize(2400, 1600)
    view.show()
    settle()
    assert cut_off(view) == []
    shiboken6.delete(view)
