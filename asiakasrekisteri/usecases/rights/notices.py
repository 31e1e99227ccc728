"""Telling each recipient of a rectification, an erasure or a restriction (Art. 19), and keeping what they answered."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from asiakasrekisteri.domain.formats import written_day
from asiakasrekisteri.domain.letters import RequestLetter
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import N_, _, speaking
from asiakasrekisteri.reports.legal import legal_texts
from asiakasrekisteri.reports.own_words import OWN_LANGUAGE
from asiakasrekisteri.reports.request_letter import request_letter_pdf
from asiakasrekisteri.store.models import Disclosure, Person, Recipient, RecipientNotice, Request
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.customers import full_name
from asiakasrekisteri.usecases.edits import Saved, from_source
from asiakasrekisteri.usecases.gate import Seen, nothing, use_case
from asiakasrekisteri.usecases.hiding import hides
from asiakasrekisteri.usecases.privacy.lettering import letter_language, letter_to
from asiakasrekisteri.usecases.privacy.requests.letters import MadeLetter
from asiakasrekisteri.usecases.privacy.requests.rules import refused
from asiakasrekisteri.usecases.records import assign, checked, got
from asiakasrekisteri.usecases.rights.acting import rectified
from asiakasrekisteri.usecases.rights.reaching import reached, told_of

_NAME = N_("Ilmoitus vastaanottajalle {number}-{n}.pdf")


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A notice in a list.

    Attributes:
        id, version: of the notice; 0 of a recipient for whom there is none yet.
        recipient_id, name: of the recipient.
        what: what it has got, and when.
        sent_on, channel, answered_on, answer, hindrance: how it stands; codes.
        language: code of the language that it is written to in.
        addressed: whether its address is known.
    """

    id: int
    version: int
    recipient_id: int
    name: str
    what: str
    sent_on: dt.date | None = None
    channel: str = ""
    answered_on: dt.date | None = None
    answer: str = ""
    hindrance: str = ""
    language: str = "fi"
    addressed: bool = True

    @property
    def open(self) -> bool:
        """Tell whether the recipient still waits: neither told nor left untold for a reason."""
        return self.sent_on is None and not self.hindrance


@dataclass(frozen=True, slots=True)
class Notices:
    """The notices of one request.

    Attributes:
        request_id, person_id: whose.
        lines: one for each recipient that got what the right changes.
        others: number of recipients that have got only other data of hers, and are not written to.
    """

    request_id: int
    person_id: int | None
    lines: tuple[NoticeLine, ...]
    others: int = 0

    def seen(self) -> Sequence[Seen]:
        """Return what a look at them discloses."""
        return (Seen("request", self.request_id, self.person_id),)


@use_case(Permission.REQUEST_READ, discloses=Notices.seen)
def list_notices(work: Work, request_id: int) -> Notices:
    """Return who has got what the right changes and whether each has been told; also those who have no notice yet."""
    row = got(work, Request, request_id)
    _given, others = reached(work, row)
    return Notices(row.id, row.person_id, tuple(_lines(work, row)), others)


def _lines(work: Work, row: Request) -> Iterator[NoticeLine]:
    asked = select(RecipientNotice).where(RecipientNotice.request_id == row.id).order_by(RecipientNotice.id)
    known = {notice.recipient_id: notice for notice in work.session.scalars(asked)}
    for notice in known.values():
        recipient = got(work, Recipient, notice.recipient_id)
        yield NoticeLine(
            notice.id,
            notice.version,
            notice.recipient_id,
            recipient.name,
            notice.what or "",
            notice.sent_on,
            notice.channel or "",
            notice.answered_on,
            notice.answer or "",
            notice.hindrance or "",
            _language(recipient),
            bool(recipient.contact),
        )
    for recipient_id, given in reached(work, row)[0].items():
        if recipient_id not in known:
            recipient = got(work, Recipient, recipient_id)
            about = {"language": _language(recipient), "addressed": bool(recipient.contact)}
            yield NoticeLine(0, 0, recipient_id, recipient.name, told_of(given), **about)  # type: ignore[arg-type]


def _language(recipient: Recipient) -> str:
    """Return the language that a recipient is written to in: a private person's own, where none is said of her."""
    return recipient.language or letter_language(recipient.person)


@dataclass(frozen=True, slots=True)
class Told:
    """That a recipient was told, how and when."""

    channel: str
    on: dt.date | None = None


@use_case(Permission.REQUEST_WRITE, discloses=nothing)
def note_told(work: Work, request_id: int, recipient_id: int, told: Told) -> Saved:
    """Write down that a recipient was told.

    Raises:
        InvalidInputError: no channel, or a day that cannot be.
    """
    if not told.channel:
        raise refused("channel", _("Valitse, miten vastaanottajalle ilmoitettiin."))
    row = got(work, Request, request_id)
    on = told.on or work.today
    if not row.received_on <= on <= work.today:
        raise refused("sent_on", _("Päivä on ennen pyynnön saapumista tai tulevaisuudessa. Tarkista päivä."))
    return _put(work, row, recipient_id, sent_on=on, channel=told.channel, hindrance=None, hindrance_reason=None)


@use_case(Permission.REQUEST_DECIDE, discloses=nothing)
def note_not_told(work: Work, request_id: int, recipient_id: int, hindrance: str, reason: str) -> Saved:
    """Write down why a recipient is not told: it is impossible or involves disproportionate effort.

    Raises:
        InvalidInputError: the ground or the reason is missing, or the recipient has been told.
    """
    row = got(work, Request, request_id)
    if not hindrance:
        raise refused("hindrance", _("Valitse, miksi ei ilmoiteta (19 artikla)."))
    if not reason.strip():
        raise refused("hindrance_reason", _("Kirjoita perustelut: ilmoittamatta saa jättää vain perustellusti."))
    if any(line.recipient_id == recipient_id and line.sent_on for line in _lines(work, row)):
        raise refused("hindrance", _("Vastaanottajalle on jo ilmoitettu."))
    return _put(work, row, recipient_id, hindrance=hindrance, hindrance_reason=reason)


