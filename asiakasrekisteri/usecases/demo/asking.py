"""Requests of an invented office: late, urgent, calm, paused, of nobody known yet, and closed ones."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from asiakasrekisteri.domain.formats import FINLAND
from asiakasrekisteri.domain.retention import add_months
from asiakasrekisteri.store.models import Address, Customer, Interaction, Person, Request, Restriction
from asiakasrekisteri.store.work import ChangeOrigin, Work
from asiakasrekisteri.usecases.attachments import attach
from asiakasrekisteri.usecases.customers import full_name
from asiakasrekisteri.usecases.demo.files import paper
from asiakasrekisteri.usecases.privacy.requests.identity import ask_for_more
from asiakasrekisteri.usecases.privacy.requests.letters import recipient_of
from asiakasrekisteri.usecases.privacy.requests.receiving import receive_request
from asiakasrekisteri.usecases.records import got
from asiakasrekisteri.usecases.shipped import shipped

_MENTIONED, _CALLED_AT = 40, dt.time(10, 20)
_ANSWERED_IN, _DELIVERED_IN = 9, 12
"""Days after which a closed request was decided and its answer posted."""


def ask(work: Work, example: int) -> None:
    """Receive the invented requests; the restriction of the office gets the one it was asked by.

    Args:
        work: the unit of work.
        example: the person with the most to tell, who asks to see it.
    """
    made = list(_asked(work, example))
    for said, person, restriction in sorted(made, key=lambda one: _came(work, one[0])):
        row = _receive(work, said, person)
        if restriction is not None:
            restriction.request_number = row.number
    _mention(work, example)
    work.session.flush()


def _mention(work: Work, person: int) -> None:
    """Write of a person, and of another, in a note that is linked to nobody: only a search for her request finds it."""
    name, (other,) = full_name(got(work, Person, person)), _others(work, person, 1) or (person,)
    body = f"{name} soitti ja kysyi samaa tarjousta, jonka {full_name(got(work, Person, other))} sai keväällä."
    day = work.today - dt.timedelta(days=_MENTIONED)
    work.origin = ChangeOrigin("staff", day)
    at = dt.datetime.combine(day, _CALLED_AT, FINLAND).astimezone(dt.UTC)
    work.session.add(Interaction(kind="note", at=at, subject="Tarjouksen hinta", body=body, state="closed"))


def _asked(work: Work, example: int) -> Iterator[tuple[Mapping[str, Any], int | None, Restriction | None]]:
    """Yield what is asked, by whom, and the restriction that was laid down by it."""
    made = shipped("demo", "requests.toml")["requests"]
    others = iter(_others(work, example, len(made)))
    for said in made:
        unknown = said["state"] == "unknown"
        person = None if unknown else example if said.get("example") else next(others, None)
        if unknown or person is not None:
            yield said, person, None
    for restriction in work.session.scalars(select(Restriction)).all():
        ago = (work.today - restriction.since).days + 1
        said = {"kind": "restriction", "ago": ago, "channel": "letter", "state": "closed", "method": "signature"}
        yield {**said, "situation": restriction.reason or ""}, restriction.person_id, restriction


def _others(work: Work, example: int, count: int) -> Sequence[int]:
    """Return private customers whom a letter in Finnish reaches, none of them under restriction."""
    held = select(Restriction.person_id)
    asked = (
        select(Person.id)
        .join(Customer, Customer.person_id == Person.id)
        .join(Address, (Address.customer_id == Customer.id) | (Address.person_id == Person.id))
        .where(Person.id != example, Person.id.not_in(held), Person.language == "fi", Person.non_disclosure.is_(False))
    )
    return work.session.scalars(asked.distinct().order_by(Person.id).limit(count)).all()


def _receive(work: Work, said: Mapping[str, Any], person: int | None) -> Request:
    values = {name: said[name] for name in ("kind", "channel", "situation", "signed") if name in said}
    values |= {"received_on": _came(work, said), "requester_name": said.get("name")}
    row = got(work, Request, receive_request.body(work, values, person).id)
    if said["channel"] == "letter" and person is not None:
        name = full_name(got(work, Person, person))
        text = [said["situation"], name]
        attach(work, "request", row.id, "pyynto.pdf", paper("Tietopyyntö", text, "", row.received_on), "document")
    if "method" in said:
        _identify(work, row, said["method"])
    if said["state"] == "closed":
        _close(work, row)
    work.session.flush()
    if said["state"] == "paused":
        ask_for_more.body(work, row.id, row.version, said["more"])
    return row


def _came(work: Work, said: Mapping[str, Any]) -> dt.date:
    if "ago" in said:
        return work.today - dt.timedelta(days=said["ago"])
    return min(add_months(work.today + dt.timedelta(days=said["left"]), -1), work.today)


def _identify(work: Work, row: Request, method: str) -> None:
    row.identity_method, row.identity_checked_by = method, work.actor.name
    row.identity_checked_on = min(row.received_on + dt.timedelta(days=2), work.today)


def _close(work: Work, row: Request) -> None:
    row.decision, row.collected_on = "granted", row.received_on + dt.timedelta(days=5)
    row.decision_on = row.received_on + dt.timedelta(days=_ANSWERED_IN)
    row.delivered_on = row.closed_on = min(row.received_on + dt.timedelta(days=_DELIVERED_IN), work.today)
    row.delivery_channel = "letter"
    person = work.session.get(Person, row.person_id) if row.person_id is not None else None
    row.address_used = "\n".join(recipient_of(work, row, person)[1:]) or None
