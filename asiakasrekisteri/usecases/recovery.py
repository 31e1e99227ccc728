"""The sheet of the recovery code: printed once, kept in a locked place, stored nowhere."""

import datetime as dt

from asiakasrekisteri.domain.formats import FINLAND
from asiakasrekisteri.reports.recovery_sheet import recovery_pdf


def recovery_sheet(firm: str, code: str, now: dt.datetime) -> bytes:
    """Return the sheet as a PDF, dated by the Finnish day of an instant."""
    return recovery_pdf(firm, code, now.astimezone(FINLAND).date())
