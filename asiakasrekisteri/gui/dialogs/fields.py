"""A dialog that asks a few fields, does one thing off the GUI thread, and shows what was refused under the fields."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from asiakasrekisteri.domain.errors import InvalidInputError
from asiakasrekisteri.domain.fields import DataCategory, FieldKind, FieldSpec, Option
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.details import starting_value
from asiakasrekisteri.gui.forms.field import CatalogueField
from asiakasrekisteri.gui.widgets.basics import label
from asiakasrekisteri.gui.widgets.dialog import Dialog
from asiakasrekisteri.usecases.gate import Gate

R = TypeVar("R")
Values = Mapping[str, object]


def asked(
    name: str,
    words: str,
    kind: FieldKind = FieldKind.TEXT,
    *,
    options: Sequence[tuple[str, str]] = (),
    required: bool = False,
    help_text: str = "",
) -> FieldSpec:
    """Return a field of such a dialog; words, options and help in the user's language."""
    return FieldSpec(
        name=name,
        label=words,
        kind=kind,
        category=DataCategory.NONE,
        subject=None,
        required=required,
        help=help_text,
        options=tuple(Option(code, said) for code, said in options),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a dialog asks.

    Attributes:
        title: the question.
        act: words of the button.
        fields: what is asked, in order.
        note: a sentence under the title.
        start: what the fields begin with.
    """

    title: str
    act: str
    fields: Sequence[FieldSpec]
    note: str = ""
    start: Values = field(default_factory=dict)


class FieldsDialog(Dialog, Generic[R]):
    """The dialog.

    Args:
        parent: the window.
        context: the desk.
        question: what it asks.
        work: given the gate and the values by name; on the store's thread.
        done: given what the work returned.
    """

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        question: Question,
        work: Callable[[Gate, Values], R],
        done: Callable[[R], object],
    ) -> None:
        super().__init__(parent, question.title, width=520)
        self._context, self._work, self._done = context, work, done
        if question.note:
            self.add(label(question.note, "muted", wrap=True))
        self.fields = {one.name: CatalogueField(one, context.today) for one in question.fields}
        self.add(*self.fields.values())
        for name, made in self.fields.items():
            made.load(question.start.get(name, starting_value(made.spec)))
        self._fault = label("", "err", wrap=True)
        self._fault.hide()
        self.add(self._fault)
        self.cancel = self.button(_("Peru"))
        self.act = self.button(question.act, self.submit, "primary", default=True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.fields:
            self.focus_first(next(iter(self.fields.values())).editor)

    def submit(self) -> None:
        """Check the fields and do the work."""
        self._fault.hide()
        if any([one.check() for one in self.fields.values()]):  # noqa: C419 - every fault is shown at once
            return
        values = {name: one.value() for name, one in self.fields.items()}
        self._busy(busy=True)
        self._context.ask(self, lambda gate: self._work(gate, values), self._come, failed=self._refused)

    def _come(self, result: R) -> None:
        self._busy(busy=False)
        self.accept()
        self._done(result)

    def _refused(self, error: Exception) -> None:
        self._busy(busy=False)
        if not isinstance(error, InvalidInputError):
            self.reject()
            self._context.messages.failed(error)
            return
        rest = []
        for fault in error.errors:
            if fault.field in self.fields:
                self.fields[fault.field].show_problem(fault.message)
            else:
                rest.append(fault.message)
        self._fault.setText("\n".join(rest))
        self._fault.setVisible(bool(rest))
        self.fit()

    def _busy(self, *, busy: bool) -> None:
        self.act.setEnabled(not busy)
        self.cancel.setEnabled(not busy)
