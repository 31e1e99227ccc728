"""The page "same_persons": everybody in the register who may be there twice, looked for in the background."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from asiakasrekisteri.domain.fields import FieldKind
from asiakasrekisteri.domain.progress import Progress
from asiakasrekisteri.domain.texts import N_, _, ngettext
from asiakasrekisteri.gui.bus import Changes
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.jobs import Job
from asiakasrekisteri.gui.screens.persons.same import compare_address
from asiakasrekisteri.gui.seen import Rows, SeenLog
from asiakasrekisteri.gui.tables.columns import Cell, Column, Values, number_words
from asiakasrekisteri.gui.tables.local import LocalTable
from asiakasrekisteri.gui.tasks import Task
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.announce import announce
from asiakasrekisteri.gui.widgets.bars import TopBar
from asiakasrekisteri.gui.widgets.basics import Button, clear, column, label, row
from asiakasrekisteri.gui.widgets.states import Beginning, EmptyState
from asiakasrekisteri.usecases.same_person import Everybody, SuggestedPair, everybody, pairs_among, undecided

SAME_PERSONS = "same_persons"
"""Key of the page."""
_Pair = tuple[int, int]


def _first(values: Values) -> Cell:
    return Cell(text=str(values["name"]), kind="strong")


COLUMNS = (
    Column(name="name", label=N_("Henkilö"), width=230, render=_first),
    Column(name="other", label=N_("Ehkä sama henkilö"), width=230),
    Column(name="reasons", label=N_("Mistä päätellään"), width=500, sortable=False),
    Column(name="score", label=N_("Pisteet"), kind=FieldKind.NUMBER, width=90, align="right"),
)


class SuggestionsScreen(QFrame):
    """Pairs of records that may be one person, the likeliest first. Enter opens the two side by side.

    The register is looked through on another thread than the store's: others go on meanwhile, and it can be stopped.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "pane")
        self._context = context
        self._found: dict[int, SuggestedPair] | None = None
        self._pairs: dict[int, SuggestedPair] = {}
        self._running = False
        self._task = self._looking = Task()
        self._job: Job | None = None
        self.table = LocalTable(context, COLUMNS, _("Ehkä samat henkilöt"), SAME_PERSONS)
        self.top = TopBar()
        self.again = Button(_("Etsi uudelleen"), "refresh-cw", pressed=self.begin)
        self._seen = SeenLog(self, context, self._in_sight)
        self._check = QTimer(self)
        self._check.setSingleShot(True)
        self._check.setInterval(0)
        self._check.timeout.connect(self._check_decided)
        self._build()
        self.top.back.connect(context.back)
        self.table.opened.connect(self._open_pair)
        self.table.verticalScrollBar().valueChanged.connect(lambda _value: self._seen.moved())
        context.bus.watch(self, ("person", "person_link"), self._heard)

    def _build(self) -> None:
        self.top.show_crumbs(((_("Henkilöt"), lambda: self._context.go("persons")),), _("Ehkä samat henkilöt"))
        self.top.show_acts(self.again)
        self.working = label(_("Rekisteriä käydään läpi…"), "h2", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(px(8))
        self.bar.setAccessibleName(_("Rekisterin läpikäynti"))
        self.cancel = Button(_("Keskeytä"), "x", pressed=self.stop)
        self.cancel.setToolTip(_("Keskeytä (Esc)"))
        told = label(_("Työ jatkuu, vaikka siirryt muualle. Mitään ei muuteta."), "muted", wrap=True)
        middle = column(self.working, told, self.bar, row(None, self.cancel), gap=12)
        middle.setFixedWidth(px(420))
        busy = QFrame()
        box = QVBoxLayout(busy)
        box.addStretch(2)
        box.addWidget(middle, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(3)
        self._instead = QFrame()
        self._instead.setProperty("area", "pane")
        QVBoxLayout(self._instead)
        self._busy = busy
        self._body = QStackedWidget()
        for view in (self.table, busy, self._instead):
            self._body.addWidget(view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top)
        layout.addWidget(self._body, 1)

    def open(self, argument: str) -> None:  # noqa: ARG002 - there is one list
        """Show the pairs found before, without those decided meanwhile; begin when nothing has been looked for."""
        if self._found is not None:
            self._check_decided()
        elif not self._running:
            self.begin()

    def focus_start(self) -> None:
        """Begin in the list, or at what can be done while there is none."""
        here = self._body.currentWidget()
        target = self.table if here is self.table else self.cancel if here is self._busy else self.again
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def escape(self) -> None:
        """Stop the work, or go back to the persons."""
        if self._running:
            self.stop()
        else:
            self._context.go("persons")

    def begin(self) -> None:
        """Look through the whole register."""
        if self._running:
            return
        self._running = True
        self._job = self._context.jobs.begin(_("Etsitään samoja henkilöitä…"), self.stop)
        self.again.setEnabled(False)
        self.bar.setRange(0, 0)
        self._body.setCurrentWidget(self._busy)
        self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self.bar, self.working.text())
        self._task = self._context.ask(self, lambda gate: gate.call(everybody), self._look, failed=self._failed)

    def stop(self) -> None:
        """Stop looking; what was found before stays."""
        if not self._running:
            return
        self._task.cancel()
        self._looking.cancel()
        self._end()
        if self._found is None:
            self._say_stopped()
        else:
            self._show()

    def _look(self, found: Everybody) -> None:
        if not self._running:
            return  # stopped while it was fetched

        def work(progress: Progress) -> tuple[SuggestedPair, ...]:
            return pairs_among(found, progress=progress)

        self._looking = self._context.runner.aside(self, work, self._come, failed=self._failed, step=self._step)

    def _step(self, done: int, total: int, _text: str) -> None:
        if self._running and total > 0:
            self.bar.setRange(0, total)
            self.bar.setValue(done)
            if self._job is not None:
                self._job.tell(_("Etsitään samoja henkilöitä… {n}\xa0%").format(n=100 * done // total))

    def _come(self, found: tuple[SuggestedPair, ...]) -> None:
        if self._running:  # otherwise it was stopped just before it was ready
            self._end()
            self._found = self._pairs = dict(enumerate(found, 1))
            self._show()

    def _failed(self, error: Exception) -> None:
        self._end()
        self._context.messages.failed(error)
        self._say_stopped()

    def _end(self) -> None:
        self._running = False
        self.again.setEnabled(True)
        job, self._job = self._job, None
        if job is not None:
            job.end()

    def _show(self) -> None:
        pairs = self._pairs
        self.top.note.setText(number_words(len(pairs)) if pairs else "")
        if not pairs:
            self.table.show_rows({})
            words = _("Samannimisiä tai samoin tavoitettavia tietueita, joista ei olisi päätetty, ei löytynyt.")
            self._put(EmptyState("users", _("Kukaan ei ole rekisterissä kahdesti"), words))
            return
        self.table.show_rows({number: _values(pair) for number, pair in pairs.items()})
        self._body.setCurrentWidget(self.table)
        if self.table.current_id() is None:
            self.table.choose_id(next(iter(pairs)))
        words = ngettext("{n} ehdotus", "{n} ehdotusta", len(pairs)).format(n=number_words(len(pairs)))
        if self.isVisible():
            self._context.counted.emit(words)
            announce(self.table, words)
            if QApplication.focusWidget() in {None, self.cancel}:
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._seen.moved()

    def _say_stopped(self) -> None:
        way = Beginning(
            "refresh-cw",
            _("Aloita alusta"),
            _("Rekisteri käydään läpi taustalla."),
            _("Etsi uudelleen"),
            self.begin,
        )
        self._put(EmptyState("users", _("Etsiminen keskeytettiin"), _("Mitään ei muutettu."), (way,)))

    def _put(self, view: QWidget) -> None:
        layout = self._instead.layout()
        assert layout is not None
        clear(layout)
        layout.addWidget(view)
        self._body.setCurrentWidget(self._instead)

    def _open_pair(self, number: int) -> None:
        if (pair := self._pairs.get(number)) is not None:
            self._context.go(compare_address(pair.person_id, pair.other_id))

    def _heard(self, _changes: Changes) -> None:
        if self._found is not None and not self._running:
            self._check.start()

    def _check_decided(self) -> None:
        """Leave out the pairs that have been decided on, joined, restricted or erased since; undone, they are back."""
        found = self._found or {}
        wanted = frozenset((pair.person_id, pair.other_id) for pair in found.values())

        def come(still: frozenset[_Pair]) -> None:
            if not self._running and self._found is found:
                self._pairs = {n: p for n, p in found.items() if (p.person_id, p.other_id) in still}
                self._show()

        self._context.ask(self, lambda gate: gate.call(undecided, wanted), come)

    def hideEvent(self, event: object) -> None:  # noqa: ARG002
        self._seen.stop()

    def _in_sight(self) -> Rows:
        pairs = (self._pairs[number] for number in self.table.ids_in_sight() if number in self._pairs)
        return [("person", one) for pair in pairs for one in (pair.person_id, pair.other_id)]


def _values(pair: SuggestedPair) -> dict[str, object]:
    reasons = ", ".join(pair.reasons)
    return {
        "name": pair.name,
        "other": pair.other_name,
        "reasons": reasons[:1].upper() + reasons[1:],
        "score": pair.score,
    }
