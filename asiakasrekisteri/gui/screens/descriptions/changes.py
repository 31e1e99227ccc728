"""What changed from one version to another: words that went and came, marked by signs and lines, not only by colour."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from asiakasrekisteri.domain.findings import SECTION_TITLES
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.domain.wordchanges import Piece, SectionChange
from asiakasrekisteri.gui.screens.descriptions.words import in_words
from asiakasrekisteri.gui.theme.theme import color, px, theme

_SIGNS = {"removed": ("[– ", " –]"), "added": ("[+ ", " +]")}
_AROUND = 40
"""So many letters of what stayed are shown around a change; the rest is left out."""


class ChangesView(QTextEdit):
    """The changed sections of two versions, to be read and copied."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setAccessibleName(_("Muutokset sanoittain"))
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(px(16))
        self._changes: tuple[SectionChange, ...] = ()
        theme().changed.connect(self._write)

    def show_changes(self, changes: Sequence[SectionChange]) -> None:
        """Show what changed."""
        self._changes = tuple(one for one in changes if one.changed)
        self._write()

    def _write(self) -> None:
        self.clear()
        cursor = QTextCursor(self.document())
        if not self._changes:
            cursor.insertText(_("Versioissa ei ole eroja."), _ink("muted"))
        for place, change in enumerate(self._changes):
            if place:
                cursor.insertBlock()
                cursor.insertBlock()
            head = _ink("text")
            head.setFontWeight(QFont.Weight.DemiBold)
            title = next((_(title) for code, title in SECTION_TITLES.items() if code == change.section), "")
            cursor.insertText(title, head)
            cursor.insertBlock()
            last = len(change.pieces) - 1
            for number, piece in enumerate(change.pieces):
                if piece.kind == "same":
                    cursor.insertText(
                        _shortened(in_words(piece.text), first=number == 0, last=number == last), _ink("text")
                    )
                else:
                    _insert(cursor, piece)
        self.moveCursor(QTextCursor.MoveOperation.Start)


def _ink(role: str) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(color(role))
    return made


def _insert(cursor: QTextCursor, piece: Piece) -> None:
    """Put the signs around the words that went or came; blanks at their ends stay outside."""
    words = piece.text.strip()
    begin, end = _SIGNS[piece.kind] if words else ("", "")
    before, _words, after = piece.text.partition(words) if words else (piece.text, "", "")
    role = "err" if piece.kind == "removed" else "ok"
    sign, said = _ink(role), _ink(role)
    sign.setFontWeight(QFont.Weight.DemiBold)
    for made in (sign, said):
        made.setBackground(color(f"{role}_bg"))
    said.setFontStrikeOut(piece.kind == "removed")
    said.setFontUnderline(piece.kind == "added")
    cursor.insertText(before, _ink("text"))
    cursor.insertText(begin, sign)
    cursor.insertText(in_words(words), said)
    cursor.insertText(end, sign)
    cursor.insertText(after if piece.kind == "added" else "", _ink("text"))


def _shortened(text: str, *, first: bool, last: bool) -> str:
    """Leave out the middle of a long stretch that stayed the same, at whole words."""
    if len(text) <= 2 * _AROUND:
        return text
    begin = "" if first else text[:_AROUND].rsplit(" ", 1)[0] + " "
    end = "" if last else " " + text[-_AROUND:].split(" ", 1)[-1]
    return f"{begin}…{end}"
