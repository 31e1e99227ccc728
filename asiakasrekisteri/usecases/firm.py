"""The firm's own data, as documents, letters and invoices tell them (R-01…R-04, AVL 209 e §)."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.phones import international_phones
from asiakasrekisteri.store.models import Firm
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.rows import Rows, row_cases, shown_rows

FIRM = row_cases(Firm, Permission.OFFICE_ENTER, Permission.SETTINGS_WRITE)


@use_case(Permission.OFFICE_ENTER, discloses=nothing, writes=False)
def own_firm(work: Work) -> Rows:
    """Return the firm."""
    return shown_rows(work, work.session.query(Firm).order_by(Firm.id).limit(1).all())


@contextmanager
def phones_on_paper(work: Work) -> Iterator[None]:
    """Show phone numbers inside the block as the firm has them printed: as in Finland, or for readers abroad (R-04)."""
    with international_phones(on=bool(work.session.scalar(select(Firm.international_phones).limit(1)))):
        yield
