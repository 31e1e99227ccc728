"""A window that speaks Swedish says nothing in Finnish, on any of its pages: no text escaped the translators' hands."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QTableView,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from asiakasrekisteri.gui.language import speak
from tests.gui.firms import all_pages, furnished_office
from tests.gui.people import Place
from tests.gui.walks import settle, shown
from tests.offices import entered

_MASTER = Path(__file__).parents[2] / "resources" / "locale" / "sv.po"
_OF_A_CUSTOMER = ("", "/edit", "/tapahtumat", "/palvelut", "/sopimukset", "/laskut", "/henkilot", "/tietosuoja")


def finnish() -> frozenset[str]:
    """Return what is said in Finnish and otherwise in Swedish."""
    with _MASTER.open("rb") as file:
        messages = [(m.id, m.string) for m in read_po(file, "sv") if m.id and isinstance(m.id, str)]
    return frozenset(said.replace("&", "") for said, swedish in messages if said != swedish)


def said(root: QWidget) -> Iterator[str]:
    """Give every text of a view, those included that only a screen reader or a tip says."""
    for widget in shown(root):
        yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip())
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        elif isinstance(widget, QLineEdit):
            yield widget.placeholderText()
        elif isinstance(widget, QComboBox):
            yield from (widget.itemText(place) for place in range(widget.count()))
        elif isinstance(widget, QTableView | QTreeView):
            model = widget.model()
            for place in range(model.columnCount()):
                yield str(model.headerData(place, Qt.Orientation.Horizontal) or "")
                yield from (str(model.index(row, place).data() or "") for row in range(min(model.rowCount(), 20)))


@pytest.mark.slow
def test_no_page_says_anything_in_finnish(qtbot: QtBot, tmp_path: Path) -> None:
    office, bakery = furnished_office(tmp_path / "office")
    at = entered(office)
    speak("sv")
    try:
        place = Place(at, bakery, all_pages)
        qtbot.addWidget(place.window)
        place.window.resize(1360, 820)
        place.window.show()
        addresses = [one.key for one in all_pages(place.context) if one.place != "hidden"]
        addresses += [f"customer/{bakery}{part}" for part in _OF_A_CUSTOMER]
        addresses += ["customer/new", "person/new", "invoice/new", "newrequest"]
        words, found = finnish(), {}
        for address in addresses:
            place.window.navigator.go(address)
            settle()
            heard = {text.replace("&", "") for text in said(place.window)}
            assert "Krypterat register" in heard
            found[address] = heard & words
    finally:
        speak("fi")
        at.close()
    assert len(addresses) > len(_OF_A_CUSTOMER) + 15
    assert {address: texts for address, texts in found.items() if texts} == {}
