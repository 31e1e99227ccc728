"""The roles of a person in her form: at which customer, as what, from when to when."""

from collections.abc import Mapping

from PySide6.QtWidgets import QBoxLayout

from asiakasrekisteri.domain.errors import FieldError
from asiakasrekisteri.domain.fields import Record
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.describe import DETAIL_SPECS
from asiakasrekisteri.gui.forms.details import DetailCard, DetailRow
from asiakasrekisteri.gui.forms.editors import Today
from asiakasrekisteri.gui.forms.finder import Finder
from asiakasrekisteri.gui.theme.icons import Icon
from asiakasrekisteri.gui.widgets.basics import column, label, row


class CustomerRoleRow(DetailRow):
    """One role with the customer's name over it.

    Args:
        today: what "t" and "+7" in a date count from.
        record: the stored role; None for a new one.
        customer: the customer's name.
    """

    def __init__(self, today: Today, record: Record | None, customer: str) -> None:
        super().__init__(DETAIL_SPECS["contact_role"], today, record)
        self.customer = customer
        own = self.layout()
        assert isinstance(own, QBoxLayout)
        item = own.itemAt(0)
        assert item is not None
        fields = item.widget()
        assert fields is not None
        own.removeWidget(fields)
        head = row(Icon("building-2"), label(customer, "strong"), None, gap=8)
        own.insertWidget(0, column(head, fields, gap=8), 1)


class CustomerRolesCard(DetailCard):
    """The customers a person acts for. A part of a form.

    Args:
        today: what "t" and "+7" in a date count from.
        context: the desk, for finding customers.
    """

    def __init__(self, today: Today, context: Context) -> None:
        self._names: Mapping[int, str] = {}
        self._customer = (0, "")
        super().__init__(DETAIL_SPECS["contact_role"], today)
        self.finder = Finder(context, ("customer",), _("Asiakkaan nimi, numero tai Y-tunnus…"))
        self.finder.hide()
        self.body.insertWidget(1, self.finder)
        self.finder.chosen.connect(lambda _kind, row_id, name: self.add_customer(row_id, name))
        self.add_button.clicked.disconnect()
        self.add_button.clicked.connect(lambda _on=False: self._ask_where())

    def set_names(self, names: Mapping[int, str]) -> None:
        """Say at which customer each stored role is: names by id of the role; before `load`."""
        self._names = dict(names)

    def add_customer(self, customer_id: int, name: str) -> DetailRow:
        """Add a role at a customer."""
        self._customer = (customer_id, name)
        made = self.add_row()
        made.links = {"customer_id": customer_id}
        self.finder.hide()
        next(iter(made.fields.values())).editor.setFocus()
        return made

    def make_row(self, record: Record | None) -> DetailRow:
        """See DetailCard."""
        name = self._customer[1] if record is None else self._names.get(record.id, "")
        return CustomerRoleRow(self._today, record, name)

    def check(self) -> list[FieldError]:
        """See FormPart. A name that was typed but not chosen is a fault too."""
        faults = super().check()
        if self.finder.isVisible() and self.finder.search.text().strip():
            faults.append(FieldError("finder", _("Valitse asiakas luettelosta tai tyhjennä hakukenttä.")))
        return faults

    def _ask_where(self) -> None:
        self.finder.show()
        self.finder.search.setFocus()
