"""User IDs: granted, given a new first password, another role, closed. And the purpose of viewing."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from asiakasrekisteri.domain.errors import LoginRefusedError, PasswordChangeRequiredError
from asiakasrekisteri.gui.dialogs.purpose import PurposeDialog
from asiakasrekisteri.gui.screens.users.dialogs import GrantDialog, ResetDialog, RoleDialog
from asiakasrekisteri.gui.screens.users.page import UsersScreen
from asiakasrekisteri.gui.widgets.dialog import Dialog
from asiakasrekisteri.usecases.first_password import suggest_password, words
from asiakasrekisteri.usecases.logs import show_log
from asiakasrekisteri.usecases.office import Office
from asiakasrekisteri.usecases.persons import open_person
from asiakasrekisteri.usecases.privacy.description import read_description, save_description
from asiakasrekisteri.usecases.users import list_users
from tests.contradictions import contradictions
from tests.gui.keys import press, type_text
from tests.gui.people import Place, at_persons
from tests.gui.walks import cut_off, nameless, settle
from tests.offices import surroundings


@pytest.fixture
def place(qtbot: QtBot, tmp_path: Path) -> Iterator[Place]:
    yield from at_persons(qtbot, tmp_path / "office")


@pytest.fixture
def users(place: Place) -> UsersScreen:
    page = place.go("users")
    assert isinstance(page, UsersScreen)
    settle()
    return page


def dialog(place: Place) -> Dialog:
    settle()
    return next(made for made in place.window.findChildren(Dialog) if made.isVisible())


def click(asked: Dialog, text: str) -> None:
    next(made for made in asked.findChildren(QPushButton) if made.text() == text and made.isVisible()).click()
    settle()


def grant(place: Place, users: UsersScreen, login: str = "kalle") -> str:
    users.grant_button.click()
    asked = dialog(place)
    assert isinstance(asked, GrantDialog)
    type_text(asked._typed["name"].editor, "Kalle Kollega")
    type_text(asked._typed["login"].editor, login)
    asked._typed["role"].value_editor.load("technical")
    password = asked.password.line.text()
    press(asked, "Enter")
    settle()
    assert asked.isVisible()
    assert cut_off(asked) == []
    assert password in [made.text() for made in asked.findChildren(QLabel) if made.isVisible()]
    click(asked, "Salasana on kirjoitettu ylös")
    return password


def office(place: Place) -> Office:
    return Office(place.gate.store.vault.folder, surroundings())


def test_a_first_password_is_four_words_and_never_the_same() -> None:
    made = {suggest_password() for _n in range(50)}
    assert len(made) == 50
    assert all(len(text.split()) == 4 and len(text) >= 12 for text in made)
    assert len(set(words())) > 300


def test_a_user_is_granted_and_the_first_password_shown_once(place: Place, users: UsersScreen) -> None:
    password = grant(place, users)
    assert [user.login for user in place.gate.call(list_users)] == ["kalle", "paula"]
    with pytest.raises(PasswordChangeRequiredError):
        office(place).enter("kalle", password)
    assert users.top.note.text() == "2 käyttäjää"
    assert nameless(place.window) == []


def test_a_taken_user_id_and_a_short_password_are_told_at_the_field(place: Place, users: UsersScreen) -> None:
    users.grant_button.click()
    asked = dialog(place)
    assert isinstance(asked, GrantDialog)
    press(asked, "Enter")
    assert asked._typed["name"].problem()
    asked._typed["name"].value_editor.load("Paula Toinen")
    asked._typed["login"].value_editor.load("paula")
    asked._typed["role"].value_editor.load("billing")
    click(asked, "Myönnä tunnus")
    assert "käytössä" in asked._typed["login"].problem()
    asked._typed["login"].value_editor.load("paula2")
    asked.password.line.setText("lyhyt")
    click(asked, "Myönnä tunnus")
    assert "12 merkkiä" in asked.password.problem()


@pytest.mark.slow
def test_password_reset_and_role_of_another(place: Place, users: UsersScreen) -> None:
    old = grant(place, users)
    users.table.choose_id(next(u.id for u in place.gate.call(list_users) if u.login == "kalle"))
    users.reset_button.click()
    asked = dialog(place)
    assert isinstance(asked, ResetDialog)
    new = asked.password.line.text()
    click(asked, "Nollaa salasana")
    click(asked, "Salasana on kirjoitettu ylös")
    with pytest.raises(LoginRefusedError):
        office(place).enter("kalle", old)
    with pytest.raises(PasswordChangeRequiredError):
        office(place).enter("kalle", new)
    press(users.table, "Enter")
    asked = dialog(place)
    assert isinstance(asked, RoleDialog)
    asked.role.choose("billing")
    click(asked, "Vaihda rooli")
    assert next(u.role for u in place.gate.call(list_users) if u.login == "kalle") == "billing"


@pytest.mark.slow
def test_closing_shuts_out_and_offers_a_new_key(place: Place, users: UsersScreen) -> None:
    password = grant(place, users)
    users.table.choose_id(next(u.id for u in place.gate.call(list_users) if u.login == "kalle"))
    users.close_button.click()
    click(dialog(place), "Sulje tunnus")
    with pytest.raises(LoginRefusedError):
        office(place).enter("kalle", password)
    click(dialog(place), "Vaihda avain")
    assert place.window.undo_bar.text() == "Rekisterin avain vaihdettiin."
    assert place.gate.call(open_person, place.hanna).name == "Hanna-Mari Kettunen"
    assert users.top.note.text() == "2 käyttäjää, 1 suljettu"


@pytest.mark.slow
def test_closing_the_contact_of_a_description_asks_who_answers_now(place: Place, users: UsersScreen) -> None:
    grant(place, users)
    own = place.gate.call(read_description).description
    place.gate.call(save_description, replace(own, contact=replace(own.contact, name="Kalle Kollega, tietosuoja")))
    users.table.choose_id(next(u.id for u in place.gate.call(list_users) if u.login == "kalle"))
    users.close_button.click()
    click(dialog(place), "Sulje tunnus")
    click(dialog(place), "Ei nyt")
    said = " ".join(made.text() for made in place.window.findChildren(QLabel) if made.isVisible())
    assert "Kalle Kollega on yhteyshenkilönä selosteessa" in said
    assert "contact-closed" in {one.rule for one in contradictions(place.gate)}


def test_ones_own_user_id_stays(users: UsersScreen) -> None:
    assert not users.close_button.isEnabled()
    assert not users.role_button.isEnabled()
    assert "toinen pääkäyttäjä" in users.close_button.toolTip()


def test_the_purpose_is_chosen_by_keys_and_goes_with_every_view(place: Place) -> None:
    assert place.window.status.purpose.text() == "Tarkoitus: asiakaspalvelu"
    press(place.window, "Ctrl+Shift+T")
    asked = dialog(place)
    assert isinstance(asked, PurposeDialog)
    press(asked, "Down")
    press(asked, "Enter")
    settle()
    assert place.window.status.purpose.text() == "Tarkoitus: laskutus"
    place.go(f"person/{place.hanna}")
    settle()
    viewed = next(row for row in place.gate.call(show_log) if row.use_case == "open_person")
    assert viewed.purpose == "laskutus"


def test_a_purpose_of_ones_own_is_typed(place: Place) -> None:
    place.window.status.purpose.click()
    asked = dialog(place)
    assert isinstance(asked, PurposeDialog)
    assert cut_off(asked) == []
    asked.other.setChecked(True)
    assert isinstance(asked.line, QLineEdit)
    press(asked, "Enter")
    assert asked.isVisible()
    type_text(asked.line, "viranomaisen selvitys")
    press(asked, "Enter")
    assert place.context.gate.purpose == "viranomaisen selvitys"
    place.window.lock()
    assert not asked.isVisible()
