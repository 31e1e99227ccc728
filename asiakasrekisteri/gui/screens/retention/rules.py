"""The tab of the rules: how long what is kept and why, beside it the form and the earlier decisions."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout

from asiakasrekisteri.domain.errors import InvalidInputError
from asiakasrekisteri.domain.formats import iso_day
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.form import EntityForm
from asiakasrekisteri.gui.tables.columns import Cell, Column
from asiakasrekisteri.gui.tables.local import LocalTable
from asiakasrekisteri.gui.widgets.basics import Button, clear, label, row, scrolled
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.notices import Banner
from asiakasrekisteri.usecases.retention.deciding import RULE, Decided, decide_rule, list_rules

COLUMNS = (
    Column(name="title", label=N_("Tietoryhmä"), width=200, render=lambda v: Cell(text=str(v["title"]), kind="strong")),
    Column(name="time", label=N_("Säilytysaika"), width=180),
    Column(name="event", label=N_("Alku"), width=180),
    Column(name="ground", label=N_("Peruste"), width=180),
    Column(name="action", label=N_("Ajan päätyttyä"), width=190, shown=False),
    Column(
        name="decided_on",
        label=N_("Päätetty"),
        width=104,
        shown=False,
        render=lambda v: Cell(text=iso_day(str(v["decided_on"])) if v["decided_on"] else "", kind="number"),
    ),
)


class RulesView(QFrame):
    """The rules, and the one that is chosen as a form.

    Args:
        context: the desk.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._context = context
        self.rules: tuple[Decided, ...] = ()
        self.form: EntityForm | None = None
        self.table = LocalTable(context, COLUMNS, _("Säilytyssäännöt"), "retention_rules")
        inner = QFrame()
        self._body = QVBoxLayout(inner)
        self._body.setContentsMargins(20, 16, 20, 16)
        self._body.setSpacing(12)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.table)
        split.addWidget(scrolled(inner, _("Säilytyssääntö")))
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        split.setSizes([640, 480])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)
        self.table.current_changed.connect(self._choose)
        self.refresh()

    def refresh(self) -> None:
        """Fetch the rules anew."""
        self._context.ask(self, lambda gate: gate.call(list_rules), self._come)

    def _come(self, rules: tuple[Decided, ...]) -> None:
        self.rules = rules
        rows = {
            place: {
                "title": one.title,
                "time": one.time,
                "event": one.rule.event,
                "ground": one.ground,
                "action": one.action,
                "decided_on": one.decided_on,
            }
            for place, one in enumerate(rules, 1)
        }
        self.table.show_rows(rows)
        self._choose(self.table.current_id() or 1)

    def _choose(self, row_id: int) -> None:
        if not 1 <= row_id <= len(self.rules):
            return
        one = self.rules[row_id - 1]
        clear(self._body)
        self._body.addWidget(label(one.title, "h1", wrap=True))
        if not one.voucher:
            words = _("Kirjanpitolaki ei ole tämän tietoryhmän peruste (tietosuojavaltuutetun päätös 19.3.2020).")
            self._body.addWidget(Banner("info", words))
        self.form = EntityForm(RULE, self._context.today)
        self.form.load_values(one.values)
        self.form.setEnabled(self._context.may(Permission.SETTINGS_WRITE))
        self.form.submitted.connect(lambda _values: self._save(one))
        self._body.addWidget(self.form)
        self.save = Button(_("Tallenna sääntö"), "check", "primary", pressed=self.form.submit)
        if not self._context.may(Permission.SETTINGS_WRITE):
            self.save.hide()
        self._body.addWidget(row(None, self.save))
        if one.past:
            self._body.addWidget(_history(one))
        self._body.addStretch(1)

    def _save(self, one: Decided) -> None:
        form = self.form
        assert form is not None
        changes = form.changes()

        def done(_saved: object) -> None:
            self._context.messages.done(_("Säilytyssääntö tallennettiin."), None)
            self.refresh()

        def failed(error: Exception) -> None:
            if isinstance(error, InvalidInputError):
                form.show_errors(error.errors)
            else:
                self._context.messages.failed(error)

        self._context.ask(
            self, lambda gate: gate.call(decide_rule, one.code, one.version, changes), done, failed=failed
        )

    def focus_start(self) -> None:
        """See Starts."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)


def _history(one: Decided) -> Card:
    lines: Sequence[str] = [f"{iso_day(past.on)} {past.by}: {past.was}" for past in one.past]
    return Card(_("Aiemmat päätökset"), *(label(words, "small", wrap=True) for words in lines), gap=6)
