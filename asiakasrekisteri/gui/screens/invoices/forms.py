"""What each form of an invoice begins with and how it is stored."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import cast

from PySide6.QtWidgets import QWidget

from asiakasrekisteri.domain.fields import EntitySpec, Record
from asiakasrekisteri.domain.formats import as_text, day as written, euros
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.domain.vat import VatCode, VatRate, check_rate
from asiakasrekisteri.gui.billing.specs import INVOICE, PAYMENT, REMINDER, new_invoice_spec
from asiakasrekisteri.gui.context import Ask, Context
from asiakasrekisteri.gui.forms.details import starting_value
from asiakasrekisteri.gui.forms.form import EntityForm
from asiakasrekisteri.gui.records.seek import SeekCard
from asiakasrekisteri.gui.screens.invoices.rowsform import Priced, RowsCard
from asiakasrekisteri.gui.screens.invoices.writing import BillForm, Rebase, Refuse
from asiakasrekisteri.gui.widgets.notices import Banner
from asiakasrekisteri.usecases.billing.card import InvoiceCard, open_invoice
from asiakasrekisteri.usecases.billing.credits import credit_invoice
from asiakasrekisteri.usecases.billing.invoices import FIXED_WHEN_SENT, add_invoice, save_invoice
from asiakasrekisteri.usecases.billing.payments import add_payment, save_payment
from asiakasrekisteri.usecases.billing.rates import list_vat_rates
from asiakasrekisteri.usecases.billing.reminders import add_reminder
from asiakasrekisteri.usecases.choices import choices
from asiakasrekisteri.usecases.edits import Saved
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.rows import Owner
from asiakasrekisteri.usecases.sources import list_sources

TERM_DAYS = 14
"""The due day that is proposed of a new invoice or reminder, from the day it is sent."""
_NOT_ASKED = frozenset({"kind", "credits_id"})
"""Credit notes are made of the invoice that they credit."""
_CREDIT = replace(
    INVOICE,
    label=N_("Hyvityslasku"),
    fields=(replace(INVOICE["note"], label=N_("Hyvityksen syy")),),
    sections=(),
)


@dataclass(frozen=True, slots=True)
class Desk:
    """What every form needs: the sources, the products and the rates of tax."""

    sources: tuple[tuple[str, str], ...]
    priced: Priced


def fetch_desk(gate: Gate) -> Desk:
    """Fetch what the forms need."""
    sources = tuple((s.code, s.name) for s in gate.call(list_sources) if s.code != "import")
    products = gate.call(choices, "product")
    return Desk(sources, Priced(products, tuple(_rate(r) for r in gate.call(list_vat_rates))))


def _rate(record: Record) -> VatRate:
    return VatRate(
        VatCode(record.text("code")),
        cast(Decimal, record["percent"]),
        cast(dt.date, record["since"]),
        cast(dt.date | None, record["until"]),
    )


def _form(context: Context, spec: EntitySpec, desk: Desk, source: str) -> EntityForm:
    return EntityForm(spec, context.today, desk.sources, source)


def _with_rows(context: Context, form: EntityForm, desk: Desk, before: str) -> RowsCard:
    def tax_day() -> dt.date:
        typed = (form.fields[name].value() for name in ("supplied_on", "issued_on") if name in form.fields)
        return next((d for d in typed if isinstance(d, dt.date)), context.today())

    rows = RowsCard(context, desk.priced, tax_day)
    form.add_part(rows, rows, before)
    return rows


def _refuse(rows: RowsCard) -> Refuse:
    """Return what puts refusals of rows under their fields."""
    return lambda errors: [rows.show_refused(error) for error in errors]


def new_invoice_form(context: Context, desk: Desk, customer: Owner | None) -> BillForm:
    """Return the form of a new invoice; without a customer she is sought first."""
    form = _form(context, new_invoice_spec(), desk, "staff")
    seek: SeekCard | None = None
    if customer is None:
        seek = SeekCard(context, "customer")
        form.add_part(seek, seek, before="number")
    rows = _with_rows(context, form, desk, "buyer_name")
    today = context.today()
    first = {f.name: starting_value(f) for f in form.spec.editable()}
    form.load_values({**first, "issued_on": today, "due_on": today + dt.timedelta(days=TERM_DAYS), "kind": "invoice"})
    form.show_fields(set(form.fields) - _NOT_ASKED)
    first_row = rows.add_row()

    def store(values: Mapping[str, object], source: str) -> Ask[Saved]:
        owner = customer.id if customer is not None else cast(SeekCard, seek).links()["customer_id"]
        edits = rows.edits()
        return lambda gate: gate.call(add_invoice, owner, values, edits, source=source)

    start = partial(seek.focus, "") if seek is not None else first_row.focus_first
    return BillForm(context, form, store, refuse=_refuse(rows)).begin_at(start)


def edit_invoice_form(context: Context, desk: Desk, card: InvoiceCard) -> BillForm:
    """Return the form of a stored invoice; of one that somebody has received only what may still change."""
    form = _form(context, INVOICE, desk, "staff")
    held = card.record.values.get("sent_on") is not None or bool(card.credits)
    rows = RowsCard(context, desk.priced, context.today) if held else _with_rows(context, form, desk, "buyer_name")
    rows.load(card.rows)
    form.load(card.record)
    form.show_fields(set(form.fields) - _NOT_ASKED - (frozenset(FIXED_WHEN_SENT) if held else frozenset()))
    version = [card.record.version]

    def store(values: Mapping[str, object], source: str) -> Ask[Saved]:
        edits = [] if held else rows.edits()
        return lambda gate: gate.call(save_invoice, card.record.id, version[-1], values, edits, source=source)

    def take(stored: InvoiceCard) -> Sequence[str]:
        version.append(stored.record.version)
        rows.rebase(stored.rows)
        return [_difference(form, stored.record, name) for name in form.rebase(stored.record)]

    rebase = Rebase(lambda gate: gate.call(open_invoice, card.record.id), take)
    return BillForm(context, form, store, _held(card) if held else (), _refuse(rows), rebase)


def _difference(form: EntityForm, record: Record, name: str) -> str:
    field = form.fields[name]
    stored = as_text(field.spec, record.values.get(name))
    return _("{label}: tallennettu ”{stored}”").format(label=field.caption, stored=stored)


def _held(card: InvoiceCard) -> Sequence[QWidget]:
    sent = card.record.values.get("sent_on")
    title = _("Laskua on hyvitetty")
    if isinstance(sent, dt.date):
        title = _("Lasku on lähetetty {day}").format(day=written(sent))
    text = _("Rivejä, päiviä ja ostajaa ei enää muuteta. Jos ne ovat väärin, hyvitä lasku ja tee uusi.")
    return [Banner("info", title, text)]


def payment_form(context: Context, desk: Desk, card: InvoiceCard, record: Record | None = None) -> BillForm:
    """Return the form of a payment of the invoice, by default of all that is open of it; or of a stored one."""
    form = _form(context, PAYMENT, desk, "staff")
    if record is not None:
        form.load(record)
    else:
        first = {f.name: starting_value(f) for f in PAYMENT.editable()}
        invoice = card.record
        left = card.standing.open if card.standing.open > 0 else None
        known = {"paid_on": context.today(), "amount": left, "method": "transfer"}
        form.load_values({**first, **known, "reference": invoice["reference"], "payer": invoice["buyer_name"]})

    def store(values: Mapping[str, object], source: str) -> Ask[Saved]:
        if record is not None:
            return lambda gate: gate.call(save_payment, record.id, record.version, values, source=source)
        return lambda gate: gate.call(add_payment, values, invoice_id=card.record.id, source=source)

    words = _("Laskusta {number} on avoinna {sum}").format(
        number=card.record.text("number"), sum=euros(card.standing.open)
    )
    text = _("Palautus asiakkaalle kirjataan negatiivisena summana.")
    return BillForm(context, form, store, [Banner("info", words, text)])


def reminder_form(context: Context, desk: Desk, card: InvoiceCard) -> BillForm:
    """Return the form of a reminder, with the fee that the law lets and the interest until today."""
    form = _form(context, REMINDER, desk, "staff")
    said, today = card.reminding, context.today()
    form.load_values(
        {
            "sent_on": today,
            "due_on": today + dt.timedelta(days=TERM_DAYS),
            "channel": "email" if card.record.text("channel") == "email" else "letter",
            "fee": said.max_fee or None,
            "interest": said.interest,
        }
    )

    def store(values: Mapping[str, object], source: str) -> Ask[Saved]:
        return lambda gate: gate.call(add_reminder, card.record.id, values, source=source)

    late = _("Laskusta {number} on avoinna {sum}").format(
        number=card.record.text("number"), sum=euros(card.standing.open)
    )
    text = " ".join(filter(None, (said.reason, said.interest_note)))
    return BillForm(context, form, store, [Banner("info", late, text)])


def credit_form(context: Context, desk: Desk, card: InvoiceCard) -> BillForm:
    """Return the form of a credit note: every row of the invoice with its quantity negative, to be cut down."""
    form = _form(context, _CREDIT, desk, "staff")
    rows = _with_rows(context, form, desk, "note")
    day = card.record.values.get("supplied_on") or card.record["issued_on"]
    rows.load_new([_undone(r, desk.priced.rates, cast(dt.date, day)) for r in card.rows])
    form.load_values({"note": None})

    def store(values: Mapping[str, object], source: str) -> Ask[Saved]:
        edits, note = rows.edits(), str(values.get("note") or "")
        return lambda gate: gate.call(credit_invoice, card.record.id, edits, note=note, source=source)

    title = _("Hyvityslasku laskusta {number}").format(number=card.record.text("number"))
    text = _("Määrät ovat negatiivisia. Poista rivit, joita ei hyvitetä (Ctrl+Del), tai pienennä niiden määriä.")
    return BillForm(context, form, store, [Banner("info", title, text)], _refuse(rows))


def _undone(record: Record, rates: tuple[VatRate, ...], tax_day: dt.date) -> dict[str, object]:
    """Return a row that undoes a row; an odd rate of tax refers to the invoice."""
    quantity, rate = record.values.get("quantity"), record.values.get("vat_percent")
    odd = isinstance(rate, Decimal) and check_rate(rates, rate, tax_day) is not None
    reason = record.values.get("vat_reason") or (_("Hyvitettävän laskun verokanta") if odd else None)
    return {
        **record.values,
        "quantity": -quantity if isinstance(quantity, Decimal) else None,
        "vat_reason": reason,
    }
