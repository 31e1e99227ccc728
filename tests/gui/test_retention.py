"""Retention as its user does it: spares by Space, keeps for a reason, types the number, reads the protocol."""

from collections.abc import Iterator
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.gui.home.cards import FigureCard
from asiakasrekisteri.gui.preview import Preview
from asiakasrekisteri.gui.screens.home.page import HomePage
from asiakasrekisteri.gui.screens.retention.confirm import DestroyDialog, PapersDialog
from asiakasrekisteri.gui.screens.retention.dueview import DueView
from asiakasrekisteri.gui.screens.retention.lists import HoldsView, ProtocolsView
from asiakasrekisteri.gui.screens.retention.page import GONE, HELD, RULES, RetentionPage
from asiakasrekisteri.gui.screens.retention.rules import RulesView
from asiakasrekisteri.gui.widgets.basics import Button
from asiakasrekisteri.usecases.retention.duelist import DueGroup, DueList
from tests.gui.keys import press, type_text
from tests.gui.people import Place
from tests.gui.retention_views import due_view, forget_retention, retention_place
from tests.gui.walks import cut_off, nameless, settle

pytestmark = pytest.mark.slow

D = TypeVar("D", DestroyDialog, PapersDialog)


@pytest.fixture
def at(qapp: QApplication) -> Iterator[tuple[Place, RetentionPage]]:
    yield retention_place()
    forget_retention()


def row_of(view: DueView, kind: str) -> int:
    return next(n for n in range(1, 60) if (i := view.table.item(n)) is not None and i.kind == kind and not i.reason)


def dialog(kind: type[D]) -> D:
    settle()
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
    assert len(found) == 1
    return found[0]


def test_everything_is_named_and_whole(at: tuple[Place, RetentionPage]) -> None:
    _place, page = at
    assert nameless(page) + cut_off(page) == []
    for code in (HELD, GONE, RULES):
        page.open(code)
        settle()
        assert nameless(page.view()) + cut_off(page.view()) == []


def test_the_desk_tells_by_which_rules_most_is_due(at: tuple[Place, RetentionPage]) -> None:
    place, page = at
    desk = place.go("home")
    assert isinstance(desk, HomePage)
    settle()
    card, figure = desk.made["keeping"], desk.made["retention"]
    assert isinstance(figure, FigureCard)
    assert not card.isHidden()
    said = [label.text() for label in card.findChildren(QLabel) if not label.isHidden()]
    due = page.view().due  # type: ignore[union-attr]
    most = max(due.groups, key=lambda group: group.count)
    assert figure.number.count == due.count
    assert [most.title, most.time, str(most.count)] == [words for words in said if words][1:4]
    next(button for button in card.findChildren(Button)).click()
    assert isinstance(place.window.page(), RetentionPage)


def test_space_spares_one_thing_and_the_number_typed_destroys_the_rest(at: tuple[Place, RetentionPage]) -> None:
    _place, page = at
    view = due_view(page)
    count = view.table.taken()
    view.table.choose_id(row_of(view, "recording"))
    press(view.table, "Space")
    assert view.table.taken() == count - 1
    assert view.chosen.text() == f"{count - 1} valittua"
    view.ask_destroy()
    asked = dialog(DestroyDialog)
    assert isinstance(asked, DestroyDialog)
    type_text(asked.typed, "999")
    assert not asked.destroy_it.isEnabled()
    asked.typed.clear()
    type_text(asked.typed, str(count - 1))
    press(asked.typed, "Return")
    settle()
    assert isinstance(page.view(), ProtocolsView), "the protocols are opened"
    page.open("tarkastettavat")
    settle()
    kinds = [item.kind for group in due_view(page).due.groups for item in group.items if not item.reason]
    assert kinds.count("recording") == 1
    assert "invoice" not in kinds


def test_a_doubted_clock_is_confirmed_before_anything_goes(qtbot: QtBot) -> None:
    told: list[str] = []
    due = DueList((DueGroup("recording", "Puhelunauhoitteet", "6 kk", 2, {}, ()),), doubt="Tarkista kello.")
    window = QWidget()
    qtbot.addWidget(window)
    asked = DestroyDialog(window, due, 2, told.append)
    asked.show()
    type_text(asked.typed, "2")
    assert not asked.destroy_it.isEnabled()
    press(asked.sure, "Space")
    assert asked.destroy_it.isEnabled()
    asked.destroy_it.click()
    assert told == [""]


def test_a_thing_is_kept_for_a_reason_and_the_hold_is_lifted(at: tuple[Place, RetentionPage]) -> None:
    _place, page = at
    view = due_view(page)
    view.table.choose_id(row_of(view, "recording"))
    settle()
    view.pane.keep.setChecked(True)
    view.pane.save.click()
    assert view.pane.reason_field.problem() == "Kirjoita, miksi tieto säilytetään."
    type_text(view.pane.reason, "Reklamaatio kesken")
    view.pane.save.click()
    settle()
    page.open(HELD)
    settle()
    holds = page.view()
    assert isinstance(holds, HoldsView)
    mine = next(one for one in holds.holds.values() if one.reason == "Reklamaatio kesken")
    assert (mine.in_force, mine.until) == (True, "2027-12-22")
    holds.table.choose_id(mine.id)
    holds.lift.click()
    settle()
    assert not holds.holds[mine.id].in_force


def test_everything_of_somebody_is_kept_and_the_list_is_printed(at: tuple[Place, RetentionPage]) -> None:
    place, page = at
    view = due_view(page)
    view.table.choose_id(row_of(view, "invoice"))
    settle()
    view.pane.keep.setChecked(True)
    view.pane.scope.choose("all")
    type_text(view.pane.reason, "Vaade")
    view.pane.save.click()
    settle()
    held = [i for n in range(1, 60) if (i := view.table.item(n)) is not None and i.about == "Hautalan Taimisto Ky"]
    assert len(held) > 1
    assert {item.reason for item in held} == {"held"}
    page.print_due()
    settle()
    (shown,) = [one for one in place.window.findChildren(Preview) if one.isVisible()]
    shown.close()


def test_papers_are_put_on_record_with_their_level(at: tuple[Place, RetentionPage]) -> None:
    place, page = at
    due_view(page).ask_papers()
    asked = dialog(PapersDialog)
    assert isinstance(asked, PapersDialog)
    type_text(asked.lines["witness"], "Teemu Todistaja")
    asked.store.click()
    settle()
    protocols = page.view()
    assert isinstance(protocols, ProtocolsView)
    protocols.table.choose_id(2)
    protocols.look.click()
    settle()
    (shown,) = [one for one in place.window.findChildren(Preview) if one.isVisible()]
    shown.close()


def test_a_rule_is_decided_and_the_law_says_no_in_the_form(at: tuple[Place, RetentionPage]) -> None:
    _place, page = at
    page.open(RULES)
    settle()
    view = page.view()
    assert isinstance(view, RulesView)
    place = next(n for n, one in enumerate(view.rules, 1) if one.code == "recording")
    view.table.choose_id(place)
    settle()
    assert view.form is not None
    view.form.fields["keep_ground"].load("accounting")
    view.form.fields["keep_ground"].changed.emit()
    before = view.rules[place - 1].version
    view.form.fields["keep_months"].load(3)
    view.save.click()
    settle()
    assert view.rules[place - 1].version == before, "nothing typed by hand, nothing changed"


def test_who_may_not_destroy_has_no_page(at: tuple[Place, RetentionPage]) -> None:
    place, _page = at
    assert place.window.findChildren(Button)
    assert "retention:run" not in {p.value for p in Role.BILLING.permissions}
