"""What the list of customers shows of each."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from asiakasrekisteri.domain.fields import FieldKind
from asiakasrekisteri.domain.formats import association_number
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.tables.columns import Cell, Column, Mark, Values
from asiakasrekisteri.gui.widgets.marks import Tone
from asiakasrekisteri.usecases.customer_marks import OVERDUE, PROHIBITED, REQUESTED
from asiakasrekisteri.usecases.customers import CUSTOMER, customer_rows

TONES: dict[str, Tone] = {"active": "ok", "prospect": "info", "terminated": "warn", "ended": "neutral"}


MARKS = (
    (REQUESTED, "inbox", N_("Avoin pyyntö"), "accent"),
    (PROHIBITED, "megaphone-off", N_("Markkinointikielto"), "warn"),
    (OVERDUE, "receipt-euro", N_("Erääntynyt lasku"), "err"),
)
"""Code of a mark, its icon, words and tone."""


def option_label(field: str, code: object) -> str:
    """Return a choice of the customer in words."""
    return next((_(o.label) for o in CUSTOMER[field].options if o.code == code), "")


def statuses() -> list[tuple[str, str]]:
    """Return the states of a customer: code and words."""
    return [(o.code, _(o.label)) for o in CUSTOMER["status"].options]


def shown_identifier(kind: str, identifier: str) -> str:
    """Return how a customer is identified in a list: Y-tunnus, register number of an association, or its kind."""
    if kind == "association" and identifier.isdigit():
        return _("Rek. {number}").format(number=association_number(identifier))
    if identifier:
        return identifier
    return _("Yksityinen") if kind == "private" else ""


def _name(values: Values) -> Cell:
    return Cell(text=str(values["name"]), kind="strong")


def _identifier(values: Values) -> Cell:
    text = shown_identifier(str(values["kind"]), str(values["identifier"]))
    return Cell(text=text, kind="number" if text[:1].isdigit() else "muted")


def _contacts(values: Values) -> Cell:
    count = values["contacts"]
    return Cell(text=str(count) if count else "", kind="number")


def _services(values: Values) -> Cell:
    count = values["services"]
    return Cell(text=str(count) if count else "", kind="number")


def _marks(values: Values) -> Cell:
    known = values["marks"]
    assert isinstance(known, frozenset)
    marks = [Mark(icon, _(words), tone) for code, icon, words, tone in MARKS if code in known]
    return Cell(text="", kind="icons", marks=tuple(marks))


def _status(values: Values) -> Cell:
    if values["restricted"]:
        return Cell(text=_("Rajoitettu"), kind="pill", tone="err")
    code = str(values["status"])
    return Cell(text=option_label("status", code), kind="pill", tone=TONES.get(code, "neutral"))


def _kind(values: Values) -> Cell:
    return Cell(text=option_label("kind", values["kind"]).capitalize())


COLUMNS = (
    Column(name="name", label=N_("Nimi"), width=236, render=_name),
    Column(name="identifier", label=N_("Tunniste"), width=104, sortable=False, render=_identifier, spare=True),
    Column(name="town", label=N_("Paikkakunta"), width=108, sortable=False, bends=True, spare=True),
    Column(
        name="services", label=N_("Palvelut"), width=76, align="right", sortable=False, render=_services, spare=True
    ),
    Column(name="marks", label=N_("Huomiot"), width=84, sortable=False, render=_marks),
    Column(name="status", label=N_("Tila"), width=100, render=_status),
    Column(
        name="contacts", label=N_("Henkilöt"), width=94, align="right", sortable=False, shown=False, render=_contacts
    ),
    Column(name="number", label=N_("Asiakasnumero"), kind=FieldKind.REFERENCE, width=130, shown=False),
    Column(name="kind", label=N_("Asiakaslaji"), width=130, sortable=False, shown=False, render=_kind),
)


class CustomerPages:
    """Fetches rows of the list."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def fetch(self, ids: Sequence[int]) -> Sequence[Mapping[str, object]]:
        """See tables.model.Pages."""
        rows = {row.id: row for row in self._context.gate.call(customer_rows, ids)}
        return [asdict(rows[i]) if i in rows else {} for i in ids]
