"""How the database differs from the declared models, leaving out what the models do not declare."""

import re
from collections.abc import Callable
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, MetaData

from asiakasrekisteri.store.vault import BINDING_TABLE

_VIRTUAL = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%'"
_SHADOW = re.compile(r"(?P<virtual>.+)_(data|idx|content|docsize|config|rowid|segments|segdir)")


def context(connection: Connection, metadata: MetaData) -> MigrationContext:
    """Return a comparing context. Full-text tables and their shadows would otherwise be dropped as undeclared."""
    options = {"include_object": _wanted(connection), "compare_type": True, "render_as_batch": True}
    return MigrationContext.configure(connection, opts={**options, "target_metadata": metadata})


def differences(connection: Connection, metadata: MetaData) -> list[Any]:
    """Return what Alembic would change to make the database as declared; empty when they agree."""
    return list(compare_metadata(context(connection, metadata), metadata))


def _wanted(connection: Connection) -> Callable[..., bool]:
    virtual = frozenset(row[0] for row in connection.exec_driver_sql(_VIRTUAL))

    def wanted(_object: object, name: str | None, kind: str, *_rest: object) -> bool:
        if kind != "table" or name is None:
            return True
        shadow = _SHADOW.fullmatch(name)
        return name != BINDING_TABLE and name not in virtual and not (shadow and shadow["virtual"] in virtual)

    return wanted
