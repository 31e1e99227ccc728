"""A request is received in whatever way it comes; its number is never given again and its clock runs at once."""

import datetime as dt

import pytest
from sqlalchemy import text

from asiakasrekisteri.domain.deadlines import Urgency
from asiakasrekisteri.domain.errors import InvalidInputError, PermissionDeniedError, StaleRecordError
from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.domain.requests import Stage
from asiakasrekisteri.usecases.logs import show_log
from asiakasrekisteri.usecases.office import Desk, Office
from asiakasrekisteri.usecases.persons import add_person
from asiakasrekisteri.usecases.privacy.requests.answering import close_request
from asiakasrekisteri.usecases.privacy.requests.deciding import Decision, decide_request
from asiakasrekisteri.usecases.privacy.requests.reading import (
    RequestFilter,
    count_requests,
    list_requests,
    request_id_of,
)
from asiakasrekisteri.usecases.privacy.requests.receiving import (
    amend_request,
    name_person,
    receive_request,
    take_request,
)
from tests import offices
from tests.usecases.requests.asking import Asked

D = dt.date


def test_a_request_gets_its_number_and_its_days(asked: Asked) -> None:
    said = {"kind": "access", "received_on": D(2026, 11, 6), "channel": "letter", "signed": True}
    received = asked.gate.call(receive_request, said, asked.person)
    assert received.number == "TP-2026-0001"
    assert (received.target, received.lawful_last_day) == (D(2026, 12, 6), D(2026, 12, 7))
    assert received.extended_last_day == D(2027, 2, 8)
    card = asked.card(received.id)
    assert card.record["requester_name"] == "Hanna-Mari Näyte"
    assert card.line.stage is Stage.IDENTITY
    assert card.line.left.days == 14
    assert card.line.handler == "Paula Pääkäyttäjä"


def test_numbers_run_by_the_year_of_receipt_and_are_never_given_again(asked: Asked) -> None:
    numbers = [
        asked.card(asked.receive(received=day)).line.number for day in ("2026-01-02", "2026-11-09", "2025-12-31")
    ]
    assert numbers == ["TP-2026-0001", "TP-2026-0002", "TP-2025-0001"]
    with asked.gate.store.engine.begin() as connection:
        connection.execute(text("DELETE FROM request"))
    assert asked.card(asked.receive(received="2026-11-20")).line.number == "TP-2026-0003"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"received_on": D(2026, 11, 23)}, "received_on"),
        ({"received_on": D(2018, 5, 24)}, "received_on"),
        ({"kind": "purr"}, "kind"),
        ({"channel": "pigeon"}, "channel"),
        ({"requester": "agent", "requester_name": " "}, "requester_name"),
        ({"decision": "granted"}, "decision"),
    ],
)
def test_what_cannot_be_is_refused(asked: Asked, values: dict[str, object], field: str) -> None:
    said = {"kind": "access", "received_on": D(2026, 11, 9), "channel": "letter", **values}
    with pytest.raises(InvalidInputError) as caught:
        asked.gate.call(receive_request, said, asked.person)
    assert [error.field for error in caught.value.errors] == [field]


def test_a_request_of_somebody_unknown_waits_until_it_is_known_whose_it_is(asked: Asked) -> None:
    said = {"kind": "erasure", "requester_name": "H. Näyte", "channel": "email"}
    request = asked.gate.call(receive_request, said).id
    assert asked.card(request).line.name == "H. Näyte"
    asked.do(name_person, request, asked.person)
    assert asked.card(request).line.name == "Hanna-Mari Näyte"
    assert asked.card(request).record["requester_name"] == "H. Näyte", "it stays as it was written"


def test_another_day_of_receipt_moves_the_days(asked: Asked) -> None:
    request = asked.receive()
    asked.do(amend_request, request, {"received_on": D(2026, 10, 26)})
    line = asked.card(request).line
    assert (line.target, line.left.days, line.left.urgency) == (D(2026, 11, 26), 4, Urgency.SOON)


def test_naming_another_person_forgets_how_the_first_was_identified(asked: Asked) -> None:
    request = asked.identified()
    other = asked.gate.call(add_person, {"last_name": "Toinen"}).id
    asked.do(name_person, request, other)
    assert asked.card(request).record["identity_method"] is None
    assert asked.card(request).line.stage is Stage.IDENTITY


def test_a_save_over_another_save_is_refused(asked: Asked) -> None:
    request = asked.receive()
    version = asked.card(request).record.version
    asked.gate.call(amend_request, request, version, {"situation": "Kaikki tiedot"})
    with pytest.raises(StaleRecordError):
        asked.gate.call(amend_request, request, version, {"situation": "Osa tiedoista"})


def test_lists_show_what_waits_by_its_last_day_and_what_is_closed_after_it(asked: Asked) -> None:
    later, sooner, closed = asked.receive(), asked.receive("erasure", "2026-10-20"), asked.receive("marketing")
    asked.do(decide_request, closed, Decision("withdrawn"))
    asked.do(close_request, closed)
    assert [line.id for line in asked.gate.call(list_requests)] == [sooner, later, closed]
    assert [line.id for line in asked.gate.call(list_requests, RequestFilter(state="closed"))] == [closed]
    assert [line.id for line in asked.gate.call(list_requests, RequestFilter(kind="access"))] == [later]
    assert [line.id for line in asked.gate.call(list_requests, RequestFilter(query="näyte 0002"))] == [sooner]
    counts = asked.gate.call(count_requests)
    assert (counts.open, counts.urgent, counts.late, counts.fewest_days) == (2, 1, 1, -2)


def test_earlier_requests_of_the_person_are_shown(asked: Asked) -> None:
    first, second = asked.receive(received="2026-03-02"), asked.receive()
    assert [line.id for line in asked.card(second).earlier] == [first]


def test_a_look_at_a_request_is_logged_as_the_persons(asked: Asked) -> None:
    request = asked.receive()
    asked.card(request)
    newest = next(row for row in asked.gate.call(show_log, asked.person) if row.use_case == "open_request")
    assert [(t.action, t.entity, t.id) for t in newest.touched] == [("view", "request", request)]


def test_a_number_leads_to_its_request(asked: Asked) -> None:
    request = asked.receive()
    assert asked.gate.call(request_id_of, " tp-2026-0001") == request
    assert asked.gate.call(request_id_of, "TP-2026-0099") is None


def test_customer_service_receives_but_the_main_user_decides(office: Office, desk: Desk, asked: Asked) -> None:
    theirs = offices.colleague(office, desk, Role.CUSTOMER_SERVICE)
    request = theirs.gate.call(receive_request, {"kind": "access", "channel": "call"}, asked.person).id
    with pytest.raises(PermissionDeniedError):
        theirs.gate.call(decide_request, request, 1, Decision("withdrawn"))
    assert [line.mine for line in asked.gate.call(list_requests)] == [False]
    asked.do(take_request, request)
    assert [line.mine for line in asked.gate.call(list_requests, RequestFilter(mine=True))] == [True]
    theirs.close()


@pytest.mark.parametrize("role", [Role.TECHNICAL, Role.BILLING])
def test_others_do_not_see_requests(office: Office, desk: Desk, asked: Asked, role: Role) -> None:
    asked.receive()
    theirs = offices.colleague(office, desk, role)
    with pytest.raises(PermissionDeniedError):
        theirs.gate.call(list_requests)
    theirs.close()
