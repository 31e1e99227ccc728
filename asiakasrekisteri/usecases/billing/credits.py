"""Credit notes: a wrong or disputed invoice is credited, wholly or in part; its own number and voucher stay."""

from collections.abc import Sequence

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.invoicing import credit
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.domain.vat import check_rate
from asiakasrekisteri.store.models import Customer, Invoice
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.billing.invoice_rows import RowEdit, reckoning, rows_of, tax_day
from asiakasrekisteri.usecases.billing.invoices import new_invoice
from asiakasrekisteri.usecases.billing.rates import vat_rates
from asiakasrekisteri.usecases.edits import Saved, from_source
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.records import got

_SAME = ("description", "product_id", "since", "until", "unit", "unit_price", "discount_percent", "vat_percent")


@use_case(Permission.BILLING_WRITE, discloses=nothing)
def credit_invoice(
    work: Work, invoice_id: int, rows: Sequence[RowEdit] | None = None, *, note: str = "", source: str = "staff"
) -> Saved:
    """Make a credit note of an invoice, dated today, with the buyer as written on the invoice.

    Args:
        work: the unit of work.
        invoice_id: what is credited.
        rows: the rows of the credit note, quantities negative; None credits every row whole.
        note: why it is credited.
        source: whose word it is.

    Raises:
        InvalidInputError: it is no invoice, or less is left to credit than the rows come to.
        RestrictedError: the data of the customer may only be stored.
    """
    from_source(work, source)
    invoice = got(work, Invoice, invoice_id)
    if invoice.kind != "invoice":
        raise InvalidInputError([FieldError("credits_id", _("Hyvityslaskua ei hyvitetä. Tee uusi lasku."))])
    values = {
        "kind": "credit_note",
        "credits_id": invoice.id,
        "supplied_on": tax_day(invoice),
        "buyer_name": invoice.buyer_name,
        "buyer_address": invoice.buyer_address,
        "buyer_business_id": invoice.buyer_business_id,
        "channel": invoice.channel,
        "note": note,
    }
    own = _undoing(work, invoice) if rows is None else rows
    made = new_invoice(work, got(work, Customer, invoice.customer_id), values, own, today=True)
    if not made.gross:
        raise InvalidInputError([FieldError("rows", _("Hyvitettävää ei ole. Valitse rivit, jotka hyvitetään."))])
    return Saved(made.id, work.log_number)


def _undoing(work: Work, invoice: Invoice) -> list[RowEdit]:
    """Return the rows that undo an invoice to the cent, at its own rates of tax, were they ever so odd."""
    rates, day = vat_rates(work), tax_day(invoice)
    undone = []
    for row in rows_of(work, invoice.id):
        odd = check_rate(rates, row.vat_percent, day) is not None
        reason = row.vat_reason or (_("Hyvitettävän laskun verokanta") if odd else None)
        (opposite,) = credit([reckoning(row)])
        same = {name: getattr(row, name) for name in _SAME}
        undone.append(RowEdit(values={**same, "quantity": opposite.quantity, "vat_reason": reason}))
    return undone
