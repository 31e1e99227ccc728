"""A reference to another row: chosen from what the form has been offered."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from asiakasrekisteri.domain.fields import FieldSpec
from asiakasrekisteri.gui.forms.editors import Editor, Today
from asiakasrekisteri.gui.widgets.choices import Choice


class LinkEditor(Editor):
    """A combo of rows by what they are called. What is stored stays chosen even before the choices have come."""

    def __init__(self, spec: FieldSpec, today: Today) -> None:  # noqa: ARG002 - every editor is made alike
        self._choice = Choice((), optional=not spec.required)
        self._names: dict[str, str] = {}
        self._offered: tuple[tuple[str, str], ...] = ()
        self.widget: QWidget = self._choice

    def offer(self, options: Sequence[tuple[int, str]]) -> None:
        """Give the rows to choose from: (id, what it is called)."""
        self._offered = tuple((str(row_id), words) for row_id, words in options)
        self._renew()

    def call_it(self, row_id: int, words: str) -> None:
        """Say what a stored row is called that may not be among those offered, e.g. one no longer on sale."""
        self._names[str(row_id)] = words
        self._renew()

    def _renew(self) -> None:
        known = {code for code, _words in self._offered}
        kept = tuple((code, words) for code, words in self._names.items() if code not in known)
        self._choice.blockSignals(True)
        self._choice.offer((*kept, *self._offered))
        self._choice.blockSignals(False)

    def load(self, value: object) -> None:
        code = "" if value is None else str(value)
        if code and self._choice.findData(code) < 0:
            self._names[code] = ""
            self._renew()
        self._choice.choose(code)

    def value(self) -> object:
        code = self._choice.code()
        return int(code) if code else None

    def on_change(self, told: Callable[[], None]) -> None:
        self._choice.currentIndexChanged.connect(lambda _place: told())
