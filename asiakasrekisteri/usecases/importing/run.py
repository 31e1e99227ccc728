"""The door of every import: one transaction, the source stamped on every value, a trial taken back, a record kept."""

import hashlib
from pathlib import Path

from sqlalchemy import func, select

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.domain.words import readable
from asiakasrekisteri.exchange.sniff import unreadable
from asiakasrekisteri.store.models import ImportRun, Source
from asiakasrekisteri.store.work import ChangeOrigin, Work
from asiakasrekisteri.usecases.edits import from_source
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.importing.formats import ImportFormat, format_of
from asiakasrekisteri.usecases.importing.order import Order
from asiakasrekisteri.usecases.importing.report import ImportReport
from asiakasrekisteri.usecases.importing.whole import DATA

_CHUNK = 1 << 20


@use_case(Permission.IMPORT_RUN, discloses=nothing)
def import_file(work: Work, order: Order) -> ImportReport:
    """Import a file of any format that the program knows.

    A row that cannot be taken is rejected with its reason and stops nothing; an identifier whose check does not hold is
    taken and flagged. A dry run does the same work and takes it back.

    Raises:
        ExchangeError: the file as a whole cannot be read.
    """
    return _carry_out(work, order, format_of(order))


@use_case(Permission.BILLING_WRITE, discloses=nothing)
def import_billing(work: Work, order: Order) -> ImportReport:
    """Import payments or invoices; see `import_file`.

    Raises:
        ExchangeError: the file as a whole cannot be read, or holds neither.
    """
    chosen = format_of(order)
    if not chosen.billing:
        raise ExchangeError(
            _("Tiedosto ei ole tiliote, viitemaksuaineisto eikä Finvoice-lasku. Valitse toinen tiedosto.")
        )
    return _carry_out(work, order, chosen)


def _carry_out(work: Work, order: Order, chosen: ImportFormat) -> ImportReport:
    trial = work.session.begin_nested()
    code = _source(work, order.source)
    work.origin = ChangeOrigin(code, work.today, automatic=True)
    report = chosen.take(work, order)
    report.format = chosen.name
    if order.dry_run:
        trial.rollback()
        for touched in (work.lines, work.changed, work.unindexed, work.unsettled):
            touched.clear()
        work.session.info.pop("sources", None)
        work.log("dry_run")
    else:
        trial.commit()
        work.log("import")
        report.undo = work.log_number if chosen.undone and (report.created or report.updated) else 0
        _record(work, order, chosen, report, code)
    return report


def _record(work: Work, order: Order, chosen: ImportFormat, report: ImportReport, code: str) -> None:
    size, digest = _fingerprint(order.file / DATA if order.file.is_dir() else order.file)
    from_source(work, "staff")  # that the file was imported is the word of whoever imports
    source = work.session.scalar(select(Source.name).where(Source.code == code))
    work.session.add(
        ImportRun(
            imported_on=work.today,
            importer=work.actor.name,
            format=chosen.name,
            source=source or code,
            source_code=code,
            size=size,
            sha256=digest,
            rows=report.rows,
            created=report.created,
            updated=report.updated,
            unchanged=report.unchanged,
            rejected=len(report.rejected),
            log_id=report.undo,
        )
    )


def _fingerprint(file: Path) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    try:
        with file.open("rb") as stream:
            while part := stream.read(_CHUNK):
                digest.update(part)
                size += len(part)
    except OSError as error:
        raise ExchangeError(unreadable(error)) from error
    return size, digest.hexdigest()


def _source(work: Work, said: str) -> str:
    """Return the code of the source of that code or name; a new name becomes a new source."""
    name = readable(said).strip() or "import"
    code = work.session.scalar(
        select(Source.code).where((Source.code == name.casefold()) | (func.lower(Source.name) == name.lower()))
    )
    if code is not None:
        return str(code)
    from_source(work, "staff")  # that there is such a source is the word of whoever imports
    work.session.add(Source(code=name.casefold(), kind="import", name=name, public=False))
    work.session.flush()
    return name.casefold()
