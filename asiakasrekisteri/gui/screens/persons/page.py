"""The page of one natural person: "person/17", "person/17/edit", "person/new"."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QStackedLayout, QVBoxLayout, QWidget

from asiakasrekisteri.domain.errors import NotFoundError
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.bus import Changes
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.documents import Documents
from asiakasrekisteri.gui.forms.savebar import ask_unsaved
from asiakasrekisteri.gui.screens.persons.acts import PersonActs, person_acts
from asiakasrekisteri.gui.screens.persons.edit import Editing, PersonEditor
from asiakasrekisteri.gui.screens.persons.erase import EraseDialog
from asiakasrekisteri.gui.screens.persons.reading import PersonReading
from asiakasrekisteri.gui.tasks import in_turns
from asiakasrekisteri.gui.widgets.bars import TopBar
from asiakasrekisteri.gui.widgets.basics import Button, column, frame, label, row
from asiakasrekisteri.gui.widgets.marks import Pill
from asiakasrekisteri.gui.widgets.states import SKELETON_AFTER, Beginning, EmptyState, Skeleton
from asiakasrekisteri.usecases.edits import Saved
from asiakasrekisteri.usecases.history import undo
from asiakasrekisteri.usecases.persons import PersonPage, open_person
from asiakasrekisteri.usecases.privacy.erasure import Erased, erase_person
from asiakasrekisteri.usecases.sources import list_sources

NEW, EDIT = "new", "edit"
_WATCHED = ("person", "phone", "email", "address", "contact_role", "customer")


class PersonScreen(QFrame):
    """One person, read or edited in the same place."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._context = context
        self._id = 0
        self._page: PersonPage | None = None
        self.reading: PersonReading | None = None
        self.editor: PersonEditor | None = None
        self.top = TopBar()
        self.documents = Documents(context, self)
        self._work = label("", "small")
        self._working = row(
            self._work, Button(_("Keskeytä"), "x", "link", pressed=self.documents.cancel), None, margins=(20, 6, 16, 6)
        )
        self._working.hide()
        self._body = QStackedLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top)
        layout.addWidget(self._working)
        layout.addLayout(self._body, 1)
        self.top.back.connect(context.back)
        self.documents.working.connect(self._tell_work)
        self._late = _once(self, SKELETON_AFTER, self._show_skeleton)
        self._again = _once(self, 0, self.reload)
        self.acts: PersonActs | None = None
        self._add_keys()
        context.bus.watch(self, _WATCHED, self._heard)

    def _add_keys(self) -> None:
        for keys, act in (
            ("Ctrl+P", self.print_extract),
            ("F2", self.edit),
            ("Ctrl+E", self.edit),
            ("Del", self.ask_erase),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(act)

    def _show_acts(self) -> None:
        self.acts = person_acts(self._context, self.edit, self.ask_erase, self.print_extract)
        self.top.show_acts(*self.acts.all())

    def _drop_acts(self) -> None:
        self.acts = None
        self.top.show_acts()

    def open(self, argument: str) -> None:
        """Show a person ("17"), edit one ("17/edit") or begin a new one ("new")."""
        first, _slash, rest = argument.partition("/")
        if self.editor is not None and argument == self._here():
            return
        self._close_editor()
        if first == NEW:
            self._id, self._page = 0, None
            self._clear()
            self._begin_edit(None)
        elif first.isdigit():
            self._id, self._page = int(first), None
            self._clear()
            self._fetch(then_edit=rest == EDIT)

    def reload(self) -> None:
        """Fetch the person anew; nothing that is being typed is touched."""
        if self._id and self.editor is None:
            self._fetch()

    def edit(self) -> None:
        """Make the page editable in place."""
        if self.editor is None and self._page is not None and self._context.may(Permission.PERSON_WRITE):
            self._begin_edit(self._page)

    def escape(self) -> None:
        """Leave the editing, asking only if something was changed; otherwise go back to the list."""
        if self.editor is not None:
            if self.may_leave(self._leave_edit):
                self._leave_edit()
        else:
            self._context.go("persons")

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

    def ask_erase(self) -> None:
        """Ask whether the person is to be erased."""
        if self._page is None or self.editor is not None or not self._context.may(Permission.PERSON_ERASE):
            return
        printing = self.print_extract if self._context.may(Permission.EXTRACT_PRINT) else None
        dialog = EraseDialog(self.window(), self._page, self._erase, printing)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _here(self) -> str:
        return f"{self._id}/{EDIT}" if self._id else NEW

    def _fetch(self, *, then_edit: bool = False) -> None:
        wanted = self._id
        self._again.stop()
        self._late.start()

        def come(page: PersonPage) -> None:
            if wanted == self._id and self.editor is None:
                self._late.stop()
                self._show(page)
                if then_edit:
                    self.edit()

        self._context.ask(self, lambda gate: gate.call(open_person, wanted), come, failed=self._failed)

    def _failed(self, error: Exception) -> None:
        self._late.stop()
        if isinstance(error, NotFoundError):
            self._page, self.reading = None, None
            words = _("Hänen tietonsa on hävitetty tai tallennus on kumottu.")
            back = Beginning(
                "users", _("Henkilöluettelo"), "", _("Näytä henkilöt"), lambda: self._context.go("persons")
            )
            self._put(EmptyState("user-round", _("Henkilöä ei ole enää rekisterissä"), words, (back,)))
            self.top.show_crumbs(self._above(), _("Henkilö"))
            self._drop_acts()
        else:
            self._context.messages.failed(error)

    def _show(self, page: PersonPage) -> None:
        self._page = page
        add_role = None
        if self._context.may(Permission.PERSON_WRITE):
            add_role = Button(_("Lisää rooli"), kind="link", pressed=self._add_role)
        self.reading = PersonReading(self._context, page, add_role)
        self._put(self.reading)
        self.top.show_crumbs(self._above(), page.name)
        self._show_acts()
        self._take_focus()
        self._context.titled.emit()

    def _take_focus(self) -> None:
        """Stand on the first act of the page, unless the user already stands somewhere else in the window."""
        focused = QApplication.focusWidget()
        free = focused is None or not focused.isVisible() or self.isAncestorOf(focused)
        if self.acts is not None and self.isVisible() and free:
            self.acts.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll the page by keys wherever the focus is in it."""
        bar = self.reading.area.verticalScrollBar() if self.reading is not None else None
        steps = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        key = Qt.Key(event.key())
        if bar is not None and key in steps:
            bar.setValue(bar.value() + steps[key] * bar.pageStep())
        elif bar is not None and key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            bar.setValue(bar.minimum() if key == Qt.Key.Key_Home else bar.maximum())
        else:
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
        self.reading = None
        editor = self.editor = PersonEditor(self._context, editing)
        editor.saved.connect(partial(self._saved, is_new=editing.page is None))
        editor.discarded.connect(self._leave_edit)
        editor.changed.connect(self._mark_unsaved)
        in_turns(
            self._context.runner,
            editor,
            lambda: self.editor is editor,
            lambda: self._body.addWidget(editor),
            lambda: self._put_up(editor),
        )

    def _put_up(self, editor: PersonEditor) -> None:
        self._put(editor)
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
            self._clear()

    def _erase(self, ground: str) -> None:
        person_id = self._id
        self._context.ask(self, lambda gate: gate.for_purpose(ground).call(erase_person, person_id), self._erased)

    def _erased(self, _erased: Erased) -> None:
        self._page = None
        self._clear()
        self._context.messages.done(_("Henkilön tiedot hävitettiin."), None)
        self._context.go("persons")

    def _heard(self, changes: Changes) -> None:
        """Follow changes made elsewhere, once for many of them, and only while reading."""
        page = self._page
        if page is None or self.editor is not None or self.isHidden():
            return
        mine = {("person", self._id), *((r.entity, r.id) for r in page.details)}
        mine |= {("customer", held.customer_id) for held in page.roles}
        mine |= {("contact_role", held.role.id) for held in page.roles if held.role is not None}
        if changes & mine or any(number == 0 for _kind, number in changes):
            self._again.start()

    def _above(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        return ((_("Henkilöt"), lambda: self._context.go("persons")),)

    def _tell_work(self, words: str) -> None:
        self._work.setText(words)
        self._working.setVisible(bool(words))
        if self.acts is not None:
            self.acts.print.setEnabled(not words and self._context.may(Permission.EXTRACT_PRINT))

    def _show_skeleton(self) -> None:
        self.reading = None
        self._put(column(Skeleton(6), None, margins=(20, 20, 16, 16)))

    def _clear(self) -> None:
        self.reading = None
        self._put(frame("plain"))

    def _put(self, widget: QWidget) -> None:
        self._body.addWidget(widget)
        self._body.setCurrentWidget(widget)
        for place in reversed(range(self._body.count())):
            old = self._body.widget(place)
            if old is not None and old is not widget:
                self._body.removeWidget(old)
                old.hide()
                old.deleteLater()


def _once(parent: QWidget, milliseconds: int, act: Callable[[], object]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(act)
    return timer
