"""Mails made by hand for the tests, and their parts."""

import base64

HEAD = (
    "From: Maija Meikäläinen <maija@meikalainen.example>\r\n"
    "To: Tuki <tuki@hostaus.example>\r\n"
    "Subject: Palvelin ei vastaa\r\n"
    "Date: Tue, 3 Mar 2026 09:15:00 +0200\r\n"
    "Message-ID: <1@meikalainen.example>\r\n"
)


def mail(body: str | bytes, *fields: str, head: str = HEAD, charset: str = "utf-8") -> bytes:
    top = head + "".join(f"{line}\r\n" for line in fields) + "\r\n"
    return top.encode(charset) + (body.encode(charset) if isinstance(body, str) else body)


def multipart(kind: str, *parts: bytes, boundary: str = "raja") -> bytes:
    inside = b"".join(b"--" + boundary.encode() + b"\r\n" + part + b"\r\n" for part in parts)
    return mail(inside + f"--{boundary}--\r\n".encode(), f'Content-Type: multipart/{kind}; boundary="{boundary}"')


PLAIN = b"Content-Type: text/plain; charset=utf-8\r\n\r\nHei, sivusto on alhaalla."
HTML = b"Content-Type: text/html; charset=utf-8\r\n\r\n<p>Hei, <b>sivusto</b> on alhaalla.</p>"
PDF = (
    b"Content-Type: application/pdf; name=lasku.pdf\r\nContent-Disposition: attachment; filename=lasku.pdf\r\n"
    b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.b64encode(b"%PDF-1.7 sisalto")
)
