"""Earlier imports: what was brought, and taking one back whole."""

from sqlalchemy import select

from asiakasrekisteri.domain.errors import NotFoundError
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import ImportRun
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import from_source
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.history import take_back
from asiakasrekisteri.usecases.records import got
from asiakasrekisteri.usecases.rows import Rows, shown_rows

_MOST = 500


@use_case(Permission.IMPORT_RUN, discloses=nothing, writes=False)
def list_imports(work: Work) -> Rows:
    """Return the imports so far, the latest first."""
    runs = work.session.scalars(select(ImportRun).order_by(ImportRun.id.desc()).limit(_MOST))
    return shown_rows(work, runs.all())


@use_case(Permission.IMPORT_RUN, discloses=nothing)
def undo_import(work: Work, run_id: int, version: int) -> None:
    """Take an import back whole: what it created goes, what it changed is as before.

    Raises:
        NotFoundError: it stored nothing, or has been taken back already.
        StaleRecordError: something in it has been changed since; nothing is taken back.
    """
    run = got(work, ImportRun, run_id, version)
    if not run.log_id or run.undone_on is not None:
        raise NotFoundError(_("Tuonnissa ei ole mitään kumottavaa."))
    from_source(work, "staff")
    take_back(work, run.log_id)
