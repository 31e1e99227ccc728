"""Which form has the database, and bringing it to the newest.

Everything happens in one transaction: a step that fails leaves neither half a table nor a changed revision.
"""

import importlib
import pkgutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import ModuleType
from typing import Any, cast

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext, MigrationStep
from alembic.script import Script
from alembic.script.revision import RevisionMap
from sqlalchemy import Connection, Engine

from asiakasrekisteri.domain.errors import MigrationFailedError, NewerVersionError
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store import triggers
from asiakasrekisteri.store.connection import IMMEDIATE
from asiakasrekisteri.store.migrations.form import VERSIONS, current


def steps(package: str = VERSIONS) -> RevisionMap:
    """Return the steps of a package as Alembic's map. Imported as modules: in the frozen program there are no files."""
    home = importlib.import_module(package)
    modules = [importlib.import_module(f"{package}.{m.name}") for m in pkgutil.iter_modules(home.__path__)]
    return RevisionMap(lambda: [_script(module) for module in modules])


def head(package: str = VERSIONS) -> str | None:
    """Return the revision of the newest form that this program knows."""
    return steps(package).get_current_head()


def is_newer(engine: Engine, package: str = VERSIONS) -> bool:
    """Tell whether the database has a form that this program does not know."""
    revision = current(engine)
    return revision is not None and revision not in known(package)


def is_current(engine: Engine, package: str = VERSIONS) -> bool:
    """Tell whether the database has the newest form."""
    return current(engine) == head(package)


def known(package: str = VERSIONS) -> frozenset[str]:
    """Return the revisions that this program knows."""
    return frozenset(script.revision for script in steps(package).iterate_revisions("heads", "base"))


def upgrade(engine: Engine, target: str = "head", package: str = VERSIONS) -> None:
    """Bring the database to a form, the newest unless another is named.

    Raises:
        NewerVersionError: a later program wrote it; nothing is touched.
        MigrationFailedError: afterwards a reference would lead nowhere; everything is as it was.
    """
    require_known(engine, package)
    writer = engine.connect().execution_options(**IMMEDIATE)
    with writer as connection, _references_unchecked(connection), connection.begin():
        _run(connection, target, package)
        triggers.recreate(connection)
        if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
            raise MigrationFailedError(
                _("Rekisterin päivitys uuteen muotoon ei onnistunut. Rekisteri on ennallaan; ota yhteys tukeen.")
            )


def require_known(engine: Engine, package: str = VERSIONS) -> None:
    """Refuse a database that a later program wrote."""
    if is_newer(engine, package):
        raise NewerVersionError(_("Rekisteri on uudemman ohjelmaversion kirjoittama. Päivitä ohjelma."))


@contextmanager
def _references_unchecked(connection: Connection) -> Iterator[None]:
    """Switch foreign keys off, which works only outside a transaction.

    With them on, rebuilding a parent table deletes every child row: DROP TABLE deletes the rows first, in cascade.
    """
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def _run(connection: Connection, target: str, package: str) -> None:
    revisions = steps(package)

    def plan(revision: Any, _context: MigrationContext) -> Sequence[MigrationStep]:
        wanted = revisions.iterate_revisions(target, revision, implicit_base=True)
        return [MigrationStep.upgrade_from_script(revisions, cast(Script, script)) for script in reversed(list(wanted))]

    context = MigrationContext.configure(connection, opts={"fn": plan, "render_as_batch": True})
    with Operations.context(context):
        context.run_migrations()


def _script(module: ModuleType) -> Script:
    return Script(module, module.revision, module.__name__)
