"""The page of a server: what runs on it, and whom a fault of it concerns."""

from collections.abc import Sequence
from dataclasses import asdict

from PySide6.QtWidgets import QWidget

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.phones import show_phone
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.records.look import Look, Shown, Telling
from asiakasrekisteri.gui.records.paged import Listed, PagedCard
from asiakasrekisteri.gui.service_words import product_icon, service_state
from asiakasrekisteri.gui.tables.columns import Cell, Column, Values
from asiakasrekisteri.gui.tables.local import LocalTable
from asiakasrekisteri.gui.widgets.basics import Button, label
from asiakasrekisteri.gui.widgets.card import table_card
from asiakasrekisteri.usecases.outages.affected import Target
from asiakasrekisteri.usecases.outages.notices import begin_outage
from asiakasrekisteri.usecases.service_lists import service_rows, services_on_server
from asiakasrekisteri.usecases.stock import Concerned, concerned_by_server

_MOST_ROWS = 10


def _name(values: Values) -> Cell:
    return Cell(text=str(values["name"]), kind="strong", icon=product_icon(str(values["product_kind"])))


def _state(values: Values) -> Cell:
    words, tone = service_state(str(values["state"]), None)
    return Cell(text=words, kind="pill", tone=tone)


def _person(values: Values) -> Cell:
    return Cell(text=str(values["name"]), kind="strong")


def _as_what(values: Values) -> Cell:
    words = _("Ylläpitäjä") if values["entity"] == "maintainer" else _("Tekninen yhteyshenkilö")
    return Cell(text=words)


def _phone(values: Values) -> Cell:
    return Cell(text=show_phone(str(values["phone"])) if values["phone"] else "", kind="number")


_SERVICES = (
    Column(name="name", label=N_("Palvelu"), width=190, sortable=False, render=_name),
    Column(name="customer", label=N_("Asiakas"), width=190, sortable=False),
    Column(name="identifier", label=N_("Tunniste"), width=130, sortable=False),
    Column(name="state", label=N_("Tila"), width=110, sortable=False, render=_state),
)
_PERSONS = (
    Column(name="name", label=N_("Henkilö"), width=150, render=_person),
    Column(name="entity", label=N_("Rooli"), width=178, sortable=False, render=_as_what),
    Column(name="customer", label=N_("Asiakas"), width=184),
    Column(name="phone", label=N_("Puhelin"), width=126, sortable=False, render=_phone),
    Column(name="email", label=N_("Sähköposti"), width=200, shown=False),
)


def _services(context: Context, shown: Shown) -> QWidget:
    listed = Listed(
        entity="service",
        title=_("Palvelut tällä palvelimella"),
        empty=_("Palvelimella ei ole palveluja."),
        columns=_SERVICES,
        rows=lambda gate, ids: gate.call(service_rows, ids),
    )
    card = PagedCard(context, listed)
    card.show_list(lambda gate: gate.call(services_on_server, shown.record.id))
    return card


def _persons(context: Context, shown: Shown) -> QWidget | None:
    """Return the technical contacts and the maintainers whom a fault concerns."""
    if not context.may(Permission.PERSON_READ):
        return None
    title = _("Keitä vika koskee")
    persons: dict[int, int] = {}
    table = LocalTable(context, _PERSONS, title, "server-persons", lambda place: f"person/{persons[place]}")
    empty = label(_("Teknisiä yhteyshenkilöitä tai ylläpitäjiä ei ole tallennettu."), "muted", wrap=True)
    empty.setContentsMargins(12, 2, 12, 8)
    made = table_card(title, table)
    layout = made.layout()
    assert layout is not None
    layout.addWidget(empty)

    def show(found: tuple[Concerned, ...]) -> None:
        persons.update({place: one.person_id for place, one in enumerate(found, 1)})
        table.show_rows({place: asdict(one) for place, one in enumerate(found, 1)})
        table.setFixedHeight(table.tall(_MOST_ROWS))
        table.setVisible(bool(found))
        empty.setVisible(not found)

    context.ask(table, lambda gate: gate.call(concerned_by_server, shown.record.id), show)
    return made


def _acts(page: Telling, shown: Shown) -> Sequence[QWidget]:
    """Return the button that begins an outage of the server."""
    context = page.context
    if not context.may(Permission.OUTAGE_WRITE):
        return ()

    def begin() -> None:
        context.ask(
            context,
            lambda gate: gate.call(begin_outage, (Target(shown.record.id),)),
            lambda notice: context.go(f"notice/{notice}"),
        )

    return (Button(_("Tiedota häiriöstä"), "megaphone", pressed=begin),)


SERVER_LOOK = Look(asides=(_services, _persons), acts=_acts)
"""What the page of a server has of its own."""
