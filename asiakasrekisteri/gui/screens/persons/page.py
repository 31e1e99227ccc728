"""The page of one natural person: "person/17", "person/17/kaikki", "person/17/edit", "person/17/vertaa/23"."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from asiakasrekisteri.domain.errors import NotFoundError
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.bus import Changes
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.documents import Documents
from asiakasrekisteri.gui.forms.savebar import ask_unsaved
from asiakasrekisteri.gui.interactions.mails import MailTaker
from asiakasrekisteri.gui.screens.persons.acts import PersonActs, person_acts
from asiakasrekisteri.gui.screens.persons.body import Body, scroll_by_key
from asiakasrekisteri.gui.screens.persons.comparing import ComparisonPane
from asiakasrekisteri.gui.screens.persons.edit import Editing, PersonEditor
from asiakasrekisteri.gui.screens.persons.erase import ask_erasure
from asiakasrekisteri.gui.screens.persons.front import PersonFront, Reading
from asiakasrekisteri.gui.screens.persons.tabbed import OVERVIEW
from asiakasrekisteri.gui.tasks import in_turns
from asiakasrekisteri.gui.widgets.bars import TopBar
from asiakasrekisteri.gui.widgets.marks import Pill
from asiakasrekisteri.gui.widgets.states import SKELETON_AFTER
from asiakasrekisteri.usecases.edits import Saved
from asiakasrekisteri.usecases.history import undo
from asiakasrekisteri.usecases.persons import PersonPage, open_person
from asiakasrekisteri.usecases.sources import list_sources

NEW, EDIT, COMPARE = "new", "edit", "vertaa"
_ANYBODYS = frozenset({"restriction", "person_link", "interaction", "marketing_prohibition"})
"""A change of these does not tell whose they are."""
_WATCHED = ("person", "phone", "email", "address", "contact_role", "customer", *_ANYBODYS)


class PersonScreen(QFrame):
    """One person, read or edited in the same place."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._context = context
        self._id = self._other = 0
        self._page: PersonPage | None = None
        self.front = PersonFront(context)
        self.front.role_asked.connect(self._add_role)
        self.front.tabs.changed.connect(self._tab_changed)
        self.comparison: ComparisonPane | None = None
        self.editor: PersonEditor | None = None
        self.top = TopBar()
        self.documents = Documents(context, self)
        self._body = Body(self.front, self.documents)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top)
        layout.addWidget(self._body, 1)
        self.top.back.connect(context.back)
        self.documents.working.connect(self._tell_work)
        self._late = _once(self, SKELETON_AFTER, self._body.show_skeleton)
        self._again = _once(self, 0, self.reload)
        self.acts: PersonActs | None = None
        self.mails = MailTaker(context, self)
        self._add_keys()
        context.bus.watch(self, _WATCHED, self._heard)

    def _add_keys(self) -> None:
        edits = (("F2", self.edit), ("Ctrl+E", self.edit))
        acts = (("Ctrl+P", self.print_extract), ("Del", self.ask_erase), ("Ctrl+Shift+R", self.ask_restriction))
        for keys, act in (*edits, *acts):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(act)

    @property
    def reading(self) -> Reading | None:
        """The first tab, while a person is read."""
        return self.front.reading if self._body.current() is self.front else None

    def _show_acts(self, page: PersonPage) -> None:
        self.acts = person_acts(self._context, self, page)
        self.top.show_acts(*self.acts.all(), going=self.acts.going())

    def _drop_acts(self) -> None:
        self.acts = None
        self.top.show_acts()

    def open(self, argument: str) -> None:
        """Show a person ("17"), a tab of hers ("17/kaikki"), edit her ("17/edit"), or begin a new one ("new")."""
        first, _slash, rest = argument.partition("/")
        if self.editor is not None and argument == self._here():
            return
        self._close_editor()
        mode, _slash, inside = rest.partition("/")
        if first == NEW:
            self._id, self._other, self._page = 0, 0, None
            self.mails.show_owner("person", 0)
            self._body.clear()
            self._begin_edit(None)
        elif first.isdigit():
            self._open_person(int(first), mode, inside)

    def _open_person(self, person_id: int, mode: str, inside: str) -> None:
        there = person_id == self._id and self.reading is not None and self.isVisible()
        self._id, self._other = person_id, int(inside) if mode == COMPARE and inside.isdigit() else 0
        self.mails.show_owner("person", person_id)
        if self._other:
            self._page = None
            self._compare()
            return
        if not there:
            self._page = None
            self._body.clear()
        with QSignalBlocker(self.front.tabs):
            self.front.tabs.open(OVERVIEW if mode in {"", EDIT} else mode, inside)
        if mode == EDIT and there:
            self.edit()
        elif not there:
            self._fetch(then_edit=mode == EDIT)

    def _tab_changed(self, code: str) -> None:
        """Let the address tell which tab the user brought to the front, so that going back comes to it."""
        if self._page is not None and self.reading is not None and self.isVisible():
            self._context.go(f"person/{self._id}" + ("" if code == OVERVIEW else f"/{code}"))

    def reload(self) -> None:
        """Fetch the person anew; nothing that is being typed is touched."""
        if self._other and self.comparison is not None:
            self.comparison.reload()
        elif self._id and self.editor is None and self.front.panel is None:
            self._fetch()

    def edit(self) -> None:
        """Make the page editable in place."""
        page = self._page
        free = page is not None and page.restriction is None
        if self.editor is None and free and self._context.may(Permission.PERSON_WRITE):
            self._begin_edit(page)

    def escape(self) -> None:
        """Leave the editing, asking only if something was changed; otherwise go back to the list."""
        if self.editor is not None:
            if self.may_leave(self._leave_edit):
                self._leave_edit()
        elif self._other:
            self._context.go(f"person/{self._id}")
        elif not self.front.tabs.close_form() and not self.front.close_panel():
            self._context.go("persons")
        elif self.acts is not None:
            self.acts.restrict.setFocus(Qt.FocusReason.OtherFocusReason)

    def may_leave(self, go_on: Callable[[], object]) -> bool:
        """See Leavable."""
        if self.editor is None or not self.editor.is_changed():
            return True
        editor = self.editor

        def discard() -> None:
            self._close_editor()
            go_on()

        def save() -> None:
            editor.saved.connect(lambda _saved: go_on())
            editor.submit()

        ask_unsaved(self.window(), save=save, discard=discard, stay=editor.form.focus_first)
        return False

    def window_title(self) -> str:
        """See Titled."""
        unsaved = "• " if self.editor is not None and self.editor.is_changed() else ""
        return unsaved + (_("Henkilö") if self._page is not None else _("Uusi henkilö") if self.editor else "")

    def print_extract(self) -> None:
        """Preview everything held about the person, on paper."""
        if self._page is not None and self.editor is None and self._context.may(Permission.EXTRACT_PRINT):
            self.documents.extract(self._id)

    def ask_restriction(self) -> None:
        """Ask what is needed to restrict the processing of her data, or to lift the restriction."""
        if self._page is not None and self.editor is None:
            self.front.ask_restriction()

    def ask_erase(self) -> None:
        """Ask whether the person is to be erased."""
        page = self._page
        if page is None or self.editor is not None or page.restriction is not None:
            return
        if self._context.may(Permission.PERSON_ERASE):
            printing = self.print_extract if self._context.may(Permission.EXTRACT_PRINT) else None
            ask_erasure(self, self._context, page, printing, self._erased)

    def _here(self) -> str:
        return f"{self._id}/{EDIT}" if self._id else NEW

    def _fetch(self, *, then_edit: bool = False) -> None:
        wanted = self._id
        self._again.stop()
        self._late.start()

        def come(page: PersonPage) -> None:
            if wanted == self._id and self.editor is None and not self._other:
                self._late.stop()
                self._show(page)
                if then_edit:
                    self.edit()

        self._context.ask(self, lambda gate: gate.call(open_person, wanted), come, failed=self._failed)

    def _failed(self, error: Exception) -> None:
        self._late.stop()
        if isinstance(error, NotFoundError):
            self._page = None
            self._other, self.comparison = 0, None
            self._body.show_gone(lambda: self._context.go("persons"))
            self.top.show_crumbs(self._above(), _("Henkilö"))
            self._drop_acts()
        else:
            self._context.messages.failed(error)

    def _show(self, page: PersonPage) -> None:
        self._page = page
        self.front.show_person(page)
        self._body.put(self.front)
        self.top.show_crumbs(self._above(), page.name, *self.front.marks())
        self._show_acts(page)
        self._take_focus()
        self._context.titled.emit()

    def _compare(self) -> None:
        pane = self.comparison = ComparisonPane(self._context, self.top, self._id, self._other)
        pane.lost.connect(self._failed)
        self._body.put(pane)
        self._drop_acts()
        pane.reload()

    def _take_focus(self) -> None:
        """Stand on the first act of the page, unless the user already stands somewhere else in the window."""
        focused = QApplication.focusWidget()
        free = focused is None or not focused.isVisible() or self.isAncestorOf(focused)
        if self.acts is not None and self.isVisible() and free:
            first = next((act for act in self.acts.all() if act.isEnabled()), None)
            if first is not None:
                first.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll the page by keys wherever the focus is in it."""
        bar = self.reading.area.verticalScrollBar() if self.reading is not None else None
        if not scroll_by_key(bar, event):
            super().keyPressEvent(event)

    def _add_role(self) -> None:
        self.edit()
        if self.editor is not None:
            self.editor.roles.add_button.click()

    def _begin_edit(self, page: PersonPage | None) -> None:
        self._context.ask(
            self,
            lambda gate: Editing(page, gate.call(list_sources)),
            self._show_editor,
        )

    def _show_editor(self, editing: Editing) -> None:
        if self.editor is not None:
            return
        self._late.stop()
        editor = self.editor = PersonEditor(self._context, editing)
        editor.saved.connect(partial(self._saved, is_new=editing.page is None))
        editor.discarded.connect(self._leave_edit)
        editor.changed.connect(self._mark_unsaved)
        self._body.add(editor)
        in_turns(
            self._context.runner,
            editor,
            lambda: self.editor is editor,
            lambda: self._put_up(editor),
        )

    def _put_up(self, editor: PersonEditor) -> None:
        self._body.put(editor)
        self._mark_unsaved(changed=False)
        self._drop_acts()
        editor.form.focus_first()

    def _mark_unsaved(self, changed: bool) -> None:
        name = self._page.name if self._page is not None else _("Uusi henkilö")
        self.top.show_crumbs(self._above(), name, *([Pill(_("Tallentamaton"), "warn")] if changed else []))
        self._context.titled.emit()

    def _saved(self, saved: Saved, *, is_new: bool) -> None:
        self._close_editor()
        words = _("Henkilö lisättiin.") if is_new else _("Henkilön tiedot tallennettiin.")
        self._context.messages.done(words, partial(self._undo, saved.undo))
        if is_new:
            self._context.go(f"person/{saved.id}")
        else:
            self._fetch()

    def _undo(self, number: int) -> None:
        self._context.ask(self, lambda gate: gate.call(undo, number), lambda _none: self._again.start())

    def _leave_edit(self) -> None:
        self._close_editor()
        if self._id:
            self._fetch()
        else:
            self._context.go("persons")

    def _close_editor(self) -> None:
        if self.editor is not None:
            self.editor = None
            self._body.clear()

    def _erased(self, words: str) -> None:
        self._page = None
        self._body.clear()
        self._context.messages.done(words, None)
        self._context.go("persons")

    def _heard(self, changes: Changes) -> None:
        """Follow changes made elsewhere, once for many of them, and only while reading."""
        reading = self._page is not None and self.editor is None and not self.isHidden()
        maybe = any(kind in _ANYBODYS or number == 0 for kind, number in changes)
        if reading and (maybe or changes & self.front.rows()):
            self._again.start()

    def _above(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        return ((_("Henkilöt"), lambda: self._context.go("persons")),)

    def _tell_work(self, words: str) -> None:
        if self.acts is not None:
            self.acts.print.setEnabled(not words and self._context.may(Permission.EXTRACT_PRINT))


def _once(parent: QWidget, milliseconds: int, act: Callable[[], object]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(act)
    return timer
