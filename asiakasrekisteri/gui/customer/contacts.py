"""The contact persons of a customer in a table: who, in which role, from when to when, how to reach them."""

from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout

from asiakasrekisteri.domain.fields import FieldKind
from asiakasrekisteri.domain.formats import as_text
from asiakasrekisteri.domain.phones import show_phone
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.describe import DETAIL_SPECS
from asiakasrekisteri.gui.tables.columns import Cell, Column, Values
from asiakasrekisteri.gui.tables.local import LocalTable
from asiakasrekisteri.gui.widgets.basics import label, row
from asiakasrekisteri.usecases.customers import Contact, CustomerCard

_MOST_ROWS = 10
_ROLE = DETAIL_SPECS["contact_role"]


def _name(values: Values) -> Cell:
    return Cell(text=str(values["name"]), kind="strong")


_COLUMNS = (
    Column(name="name", label=N_("Henkilö"), width=190, render=_name),
    Column(name="role", label=N_("Rooli"), width=96),
    Column(name="title", label=N_("Tehtävä"), width=138),
    Column(name="phone", label=N_("Puhelin"), width=114),
    Column(name="email", label=N_("Sähköposti"), width=362),
    Column(name="since", label=N_("Alkaen"), kind=FieldKind.DATE, width=98),
    Column(name="until", label=N_("Asti"), kind=FieldKind.DATE, width=98),
)


class ContactsTable(QFrame):
    """The card of contact persons; Enter opens the person."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "card")
        title = _("Yhteyshenkilöt")
        self.setAccessibleName(title)
        self._persons: dict[int, int] = {}
        self.table = LocalTable(
            context, _COLUMNS, title, "contacts", lambda row_id: f"person/{self._persons.get(row_id, 0)}"
        )
        self._count = label("", "muted")
        self._empty = label(_("Yhteyshenkilöitä ei ole. Lisää heidät asiakkaan muokkauksessa."), "muted", wrap=True)
        self._empty.setContentsMargins(12, 2, 12, 8)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 10, 4, 6)
        layout.setSpacing(6)
        layout.addWidget(row(label(title, "h3"), self._count, None, margins=(12, 0, 10, 0)))
        layout.addWidget(self._stack)

    def show_contacts(self, card: CustomerCard) -> None:
        """Show the contact persons of a customer, those who act for it now first."""
        contacts = card.contacts
        self._persons = {c.role.id: c.person_id for c in contacts}
        self.table.show_rows({c.role.id: _listed(c) for c in contacts})
        self._count.setText(str(len(contacts)) if contacts else "")
        self._stack.setCurrentWidget(self.table if contacts else self._empty)
        self._stack.setFixedHeight(self.table.tall(_MOST_ROWS) if contacts else self._empty.sizeHint().height())


def _listed(contact: Contact) -> dict[str, object]:
    values = contact.role.values
    return {
        "name": contact.name,
        "role": as_text(_ROLE["role"], values["role"]).capitalize(),
        "title": values["title"],
        "phone": show_phone(contact.phone) if contact.phone else "",
        "email": contact.email,
        "since": values["since"],
        "until": values["until"],
    }
