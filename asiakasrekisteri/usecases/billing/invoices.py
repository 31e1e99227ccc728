"""Making and changing an invoice: number, reference, buyer as written on it, rows and the sums that follow."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from sqlalchemy import func, select

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.formats import day, euros
from asiakasrekisteri.domain.money import NOTHING
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import Customer, Invoice
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.billing.buyers import buyer
from asiakasrekisteri.usecases.billing.invoice_rows import RowEdit, apply_rows
from asiakasrekisteri.usecases.billing.numbers import check_given_reference, made_reference, next_number, take_number
from asiakasrekisteri.usecases.edits import Saved, from_source
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.hiding import HIDDEN
from asiakasrekisteri.usecases.records import assign, checked, got
from asiakasrekisteri.usecases.restrictions import require_unrestricted
from asiakasrekisteri.usecases.rows import touch_owners

FIXED_WHEN_SENT = ("number", "kind", "issued_on", "supplied_on", "credits_id", "buyer_name", "buyer_business_id")
_RECKONED_BY = frozenset({"kind", "issued_on", "supplied_on", "credits_id"})
"""Fields by which the rows and their sums are looked at anew."""


@use_case(Permission.BILLING_WRITE, discloses=nothing)
def add_invoice(
    work: Work,
    customer_id: int,
    values: Mapping[str, object],
    rows: Sequence[RowEdit] = (),
    *,
    source: str = "service",
) -> Saved:
    """Store a new invoice with its rows.

    An empty number is the next of the series, an empty reference is made of the numbers, and what is not said of the
    buyer comes from the customer's card as it is today (AVL 209 e §).

    Raises:
        InvalidInputError: faults of the invoice by field, of its rows by "position.field".
        RestrictedError: the data of the customer may only be stored.
    """
    from_source(work, source)
    customer = got(work, Customer, customer_id)
    return Saved(new_invoice(work, customer, values, rows).id, work.log_number)


def new_invoice(
    work: Work, customer: Customer, values: Mapping[str, object], rows: Sequence[RowEdit], *, today: bool = False
) -> Invoice:
    """Store an invoice or a credit note; `today` dates it today where no day is given."""
    require_unrestricted(work, customer)
    given = {name: value for name, value in values.items() if value not in (None, "", HIDDEN)}
    given.setdefault("kind", "invoice")
    if today:
        given.setdefault("issued_on", work.today)
    number = str(given.get("number") or next_number(work)).strip()
    given = {**buyer(work, customer), **given, "number": number}
    clean = checked(Invoice.spec(), given)
    take_number(work, number)
    if clean["reference"] is None and clean["kind"] == "invoice":
        clean["reference"] = made_reference(work, customer, number)
    else:
        check_given_reference(work, clean["reference"])  # type: ignore[arg-type]
    return written(work, customer, clean, rows)


def written(work: Work, customer: Customer, clean: Mapping[str, object], rows: Sequence[RowEdit]) -> Invoice:
    """Write an invoice whose values have been looked at, with its rows, and reckon its sums."""
    invoice = Invoice(**clean, customer_id=customer.id, net=NOTHING, vat=NOTHING, gross=NOTHING)
    _check_days(invoice)
    with work.session.no_autoflush:  # the invoice is written once, with its sums, and before its rows
        work.session.add(invoice)
        apply_rows(work, invoice, rows)
        _check_credited(work, invoice)
    work.session.flush()
    touch_owners(work, invoice)
    return invoice


@use_case(Permission.BILLING_WRITE, discloses=nothing)
def save_invoice(
    work: Work,
    invoice_id: int,
    version: int,
    values: Mapping[str, object],
    rows: Sequence[RowEdit] = (),
    *,
    source: str = "service",
) -> Saved:
    """Save what is given of an invoice and of its rows. One that has been sent is not altered: it is credited.

    Raises:
        InvalidInputError: faults by field; or the invoice has been sent, paid or credited and its sums would change.
        StaleRecordError: somebody saved it first.
        RestrictedError: the data of the customer may only be stored.
    """
    from_source(work, source)
    invoice = got(work, Invoice, invoice_id, version)
    require_unrestricted(work, invoice)
    clean = checked(Invoice.spec(), values, partial=True)
    changed = {name for name, value in clean.items() if value not in (getattr(invoice, name), HIDDEN)}
    _require_open_to_change(work, invoice, changed, rows)
    if "number" in changed:
        take_number(work, str(clean["number"]))
    if "reference" in changed:
        check_given_reference(work, clean["reference"], invoice.id)  # type: ignore[arg-type]
    with work.session.no_autoflush:
        assign(invoice, clean)
        _check_days(invoice)
        if rows or changed & _RECKONED_BY:
            apply_rows(work, invoice, rows)
            _check_credited(work, invoice)
    work.session.flush()
    touch_owners(work, invoice)
    return Saved(invoice.id, work.log_number)


def _require_open_to_change(work: Work, invoice: Invoice, changed: set[str], rows: Sequence[RowEdit]) -> None:
    """Refuse to alter what is on an invoice that somebody has already received, or that has been credited."""
    held = invoice.sent_on is not None or given_credits(work, invoice) > 0
    touched = [name for name in FIXED_WHEN_SENT if name in changed]
    if not held or not (touched or rows):
        return
    if invoice.sent_on is not None:
        said = _("Lasku on lähetetty {day}, joten sitä ei muuteta. Hyvitä lasku ja tee uusi.")
        message = said.format(day=day(invoice.sent_on))
    else:
        message = _("Laskua on hyvitetty, joten sitä ei muuteta. Hyvitä loput ja tee uusi lasku.")
    raise InvalidInputError([FieldError(name, message) for name in touched or ["rows"]])


def _check_days(invoice: Invoice) -> None:
    if invoice.due_on is not None and invoice.due_on < invoice.issued_on:
        raise InvalidInputError([FieldError("due_on", _("Eräpäivä on ennen laskun päivää. Tarkista päivät."))])


def _check_credited(work: Work, note: Invoice) -> None:
    """Refuse a credit note of another customer's invoice, or of more than is left to credit."""
    if note.credits_id is None:
        return
    credited = got(work, Invoice, note.credits_id)
    fault = ""
    if note.kind != "credit_note":
        fault = _("Vain hyvityslasku hyvittää toista laskua. Vaihda laskun laji tai poista hyvitettävä lasku.")
    elif credited.customer_id != note.customer_id or credited.kind != "invoice":
        fault = _("Hyvitettävä lasku ei ole tämän asiakkaan lasku. Valitse toinen lasku.")
    else:
        left = credited.gross - given_credits(work, credited, but=note) + note.gross
        if left < 0:
            fault = _("Hyvitys on {sum} suurempi kuin laskusta on hyvittämättä. Pienennä hyvitystä.").format(
                sum=euros(-left)
            )
    if fault:
        raise InvalidInputError([FieldError("credits_id", fault)])


def given_credits(work: Work, invoice: Invoice, *, but: Invoice | None = None) -> Decimal:
    """Return the sum that credit notes, `but` one, have taken off an invoice, positive."""
    notes = select(func.sum(Invoice.gross)).where(Invoice.credits_id == invoice.id)
    if but is not None and but.id is not None:
        notes = notes.where(Invoice.id != but.id)
    return -(work.session.scalar(notes) or NOTHING)
