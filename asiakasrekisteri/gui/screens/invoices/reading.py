"""One invoice for reading: rows with their sums, what has come of it, and every fact with where it came from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from asiakasrekisteri.domain.fields import FieldKind, FieldSpec, Record
from asiakasrekisteri.domain.formats import as_text, euros
from asiakasrekisteri.domain.money import NOTHING
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.references import grouped
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.billing.specs import INVOICE, INVOICE_ROW, PAYMENT, REMINDER
from asiakasrekisteri.gui.chips import record_chip
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.history import history_of
from asiakasrekisteri.gui.screens.invoices.rowsform import show_totals
from asiakasrekisteri.gui.widgets.basics import Button, column, icon_button, label, row
from asiakasrekisteri.gui.widgets.card import Card, table_card
from asiakasrekisteri.gui.widgets.facts import Fact, Facts
from asiakasrekisteri.gui.widgets.grid_table import GridTable, Head
from asiakasrekisteri.gui.widgets.notices import Banner
from asiakasrekisteri.gui.widgets.sums import Sum, SumsCard
from asiakasrekisteri.usecases.billing.card import InvoiceCard

_NONE = "–"
_NOT_FACTS = frozenset({"net", "vat", "gross", "balance", "credits_id", "paid_on"})
"""Shown as sums, as payments and as the invoice that is credited."""


@dataclass(frozen=True, slots=True)
class Acts:
    """What can be done with what hangs on an invoice.

    Attributes:
        correct: opens a payment for correcting.
        detach: takes a payment off the invoice.
        drop_payment, drop_reminder: removes what was recorded by mistake.
    """

    correct: Callable[[Record], object]
    detach: Callable[[Record], object]
    drop_payment: Callable[[Record], object]
    drop_reminder: Callable[[Record], object]


def banners(card: InvoiceCard) -> list[QWidget]:
    """Return what is to be known before anything else: restriction, odd sums, a dispute."""
    made: list[QWidget] = []
    if card.restricted:
        text = _("Tiedot on vain tallennettu. Laskua ei muuteta, muistuteta eikä hyvitetä, kunnes rajoitus päättyy.")
        made.append(Banner("err", _("Asiakkaan tietojen käsittelyä on rajoitettu (18 art.)"), text))
    if card.faults:
        title = _("Laskun summat eivät täsmää")
        made.append(Banner("warn", title, "\n".join(card.faults)))
    if card.record.values.get("disputed") is True:
        text = _("Selvitä kiista ennen kuin muistutat tai siirrät saatavan perintään.")
        made.append(Banner("warn", _("Asiakas on riitauttanut laskun"), text))
    return made


def sums_card(card: InvoiceCard) -> SumsCard:
    """Return what the invoice comes to, what has been paid and credited, and what is open."""
    gross = _decimal(card.record, "gross")
    paid = sum((_decimal(p, "amount") for p in card.payments), NOTHING)
    credited = -sum((_decimal(c, "gross") for c in card.credits), NOTHING)
    late = card.standing.days_late > 0 and card.standing.open > 0
    sums = [Sum(name=_("Laskun summa"), amount=gross)]
    if card.record.text("kind") == "invoice":
        sums.append(Sum(name=_("Maksettu"), amount=paid))
        if credited:
            sums.append(Sum(name=_("Hyvitetty"), amount=credited))
        sums.append(Sum(name=_("Avoinna"), amount=card.standing.open, tone="err" if late else ""))
    return SumsCard(_("Laskun summat"), () if card.restricted else sums)


def rows_card(context: Context, card: InvoiceCard) -> QFrame:
    """Return the rows with the sums of each rate of tax under them."""
    if not card.rows:
        return Card(_("Laskurivit"), label(_("Laskulla ei ole rivejä."), "muted"))
    with_discount = any(r.values.get("discount_percent") for r in card.rows)
    heads = [
        Head(_("Laskutettu palvelu")),
        Head(_("Määrä"), 0, right=True),
        Head(_("Hinta"), 0, right=True),
        *([Head(_("Alennus"), 0, right=True)] if with_discount else []),
        Head(_("Alv"), 0, right=True),
        Head(_("Summa"), 0, right=True),
        Head("", 0),
    ]
    lines = [_row_cells(context, r, with_discount=with_discount) for r in card.rows]
    parts: list[QWidget] = [GridTable(_("Laskurivit"), heads, lines)]
    if card.totals is not None:
        sums = QFrame()
        sums.setProperty("area", "plain")
        grid = QGridLayout(sums)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        show_totals(grid, card.totals)
        parts.append(row(None, sums, margins=(12, 6, 12, 8)))
    return table_card(_("Laskurivit"), column(*parts, gap=4))


def _row_cells(context: Context, record: Record, *, with_discount: bool) -> list[QWidget | str]:
    period = [as_text(INVOICE_ROW[n], record.values.get(n)) for n in ("since", "until")]
    under = [w for w in ("–".join(filter(None, period)), record.text("vat_reason")) if w]
    if any(p and p in record.text("description") for p in period):
        under = under[1:]
    words = "\n".join([record.text("description"), *under])
    unit = record.text("unit")
    quantity = as_text(INVOICE_ROW["quantity"], record.values.get("quantity"))
    discount = as_text(INVOICE_ROW["discount_percent"], record.values.get("discount_percent")) or _NONE
    return [
        words,
        f"{quantity}\xa0{unit}" if unit else quantity,
        as_text(INVOICE_ROW["unit_price"], record.values.get("unit_price")),
        *([discount] if with_discount else []),
        as_text(INVOICE_ROW["vat_percent"], record.values.get("vat_percent")),
        as_text(INVOICE_ROW["net"], record.values.get("net")),
        row(*record_chip(context, INVOICE_ROW, record, record.text("description"))),
    ]


def payments_card(context: Context, card: InvoiceCard, acts: Acts) -> QFrame | None:
    """Return the payments; None for a credit note, which is not paid."""
    if card.record.text("kind") != "invoice":
        return None
    if not card.payments:
        return Card(_("Suoritukset"), label(_("Laskulle ei ole kirjattu suorituksia."), "muted"), gap=6)
    may = context.may(Permission.BILLING_WRITE) and not card.restricted
    heads = (
        Head(_("Maksupäivä"), 0),
        Head(_("Maksaja ja viite")),
        Head(_("Maksutapa"), 0),
        Head(_("Summa"), 0, right=True),
        Head("", 0),
    )
    lines = [_payment_cells(context, p, acts, may=may) for p in card.payments]
    return table_card(_("Suoritukset"), GridTable(_("Suoritukset"), heads, lines))


def _payment_cells(context: Context, record: Record, acts: Acts, *, may: bool) -> list[QWidget | str]:
    day = as_text(PAYMENT["paid_on"], record.values.get("paid_on"))
    reference = record.text("reference")
    who = [record.text("payer"), grouped(reference) if reference else "", record.text("message")]
    buttons = [*record_chip(context, PAYMENT, record, _("Suoritus {day}").format(day=day))]
    if may:
        tips = (
            ("pencil", _("Muokkaa suoritusta {day}").format(day=day), acts.correct),
            ("undo-2", _("Irrota suoritus {day} laskulta kohdistamattomiin").format(day=day), acts.detach),
            ("trash-2", _("Poista suoritus {day}").format(day=day), acts.drop_payment),
        )
        buttons += [icon_button(icon, tip, partial(act, record), small=True) for icon, tip, act in tips]
    return [
        day,
        "\n".join(filter(None, who)) or _NONE,
        as_text(PAYMENT["method"], record.values.get("method")).capitalize(),
        as_text(PAYMENT["amount"], record.values.get("amount")),
        row(*buttons, gap=2),
    ]


def reminders_card(context: Context, card: InvoiceCard, acts: Acts) -> QFrame | None:
    """Return the reminders, and whether one may be sent today; None for a credit note."""
    if card.record.text("kind") != "invoice":
        return None
    parts: list[QWidget] = []
    if card.reminders:
        may = context.may(Permission.BILLING_WRITE) and not card.restricted
        heads = (
            Head(_("Lähetetty"), 0),
            Head(_("Tapa")),
            Head(_("Eräpäivä"), 0),
            Head(_("Maksu"), 0, right=True),
            Head(_("Korko"), 0, right=True),
            Head("", 0),
        )
        parts.append(
            GridTable(_("Muistutukset"), heads, [_reminder_cells(context, r, acts, may=may) for r in card.reminders])
        )
    said = label(card.reminding.reason, "small", wrap=True)
    parts.append(column(said, margins=(12, 2, 12, 8)))
    return table_card(_("Maksumuistutukset"), column(*parts, gap=2))


def _reminder_cells(context: Context, record: Record, acts: Acts, *, may: bool) -> list[QWidget | str]:
    words = {f.name: as_text(f, record.values.get(f.name)) for f in REMINDER}
    remove = icon_button(
        "trash-2",
        _("Poista muistutus {day}").format(day=words["sent_on"]),
        partial(acts.drop_reminder, record),
        small=True,
    )
    how = "\n".join(filter(None, (words["channel"].capitalize(), words["note"])))
    money = [words[name] or _NONE for name in ("fee", "interest")]
    chip = record_chip(context, REMINDER, record, _("Muistutus {day}").format(day=words["sent_on"]))
    return [words["sent_on"], how, words["due_on"] or _NONE, *money, row(*chip, *([remove] if may else []), gap=2)]


def credits_card(context: Context, card: InvoiceCard) -> Card | None:
    """Return the credit notes of the invoice, or the invoice that the credit note credits."""
    notes: Sequence[Record] = card.credits
    title = _("Hyvitykset")
    if card.credited is not None:
        notes, title = (card.credited,), _("Hyvitettävä lasku")
    if not notes:
        return None
    return Card(title, *(_note(context, note) for note in notes), gap=6)


def _note(context: Context, record: Record) -> QFrame:
    words = _("Lasku {number}") if record.text("kind") == "invoice" else _("Hyvityslasku {number}")
    link = Button(
        words.format(number=record.text("number")), kind="link", pressed=lambda: context.go(f"invoice/{record.id}")
    )
    day = as_text(INVOICE["issued_on"], record.values.get("issued_on"))
    return row(link, label(day, "muted"), None, label(as_text(INVOICE["gross"], record.values.get("gross"))), gap=8)


def facts_cards(context: Context, card: InvoiceCard) -> list[Card]:
    """Return the sections of the catalogue, each value with its origin and history."""
    cards = []
    for section in INVOICE.sections:
        names = [n for n in section.fields if n not in _NOT_FACTS]
        facts = [f for n in names if (f := _fact(context, card.record, INVOICE[n])) is not None]
        if facts:
            cards.append(Card(_(section.title), Facts(tuple(facts), context.today(), "side", 120)))
    return cards


def _fact(context: Context, record: Record, spec: FieldSpec) -> Fact | None:
    value = record.values.get(spec.name)
    if value is None or (spec.kind is FieldKind.FLAG and value is not True):
        return None
    words = as_text(spec, value)
    if spec.name == "reference":
        words = grouped(words)
    if not words:
        return None

    history = history_of(context, INVOICE, record.id, (spec.name,))
    shown = words[:1].upper() + words[1:] if spec.options or spec.kind is FieldKind.FLAG else words
    return Fact(label=_(spec.label), value=shown, origin=record.origins.get(spec.name), history=history)


def _decimal(record: Record, name: str) -> Decimal:
    value = record.values.get(name)
    return value if isinstance(value, Decimal) else NOTHING


def open_words(card: InvoiceCard) -> str:
    """Return what is open of the invoice for the status bar."""
    if card.restricted or card.record.text("kind") != "invoice":
        return ""
    return _("avoinna {sum}").format(sum=euros(card.standing.open))
