"""Requests of several kinds in the office of persons (fictional data), for tests and pictures."""

import datetime as dt

from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.persons import list_persons
from asiakasrekisteri.usecases.privacy.requests.answering import Delivery, deliver_answer, note_collected
from asiakasrekisteri.usecases.privacy.requests.deciding import Decision, decide_request
from asiakasrekisteri.usecases.privacy.requests.identity import Identification, ask_for_more, identify_request
from asiakasrekisteri.usecases.privacy.requests.letters import send_letter
from asiakasrekisteri.usecases.privacy.requests.reading import open_request
from asiakasrekisteri.usecases.privacy.requests.receiving import receive_request

D = dt.date


def requests_of(gate: Gate, hanna: int, others: tuple[str, str] = ("Hirvonen", "Laukkanen")) -> dict[str, int]:
    """Receive an access request of Hanna, one that is urgent, one paused, one closed, one of nobody yet; by name."""
    jari, iida = (gate.call(list_persons, name).ids[0] for name in others)
    made = {
        "urgent": _receive(gate, jari, "restriction", D(2026, 10, 24), situation="Lasku on väärä."),
        "access": _receive(gate, hanna, "access", D(2026, 11, 9), signed=True, situation="Pyydän kaikki tietoni."),
        "paused": _receive(gate, iida, "erasure", D(2026, 11, 16), channel="email"),
        "closed": _receive(gate, hanna, "marketing", D(2026, 10, 1), channel="call"),
    }
    unknown = {
        "kind": "rectification",
        "requester_name": "B. Ekblom",
        "channel": "email",
        "received_on": D(2026, 11, 20),
    }
    made["unknown"] = gate.call(receive_request, unknown).id
    _do(gate, identify_request, made["access"], Identification("call_back"))
    _do(gate, identify_request, made["urgent"], Identification("signature"))
    _do(gate, note_collected, made["urgent"])
    _do(gate, ask_for_more, made["paused"], "Asiakasnumero ja viimeisimmän laskun summa.")
    _do(gate, decide_request, made["closed"], Decision("granted"))
    _do(gate, send_letter, made["closed"], "granted")
    _do(gate, deliver_answer, made["closed"], Delivery("letter"))
    return made


def _receive(gate: Gate, person: int, kind: str, day: dt.date, **values: object) -> int:
    said = {"kind": kind, "received_on": day, "channel": "letter", **values}
    return gate.call(receive_request, said, person).id


def _do(gate: Gate, case: object, request: int, *said: object) -> None:
    version = gate.call(open_request, request).record.version
    gate.call(case, request, version, *said)  # type: ignore[arg-type]


def rights_of(gate: Gate, person: int) -> dict[str, int]:
    """Receive a request of each right beside access, identified and gone through, by kind."""
    made = {}
    for kind in ("erasure", "rectification", "objection", "portability", "marketing"):
        made[kind] = _receive(gate, person, kind, D(2026, 11, 12))
        if kind != "marketing":
            _do(gate, identify_request, made[kind], Identification("call_back"))
        if kind in {"erasure", "objection", "portability"}:
            _do(gate, note_collected, made[kind])
    return made
