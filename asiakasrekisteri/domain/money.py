"""Arithmetic of money: Decimal in euros, rounded to the cent once, halves away from zero."""

from decimal import ROUND_HALF_UP, Context, Decimal

CENT = Decimal("0.01")
NOTHING = Decimal("0.00")
EXACT = Context(prec=100, rounding=ROUND_HALF_UP)
"""Wide enough that no product of money is rounded before it is rounded to the cent."""


def cents(value: Decimal) -> Decimal:
    """Round to the cent, halves away from zero; nothing has no sign."""
    return EXACT.add(value.quantize(CENT, context=EXACT), NOTHING)


def percent_of(value: Decimal, percent: Decimal) -> Decimal:
    """Return that many percent of a sum, rounded to the cent once."""
    return cents(EXACT.multiply(EXACT.multiply(value, percent), CENT))
