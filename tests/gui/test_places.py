"""Each place that `docs/register-content.md` and `docs/requirements.md` name is gone to in a demo office.

What is said there is seen: in the window, on a printed document, or in what a command answers.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from asiakasrekisteri.cli.app import run
from asiakasrekisteri.cli.ending import ending
from asiakasrekisteri.cli.terminal import PASSWORD, Terminal
from asiakasrekisteri.gui.timeline.view import Timeline
from asiakasrekisteri.usecases.demo.make import OFFICE, USERS, DemoOrder, make_demo
from asiakasrekisteri.usecases.office import Desk, Office
from tests import offices
from tests.gui.people import Place
from tests.reading import pdf_text

ROOT = Path(__file__).parents[2]
CONTENT = (ROOT / "docs" / "register-content.md").read_text("utf-8")
REQUIREMENTS = (ROOT / "docs" / "requirements.md").read_text("utf-8")


class Named(NamedTuple):
    """A place that a table names: of which requirement, what kind of place, its address, the words that stand there."""

    requirement: str
    kind: str
    address: str
    words: str


ROWS = [
    Named(requirement, "window", *place)
    for requirement, *place in re.findall(r"^\| (R-\d\d) .*\| `([^`]+)`: (.+?) \|$", CONTENT, re.MULTILINE)
]
DONE = [
    Named(row[:4], *place)
    for row in re.findall(r"^\| (R-\d\d .+) \|$", REQUIREMENTS, re.MULTILINE)
    for place in re.findall(r"(window|paper|command) `([^`]+)`: (.+?)(?= <br> | \|)", row)
]


def of_kind(kind: str) -> pytest.MarkDecorator:
    """Return the mark that gives a test each place of a kind."""
    places = [there for there in (*ROWS, *DONE) if there.kind == kind]
    return pytest.mark.parametrize("there", places, ids=[f"{there.requirement} {there.address}" for there in places])


OLD_TEXT = """\
REKISTERISELOSTE
Henkilötietolaki (523/1999) 10 §

1. Rekisterinpitäjä
Kaamosverkko Oy, yhteystiedot (ks. Yhteystiedot-sivu)
tuki @ kaamosverkko . example

2. Rekisterin tietosisältö
Rekisteri sisältää mm. seuraavat tiedot: nimi, osoite.

3. Tietojen siirto EU:n ulkopuolelle
Tietoja voidaan luovuttaa EU:n ulkopuolelle, jos asiakkaan palveleminen sitä vaatii.

4. Rekisterin suojaus
Noudatetaan sähköisen viestinnän tietosuojalakia ja Viestintäviraston määräyksiä.
Aineisto tuhotaan DIN 32757 -silpuksi.

5. Tarkastusoikeus
Tarkastuspyyntö tulee lähettää kirjallisesti ja allekirjoitettuna.
Muut yhteydenotot kirjallisesti tai henkilökohtaisesti nimetylle yhteyshenkilölle (25.5.2018 lukien).
"""
"""An old description with what the statements of the sources have in it that is not to be said any more."""
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
    "consented": "SELECT min(c.person_id) FROM consent c JOIN campaign_recipient r ON r.person_id = c.person_id"
    " WHERE c.withdrawn_at IS NULL",
    "restricted": "SELECT min(person_id) FROM restriction WHERE until IS NULL",
    **{
        kind: f"SELECT min(id) FROM request WHERE kind = '{kind}' AND closed_on IS NULL"
        for kind in ("rectification", "erasure", "objection")
    },
    "outage": "SELECT min(n.outage_id) FROM outage_notice n JOIN notice_recipient r ON r.notice_id = n.id"
    " WHERE r.sent_at IS NOT NULL",
    "notice": "SELECT min(notice_id) FROM notice_recipient WHERE sent_at IS NOT NULL",
    "campaign": "SELECT min(campaign_id) FROM campaign_recipient",
    "authority": "SELECT min(id) FROM disclosure WHERE ground = 'authority'",
    "processor": "SELECT min(id) FROM recipient WHERE kind = 'processor' AND contract_signed_on IS NOT NULL",
    "transfer": "SELECT min(id) FROM transfer",
    "breach": "SELECT min(id) FROM breach",
    "paper": "SELECT min(id) FROM paper_record",
    **{
        code: "SELECT min(f.id) FROM registry_fact f JOIN source s ON s.id = f.obtained_from_id"
        f" WHERE s.code = '{code}'"
        for code in ("ytj", "prh", "fonecta")
    },
}
"""A record of the demo office for each name in the addresses; nobody's whose data are restricted."""


@dataclass(frozen=True)
class Demo:
    """What the command `demo` made: an office with every kind of record, its documents, the main user's way in."""

    folder: Path
    login: str
    password: str

    @property
    def office(self) -> Path:
        return self.folder / OFFICE


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """A demo office, its documents printed."""
    folder = tmp_path_factory.mktemp("places")
    list(make_demo(DemoOrder(folder, 120), lambda _folder: offices.surroundings()))
    login, password = (folder / USERS).read_text("utf-8").split("\t")[:2]
    return Demo(folder, login, password)


