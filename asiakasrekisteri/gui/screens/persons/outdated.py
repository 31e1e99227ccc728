"""The page "outdated": what waits to be mended or destroyed, told by the store itself. Enter opens the card."""

from dataclasses import asdict

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout

from asiakasrekisteri.domain.fields import FieldKind
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import N_, _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.home.outdated import OUTDATED_PAGE, WATCHED
from asiakasrekisteri.gui.navigation import PageSpec
from asiakasrekisteri.gui.seen import Rows, SeenLog
from asiakasrekisteri.gui.tables.columns import Cell, Column, Values, number_words
from asiakasrekisteri.gui.tables.local import LocalTable
from asiakasrekisteri.gui.widgets.bars import TopBar
from asiakasrekisteri.gui.widgets.basics import line
from asiakasrekisteri.gui.widgets.stacks import show_instead
from asiakasrekisteri.gui.widgets.states import EmptyState
from asiakasrekisteri.usecases.privacy.outdated import Outdated, Task, list_outdated

TASK_WORDS = {
    Task.BOUNCED: (N_("Palautunut osoite"), "mail", "warn"),
    Task.ENDED: (N_("Päättynyt yritys"), "building-2", "err"),
    Task.CONTACT: (N_("Vanha yhteyshenkilö"), "user-round", "info"),
}


def _task(values: Values) -> Cell:
    words, icon, tone = TASK_WORDS[Task(str(values["task"]))]
    return Cell(text=_(words), kind="pill", tone=tone, icon=icon)


def _name(values: Values) -> Cell:
    return Cell(text=str(values["name"]), kind="strong")


COLUMNS = (
    Column(name="task", label=N_("Mitä"), width=190, render=_task),
    Column(name="name", label=N_("Kenen"), width=220, render=_name),
    Column(name="said", label=N_("Mitä tiedetään"), width=540, sortable=False),
    Column(name="on", label=N_("Milloin"), kind=FieldKind.DATE, width=110),
)


def outdated_page(context: Context) -> PageSpec:
    """Return the page, as the window is told of it."""
    return PageSpec(
        key=OUTDATED_PAGE,
        title=N_("Vanhentuneet tiedot"),
        icon="clipboard-check",
        permission=Permission.PERSON_READ,
        factory=lambda: OutdatedScreen(context),
        place="hidden",
        under="persons",
    )


class OutdatedScreen(QFrame):
    """The list of tasks. What is mended on a card goes from it by itself."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "pane")
        self._context = context
        self._tasks: dict[int, Outdated] = {}
        self.table = LocalTable(context, COLUMNS, _("Vanhentuneet tiedot"), OUTDATED_PAGE, self._address)
        self.top = TopBar()
        self.top.back.connect(context.back)
        self.top.show_crumbs(((_("Henkilöt"), lambda: context.go("persons")),), _("Vanhentuneet tiedot"))
        self._whole = QStackedWidget()
        self._whole.addWidget(self.table)
        self._seen = SeenLog(self, context, self._in_sight)
        self.table.verticalScrollBar().valueChanged.connect(lambda _value: self._seen.moved())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top)
        layout.addWidget(line(strong=True))
        layout.addWidget(self._whole, 1)
        context.bus.watch(self, WATCHED, lambda _changes: self.reload())

    def open(self, argument: str) -> None:  # noqa: ARG002 - there is one list
        """Show what waits now."""
        self.reload()

    def focus_start(self) -> None:
        """Begin in the list."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def escape(self) -> None:
        """Go back to where one came from."""
        self._context.back()

    def reload(self) -> None:
        """Ask the store anew."""
        self._context.ask(self, lambda gate: gate.call(list_outdated), self._come)

    def _come(self, found: tuple[Outdated, ...]) -> None:
        self._tasks = dict(enumerate(found, 1))
        self.table.show_rows({number: asdict(one) for number, one in self._tasks.items()})
        words = ngettext("{n} asia", "{n} asiaa", len(found)).format(n=number_words(len(found)))
        self.top.note.setText(words if found else "")
        show_instead(self._whole, None if found else self._nothing())
        self._seen.moved()

    def _nothing(self) -> EmptyState:
        text = _("Palautuneita osoitteita, päättyneitä yrityksiä tai vanhoja yhteyshenkilöitä ei ole.")
        return EmptyState("circle-check", _("Vanhentuneita tietoja ei tunneta"), text, ())

    def _address(self, number: int) -> str:
        task = self._tasks[number]
        return f"{task.entity}/{task.id}"

    def _in_sight(self) -> Rows:
        tasks = (self._tasks.get(number) for number in self.table.ids_in_sight())
        return [(task.entity, task.id) for task in tasks if task is not None]
