"""Pictures of persons, descriptions, users and their dialogs (fictional data)."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QScrollArea, QWidget

from asiakasrekisteri.domain.permissions import Permission, Role
from asiakasrekisteri.gui.dialogs.purpose import PurposeDialog, ReasonDialog
from asiakasrekisteri.gui.documents import Documents
from asiakasrekisteri.gui.preview import Preview
from asiakasrekisteri.gui.screens.persons.edit import PersonEditor
from asiakasrekisteri.gui.screens.persons.page import PersonScreen
from asiakasrekisteri.gui.screens.persons.restricted import RestrictedReading
from asiakasrekisteri.gui.screens.users.dialogs import GrantDialog
from asiakasrekisteri.gui.screens.users.page import UsersScreen
from asiakasrekisteri.gui.widgets.dialog import Dialog
from asiakasrekisteri.usecases.billing.rates import PERIODS
from asiakasrekisteri.usecases.edits import Edit
from asiakasrekisteri.usecases.interactions.people import ParticipantEdit
from asiakasrekisteri.usecases.interactions.saving import add_interaction
from asiakasrekisteri.usecases.persons import add_person, list_persons, open_person, save_person
from asiakasrekisteri.usecases.privacy.restricting import restrict_person
from asiakasrekisteri.usecases.same_person import decide_same
from asiakasrekisteri.usecases.users import close_user, grant_user
from tests.gui.bills import bill
from tests.gui.people import Place, persons_office
from tests.offices import PASSWORD, colleague, entered

_KEPT: list[Place] = []
"""Places live as long as their windows."""


def _place(role: Role | None = None) -> Place:
    folder = Path(mkdtemp(prefix="ar-kuva-")) / "office"
    at, hanna = persons_office(folder)
    main = entered(at)
    used = main if role is None else colleague(at, main, role)
    if used is not main:
        main.close()
    made = Place(used, hanna)
    made.window.resize(1360, 820)
    made.window.status.show_backup("Varmuuskopio 22.11. klo\xa023.00")
    made.window.status.show_lock(540)
    made.window.show()
    _KEPT.append(made)
    return made


def _turns() -> None:
    for _turn in range(6):
        QCoreApplication.processEvents()


def _at(address: str, role: Role | None = None) -> Place:
    place = _place(role)
    place.go(address.format(hanna=place.hanna))
    _turns()
    return place


def _person(role: Role | None = None) -> tuple[Place, PersonScreen]:
    place = _at("person/{hanna}", role)
    page = place.window.page()
    assert isinstance(page, PersonScreen)
    return place, page


def _dialog(place: Place) -> Dialog:
    _turns()
    return next(made for made in place.window.findChildren(Dialog) if made.isVisible())


def _protected() -> QWidget:
    place, _screen = _person()
    record = place.gate.call(open_person, place.hanna).record
    place.gate.call(save_person, place.hanna, record.version, {"non_disclosure": True})
    _turns()
    return place.window


def _twice(place: Place) -> int:
    """Store her once more with the same telephone, and one whose mail she has; return the id of the first."""
    gate = place.gate
    page = gate.call(open_person, place.hanna)
    number = next(record.text("number") for record in page.details if record.entity == "phone")
    mail = next(record.text("address") for record in page.details if record.entity == "email")
    phone = Edit("phone", values={"use": "mobile", "number": number})
    email = Edit("email", values={"use": "work", "address": mail})
    first = gate.call(add_person, {"last_name": "Kettunen", "first_names": "H."}, [phone]).id
    gate.call(add_person, {"last_name": "Laitinen", "first_names": "Hanna-Mari"}, [email, phone])
    return first


def _same() -> QWidget:
    place = _place()
    _twice(place)
    gate = place.gate
    third = gate.call(add_person, {"last_name": "Kettunen", "first_names": "Hanna"}).id
    gate.call(decide_same, place.hanna, third, "same", "sama syntymäaika sopimuksessa")
    talk = {"kind": "support", "subject": "Posti ei kulje"}
    gate.call(add_interaction, talk, [ParticipantEdit(person_id=place.hanna, part="caller")])
    place.go(f"person/{place.hanna}")
    _turns()
    return place.window


def _comparing() -> QWidget:
    place = _place()
    place.go(f"person/{place.hanna}/vertaa/{_twice(place)}")
    _turns()
    return place.window


def _suggested() -> QWidget:
    place = _place()
    _twice(place)
    place.go("same_persons")
    _turns()
    return place.window


def _restricted(
    role: Role | None = None, *, panel: bool = False, protected: bool = False
) -> tuple[Place, PersonScreen]:
    place, screen = _person(role)
    gate = place.gate
    if protected:
        record = gate.call(open_person, place.hanna).record
        gate.call(save_person, place.hanna, record.version, {"non_disclosure": True})
    gate.call(restrict_person, place.hanna, "accuracy", "Hän kiistää osoitteen ja laskun 10702", "2026-012")
    _turns()
    if panel:
        screen.ask_restriction()
    _turns()
    return place, screen


def _restricting() -> QWidget:
    place, screen = _person()
    screen.ask_restriction()
    _turns()
    return place.window


def _restriction_shown() -> QWidget:
    place, screen = _restricted(protected=True)
    assert isinstance(screen.reading, RestrictedReading)
    assert screen.reading.show_button is not None
    screen.reading.show_button.click()
    asked = _dialog(place)
    assert isinstance(asked, ReasonDialog)
    asked.line.setText("vastine oikeusvaateeseen")
    asked._accept()
    _turns()
    return place.window


def _reading_only() -> QWidget:
    place = _place()
    actor = place.context.gate.actor
    fewer = replace(actor, permissions=actor.permissions - {Permission.PERSON_WRITE, Permission.PERSON_ERASE})
    place.gate.call(restrict_person, place.hanna, "objection", "", "2026-012")
    place.context.gate = replace(place.context.gate, actor=fewer)
    place.go(f"person/{place.hanna}")
    _turns()
    return place.window


def _restricted_items() -> QWidget:
    place, _screen = _restricted()
    place.go(f"person/{place.hanna}/kaikki/contact")
    _turns()
    return place.window


def _restricted_customer() -> QWidget:
    place, _screen = _restricted()
    page = place.gate.call(open_person, place.hanna)
    own = next(held.customer_id for held in page.roles if held.role is None)
    place.go(f"customer/{own}")
    _turns()
    return place.window


def _editing(*, faulty: bool = False) -> QWidget:
    place, screen = _person()
    screen.edit()
    _turns()
    assert isinstance(screen.editor, PersonEditor)
    form = screen.editor.form
    if faulty:
        form.fields["last_name"].value_editor.load(None)
        form.fields["identity_code"].value_editor.load("131052-308U")
        form.fields["last_name"].changed.emit()
        form.submit()
    else:
        form.fields["note"].value_editor.load("Soittaa mieluiten iltapäivällä.")
        form.fields["note"].changed.emit()
    _turns()
    return place.window


def _stale() -> QWidget:
    place, screen = _person()
    screen.edit()
    _turns()
    assert isinstance(screen.editor, PersonEditor)
    screen.editor.form.fields["former_names"].value_editor.load("Laitinen")
    record = place.gate.call(open_person, place.hanna).record
    place.gate.call(save_person, place.hanna, record.version, {"former_names": "Laitinen (vuoteen 2017)"})
    screen.editor.submit()
    _turns()
    return place.window


def _details() -> QWidget:
    place, screen = _person()
    screen.edit()
    _turns()
    assert isinstance(screen.editor, PersonEditor)
    _turns()
    editor = screen.editor
    area = next(a for a in editor.findChildren(QScrollArea))
    area.verticalScrollBar().setValue(700)
    _turns()
    return place.window


def _erasing(*, billed: bool = False) -> QDialog:
    place, screen = _person()
    if billed:
        gate = place.gate
        gate.call(PERIODS.add, {"since": dt.date(2026, 1, 1), "until": dt.date(2026, 12, 31)}, {})
        for number in ("10701", "10702"):
            bill(gate, number, "Kettunen, Hanna-Mari", dt.date(2026, 11, 2), 14, "80.00")
        talk = {"kind": "call", "subject": "Verkkotunnuksen siirto"}
        other = gate.call(list_persons, "Ahola").ids[0]
        who = [ParticipantEdit(person_id=one) for one in (place.hanna, other)]
        gate.call(add_interaction, talk, who)
    screen.ask_erase()
    return _dialog(place)


def _reason() -> QDialog:
    place, screen = _person()
    assert screen.reading is not None
    screen.reading.identity.masked[0].button.click()
    return _dialog(place)


def _revealed() -> QWidget:
    place, screen = _person()
    assert screen.reading is not None
    screen.reading.identity.masked[0].show_value("131052-308T")
    return place.window


def _purpose(*, other: bool = False) -> QDialog:
    place = _at("persons")
    made = place.viewing.choose()
    assert isinstance(made, PurposeDialog)
    if other:
        made.other.setChecked(True)
    _turns()
    return made


def _extract() -> QWidget:
    place, screen = _person()
    documents: Documents = screen.documents
    documents.extract(place.hanna)
    _turns()
    return next(made for made in place.window.findChildren(Preview) if made.isVisible())


def _users() -> Place:
    place = _place()
    gate = place.gate
    gate.call(grant_user, "sari", "Sari Kemppainen", Role.BILLING, PASSWORD)
    gate.call(grant_user, "mikael", "Mikael Lindqvist", Role.TECHNICAL, PASSWORD)
    gate.call(close_user, gate.call(grant_user, "joonas", "Joonas Väyrynen", Role.CUSTOMER_SERVICE, PASSWORD))
    place.go("users")
    _turns()
    return place


def _users_list() -> QWidget:
    place = _users()
    page = place.window.page()
    assert isinstance(page, UsersScreen)
    page.table.choose_id(2)
    _turns()
    return place.window


def _granting() -> QDialog:
    place = _users()
    page = place.window.page()
    assert isinstance(page, UsersScreen)
    page.grant()
    return _dialog(place)


def _granted() -> QDialog:
    asked = _granting()
    assert isinstance(asked, GrantDialog)
    asked.show_result("kalle", "tyyni lampi heijastaa kuun")
    _turns()
    return asked


PERSON_VIEWS: dict[str, Callable[[], QWidget]] = {
    "07-henkilo": lambda: _person()[0].window,
    "07a-henkilot": lambda: _at("persons").window,
    "07b-henkilo-turvakielto": _protected,
    "07c-henkilo-ilman-avainta": lambda: _person(Role.CUSTOMER_SERVICE)[0].window,
    "07d-henkilo-tunnus-nakyvissa": _revealed,
    "07e-henkilo-muokkaus": _editing,
    "07f-henkilo-virheet": lambda: _editing(faulty=True),
    "07g-henkilo-muuttunut-toisaalla": _stale,
    "07h-henkilo-roolit": _details,
    "07i-uusi-henkilo": lambda: _at("person/new").window,
    "07j-tunnuksen-syy": _reason,
    "07k-henkilo-kaikki": lambda: _at("person/{hanna}/kaikki/contact").window,
    "07l-henkilo-tapahtumat": lambda: _at("person/{hanna}/tapahtumat").window,
    "07m-henkilo-palvelut": lambda: _at("person/{hanna}/palvelut").window,
    "07n-henkilo-liitteet": lambda: _at("person/{hanna}/liitteet").window,
    "07o-sama-henkilo": _same,
    "07p-vertailu": _comparing,
    "07q-ehka-samat": _suggested,
    "08-rekisteriote": _extract,
    "09-selosteet": lambda: _at("descriptions").window,
    "15-kayttajat": _users_list,
    "15a-tunnus": _granting,
    "15b-ensimmainen-salasana": _granted,
    "20-havitys": _erasing,
    "20a-havitys-tositteet": lambda: _erasing(billed=True),
    "21-tarkoitus": _purpose,
    "21a-tarkoitus-muu": lambda: _purpose(other=True),
    "21b-rajoitettu": lambda: _restricted()[0].window,
    "21c-rajoitettu-vain-luku": _reading_only,
    "21d-rajoitus-pois": lambda: _restricted(panel=True)[0].window,
    "21e-rajoita": _restricting,
    "21f-rajoitettu-nakyvissa": _restriction_shown,
    "21g-rajoitettu-asiakas": _restricted_customer,
    "21h-rajoitettu-kaikki": _restricted_items,
}


def forget_places() -> None:
    """Close every window that was opened for a picture, and lock its register."""
    while _KEPT:
        place = _KEPT.pop()
        place.window.close()
        place.desk.close()
        place.window.deleteLater()
