"""An outage told by text messages: the words in each language and the numbers, carried out by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.outages import Channel
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texting import can_be_texted, dialled, short_notice
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.exchange.csv_write import write_table
from asiakasrekisteri.host.output import target, write_file
from asiakasrekisteri.store.models import NoticeRecipient, Outage, OutageNotice
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import Seen, nothing, use_case
from asiakasrekisteri.usecases.outages.notices import facts_of, firm_name
from asiakasrekisteri.usecases.outages.prints import seen_of, waiting
from asiakasrekisteri.usecases.outages.wording import language
from asiakasrekisteri.usecases.records import got, to_record


@dataclass(frozen=True, slots=True)
class TextMessage:
    """What is texted in one language, and to how many."""

    language: str
    text: str
    numbers: int


@dataclass(frozen=True, slots=True)
class TextList:
    """The messages of a notice.

    Attributes:
        notice_id: of which notice.
        messages: one for each language in which somebody waits.
        recipients: ids of those whose number takes text messages.
        to_call: how many wait whose number does not: a landline is called.
    """

    notice_id: int
    messages: tuple[TextMessage, ...]
    recipients: tuple[int, ...]
    to_call: int


@use_case(Permission.OUTAGE_WRITE, discloses=nothing, writes=False)
def text_list(work: Work, notice_id: int) -> TextList:
    """Return what would be texted of a notice; nobody is named, and no number is shown."""
    notice = got(work, OutageNotice, notice_id)
    outage = to_record(work, got(work, Outage, notice.outage_id))
    facts = facts_of(outage, notice.kind, firm_name(work))
    rows = waiting(work, notice_id, Channel.PHONE)
    texted = _texted(rows)
    codes = dict.fromkeys(row.language for row in texted)
    messages = tuple(
        TextMessage(code, short_notice(facts, language(code)), len(_numbers(texted, code))) for code in codes
    )
    return TextList(notice_id, messages, tuple(row.id for row in texted), len(rows) - len(texted))


@use_case(Permission.OUTAGE_WRITE, discloses=lambda seen: seen)
def export_numbers(work: Work, notice_id: int, out: Path, purpose: str) -> Sequence[Seen]:
    """Write the numbers that are to be texted into a table, without names; the log tells of it.

    Raises:
        InvalidInputError: no purpose was given, or nobody waits whose number takes text messages.
        ExchangeError: the file cannot be written there.
    """
    if not purpose.strip():
        raise InvalidInputError([FieldError("purpose", _("Kirjoita, mihin tietoja tarvitaan."))])
    rows = _texted(waiting(work, notice_id, Channel.PHONE))
    if not rows:
        raise InvalidInputError([FieldError("purpose", _("Kenellekään ei ole enää lähetettävä tekstiviestiä."))])
    file = target(str(out), str(work.store.vault.folder))
    work.purpose = purpose.strip()
    work.log("text_list", "outage_notice", notice_id)
    numbers = [(number, code) for code in dict.fromkeys(r.language for r in rows) for number in _numbers(rows, code)]
    write_file(file, lambda stream: write_table(Path(stream.name), [_("Numero"), _("Kieli")], numbers))
    return seen_of(rows)


def _texted(rows: Sequence[NoticeRecipient]) -> list[NoticeRecipient]:
    return [row for row in rows if can_be_texted(row.address or "")]


def _numbers(rows: Sequence[NoticeRecipient], code: str) -> tuple[str, ...]:
    return dialled(row.address or "" for row in rows if row.language == code)
