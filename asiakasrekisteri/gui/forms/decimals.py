"""Numbers with a decimal comma: sums, prices a piece, amounts, percentages."""

import re
from decimal import Decimal

from asiakasrekisteri.domain.fields import FieldKind, FieldSpec
from asiakasrekisteri.domain.formats import number, price
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.forms.editors import LineEditor, Today

_PLACES = {FieldKind.PRICE: 4, FieldKind.QUANTITY: 3, FieldKind.PERCENT: 2}
_UNITS = re.compile(r"[€%\s]")


class DecimalEditor(LineEditor):
    """A number of so many decimals as its kind has; takes 1234,5 and 1 234.50, with or without its unit."""

    def __init__(self, spec: FieldSpec, today: Today) -> None:
        super().__init__(spec, today)
        self._kind, self._places = spec.kind, _PLACES[spec.kind]

    def shown(self, value: object) -> str:
        if value is None:
            return ""
        exact = Decimal(str(value))
        words = price(exact).removesuffix("\xa0€") if self._kind is FieldKind.PRICE else number(exact)
        return words.replace("\xa0", " ")

    def read(self, text: str) -> object:
        plain = _UNITS.sub("", text).replace("\u2212", "-").replace(",", ".")
        if not re.fullmatch(rf"-?\d{{1,12}}(\.\d{{1,{self._places}}})?", plain):
            return text
        return Decimal(plain)

    def mend(self) -> str:
        return _("Lukua ei ymmärretä. Kirjoita esimerkiksi 12,5.")
