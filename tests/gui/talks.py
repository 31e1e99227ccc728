"""What was said with the bakery: calls, a recorded one, a mail, a visit, a letter, a support case (fictional data)."""

import datetime as dt
import io
import shutil
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.usecases.choices import choices
from asiakasrekisteri.usecases.customers import open_customer, save_customer
from asiakasrekisteri.usecases.edits import Edit
from asiakasrekisteri.usecases.files import store_file
from asiakasrekisteri.usecases.finding import find
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.interactions.mails import add_email
from asiakasrekisteri.usecases.interactions.people import ParticipantEdit
from asiakasrekisteri.usecases.interactions.recordings import RecordingFacts, store_recording
from asiakasrekisteri.usecases.interactions.saving import add_interaction
from asiakasrekisteri.usecases.office import Office
from asiakasrekisteri.usecases.outside import FACTS
from tests import offices
from tests.gui.firms import furnished_office
from tests.gui.parts_views import tone

CALL = "Ilmoitti leipomon uuden puhelinnumeron"
MAIL = "Laskutusosoite muuttuu"
_TEXT = (
    "Hei,\n\nsiirrämme leipomon laskut tilitoimiston osoitteeseen. Väinö on hyväksynyt asian, ja tilitoimisto lähettää"
    " valtakirjan erikseen.\n\nTerveisin\nHanna-Mari Kettunen"
)
_TALKS = (
    ("visit", None, "Asiakaskäynti leipomossa", "Esiteltiin uusi verkkokauppa.", (2026, 9, 3, 9), "visitor", "Väinö"),
    ("letter", "in", "Valtakirja tilitoimistolle", "", (2026, 10, 2, 11), "sender", "Hanna-Mari"),
    ("note", None, "Tarkista verkkotunnuksen haltija", "", (2026, 10, 20, 8), "mentioned", "Åke"),
)


def person(gate: Gate, name: str) -> int:
    """Return the id of a person by a word of her name."""
    return next(h.id for h in gate.call(find, name, 20, ("person",)))


def eml(subject: str = MAIL, sender: str = "billing@rantakyla.example", number: int = 1) -> bytes:
    """Return a mail with a file, as a mail program saves it."""
    mail = EmailMessage()
    mail["From"] = f"Hanna-Mari Kettunen <{sender}>"
    mail["To"] = "Kaamosverkko <toimisto@kaamosverkko.example>"
    mail["Subject"] = subject
    mail["Date"] = "Mon, 12 Oct 2026 14:20:00 +0300"
    mail["Message-ID"] = f"<viesti-{number}@rantakyla.example>"
    mail.set_content(_TEXT)
    mail.add_attachment(b"%PDF-1.4 valtakirja " * 900, maintype="application", subtype="pdf", filename="valtakirja.pdf")
    return bytes(mail)


def furnish_talks(gate: Gate, bakery: int) -> int:
    """Write down interactions of the bakery; return the id of the recorded call."""
    for kind, way, subject, body, when, part, who in _TALKS:
        said = {"kind": kind, "direction": way, "subject": subject, "body": body, "at": _at(*when)}
        values = {**said, "customer_id": bakery}
        gate.call(add_interaction, values, [ParticipantEdit(part, person(gate, who))])
    values = {
        "kind": "call",
        "direction": "in",
        "subject": CALL,
        "body": "Pyysi laskut jatkossa sähköpostiin.",
        "at": _at(2026, 11, 4, 8, 42),
        "minutes": 7,
        "customer_id": bakery,
        "recorded": True,
        "informed_at_start": True,
    }
    hanna = ParticipantEdit("caller", person(gate, "Hanna-Mari"))
    call = gate.call(add_interaction, values, [hanna]).id
    store_recording(
        gate, call, io.BytesIO(tone(3.0)), RecordingFacts(informed_at_start=True, purpose="sovitun todentaminen")
    )
    case = {
        "kind": "support",
        "direction": "in",
        "subject": "Sähköposti ei lähde toimiston koneelta",
        "body": "Lähtevän postin palvelimen asetukset tarkistettava.",
        "at": _at(2026, 11, 18, 7, 5),
        "state": "open",
        "customer_id": bakery,
    }
    gate.call(add_interaction, case, [ParticipantEdit("caller", person(gate, "Åke"))])
    gate.call(add_email, eml())
    _change_phone(gate, bakery)
    _obtain(gate, bakery)
    return call


def _at(year: int, month: int, day: int, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(year, month, day, hour, minute, tzinfo=dt.UTC)


def _change_phone(gate: Gate, bakery: int) -> None:
    card = gate.call(open_customer, bakery)
    phone = next(d for d in card.details if d.entity == "phone")
    edit = Edit("phone", phone.id, phone.version, {"use": "switchboard", "number": "040 555 0188"})
    gate.call(save_customer, bakery, card.record.version, {}, [edit], source="call")


def _obtain(gate: Gate, bakery: int) -> None:
    source = next(c.id for c in gate.call(choices, "source") if _("YTJ") in c.name)
    values = {
        "kind": "turnover",
        "what": "Liikevaihto 2024",
        "value": "1 214 000 €",
        "obtained_from_id": source,
        "obtained_on": dt.date(2025, 9, 2),
    }
    gate.call(FACTS.add, values, {"customer_id": bakery}, source="ytj")


@cache
def _furnished() -> tuple[Path, int, int]:
    folder = Path(mkdtemp(prefix="ar-puheet-")) / "office"
    office, bakery = furnished_office(folder)
    at = offices.entered(office)
    call = furnish_talks(at.gate, bakery)
    at.close()
    return folder, bakery, call


def talking_office(folder: Path) -> tuple[Office, int, int]:
    """Return an office with interactions, copied into a folder; the ids of the bakery and of the recorded call."""
    template, bakery, call = _furnished()
    shutil.copytree(template, folder, dirs_exist_ok=True)
    return Office(folder, offices.surroundings(offices.Clock(offices.NOW + dt.timedelta(hours=1)))), bakery, call


def stored_file(gate: Gate, entity: str, row_id: int, name: str, content: bytes) -> int:
    """Store a file and return its id."""
    return store_file(gate, entity, row_id, io.BytesIO(content), name).id
