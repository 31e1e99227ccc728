"""An old description beside what was understood of it: each line leads to its place, and is moved where it belongs."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeySequence, QShortcut, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QListWidgetItem,
    QMenu,
    QSplitter,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.screens.descriptions.draft import Draft
from asiakasrekisteri.gui.screens.descriptions.oldparts import FIELD, OldText, UnderstoodLines, units
from asiakasrekisteri.gui.screens.descriptions.words import list_names
from asiakasrekisteri.gui.theme.theme import color, px, theme
from asiakasrekisteri.gui.widgets.basics import Button, column, label, row
from asiakasrekisteri.usecases.privacy.old_parts import Understood, as_draft, moved, read_old_parts, reworded

_PART = Qt.ItemDataRole.UserRole
AskOld = Callable[[QWidget], str]


def ask_old(parent: QWidget) -> str:
    """Show the system's dialog for opening a file; "" when cancelled."""
    kinds = _("Selosteet (*.txt *.html *.htm *.pdf *.docx)")
    path, _kind = QFileDialog.getOpenFileName(parent, _("Lue vanha seloste"), "", kinds)
    return path


class OldTextView(QFrame):
    """The old text at the left, what was understood at the right.

    Args:
        context, draft: the desk and the draft that it may become.
    """

    left = Signal()
    """The user goes back to the form."""

    def __init__(self, context: Context, draft: Draft) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._context, self._draft = context, draft
        self.ask: AskOld = ask_old
        self.parts: list[Understood] = []
        self._filling = False
        self.text = OldText()
        self.text.setAccessibleName(_("Vanha seloste"))
        self.text.pointed.connect(self._choose_at)
        self.list = UnderstoodLines()
        self.list.setAccessibleName(_("Mitä selosteesta ymmärrettiin"))
        self.list.dropped.connect(self.move_line, Qt.ConnectionType.QueuedConnection)  # the drag is over by then
        self.list.currentItemChanged.connect(lambda _now, _before: self._highlight())
        self.list.itemActivated.connect(lambda _item: self._highlight())
        self.list.itemChanged.connect(self._reword)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(lambda at: self.menu().popup(self.list.mapToGlobal(at)))
        self._build()
        shortcut = QShortcut(QKeySequence("Alt+Return"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.open_menu)
        theme().changed.connect(self._highlight)

    def _build(self) -> None:
        self.title, self.counts = label("", "h2"), label("", "muted", wrap=True)
        self.move_button = Button(_("Siirrä…"), "arrow-right", pressed=self.open_menu)
        self.move_button.setToolTip(_("Siirrä rivi toiseen kohtaan (Alt+Enter)"))
        self.take_button = Button(_("Ota käyttöön luonnoksena"), "check", "primary", pressed=self.take)
        back = Button(_("Takaisin muokkaukseen"), "arrow-left", "ghost", pressed=self.left.emit)
        head = column(
            row(self.title, None, back, self.move_button, self.take_button),
            self.counts,
            gap=4,
            margins=(20, 12, 16, 8),
        )
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(column(label(_("Vanha teksti"), "h3"), self.text, margins=(20, 8, 8, 16)))
        split.addWidget(column(label(_("Ymmärrettiin näin"), "h3"), self.list, margins=(8, 8, 16, 16)))
        split.setSizes([px(540), px(540)])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(split, 1)

    def begin(self, shown: Callable[[], object]) -> None:
        """Ask for the file and read it; `shown` is called when it is in sight."""
        path = self.ask(self)
        if not path:
            return

        def come(found: tuple[str, tuple[Understood, ...]]) -> None:
            text, parts = found
            self.title.setText(_("Vanha seloste: {name}").format(name=Path(path).name))
            self.text.setPlainText(text.replace("\r", " "))  # a letter for a letter: places are counted in them
            self._show(list(parts))
            shown()
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

        self._context.runner.aside(
            self, lambda _progress: read_old_parts(Path(path)), come, failed=self._context.messages.failed
        )

    def menu(self) -> QMenu:
        """Return the lists that the line in front can be moved to."""
        menu, here = QMenu(self), self._part()
        for field, words in list_names():
            action = menu.addAction(_("Siirrä kohtaan {section}").format(section=words))
            action.setEnabled(here is not None and here.field != field and here.field in dict(list_names()))
            action.triggered.connect(lambda _on=False, f=field: self.move_line(f))
        return menu

    def open_menu(self) -> None:
        """Show where the line in front can be moved."""
        at = self.list.visualRect(self.list.currentIndex())
        self.menu().popup(self.list.viewport().mapToGlobal(at.bottomLeft()))

    def move_line(self, field: str) -> None:
        """Move the line in front to another list; it stays in front, and the move can be undone."""
        here, lists = self._part(), dict(list_names())
        if here is None or here.field == field or not {here.field, field} <= set(lists):
            return
        before, made = list(self.parts), moved(here, field)
        place = next(n for n, one in enumerate(self.parts) if one is here)
        self._show([*self.parts[:place], made, *self.parts[place + 1 :]], made)
        words = _("Siirrettiin kohtaan {section}.").format(section=lists[field])
        self._context.messages.done(words, lambda: self._show(before, here))

    def _reword(self, item: QListWidgetItem) -> None:
        """Take the words that were corrected on a line; it can be undone."""
        here, before = item.data(_PART), list(self.parts)
        if self._filling or not isinstance(here, Understood):
            return
        made = reworded(here, item.text())
        place = next(n for n, one in enumerate(self.parts) if one is here)
        QTimer.singleShot(0, self, lambda: self._show([*before[:place], made, *before[place + 1 :]], made))
        if made is not here:
            self._context.messages.done(_("Rivin sanat korjattiin."), lambda: self._show(before, here))

    def take(self) -> None:
        """Make what was understood the draft; it can be undone."""
        words = as_draft(tuple(self.parts), self._draft.words)
        self._draft.put_undoable(words, _("Vanha seloste otettiin luonnokseksi."))
        self.left.emit()

    def _part(self) -> Understood | None:
        part = self.list.currentIndex().data(_PART)
        return part if isinstance(part, Understood) else None

    def _show(self, parts: list[Understood], front: Understood | None = None) -> None:
        self.parts = parts
        names = {**dict(list_names()), **_singles()}
        order = list(names)
        self._filling = True
        self.list.clear()
        last = ""
        for part in sorted(parts, key=lambda one: order.index(one.field)):
            if part.field != last:
                head = QListWidgetItem(names[part.field].upper())
                head.setFlags(Qt.ItemFlag.NoItemFlags)
                head.setData(FIELD, part.field)
                head.setForeground(color("warn" if part.field == "unplaced" else "muted"))
                self.list.addItem(head)
                last = part.field
            item = QListWidgetItem(part.words())
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            item.setData(_PART, part)
            item.setData(FIELD, part.field)
            said = _("{section}: {words}").format(section=names[part.field], words=part.words())
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
            self.list.addItem(item)
            if part is front or (front is None and self.list.currentItem() is None):
                self.list.setCurrentItem(item)
        self._filling = False
        left = sum(1 for one in parts if one.field == "unplaced")
        placed = ngettext("{n} rivi ymmärrettiin", "{n} riviä ymmärrettiin", len(parts) - left)
        rest = ngettext("{n} jäi sijoittamatta", "{n} jäi sijoittamatta", left)
        self.counts.setText(f"{placed.format(n=len(parts) - left)}, {rest.format(n=left)}.")
        self.move_button.setEnabled(bool(parts))

    def _choose_at(self, offset: int) -> None:
        """Put in front the line that was understood of a place of the old text, the shortest where several were."""
        rows = [(row, self.list.item(row).data(_PART)) for row in range(self.list.count())]
        there = [
            (part.place.end - part.place.start, row)
            for row, part in rows
            if isinstance(part, Understood) and part.place is not None and part.place.start <= offset <= part.place.end
        ]
        if there:
            self.list.setCurrentRow(min(there)[1])

    def _highlight(self) -> None:
        """Mark in the old text where the line in front stands, and bring it in sight."""
        part = self._part()
        if part is None or part.place is None:
            self.text.setExtraSelections([])
            return
        cursor = QTextCursor(self.text.document())
        cursor.setPosition(units(self.text.toPlainText(), part.place.start))
        cursor.setPosition(units(self.text.toPlainText(), part.place.end), QTextCursor.MoveMode.KeepAnchor)
        mark = QTextEdit.ExtraSelection()
        mark.cursor, mark.format = cursor, _look(color("accent_soft"), color("text"))
        self.text.setExtraSelections([mark])
        shown = QTextCursor(self.text.document())
        shown.setPosition(cursor.selectionStart())
        self.text.setTextCursor(shown)
        self.text.centerCursor()


def _singles() -> dict[str, str]:
    return {
        "register_name": _("Rekisterin nimi"),
        "dated": _("Laadittu"),
        "contact.name": _("Yhteyshenkilö"),
        "contact.address": _("Yhteyshenkilön osoite"),
        "contact.phone": _("Yhteyshenkilön puhelin"),
        "contact.email": _("Yhteyshenkilön sähköposti"),
        "transfers": _("Siirrot EU:n ulkopuolelle"),
    }


def _look(ground: QColor, ink: QColor) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setBackground(ground)
    made.setForeground(ink)
    made.setFontUnderline(True)
    return made
