"""Mails made to break or stop a reader, and mails spoilt by chance."""

import datetime as dt
import random
import time
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings, strategies as st

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.exchange.mail import message_text_for_search, read_mail
from tests.exchange.mails import HEAD, HTML, PDF, PLAIN, mail, multipart


def _nested(depth: int) -> bytes:
    begin = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(depth))
    return HEAD.encode() + begin + b"Content-Type: text/plain\r\n\r\npohjalla\r\n"


def test_parts_within_parts_are_read_to_a_limit() -> None:
    assert read_mail(_nested(20)).text == "pohjalla"
    deep = read_mail(_nested(5000))
    assert any("sisäkkäisiä" in fault for fault in deep.faults)
    assert b"pohjalla" in deep.attachments[0].content


def test_mails_within_mails_are_read_to_a_limit() -> None:
    content = mail("pohjalla")
    for _ in range(300):
        content = mail(content, "Content-Type: message/rfc822")
    found = read_mail(content)
    assert any("sisäkkäisiä" in fault for fault in found.faults)
    assert b"pohjalla" in found.attachments[0].content


def test_a_mail_of_very_many_parts_ends() -> None:
    found = read_mail(multipart("mixed", *[PDF] * 3000))
    assert any("sisäkkäisiä" in fault for fault in found.faults)
    assert len(found.attachments) <= 501


_HOSTILE: dict[str, Callable[[], bytes]] = {
    "comments": lambda: mail("<!--" * 500_000, "Content-Type: text/html"),
    "tags": lambda: mail("<a <a " * 300_000, "Content-Type: text/html"),
    "quotes": lambda: mail('<a b=">' * 200_000, "Content-Type: text/html"),
    "scripts": lambda: mail("<script></scrip" * 100_000, "Content-Type: text/html"),
    "links": lambda: mail("<a href=https://x.example>" * 50_000, "Content-Type: text/html"),
    "less": lambda: mail("<" * 2_000_000, "Content-Type: text/html"),
    "encoded words": lambda: mail("x", head=HEAD + "Subject: " + "=?a?q?" * 200_000 + "\r\n"),
    "comments of addresses": lambda: mail("x", head=HEAD + "Cc: " + "(" * 500_000 + "\r\n"),
    "quotes of addresses": lambda: mail("x", head=HEAD + "Cc: " + '"\\' * 500_000 + "\r\n"),
    "at signs": lambda: mail("x", head=HEAD + "Cc: " + "a@" * 500_000 + "\r\n"),
    "parameters": lambda: mail("x", "Content-Type: text/plain; " + '";' * 500_000),
    "long header": lambda: mail("x", "X-Pitka: " + "a" * 1_000_000),
    "folded header": lambda: mail("x", "X-Pitka: " + "a\r\n " * 300_000),
    "many headers": lambda: mail("x", *(f"X-{n}: a" for n in range(100_000))),
    "boundaries": lambda: mail("--raja\r\n" * 200_000, "Content-Type: multipart/mixed; boundary=raja"),
    "dashes": lambda: mail("--\r\n" * 500_000, "Content-Type: multipart/mixed"),
    "long text": lambda: mail("pitkä rivi\r\n" * 1_000_000),
    "base64": lambda: mail(b"QUFB" * 5_000_000, "Content-Type: text/plain", "Content-Transfer-Encoding: base64"),
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", _HOSTILE)
def test_hostile_mails_take_seconds_not_hours(kind: str) -> None:
    content = _HOSTILE[kind]()
    start = time.process_time()
    found = read_mail(content)
    assert found.sender.address == "maija@meikalainen.example"
    assert len(found.text) <= 2_000_000
    assert time.process_time() - start < 10


_SEEDS = (
    multipart("mixed", multipart("alternative", PLAIN, HTML, boundary="sisempi")[len(HEAD.encode()) :], PDF),
    multipart("mixed", PLAIN, b"Content-Type: message/rfc822\r\n\r\n" + multipart("alternative", PLAIN, HTML)),
    mail(
        "=C3=A4=\r\n",
        "Content-Type: text/plain; charset*0*=utf-8''%75; charset*1=tf-8",
        "Content-Transfer-Encoding: quoted-printable",
        "Cc: =?utf-8?B?WcO2?= <a@x.example>, b (c) <d@[1.2.3.4]>",
    ),
)
# fmt: off
_BITS = (
    b"\r\n", b"\n\n", b"\r", b"--raja", b"--raja--", b"boundary=", b"charset=", b"=?utf-8?q?=", b"?=", b"*0*=", b"\x00",
    b"\xff", b'"', b"<", b">", b"(", b";", b"=", b"&#", b"<!--", b"From: ", b"Content-Type: multipart/alternative",
)
# fmt: on


def _mutated(content: bytes, chance: random.Random) -> bytes:
    data = bytearray(content)
    for _ in range(chance.randint(1, 12)):
        place = chance.randrange(len(data) + 1)
        size = chance.choice((0, 1, 3, 20, 100))
        match chance.randrange(4):
            case 0:
                data[place : place + size] = chance.choice(_BITS)
            case 1:
                data[place : place + size] = chance.randbytes(size)
            case 2:
                del data[place : place + size]
            case _:
                data[place:place] = data[place : place + size] * chance.randint(1, 4)
    return bytes(data)


def _read_mutants(count: int, seeds: Sequence[bytes]) -> int:
    chance, read = random.Random(20260303), 0
    for n in range(count):
        content = _mutated(seeds[n % len(seeds)], chance)
        try:
            found = read_mail(content)
        except ExchangeError:
            continue
        read += 1
        assert found.sent_at is None or found.sent_at.utcoffset() == dt.timedelta()
        text = message_text_for_search(found)
        assert text.encode("utf-8")
        assert all(sign.isprintable() or sign in "\n\t\xa0" or sign.isspace() or ord(sign) > 0x7F for sign in text)
        assert all(one.name and not set(one.name) & set('/\\:*?"<>|\0') for one in found.attachments)
    return read


def test_a_hundred_mutated_mails_are_read_or_refused() -> None:
    assert _read_mutants(100, _SEEDS) > 80


@pytest.mark.slow
def test_thousands_of_mutated_mails_are_read_or_refused() -> None:
    assert _read_mutants(6000, _SEEDS) > 5000


@given(st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_bytes_after_a_header_are_read(body: bytes) -> None:
    found = read_mail(mail(body, "Content-Type: multipart/mixed; boundary=0"))
    assert found.subject == "Palvelin ei vastaa"
