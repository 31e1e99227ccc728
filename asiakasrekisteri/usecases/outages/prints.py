"""Paper for those who cannot be told by e-mail: a list of whom to call, and letters, each in her own language."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.letters import RequestLetter
from asiakasrekisteri.domain.mailing import Outcome
from asiakasrekisteri.domain.outage_words import DEMANDED, DEMANDED_AFTER
from asiakasrekisteri.domain.outages import Channel
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.phones import show_phone
from asiakasrekisteri.domain.progress import SILENT, Progress
from asiakasrekisteri.domain.sheets import Sheet, SheetSection
from asiakasrekisteri.domain.texts import _, speaking
from asiakasrekisteri.reports.request_letter import letters_pdf
from asiakasrekisteri.reports.sheet import sheet_pdf
from asiakasrekisteri.store.models import Address, Customer, NoticeRecipient, Outage, OutageNotice, Person
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.firm import phones_on_paper
from asiakasrekisteri.usecases.gate import Seen, use_case
from asiakasrekisteri.usecases.outages.notices import firm_name
from asiakasrekisteri.usecases.privacy.lettering import address_rows, letter_to
from asiakasrekisteri.usecases.records import got

_WITH_ADDRESS = 2
"""Rows of a window that has more than a name."""


@dataclass(frozen=True, slots=True)
class CallList:
    """A list of whom to call, and whose data it holds."""

    sheet: Sheet
    seen: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class NoticeLetters:
    """Letters, whose data they hold, and the names of those for whom there is none: no letter reaches them."""

    letters: tuple[RequestLetter, ...]
    seen: tuple[Seen, ...]
    unaddressed: tuple[str, ...] = ()


@use_case(Permission.OUTAGE_WRITE, discloses=lambda found: found.seen)
def call_list(work: Work, notice_id: int) -> CallList:
    """Return who of a notice is still to be called, and what is told; the making of it is logged."""
    notice = got(work, OutageNotice, notice_id)
    outage = got(work, Outage, notice.outage_id)
    rows = waiting(work, notice_id, Channel.PHONE)
    names = {c.id: c.name for c in work.session.scalars(_customers(rows))}
    with phones_on_paper(work):
        calls = tuple((_called(r, names.get(r.customer_id or 0)), show_phone(r.address or "")) for r in rows)
    wanted = DEMANDED_AFTER if notice.kind == "ended" else DEMANDED
    told = ((_("Mikä on vikana"), outage.title), *((_(Outage.spec()[n].label), getattr(outage, n)) for n in wanted))
    work.log("call_list", "outage_notice", notice_id)
    sheet = Sheet(
        firm=firm_name(work),
        kind=_("SOITTOLISTA"),
        title=_("Häiriöstä kerrotaan puhelimitse"),
        lead=_(
            "Merkitse jokainen kerrotuksi rekisterissä heti puhelun jälkeen. Hävitä lista, kun kaikille on kerrottu."
        ),
        reference="",
        made_on=work.today,
        sections=(
            SheetSection(_("Mitä kerrotaan"), tuple((what, said or "") for what, said in told)),
            SheetSection(_("Soitettavat"), calls),
        ),
        missing=_("ei ole"),
        heads=(_("Kohta"), _("Tieto")),
    )
    return CallList(sheet, seen_of(rows))


def _called(row: NoticeRecipient, customer: str | None) -> str:
    """Return who is called, and for whom if that is another."""
    return "\n".join(dict.fromkeys(filter(None, (row.name, customer))))


@use_case(Permission.OUTAGE_WRITE, discloses=lambda found: found.seen)
def outage_letters(work: Work, notice_id: int) -> NoticeLetters:
    """Return the letters to those of a notice who are reached by nothing else; the making of them is logged.

    Raises:
        InvalidInputError: nobody of them has an address.
    """
    rows = waiting(work, notice_id, Channel.LETTER)
    letters = tuple(_letters(work, rows))
    if not letters:
        message = _("Kirjeitä ei ole: kenelläkään niistä, joille kerrotaan kirjeellä, ei ole postiosoitetta.")
        raise InvalidInputError([FieldError("address", message)])
    work.log("outage_letters", "outage_notice", notice_id)
    lost = tuple(row.name or "" for row in rows if len(_address(work, row)) < _WITH_ADDRESS)
    return NoticeLetters(letters, seen_of(rows), lost)


def render_calls(found: CallList, _progress: Progress = SILENT) -> bytes:
    """Return the list as a PDF."""
    return sheet_pdf(found.sheet)


def render_letters(found: NoticeLetters, progress: Progress = SILENT) -> bytes:
    """Return the letters one after another in one PDF."""
    return letters_pdf(found.letters, progress)


def waiting(work: Work, notice_id: int, channel: Channel) -> Sequence[NoticeRecipient]:
    """Return those who are still to be told by a channel."""
    return work.session.scalars(
        select(NoticeRecipient)
        .where(
            NoticeRecipient.notice_id == notice_id,
            NoticeRecipient.channel == channel.value,
            NoticeRecipient.state != Outcome.SENT.value,
        )
        .order_by(NoticeRecipient.id)
    ).all()


def seen_of(rows: Sequence[NoticeRecipient]) -> tuple[Seen, ...]:
    """Return whose data rows hold."""
    return tuple(Seen("notice_recipient", row.id, row.person_id) for row in rows)


def _customers(rows: Sequence[NoticeRecipient]) -> Select[Customer]:
    return select(Customer).where(Customer.id.in_({row.customer_id for row in rows if row.customer_id is not None}))


def _letters(work: Work, rows: Sequence[NoticeRecipient]) -> Iterator[RequestLetter]:
    for row in rows:
        to = _address(work, row)
        if len(to) >= _WITH_ADDRESS and row.text:
            with speaking(row.language):
                yield RequestLetter(
                    letter=letter_to(work, to, f"HT-{row.notice_id}", row.language),
                    kind=_("TIEDOTE"),
                    title=row.subject or _("Häiriötiedote"),
                    paragraphs=tuple(_paragraphs(row.text, firm_name(work))),
                )


def _paragraphs(text: str, firm: str) -> Iterator[str]:
    """Yield the paragraphs of a message without the firm under it: a letter closes with its own signature."""
    parts = [part.strip() for part in text.split("\n\n") if part.strip()]
    yield from parts[:-1] if parts and parts[-1] == firm else parts


def _address(work: Work, row: NoticeRecipient) -> tuple[str, ...]:
    if row.person_id is not None:
        own = address_rows(work, got(work, Person, row.person_id))
        if len(own) > 1:
            return own
    customer = got(work, Customer, row.customer_id) if row.customer_id is not None else None
    if customer is None:
        return ()
    address = work.session.scalar(
        select(Address).where(Address.customer_id == customer.id).order_by(Address.use != "postal", Address.id).limit(1)
    )
    if address is None:
        return ()
    post = f"{address.postcode or ''} {(address.town or '').upper()}".strip()
    return tuple(filter(None, dict.fromkeys((row.name, customer.name, address.street or "", post))))
