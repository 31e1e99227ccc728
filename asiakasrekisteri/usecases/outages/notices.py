"""Notices of outages: written as drafts, frozen when they are sent, their results written down one by one.

What was sent is kept (917/2014 274 §): the words of a notice that has been sent never change, nor do those of its
recipients; only what became of each message is written after it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select, update

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError, StaleRecordError
from asiakasrekisteri.domain.fields import Record
from asiakasrekisteri.domain.mailing import AGAIN, Delivery, Outcome, OutgoingMail
from asiakasrekisteri.domain.outage_words import Facts, filled, missing_facts, unknown_places, written
from asiakasrekisteri.domain.outages import BY_MAIL, Telling, Told
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.store.changes import AUDITED
from asiakasrekisteri.store.models import (
    Firm,
    MarketingProhibition,
    NoticeRecipient,
    Outage,
    OutageNotice,
    OutageTarget,
)
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import change_row, from_source
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.outages.affected import Target, save_targets, targets_of
from asiakasrekisteri.usecases.outages.concerned import telling_of
from asiakasrekisteri.usecases.outages.wording import LANGUAGES, Texts, Words, language, template, words_for
from asiakasrekisteri.usecases.records import got, to_record

_SAID = ("estimate", "measures", "costs", "more_info", "measures_taken", "effects")
UNNAMED = N_("Uusi häiriö")
"""What an outage is called until somebody has said what has failed."""
_MARK = "hairio-{notice}-{recipient}"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeDraft:
    """What is written in the composer.

    Attributes:
        outage: values of the outage by field.
        targets: what has failed.
        texts: the words in each language.
        chosen: restricted persons who are told all the same.
    """

    outage: Mapping[str, object] = field(default_factory=dict)
    targets: tuple[Target, ...] = ()
    texts: Texts = field(default_factory=dict)
    chosen: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeCard:
    """A notice and its outage.

    Attributes:
        id, kind: of the notice.
        outage: the record of the outage.
        targets, texts, chosen: as in `NoticeDraft`.
        sent: whether it has been sent: then it never changes.
        earlier: how many notices of the outage have been sent before.
        firm: who tells.
    """

    id: int
    kind: str
    outage: Record
    targets: tuple[Target, ...]
    texts: Texts
    chosen: tuple[int, ...]
    sent: bool
    earlier: int
    firm: str


@use_case(Permission.OUTAGE_WRITE, discloses=nothing)
def begin_outage(work: Work, targets: Collection[Target] = ()) -> int:
    """Begin an outage that has been noticed now, with the draft of its first notice; return the notice's id."""
    from_source(work, "staff")
    now = work.now.replace(second=0, microsecond=0)
    outage = Outage(title=_(UNNAMED), kind="fault", severity="down", started_at=now, detected_at=now)
    work.session.add(outage)
    work.session.flush()
    save_targets(work, outage.id, targets)
    return _begin(work, outage.id, "first")


@use_case(Permission.OUTAGE_WRITE, discloses=nothing)
def follow_up(work: Work, outage_id: int, kind: str) -> int:
    """Begin the next notice of an outage ("update" or "ended"), or go on with its draft; return the notice's id."""
    got(work, Outage, outage_id)
    draft = work.session.scalar(
        select(OutageNotice.id).where(OutageNotice.outage_id == outage_id, OutageNotice.begun_at.is_(None))
    )
    if draft is not None:
        return draft
    from_source(work, "staff")
    if kind == "ended":
        outage = got(work, Outage, outage_id)
        outage.ended_at = outage.ended_at or work.now.replace(second=0, microsecond=0)
    return _begin(work, outage_id, kind)


def _begin(work: Work, outage_id: int, kind: str) -> int:
    notice = OutageNotice(outage_id=outage_id, kind=kind, user_id=work.actor.user_id, **notice_columns(template(kind)))
    work.session.add(notice)
    work.session.flush()
    work.changed.add(("outage", outage_id))
    return notice.id


