"""Who uses a customer's services and who maintains them: two cards filled by one question."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout

from asiakasrekisteri.domain.fields import FieldKind
from asiakasrekisteri.domain.formats import as_text
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.tables.columns import Cell, Column, Values
from asiakasrekisteri.gui.tables.local import LocalTable
from asiakasrekisteri.gui.widgets.basics import Button, label, row
from asiakasrekisteri.usecases.accounts import END_USERS, CustomerPeople, ServedPerson, people_of_customer

_MOST_ROWS = 8


def _name(values: Values) -> Cell:
    return Cell(text=str(values["name"]), kind="strong")


def _origin(values: Values) -> Cell:
    words = as_text(END_USERS.spec["origin"], values["origin"])
    return Cell(text=words[:1].upper() + words[1:])


def _told(values: Values) -> Cell:
    told = values["informed_on"]
    own = values.get("origin") == "contacted_support"  # she gave the data herself
    return Cell(text="" if told or own else _("Kertomatta"), kind="pill", tone="warn")


_SINCE = Column(name="since", label=N_("Alkaen"), kind=FieldKind.DATE, width=104)
_UNTIL = Column(name="until", label=N_("Asti"), kind=FieldKind.DATE, width=104)
_TOLD = Column(name="informed_on", label=N_("Huomiot"), width=120, sortable=False, render=_told)
_USERS = (
    Column(name="name", label=N_("Henkilö"), width=220, render=_name),
    Column(name="service", label=N_("Palvelu"), width=240),
    Column(name="origin", label=N_("Mistä käyttäjä tunnetaan"), width=250, render=_origin),
    _SINCE,
    _UNTIL,
    _TOLD,
)
_MAINTAINERS = (
    Column(name="name", label=N_("Henkilö"), width=220, render=_name),
    Column(name="service", label=N_("Palvelu"), width=240),
    Column(name="works_for", label=N_("Työnantaja tai yritys"), width=180),
    Column(name="task", label=N_("Tehtävä"), width=176),
    _UNTIL,
    _TOLD,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sort:
    """One sort of people: their entity, the words of the card, its columns."""

    entity: str
    title: str
    empty: str
    add: str
    columns: tuple[Column, ...]


class PeopleCard(QFrame):
    """One of the two cards; Enter opens the row."""

    def __init__(self, context: Context, sort: _Sort, add: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("area", "card")
        self.setAccessibleName(sort.title)
        self.table = LocalTable(
            context, sort.columns, sort.title, f"people-{sort.entity}", lambda row_id: f"{sort.entity}/{row_id}"
        )
        self._count = label("", "muted")
        self.add_button = Button(sort.add, "plus", size="s", pressed=add)
        if not context.may(Permission.PERSON_WRITE):
            self.add_button.setEnabled(False)
            self.add_button.setToolTip(_("Roolillasi ei ole oikeutta lisätä näitä. Pyydä oikeutta pääkäyttäjältä."))
        self._empty = label(sort.empty, "muted", wrap=True)
        self._empty.setContentsMargins(12, 2, 12, 8)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 10, 4, 6)
        layout.setSpacing(6)
        layout.addWidget(row(label(sort.title, "h3"), self._count, None, self.add_button, margins=(12, 0, 10, 0)))
        layout.addWidget(self._stack)

    def show_people(self, found: Sequence[ServedPerson]) -> None:
        """Show these."""
        count = len(found)
        self.table.show_rows({one.record.id: _listed(one) for one in found})
        self._count.setText(str(count) if count else "")
        self._stack.setCurrentWidget(self.table if count else self._empty)
        self._stack.setFixedHeight(self.table.tall(_MOST_ROWS) if count else self._empty.sizeHint().height())


class PeopleCards(QFrame):
    """The end users and the maintainers of a customer's services.

    Args:
        context: the desk.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self._context, self._customer = context, 0
        users = _Sort(
            entity="end_user",
            title=_("Palvelujen käyttäjät"),
            empty=_("Asiakas ei ole ilmoittanut käyttäjiä, eikä kukaan ole ottanut yhteyttä tukeen."),
            add=_("Lisää käyttäjä"),
            columns=_USERS,
        )
        maintainers = _Sort(
            entity="maintainer",
            title=_("Palvelujen ylläpitäjät"),
            empty=_("Asiakkaan palveluille ei ole merkitty ylläpitäjiä."),
            add=_("Lisää ylläpitäjä"),
            columns=_MAINTAINERS,
        )
        self.users = PeopleCard(context, users, lambda: self._add("end_user"))
        self.maintainers = PeopleCard(context, maintainers, lambda: self._add("maintainer"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.users)
        layout.addWidget(self.maintainers)
        context.bus.watch(self, ("end_user", "maintainer"), lambda _changes: self.reload())

    def show_owner(self, entity: str, row_id: int) -> None:  # noqa: ARG002 - asked of customers only
        """Show the people around a customer's services."""
        self._customer = row_id
        self.reload()

    def reload(self) -> None:
        """Fetch them anew."""
        customer = self._customer

        def come(people: CustomerPeople) -> None:
            if customer == self._customer:
                self.users.show_people(people.end_users)
                self.maintainers.show_people(people.maintainers)

        if customer:
            self._context.ask(self, lambda gate: gate.call(people_of_customer, customer), come)

    def _add(self, entity: str) -> None:
        self._context.go(f"{entity}/new/customer/{self._customer}")


def _listed(one: ServedPerson) -> Mapping[str, object]:
    return {**one.record.values, "name": one.name, "service": one.record.names.get("service_id", "")}