@use_case(Permission.REQUEST_WRITE, discloses=nothing)
def note_recipient_answer(work: Work, request_id: int, recipient_id: int, answer: str, note: str = "") -> Saved:
    """Write down what a recipient answered.

    Raises:
        InvalidInputError: it has not been told, or the answer is missing.
    """
    row = got(work, Request, request_id)
    if not any(line.recipient_id == recipient_id and line.sent_on for line in _lines(work, row)):
        raise refused("answer", _("Kirjaa ensin, miten vastaanottajalle ilmoitettiin."))
    if not answer:
        raise refused("answer", _("Valitse, mitä vastaanottaja vastasi."))
    return _put(work, row, recipient_id, answered_on=work.today, answer=answer, answer_note=note)


def _put(work: Work, row: Request, recipient_id: int, **values: object) -> Saved:
    from_source(work, "staff")
    got(work, Recipient, recipient_id)
    notice = work.session.scalar(
        select(RecipientNotice).where(
            RecipientNotice.request_id == row.id, RecipientNotice.recipient_id == recipient_id
        )
    )
    if notice is None:
        what = told_of(reached(work, row)[0].get(recipient_id, ()))
        notice = RecipientNotice(request_id=row.id, recipient_id=recipient_id, what=what)
        work.session.add(notice)
    assign(notice, checked(RecipientNotice.spec(), values, partial=True))
    work.session.flush()
    work.changed.add((Request.__tablename__, row.id))
    return Saved(notice.id, work.log_number)


def require_told(work: Work, row: Request) -> None:
    """Refuse to go on while a recipient waits: erased, nobody knows whom it concerned; closed, it is forgotten."""
    waiting = [line.name for line in _lines(work, row) if line.open]
    if waiting:
        message = _("Ilmoita ensin vastaanottajille tai kirjaa, miksi ei ilmoiteta (19 artikla): {names}.")
        raise refused("notices", message.format(names=", ".join(waiting)))


@dataclass(frozen=True, slots=True)
class NoticeText:
    """The notice to one recipient: as a printed letter, and as the words of an e-mail."""

    letter: MadeLetter
    subject: str
    body: str


def _seen(made: NoticeText) -> Sequence[Seen]:
    return (Seen("request", made.letter.request_id, made.letter.person_id),)


@use_case(Permission.REQUEST_WRITE, discloses=_seen)
def write_notice(work: Work, request_id: int, recipient_id: int) -> NoticeText:
    """Return the notice to a recipient; nothing is stored of it but that it was made.

    Raises:
        InvalidInputError: the person has been erased, so there is nobody to tell of.
    """
    row = got(work, Request, request_id)
    person = work.session.get(Person, row.person_id) if row.person_id is not None else None
    if person is None:
        raise refused("person_id", _("Henkilön tiedot on poistettu, joten ilmoitusta ei voi enää tehdä."))
    recipient = got(work, Recipient, recipient_id)
    disclosed = reached(work, row)[0].get(recipient_id, [])
    if not disclosed:
        raise refused("recipient_id", _("Vastaanottaja ei ole saanut näitä tietoja, joten sille ei ilmoiteta."))
    language = _language(recipient)
    with speaking(language):
        texts = legal_texts(language)
        about = texts.data["letters"]["recipient"]
        values = {"person": full_name(person), "date": written_day(row.decision_on or work.today)}
        facts = tuple(_facts(work, row, disclosed, language))
        paragraphs = (about[row.kind].format(**values), about["please"], about["answer"])
        rows = (recipient.name, *(recipient.contact or "").splitlines())
        said = RequestLetter(
            letter=letter_to(work, rows, row.number, language),
            kind=about["kind"],
            title=about["title"],
            paragraphs=paragraphs[:1],
            facts=facts,
            after=paragraphs[1:],
            plural=True,
        )
        pdf, pages = request_letter_pdf(said)
    work.log("letter", Request.__tablename__, row.id, person_id=row.person_id)
    name = _(_NAME).format(number=row.number, n=recipient_id)
    made = MadeLetter(row.id, row.person_id, pdf, pages, name, len(rows) > 1)
    body = "\n\n".join([paragraphs[0], *(f"{label}:\n{value}" for label, value in facts), *paragraphs[1:]])
    return NoticeText(made, f"{about['title']} {row.number}", body)


def _facts(work: Work, row: Request, given: Sequence[Disclosure], language: str) -> Iterator[tuple[str, str]]:
    """Yield what the recipient has got, and of a rectification what is right now of just that.

    Where she lives is told to nobody under turvakielto, nor anything that is sealed.
    """
    texts = legal_texts(language)
    about = texts.data["letters"]["recipient"]
    mark = "" if language == OWN_LANGUAGE else f" ({texts('notice.other_language')})"
    yield about["got"], f"{told_of(given)}{mark}"
    if row.kind != "rectification":
        return
    codes = frozenset[str]().union(*(one.categories for one in given))
    everything = any(not one.categories for one in given)
    right = {
        line.what: line.new or about["removed"]
        for line in rectified(work, row)
        if (everything or line.category in codes)
        and (line.new or line.old)
        and not (line.where and hides(work, row.person_id))
    }
    if right:
        yield about["right"], "\n".join(f"{what}: {value}" for what, value in right.items())
