"""The language of the window: chosen at the entrance, on Qt's own words too; what is logged stays Finnish."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import QDialogButtonBox

from asiakasrekisteri.domain.texts import language_in_use
from asiakasrekisteri.gui.language import speak

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture(autouse=True)
def finnish_after() -> Iterator[None]:
    """Every test leaves a Finnish window."""
    yield
    speak("fi")


@pytest.mark.parametrize(("language", "cancel"), [("fi", "Peru"), ("sv", "Avbryt"), ("en", "Cancel")])
def test_qts_own_buttons_speak_the_language_of_the_window(language: str, cancel: str) -> None:
    speak("fi")
    speak(language)
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text().replace("&", "").startswith(cancel)
    assert language_in_use() == language


def test_languages_do_not_pile_up() -> None:
    app = QCoreApplication.instance()
    assert app is not None
    for language in ("sv", "fi", "sv"):
        speak(language)
    QCoreApplication.sendPostedEvents(None, 52)
    assert len([words for words in app.findChildren(QTranslator) if not words.isEmpty()]) == 1
