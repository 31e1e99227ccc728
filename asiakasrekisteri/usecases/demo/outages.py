"""Outages of an invented office: one of last month, told of and over, and one that has just begun."""

import datetime as dt
from collections.abc import Sequence

from asiakasrekisteri.domain.mailing import Outcome
from asiakasrekisteri.domain.outages import BY_MAIL
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.store.models import NoticeRecipient, Outage, OutageNotice, Telecom
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import from_source
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.outages.affected import Affectable, Target, affectable, save_targets
from asiakasrekisteri.usecases.outages.concerned import telling_of
from asiakasrekisteri.usecases.outages.notices import facts_of, firm_name, notice_columns, recipient_of
from asiakasrekisteri.usecases.outages.wording import template
from asiakasrekisteri.usecases.records import to_record
from asiakasrekisteri.usecases.shipped import shipped

_DAYS_AGO, _LASTED = 26, dt.timedelta(hours=3, minutes=10)
_TOLD_AFTER, _BEGAN_AGO = dt.timedelta(minutes=12), dt.timedelta(minutes=25)
_YEARS_AGO = 7 * 365
_FEWEST = 8
_EVERY_REFUSED = 11
"""One message of so many comes back: the address is gone."""
_REFUSED, _ANSWER = 550, "5.1.1 User unknown"


@use_case(Permission.IMPORT_RUN, discloses=nothing)
def invent_outages(work: Work) -> None:
    """Write an outage that is over, with its notices, and one that goes on, with the draft of its first."""
    from_source(work, "staff")
    said = shipped("demo", "outages.toml")
    work.session.add(Telecom(**said["telecom"], reported_on=work.today - dt.timedelta(days=_YEARS_AGO)))
    parts = [one for server in affectable.body(work).servers for one in server.under]
    if not parts:  # an office of one customer may have nothing on its servers yet
        work.session.flush()
        return
    past, now = _small(parts)
    start = (work.now - dt.timedelta(days=_DAYS_AGO)).replace(second=0, microsecond=0)
    reported = {
        "traficom_at": start + dt.timedelta(hours=1),
        "first_report_at": start + dt.timedelta(hours=2),
        "second_report_at": start + dt.timedelta(hours=50),
    }
    over = _outage(work, said["over"], start, (past,), ended_at=start + _LASTED, **reported)
    for kind, at in (("first", start + _TOLD_AFTER), ("ended", start + _LASTED + _TOLD_AFTER)):
        _send(work, over, kind, at, (past,))
    begun = (work.now - _BEGAN_AGO).replace(second=0, microsecond=0)
    going = _outage(work, said["going"], begun, (now,))
    work.session.add(
        OutageNotice(outage_id=going.id, kind="first", user_id=work.actor.user_id, **notice_columns(template("first")))
    )
    work.session.flush()


def _small(parts: Sequence[Affectable]) -> tuple[Target, Target]:
    """Return two targets of few customers: the demo is to be quick."""
    parts = sorted(parts, key=lambda one: (one.customers, one.target))
    enough = [one.target for one in parts if one.customers >= _FEWEST] or [one.target for one in parts]
    return enough[0], enough[min(1, len(enough) - 1)]


def _outage(
    work: Work, said: dict[str, object], start: dt.datetime, targets: Sequence[Target], **more: object
) -> Outage:
    outage = Outage(**said, started_at=start, detected_at=start, **more)
    work.session.add(outage)
    work.session.flush()
    save_targets(work, outage.id, targets)
    return outage


def _send(work: Work, outage: Outage, kind: str, at: dt.datetime, targets: Sequence[Target]) -> None:
    texts = template(kind)
    notice = OutageNotice(
        outage_id=outage.id, kind=kind, user_id=work.actor.user_id, begun_at=at, **notice_columns(texts)
    )
    work.session.add(notice)
    work.session.flush()
    facts = facts_of(to_record(work, outage), kind, firm_name(work))
    rows = [recipient_of(notice.id, one, facts, texts) for one in telling_of(work, targets).told]
    for place, row in enumerate(rows, start=1):
        _answer(row, place, at)
    work.session.add_all(rows)
    work.session.flush()


def _answer(row: NoticeRecipient, place: int, at: dt.datetime) -> None:
    if row.channel in BY_MAIL and place % _EVERY_REFUSED == 0:
        row.state, row.code, row.answer = Outcome.REFUSED.value, _REFUSED, _ANSWER
    else:
        row.state, row.sent_at = Outcome.SENT.value, at + dt.timedelta(seconds=place)
