"""The firm's own data, as documents, letters and invoices tell them (R-01…R-04, AVL 209 e §)."""

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.store.models import Firm
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.rows import Rows, row_cases, shown_rows

FIRM = row_cases(Firm, Permission.OFFICE_ENTER, Permission.SETTINGS_WRITE)


@use_case(Permission.OFFICE_ENTER, discloses=nothing, writes=False)
def own_firm(work: Work) -> Rows:
    """Return the firm."""
    return shown_rows(work, work.session.query(Firm).order_by(Firm.id).limit(1).all())
