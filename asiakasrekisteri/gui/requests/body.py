"""What the bodies of the steps share: cards that scroll, a form of a few fields, the reason of a disabled act."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import cast

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from asiakasrekisteri.domain.errors import InvalidInputError
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.field import CatalogueField
from asiakasrekisteri.gui.forms.grid import FieldGrid, span_of
from asiakasrekisteri.gui.requests.steps import RequestHost
from asiakasrekisteri.gui.requests.words import said
from asiakasrekisteri.gui.tasks import Failed
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.basics import Button, column, frame, row, scrolled
from asiakasrekisteri.gui.widgets.facts import Fact, Facts
from asiakasrekisteri.usecases.privacy.requests.reading import RequestCard
from asiakasrekisteri.usecases.privacy.requests.receiving import REQUEST

_WIDEST = 760
_HASH = "sha256"


def cards_area(name: str, *cards: QWidget, widest: int = _WIDEST) -> QWidget:
    """Return cards under one another that scroll, no wider than is good to read."""
    inside = column(*cards, None, gap=12)
    inside.setMaximumWidth(px(widest))
    place = row(inside, None, margins=(20, 16, 16, 16), area="root")
    cast(QHBoxLayout, place.layout()).setStretch(0, 100)
    made = frame("root")
    layout = QVBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(scrolled(place, name))
    return made


def facts_of(card: RequestCard, names: Sequence[str], context: Context) -> Facts:
    """Return values of a request in words, those that there are, with where each came from."""
    record = card.record
    found = [
        Fact(
            label=_(REQUEST[name].label),
            value=_in_two(words) if name == _HASH else words,
            origin=record.origins.get(name),
        )
        for name in names
        if (words := said(record, name))
    ]
    return Facts(tuple(found), context.today(), label_width=190)


def _in_two(digits: str) -> str:
    """Break a hash in two lines, so that it is seen whole."""
    return f"{digits[: len(digits) // 2]}\n{digits[len(digits) // 2 :]}"


def decides(host: RequestHost, *buttons: Button) -> None:
    """Disable acts that only the main user may do, with the reason next to them."""
    if not host.context.may(Permission.REQUEST_DECIDE):
        for button in buttons:
            button.setEnabled(False)
            button.setToolTip(_("Roolisi ei päätä pyynnöistä. Pyydä pääkäyttäjää."))


class FewFields(FieldGrid):
    """A few fields of a request, with refusals shown where they belong.

    Args:
        host: the page.
        names: of the fields.
        start: what they hold at first.
        required: those that this form cannot do without.
    """

    def __init__(
        self,
        host: RequestHost,
        names: Sequence[str],
        start: Mapping[str, object] | None = None,
        required: Collection[str] = (),
    ) -> None:
        self.fields = {
            name: CatalogueField(replace(spec, required=True) if name in required else spec, host.context.today)
            for name in names
            for spec in (REQUEST[name],)
        }
        super().__init__([(field, max(2, span_of(field.spec.kind))) for field in self.fields.values()], halves=True)
        for name, field in self.fields.items():
            field.load((start or {}).get(name))

    def values(self) -> dict[str, object]:
        """Return what is typed, by name."""
        return {name: field.value() for name, field in self.fields.items()}

    def text(self, name: str) -> str:
        """Return what is typed into a field as text."""
        value = self.fields[name].value()
        return "" if value is None else str(value)

    def changed(self, told: Callable[[], object]) -> None:
        """Call when something has been typed."""
        for field in self.fields.values():
            field.changed.connect(told)

    def focus_first(self) -> None:
        """Go to the first field."""
        next(iter(self.fields.values())).editor.setFocus()

    def refusing(self, host: RequestHost, others: Callable[[Exception], object] | None = None) -> Failed:
        """Return what shows each refusal under its field; what is of none goes to `others` or a banner."""

        def failed(error: Exception) -> None:
            faults = error.errors if isinstance(error, InvalidInputError) else ()
            mine = [fault for fault in faults if fault.field in self.fields]
            for fault in mine:
                self.fields[fault.field].show_problem(fault.message)
            if mine:
                self.fields[mine[0].field].editor.setFocus()
            else:
                (others or host.context.messages.failed)(error)

        return failed
