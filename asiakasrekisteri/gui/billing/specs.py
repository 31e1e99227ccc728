"""What the catalogue knows of billing, and how it is asked in forms."""

from dataclasses import replace

from asiakasrekisteri.domain.fields import EntitySpec, FieldSpec
from asiakasrekisteri.domain.texts import N_
from asiakasrekisteri.usecases.records import entity_of

INVOICE = entity_of("invoice").spec()
INVOICE_ROW = entity_of("invoice_row").spec()
PAYMENT = entity_of("payment").spec()
REMINDER = entity_of("reminder").spec()

_FILLED = {
    "number": N_("Tyhjäksi jätettynä ohjelma antaa seuraavan numeron."),
    "buyer_name": N_("Tyhjäksi jätettynä tiedot otetaan asiakkaan kortilta."),
}
_SHORT = {
    "description": N_("Laskutettu palvelu"),
    "unit_price": N_("Yksikköhinta"),
    "vat_reason": N_("Poikkeavan verokannan peruste"),
}


def new_invoice_spec() -> EntitySpec:
    """Return the fields of a new invoice: what the program fills by itself may be left empty."""
    fields = tuple(_optional(f) if f.name in _FILLED else f for f in INVOICE.fields)
    return replace(INVOICE, fields=fields)


def row_fields() -> tuple[FieldSpec, ...]:
    """Return the fields of a row with labels short enough to stand side by side."""
    return tuple(replace(f, label=_SHORT.get(f.name, f.label), help="") for f in INVOICE_ROW.editable())


def _optional(field: FieldSpec) -> FieldSpec:
    return replace(field, required=False, help=_FILLED[field.name])
