"""Mails and mailboxes: each mail once, whole, with those who took part; a broken one costs only itself."""

import random
import time
from pathlib import Path

import pytest

from asiakasrekisteri.exchange.mbox import read_mbox, recognise_mail, recognise_mbox
from asiakasrekisteri.usecases.finding import find
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.history import undo
from asiakasrekisteri.usecases.importing.formats import format_of
from asiakasrekisteri.usecases.importing.order import Order
from asiakasrekisteri.usecases.importing.report import ImportReport
from asiakasrekisteri.usecases.importing.run import import_file
from tests.usecases.importing.test_cards import taken as cards_taken

FIRST = (
    "From vaino@esimerkki.example Mon Nov 23 09:41:00 2026\r\n"
    "From: =?utf-8?q?V=C3=A4in=C3=B6?= <vaino@esimerkki.example>\r\n"
    "To: toimisto@kaamosverkko.example\r\nSubject: Palvelin hidas\r\nDate: Mon, 23 Nov 2026 09:41:00 +0200\r\n"
    "Message-ID: <1@esimerkki.example>\r\n\r\nHei!\r\n>From tiistaista asti sivu on ollut hidas.\r\n"
    "From what I see, nothing changed in 2026\r\n\r\n"
)
SECOND = (
    "From toimisto@kaamosverkko.example Mon Nov 23 10:00:00 2026\r\nFrom: toimisto@kaamosverkko.example\r\n"
    "To: vaino@esimerkki.example\r\nSubject: Vs: Palvelin hidas\r\nDate: Mon, 23 Nov 2026 10:00:00 +0200\r\n"
    "Message-ID: <2@kaamosverkko.example>\r\nContent-Type: multipart/broken; boundary=\r\n\r\nKorjattu.\r\n"
)
CARD = "BEGIN:VCARD\nVERSION:3.0\nN:Virtanen;Väinö;;;\nEMAIL:vaino@esimerkki.example\nEND:VCARD\n"


def taken(gate: Gate, folder: Path, text: str, name: str = "posti") -> ImportReport:
    file = folder / name
    file.write_bytes(text.encode())
    return gate.call(import_file, Order(file))


def test_a_mailbox_is_parted_where_mails_begin_and_nowhere_else(tmp_path: Path) -> None:
    file = tmp_path / "posti"
    file.write_bytes((FIRST + SECOND).encode())
    (line, first), (other, second) = read_mbox(file)
    assert (line, other) == (1, 12)
    assert b"\r\nFrom tiistaista asti" in first
    assert b"From what I see" in first
    assert second.endswith(b"Korjattu.\r\n")
    assert recognise_mbox(FIRST.encode())
    assert recognise_mail(second)
    assert not recognise_mail(b"Nimi;From:;To:\n")


def test_each_mail_comes_once_with_those_who_took_part(gate: Gate, tmp_path: Path) -> None:
    cards_taken(gate, tmp_path, CARD)
    report = taken(gate, tmp_path, FIRST + SECOND)
    assert (report.rows, report.created, report.rejected) == (2, 2, [])
    assert [hit.kind for hit in gate.call(find, "hidas")][:1] == ["person"], "found by a word inside the mail"
    again = taken(gate, tmp_path, FIRST + SECOND)
    assert (again.created, again.unchanged) == (0, 2)
    gate.call(undo, report.undo)
    assert taken(gate, tmp_path, FIRST + SECOND).created == 2


def test_a_mail_of_nobody_known_is_taken_and_told(gate: Gate, tmp_path: Path) -> None:
    report = taken(gate, tmp_path, FIRST.partition("\r\n")[2])
    assert (report.created, len(report.warnings)) == (1, 1)
    assert "ei ole rekisterissä" in report.warnings[0].reason


def test_a_broken_mail_costs_only_itself(gate: Gate, tmp_path: Path) -> None:
    report = taken(gate, tmp_path, FIRST + "From a@b.example Mon Nov 23 09:41:00 2026\n\nei kenttiä\n\n" + SECOND)
    assert (report.rows, report.created, [r.row for r in report.rejected]) == (3, 2, [12])


def test_formats_are_known_by_their_content(tmp_path: Path) -> None:
    for name, text in {
        "mbox": FIRST,
        "eml": FIRST.partition("\r\n")[2],
        "vcard": CARD,
        "csv": "Nimi;Puhelin\n",
    }.items():
        file = tmp_path / "tiedosto"
        file.write_bytes(text.encode())
        assert format_of(Order(file)).name == name


@pytest.mark.slow
def test_a_thousand_broken_mailboxes_break_nothing(tmp_path: Path) -> None:
    luck = random.Random(20261125)
    content = (FIRST + SECOND).encode()
    file = tmp_path / "posti"
    for _n in range(1000):
        broken = bytearray(content)
        for _m in range(luck.randint(1, 15)):
            at = luck.randrange(len(broken))
            broken[at : at + luck.randint(0, 3)] = bytes(luck.choices(b"\n\r:From \xff\x00", k=luck.randint(0, 6)))
        file.write_bytes(broken)
        begun = time.perf_counter()
        assert sum(len(mail) for _line, mail in read_mbox(file)) <= len(broken)
        assert time.perf_counter() - begun < 5


@pytest.mark.slow
def test_a_line_of_a_gigabyte_is_survived(tmp_path: Path) -> None:
    file = tmp_path / "posti"
    with file.open("wb") as stream:
        stream.write(FIRST.encode())
        for _n in range(1000):
            stream.write(b"a" * 1_000_000)
    (mail,) = (content for _line, content in read_mbox(file))
    assert len(mail) < 110_000_000
