"""One line of the checklist: what the register says, where it is put right, the answer and a note."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QToolButton, QVBoxLayout, QWidget

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.domain.yearly_review import ReviewAnswer, ReviewLine
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.theme.icons import Icon
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.basics import FIXED, Button, label, row
from asiakasrekisteri.gui.widgets.choices import Segmented

_NOTE_WIDE = 300


class LineRow(QFrame):
    """A line to answer.

    Args:
        context: the desk.
        line: what is looked at.
    """

    answered = Signal()

    def __init__(self, context: Context, line: ReviewLine) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self.setAccessibleName(line.title)
        self.line = line
        choices = (("", _("Avoin")), ("ok", _("Kunnossa")), ("task", _("Toimenpide")))
        self.choice = Segmented(line.title, choices, small=True)
        self.choice.changed.connect(lambda _code: self._changed())
        self.note = QLineEdit()
        self.note.setPlaceholderText(_("Huomautus tai mitä tehdään"))
        self.note.setAccessibleName(_("{title}: huomautus").format(title=line.title))
        self.note.setMinimumWidth(px(_NOTE_WIDE))
        self.note.textEdited.connect(lambda _text: self.answered.emit())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 6)
        layout.setSpacing(4)
        told = label(line.told, "muted", wrap=True)
        told.setContentsMargins(px(24), 0, 0, 0)
        answer = row(self.choice, self.note, gap=8, margins=(24, 2, 0, 0))
        answer.layout().setStretch(1, 1)  # type: ignore[union-attr]  # it has one
        for part in (self._head(context), told, answer):
            layout.addWidget(part)

    def _head(self, context: Context) -> QFrame:
        line = self.line
        sign = Icon("triangle-alert", 16, "warn") if line.wanting else Icon("circle-check", 16, "ok")
        sign.setAccessibleName(_("rekisteri huomauttaa") if line.wanting else _("rekisteri ei huomauta"))
        acts: list[QWidget] = []
        if line.place:
            go = Button(_("Avaa"), "arrow-right", "link", pressed=lambda: context.go(line.place))
            go.setAccessibleDescription(line.title)
            go.setSizePolicy(FIXED, FIXED)
            acts.append(go)
        head = row(sign, label(line.title, "strong", wrap=True), *acts, gap=8)
        head.layout().setStretch(1, 1)  # type: ignore[union-attr]  # it has one
        return head

    def answer(self) -> ReviewAnswer | None:
        """Return what is answered; None while it is not."""
        code = self.choice.chosen()
        if code == "ok":
            return ReviewAnswer(self.line.code, "ok", self.note.text().strip())
        return ReviewAnswer(self.line.code, "task", self.note.text().strip()) if code == "task" else None

    def take(self, answer: ReviewAnswer | None) -> None:
        """Show an answer that was given before the line was told anew."""
        if answer is not None:
            self.choice.choose(answer.answer)
            self.note.setText(answer.note)

    def focus_first(self) -> None:
        """Go to what is lacking: the answer, or the words of a task."""
        chosen = next(one for one in self.choice.findChildren(QToolButton) if one.isChecked())
        (self.note if self.choice.chosen() == "task" else chosen).setFocus(Qt.FocusReason.OtherFocusReason)

    def _changed(self) -> None:
        if self.choice.chosen() == "task":
            self.note.setFocus(Qt.FocusReason.OtherFocusReason)
        self.answered.emit()
