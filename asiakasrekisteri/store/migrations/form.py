"""Which form a database has and which is the newest, told without the migration engine.

Every unlock asks this, and nearly always nothing is to be migrated: the engine, with its templates and the dialects of
other databases, is loaded only when something is.
"""

import importlib.util
import pkgutil
import re

from sqlalchemy import Engine, inspect, text

VERSIONS = "asiakasrekisteri.store.migrations.versions"
_STEP = re.compile(r"v(\d{4})_")


def current(engine: Engine) -> str | None:
    """Return the revision of a database; None before the first migration."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def newest(package: str = VERSIONS) -> str | None:
    """Return the revision of the last step, by the names of the steps: v0007_… makes revision 0007."""
    found = importlib.util.find_spec(package)
    places = found.submodule_search_locations if found is not None else None
    names = (module.name for module in pkgutil.iter_modules(places or ()))
    return max((match[1] for name in names if (match := _STEP.match(name))), default=None)
