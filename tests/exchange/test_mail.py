"""Mails of many kinds, whole and broken, read into plain data."""

import datetime as dt

import pytest

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.exchange.mail import MailAddress, MailMessage, message_text_for_search, read_mail
from tests.exchange.mails import HEAD, HTML, PDF, PLAIN, mail, multipart


def test_a_plain_mail_is_read_whole() -> None:
    found = read_mail(mail("Hei!\r\nSivusto ei aukea.\r\n", "In-Reply-To: <0@hostaus.example>", "Cc: b@x.example"))
    assert found == MailMessage(
        subject="Palvelin ei vastaa",
        sent_at=dt.datetime(2026, 3, 3, 7, 15, tzinfo=dt.UTC),
        message_id="1@meikalainen.example",
        in_reply_to="0@hostaus.example",
        sender=MailAddress("Maija Meikäläinen", "maija@meikalainen.example"),
        to=(MailAddress("Tuki", "tuki@hostaus.example"),),
        cc=(MailAddress("", "b@x.example"),),
        text="Hei!\nSivusto ei aukea.",
        html=False,
        attachments=(),
        faults=(),
    )


@pytest.mark.parametrize("end", [b"\r\n", b"\n", b"\r", b"\r\r\n"])
def test_every_kind_of_line_end_is_understood(end: bytes) -> None:
    found = read_mail(multipart("mixed", PLAIN, PDF).replace(b"\r\n", end))
    assert (found.subject, found.text) == ("Palvelin ei vastaa", "Hei, sivusto on alhaalla.")
    assert [(one.name, one.content) for one in found.attachments] == [("lasku.pdf", b"%PDF-1.7 sisalto")]
    assert found.faults == ()


def test_the_plain_way_of_two_is_read() -> None:
    found = read_mail(multipart("alternative", PLAIN, HTML))
    assert (found.text, found.html) == ("Hei, sivusto on alhaalla.", False)


def test_html_is_read_where_the_plain_way_is_blank() -> None:
    found = read_mail(multipart("alternative", b"Content-Type: text/plain\r\n\r\n \r\n", HTML))
    assert (found.text, found.html) == ("Hei, sivusto on alhaalla.", True)


def test_text_on_both_sides_of_a_picture_is_one_text() -> None:
    picture = b"Content-Type: image/png\r\nContent-ID: <kuva>\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw=="
    found = read_mail(multipart("mixed", PLAIN, picture, b"\r\nTerveisin Maija"))
    assert found.text == "Hei, sivusto on alhaalla.\n\nTerveisin Maija"
    assert [(one.name, one.media_type, one.inline) for one in found.attachments] == [("liite.png", "image/png", True)]


@pytest.mark.parametrize(
    ("charset", "told", "fault"),
    [
        ("cp1252", "utf-8", True),
        ("cp1252", "iso-8859-1", False),
        ("cp1252", "unknown-8bit", True),
        ("utf-8", "us-ascii", False),
        ("utf-8", "iso-8859-1", True),
        ("utf-8", "zip", False),
        ("utf-8", "\0", False),
        ("utf-16", "utf-16", False),
        ("iso-8859-15", "iso-8859-15", False),
        ("utf-7", "utf-7", False),
    ],
)
def test_wrong_charsets_do_not_spoil_the_letters(charset: str, told: str, fault: bool) -> None:
    found = read_mail(mail("Yö on pitkä, äiti.".encode(charset), f'Content-Type: text/plain; charset="{told}"'))
    assert found.text == "Yö on pitkä, äiti."
    assert (found.faults != ()) == fault


