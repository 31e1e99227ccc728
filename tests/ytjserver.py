"""A server on this computer that speaks as the open data of YTJ does, with its habits and faults."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.listening import PORTS

LEIPOMO: dict[str, Any] = {
    "businessId": {"value": "1234567-1", "registrationDate": "2001-05-03", "source": "3"},
    "names": [
        {"name": "Leipomo Äyräs Oy", "type": "1", "registrationDate": "2010-01-01", "source": "1"},
        {"name": "Vanha Leipomo Oy", "type": "1", "registrationDate": "2001-05-03", "endDate": "2009-12-31"},
        {"name": "Äyräksen pullat", "type": "3", "registrationDate": "2012-01-01"},
    ],
    "mainBusinessLine": {
        "type": "10710",
        "descriptions": [
            {"languageCode": "3", "description": "Manufacture of bread"},
            {"languageCode": "1", "description": "Leivän valmistus"},
        ],
    },
    "website": None,
    "companyForms": [
        {
            "type": "16",
            "descriptions": [{"languageCode": "1", "description": "Osakeyhtiö"}],
            "registrationDate": "2001-05-03",
        }
    ],
    "companySituations": [],
    "addresses": [
        {
            "type": 2,
            "postOfficeBox": "12",
            "postCode": "33101",
            "postOffices": [{"city": "TAMMERFORS", "languageCode": "2"}, {"city": "TAMPERE", "languageCode": "1"}],
        },
        {
            "type": 1,
            "street": "Jauhotie",
            "buildingNumber": "2",
            "entrance": "B",
            "postCode": "33100",
            "postOffices": [{"city": "TAMPERE", "languageCode": "1"}],
        },
        {"type": 1, "street": "Entinen tie", "postCode": "33100", "postOffices": [], "endDate": "2015-01-01"},
    ],
    "tradeRegisterStatus": "1",
    "status": "2",
    "registrationDate": "2001-05-03",
    "lastModified": "2024-11-21 01:49:24",
}


@dataclass
class Habits:
    """How the server answers: the companies it knows, or an error, a delay, or bytes of its own."""

    companies: list[dict[str, Any]] = field(default_factory=lambda: [LEIPOMO])
    code: int = 200
    delay: float = 0.0
    body: bytes | None = None
    asked: list[dict[str, list[str]]] = field(default_factory=list)


@contextmanager
def ytj(habits: Habits) -> Iterator[str]:
    """Run the server; gives the address that takes the place of the real one."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            habits.asked.append(parse_qs(urlsplit(self.path).query))
            time.sleep(habits.delay)
            body = habits.body
            if body is None:
                body = json.dumps({"totalResults": len(habits.companies), "companies": habits.companies}).encode()
            self.send_response(habits.code)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    port = server.server_address[1]
    PORTS.add(port)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{port}/v3"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        PORTS.discard(port)
