"""The tab of a customer's invoices: the same list as that of all, with the figures of this customer alone."""

from PySide6.QtWidgets import QFrame, QVBoxLayout

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.billing.list import InvoiceList
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.widgets.basics import Button
from asiakasrekisteri.usecases.customers import CustomerCard


class InvoicesTab(QFrame):
    """The invoices of the customer in front."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._context, self._id = context, 0
        self.new_button = Button(_("Uusi lasku"), "plus", pressed=self._add)
        if not context.may(Permission.BILLING_WRITE):
            self.new_button.hide()
        self.list = InvoiceList(context, "customer-invoices", self.new_button, own=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list)

    def show_customer(self, card: CustomerCard) -> None:
        """See CustomerTab."""
        self._id = card.record.id
        self.list.show_customer(self._id)

    def _add(self) -> None:
        self._context.go(f"invoice/new/customer/{self._id}")


def invoices_tab(context: Context) -> InvoicesTab:
    """Return the tab."""
    return InvoicesTab(context)