def test_raw_letters_in_headers_are_read_in_either_charset() -> None:
    head = HEAD.replace("ei vastaa", "häiriöi")
    assert read_mail(mail("x", head=head)).subject == "Palvelin häiriöi"
    assert read_mail(mail("x", head=head, charset="cp1252")).subject == "Palvelin häiriöi"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("=?utf-8?Q?Y=C3=B6_ja_p=C3=A4iv=C3=A4?=", "Yö ja päivä"),
        ("=?utf-8?B?WcO2?= =?utf-8?B?IGphIHDDpGl2w6Q=?=", "Yö ja päivä"),
        ("=?utf-8?Q?Y=C3?= =?utf-8?Q?=B6?=", "Yö"),
        ("=?iso-8859-1*fi?Q?Y=F6?=", "Yö"),
        ("=?utf-8?Q?Y=F6?=", "Yö"),
        ("=?eiole?Q?Y=C3=B6?= mutta", "Yö mutta"),
        ("=?utf-8?B?WcO2*?= rikki", "Yö rikki"),
        ("=?utf-8?Q?kesken", "=?utf-8?Q?kesken"),
        ("=?utf-8?Q?Yksi=0D=0ABcc:_x@x.example?=", "Yksi Bcc: x@x.example"),
        ("a\u202egpj.exe", "agpj.exe"),
    ],
)
def test_encoded_words_of_the_subject(written: str, read: str) -> None:
    assert read_mail(mail("x", head=HEAD.replace("Palvelin ei vastaa", written))).subject == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("a@x.example", [("", "a@x.example")]),
        (
            '"Meikäläinen, M." <a@X.example>, b@x.example;',
            [("Meikäläinen, M.", "a@x.example"), ("", "b@x.example")],
        ),
        ("a@x.example (Maija M.)", [("Maija M.", "a@x.example")]),
        ("=?utf-8?Q?Mets=C3=A4l=C3=A4=2C_Oy?= <a@x.example>", [("Metsälä, Oy", "a@x.example")]),
        ("=?utf-8?Q?Maija_=3Ca=40x=2Eexample=3E?=", [("Maija", "a@x.example")]),
        ("undisclosed-recipients:;", []),
        ("Tuki: a@x.example, b@x.example;", [("", "a@x.example"), ("", "b@x.example")]),
        ("Maija <a@x.example, Pekka <b@x.example>", [("Maija", "a@x.example"), ("Pekka", "b@x.example")]),
        ('"Maija <a@x.example>', [("Maija", "a@x.example")]),
        ("Maija Meikäläinen", [("Maija Meikäläinen", "")]),
        ("a@x.example, A@x.example", [("", "a@x.example")]),
        ("(c): a@x.example", [("c", "a@x.example")]),
        ("<[b378dfc@[x]>", []),
        ('"', []),
        ("", []),
    ],
)
def test_addresses_however_written(written: str, read: list[tuple[str, str]]) -> None:
    found = read_mail(mail("x", head=HEAD.replace("Tuki <tuki@hostaus.example>", written)))
    assert [(one.name, one.address) for one in found.to] == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("filename*=utf-8''p%C3%B6yt%C3%A4kirja.pdf", "pöytäkirja.pdf"),
        ("filename*0*=utf-8''p%C3%B6yt%C3%A4; filename*1=kirja.pdf", "pöytäkirja.pdf"),
        ('filename="=?utf-8?Q?p=C3=B6yt=C3=A4kirja.pdf?="', "pöytäkirja.pdf"),
        ('filename="..\\..\\Windows\\lasku.pdf"', "lasku.pdf"),
        ('filename="../../etc/lasku.pdf"', "lasku.pdf"),
        ("filename*=zip''lasku.pdf", "lasku.pdf"),
        ('filename="a:b?.pdf"', "a_b_.pdf"),
        ('filename="lasku\u202efdp.exe"', "laskufdp.exe"),
        ('filename=""', "liite.pdf"),
        ("filename=lasku", "lasku.pdf"),
        (f'filename="{"a" * 3000}.pdf"', "a" * 108 + ".pdf"),
    ],
)
def test_names_of_attachments_are_read_and_safe(written: str, read: str) -> None:
    part = f"Content-Type: application/pdf\r\nContent-Disposition: attachment; {written}\r\n\r\n%PDF".encode()
    assert [one.name for one in read_mail(multipart("mixed", PLAIN, part)).attachments] == [read]


