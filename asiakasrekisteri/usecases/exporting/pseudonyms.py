"""What stands in the place of personal data in a copy for development: the same for the same, and of nobody (R-16).

Every pseudonym is drawn by a keyed hash of the true value, and the key is thrown away with the copy's making. Numbers
are of the ranges that are never given: Y-tunnus from 9000000, phones 040 555 …, domains under .example (RFC 2606).
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable, Mapping
from typing import Any

from asiakasrekisteri.domain.fields import FieldKind, FieldSpec
from asiakasrekisteri.domain.identifiers import vat_number_of
from asiakasrekisteri.domain.personname import list_form, spoken_form
from asiakasrekisteri.domain.references import national_reference
from asiakasrekisteri.usecases.demo.invent import Inventor
from asiakasrekisteri.usecases.shipped import shipped

Row = Mapping[str, Any]
_SAME = frozenset(
    {
        FieldKind.DATE,
        FieldKind.FLAG,
        FieldKind.CHOICE,
        FieldKind.NUMBER,
        FieldKind.MONEY,
        FieldKind.YEAR,
        FieldKind.COUNTRY,
        FieldKind.INSTANT,
        FieldKind.PRICE,
        FieldKind.QUANTITY,
        FieldKind.PERCENT,
    }
)
"""What a program is developed with, and what names nobody: days, sums, states."""
_SAME_TABLES = frozenset({"product", "vat_rate", "reference_rate", "financial_period"})
"""The firm's own catalogue and the law's rates: nobody is in them."""
_SAME_FIELDS = frozenset({"id", "version", "position"})
_NEVER = frozenset({FieldKind.IDENTITY_CODE, FieldKind.SECRET})
_WORDS = "kuvitteellinen teksti kokeilua varten jossa on yhtä monta merkkiä kuin oikeassa oli mutta ei tietoa "
_FIRST_NUMBER = 10_000


class Pseudonyms:
    """The pseudonyms of one copy.

    Args:
        persons_of: the person of a customer who is one, by the customer's id.
        tables: names of the tables that are in the copy: a reference to a row of another is left out.
    """

    def __init__(self, persons_of: Mapping[int, int], tables: frozenset[str]) -> None:
        self._key = secrets.token_bytes(32)
        self._persons_of, self._tables = persons_of, tables
        self._invented = shipped("demo", "names.toml")
        self._named: dict[int, tuple[str, str]] = {}
        self._firms: dict[int, str] = {}
        self._special: dict[tuple[str, str], Callable[[Row], object]] = {
            ("person", "last_name"): lambda row: self._person(row["id"])[1],
            ("person", "first_names"): lambda row: self._person(row["id"])[0],
            ("customer", "name"): lambda row: self._customer(row["id"]),
            ("customer", "number"): lambda row: str(_FIRST_NUMBER + row["id"]),
            ("invoice", "number"): lambda row: str(_FIRST_NUMBER + row["id"]),
            ("invoice", "buyer_name"): lambda row: self._customer(row["customer_id"]),
            ("participant", "written"): lambda row: spoken_form(*self._person(row["person_id"] or 0)),
            ("participant", "address"): lambda row: self._mail(row["address"]),
            ("customer", "einvoice_address"): lambda _row: None,
            ("customer", "einvoice_operator"): lambda _row: None,
            ("payment", "currency"): lambda _row: "EUR",
            ("invoice_row", "unit"): lambda _row: "kpl",
            ("phone", "written"): lambda row: self._phone(row["number"]),
        }

    def row(
        self, table: str, fields: tuple[FieldSpec, ...], links: Mapping[str, tuple[str, bool]], row: Row
    ) -> dict[str, object]:
        """Return a row with pseudonyms in it.

        Args:
            table: its name.
            fields: what is known of its columns.
            links: the table that each reference names, and whether it must name a row.
            row: the true values.
        """
        return {one.name: self._value(table, one, links.get(one.name, ("", False))[0], row) for one in fields}

    def _value(self, table: str, field: FieldSpec, target: str, row: Row) -> object:
        value = row[field.name]
        if value is None or field.kind in _NEVER:
            return None
        if target:
            return value if target in self._tables else None
        if table in _SAME_TABLES or field.name in _SAME_FIELDS or field.kind in _SAME or field.options:
            return value
        special = self._special.get((table, field.name))
        return special(row) if special is not None else self._drawn(field.kind, value)

    def _drawn(self, kind: FieldKind, value: object) -> object:
        draw: Callable[[object], str] | None = {
            FieldKind.EMAIL: self._mail,
            FieldKind.PHONE: self._phone,
            FieldKind.POSTCODE: lambda one: f"{self._number(one, 90) + 10}100",
            FieldKind.HOST: lambda one: f"{self._code(one)}.example",
            FieldKind.BUSINESS_ID: self._business,
            FieldKind.VAT_NUMBER: lambda one: vat_number_of(self._business(one)),
            FieldKind.ASSOCIATION_NUMBER: lambda one: str(900_000 + self._number(one, 99_999)),
            FieldKind.REFERENCE: lambda one: national_reference(str(10**15 + self._number(one, 10**15))),
            FieldKind.TEXT: _dummy,
            FieldKind.NOTES: _dummy,
        }.get(kind)
        return draw(value) if draw is not None and isinstance(value, str) else None

    def _person(self, person_id: int) -> tuple[str, str]:
        if person_id not in self._named:
            made = Inventor(self._invented, self._number(f"person {person_id}", 2**63)).person()
            self._named[person_id] = made["first_names"], made["last_name"]
        return self._named[person_id]

    def _customer(self, customer_id: int) -> str:
        person = self._persons_of.get(customer_id)
        if person is not None:
            return list_form(*self._person(person))
        if customer_id not in self._firms:
            made = Inventor(self._invented, self._number(f"customer {customer_id}", 2**63))
            self._firms[customer_id] = f"{made.place().genitive} {made.surname()} Oy"
        return self._firms[customer_id]

    def _mail(self, value: object) -> str:
        return f"{self._code(value)}@posti.example"

    def _phone(self, value: object) -> str:
        return f"+35840555{self._number(value, 90_000) + 10_000}"

    def _business(self, value: object) -> str:
        """Return a Y-tunnus that has not been issued, the same for a Y-tunnus and a VAT number of one firm."""
        digits = "".join(one for one in str(value) if one.isdigit())
        for turn in range(100):
            base = str(9_000_000 + self._number(f"{digits} {turn}", 999_999))
            rest = sum(int(digit) * weight for digit, weight in zip(base, (7, 9, 10, 5, 8, 4, 2), strict=True)) % 11
            if rest != 1:
                return f"{base}-{(11 - rest) % 11}"
        raise AssertionError(digits)

    def _code(self, value: object) -> str:
        return f"k{self._hash(value).hex()[:12]}"

    def _number(self, value: object, below: int) -> int:
        return int.from_bytes(self._hash(value)[:8]) % below

    def _hash(self, value: object) -> bytes:
        return hmac.digest(self._key, str(value).casefold().encode(), hashlib.sha256)


def _dummy(value: object) -> str:
    """Return meaningless words as long as the text was."""
    length = len(str(value))
    return (_WORDS * (length // len(_WORDS) + 1))[:length].rstrip() or "x"
