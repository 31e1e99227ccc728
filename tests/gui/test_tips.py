"""What strangers have written is shown in tooltips as it was written."""

import pytest
from PySide6.QtGui import QTextDocumentFragment
from pytestqt.qtbot import QtBot

from asiakasrekisteri.gui.widgets.basics import icon_button
from asiakasrekisteri.gui.widgets.tips import plain_tip

MAIL = 'Hei <img src="//kalastaja.example/kuva.png">\n<b>Aino</b> & Väinö'


def test_markup_in_a_text_is_shown_and_not_obeyed() -> None:
    told = plain_tip(MAIL)
    assert "<img" not in told
    assert QTextDocumentFragment.fromHtml(told).toPlainText() == MAIL


@pytest.mark.parametrize("text", ["Aino Aalto", "3 < 5", "a & b", ""])
def test_a_text_without_markup_is_left_as_it_is(text: str) -> None:
    assert plain_tip(text) == text


def test_a_button_of_a_file_does_not_obey_its_name(qtbot: QtBot) -> None:
    button = icon_button("download", 'Tallenna nimellä: <img src="a.png">.pdf')
    qtbot.addWidget(button)
    assert "<img" not in button.toolTip()