def test_parameters_that_break_the_library_do_not_break_the_reading() -> None:
    for name in (
        "filename*; filename*0=a.pdf; filename*=b.pdf",
        f"filename*{'9' * 5000}=a.pdf",
        "filename*0*",
        "*=;;=*",
    ):
        part = f"Content-Type: application/pdf\r\nContent-Disposition: attachment; {name}\r\n\r\n%PDF".encode()
        assert read_mail(multipart("mixed", PLAIN, part)).attachments[0].content == b"%PDF"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Tue, 3 Mar 2026 09:15:00 -0000", dt.datetime(2026, 3, 3, 9, 15, tzinfo=dt.UTC)),
        ("3 Mar 2026 09:15 EET", dt.datetime(2026, 3, 3, 9, 15, tzinfo=dt.UTC)),
        ("eilen", None),
        ("Tue, 99 Mar 2026 99:15:00 +0200", None),
        ("Fri, 31 Dec 9999 23:59:59 -1200", None),
        ("Sun, 01 Jan 1950 00:00:00 +0000", None),
        ("Tue, 3 Mar 2026 09:15:00 +999999999", None),
        ("", None),
    ],
)
def test_the_time_of_sending(written: str, read: dt.datetime | None) -> None:
    found = read_mail(mail("x", head=HEAD.replace("Tue, 3 Mar 2026 09:15:00 +0200", written)))
    assert found.sent_at == read
    assert any("Lähetysaika" in fault for fault in found.faults) == (read is None)


def test_html_is_text_and_nothing_of_it_is_run_or_loaded() -> None:
    page = (
        "<html><head><title>Otsikko</title><style>p {color: red}</style></head><body><!-- piilo > -->"
        "<p>Hei &amp; terve,<br>tässä <a href='https://sivu.example/a?b=1&amp;c=2'>tarjous</a>.</p>"
        "<script>alert('x')</SCRIPT ><img src='https://seuranta.example/1.gif' width=1>"
        "<ul><li>yksi<li>kaksi</ul><table><tr><td>a</td><td>b</td></tr></table>"
        "<a href='javascript:alert(1)'>paina</a> <a href='https://sivu.example/'>https://sivu.example</a> "
        "<a title='a > b' href='mailto:a@x.example'>Maija</a> 1 < 2 &#" + "9" * 5000 + ";</body>"
    )
    found = read_mail(mail(page, "Content-Type: text/html; charset=utf-8"))
    assert found.html
    assert found.text.startswith(
        "Hei & terve,\ntässä tarjous (https://sivu.example/a?b=1&c=2).\n\n– yksi\n– kaksi\n\na\tb\n\n"
        "paina https://sivu.example Maija (a@x.example) 1 < 2"
    )
    for unseen in ("alert", "seuranta", "color", "Otsikko", "piilo", "javascript"):
        assert unseen not in found.text


def test_the_charset_of_a_page_is_read_from_the_page() -> None:
    page = '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-15"><p>5 €</p>'
    assert read_mail(mail(page.encode("iso-8859-15"), "Content-Type: text/html")).text == "5 €"


def test_an_attached_mail_is_kept_to_the_byte_and_its_text_is_read() -> None:
    inner = mail("Alkuperäinen viesti.", "Content-Type: text/plain; charset=utf-8", "X-Rikki: \x01")
    found = read_mail(multipart("mixed", PLAIN, b"Content-Type: message/rfc822\r\n\r\n" + inner))
    assert found.text == "Hei, sivusto on alhaalla.\n\n— Liitteenä viesti: Palvelin ei vastaa —\n\nAlkuperäinen viesti."
    assert [(one.name, one.content) for one in found.attachments] == [("Palvelin ei vastaa.eml", inner)]


def test_an_attached_mail_is_a_mail_by_its_name() -> None:
    inner = mail("x").replace(b"Palvelin ei vastaa", b"Re: 1/2. osa")
    names = ((b"", "Re_ 1-2. osa.eml"), (b"; name=viesti.eml", "viesti.eml"), (b"; name=viesti", "viesti.eml"))
    for told, name in names:
        part = b"Content-Type: message/rfc822" + told + b"\r\n\r\n" + inner
        assert [one.name for one in read_mail(multipart("mixed", part)).attachments] == [name]


def test_a_text_with_a_name_is_a_file_unless_it_is_all_there_is() -> None:
    named = b'Content-Type: text/plain; name="muistio.txt"\r\n\r\nMuista.'
    assert [one.content for one in read_mail(multipart("mixed", PLAIN, named)).attachments] == [b"Muista."]
    alone = read_mail(mail("Muista.", 'Content-Type: text/plain; name="muistio.txt"'))
    assert (alone.text, alone.attachments) == ("Muista.", ())


