"""What is known of a customer, as lines that show where each datum came from."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from asiakasrekisteri.domain.fields import FieldSpec, Record
from asiakasrekisteri.domain.formats import as_text
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.concealing import HiddenValue, ProtectedAddress
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.describe import DETAIL_SPECS, detail_label, detail_origin, detail_value
from asiakasrekisteri.gui.history import history_of
from asiakasrekisteri.gui.widgets.facts import Fact
from asiakasrekisteri.usecases.customers import CUSTOMER, CustomerCard

_IN_HEAD = ("name",)
_VALUE_FIELDS = {"email": ("address",), "phone": ("number",), "address": ("street", "postcode", "town", "country")}


class CustomerFacts:
    """Makes the facts of one card, with their histories."""

    def __init__(self, context: Context, card: CustomerCard) -> None:
        self._context, self._card = context, card

    def contact_facts(self) -> tuple[Fact, ...]:
        """Return addresses, phones and e-mails."""
        details = self._card.details
        alone = {kind for kind in _VALUE_FIELDS if sum(d.entity == kind for d in details) == 1}
        return tuple(self._detail(record, named=record.entity not in alone) for record in details)

    def own_facts(self, leave_out: Sequence[str] = ()) -> tuple[Fact, ...]:
        """Return what is known of the customer itself, in the order of the catalogue."""
        record = self._card.record
        return tuple(
            Fact(
                label=_(spec.label),
                value=_own_value(record, spec),
                origin=record.origins.get(spec.name),
                history=history_of(self._context, CUSTOMER, record.id, (spec.name,)),
            )
            for spec in CUSTOMER.editable()
            if spec.name not in (*_IN_HEAD, *leave_out)
            and (spec.name in record.hidden or record.values.get(spec.name) not in {None, ""})
        )

    def _detail(self, record: Record, *, named: bool) -> Fact:
        spec = DETAIL_SPECS[record.entity]
        fields = _VALUE_FIELDS[record.entity]
        return Fact(
            label=detail_label(record) if named or record.values["use"] == "billing" else _(spec.label),
            value=self._hidden(record) if record.hidden else detail_value(record),
            origin=detail_origin(record),
            history=history_of(self._context, spec, record.id, (*fields, "use")),
        )

    def _hidden(self, record: Record) -> QWidget:
        """Return what stands for a detail under restriction, or for an address that turvakielto hides."""
        person = self._card.person_id
        if self._card.restriction is None and person is not None and record.entity == "address":
            return ProtectedAddress(self._context, person, record)
        return HiddenValue(detail_label(record), next(iter(record.hidden.values())))


def _own_value(record: Record, spec: FieldSpec) -> str | QWidget:
    why = record.hidden.get(spec.name)
    if why:
        return HiddenValue(_(spec.label), why)
    return record.names.get(spec.name) or capital(as_text(spec, record.values.get(spec.name)))


def capital(text: str) -> str:
    """Return the text with its first letter a capital."""
    return text[:1].upper() + text[1:]
