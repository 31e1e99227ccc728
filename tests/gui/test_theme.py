"""Colours, style sheet, icons, fonts, and the PySide pin."""

from importlib import resources

import pytest
from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QIcon
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from asiakasrekisteri.gui.theme.focus import FocusRing
from asiakasrekisteri.gui.theme.icons import icon
from asiakasrekisteri.gui.theme.qss import style_sheet
from asiakasrekisteri.gui.theme.theme import color, font, px, theme
from asiakasrekisteri.gui.theme.tokens import DARK, LIGHT, PAIRS, contrast
from asiakasrekisteri.gui.widgets.basics import Button, column


@pytest.mark.parametrize(("tokens", "name"), [(LIGHT, "light"), (DARK, "dark")])
def test_every_pair_has_contrast(tokens: dict[str, str], name: str) -> None:
    ratios = {(fore, back): contrast(tokens[fore], tokens[back]) for fore, back, _least in PAIRS}
    assert {pair for (pair, ratio), (*_p, least) in zip(ratios.items(), PAIRS, strict=False) if ratio < least} == set()


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_both_themes_have_the_same_tokens() -> None:
    assert LIGHT.keys() == DARK.keys()


def test_every_token_of_the_style_sheet_exists_and_grows_with_the_text() -> None:
    once, twice = style_sheet(LIGHT, 100), style_sheet(LIGHT, 200)
    assert "$" not in once
    assert "font-size: 24px" in once
    assert "font-size: 48px" in twice
    assert "border: 1px solid" in twice


@pytest.mark.slow
def test_text_size_changes_everything_that_is_asked(qapp: QApplication) -> None:
    theme().apply(qapp, size=150)
    assert (px(100), font(13).pixelSize()) == (150, 20)
    theme().apply(qapp, size=900)
    assert theme().size == 200


@pytest.mark.slow
def test_icons_follow_the_theme_and_the_scale(qapp: QApplication) -> None:
    def darkest(scale: float) -> str:
        picture = icon("plus", "text").pixmap(QSize(16, 16), scale).toImage()
        assert picture.width() == 16 * scale
        return picture.pixelColor(picture.width() // 2, picture.height() // 2).name()

    assert darkest(2.0) == color("text").name()
    theme().apply(qapp, dark=True)
    assert darkest(2.0) == DARK["text"]


def test_a_disabled_icon_is_muted(qapp: QApplication) -> None:
    picture = icon("plus", "accent_fg").pixmap(QSize(16, 16), 1.0, QIcon.Mode.Disabled).toImage()
    assert picture.pixelColor(8, 8).name() == color("muted").name()


def test_every_icon_can_be_drawn_and_recoloured_and_is_licensed() -> None:
    folder = resources.files("asiakasrekisteri.resources").joinpath("icons")
    for file in folder.iterdir():
        if file.name.endswith(".svg"):
            source = file.read_bytes()
            assert b"currentColor" in source, file.name
            assert QSvgRenderer(QByteArray(source)).isValid(), file.name
    assert "ISC" in folder.joinpath("LICENSE").read_text("utf-8")


def test_the_focus_ring_stands_around_a_button_and_not_around_a_field(qtbot: QtBot, qapp: QApplication) -> None:
    ring = FocusRing(qapp)
    place = QWidget()
    qtbot.addWidget(place)
    layout = QVBoxLayout(place)
    one, other = QPushButton("Yksi"), QPushButton("Kaksi")
    layout.addWidget(one)
    layout.addWidget(other)
    with qtbot.waitActive(place):
        place.show()
        place.activateWindow()
    other.setFocus()
    drawn = ring.ring()
    assert drawn is not None
    assert drawn.geometry().contains(other.geometry())
    other.move(other.x() + 5, other.y() + 5)
    assert drawn.geometry().contains(other.geometry())
    other.clearFocus()
    assert ring.ring() is None


def test_twenty_thousand_void_calls_lose_no_reference_to_none(qtbot: QtBot) -> None:
    """PySide6 6.12.0 on Python 3.11 aborts here ("deallocating None"); 6.11.3 is sound."""
    made = QLabel()
    qtbot.addWidget(made)
    for n in range(20_000):
        made.setText("a" if n % 2 else "b")
    assert made.text() == "a"


@pytest.mark.slow
def test_what_was_measured_before_it_had_a_parent_follows_the_theme_too(qtbot: QtBot, qapp: QApplication) -> None:
    made = Button("Hae")
    made.ensurePolished()
    window = column(made)
    qtbot.addWidget(window)
    window.show()
    before = made.grab().toImage().pixelColor(4, 16).lightness()
    theme().apply(qapp, dark=True)
    after = made.grab().toImage().pixelColor(4, 16).lightness()
    theme().apply(qapp, dark=False)
    assert before > 200
    assert after < 80
