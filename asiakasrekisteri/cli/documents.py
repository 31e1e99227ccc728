"""`description print`, `publish` and `versions`: the register's documents onto paper and the firm's site."""

import datetime as dt
from argparse import Namespace

from asiakasrekisteri.cli.parser import Commands
from asiakasrekisteri.cli.terminal import Terminal
from asiakasrekisteri.domain.description import PrintedDescription
from asiakasrekisteri.domain.errors import ExchangeError, UsageError
from asiakasrekisteri.domain.formats import day
from asiakasrekisteri.domain.texts import LANGUAGES, _
from asiakasrekisteri.host.output import target, write_bytes
from asiakasrekisteri.usecases.office import Desk
from asiakasrekisteri.usecases.privacy.description import (
    DOCUMENT_KINDS,
    PUBLIC_KINDS,
    describe,
    render,
    render_page,
)
from asiakasrekisteri.usecases.privacy.processing import describe_processing
from asiakasrekisteri.usecases.privacy.publishing import list_versions, publish_description


def add_documents(group: Commands) -> None:
    """Add the commands to the group of descriptions."""
    parser = group.add_in_office("print", _print, _("tulosta rekisterin asiakirja PDF:ksi tai verkkosivuksi"))
    kinds = _(
        "notice on tietosuojaseloste, record seloste käsittelytoimista, processor käsittelijän seloste,"
        " traditional rekisteriseloste"
    )
    parser.argument("--kind", choices=DOCUMENT_KINDS, default="notice", help=kinds)
    parser.argument("--lang", choices=LANGUAGES, default="fi", help=_("kieli"))
    parser.argument("--register", metavar=_("NUMERO"), type=int, help=_("rekisterin numero, jos rekistereitä on monta"))
    parser.argument("--out", metavar="PDF", help=_("tiedosto, johon tulostetaan"))
    parser.argument("--html", metavar="HTML", help=_("tiedosto, johon verkkosivu kirjoitetaan"))
    words = _("kirjoita verkkosivun sähköpostiosoitteet sanoin: nimi (ät) yritys (piste) fi")
    parser.argument("--disguise", action="store_true", help=words)
    parser = group.add_in_office("publish", _publish, _("julkaise seloste seuraavana versiona"))
    parser.argument("--approver", metavar=_("NIMI"), required=True, help=_("kuka version hyväksyy"))
    parser.argument("--next-review", metavar=_("VVVV-KK-PP"), help=_("milloin seloste tarkistetaan seuraavan kerran"))
    parser.argument("--register", metavar=_("NUMERO"), type=int, help=_("rekisterin numero, jos rekistereitä on monta"))
    parser = group.add_in_office("versions", _versions, _("luettele julkaistut versiot"))
    parser.argument("--register", metavar=_("NUMERO"), type=int, help=_("rekisterin numero, jos rekistereitä on monta"))


def _print(options: Namespace, terminal: Terminal) -> int:
    if not options.out and not options.html:
        raise UsageError(_("Anna tiedosto, johon asiakirja kirjoitetaan: --out tai --html."))
    if options.html and options.kind not in PUBLIC_KINDS:
        raise UsageError(_("Verkkosivuksi kirjoitetaan vain tietosuojaseloste tai rekisteriseloste."))
    pdf = target(options.out, options.office) if options.out else None
    page = target(options.html, options.office) if options.html else None
    if pdf is not None and pdf.suffix.casefold() != ".pdf":
        raise ExchangeError(_("Asiakirja tulostetaan PDF-tiedostoon. Anna nimi, joka päättyy .pdf."))
    with terminal.signed_in(options) as desk:
        document = _document(desk, options)
    if pdf is not None:
        write_bytes(pdf, render(document, options.kind))
        terminal.say(str(pdf))
    if page is not None:
        write_bytes(page, render_page(document, options.kind, disguised=options.disguise).encode())
        terminal.say(str(page))
    return 0


def _document(desk: Desk, options: Namespace) -> PrintedDescription:
    if options.kind == "processor":
        return desk.gate.call(describe_processing, options.register, options.lang).document
    return desk.gate.call(describe, options.register, options.lang)


def _publish(options: Namespace, terminal: Terminal) -> int:
    with terminal.signed_in(options) as desk:
        review = _day(options.next_review) if options.next_review else None
        version = desk.gate.call(publish_description, options.approver, review, options.register)
    told = _("Versio {number} on julkaistu. Seuraava tarkistus on {day}.")
    terminal.say(told.format(number=version.number, day=day(version.next_review_on)))
    return 0


def _versions(options: Namespace, terminal: Terminal) -> int:
    with terminal.signed_in(options) as desk:
        found = desk.gate.call(list_versions, options.register)
    for one in found:
        terminal.say(f"{one.number}\t{day(one.published_on)}\t{one.approver}\t{one.sha256}")
    if not found:
        terminal.say(_("Versioita ei ole vielä julkaistu."))
    return 0


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise UsageError(_("Anna päivä muodossa VVVV-KK-PP.")) from None