@pytest.fixture(scope="module")
def desk(demo: Demo) -> Iterator[Desk]:
    """The main user's desk in the demo office."""
    at = Office(demo.office, offices.surroundings()).enter(demo.login, demo.password)
    yield at
    at.close()


@pytest.fixture
def place(qtbot: QtBot, desk: Desk) -> Place:
    """The window at its desk."""
    made = Place(desk)
    qtbot.addWidget(made.window)
    made.window.resize(1360, 820)
    made.window.show()
    return made


@pytest.mark.slow
@of_kind("window")
def test_what_is_said_is_seen_in_its_place(place: Place, desk: Desk, qtbot: QtBot, there: Named) -> None:
    page = place.go(addressed(desk, there))
    qtbot.waitUntil(lambda: assert_stands(there.words, " | ".join(seen(page))))


@pytest.mark.slow
@of_kind("paper")
def test_what_is_said_is_printed(demo: Demo, there: Named) -> None:
    assert_stands(there.words, pdf_text((demo.folder / "documents" / f"{there.address}.pdf").read_bytes()))


@pytest.mark.slow
@of_kind("command")
def test_what_is_said_is_answered_by_a_command(
    demo: Demo, tmp_path: Path, capsys: pytest.CaptureFixture[str], there: Named
) -> None:
    old, short, file = tmp_path / "vanha.txt", tmp_path / "lyhyt.txt", tmp_path / "luettu.json"
    old.write_text(OLD_TEXT, "utf-8")
    short.write_text(OLD_TEXT[: OLD_TEXT.index("\n3. ")], "utf-8")
    names = {"OFFICE": demo.office, "FOLDER": tmp_path / "kopio", "TEXT": old, "SHORT": short, "FILE": file}
    line = [str(names.get(word, word)) for word in there.address.split()]
    line += ["--user", demo.login] if "OFFICE" in there.address else []
    terminal = Terminal(around=lambda _folder: offices.surroundings(), environment={PASSWORD: demo.password})
    code = ending(lambda: run(line, terminal))
    said = capsys.readouterr()
    assert code == 0, said.err
    assert_stands(there.words, said.out + (file.read_text("utf-8") if file.exists() else ""))


def test_the_tables_have_every_statement() -> None:
    assert [there.requirement for there in ROWS] == [f"R-{number}" for number in range(29, 59)]
    others = [f"R-{number:02}" for number in (*range(1, 29), *range(59, 93))]
    assert list(dict.fromkeys(there.requirement for there in DONE)) == others
    assert re.findall(r"^\| (R-\d\d) ", REQUIREMENTS, re.MULTILINE) == others


def test_the_tests_that_the_table_names_are_there() -> None:
    named = re.findall(r"\| `(tests/[^`]+)` \|$", REQUIREMENTS, re.MULTILINE)
    assert len(named) == REQUIREMENTS.count("\n| R-")
    assert [name for name in named if not (ROOT / name).is_file()] == []


def addressed(desk: Desk, there: Named) -> str:
    """Return an address with the id of a record of the demo office in the place of its name."""
    name = re.search(r"\{(\w+)\}", there.address)
    if name is None:
        return there.address
    with desk.gate.store.engine.connect() as connection:
        row_id = connection.execute(text(IDS[name[1]])).scalar()
    assert row_id is not None, f"the demo office has nothing for {there.requirement}"
    return there.address.replace(name[0], str(row_id))


def assert_stands(words: str, said: str) -> None:
    """Fail unless words stand in a text, however its letters and blanks are."""
    plain = " ".join(said.split())
    assert words.casefold() in plain.casefold(), plain[:3000]


def seen(page: QWidget) -> Iterator[str]:
    """Yield every word that stands on a page; of a button that shows an icon alone, its name."""
    for widget in page.findChildren(QWidget):
        if widget.isVisible():
            yield from said_by(widget)


def said_by(widget: QWidget) -> Iterator[str]:
    """Yield the words of one widget: a label, a button, a field, tabs, the cells of a table or list."""
    if isinstance(widget, QAbstractButton):
        yield widget.text() or widget.accessibleName()
    elif isinstance(widget, QLabel | QLineEdit):
        yield widget.text()
    elif isinstance(widget, QPlainTextEdit | QTextEdit):
        yield widget.toPlainText()
    elif isinstance(widget, QTabBar):
        yield from (widget.tabText(place) for place in range(widget.count()))
    elif isinstance(widget, QAbstractItemView) and not isinstance(widget, Timeline):
        model = widget.model()
        for row in range(min(model.rowCount(), 50)):
            yield from (str(model.index(row, column).data() or "") for column in range(model.columnCount()))
