"""Values as Finvoice 3.0 wants them written, and a small builder of its elements."""

import datetime as dt
import textwrap
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal

from lxml import etree

from asiakasrekisteri.exchange.xml_source import FORBIDDEN

_FEWEST, _MOST = 2, 5
_LONGEST_QUANTITY = 14


class Branch:
    """An element that grows: each part is written after the one before, as the order of the schema demands."""

    def __init__(self, element: etree._Element) -> None:
        self._element = element

    def branch(self, name: str, **attributes: str) -> "Branch":
        """Add an element that has parts of its own."""
        return Branch(etree.SubElement(self._element, name, attributes))

    def leaf(self, name: str, text: str, attributes: Mapping[str, str] | None = None, *, always: bool = False) -> None:
        """Add an element with a text; an empty one only where it must be there `always`."""
        if text or always:
            etree.SubElement(self._element, name, dict(attributes or {})).text = FORBIDDEN.sub("", text)

    def leaves(self, name: str, texts: Iterable[str]) -> None:
        """Add one element for each text."""
        for text in texts:
            self.leaf(name, text)

    def day(self, name: str, value: dt.date | None) -> None:
        """Add a day as CCYYMMDD, if there is one."""
        if value is not None:
            self.leaf(name, f"{value:%Y%m%d}", {"Format": "CCYYMMDD"})

    def amount(self, name: str, value: Decimal, currency: str) -> None:
        """Add a sum of money."""
        self.leaf(name, decimal_text(value), {"AmountCurrencyIdentifier": currency})


def decimal_text(value: Decimal) -> str:
    """Write money with a decimal comma and two to five decimals."""
    exact = value.quantize(Decimal(1).scaleb(-_MOST), rounding=ROUND_HALF_UP)
    whole, _dot, decimals = f"{exact:f}".partition(".")
    text = f"{whole},{decimals.rstrip('0').ljust(_FEWEST, '0')}"
    return text if value or not text.startswith("-") else text[1:]


def number_text(value: Decimal) -> str:
    """Write a quantity or a percentage with a decimal comma and no idle zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".").replace(".", ",") if "." in text else text


def quantity_text(value: Decimal) -> str:
    """Write a quantity in at most 14 characters; decimals beyond that are rounded away."""
    text = number_text(value)
    if len(text) <= _LONGEST_QUANTITY or "," not in text:
        return text
    room = max(_LONGEST_QUANTITY - text.index(",") - 1, 0)
    return number_text(value.quantize(Decimal(1).scaleb(-room), rounding=ROUND_HALF_UP))


def pieces(text: str, width: int) -> list[str]:
    """Part a text into lines of at most so many characters, between words where it can be."""
    return textwrap.wrap(" ".join(text.split()), width, break_on_hyphens=False)
