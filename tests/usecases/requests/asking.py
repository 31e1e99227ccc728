"""A person with an address, and short words for what is done with her requests."""

import datetime as dt
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from asiakasrekisteri.usecases.attachments import add_block, begin_attachment, finish_attachment
from asiakasrekisteri.usecases.edits import Edit
from asiakasrekisteri.usecases.gate import Gate, UseCase
from asiakasrekisteri.usecases.persons import add_person
from asiakasrekisteri.usecases.privacy.requests.identity import Identification, identify_request
from asiakasrekisteri.usecases.privacy.requests.reading import RequestCard, open_request
from asiakasrekisteri.usecases.privacy.requests.receiving import receive_request

HOME = Edit(
    "address",
    values={"use": "postal", "street": "Kirkkotie 8 A 3", "postcode": "44800", "town": "Pihtipudas", "country": "FI"},
)
TODAY = dt.date(2026, 11, 22)


@dataclass(frozen=True)
class Asked:
    """The main user's gate and a person whose data are held."""

    gate: Gate
    person: int

    def receive(self, kind: str = "access", received: str = "2026-11-09", **values: object) -> int:
        """Receive a request of the person and return its id."""
        said = {"kind": kind, "received_on": dt.date.fromisoformat(received), "channel": "letter", **values}
        return self.gate.call(receive_request, said, self.person).id

    def card(self, request: int) -> RequestCard:
        """Open the page of a request."""
        return self.gate.call(open_request, request)

    def do(self, case: UseCase[..., Any], request: int, *said: object) -> Any:
        """Do something with a request as it stands."""
        return self.gate.call(case, request, self.card(request).record.version, *said)

    def identified(self, kind: str = "access", received: str = "2026-11-09") -> int:
        """Receive a request and verify who made it."""
        request = self.receive(kind, received)
        self.do(identify_request, request, Identification("call_back"))
        return request

    def attach(self, request: int, kind: str) -> None:
        """Hang a file on a request."""
        content = b"todiste"
        file = self.gate.call(begin_attachment, "request", request, "tiedosto.txt", "text/plain", kind)
        self.gate.call(add_block, file, content)
        self.gate.call(finish_attachment, file, sha256(content).hexdigest())


def asked_of(gate: Gate, language: str = "fi") -> Asked:
    """Return an office that holds a person's data."""
    values = {"last_name": "Näyte", "first_names": "Hanna-Mari", "language": language}
    return Asked(gate, gate.call(add_person, values, [HOME]).id)
