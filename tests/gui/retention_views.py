"""Pictures of retention: what is due, a thing kept for a reason, the question before destroying, and the other tabs."""

from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtWidgets import QApplication, QWidget

from asiakasrekisteri.gui.screens.retention.dueview import DueView
from asiakasrekisteri.gui.screens.retention.page import COMING, GONE, HELD, RULES, RetentionPage
from asiakasrekisteri.gui.widgets.dialog import Dialog
from asiakasrekisteri.usecases.papers import record_papers_destroyed
from asiakasrekisteri.usecases.retention.holds import hold
from asiakasrekisteri.usecases.retention.looking import list_due
from tests.gui.description_views import turns
from tests.gui.people import Place, all_pages, persons_office
from tests.offices import entered
from tests.usecases.retention.making import believable, within

_KEPT: list[Place] = []


def retention_place(tab: str = "") -> tuple[Place, RetentionPage]:
    """Return a window at the page, over an office with something due of many kinds."""
    office, hanna = persons_office(Path(mkdtemp(prefix="ar-kuva-")) / "office")
    desk = entered(office)
    within(desk.gate, believable)
    due = {group.code: group.items for group in desk.gate.call(list_due).groups}
    held = {"ground": "collection", "reason": "Perintä, saatava riidanalainen, L 26/1184", "until": None}
    desk.gate.call(hold, "invoice", due["billing"][2].id, held)
    said = {"level": "P-4", "contractor": "Tuhoava Silppu Oy", "certificate": "T-2207", "witness": "Mikael Lindqvist"}
    desk.gate.call(record_papers_destroyed, [due["paper"][0].id], said)
    made = Place(desk, hanna, all_pages)
    made.window.resize(1360, 820)
    made.window.show()
    _KEPT.append(made)
    page = made.go("retention" + (f"/{tab}" if tab else ""))
    assert isinstance(page, RetentionPage)
    turns()
    return made, page


def forget_retention() -> None:
    """Close the windows that were made."""
    while _KEPT:
        place = _KEPT.pop()
        place.window.close()
        place.desk.close()


def due_view(page: RetentionPage) -> DueView:
    """Return the tab of what is due."""
    view = page.view()
    assert isinstance(view, DueView)
    return view


def _at_invoice() -> QWidget:
    place, page = retention_place()
    view = due_view(page)
    items = {number: view.table.item(number) for number in range(1, 40)}
    view.table.choose_id(next(n for n, item in items.items() if item and item.kind == "invoice" and not item.reason))
    view.pane.keep.setChecked(True)
    view.pane.reason.setText("Perintä, saatava riidanalainen, L 26/1184")
    turns()
    return place.window


def _asked(act: Callable[[DueView], object]) -> QWidget:
    _place, page = retention_place()
    act(due_view(page))
    turns()
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, Dialog) and one.isVisible())


RETENTION_VIEWS: dict[str, Callable[[], QWidget]] = {
    "13-sailytys": _at_invoice,
    "13-sailytys-tulossa": lambda: retention_place(COMING)[0].window,
    "13-sailytys-perustellen": lambda: retention_place(HELD)[0].window,
    "13-sailytys-havitetty": lambda: retention_place(GONE)[0].window,
    "13-sailytys-saannot": lambda: retention_place(RULES)[0].window,
    "20-havitys-kaikki": lambda: _asked(DueView.ask_destroy),
    "20-paperien-havitys": lambda: _asked(DueView.ask_papers),
}
