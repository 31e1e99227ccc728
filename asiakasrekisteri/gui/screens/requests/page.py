"""One request: the steps at the left, the body of the step in front beside them."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from asiakasrekisteri.domain.errors import NotFoundError
from asiakasrekisteri.domain.formats import day
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.requests import Stage
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.bus import Changes
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.requests.acts import RefuseForm, extend_form, forward_form
from asiakasrekisteri.gui.requests.body import decides
from asiakasrekisteri.gui.requests.registry import STEP_BODIES
from asiakasrekisteri.gui.requests.steps import Bodies, HasActs, HasStart, body_for
from asiakasrekisteri.gui.requests.words import days_pill, kind_words
from asiakasrekisteri.gui.screens.requests.side import Side
from asiakasrekisteri.gui.tasks import Failed
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.bars import TopBar
from asiakasrekisteri.gui.widgets.basics import Button, frame, icon_button, line
from asiakasrekisteri.gui.widgets.stacks import stand_on_first
from asiakasrekisteri.gui.widgets.states import Beginning, EmptyState
from asiakasrekisteri.usecases.edits import Saved
from asiakasrekisteri.usecases.gate import Gate, UseCase
from asiakasrekisteri.usecases.privacy.requests.reading import RequestCard, open_request
from asiakasrekisteri.usecases.privacy.requests.receiving import take_request

STAGES = tuple(Stage)
_STEPS_WIDTH, _NARROW = 236, 1000
"""The column of steps; and the width under which it is shown when asked for, and acts stand in a menu."""


class RequestPage(QFrame):
    """The page "request/17", "request/17/decide" (a step). It is the host of the bodies of its steps.

    Args:
        context: the desk.
        bodies: of the steps.
    """

    def __init__(self, context: Context, bodies: Bodies = STEP_BODIES) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self.context, self._bodies = context, bodies
        self._id = 0
        self._expecting = self._narrow = self._acted = self._opening = False
        self._card: RequestCard | None = None
        self._wanted: Stage | None = None
        self.stage = Stage.RECEIVED
        self.top = TopBar()
        self.side = Side(context)
        self.body: QWidget = QFrame()
        self.panel: QWidget | None = None
        self._centre = QStackedWidget()
        self._whole = frame("plain")
        self._stack = QStackedWidget()
        self._build()
        self.top.back.connect(context.back)
        self.side.steps.chosen.connect(lambda place: self.show_step(STAGES[place]))
        context.bus.watch(self, ("request", "attachment"), self._heard)
        self._key("F9", self.toggle_steps)
        self._key("Ctrl+Tab", lambda: self._step(1))
        self._key("Ctrl+Shift+Tab", lambda: self._step(-1))

    def _build(self) -> None:
        self.side.setFixedWidth(px(_STEPS_WIDTH))
        self._centre.addWidget(self.body)
        below = QHBoxLayout(self._whole)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(self.side)
        below.addWidget(line(upright=True, strong=True))
        below.addWidget(self._centre, 1)
        self._stack.addWidget(self._whole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top)
        layout.addWidget(line(strong=True))
        layout.addWidget(self._stack, 1)

    def _key(self, keys: str, act: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(act)

    def open(self, argument: str) -> None:
        """Show a request, at the step that waits or the one that is named."""
        number, _slash, step = argument.partition("/")
        self._wanted = Stage(step) if step in set(Stage) else None
        if number.isdigit():
            self._id, self._opening = int(number), True  # until it comes, the bodies of the one before still ask of it
            self.reload()

    def shown(self) -> RequestCard:
        """See RequestHost."""
        assert self._card is not None
        return self._card

    def reload(self) -> None:
        """Fetch the request anew."""
        number = self._id
        self.context.ask(self, lambda gate: gate.call(open_request, number), self._come, failed=self._failed)

    def do(self, case: UseCase[..., Saved], *said: object, words: str, failed: Failed | None = None) -> None:
        """See RequestHost."""
        record = self.shown().record

        def done(_saved: Saved) -> None:
            self.context.messages.done(words)
            self._panel_away()
            self._expecting = self._acted = True
            self.reload()

        def work(gate: Gate) -> Saved:
            return gate.call(case, record.id, record.version, *said)

        self.context.ask(self, work, done, failed=failed)

    def show_panel(self, panel: QWidget) -> None:
        """See RequestHost."""
        self.close_panel()
        self.panel = panel
        self._centre.addWidget(panel)
        self._centre.setCurrentWidget(panel)
        self._show_acts()
        if isinstance(panel, HasStart):
            panel.focus_start()

    def close_panel(self) -> None:
        """See RequestHost."""
        if self._panel_away():
            self._centre.setCurrentWidget(self.body)
            self._show_acts()
            self.focus_start()

    def _panel_away(self) -> bool:
        if self.panel is None:
            return False
        self._centre.removeWidget(self.panel)
        self.panel.hide()
        self.panel.deleteLater()
        self.panel = None
        return True

    def show_step(self, stage: Stage) -> None:
        """Show the body of a step."""
        self._panel_away()
        self.stage = stage
        card = self.shown()
        old, self.body = self.body, body_for(self._bodies, stage, card.line.kind)(self)
        self._centre.addWidget(self.body)
        self._centre.setCurrentWidget(self.body)
        self._centre.removeWidget(old)
        old.hide()
        old.deleteLater()
        self.side.show_card(card, STAGES.index(stage))
        self._show_acts()

    def focus_start(self) -> None:
        """Begin where the step does; while the request is still being fetched, that is done as it comes."""
        front = self.panel or self.body
        if not self._opening and isinstance(front, HasStart):
            front.focus_start()
        else:
            stand_on_first(front)

    def escape(self) -> None:
        """Let go of a form."""
        self.close_panel()

    def window_title(self) -> str:
        """See Titled: the number, never the person."""
        return self._card.line.number if self._card is not None else ""

    def concerns(self) -> tuple[str, int]:
        """See Concerns."""
        person = self._card.line.person_id if self._card is not None else None
        return ("person", person) if person is not None else ("", 0)

    def _come(self, card: RequestCard) -> None:
        before = self._card.line.stage if self._card is not None and not self._opening else None
        moved, self._opening = card.line.stage is not before, False
        focus = QApplication.focusWidget()
        at_work = self._acted or (focus is not None and self.body.isAncestorOf(focus))
        self._acted = False
        self._card = card
        self._stack.setCurrentWidget(self._whole)
        note = card.line.name
        self.top.show_crumbs(
            [(_("Pyynnöt"), lambda: self.context.go("requests"))],
            f"{kind_words(card.line.kind, article=False)} {card.line.number}",
            days_pill(card.line.left),
        )
        self.top.note.setText(note)
        self.top.note.setVisible(not self._is_narrow())
        self.show_step(self._wanted or (card.line.stage if moved else self.stage))
        self._wanted = None
        self.context.titled.emit()
        self.context.counted.emit(_("Viimeinen laillinen päivä {day}").format(day=day(card.line.last_day)))
        if moved or at_work:
            self.focus_start()

    def _show_acts(self) -> None:
        card = self._card
        if card is None or self.panel is not None:
            self.top.show_acts()
            return
        acts: list[Button] = []
        undecided = card.line.closed_on is None and not card.line.decision
        if undecided and self.context.may(Permission.REQUEST_WRITE):
            if not card.line.mine:
                acts.append(Button(_("Ota käsittelyyn"), kind="ghost", pressed=self._take))
            more = Button(_("Jatka määräaikaa…"), kind="ghost", pressed=lambda: self.show_panel(extend_form(self)))
            refuse = Button(_("Kieltäydy…"), kind="ghost", pressed=lambda: self.show_panel(RefuseForm(self)))
            forward = Button(_("Siirrä…"), kind="ghost", pressed=lambda: self.show_panel(forward_form(self)))
            forward.setToolTip(_("Siirrä rekisterinpitäjälle, jonka lukuun tietoja vain käsitellään"))
            decides(self, more, refuse, forward)
            shown = self.stage is not Stage.DECIDE  # there they stand beside the decision itself
            acts += [*([] if card.line.extended else [more]), *([forward, refuse] if shown else [])]
        own = self.body.top_acts() if isinstance(self.body, HasActs) else ()
        if self._is_narrow():
            steps = icon_button("list-filter", _("Vaiheet (F9)"), self.toggle_steps)
            self.top.show_acts(steps, *own, inside=acts)
        else:
            self.top.show_acts(*acts, *own, going=acts)

    def toggle_steps(self) -> None:
        """Show or hide the steps where there is little room."""
        self.side.setVisible(self.side.isHidden())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self._is_narrow()
        if narrow is not self._narrow:
            self._narrow = narrow
            self.side.setVisible(not narrow)
            self.top.note.setVisible(not narrow)
            self._show_acts()

    def _is_narrow(self) -> bool:
        return self.width() < px(_NARROW)

    def _take(self) -> None:
        self.do(take_request, words=_("Pyyntö on nyt sinulla."))

    def _step(self, by: int) -> None:
        if self._card is not None:
            self.show_step(STAGES[(STAGES.index(self.stage) + by) % len(STAGES)])

    def _heard(self, changes: Changes) -> None:
        mine = ("request", self._id) in changes or any(kind == "attachment" for kind, _id in changes)
        if mine and self._expecting:  # what this page itself has just done and fetched
            self._expecting = False
        elif self._card is not None and mine and self.panel is None:
            self.reload()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, NotFoundError):
            self.context.messages.failed(error)
            return
        way = Beginning("arrow-left", _("Pyynnöt"), "", _("Avaa pyynnöt"), lambda: self.context.go("requests"))
        self._card, self._opening = None, False
        gone = EmptyState("inbox", _("Pyyntöä ei enää ole"), str(error), (way,))
        self._stack.addWidget(gone)
        self._stack.setCurrentWidget(gone)
        self.top.show_title(_("Pyyntö"))
        self.top.show_acts()
