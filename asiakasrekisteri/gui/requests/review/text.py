"""The text of one item: what is masked of it, place by place, and leaving it out with a ground and reasons."""

from collections.abc import Mapping

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QTextEdit, QVBoxLayout

from asiakasrekisteri.domain.errors import InvalidInputError
from asiakasrekisteri.domain.review import LEFT_OUT_BY, NOT_HERS, State, Verdict
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.domain.thirdparties import Span, Why
from asiakasrekisteri.gui.forms.labelled import Field
from asiakasrekisteri.gui.theme.theme import color, px, theme
from asiakasrekisteri.gui.widgets.basics import Button, column, label, row
from asiakasrekisteri.gui.widgets.choices import Choice
from asiakasrekisteri.gui.widgets.stacks import BesideOrUnder
from asiakasrekisteri.usecases.privacy.answers.reviewing import ItemDecision, ReviewItem, ReviewLine

_Spans = Mapping[str, tuple[Span, ...]]

_WRITTEN_IN = {"sv": N_("Ote on ruotsiksi: kirjoita ruotsiksi"), "en": N_("Ote on englanniksi: kirjoita englanniksi")}
"""What the language of an extract asks of the reasons in it; others are in Finnish."""


class ItemText(QFrame):
    """The text of the item one stands on. What is selected is masked, a masked place under the cursor is shown."""

    decided = Signal(object)
    """An `ItemDecision` of the item shown."""
    grown = Signal()
    """The grounds have been shown: the list above has less room."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("area", "pane")
        self.item: ReviewItem | None = None
        self._starts: list[tuple[int, ReviewLine]] = []
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(_("Kohdan teksti"))
        self.text.setTabChangesFocus(True)
        self.text.cursorPositionChanged.connect(self._fit)
        self._build()
        theme().changed.connect(self._paint)
        self.show_item(None)

    def _build(self) -> None:
        self.hide_button = Button(_("Peitä valinta"), "eye-off", size="s", pressed=self.hide_selected)
        self.show_button = Button(_("Näytä kohta"), "eye", size="s", pressed=self.show_place)
        self.accept_button = Button(_("Hyväksy"), "check", size="s", pressed=self.accept)
        self.mask_button = Button(_("Peitä ehdotetut"), "eye-off", size="s", pressed=self.mask_proposed)
        self.leave_button = Button(_("Jätä pois…"), size="s", pressed=self._ask_ground)
        self.by = label("", "small", wrap=True)
        of_text = row(self.hide_button, self.show_button, self.mask_button, None, gap=6)
        self.acts = BesideOrUnder(of_text, row(None, self.accept_button, self.leave_button, gap=6))
        self._build_grounds()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(16), px(8), px(12), px(10))
        layout.addWidget(self.acts)
        layout.addWidget(self.grounds)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.by)

    def _build_grounds(self) -> None:
        self.ground = Choice([(option.code, _(option.label)) for option in LEFT_OUT_BY])
        self.reason = QLineEdit()
        self._reason = Field(_("Perustelu, joka kerrotaan henkilölle"), self.reason)
        self.ground.currentIndexChanged.connect(lambda _place: self._fit_reason())
        leave = Button(_("Jätä pois"), "check", "primary", size="s", pressed=self.leave_out)
        cancel = Button(_("Peru"), size="s", pressed=self._cancel)
        ground = Field(_("Peruste"), self.ground)
        self.grounds = column(ground, self._reason, row(None, cancel, leave, gap=6), gap=6)
        self.grounds.hide()

    def write_in(self, language: str) -> None:
        """Tell in which language the reasons are read."""
        self.reason.setPlaceholderText(_(_WRITTEN_IN.get(language, "")))

    def show_item(self, item: ReviewItem | None) -> None:
        """Show another item, or none."""
        self.item = item
        self.grounds.hide()
        self.acts.show()
        self._starts, parts, at = [], [], 0
        for line in item.lines if item is not None else ():
            head = f"{line.label}\n"
            self._starts.append((at + len(head), line))
            parts.append(f"{head}{line.text}\n\n")
            at += len(parts[-1])
        self.text.setPlainText("".join(parts).rstrip("\n"))
        said = ". ".join(filter(None, (item.reason, item.by))) if item is not None else ""
        self.by.setText(_("Ratkaistu: {words}").format(words=said) if said else "")
        self.by.setVisible(bool(said))
        self._paint()
        self._fit()

    def leave_out(self) -> None:
        """Leave the item out, with the ground chosen."""
        self.decided.emit(ItemDecision(Verdict.EXCLUDE, self.ground.code(), self.reason.text()))

    def refused(self, error: Exception) -> bool:
        """Show a refusal of leaving out under its field; False where it is none."""
        faults = error.errors if isinstance(error, InvalidInputError) else ()
        for fault in faults:
            if fault.field in {"reason", "ground"}:
                self.grounds.show()
                self._reason.show_problem(fault.message)
                self.reason.setFocus()
                return True
        return False

    def accept(self) -> None:
        """Take the item into the answer; what is surely another's is masked, the rest is shown."""
        spans = {line.key: tuple(s for s in line.spans if s.sure) for _start, line in self._starts}
        self._decide(spans)

    def mask_proposed(self) -> None:
        """Mask every place that is proposed, the unsure ones too."""
        self._decide(
            {line.key: tuple(Span(s.start, s.end, _chosen(s)) for s in line.spans) for _at, line in self._starts}
        )

    def hide_selected(self) -> None:
        """Mask what is selected."""
        cursor = self.text.textCursor()
        begin, end = _places(self.text, cursor)
        spans = dict(self._spans())
        for start, line in self._starts:
            first, last = max(begin - start, 0), min(end - start, len(line.text))
            if first < last:
                rest = tuple(s for s in spans[line.key] if s.end <= first or last <= s.start)
                spans[line.key] = tuple(sorted((*rest, Span(first, last))))
        self._decide(spans)

    def show_place(self) -> None:
        """Show the masked place under the cursor."""
        found = self._place_under()
        if found is not None:
            key, place = found
            spans = dict(self._spans())
            spans[key] = tuple(s for s in spans[key] if s != place)
            self._decide(spans)

    def _decide(self, spans: _Spans) -> None:
        verdict = Verdict.REDACT if any(spans.values()) else Verdict.INCLUDE
        self.decided.emit(ItemDecision(verdict, spans=spans))

    def _spans(self) -> dict[str, tuple[Span, ...]]:
        return {line.key: line.spans for _start, line in self._starts}

    def _place_under(self) -> tuple[str, Span] | None:
        at = _places(self.text, self.text.textCursor())[0]
        for start, line in self._starts:
            for span in line.spans:
                if start + span.start <= at <= start + span.end:
                    return line.key, span
        return None

    def _ask_ground(self) -> None:
        assert self.item is not None
        found = self.item.certainty is not None
        self.ground.choose(NOT_HERS if found else "gdpr15_4")
        self.reason.clear()
        self.grounds.show()
        self.acts.hide()
        self._fit_reason()
        self.ground.setFocus()
        QTimer.singleShot(0, self, self.grown.emit)

    def _cancel(self) -> None:
        self.grounds.hide()
        self.acts.show()
        self.text.setFocus()

    def _fit_reason(self) -> None:
        self._reason.setVisible(self.ground.code() != NOT_HERS)

    def _fit(self) -> None:
        item = self.item
        state = item.state if item is not None else None
        waits = state in {State.OPEN, State.LEFT_OUT}
        self.accept_button.setVisible(waits)
        found = item is not None and item.certainty is not None
        words = _("Ota mukaan") if state is State.LEFT_OUT else _("Hyväksy") if found else _("Jätä näkyviin")
        self.accept_button.setText(words)
        self.leave_button.setVisible(item is not None and state is not State.LEFT_OUT)
        self.mask_button.setVisible(item is not None and bool(item.unsure or (item.masked and waits)))
        self.hide_button.setEnabled(item is not None and self.text.textCursor().hasSelection())
        self.show_button.setEnabled(state is not State.LEFT_OUT and self._place_under() is not None)

    def _paint(self) -> None:
        marks: list[QTextEdit.ExtraSelection] = []
        for start, line in self._starts:
            for span in line.spans:
                mark = QTextEdit.ExtraSelection()
                mark.cursor = _cursor(self.text, start + span.start, start + span.end)
                mark.format = _look(span)
                marks.append(mark)
        self.text.setExtraSelections(marks)


def _chosen(span: Span) -> Why:
    return span.why if span.sure else Why.CHOSEN


def _look(span: Span) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setBackground(color("text" if span.sure else "warn_bg"))
    look.setForeground(color("surface" if span.sure else "text"))
    look.setFontUnderline(not span.sure)
    return look


def _cursor(text: QPlainTextEdit, start: int, end: int) -> QTextCursor:
    cursor = text.textCursor()
    said = text.toPlainText()
    cursor.setPosition(_units(said[:start]))
    cursor.setPosition(_units(said[:end]), QTextCursor.MoveMode.KeepAnchor)
    return cursor


def _places(text: QPlainTextEdit, cursor: QTextCursor) -> tuple[int, int]:
    """Return where a selection begins and ends in characters; Qt counts UTF-16 units."""
    raw = text.toPlainText().encode("utf-16-le")
    begin, end = (
        len(raw[: 2 * at].decode("utf-16-le", "ignore")) for at in (cursor.selectionStart(), cursor.selectionEnd())
    )
    return begin, end


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
