"""A field of the catalogue in a form: its editor by its kind, and its own checks."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from asiakasrekisteri.domain.fields import FieldKind, FieldSpec, Sensitivity
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.forms.editors import Editor, Today
from asiakasrekisteri.gui.forms.kinds import editor_for
from asiakasrekisteri.gui.forms.labelled import Field


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

    def keep(self) -> None:
        """Take what is shown as what is stored: a draft has been kept."""
        if not self.value_editor.fault():
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
