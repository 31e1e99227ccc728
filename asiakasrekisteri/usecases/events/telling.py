"""Telling of orders, bills, contracts, services, roles, checks, use and papers."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select

from asiakasrekisteri.domain.formats import as_text, day, euros, number
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.personname import spoken_form
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.store.models import ContactRole, Customer, Entity, Invoice, Person
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.events.item import Pill, TimelineItem
from asiakasrekisteri.usecases.events.source import Source
from asiakasrekisteri.usecases.hiding import hides

_BEGAN = {
    "contract.since": N_("Sopimus alkoi: {name}"),
    "service.since": N_("Palvelu alkoi: {name}"),
    "domain.since": N_("Verkkotunnus rekisteröitiin: {name}"),
}
_ENDED = {
    "contract.until": N_("Sopimus päättyi: {name}"),
    "service.until": N_("Palvelu päättyi: {name}"),
    "domain.until": N_("Verkkotunnus vanheni: {name}"),
}
_SENT_TONES = {"sent": "ok", "drafted": "info"}
"""Of what was sent; everything else wants a look."""


def _item(work: Work, source: Source, row: Any, title: str, *lines: str, **other: Any) -> TimelineItem:
    """Return the event of a row; empty lines are left out."""
    said: dict[str, Any] = {"address": f"{row.__tablename__}/{row.id}", "persons": _persons(work, row), **other}
    return TimelineItem(
        place=source.place(row),
        kind=source.kinds[0],
        at=getattr(row, source.day.key),
        title=title,
        lines=tuple(line for line in lines if line),
        entity=row.__tablename__,
        id=row.id,
        **said,
    )


def _persons(work: Work, row: Any) -> tuple[int, ...]:
    """Return whom a row tells of: the person it names, or the private customer."""
    person = getattr(row, "person_id", None)
    if person is None and (customer_id := getattr(row, "customer_id", None)) is not None:
        person = _private(work, customer_id)
    return () if person is None else (person,)


def _private(work: Work, customer_id: int) -> int | None:
    """Return the person of a private customer; asked once of each, for a timeline has few."""
    known: dict[int, int | None] = work.session.info.setdefault("private customers", {})
    if customer_id not in known:
        known[customer_id] = work.session.scalar(select(Customer.person_id).where(Customer.id == customer_id))
    return known[customer_id]


def _word(row: Entity, field: str) -> str:
    return as_text(row.spec()[field], getattr(row, field))


def tell_orders(work: Work, source: Source, rows: Sequence[Any]) -> Iterator[TimelineItem]:
    """Tell of orders and how far they are."""
    for (row,) in rows:
        delivered = _("Toimitettu {day}").format(day=day(row.delivered_on)) if row.delivered_on else ""
        tone = "neutral" if row.state in {"invoiced", "cancelled"} else "info"
        pill = Pill(_word(row, "state"), tone)
        yield _item(work, source, row, _("Tilaus {number}").format(number=row.number), delivered, pill=pill)


def tell_invoices(work: Work, source: Source, rows: Sequence[Any]) -> Iterator[TimelineItem]:
    """Tell of invoices: how much, by when, and whether paid."""
    for (row,) in rows:
        credit = row.kind == "credit_note"
        title = _("Hyvityslasku {number}") if credit else _("Lasku {number}")
        due = "" if row.due_on is None else _("eräpäivä {day}").format(day=day(row.due_on))
        said = ", ".join(part for part in (euros(row.gross), due) if part)
        yield _item(work, source, row, title.format(number=row.number), said, pill=_paid(work, row))


def _paid(work: Work, row: Invoice) -> Pill | None:
    if row.kind == "credit_note":
        return None
    if row.balance <= 0:
        return Pill(_("Maksettu"), "ok")
    if row.due_on is not None and row.due_on < work.today:
        return Pill(_("Erääntynyt"), "err")
    return Pill(_("Avoin"), "neutral")


def tell_payments(work: Work, source: Source, rows: Sequence[Any]) -> Iterator[TimelineItem]:
    """Tell of payments: from whom, for which invoice."""
    invoices = _invoices(work, rows)
    for (row,) in rows:
        of = invoices.get(row.invoice_id)
        what = _("Lasku {number}").format(number=of.number) if of else _("Kohdistamatta")
        address = f"invoice/{of.id}" if of else f"payment/{row.id}"
        title = _("Suoritus {sum}").format(sum=euros(row.amount))
        yield _item(work, source, row, title, what, row.payer or "", address=address, persons=_persons(work, of or row))


def tell_reminders(work: Work, source: Source, rows: Sequence[Any]) -> Iterator[TimelineItem]:
    """Tell of reminders."""
    invoices = _invoices(work, rows)
    for (row,) in rows:
        of = invoices[row.invoice_id]
        title = _("Maksumuistutus, lasku {number}").format(number=of.number)
        fee = _("Muistutusmaksu {sum}").format(sum=euros(row.fee)) if row.fee else ""
        address = f"invoice/{of.id}"
        yield _item(work, source, row, title, _word(row, "channel"), fee, address=address, persons=_persons(work, of))


def _invoices(work: Work, rows: Sequence[Any]) -> dict[int | None, Invoice]:
    ids = {row.invoice_id for (row,) in rows if row.invoice_id is not None}
    if not ids:
        return {}
    return {invoice.id: invoice for invoice in work.session.scalars(select(Invoice).where(Invoice.id.in_(ids)))}


def tell_began(work: Work, source: Source, rows: Sequence[Any]) -> Iterator[TimelineItem]:
    """Tell of what began."""
    for (row,) in rows:
        yield _item(work, source, row, _(_BEGAN[source.name]).format(name=row.called()))


def tell_ended(work: Work, source: Source, rows: Sequence[Any]) -> Iterator[TimelineItem]:
    """Tell of what ended."""
    for (row,) in rows:
        yield _item(work, source, row, _(_ENDED[source.name]).format(name=row.called()))


def tell_roles(work: Work, source: Source, rows: Sequence[Any]) -> Iterator[TimelineItem]:
    """Tell of contact persons who came and went, and where."""
    title = _("Yhteyshenkilö aloitti: {name}") if source.name == "role.since" else _("Yhteyshenkilö lopetti: {name}")
    for row, person, customer in _who_and_where(work, [row for (row,) in rows]):
        said = ", ".join(part for part in (_word(row, "role"), row.title or "", customer) if part)
        yield _item(work, source, row, title.format(name=person), said, address=f"person/{row.person_id}")


def _who_and_where(work: Work, rows: Sequence[ContactRole]) -> list[tuple[ContactRole, str, str]]:
    if not rows:
        return []
    persons = {p.id: p for p in work.session.scalars(select(Person).where(Person.id.in_({r.person_id for r in rows})))}
    named = select(Customer).where(Customer.id.in_({r.customer_id for r in rows}))
    customers = {customer.id: customer.name for customer in work.session.scalars(named)}
    return [
        (
            r,
            spoken_form(persons[r.person_id].first_names or "", persons[r.person_id].last_name),
            customers[r.customer_id],
        )
        for r in rows
    ]


def tell_checks(work: Work, source: Source, rows: Sequence[Any]) -> Iterator[TimelineItem]:
    """Tell of credit checks: why and from where. The result is on the card."""
    for (row,) in rows:
        said = ", ".join((_word(row, "purpose"), row.register_name))
        yield _item(work, source, row, _("Tarkistus: {what}").format(what=_word(row, "kind")), said)


def tell_usage(work: Work, source: Source, rows: Sequence[Any]) -> Iterator[TimelineItem]:
    """Tell of what was done with a service, or how much of it was used."""
    for (row,) in rows:
        amount = "" if row.amount is None else f"{number(row.amount)} {row.unit or ''}".strip()
        word = _word(row, "kind")
        yield _item(work, source, row, word[:1].upper() + word[1:], row.what or "", amount)


def tell_papers(work: Work, source: Source, rows: Sequence[Any]) -> Iterator[TimelineItem]:
    """Tell of papers and where they lie."""
    for (row,) in rows:
        place = row.place if row.destroyed_on is None else _("Hävitetty {day}").format(day=day(row.destroyed_on))
        yield _item(work, source, row, _("Paperi: {what}").format(what=row.what), place)


def tell_notices(work: Work, source: Source, rows: Sequence[Any]) -> Iterator[TimelineItem]:
    """Tell of notices of outages: by which way, and whether they went."""
    for (row,) in rows:
        said = ", ".join(part for part in (_word(row, "channel"), row.address or "", row.name or "") if part)
        tone = _SENT_TONES.get(row.state, "warn")
        pill = Pill(_word(row, "state"), tone)
        title = row.subject or _("Häiriötiedote")
        yield _item(work, source, row, title, said, pill=pill, address=f"notice/{row.notice_id}")


def tell_newsletters(work: Work, source: Source, rows: Sequence[Any]) -> Iterator[TimelineItem]:
    """Tell of newsletters that were sent, on what ground and what came of it, and of those who stopped them."""
    stopped = source.name == "marketing.stopped"
    title = _("Peruutti viestit: {name}") if stopped else "{name}"
    for (row,) in rows:
        pill = None if stopped else Pill(_word(row, "result"), _SENT_TONES.get(row.result, "warn"))
        where = "" if "@" not in row.address and hides(work, row.person_id) else row.address
        said = "" if stopped else ", ".join(filter(None, (_word(row, "ground"), where)))
        address = f"newsletter/{row.campaign_id}" if work.actor.may(Permission.MARKETING_SEND) else ""
        yield _item(work, source, row, title.format(name=row.name), said, pill=pill, address=address)
