"""Each place that `docs/register-content.md` names is opened in a demo office, and what is said there is seen."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLabel, QTabBar, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from asiakasrekisteri.gui.timeline.view import Timeline
from asiakasrekisteri.usecases.demo.make import DemoOrder, make_demo
from asiakasrekisteri.usecases.office import Desk, Office
from tests import offices
from tests.gui.people import Place

TABLE = Path(__file__).parents[2] / "docs" / "register-content.md"
ROWS = re.findall(r"^\| (R-\d\d) .*\| `([^`]+)`: (.+?) \|$", TABLE.read_text("utf-8"), re.MULTILINE)
IDS = {
    "customer": "SELECT min(id) FROM customer WHERE kind = 'company' AND since IS NOT NULL",
    "organised": "SELECT min(c.id) FROM customer c JOIN contact_role r ON r.customer_id = c.id"
    " WHERE c.kind = 'company'",
    "identified": "SELECT min(id) FROM person WHERE identity_code IS NOT NULL",
    "billed": "SELECT min(i.customer_id) FROM invoice i JOIN service s ON s.customer_id = i.customer_id"
    " JOIN customer c ON c.id = i.customer_id WHERE c.kind = 'company'",
    "reported": "SELECT min(id) FROM end_user WHERE origin = 'reported_by_customer'",
    "contacted": "SELECT min(id) FROM end_user WHERE origin = 'contacted_support'",
    "maintainer": "SELECT min(id) FROM maintainer WHERE task IS NOT NULL",
    "partnered": "SELECT min(id) FROM customer WHERE relation = 'partner_customer' AND partner_id IS NOT NULL",
    "used": "SELECT min(customer_id) FROM usage_event WHERE customer_id IS NOT NULL",
    "mail": "SELECT min(i.id) FROM interaction i JOIN attachment a ON a.interaction_id = i.id WHERE i.kind = 'email'",
    "order": "SELECT min(id) FROM sales_order",
    "account": "SELECT min(id) FROM hosting_account",
    "secret": "SELECT min(id) FROM hosting_account WHERE secret IS NOT NULL",
    "contract": "SELECT min(id) FROM contract",
    "told": "SELECT min(id) FROM person",
    "recorded": "SELECT min(interaction_id) FROM recording",
    "unrecorded": "SELECT min(id) FROM interaction WHERE kind = 'call' AND NOT recorded",
    "check": "SELECT min(id) FROM credit_check",
    "site": "SELECT min(id) FROM site",
    **{
        code: "SELECT min(f.id) FROM registry_fact f JOIN source s ON s.id = f.obtained_from_id"
        f" WHERE s.code = '{code}'"
        for code in ("ytj", "prh", "fonecta")
    },
}
"""A record of the demo office for each name in the addresses; nobody's whose data are restricted."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A demo office with every kind of record."""
    folder = tmp_path_factory.mktemp("places")
    list(make_demo(DemoOrder(folder, 120), lambda _folder: offices.surroundings()))
    password = (folder / "kayttajat.txt").read_text("utf-8").split("\t")[1]
    at = Office(folder / "office", offices.surroundings()).enter("paula", password)
    yield at
    at.close()


@pytest.fixture
def place(qtbot: QtBot, demo: Desk) -> Place:
    """The window at its desk."""
    made = Place(demo)
    qtbot.addWidget(made.window)
    made.window.resize(1360, 820)
    made.window.show()
    return made


@pytest.mark.slow
@pytest.mark.parametrize(("requirement", "address", "words"), ROWS, ids=[row[0] for row in ROWS])
def test_what_the_sources_say_is_held_is_seen_in_its_place(
    place: Place, demo: Desk, requirement: str, address: str, words: str
) -> None:
    name = re.search(r"\{(\w+)\}", address)
    if name is not None:
        with demo.gate.store.engine.connect() as connection:
            row_id = connection.execute(text(IDS[name[1]])).scalar()
        assert row_id is not None, f"the demo office has nothing for {requirement}"
        address = address.replace(name[0], str(row_id))
    said = " | ".join(seen(place.go(address)))
    assert words.casefold() in said.casefold(), said[:2000]


def test_the_table_has_every_statement() -> None:
    assert [row[0] for row in ROWS] == [f"R-{number}" for number in range(29, 59)]


def seen(page: QWidget) -> Iterator[str]:
    """Yield every word that stands on a page: labels, buttons, tabs, cells, events of a timeline."""
    for widget in page.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        elif isinstance(widget, QTabBar):
            yield from (widget.tabText(place) for place in range(widget.count()))
        elif isinstance(widget, QAbstractItemView) and not isinstance(widget, Timeline):
            model = widget.model()
            for row in range(min(model.rowCount(), 50)):
                yield from (str(model.index(row, column).data() or "") for column in range(model.columnCount()))
