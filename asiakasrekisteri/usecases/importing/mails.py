"""Saved mails and mailboxes as interactions: each whole, once, with those who took part."""

from collections.abc import Iterator
from pathlib import Path

from asiakasrekisteri.domain.errors import AppError
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.exchange.mail import MOST_BYTES
from asiakasrekisteri.exchange.mbox import read_mbox
from asiakasrekisteri.exchange.raw import read_bounded
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.importing.order import Order
from asiakasrekisteri.usecases.importing.report import ImportReport, RowNote
from asiakasrekisteri.usecases.interactions.mails import take_mail

_STEP = 20


def take_mail_file(work: Work, order: Order) -> ImportReport:
    """Bring one saved mail (.eml).

    Raises:
        ExchangeError: the file cannot be read.
    """
    return _take(work, iter([(1, read_bounded(order.file, MOST_BYTES))]), 0)


def take_mailbox(work: Work, order: Order) -> ImportReport:
    """Bring the mails of a mailbox (mbox).

    Raises:
        ExchangeError: the file cannot be read.
    """
    return _take(work, read_mbox(order.file), _size(order.file))


def _take(work: Work, mails: Iterator[tuple[int, bytes]], size: int) -> ImportReport:
    report, read = ImportReport(), 0
    for line, mail in mails:
        report.rows += 1
        read += len(mail)
        if report.rows % _STEP == 1:
            work.progress.report(read, max(size, read), _("Tuodaan viestejä"))
        _one(work, line, mail, report)
    return report


def _one(work: Work, line: int, mail: bytes, report: ImportReport) -> None:
    try:
        taken = take_mail(work, mail)
    except AppError as error:
        report.rejected.append(RowNote(line, "", str(error)))
        return
    report.warnings.extend(RowNote(line, "", fault) for fault in taken.faults)
    if taken.known:
        report.unchanged += 1
        return
    report.created += 1
    if taken.customer_id is None and not taken.persons:
        told = _("kukaan viestin osapuolista ei ole rekisterissä; liitä viesti asiakkaaseen tai poista se")
        report.warnings.append(RowNote(line, "", told))


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0