def test_winmail_and_sealed_mails_are_kept_and_told_of() -> None:
    winmail = b"Content-Type: application/ms-tnef; name=winmail.dat\r\n\r\n\x78\x9f\x3e\x22"
    found = read_mail(multipart("mixed", PLAIN, winmail))
    assert [(one.name, one.content) for one in found.attachments] == [("winmail.dat", b"\x78\x9f\x3e\x22")]
    assert "winmail.dat" in found.faults[0]
    sealed = read_mail(mail(b"\x00\x01", "Content-Type: application/pkcs7-mime; name=smime.p7m"))
    assert "salattu" in sealed.faults[0]
    assert sealed.attachments[0].name == "smime.p7m"


@pytest.mark.parametrize(
    ("coded", "read", "fault"),
    [
        (b"SGVpIQ==", "Hei!", False),
        (b"SGVp\r\nIQ", "Hei!", False),
        (b"SGVpIQ==\r\n___\r\nlista", "Hei!", True),
        (b"S*G*V*p*I*Q==", "Hei!", True),
        (b"SGVpIQAAA", "Hei!", True),
        (b"====", "", False),
    ],
)
def test_base64_with_garbage_in_it(coded: bytes, read: str, fault: bool) -> None:
    found = read_mail(mail(coded, "Content-Type: text/plain", "Content-Transfer-Encoding: base64"))
    assert found.text.startswith(read)
    assert any("koodaus" in one for one in found.faults) == fault


def test_quoted_printable_and_flowed_lines() -> None:
    body = "Pitk=C3=A4 rivi=20\r\njatkuu t=C3=A4ss=C3=A4.\r\n> lainaus =\r\n\r\n=ZZ=\r\n"
    found = read_mail(
        mail(
            body,
            "Content-Type: text/plain; charset=utf-8; format=flowed",
            "Content-Transfer-Encoding: Quoted-Printable",
        )
    )
    assert found.text == "Pitkä rivi jatkuu tässä.\n> lainaus\n=ZZ"


@pytest.mark.parametrize(
    "content",
    [
        multipart("mixed", PLAIN).replace(b"--raja--", b""),
        multipart("mixed", PLAIN).replace(b'; boundary="raja"', b""),
        multipart("mixed", PLAIN).replace(b'boundary="raja"', b'boundary="toinen"'),
    ],
)
def test_missing_boundaries_are_helped(content: bytes) -> None:
    found = read_mail(content)
    assert found.text == "Hei, sivusto on alhaalla."
    assert "rajat" in found.faults[0]


def test_a_multipart_without_any_boundary_is_text() -> None:
    found = read_mail(mail("Pelkkää tekstiä.", "Content-Type: multipart/mixed; boundary=raja"))
    assert found.text == "Pelkkää tekstiä."
    assert "rajat" in found.faults[0]


@pytest.mark.parametrize(
    "start", [b"\xef\xbb\xbf", b"\r\n\r\n", b"1234      \n", b"From x@x.example Tue Mar  3 2026\n"]
)
def test_what_programs_put_before_the_mail_is_passed_over(start: bytes) -> None:
    assert read_mail(start + mail("Hei.")).subject == "Palvelin ei vastaa"


def test_a_mail_saved_as_utf_16_is_read() -> None:
    assert read_mail(mail("Yö.", "Content-Type: text/plain").decode().encode("utf-16")).text == "Yö."


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "tyhjä"),
        (b"\x00\r\n \t", "tyhjä"),
        (b"%PDF-1.7\n1 0 obj", r"\.eml"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1" + bytes(600), "Outlook"),
        (bytes(range(256)) * 40, r"\.eml"),
        (b"Hei!\r\n\r\nTama on kirje.", r"\.eml"),
        (b"BEGIN:VCARD\r\nFN:Maija\r\n", r"\.eml"),
        (b'{"subject": "x"}', r"\.eml"),
    ],
)
def test_what_is_no_mail_is_refused_with_advice(content: bytes, says: str) -> None:
    with pytest.raises(ExchangeError, match=says):
        read_mail(content)


def test_a_search_finds_a_mail_by_everything_in_it() -> None:
    text = message_text_for_search(read_mail(multipart("mixed", PLAIN, PDF)))
    for word in ("Palvelin ei vastaa", "Maija Meikäläinen", "tuki@hostaus.example", "alhaalla", "lasku.pdf"):
        assert word in text
