"""Tuonti: what other programs hold. First a dry run, then the import, which can be taken back whole."""

from collections.abc import Callable
from pathlib import Path
from threading import Event

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from asiakasrekisteri.domain.errors import AppError
from asiakasrekisteri.domain.fields import Record
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.screens.importing.carrying import Mark, Outcome, carry_out
from asiakasrekisteri.gui.screens.importing.deciding import FileBar
from asiakasrekisteri.gui.screens.importing.earlier import EarlierImports
from asiakasrekisteri.gui.screens.importing.leaving import EXPORT_PAGE
from asiakasrekisteri.gui.screens.importing.mapfile import MappingFile
from asiakasrekisteri.gui.screens.importing.parts import WorkingView, start_view
from asiakasrekisteri.gui.screens.importing.picking import CUSTOMERS, NEXT, pick_file
from asiakasrekisteri.gui.screens.importing.result import ResultView
from asiakasrekisteri.gui.tables.columns import number_words
from asiakasrekisteri.gui.widgets.bars import TopBar, action_bar
from asiakasrekisteri.gui.widgets.basics import Button, clear, label, line
from asiakasrekisteri.gui.widgets.notices import Banner, BannerTone
from asiakasrekisteri.usecases.history import undo
from asiakasrekisteri.usecases.importing.report import ImportReport
from asiakasrekisteri.usecases.importing.runs import list_imports, undo_import
from asiakasrekisteri.usecases.sources import list_sources


