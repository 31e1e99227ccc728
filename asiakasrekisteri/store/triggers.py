"""Every trigger of the database, in one place.

Alembic rebuilds a table to change it, and the rebuilt table has lost its triggers without a word. So no migration makes
triggers: they are all dropped and made anew from this registry after every upgrade.
"""

from sqlalchemy import Connection

_REGISTRY: dict[str, str] = {}


def register(name: str, sql: str) -> None:
    """Declare a trigger: its name, and the whole CREATE TRIGGER statement."""
    _REGISTRY[name] = sql


def registered() -> frozenset[str]:
    """Return the names of the declared triggers."""
    return frozenset(_REGISTRY)


def present(connection: Connection) -> frozenset[str]:
    """Return the names of the triggers in the database."""
    rows = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    return frozenset(row[0] for row in rows)


def recreate(connection: Connection) -> None:
    """Make the database's triggers exactly the declared ones."""
    quote = connection.dialect.identifier_preparer.quote_identifier
    for name in sorted(present(connection)):
        connection.exec_driver_sql(f"DROP TRIGGER {quote(name)}")
    for name in sorted(_REGISTRY):
        connection.exec_driver_sql(_REGISTRY[name])
