"""Charts and sums: round steps, keys from bar to bar, the same numbers as a table."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QLabel, QToolTip
from pytestqt.qtbot import QtBot

from asiakasrekisteri.gui.theme.theme import color
from asiakasrekisteri.gui.widgets.axis import nice_steps, thousands
from asiakasrekisteri.gui.widgets.basics import Button
from asiakasrekisteri.gui.widgets.chart import MonthChart, MonthSum
from asiakasrekisteri.gui.widgets.sums import Sum, SumsCard
from tests.gui.keys import press
from tests.gui.parts_views import SUMS, chart, months


@pytest.fixture
def made(qtbot: QtBot) -> MonthChart:
    view = chart()
    qtbot.addWidget(view)
    view.resize(780, 230)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    view.bars.setFocus()
    return view


@pytest.mark.parametrize(
    ("top", "steps"),
    [
        (12_050, [0, 2_500, 5_000, 7_500, 10_000, 12_500]),
        (15_000, [0, 4_000, 8_000, 12_000, 16_000]),
        (3, [0, 1, 2, 3]),
        (0.4, [0, 1]),
        (148_000, [0, 40_000, 80_000, 120_000, 160_000]),
    ],
)
def test_steps_are_round_and_few(top: float, steps: list[int]) -> None:
    assert nice_steps(top) == steps


def test_any_top_is_reached_in_at_most_five_steps() -> None:
    for top in range(1, 30_000, 7):
        steps = nice_steps(top)
        assert steps[-1] >= top
        assert len(steps) <= 6


def test_thousands_are_grouped() -> None:
    assert (thousands(12_500), thousands(-1_000)) == ("12\xa0500", "\u22121\xa0000")


def test_the_keyboard_begins_at_this_month_and_goes_from_bar_to_bar(made: MonthChart) -> None:
    said = made.bars.accessibleDescription()
    assert (
        said == "Marraskuu 2026, maksettu 6\xa0600,00\xa0€, avoinna 5\xa0330,50\xa0€, vuotta aiemmin 11\xa0350,00\xa0€"
    )
    press(made, "Left")
    assert made.bars.current() == months()[9]
    press(made, "Home")
    press(made, "Left")
    assert made.bars.current() == months()[0]
    press(made, "End")
    assert made.bars.current() == months()[11]
    assert QToolTip.text() == months()[11].spoken()


def test_enter_shows_the_same_numbers_and_esc_the_bars_again(made: MonthChart) -> None:
    press(made, "Enter")
    assert (made.bars.isVisible(), made.table.hasFocus()) == (False, True)
    words = [cell.text() for cell in made.table.findChildren(QLabel)]
    assert words[:4] == ["Kuukausi", "Maksettu", "Avoinna", "2025"]
    assert words[4:8] == ["Tammikuu 2026", "10\xa0200,00\xa0€", "–", "9\xa0650,00\xa0€"]
    assert made.turn.accessibleName() == "Näytä kaaviona"
    press(made, "Esc")
    assert (made.bars.hasFocus(), made.table.isVisible()) == (True, False)


def test_a_bar_says_its_month_under_the_mouse(made: MonthChart) -> None:
    at = made.bars.column(2).center().toPoint()
    QApplication.sendEvent(made.bars, QHelpEvent(QHelpEvent.Type.ToolTip, at, made.bars.mapToGlobal(at)))
    assert QToolTip.text().startswith("Maaliskuu 2026, maksettu 11\xa0100,00\xa0€")


def test_paid_is_solid_and_open_is_hatched(made: MonthChart) -> None:
    picture = made.bars.grab().toImage()
    strip = made.bars.column(10)
    x, blue = round(strip.center().x()), color("chart1").name()
    paid = {picture.pixelColor(x + dx, round(strip.bottom()) - 20).name() for dx in range(-8, 8)}
    hatched = {picture.pixelColor(x + dx, round(strip.bottom() - strip.height() * 0.7)).name() for dx in range(-8, 8)}
    assert paid == {blue}
    assert len(hatched) > 1


def test_a_year_of_nothing_and_of_credits_is_drawn_all_the_same(qtbot: QtBot) -> None:
    view = MonthChart("Laskutus", "2025")
    qtbot.addWidget(view)
    view.show()
    view.show_months(())
    press(view.bars, "Right")
    assert view.bars.current() is None
    view.show_months((MonthSum(month=(2026, 1), paid=Decimal(-62)),))
    view.grab()
    assert view.bars._months[0].spoken() == "Tammikuu 2026, maksettu \u221262,00\xa0€"


def test_a_sum_opens_what_it_is_made_of(qtbot: QtBot) -> None:
    view = SumsCard("Laskutus 2026", SUMS, "+4,1 %")
    qtbot.addWidget(view)
    view.show()
    amounts = [cell.accessibleName() for cell in view.findChildren(QLabel) if cell.accessibleName()]
    assert amounts[0] == "Laskutettu 2026: 118\xa0426,70\xa0€"
    late = next(b for b in view.findChildren(Button) if b.text() == "Erääntynyt, 7 laskua")
    with qtbot.waitSignal(view.opened) as told:
        late.setFocus()
        press(late, "Enter")
    assert told.args == ["late"]
    view.show_sums((Sum(name="Laskutettu", amount=Decimal(1)),))
    assert "Laskutettu: 1,00\xa0€" in [cell.accessibleName() for cell in view.findChildren(QLabel)]


def test_no_bar_is_under_the_mouse_beside_the_chart(made: MonthChart) -> None:
    QToolTip.hideText()
    at = QPoint(2, 2)
    QApplication.sendEvent(made.bars, QHelpEvent(QHelpEvent.Type.ToolTip, at, made.bars.mapToGlobal(at)))
    assert QToolTip.text() == ""
