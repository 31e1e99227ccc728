"""Which fields a customer of each kind has: nobody is asked the Y-tunnus of a private person."""

from collections.abc import Mapping

from asiakasrekisteri.usecases.customers import CUSTOMER, PERSONAL_KINDS

_BUSINESS = frozenset({"business_id", "vat_number", "industry", "turnover", "turnover_year"})
_NOT_ASKED = {
    "private": _BUSINESS | {"association_number"},
    "sole_trader": frozenset({"association_number"}),
    "company": frozenset({"association_number"}),
    "association": frozenset({"industry"}),
    "public": frozenset({"association_number", "turnover", "turnover_year"}),
}
STARTING_KIND = "company"


def fields_of(kind: str, values: Mapping[str, object], *, new: bool) -> frozenset[str]:
    """Return the fields to be shown: those of the kind, and any that holds something already.

    The name of a private customer is the person's, hence changed on her page once she exists. A new customer has not
    ended.
    """
    hidden = _NOT_ASKED.get(kind, frozenset())
    names = {f.name for f in CUSTOMER.editable() if f.name not in hidden or values.get(f.name) not in {None, ""}}
    if new:
        names.discard("until")
    elif kind == "private":
        names.discard("name")
    return frozenset(names)


def is_person(kind: str) -> bool:
    """Tell whether a customer of this kind is a natural person, whose name stays out of window titles."""
    return kind in PERSONAL_KINDS
