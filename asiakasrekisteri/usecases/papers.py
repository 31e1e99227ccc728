"""Papers: what lies in which locked place and until when (R-74, LAW §4.3)."""

from sqlalchemy import ColumnElement, select

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import PaperRecord
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import use_case
from asiakasrekisteri.usecases.rows import Rows, require_order, row_cases, shown_rows


def _rule(work: Work, paper: PaperRecord) -> None:
    require_order(paper.dated, paper.keep_until, "keep_until")
    faults = []
    if paper.destroyed_on is not None and not paper.destroyed_how:
        message = _("Kirjoita, miten paperi hävitettiin, esimerkiksi ISO/IEC 21964, taso P-4.")
        faults.append(FieldError("destroyed_how", message))
    if paper.destroyed_on is None and paper.destroyed_how:
        faults.append(FieldError("destroyed_on", _("Kirjoita, milloin paperi hävitettiin.")))
    if paper.destroyed_on is not None and paper.destroyed_on > work.today:
        faults.append(FieldError("destroyed_on", _("Hävityspäivä on tulevaisuudessa. Tarkista päivä.")))
    if faults:
        raise InvalidInputError(faults)


PAPERS = row_cases(PaperRecord, Permission.CUSTOMER_READ, Permission.CUSTOMER_WRITE, rule=_rule, order="dated")


@use_case(Permission.CUSTOMER_READ, discloses=Rows.seen)
def unlocked_papers(work: Work) -> Rows:
    """Return the papers that exist in a place that is not locked, although the description promises one."""
    return _existing(work, PaperRecord.locked.is_(False))


@use_case(Permission.CUSTOMER_READ, discloses=Rows.seen)
def overdue_papers(work: Work) -> Rows:
    """Return the papers that should have been destroyed by now, the longest overdue first."""
    return _existing(work, PaperRecord.keep_until < work.today)


def _existing(work: Work, condition: ColumnElement[bool]) -> Rows:
    rows = work.session.scalars(
        select(PaperRecord)
        .where(PaperRecord.destroyed_on.is_(None), condition)
        .order_by(PaperRecord.keep_until.is_(None), PaperRecord.keep_until, PaperRecord.id)
    )
    return shown_rows(work, rows.all())
