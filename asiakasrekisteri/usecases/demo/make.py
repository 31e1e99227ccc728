"""Makes the demo: a fictional office with its users, every main document printed, and old texts printed anew."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from asiakasrekisteri.domain.description import PrintedDescription
from asiakasrekisteri.domain.errors import ExchangeError, ForeignFileError
from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.domain.progress import SILENT, Progress
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.host.output import write_bytes, write_file
from asiakasrekisteri.store.files import make_folder
from asiakasrekisteri.usecases.access import record_undertaking, sign_undertaking
from asiakasrekisteri.usecases.customers import open_customer
from asiakasrekisteri.usecases.demo.answering import answer_requests
from asiakasrekisteri.usecases.demo.backing import back_up
from asiakasrekisteri.usecases.demo.describing import describe_firm, rewrite_description
from asiakasrekisteri.usecases.demo.disclosing import disclose, let_lapse
from asiakasrekisteri.usecases.demo.fill import SEED, fill_demo
from asiakasrekisteri.usecases.demo.invent import mail_name
from asiakasrekisteri.usecases.demo.marketing import send_letters
from asiakasrekisteri.usecases.demo.outages import invent_outages
from asiakasrekisteri.usecases.demo.retaining import retain
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.office import Desk, Office, Surroundings
from asiakasrekisteri.usecases.persons import open_person
from asiakasrekisteri.usecases.privacy.description import (
    DocumentKind,
    describe,
    render,
    render_page,
)
from asiakasrekisteri.usecases.privacy.extract import collect_extract, render_extract
from asiakasrekisteri.usecases.privacy.old_text import describe_old_text, read_old_text
from asiakasrekisteri.usecases.privacy.processing import describe_processing
from asiakasrekisteri.usecases.recovery import recovery_sheet
from asiakasrekisteri.usecases.shipped import shipped
from asiakasrekisteri.usecases.users import grant_user

OFFICE, DOCUMENTS, BACKUPS, USERS = "office", "documents", "backups", "kayttajat.txt"
_PASSWORD_WORDS, _PASSWORD_NUMBERS = 3, 9000
_OLD_TEXT_NAMES: dict[DocumentKind, str] = {"notice": "tietosuojaseloste.pdf", "traditional": "rekisteriseloste.pdf"}
_DOCUMENT_NAMES: dict[DocumentKind, str] = {
    **_OLD_TEXT_NAMES,
    "record": "seloste-kasittelytoimista.pdf",
    "processor": "kasittelijan-seloste.pdf",
}
_SEEN_BY_COLLEAGUES = 3


@dataclass(frozen=True, slots=True)
class DemoOrder:
    """What is made where: the folder, how many customers, a folder of old description texts, and the seed."""

    folder: Path
    customers: int = 1200
    descriptions: Path | None = None
    seed: int = SEED


@dataclass(frozen=True, slots=True)
class DemoUser:
    """A user of the demo office."""

    login: str
    name: str
    role: Role
    password: str


def make_demo(order: DemoOrder, around: Callable[[Path], Surroundings], progress: Progress = SILENT) -> Iterator[Path]:
    """Make the demo and yield the documents as they are printed.

    Raises:
        ForeignFileError: the folder already holds something of a demo's name.
        UnsuitablePlaceError: the folder cannot be made.
        ExchangeError: a description text cannot be read.
    """
    _require_free(order.folder)
    office = Office(order.folder / OFFICE, around(order.folder / OFFICE))
    documents = order.folder / DOCUMENTS
    make_folder(documents)
    said = shipped("demo", "firm.toml")
    words = [mail_name(word) for word in shipped("demo", "names.toml")["places"]["begin"]]
    users = [_user(user, words) for user in said["users"]]
    firm = {name: value for name, value in said.items() if name != "users"}
    with ExitStack() as open_desks:
        founded = office.create(firm, users[0].login, users[0].name, users[0].password)
        open_desks.callback(founded.desk.close)
        colleagues = list(_colleagues(office, founded.desk, users[1:], open_desks))
        _write_users(order.folder / USERS, users)
        gate = founded.desk.gate
        filled = gate.during(progress).call(fill_demo, order.customers, order.seed)
        _run_office(gate, filled.example)
        _look(colleagues, filled.example)
        yield from _own_documents(founded.desk, documents, filled.example)
        sheet = recovery_sheet(firm["name"], founded.recovery_code, gate.store.clock())
        yield _written(documents / "palautusavain.pdf", sheet)
        yield from _old_texts(founded.desk, documents, order.descriptions)
        rewrite_description(gate)
        let_lapse(gate, filled.example)
        back_up(gate, order.folder / BACKUPS, users[0].password)


def _run_office(gate: Gate, example: int) -> None:
    """Do what the law asks of an office that has customers, with the person whose extract is printed among them."""
    gate.call(answer_requests)
    send_letters(gate, example)
    describe_firm(gate, gate.actor.name)
    gate.call(record_undertaking, gate.actor.user_id, gate.store.clock().date(), _("lukittu kaappi, kansio 2"))
    disclose(gate, example)
    gate.call(invent_outages)
    retain(gate)


def _require_free(folder: Path) -> None:
    if any((folder / name).exists() for name in (OFFICE, DOCUMENTS, BACKUPS, USERS)):
        raise ForeignFileError(_("Kansiossa on jo esittelytoimisto tai muuta samannimistä. Anna tyhjä kansio."))


def _user(said: dict[str, Any], words: list[str]) -> DemoUser:
    """Give a user of the demo a password that is easy to type and not the same in two demos."""
    chosen = [secrets.choice(words) for _n in range(_PASSWORD_WORDS)]
    password = "-".join([*chosen, str(secrets.randbelow(_PASSWORD_NUMBERS) + 1000)])
    return DemoUser(said["login"], said["name"], Role(said["role"]), password)


def _colleagues(office: Office, main: Desk, users: list[DemoUser], open_desks: ExitStack) -> Iterator[Desk]:
    """Grant the other user IDs and change their first passwords at once, as their holders would."""
    for user in users:
        first = secrets.token_hex()
        main.gate.call(grant_user, user.login, user.name, user.role, first)
        desk = office.change_password(user.login, first, user.password)
        open_desks.callback(desk.close)
        if user.role is not Role.TECHNICAL:  # one is left to sign at his first sign-in
            desk.gate.call(sign_undertaking)
        yield desk


def _write_users(file: Path, users: list[DemoUser]) -> None:
    lines = (f"{user.login}\t{user.password}\t{_(user.role.label)}\n" for user in users)
    write_bytes(file, "".join(lines).encode())


def _look(colleagues: list[Desk], person_id: int) -> None:
    """Let colleagues look at the example person, so that her extract tells of views."""
    purposes = (_("asiakkaan yhteydenotto"), _("laskutus"), _("vikatilanteen selvitys"))
    for desk, purpose in zip(colleagues[:_SEEN_BY_COLLEAGUES], purposes, strict=False):
        gate = desk.gate.for_purpose(purpose)
        page = gate.call(open_person, person_id)
        for role in page.roles[:1]:
            gate.call(open_customer, role.customer_id)


def _written(file: Path, content: bytes) -> Path:
    write_bytes(file, content)
    return file


def _own_documents(desk: Desk, folder: Path, person_id: int) -> Iterator[Path]:
    document = replace(desk.gate.call(describe), processed=desk.gate.call(describe_processing).document.processed)
    yield from _register_documents(document, folder, _DOCUMENT_NAMES)
    page = folder / "tietosuojaseloste.html"
    write_bytes(page, render_page(document).encode())
    yield page
    extract = desk.gate.call(collect_extract, person_id).extract
    out = folder / "rekisteriote.pdf"
    write_file(out, lambda stream: render_extract(extract, stream))
    yield out


def _register_documents(document: PrintedDescription, folder: Path, names: dict[DocumentKind, str]) -> Iterator[Path]:
    for kind, name in names.items():
        write_bytes(folder / name, render(document, kind))
        yield folder / name


def _old_texts(desk: Desk, folder: Path, texts: Path | None) -> Iterator[Path]:
    """Print what other firms' old texts say, each into a folder of its own. Nothing of them is stored."""
    if texts is None:
        return
    if not texts.is_dir():
        raise ExchangeError(_("Selostekansiota ei ole. Tarkista kansion nimi."))
    for text in sorted(texts.glob("*.txt")):
        document = desk.gate.call(describe_old_text, read_old_text(text))
        own = folder / text.stem
        own.mkdir()
        yield from _register_documents(document, own, _OLD_TEXT_NAMES)
