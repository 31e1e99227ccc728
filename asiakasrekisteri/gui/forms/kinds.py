"""Which editor each kind of field has. A new kind is added here and nowhere else."""

from collections.abc import Callable

from asiakasrekisteri.domain.fields import FieldKind, FieldSpec
from asiakasrekisteri.gui.forms.decimals import DecimalEditor
from asiakasrekisteri.gui.forms.editors import (
    ChoiceEditor,
    CountryEditor,
    DateEditor,
    Editor,
    FlagEditor,
    IdentityEditor,
    InstantEditor,
    LineEditor,
    MoneyEditor,
    NotesEditor,
    NumberEditor,
    PhoneEditor,
    Today,
    YearEditor,
)
from asiakasrekisteri.gui.forms.links import LinkEditor

Make = Callable[[FieldSpec, Today], Editor]
EDITORS: dict[FieldKind, Make] = {
    FieldKind.TEXT: LineEditor,
    FieldKind.NOTES: NotesEditor,
    FieldKind.DATE: DateEditor,
    FieldKind.FLAG: FlagEditor,
    FieldKind.CHOICE: ChoiceEditor,
    FieldKind.NUMBER: NumberEditor,
    FieldKind.MONEY: MoneyEditor,
    FieldKind.YEAR: YearEditor,
    FieldKind.EMAIL: LineEditor,
    FieldKind.PHONE: PhoneEditor,
    FieldKind.POSTCODE: LineEditor,
    FieldKind.COUNTRY: CountryEditor,
    FieldKind.BUSINESS_ID: LineEditor,
    FieldKind.VAT_NUMBER: LineEditor,
    FieldKind.ASSOCIATION_NUMBER: LineEditor,
    FieldKind.IDENTITY_CODE: IdentityEditor,
    FieldKind.REFERENCE: LineEditor,
    FieldKind.INSTANT: InstantEditor,
    FieldKind.PRICE: DecimalEditor,
    FieldKind.QUANTITY: DecimalEditor,
    FieldKind.PERCENT: DecimalEditor,
    FieldKind.HOST: LineEditor,
    FieldKind.LINK: LinkEditor,
    FieldKind.SECRET: IdentityEditor,
    FieldKind.INTERNAL: LineEditor,
}


def editor_for(spec: FieldSpec, today: Today) -> Editor:
    """Return the editor of a field; a closed choice is a combo whatever its kind."""
    return ChoiceEditor(spec, today) if spec.options else EDITORS[spec.kind](spec, today)