def notice_columns(texts: Texts) -> dict[str, Any]:
    """Return the columns of a notice that hold its words."""
    found: dict[str, Any] = {}
    for code in LANGUAGES:
        said = texts.get(code, Words())
        found[f"subject_{code}"], found[f"text_{code}"] = said.subject or None, said.text or None
    return found


@use_case(Permission.OUTAGE_READ, discloses=nothing, writes=False)
def open_notice(work: Work, notice_id: int) -> NoticeCard:
    """Return a notice and its outage; to whom it went is told by `notice_recipients`."""
    notice = got(work, OutageNotice, notice_id)
    begun = select(OutageNotice.id).where(
        OutageNotice.outage_id == notice.outage_id, OutageNotice.begun_at.is_not(None), OutageNotice.id != notice.id
    )
    return NoticeCard(
        id=notice.id,
        kind=notice.kind,
        outage=to_record(work, got(work, Outage, notice.outage_id)),
        targets=targets_of(work, notice.outage_id),
        texts=_texts(notice),
        chosen=tuple(notice.chosen or ()),
        sent=notice.begun_at is not None,
        earlier=len(work.session.scalars(begun).all()),
        firm=firm_name(work),
    )


def firm_name(work: Work) -> str:
    """Return the name by which the firm tells."""
    firm = work.session.scalars(select(Firm)).one()
    return firm.trade_name or firm.name


def _texts(notice: OutageNotice) -> Texts:
    said = {c: (getattr(notice, f"subject_{c}"), getattr(notice, f"text_{c}")) for c in LANGUAGES}
    return {code: Words(subject or "", text or "") for code, (subject, text) in said.items()}


@use_case(Permission.OUTAGE_WRITE, discloses=nothing)
def save_notice(work: Work, notice_id: int, draft: NoticeDraft) -> None:
    """Keep what has been written so far. The words leave no history before they are sent.

    Raises:
        InvalidInputError: something of the outage is wrong; nothing is kept.
        StaleRecordError: it has been sent meanwhile.
    """
    from_source(work, "staff")
    notice = _draft(work, notice_id)
    change_row(work, got(work, Outage, notice.outage_id), draft.outage)
    save_targets(work, notice.outage_id, draft.targets)
    words = notice_columns(draft.texts)
    kept = update(OutageNotice).where(OutageNotice.id == notice_id).values(**words, chosen=list(draft.chosen))
    work.session.execute(kept, execution_options={AUDITED: True})


def _draft(work: Work, notice_id: int) -> OutageNotice:
    notice = got(work, OutageNotice, notice_id)
    if notice.begun_at is not None:
        raise StaleRecordError(_("Tiedote on jo lähetetty. Kirjoita jatkotiedote."))
    return notice


@use_case(Permission.OUTAGE_WRITE, discloses=nothing)
def drop_notice(work: Work, notice_id: int) -> None:
    """Throw a draft away, and its outage with it where nothing has been told of that."""
    from_source(work, "staff")
    notice = _draft(work, notice_id)
    outage_id = notice.outage_id
    work.session.delete(notice)
    work.session.flush()
    if work.session.scalar(select(OutageNotice.id).where(OutageNotice.outage_id == outage_id).limit(1)) is None:
        for target in work.session.scalars(select(OutageTarget).where(OutageTarget.outage_id == outage_id)).all():
            work.session.delete(target)
        work.session.flush()
        work.session.delete(got(work, Outage, outage_id))
    work.changed.add(("outage", outage_id))


@use_case(Permission.OUTAGE_WRITE, discloses=nothing, writes=False)
def plan_telling(work: Work, targets: tuple[Target, ...], chosen: tuple[int, ...] = ()) -> Telling:
    """Return who would be told and who not, and why; whom of them stayed on the screen is logged by `note_seen`."""
    return telling_of(work, targets, chosen)


