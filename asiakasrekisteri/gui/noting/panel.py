"""The panel at the right of the window in which a call is written down; the page beside it stays in use."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from asiakasrekisteri.domain.errors import AppError, InvalidInputError
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.messages import Notice, error_words
from asiakasrekisteri.gui.noting.fields import NoteFields
from asiakasrekisteri.gui.theme.focus import give_back
from asiakasrekisteri.gui.theme.icons import Icon
from asiakasrekisteri.gui.theme.theme import px, theme
from asiakasrekisteri.gui.today import finnish_clock
from asiakasrekisteri.gui.widgets.announce import announce
from asiakasrekisteri.gui.widgets.basics import Button, column, icon_button, label, line, row, scrolled
from asiakasrekisteri.gui.widgets.marks import key_cap
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.history import undo
from asiakasrekisteri.usecases.interactions.drafts import drop_draft, read_draft, save_draft
from asiakasrekisteri.usecases.interactions.saving import SavedInteraction, add_interaction
from asiakasrekisteri.usecases.rows import Owner, owner_named

KEYS = "Ctrl+Shift+Y"
QUIET_MILLISECONDS = 2_000
WIDTH = 424
"""Of the panel, in pixels at text size 100 %."""
_OWNERS = frozenset({"customer", "person"})


class NotePanel(QFrame):
    """One note in the making. What is written is kept in the encrypted register after two seconds of quiet.

    Args:
        context: the desk.
    """

    shown = Signal(bool)
    """The panel has been shown or hidden."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "pane")
        self.setAccessibleName(_("Yhteydenoton kirjaaminen"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._context = context
        self._touched = self._busy = self._loaded = self._stored = False
        self._before: QWidget | None = None
        self._unfinished: Notice | None = None
        self.fields = NoteFields(context)
        self.state = label("", "small", wrap=True)
        self._kept_note = label(
            _("Edellinen kirjaus on kesken. Tallenna tai hylkää se, niin voi aloittaa uuden."), "warn", wrap=True
        )
        self._kept_note.hide()
        self.discard_button = Button(_("Hylkää"), kind="ghost", pressed=self.discard)
        self.discard_button.setToolTip(_("Hylkää kirjaus ja sen luonnos"))
        self.save_button = Button(_("Tallenna"), "check", "primary", pressed=self.save)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(QUIET_MILLISECONDS)
        self._quiet.timeout.connect(self.keep)
        self._build()
        self.fields.changed.connect(self._changed)
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.save)
        theme().changed.connect(self._fit)
        self._fit()
        self.hide()

    def _build(self) -> None:
        hide = icon_button("x", _("Piilota (Esc). Luonnos säilyy."), self.escape)
        head = row(Icon("phone", 18), label(_("Kirjaa yhteydenotto"), "h2"), None, hide, margins=(16, 10, 10, 10))
        inside = column(self._kept_note, self.fields, gap=12, margins=(16, 14, 16, 14))
        foot = column(
            self.state,
            row(self.discard_button, None, self.save_button, key_cap("Ctrl Enter"), gap=8),
            gap=8,
            margins=(16, 10, 16, 12),
            area="footer",
        )
        side = QFrame()
        side.setProperty("area", "plain")
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (head, line(strong=True)):
            layout.addWidget(part)
        layout.addWidget(scrolled(inside, _("Yhteydenoton tiedot")), 1)
        layout.addWidget(foot)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(line(upright=True, strong=True))
        outer.addWidget(side, 1)

    def begin(self, entity: str = "", row_id: int = 0) -> None:
        """Show the panel; a new note concerns this customer or person. What was left unfinished comes first."""
        was_hidden = self.isHidden()
        if was_hidden:
            self._before = QApplication.focusWidget()
        self.show()
        self.shown.emit(True)
        if self._unfinished is not None:
            self._context.messages.withdraw(self._unfinished)
            self._unfinished = None
        concerned = (entity, row_id) if entity in _OWNERS else ("", 0)
        if self._touched:
            self._kept_note.setVisible(was_hidden)
            self.fields.focus_first()
        else:
            self._context.ask(self, lambda gate: gate.call(read_draft), partial(self._come, concerned))

    def toggle(self, entity: str = "", row_id: int = 0) -> None:
        """Show the panel, go into it, or hide it when the focus is already there."""
        focused = QApplication.focusWidget()
        if self.isVisible() and focused is not None and self.isAncestorOf(focused):
            self.escape()
        else:
            self.begin(entity, row_id)

    def escape(self) -> None:
        """Hide the panel and keep the draft; the focus goes back to where it was."""
        self.keep()
        self._leave()

    def save(self) -> None:
        """Store the note; the draft is not needed any more."""
        if self._busy or self.isHidden():
            return
        self._set_busy(busy=True)
        self._quiet.stop()
        if self.fields.minutes.is_running():
            self.fields.minutes.stop()
        values, people = self.fields.values(), self.fields.participants()
        if (customer := self.fields.who.customer) is not None:
            values["customer_id"] = customer[0]

        def store(gate: Gate) -> SavedInteraction:
            saved = gate.call(add_interaction, values, people)
            gate.call(drop_draft)
            return saved

        self._context.ask(self, store, self._saved, failed=self._refused)

    def discard(self) -> None:
        """Let go of what was written, and of its draft."""
        left = self.fields.draft() if self._touched else None
        self._forget()
        self._context.ask(self, lambda gate: gate.call(drop_draft), lambda _none: None)
        self._leave()
        if left is not None:
            self._context.messages.done(_("Kirjaus hylättiin."), lambda: self._restore(left))

    def keep(self) -> None:
        """Keep the draft now: the user has paused, or the panel is hidden."""
        self._quiet.stop()
        if (work := self.unfinished()) is not None:
            self._context.ask(self, work, lambda _none: self._tell_kept())

    def unfinished(self) -> Callable[[Gate], object] | None:
        """Return what keeps the draft as it is now, for the moment of locking; None when there is nothing to keep."""
        if not self._touched or self._busy:
            return None
        if not self.fields.is_said():  # emptied again
            return (lambda gate: gate.call(drop_draft)) if self._stored else None
        draft, who = self.fields.draft(), self.fields.who
        customer = who.customer[0] if who.customer is not None else None
        person = who.first_person()
        return lambda gate: gate.call(save_draft, draft, customer_id=customer, person_id=person)

    def look_for_draft(self) -> None:
        """Tell of a note that was left unfinished, e.g. when the program fell."""

        def come(draft: dict[str, Any] | None) -> None:
            if draft is not None and not self._touched:
                words = _("Yhteydenoton kirjaus on kesken.")
                self._unfinished = Notice("info", words, action=(_("Jatka kirjausta"), self.begin))
                self._context.messages.notice(self._unfinished)

        self._context.ask(self, lambda gate: gate.call(read_draft), come)

    def _come(self, concerned: tuple[str, int], draft: dict[str, Any] | None) -> None:
        """Go on with what was left unfinished, or begin anew."""
        if self._touched:  # typed into while the draft was on its way
            return
        self.fields.load(draft or {})
        self._touched = self._stored = draft is not None
        self._kept_note.setVisible(draft is not None)
        self.state.setText(_("Luonnos on tallella.") if draft is not None else "")
        entity, row_id = concerned
        if draft is not None:
            self.fields.focus_first()
        elif entity:
            self._context.ask(self, lambda gate: gate.call(owner_named, entity, row_id), self._prefill)
            self.fields.subject.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.fields.focus_first()
        if draft is None and self.fields.is_timed():
            self.fields.minutes.start()

    def _prefill(self, owner: Owner) -> None:
        touched = self._touched
        self.fields.take_who(owner.entity, owner.id, owner.name)
        if not touched:  # whose page was in front is no writing of the user's
            self._touched = False
            self._quiet.stop()

    def _restore(self, draft: dict[str, Any]) -> None:
        self.show()
        self.shown.emit(True)
        self.fields.load(draft)
        self._changed()
        self.fields.focus_first()

    def _changed(self) -> None:
        self._touched = True
        self._quiet.start()

    def _saved(self, saved: SavedInteraction) -> None:
        self._set_busy(busy=False)
        self._forget()
        self._leave()
        words = _("Yhteydenotto kirjattiin.")
        if count := len(saved.end_users):
            more = ngettext(
                "{n} henkilö lisättiin palvelun käyttäjiin.", "{n} henkilöä lisättiin palvelun käyttäjiin.", count
            )
            words = f"{words} {more.format(n=count)}"
        self._context.messages.done(words, lambda: self._take_back(saved.undo))
        for warning in saved.warnings:
            self._context.messages.notice(Notice("warn", warning))

    def _take_back(self, number: int) -> None:
        def done(_none: object) -> None:
            self._context.messages.done(_("Tallennus kumottiin."))

        self._context.ask(self, lambda gate: gate.call(undo, number), done)

    def _refused(self, error: Exception) -> None:
        self._set_busy(busy=False)
        if isinstance(error, InvalidInputError):
            self.fields.show_errors(error.errors)
            self._say(" ".join(dict.fromkeys(e.message for e in error.errors)))
        elif isinstance(error, AppError):
            self._say(error_words(error))  # where the eyes are: the panel may stand alone
        else:
            self._context.messages.failed(error)
        self._quiet.start()

    def _say(self, words: str) -> None:
        self.state.setText(words)
        announce(self, words)

    def _tell_kept(self) -> None:
        self._stored = self._touched and self.fields.is_said()
        if not self._stored:
            self.state.setText("")
        else:
            self.state.setText(_("Luonnos tallennettu klo\xa0{time}").format(time=finnish_clock()))

    def _forget(self) -> None:
        self._quiet.stop()
        self.fields.load({})
        self._touched = self._stored = False
        self._kept_note.hide()
        self.state.setText("")

    def _leave(self) -> None:
        focused = QApplication.focusWidget()
        inside = focused is None or self.isAncestorOf(focused)
        self.hide()
        self.shown.emit(False)
        before, self._before = self._before, None
        if inside:
            give_back(before, Qt.FocusReason.OtherFocusReason)

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self.save_button.setEnabled(not busy)
        self.discard_button.setEnabled(not busy)

    def sizeHint(self) -> QSize:
        return QSize(px(WIDTH), super().sizeHint().height())

    def _fit(self) -> None:
        self.setMinimumWidth(px(WIDTH))
        self.updateGeometry()


def concerned(address: str) -> tuple[str, int]:
    """Return the customer or person of the page in front: ("customer", 17); ("", 0) where it is of neither."""
    entity, _slash, rest = address.partition("/")
    number = rest.partition("/")[0]
    return (entity, int(number)) if entity in _OWNERS and number.isdigit() else ("", 0)
