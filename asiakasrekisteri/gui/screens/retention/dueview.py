"""The tab of what is due (or coming): the list, beside it why a thing is on it, under it what is done to them."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QVBoxLayout

from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.screens.retention.choosing import DueTable
from asiakasrekisteri.gui.screens.retention.confirm import DestroyDialog, PapersDialog
from asiakasrekisteri.gui.screens.retention.solving import SolvePane
from asiakasrekisteri.gui.tables.columns import number_words
from asiakasrekisteri.gui.tasks import Task
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.basics import Button, column, label, line, row
from asiakasrekisteri.gui.widgets.notices import Banner
from asiakasrekisteri.gui.widgets.search import SearchField
from asiakasrekisteri.gui.widgets.states import EmptyState, Skeleton
from asiakasrekisteri.usecases.retention.duelist import DueItem, DueList
from asiakasrekisteri.usecases.retention.looking import list_due
from asiakasrekisteri.usecases.retention.records import Protocol
from asiakasrekisteri.usecases.retention.run import Chosen, Ran, run_retention

_ON_PAPER = frozenset({"paper", "books"})
_LEAST_PANE = 264


class DueView(QFrame):
    """What is due today; or what will be within three months, about which nothing is decided yet.

    Args:
        context: the desk.
        coming: what is coming.
        told: given the list whenever it has been fetched.
        destroyed: given the record of a destruction.
    """

    def __init__(
        self,
        context: Context,
        told: Callable[[DueList], object],
        destroyed: Callable[[Protocol], object],
        *,
        coming: bool = False,
    ) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._context, self._told, self._destroyed, self._coming = context, told, destroyed, coming
        self.due = DueList(())
        self.search = SearchField(_("Suodata…"), 220)
        self.table = DueTable(_("Tulossa") if coming else _("Tarkastettavat"), coming=coming)
        self.pane = SolvePane(context, self.refresh, deciding=not coming)
        self.chosen = label("", "strong")
        self.destroy_it = Button("", "trash-2", "danger", pressed=self.ask_destroy)
        self.papers = Button(_("Kirjaa paperien hävitys…"), "archive", pressed=self.ask_papers)
        self._notes = QVBoxLayout()
        self._stack = QStackedWidget()
        self._empty = EmptyState("archive", _("Mitään ei ole hävitettävänä"), _nothing(coming=coming))
        self._build()
        self.search.textChanged.connect(lambda text: self.table.show_due(self.due.groups, text))
        self.table.current_changed.connect(self._rest)
        self.table.opened.connect(self._open)
        self.table.turned.connect(self._count)
        self.refresh()

    def _build(self) -> None:
        head = row(None, self.search, margins=(20, 10, 12, 10), area="pane")
        acts = row(
            self.chosen,
            label(_("Hävityksestä muodostuu pöytäkirja."), "small"),
            None,
            self.papers,
            self.destroy_it,
            margins=(20, 10, 12, 10),
            area="pane",
        )
        if self._coming:
            acts.hide()
        left = column(head, line(), gap=0)
        layout = left.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addLayout(self._notes)
        layout.addWidget(self.table, 1)
        layout.addWidget(line())
        layout.addWidget(acts)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self.pane)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        self.pane.setMinimumWidth(px(_LEAST_PANE))
        split.setSizes([740, 380])
        for widget in (column(Skeleton(8), margins=(20, 16, 20, 16)), split, self._empty):
            self._stack.addWidget(widget)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def refresh(self) -> None:
        """Fetch the list anew."""
        self._context.ask(self, lambda gate: gate.call(list_due, coming=self._coming), self._come)

    def _come(self, due: DueList) -> None:
        self.due = due
        self._warn(due)
        self.table.show_due(due.groups, self.search.text())
        self._stack.setCurrentIndex(1 if due.count or due.undated else 2)
        if not due.count:
            self.pane.show_item(None)
        self._count()
        self._told(due)

    def _warn(self, due: DueList) -> None:
        while (item := self._notes.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        if due.undated:
            words = ngettext(
                "{n} tositteen tilikautta ei ole kirjattu, joten sen säilytysaikaa ei laskettu.",
                "{n} tositteen tilikautta ei ole kirjattu, joten niiden säilytysaikaa ei laskettu.",
                due.undated,
            )
            said = Banner("warn", words.format(n=number_words(due.undated)))
            self._notes.addWidget(column(said, margins=(12, 8, 12, 8)))

    def _count(self) -> None:
        taken = self.table.taken()
        self.chosen.setText(ngettext("{n} valittu", "{n} valittua", taken).format(n=number_words(taken)))
        self.destroy_it.setText(_("Hävitä {n}…").format(n=number_words(taken)))
        self.destroy_it.setEnabled(taken > 0)
        self.papers.setVisible(bool(self._paper_ids()))

    def _paper_ids(self) -> dict[str, list[int]]:
        """Return what somebody has to shred: papers, and the financial periods whose books are over."""
        found: dict[str, list[int]] = {}
        for group in self.due.groups:
            for item in group.items if group.code in _ON_PAPER else ():
                if not item.reason:
                    found.setdefault(item.kind, []).append(item.id)
        return found

    def _rest(self, row_id: int) -> None:
        self.pane.show_item(self.table.item(row_id))

    def _open(self, row_id: int) -> None:
        item = self.table.item(row_id)
        if isinstance(item, DueItem) and item.address:
            self._context.go(item.address)

    def ask_destroy(self) -> None:
        """Ask whether everything chosen is to be destroyed, and destroy it."""
        dialog = DestroyDialog(self.window(), self.due, self.table.taken(), self._run)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _run(self, witness: str) -> None:
        codes = frozenset(group.code for group in self.due.groups)
        chosen = Chosen(codes, frozenset(self.table.spared), sure_of_day=True)  # the dialog has asked
        self.destroy_it.setEnabled(False)
        tasks: list[Task] = []
        job = self._context.jobs.begin(_("Hävitetään…"), lambda: tasks[0].cancel() if tasks else None)

        def step(done: int, total: int, words: str) -> None:
            job.tell(_("Hävitetään {done}/{total}: {what}").format(done=done, total=total, what=words))

        def done(ran: Ran) -> None:
            job.end()
            self.table.spared.clear()
            self.refresh()
            if ran.protocol is not None:
                self._destroyed(ran.protocol)

        def failed(error: Exception) -> None:
            job.end()
            self.refresh()
            self._context.messages.failed(error)

        tasks.append(
            self._context.ask(self, lambda gate: run_retention(gate, chosen, witness), done, failed=failed, step=step)
        )

    def ask_papers(self) -> None:
        """Ask how the papers that are due were destroyed, and put it on record."""

        def done(protocol: Protocol) -> None:
            self.refresh()
            self._destroyed(protocol)

        dialog = PapersDialog(self.window(), self._context, self._paper_ids(), done)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def focus_start(self) -> None:
        """See Starts."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)


def _nothing(*, coming: bool) -> str:
    return (
        _("Minkään säilytysaika ei pääty kolmen kuukauden kuluessa.")
        if coming
        else _("Minkään säilytysaika ei ole päättynyt. Lista täyttyy itsestään sääntöjen mukaan.")
    )
