"""One field of a form: label above, editor, and under it the error, the note or the hint."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QVBoxLayout, QWidget

from asiakasrekisteri.domain.fields import FieldKind, FieldSpec, Sensitivity
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.forms.editors import Editor, Today, editor_for
from asiakasrekisteri.gui.theme.icons import Icon
from asiakasrekisteri.gui.widgets.announce import announce
from asiakasrekisteri.gui.widgets.basics import label, restyle, row


class Field(QFrame):
    """A labelled editor that says what is wrong with its value.

    Args:
        caption: label, in the user's language.
        editor: the widget that holds the value.
        optional: marked *valinnainen*.
        hint: shown while nothing is wrong.
        captioned: False when the editor carries its own label (check box).
    """

    left = Signal()
    """The focus left the editor."""

    def __init__(
        self, caption: str, editor: QWidget, hint: str = "", *, optional: bool = False, captioned: bool = True
    ) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self.editor, self._hint, self.caption = editor, hint, caption
        self._problem = ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        if captioned:
            words = label(caption, "strong")
            words.setBuddy(editor)
            marks = [label(_("valinnainen"), "small")] if optional else []
            layout.addWidget(row(words, *marks, None, gap=6))
        layout.addWidget(editor)
        self._icon = Icon("circle-alert", 14, "err")
        self._text = label("", "small", wrap=True)
        self._foot = row(self._icon, self._text, gap=6)
        foot = self._foot.layout()
        assert foot is not None
        foot.setAlignment(self._icon, Qt.AlignmentFlag.AlignTop)
        self._text.setSizePolicy(self._text.sizePolicy().Policy.Expanding, self._text.sizePolicy().Policy.Preferred)
        layout.addWidget(self._foot)
        layout.addStretch(1)
        spoken = _("{label}, valinnainen").format(label=caption) if optional else caption
        editor.setAccessibleName(spoken)
        editor.installEventFilter(self)
        self._show("small", hint)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell when the focus leaves, unless it only went to a menu or to another window."""
        if event.type() == QEvent.Type.FocusOut and watched is self.editor:
            popup = QApplication.activePopupWidget()
            if popup is None and self.window().isActiveWindow():
                self.left.emit()
        return super().eventFilter(watched, event)

    def problem(self) -> str:
        """Return what is wrong, or ""."""
        return self._problem

    def show_problem(self, text: str) -> None:
        """Show what is wrong and how to mend it; "" when it is cured."""
        self._problem = text
        if bool(self.editor.property("bad")) != bool(text):
            self.editor.setProperty("bad", bool(text))
            restyle(self.editor)
        self._show("err" if text else "small", text or self._hint)
        self.editor.setAccessibleDescription(text or self._hint)
        if text:
            announce(self.editor, text)

    def show_note(self, text: str) -> None:
        """Show what was done to the value, e.g. that a number was put in international form."""
        self._show("small", text or self._hint)
        self.editor.setAccessibleDescription(text)

    def shown_text(self) -> str:
        """Return the words under the editor."""
        return self._text.text()

    def _show(self, style: str, text: str) -> None:
        self._text.setText(text)
        if self._text.property("t") != style:
            self._text.setProperty("t", style)
            restyle(self._text)
        self._icon.setVisible(style == "err")
        self._foot.setVisible(bool(text))


class CatalogueField(Field):
    """A field of the catalogue: checks itself by its specification when it is left.

    Args:
        spec: the field.
        today: what "t" and "+7" count from.
    """

    changed = Signal()

    def __init__(self, spec: FieldSpec, today: Today) -> None:
        self.spec = spec
        self.value_editor: Editor = editor_for(spec, today)
        flag = spec.kind is FieldKind.FLAG
        super().__init__(
            _(spec.label),
            self.value_editor.widget,
            _(spec.help),
            optional=not spec.required and not flag,
            captioned=not flag,
        )
        self.editor.setObjectName(spec.name)
        self._loading = False
        self._loaded: object = None
        self.value_editor.on_change(self._changed)
        self.left.connect(self.check)

    def load(self, value: object) -> None:
        """Show a stored value."""
        self._loading = True
        self.value_editor.load(value)
        self._loading = False
        self.show_problem("")
        self._loaded = self.value()

    def type_in(self, value: object) -> None:
        """Show a value as if the user had typed it."""
        self.value_editor.load(value)

    def value(self) -> object:
        """Return the value as it would be stored."""
        typed = self.value_editor.value()
        return self.spec.normalise(typed) if self.spec.normalise is not None and typed is not None else typed

    def is_changed(self) -> bool:
        """Tell whether the value differs from the one loaded."""
        return self.value() != self._loaded

    def check(self) -> str:
        """Check the value, show and return what is wrong, or ""; put a sound one into its proper form."""
        problem = self._problem_now()
        self.show_problem(problem)
        if not problem:
            self._tidy()
        return problem

    def _problem_now(self) -> str:
        if fault := self.value_editor.fault():
            return fault
        value = self.value()
        if self.spec.sensitivity is not Sensitivity.PLAIN and value is not None and not self.is_changed():
            return ""  # the mask of what is stored
        if value is None:
            required = _("{label} puuttuu. Kirjoita se ennen tallennusta.")
            return required.format(label=_(self.spec.label)) if self.spec.required else ""
        return (self.spec.check(value) if self.spec.check is not None else None) or ""

    def _tidy(self) -> None:
        """Show the value in the form it is stored in, and say so when that is not how it was typed."""
        editor = self.editor
        if not isinstance(editor, QLineEdit):
            return
        before = editor.text()
        self._loading = True
        self.value_editor.load(self.value())
        self._loading = False
        if editor.text() != before.strip() and self.spec.kind is not FieldKind.IDENTITY_CODE:
            self.show_note(_("Muutettu muotoon {value}").format(value=editor.text()))

    def _changed(self) -> None:
        if self._loading:
            return
        if self.problem() and not self._problem_now():
            self.show_problem("")
        self.changed.emit()
