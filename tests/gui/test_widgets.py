"""Small pieces, used as the user uses them."""

import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QStackedWidget, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from asiakasrekisteri.gui.widgets.bars import StatusBar, TopBar
from asiakasrekisteri.gui.widgets.basics import Button
from asiakasrekisteri.gui.widgets.choices import Choice, FilterChip, Segmented, Switch
from asiakasrekisteri.gui.widgets.columns import Columns
from asiakasrekisteri.gui.widgets.dialog import ask
from asiakasrekisteri.gui.widgets.facts import MASK, Fact, Facts, MaskedValue, Value
from asiakasrekisteri.gui.widgets.marks import initials
from asiakasrekisteri.gui.widgets.provenance import ProvenanceChip
from asiakasrekisteri.gui.widgets.search import SearchField
from asiakasrekisteri.gui.widgets.states import Beginning, EmptyState
from asiakasrekisteri.gui.widgets.tabs import Tabs
from tests.gui.keys import press, type_text
from tests.gui.sheet import CUSTOMER, TODAY, YTJ
from tests.gui.walks import settle


def test_segments_are_one_tab_stop_and_move_by_arrows(qtbot: QtBot) -> None:
    made = Segmented("Näytä", (("all", "Kaikki"), ("open", "Avoimet")), "open")
    qtbot.addWidget(made)
    made.show()
    stops = [b for b in made.findChildren(QToolButton) if b.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [b.text() for b in stops] == ["Avoimet"]
    with qtbot.waitSignal(made.changed) as told:
        QTest.keyClick(stops[0], Qt.Key.Key_Left)
    assert told.args == ["all"]
    assert made.chosen() == "all"


def test_a_filter_chip_is_removed_by_its_cross_and_by_del(qtbot: QtBot) -> None:
    told: list[str] = []
    made = FilterChip("Tila", (("open", "voimassa"),), "open", told.append)
    qtbot.addWidget(made)
    made.show()
    QTest.mouseClick(made, Qt.MouseButton.LeftButton, pos=QPoint(made.width() - 10, 10))
    assert (told, made.text()) == ([""], "Tila")
    made.menu_entries().actions()[0].trigger()
    assert made.accessibleName() == "Ehto Tila: voimassa"
    press(made, "Del")
    assert told == ["", "open", ""]


def test_a_long_choice_finds_any_part_of_a_word(qtbot: QtBot) -> None:
    made = Choice([(str(n), f"Kunta {n}") for n in range(20)])
    qtbot.addWidget(made)
    assert made.isEditable()
    made.choose("7")
    assert made.code() == "7"
    made.setEditText("tuntematon")
    assert made.code() == ""


def test_a_switch_acts_by_key(qtbot: QtBot) -> None:
    made = Switch("Näytä valikkorivi")
    qtbot.addWidget(made)
    made.show()
    QTest.keyClick(made, Qt.Key.Key_Space)
    assert made.isChecked()


def test_the_search_field_tells_once_it_is_quiet(qtbot: QtBot) -> None:
    made = SearchField("Suodata…")
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitSignal(made.asked) as asked:
        type_text(made, "äijälä")
    assert asked.args == ["äijälä"]
    with qtbot.waitSignal(made.asked) as asked:
        QTest.keyClick(made, Qt.Key.Key_Escape)
    assert asked.args == [""]
    with qtbot.waitSignal(made.left_down):
        QTest.keyClick(made, Qt.Key.Key_Down)


def test_a_chip_says_where_from_and_opens_the_history(qtbot: QtBot) -> None:
    opened: list[QWidget] = []
    made = ProvenanceChip(YTJ, "Osoite", TODAY, opened.append, mini=True)
    qtbot.addWidget(made)
    made.show()
    assert made.accessibleName() == "Osoite, lähde YTJ, 2.9.2025, yli vuoden vanha"
    QTest.mouseClick(made, Qt.MouseButton.LeftButton)
    assert made.popover is not None
    words = {w.text() for w in made.popover.findChildren(QLabel)}
    assert {"Osoite", "YTJ", "2.9.2025", "ohjelma"} <= words
    history = next(b for b in made.popover.findChildren(Button) if b.text() == "Näytä historia")
    QTest.mouseClick(history, Qt.MouseButton.LeftButton)
    assert opened == [made]


def test_a_fact_is_copied_whole(qtbot: QtBot) -> None:
    made = Facts((Fact(label="Puhelin", value="+358 40 555 0417", origin=CUSTOMER),), TODAY, "stacked")
    qtbot.addWidget(made)
    made.show()
    value = made.findChild(Value)
    assert value is not None
    QTest.keyClick(value, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "+358 40 555 0417"
    assert value.accessibleName() == "Puhelin: +358 40 555 0417"


def test_a_masked_value_is_hidden_again(qtbot: QtBot) -> None:
    made = MaskedValue("Henkilötunnus", lambda m: m.show_value("010190-912X"))
    qtbot.addWidget(made)
    made.show()
    assert made.text() == MASK
    QTest.mouseClick(made.button, Qt.MouseButton.LeftButton)
    assert made.text() == "010190-912X"
    assert made.timer.interval() == 20_000
    made.timer.timeout.emit()
    assert made.text() == MASK
    assert "912" not in made.accessibleName()


def test_a_role_without_the_right_sees_why(qtbot: QtBot) -> None:
    made = MaskedValue("Henkilötunnus", lambda _m: None, may=False)
    qtbot.addWidget(made)
    assert not made.button.isEnabled()
    assert "oikeutta" in made.button.toolTip()


def test_tabs_build_their_pages_when_opened(qtbot: QtBot) -> None:
    built: list[str] = []

    def build(code: str) -> QLabel:
        built.append(code)
        return QLabel(code)

    made = Tabs("Asiakas")
    qtbot.addWidget(made)
    made.add("facts", "Tiedot", lambda: build("facts"))
    made.add("log", "Tapahtumat", lambda: build("log"))
    assert built == ["facts"]
    made.step(1)
    assert (built, made.current()) == (["facts", "log"], "log")
    made.step(1)
    assert made.current() == "facts"


def test_an_empty_view_offers_ways_to_begin(qtbot: QtBot) -> None:
    begun: list[int] = []
    beginning = Beginning("plus", "Lisää", "", "Uusi", lambda: begun.append(1))
    made = EmptyState("users", "Ei asiakkaita", "Aloita.", (beginning,))
    qtbot.addWidget(made)
    made.buttons[0].click()
    assert begun == [1]


def test_initials() -> None:
    assert [initials(n) for n in ("Hanna-Mari Kettunen", "Ekblom, Birgitta", "åke", "")] == ["HK", "EB", "Å", "?"]


def test_enter_presses_the_button_that_has_the_focus_and_not_the_default_one(qtbot: QtBot) -> None:
    pressed: list[str] = []
    stay, discard = (lambda: pressed.append("jatka")), (lambda: pressed.append("hylkää"))
    dialog = ask(None, "Tallennetaanko?", "", (("Jatka", "plain", stay), ("Hylkää", "plain", discard)))
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    dialog.findChildren(QPushButton)[1].setFocus()
    press(dialog, "Enter")
    assert pressed == ["hylkää"]


def test_a_dialog_closes_also_when_what_opened_it_has_gone(qtbot: QtBot) -> None:
    opener = QPushButton("Hävitä…")
    with qtbot.waitActive(opener):
        opener.show()
        opener.activateWindow()
    opener.setFocus()
    assert opener.hasFocus()
    dialog = ask(None, "Hävitetäänkö?", "", (("Peru", "plain", lambda: None),))
    shiboken6.delete(opener)
    press(dialog, "Esc")
    assert not dialog.isVisible()


def test_the_third_column_takes_the_place_of_the_first_where_there_is_no_room_for_three(qtbot: QtBot) -> None:
    parts = [QPushButton(name) for name in ("kohdat", "työ", "esikatselu")]
    columns, window = Columns(parts, (250, 500, 380), (240, 330, 300), "esikatselu"), QStackedWidget()
    window.addWidget(columns)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()

    def seen() -> list[str]:
        return [part.text() for part in parts if part.isVisible()]

    for width, shown, turned in ((1100, 3, ["kohdat", "työ"]), (808, 2, ["työ", "esikatselu"])):
        window.resize(width, 400)
        settle()
        assert len(seen()) == shown, columns.width()
        assert columns.turn_button.isVisible() is (shown < len(parts))
        press(columns, "F9")
        assert seen() == turned
        press(columns, "F9")
        assert len(seen()) == shown


def test_the_status_bar_leaves_out_what_has_no_room_but_never_the_lock(qtbot: QtBot) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.show_purpose("asiakaspalvelu")
    bar.show_counts("22 laskua    yhteensä 9 749,61 €    avoinna 3 540,30 €")
    bar.show_backup("Varmuuskopio 22.11. klo 23.00")
    bar.show_lock(540)
    bar.show()
    seen = {}
    for width in (1360, 808, 500):
        bar.resize(width, 28)
        settle()
        seen[width] = [one.text().split()[0] for one in bar.findChildren(QLabel) if one.isVisible() and one.text()]
    assert seen[1360][1:] == ["Salattu", "Varmuuskopio", "Lukittuu"]
    assert seen[808][1:] == ["Varmuuskopio", "Lukittuu"]
    assert seen[500][1:] == ["Lukittuu"]


def bar_of(qtbot: QtBot, *words: str) -> tuple[TopBar, list[Button]]:
    bar = TopBar()
    qtbot.addWidget(bar)
    acts = [Button(word, "pencil") for word in words]
    bar.show_crumbs([("Laskut", bar.show)], "Lasku 10940")
    bar.show_acts(*acts, going=acts[1:-1])
    bar.resize(900, 56)
    bar.show()
    return bar, acts


def side_by_side(bar: TopBar) -> list[str]:
    settle()
    shown = [button for button in bar.acts.findChildren(Button) if button.isVisible()]
    return [button.text() or button.accessibleName() for button in sorted(shown, key=Button.x)]


def test_acts_that_do_not_fit_stand_in_a_menu_and_the_title_stays_whole(qtbot: QtBot) -> None:
    bar, (_edit, remind, credit, _pay) = bar_of(qtbot, "Muokkaa", "Kirjaa muistutus", "Hyvitä", "Kirjaa suoritus")
    assert side_by_side(bar) == ["Muokkaa", "Kirjaa muistutus", "Hyvitä", "Kirjaa suoritus"]
    remind.setFocus()
    told: list[bool] = []
    credit.clicked.connect(lambda: told.append(True))
    credit.setEnabled(False)
    credit.setToolTip("Lasku on hyvitetty.")
    bar.resize(600, 56)
    assert side_by_side(bar) == ["Muokkaa", "Muut toiminnot", "Kirjaa suoritus"]
    assert bar.acts.more_button.hasFocus()
    assert bar.title.width() >= bar.title.fontMetrics().horizontalAdvance(bar.title.text())
    entries = bar.acts.menu().actions()
    assert [(e.text(), e.isEnabled()) for e in entries] == [("Kirjaa muistutus", True), ("Hyvitä", False)]
    assert entries[1].toolTip() == "Lasku on hyvitetty."
    credit.setEnabled(True)
    bar.acts.menu().actions()[1].trigger()
    assert told == [True]
    bar.resize(900, 56)
    assert side_by_side(bar) == ["Muokkaa", "Kirjaa muistutus", "Hyvitä", "Kirjaa suoritus"]


def test_an_act_that_its_page_hides_leaves_the_menu_too_and_one_shown_again_is_kept(qtbot: QtBot) -> None:
    bar, (edit, remind, credit, pay) = bar_of(qtbot, "Muokkaa", "Kirjaa muistutus", "Hyvitä", "Kirjaa suoritus")
    bar.resize(640, 56)
    settle()
    remind.hide()
    assert side_by_side(bar) == ["Muokkaa", "Hyvitä", "Kirjaa suoritus"]
    bar.show_acts(edit, pay, inside=[credit])
    assert side_by_side(bar) == ["Muokkaa", "Muut toiminnot", "Kirjaa suoritus"]
    credit.hide()
    bar.resize(601, 56)
    assert side_by_side(bar) == ["Muokkaa", "Kirjaa suoritus"]
