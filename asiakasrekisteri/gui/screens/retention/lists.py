"""The tabs of what is kept for a reason and of what has been destroyed."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from asiakasrekisteri.domain.fields import FieldKind
from asiakasrekisteri.domain.formats import iso_day
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.preview import Preview
from asiakasrekisteri.gui.tables.columns import Cell, Column, Values
from asiakasrekisteri.gui.tables.local import LocalTable
from asiakasrekisteri.gui.widgets.basics import Button, line, row
from asiakasrekisteri.gui.widgets.states import EmptyState
from asiakasrekisteri.usecases.retention.holds import Held, HeldList, lift_hold, list_holds
from asiakasrekisteri.usecases.retention.records import Protocol, list_protocols, protocol_document


def _day(name: str, values: Values) -> Cell:
    return Cell(text=iso_day(str(values[name])) if values[name] else "", kind="number")


def _state(values: Values) -> Cell:
    if values["in_force"]:
        return Cell(text=_("Voimassa"), kind="pill", tone="warn", icon="lock")
    return Cell(text=_("Päättynyt"), kind="pill", tone="neutral")


HOLD_COLUMNS = (
    Column(name="what", label=N_("Tieto"), width=130),
    Column(name="about", label=N_("Koskee"), width=170),
    Column(name="ground", label=N_("Peruste"), width=214),
    Column(name="reason", label=N_("Selite"), width=262),
    Column(name="until", label=N_("Tarkistetaan"), width=106, render=lambda v: _day("until", v)),
    Column(name="decided_by", label=N_("Päätti"), width=138),
    Column(name="in_force", label=N_("Tila"), width=120, render=_state),
)
PROTOCOL_COLUMNS = (
    Column(name="number", label=N_("Pöytäkirja"), width=130),
    Column(name="destroyed_on", label=N_("Hävitetty"), width=110, render=lambda v: _day("destroyed_on", v)),
    Column(name="what", label=N_("Mitä hävitettiin"), width=226),
    Column(name="count", label=N_("Määrä"), kind=FieldKind.NUMBER, width=80, align="right"),
    Column(name="medium", label=N_("Tietoväline"), width=150),
    Column(name="level", label=N_("Turvaluokka"), width=124),
    Column(name="by", label=N_("Hävityksen teki"), width=150),
    Column(name="witness", label=N_("Todistaja"), width=150),
)


class _ListView(QFrame):
    """A table with its acts under it, or a sentence where there is nothing."""

    def __init__(self, table: LocalTable, empty: QWidget, *acts: QWidget) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self.table = table
        self._stack = QStackedWidget()
        full = QFrame()
        layout = QVBoxLayout(full)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(table, 1)
        layout.addWidget(line())
        layout.addWidget(row(None, *acts, margins=(20, 10, 12, 10), area="pane"))
        for widget in (full, empty):
            self._stack.addWidget(widget)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def show_rows(self, rows: Mapping[int, Mapping[str, object]]) -> None:
        """Show rows, or that there are none."""
        self.table.show_rows(rows)
        self._stack.setCurrentIndex(0 if rows else 1)

    def focus_start(self) -> None:
        """See Starts."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)


class HoldsView(_ListView):
    """What is kept although its time is over.

    Args:
        context: the desk.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self.lift = Button(_("Poista kielto"), "lock-open", pressed=self.lift_current)
        table = LocalTable(context, HOLD_COLUMNS, _("Säilytetty perustellen"), "legal_holds")
        empty = EmptyState(
            "lock",
            _("Mitään ei säilytetä perustellen"),
            _("Valitse tarkastettava tieto ja sen ratkaisuksi Säilytä perustellen."),
        )
        super().__init__(table, empty, self.lift)
        self.holds: dict[int, Held] = {}
        table.opened.connect(self._open)
        context.bus.watch(self, ("legal_hold",), lambda _changes: self.refresh())
        self.refresh()

    def refresh(self) -> None:
        """Fetch the holds anew."""
        self._context.ask(self, lambda gate: gate.call(list_holds), self._come)

    def _come(self, found: HeldList) -> None:
        self.holds = {one.id: one for one in found.holds}
        self.show_rows({one.id: _values(one) for one in found.holds})

    def _open(self, row_id: int) -> None:
        if self.holds[row_id].address:
            self._context.go(self.holds[row_id].address)

    def lift_current(self) -> None:
        """End the hold that is chosen."""
        one = self.holds.get(self.table.current_id() or 0)
        if one is not None and one.in_force:
            self._context.ask(
                self,
                lambda gate: gate.call(lift_hold, one.id, one.version),
                lambda _saved: self._context.messages.done(_("Hävityskielto poistettiin."), None),
            )


class ProtocolsView(_ListView):
    """What has been destroyed; Enter opens the protocol.

    Args:
        context: the desk.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self.look = Button(_("Avaa pöytäkirja"), "file-text", pressed=self.open_current)
        table = LocalTable(context, PROTOCOL_COLUMNS, _("Hävitetty"), "destructions")
        empty = EmptyState(
            "archive", _("Mitään ei ole hävitetty"), _("Jokaisesta hävityksestä jää pöytäkirja tähän luetteloon.")
        )
        super().__init__(table, empty, self.look)
        table.opened.connect(self.open_protocol)
        context.bus.watch(self, ("destruction",), lambda _changes: self.refresh())
        self.refresh()

    def refresh(self) -> None:
        """Fetch the protocols anew."""
        self._context.ask(self, lambda gate: gate.call(list_protocols), self._come)

    def _come(self, found: tuple[Protocol, ...]) -> None:
        self.show_rows({one.id: _values(one) for one in found})

    def open_current(self) -> None:
        """Open the protocol that is chosen."""
        if (row_id := self.table.current_id()) is not None:
            self.open_protocol(row_id)

    def open_protocol(self, row_id: int) -> None:
        """Show a protocol as it was printed."""

        def come(pdf: bytes) -> None:
            if not self.isVisible():
                return  # the page was left, or the register locked, meanwhile
            shown = Preview(
                self.window(),
                pdf,
                _("Hävityspöytäkirja"),
                "havityspoytakirja.pdf",
                self._context.runner,
                self._context.messages.failed,
            )
            shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            shown.open()

        self._context.ask(self, lambda gate: gate.call(protocol_document, row_id), come)


def _values(one: Held | Protocol) -> Mapping[str, object]:
    return {name: getattr(one, name) for name in type(one).__dataclass_fields__}
