"""The page of an order: its rows and sums, the steps from received to invoiced, and its form with rows."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget

from asiakasrekisteri.domain.errors import FieldError
from asiakasrekisteri.domain.fields import EntitySpec, Record
from asiakasrekisteri.domain.formats import as_text, euros, percent
from asiakasrekisteri.domain.texts import N_, _, ngettext
from asiakasrekisteri.gui.chips import record_chip
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.details import all_edits, show_refusals
from asiakasrekisteri.gui.records.editor import Newer, RecordEditor, Stored
from asiakasrekisteri.gui.records.kinds import DocumentCases, RecordKind
from asiakasrekisteri.gui.records.look import Aside, Look, Shown, Telling
from asiakasrekisteri.gui.records.orderrows import OrderRowsCard
from asiakasrekisteri.gui.theme.theme import font
from asiakasrekisteri.gui.widgets.basics import Button, column, label, line, row
from asiakasrekisteri.gui.widgets.card import table_card
from asiakasrekisteri.gui.widgets.grid_table import GridTable, Head
from asiakasrekisteri.usecases.edits import Saved
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.orders import (
    NEXT_STATES,
    ORDER,
    ORDER_ROW,
    Delivered,
    OrderCard,
    add_order,
    deliver_order,
    open_order,
    save_order,
)
from asiakasrekisteri.usecases.rows import Owner

ORDER_KIND = RecordKind(
    cases=DocumentCases(spec=ORDER, open=open_order, add=add_order, save=save_order),
    icon="package-plus",
    named_by=("number",),
    tab="sopimukset",
    added=N_("Tilaus lisättiin."),
    saved=N_("Tilauksen tiedot tallennettiin."),
    may_attach=True,
)
_BEGINNING = ("received", "confirmed")
"""States in which a new order may be."""
_STEPS = {
    "confirmed": (N_("Vahvista"), "check", N_("Tilaus vahvistettiin.")),
    "delivered": (N_("Merkitse toimitetuksi"), "package", ""),
    "invoiced": (N_("Merkitse laskutetuksi"), "receipt-euro", N_("Tilaus merkittiin laskutetuksi.")),
    "cancelled": (N_("Peru tilaus"), "x", N_("Tilaus peruttiin.")),
}
"""The button that takes an order to a state, its icon, and what is told afterwards."""


def _fetch(_kind: RecordKind, gate: Gate, order_id: int) -> Shown:
    card = gate.call(open_order, order_id)
    return Shown(card.record, (Owner("customer", card.customer_id, card.customer),), card)


def _card(shown: Shown) -> OrderCard:
    assert isinstance(shown.more, OrderCard)
    return shown.more


def _rows_aside(context: Context, shown: Shown) -> QWidget:
    card = _card(shown)
    heads = (
        Head(_("Tilattu tuote"), 5),
        Head(_("Määrä"), 0, right=True),
        Head(_("À-hinta"), 0, right=True),
        Head(_("Alv"), 0, right=True),
        Head("", 0),
    )
    names = ("description", "quantity", "unit_price", "vat_percent")
    rows = [_row_cells(context, r, names) for r in card.rows]
    inner: QWidget = GridTable(_("Tilausrivit"), heads, rows)
    if not rows:
        inner = column(label(_("Tilauksella ei ole rivejä. Lisää ne muokkauksessa."), "muted", wrap=True))
        inner.setContentsMargins(12, 2, 12, 8)
    whole = column(inner, *(_sums(card) if rows else ()), gap=6, margins=(0, 0, 0, 8))
    return table_card(_("Tilausrivit"), whole)


def _row_cells(context: Context, record: Record, names: Sequence[str]) -> list[QWidget | str]:
    chip = record_chip(context, ORDER_ROW, record, record.text("description"))
    return [*(as_text(ORDER_ROW[name], record.values.get(name)) for name in names), row(*chip)]


def _sums(card: OrderCard) -> list[QWidget]:
    told = [(_("Veroton yhteensä"), card.totals.net)]
    told += [(_("Alv {rate}").format(rate=percent(v.percent)), v.vat) for v in card.totals.by_rate if v.vat]
    told.append((_("Yhteensä"), card.totals.gross))
    lines: list[QWidget] = [line()]
    for place, (name, amount) in enumerate(told):
        last = place == len(told) - 1
        shown = label(euros(amount), "strong" if last else "body")
        shown.setFont(font(13, 600 if last else 400, tabular=True))
        shown.setAccessibleName(f"{name}: {euros(amount)}")
        lines.append(row(label(name, "strong" if last else "muted"), None, shown, margins=(12, 0, 12, 0)))
    return lines


def _acts(page: Telling, shown: Shown) -> Sequence[QWidget]:
    card = _card(shown)
    return [_step(page, card, state) for state in reversed(card.next_states)]


def _step(page: Telling, card: OrderCard, state: str) -> Button:
    words, icon, _told = _STEPS[state]
    forward = state != "cancelled"
    take = partial(_deliver, page, card) if state == "delivered" else partial(_go_on, page, card, state)
    made = Button(_(words), icon, "primary" if forward else "ghost", pressed=take)
    if state == "delivered":
        made.setToolTip(_("Jaksoittain maksettavista tuotteista alkaa palvelu. Toimituksen voi kumota."))
    return made


def _go_on(page: Telling, card: OrderCard, state: str) -> None:
    record = card.record

    def done(saved: Saved) -> None:
        page.tell(_(_STEPS[state][2]), Stored(saved, (saved.undo,)), f"{record.entity}/{record.id}")
        page.reload()

    page.context.ask(
        page.context,
        lambda gate: gate.call(save_order, record.id, record.version, {"state": state}, source="staff"),
        done,
    )


def _deliver(page: Telling, card: OrderCard) -> None:
    """Mark the order delivered; the services of its rows begin."""
    record = card.record

    def done(saved: Delivered) -> None:
        count = len(saved.services)
        begun = ngettext("{n} palvelu alkoi.", "{n} palvelua alkoi.", count).format(n=count)
        words = _("Tilaus merkittiin toimitetuksi.") + (f" {begun}" if count else "")
        page.tell(words, Stored(saved, (saved.undo,)), f"{record.entity}/{record.id}")
        page.reload()

    page.context.ask(page.context, lambda gate: gate.call(deliver_order, record.id, record.version), done)


class OrderEditor(RecordEditor):
    """The form of an order with its rows."""

    def spec(self) -> EntitySpec:
        """Return the order with the states it may go to; a new one may be left without a number."""
        record = self._record
        states = _BEGINNING if record is None else (record.text("state"), *NEXT_STATES[record.text("state")])
        state = ORDER["state"]
        changed = {"state": replace(state, options=tuple(o for o in state.options if o.code in states))}
        if record is None:
            hint = N_("Tyhjäksi jätettynä ohjelma antaa seuraavan numeron.")
            changed["number"] = replace(ORDER["number"], required=False, help=hint)
        return replace(ORDER, fields=tuple(changed.get(f.name, f) for f in ORDER))

    def add_parts(self) -> None:
        """See RecordEditor."""
        self.rows = OrderRowsCard(ORDER_ROW, self._context)
        self.form.add_part(self.rows, self.rows)

    def load(self) -> None:
        """See RecordEditor."""
        super().load()
        card = self._more
        if isinstance(card, OrderCard):
            self.rows.load(card.rows)
            self.rows.set_frozen(frozen=not card.changeable)

    def first_values(self) -> dict[str, object]:
        """See RecordEditor."""
        return {**super().first_values(), "ordered_on": self._context.today()}

    def store(self, gate: Gate, values: Mapping[str, object], links: Mapping[str, int], source: str) -> Saved:
        """See RecordEditor."""
        edits, record = self.rows.edits(), self._record
        if record is None:
            return gate.call(add_order, links["customer_id"], values, edits, source=source)
        return gate.call(save_order, record.id, record.version, values, edits, source=source)

    def show_refused(self, errors: Sequence[FieldError]) -> None:
        """See RecordEditor."""
        _edits, owners = all_edits((self.rows,))
        self.form.show_errors(show_refusals(errors, owners))

    def newest(self, gate: Gate, row_id: int) -> Newer:
        """See RecordEditor."""
        card = gate.call(open_order, row_id)
        return Newer(card.record, card)

    def rebase(self, newer: Newer) -> tuple[str, ...]:
        """See RecordEditor."""
        assert isinstance(newer.more, OrderCard)
        self.rows.rebase(newer.more.rows)
        return super().rebase(newer)


def order_look(*asides: Aside) -> Look:
    """Return what the page of an order has of its own; `asides` stand under its rows."""
    return Look(fetch=_fetch, asides=(_rows_aside, *asides), editor=OrderEditor, acts=_acts)