@use_case(Permission.OUTAGE_WRITE, discloses=nothing, writes=False)
def count_prohibitions(work: Work, persons: tuple[int, ...]) -> int:
    """Return how many of the persons have prohibited marketing: it does not keep them from being told of a fault."""
    prohibited = select(func.count(func.distinct(MarketingProhibition.person_id))).where(
        MarketingProhibition.person_id.in_(persons), MarketingProhibition.lifted_at.is_(None)
    )
    return work.session.scalar(prohibited) or 0


@use_case(Permission.OUTAGE_WRITE, discloses=nothing, writes=False)
def check_notice(work: Work, notice_id: int, reason: str = "") -> int:
    """Look whether a draft can be sent, and return how many would be told.

    Raises:
        InvalidInputError, StaleRecordError: as `begin_telling`.
    """
    notice = _draft(work, notice_id)
    outage = got(work, Outage, notice.outage_id)
    telling = telling_of(work, targets_of(work, outage.id), tuple(notice.chosen or ()))
    restricted = any(one.who.restricted for one in telling.told)
    _require_sendable(outage, notice, telling, needs_reason=restricted and not reason.strip())
    return len(telling.told)


@use_case(Permission.OUTAGE_WRITE, discloses=nothing)
def begin_telling(work: Work, notice_id: int, reason: str = "") -> tuple[OutgoingMail, ...]:
    """Freeze a notice and its recipients, and return the messages; each answer is then written with `note_delivery`.

    Those who have no e-mail stand among the recipients too, to be called or written to.

    Args:
        work: the unit of work.
        notice_id: the draft.
        reason: why persons under restriction are told, where any is chosen; it goes into the log.

    Raises:
        InvalidInputError: the law demands something that has not been told, nobody is to be told, or the reason is
            missing.
        StaleRecordError: it has been sent already.
    """
    from_source(work, "staff")
    notice = _draft(work, notice_id)
    outage = got(work, Outage, notice.outage_id)
    chosen = tuple(notice.chosen or ())
    telling = telling_of(work, targets_of(work, outage.id), chosen)
    restricted = [one for one in telling.told if one.who.restricted]
    _require_sendable(outage, notice, telling, needs_reason=bool(restricted) and not reason.strip())
    if restricted:
        work.purpose = reason.strip()
        for one in restricted:
            work.log("override", "outage_notice", notice_id, person_id=one.who.person_id)
    notice.begun_at = work.now
    facts, texts = facts_of(to_record(work, outage), notice.kind, firm_name(work)), _texts(notice)
    rows = [recipient_of(notice_id, one, facts, texts) for one in telling.told]
    work.session.add_all(rows)
    work.session.flush()
    for row in rows:
        work.log("tell", "notice_recipient", row.id, person_id=row.person_id)
    work.changed.add(("outage", outage.id))
    return _mails(rows)


def _require_sendable(outage: Outage, notice: OutageNotice, telling: Telling, *, needs_reason: bool) -> None:
    faults = missing_facts({name: getattr(outage, name) for name in _SAID}, after=notice.kind == "ended")
    if outage.title == _(UNNAMED):
        faults.append(FieldError("title", _("Kirjoita, mikä on vikana.")))
    if not (notice.subject_fi or "").strip() or not (notice.text_fi or "").strip():
        faults.append(FieldError("text_fi", _("Kirjoita otsikko ja viesti suomeksi.")))
    for code in LANGUAGES:
        unknown = unknown_places(f"{getattr(notice, f'subject_{code}') or ''} {getattr(notice, f'text_{code}') or ''}")
        if unknown:
            words = _("Viestissä on kenttä, jota ei ole: {names}. Korjaa tai poista se.")
            faults.append(FieldError(f"text_{code}", words.format(names=", ".join(unknown))))
    if not telling.told:
        faults.append(FieldError("targets", _("Kukaan ei saisi viestiä. Valitse, mitä häiriö koskee.")))
    if needs_reason:
        words = _("Kirjoita, miksi viesti lähetetään henkilölle, jonka tietojen käsittely on rajoitettu.")
        faults.append(FieldError("reason", words))
    if faults:
        raise InvalidInputError(faults)