class ImportScreen(QFrame):
    """The page "import"."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self.setAcceptDrops(True)
        self._context = context
        self._shown: ImportReport | None = None
        self._tried: Mark = None
        self._report: ImportReport | None = None
        self._undo, self._next = 0, "customers"
        self._stop: Event | None = None
        self.pick: Callable[[QWidget], Path | None] = pick_file
        self.choose_button = Button(_("Valitse tiedosto…"), "file-input", pressed=self.choose)
        self.choose_button.setToolTip(_("Valitse tiedosto (Ctrl+O)"))
        self.bar = FileBar(self.try_out)
        self.name, self.facts = self.bar.name, self.bar.facts
        self.source, self.format = self.bar.source, self.bar.format
        self.earlier = EarlierImports(self._take_back_earlier)
        self.start, self.start_button = start_view(self.choose, self.earlier)
        self.working = WorkingView(self.stop)
        self.result = ResultView(context)
        self.mapping = MappingFile(context, self, self._mapped, self._say)
        self._build()
        self._add_keys()

    def _build(self) -> None:
        self.top = TopBar(_("Tuonti ja vienti") if self._context.may(Permission.REGISTER_EXPORT) else _("Tuonti"))
        self.leave_button = Button(_("Vie koko rekisteri…"), "download", pressed=lambda: self._context.go(EXPORT_PAGE))
        leaving = (self.leave_button,) if self._context.may(Permission.REGISTER_EXPORT) else ()
        self.top.show_acts(*leaving, self.choose_button)
        self._notes = QVBoxLayout()
        self._notes.setContentsMargins(0, 0, 0, 0)
        self._body = QStackedWidget()
        for view in (self.start, self.working, self.result):
            self._body.addWidget(view)
        self.again_button = Button(_("Tee koeajo uudelleen"), "refresh-cw", pressed=self.try_out)
        self.bring_button = Button(_("Tuo"), "check", "primary", pressed=self.bring)
        self.undo_button = Button(_("Kumoa tuonti"), "undo-2", pressed=self.take_back)
        self.customers_button = Button(
            _("Näytä asiakkaat"), "building-2", "primary", pressed=lambda: self._context.go(self._next)
        )
        self.state = label("", "muted", wrap=True)
        self.state.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        acts = (self.again_button, self.undo_button, self.bring_button, self.customers_button)
        self.foot = action_bar(self.state, *acts)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top)
        layout.addWidget(self.bar)
        layout.addWidget(line(strong=True))
        layout.addLayout(self._notes)
        layout.addWidget(self._body, 1)
        layout.addWidget(self.foot)
        self._show(self.start)

    def _add_keys(self) -> None:
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+O", self.choose),
            ("F8", self.result.next_fault),
            ("Shift+F8", lambda: self.result.next_fault(-1)),
            ("Ctrl+Return", self.result.mend),
            ("Ctrl+Shift+S", self.result.show_columns),
            ("Ctrl+Left", lambda: self.result.decide(kept=True)),
            ("Ctrl+Right", lambda: self.result.decide(kept=False)),
            ("Ctrl+Shift+Left", lambda: self.result.decide(kept=True, every=True)),
            ("Ctrl+Shift+Right", lambda: self.result.decide(kept=False, every=True)),
        )
        self.result.corrected.connect(lambda *said: self._decided(self.bar.correct(*said)))
        self.result.decided.connect(lambda *said: self._decided(self.bar.decide(*said)))
        self.result.owned.connect(lambda *said: self._decided(self.bar.own(*said)))
        self.result.turned.connect(lambda shown: self.bar.show_format(shown=shown))
        self.result.columns.chosen.connect(self.bar.match)
        self.result.columns.save_asked.connect(lambda: self.mapping.save(self._report))
        self.result.columns.load_asked.connect(self.mapping.load)
        for text, act in keys:
            shortcut = QShortcut(QKeySequence(text), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(act)

    # -- what the window asks ------------------------------------------------------------------------------------

    def open(self, argument: str) -> None:  # noqa: ARG002 - there is one view
        """Come to the page: what was tried or is running is still there."""
        self._context.ask(self, lambda gate: gate.call(list_sources), self.source.show_sources)
        self._ask_earlier()
        if self._body.currentWidget() is self.result:
            self._context.counted.emit(self.result.count_words())

    def focus_start(self) -> None:
        """Put the focus where work goes on."""
        here = self._body.currentWidget()
        if here is self.start:
            self.start_button.setFocus()
        elif here is self.working:
            self.working.cancel.setFocus()
        elif not self.result.focus_list():
            (self.customers_button if self._report is None else self.bring_button).setFocus()

    def escape(self) -> None:
        """Stop what is running."""
        self.stop()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file at a time."""
        urls = event.mimeData().urls()
        if self._stop is None and len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Try the file that was dropped."""
        event.acceptProposedAction()
        self.take(Path(event.mimeData().urls()[0].toLocalFile()))

    # -- acts ----------------------------------------------------------------------------------------------------

    def choose(self) -> None:
        """Ask for a file and try it."""
        if self._stop is None and (file := self.pick(self)) is not None:
            self.take(file)

    def take(self, file: Path) -> None:
        """Try a file: nothing is stored."""
        self.bar.take(file)
        self.try_out()

    def try_out(self) -> None:
        """Do a dry run of the file."""
        self._report, self._tried = None, None
        self._run(dry_run=True)

    def bring(self) -> None:
        """Import the file that was tried."""
        self._run(dry_run=False)

    def stop(self) -> None:
        """Ask the running work to end; what it did is rolled back."""
        if self._stop is not None and not self.working.cancel.isHidden():
            self._stop.set()
            self.working.stopping()

    def take_back(self) -> None:
        """Take the import back, whole."""
        number, self._undo = self._undo, 0
        if not number or self._stop is not None:
            return
        self._begin(_("Kumotaan tuontia…"), can_stop=False)
        self._context.ask(
            self, lambda gate: gate.call(undo, number), lambda _none: self._taken_back(), failed=self._undo_failed
        )

    # -- inside --------------------------------------------------------------------------------------------------

    def _run(self, *, dry_run: bool) -> None:
        order, tried = self.bar.order(dry_run=dry_run), self._tried
        if order is None or self._stop is not None:
            return
        stop = self._begin(_("Koeajo on käynnissä") if dry_run else _("Tuonti on käynnissä"))
        self._context.ask(
            self,
            lambda gate: carry_out(gate, order, stop, tried),
            lambda outcome: self._come(outcome, dry_run=dry_run),
            failed=self._failed,
            step=self.working.step,
        )

    def _begin(self, title: str, *, can_stop: bool = True) -> Event:
        self._stop = Event()
        clear(self._notes)
        self.working.begin(title, can_stop=can_stop)
        self._show(self.working)
        return self._stop

    def _come(self, outcome: Outcome, *, dry_run: bool) -> None:
        self._stop = None
        report = self._shown = outcome.report
        if report is None:
            self._stopped(dry_run=dry_run)
        elif dry_run:
            self._report, self._tried, self._undo = report, outcome.mark, 0
            self._show_trial(report)
        else:
            self._report, self._undo = None, report.undo
            self._show_done(report)

    def _stopped(self, *, dry_run: bool) -> None:
        if dry_run:
            self._say("info", _("Koeajo keskeytettiin. Mitään ei tallennettu."), self._try_again())
        else:
            self._say("info", _("Tuonti keskeytettiin. Mitään ei tallennettu, ja voit aloittaa alusta."))
        self._show(self.start if self._report is None else self.result)

    def _failed(self, error: Exception) -> None:
        self._stop = None
        self._report, self._tried = None, None
        if not isinstance(error, AppError):
            self._context.messages.failed(error)
        else:
            self._say("err", str(error), label(error.code, "muted"), self._try_again())
        self._show(self.start)

    def _try_again(self) -> Button:
        return Button(_("Tee koeajo uudelleen"), size="s", pressed=self.try_out)

    def _show_trial(self, report: ImportReport) -> None:
        n = report.created + report.updated
        self.bring_button.setText(ngettext("Tuo {n} rivi", "Tuo {n} riviä", n).format(n=number_words(n)))
        self.state.setText(_("Koeajo ei muuttanut mitään. Koko tuonnin voi kumota."))
        if not n and not report.unchanged:
            words = _("Tiedostosta ei voi tuoda yhtään riviä. Korjaa alla kerrotut syyt ja tee koeajo uudelleen.")
            self._say("warn", words)
        elif not n:
            self._say("info", _("Tiedostossa ei ole uutta: kaikki kelpaavat rivit ovat jo rekisterissä samanlaisina."))
        self.result.show_report(report, tried=True)
        self.bar.show_report(report)
        self._show(self.result)
        if self.result.columns.focus_column(self.bar.matched):
            self.bar.matched = ""

    def _show_done(self, report: ImportReport) -> None:
        self.state.setText("")
        if report.rejected:
            self._say("info", _("Hylätyt rivit voi korjata omaan tiedostoonsa ja tuoda sen samalla tavalla."))
        self.result.show_report(report, tried=False)
        words, self._next = NEXT.get(report.format, CUSTOMERS)
        self.customers_button.setText(_(words))
        self._show(self.result)
        self._ask_earlier()
        self._context.messages.done(_("Tuonti on valmis."), self.take_back if self._may_undo() else None)

    def _taken_back(self) -> None:
        self._stop = None
        words = _("Tuonti kumottiin. Rekisteri on kuten ennen tuontia.")
        self._say("info", words, *((self._try_again(),) if self.bar.wish is not None else ()))
        self._show(self.start)
        self._ask_earlier()
        self._context.messages.done(words)

    def _undo_failed(self, error: Exception) -> None:
        self._stop = None
        if isinstance(error, AppError):
            self._say("err", str(error), label(error.code, "muted"))
        else:
            self._context.messages.failed(error)
        self._show(self.result if self._shown is not None else self.start)

    def _may_undo(self) -> bool:
        return self._undo > 0 and self._context.may(Permission.CUSTOMER_WRITE)

    def _say(self, tone: BannerTone, words: str, *actions: QWidget) -> None:
        clear(self._notes)
        self._notes.setContentsMargins(20, 12, 16, 12)
        self._notes.addWidget(Banner(tone, words, actions=actions))

    def _show(self, view: QWidget) -> None:
        """Bring a view to the front, with the acts that belong to it; keep the focus inside the page."""
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        if not self._notes.count():
            self._notes.setContentsMargins(0, 0, 0, 0)
        trial, idle = self._report, self._stop is None
        self._body.setCurrentWidget(view)
        self.foot.setVisible(view is self.result)
        self.bring_button.setVisible(trial is not None and trial.created + trial.updated > 0)
        self.again_button.setVisible(trial is not None)
        self.customers_button.setVisible(trial is None)
        self.undo_button.setVisible(trial is None and self._may_undo())
        self.choose_button.setEnabled(idle)
        self.bar.set_idle(idle=idle)
        if view is not self.result and self.isVisible():
            self._context.counted.emit("")
        if had_focus:
            self.focus_start()

    # -- what the user decides of the file -----------------------------------------------------------------------

    def _decided(self, words: str) -> None:
        self.state.setText(words)
        self.bring_button.setVisible(False)

    def _mapped(self, mapping: object) -> None:
        if self._stop is None and self.bar.take_mapping(mapping):
            self.try_out()

    def _ask_earlier(self) -> None:
        if self._context.may(Permission.IMPORT_RUN):
            self._context.ask(self, lambda gate: gate.call(list_imports), self.earlier.show_runs)

    def _take_back_earlier(self, run: Record) -> None:
        if self._stop is not None:
            return
        self._begin(_("Kumotaan tuontia…"), can_stop=False)
        self._context.ask(
            self,
            lambda gate: gate.call(undo_import, run.id, run.version),
            lambda _none: self._taken_back(),
            failed=self._undo_failed,
        )
