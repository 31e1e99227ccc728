"""The theme is in force in every GUI test, and messages of Qt fail it."""

import pytest
from PySide6.QtWidgets import QApplication

from asiakasrekisteri.domain.texts import set_language
from asiakasrekisteri.gui.theme.theme import theme


@pytest.fixture(autouse=True)
def themed(qapp: QApplication) -> None:
    """Put the light theme at 100 % and Finnish into force."""
    set_language("fi")
    if theme().family == "" or theme().dark or theme().size != 100:
        theme().apply(qapp, dark=False, size=100)