def facts_of(outage: Record, kind: str, firm: str) -> Facts:
    """Return what a notice tells of an outage."""
    started, ended = outage["started_at"], outage["ended_at"]
    return Facts(
        title=outage.text("title"),
        started=started,  # type: ignore[arg-type]
        ended=ended,  # type: ignore[arg-type]
        said={name: outage.text(name) for name in _SAID},
        firm=firm,
        after=kind == "ended",
    )


def message_to(told: Told, facts: Facts, texts: Texts) -> tuple[str, Words]:
    """Return the language and the exact words that one recipient gets."""
    code, words = words_for(texts, told.who.language)
    said = {"greeting": told.who.greeting, "services": told.services}
    subject = filled(words.subject, facts, language(code), **said)  # type: ignore[arg-type]
    return code, Words(subject, written(words.text, facts, language(code), **said))  # type: ignore[arg-type]


def recipient_of(notice_id: int, one: Told, facts: Facts, texts: Texts) -> NoticeRecipient:
    """Return the row of a recipient with the exact words she gets, before anything has gone."""
    code, words = message_to(one, facts, texts)
    return NoticeRecipient(
        notice_id=notice_id,
        person_id=one.who.person_id,
        customer_id=one.who.customer_id,
        name=one.who.name,
        part=one.who.part.value,
        channel=one.channel.value,
        address=one.address or None,
        language=code,
        subject=words.subject,
        text=words.text,
        state=Outcome.UNTRIED.value,
    )


def _mails(rows: Sequence[NoticeRecipient]) -> tuple[OutgoingMail, ...]:
    return tuple(
        OutgoingMail(
            key=row.id,
            to=row.address,
            to_name=row.name or "",
            subject=row.subject or "",
            text=row.text or "",
            language=row.language,
            mark=_MARK.format(notice=row.notice_id, recipient=row.id),
        )
        for row in rows
        if row.address and row.channel in BY_MAIL
    )


@use_case(Permission.OUTAGE_WRITE, discloses=nothing)
def mails_again(work: Work, notice_id: int) -> tuple[OutgoingMail, ...]:
    """Return the messages of a notice that have not gone, with the words they had."""
    states = [outcome.value for outcome in AGAIN]
    asked = select(NoticeRecipient).where(NoticeRecipient.notice_id == notice_id, NoticeRecipient.state.in_(states))
    return _mails(work.session.scalars(asked.order_by(NoticeRecipient.id)).all())


@use_case(Permission.OUTAGE_WRITE, discloses=nothing)
def note_delivery(work: Work, answers: Sequence[Delivery]) -> None:
    """Write down what became of messages."""
    from_source(work, "service")
    for answer in answers:
        row = work.session.get(NoticeRecipient, answer.key)
        if row is None:  # erased while the mail was going
            continue
        gone = answer.outcome in {Outcome.SENT, Outcome.DRAFTED}
        row.state, row.code = answer.outcome.value, answer.code or None
        row.words, row.answer = answer.words or None, None if gone else answer.answer or None
        row.sent_at = work.now if gone else row.sent_at
        work.changed.add(("outage_notice", row.notice_id))
    work.session.flush()


@use_case(Permission.OUTAGE_WRITE, discloses=nothing)
def mark_told(work: Work, recipient_ids: Sequence[int]) -> None:
    """Write down that recipients were told otherwise: by a call, by a letter, or from the folder of drafts."""
    from_source(work, "staff")
    rows = work.session.scalars(select(NoticeRecipient).where(NoticeRecipient.id.in_(recipient_ids)))
    for row in rows.all():
        row.state, row.sent_at, row.code = Outcome.SENT.value, row.sent_at or work.now, None
        row.words = row.answer = None
        work.changed.add(("outage_notice", row.notice_id))
    work.session.flush()
