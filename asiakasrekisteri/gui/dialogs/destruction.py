"""What every question of a destruction that was done by hand shares: lines to type, and faults under them."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QLineEdit, QWidget

from asiakasrekisteri.domain.errors import InvalidInputError
from asiakasrekisteri.domain.formats import day
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.dates import parse_day
from asiakasrekisteri.gui.forms.labelled import Field
from asiakasrekisteri.gui.widgets.dialog import Dialog
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.retention.records import Protocol

_OPTIONAL = frozenset({"contractor", "certificate", "witness"})


class DestructionDialog(Dialog):
    """Asks how something was destroyed, and records it.

    Args:
        parent: the window.
        context: the desk.
        title: the question.
        captions: of the lines, by the fields of a destruction; "destroyed_on" and "by" are among them.
        done: given the record of the destruction.
        width: at text size 100 %.
    """

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        title: str,
        captions: Mapping[str, str],
        done: Callable[[Protocol], object],
        width: int,
    ) -> None:
        super().__init__(parent, title, width=width)
        self._context, self._done = context, done
        self.lines = {name: QLineEdit() for name in captions}
        self.lines["destroyed_on"].setText(day(context.today()))
        self.lines["by"].setText(context.gate.actor.name)
        self.fields = {n: Field(captions[n], line, optional=n in _OPTIONAL) for n, line in self.lines.items()}

    def typed(self) -> dict[str, object]:
        """Return what is typed in the lines, by the fields of a destruction."""
        said: dict[str, object] = {name: line.text().strip() or None for name, line in self.lines.items()}
        said["destroyed_on"] = parse_day(self.lines["destroyed_on"].text(), self._context.today())
        return said

    def record(self, work: Callable[[Gate], Protocol], otherwise: str) -> None:
        """Record the destruction; a fault is shown under its field, one of no field here under `otherwise`."""

        def come(protocol: Protocol) -> None:
            self.accept()
            self._done(protocol)

        def failed(error: Exception) -> None:
            if not isinstance(error, InvalidInputError):
                self._context.messages.failed(error)
                return
            for fault in error.errors:
                self.fields.get(fault.field, self.fields[otherwise]).show_problem(fault.message)

        self._context.ask(self, work, come, failed=failed)
