"""Every trigger of the database, in one place.

Alembic rebuilds a table to change it, and the rebuilt table has lost its triggers without a word. So no migration makes
triggers: they are all dropped and made anew from this registry after every upgrade.
"""

from dataclasses import dataclass
from operator import itemgetter

from sqlalchemy import Connection

KEPT = ("description_version", "description_document", "review_minutes", "destruction_document")
"""Tables whose rows are written once, never altered or removed: what was published, minutes (GDPR Art. 5(2))."""


SENT = {"outage_notice": "begun_at"}
"""Tables whose rows are not altered or removed once this column has a value: a notice that has been sent is kept as it
went (917/2014 274 §)."""


@dataclass(frozen=True, slots=True)
class _Trigger:
    sql: str
    table: str = ""


def _refusing(table: str, event: str, once: str = "") -> _Trigger:
    refusal = f"SELECT RAISE(ABORT, '{table} is kept')"
    when = f"WHEN OLD.{once} IS NOT NULL " if once else ""
    return _Trigger(f"CREATE TRIGGER {table}_no_{event} BEFORE {event} ON {table} {when}BEGIN {refusal}; END", table)


_REGISTRY = {f"{table}_no_{event}": _refusing(table, event) for table in KEPT for event in ("update", "delete")}
_REGISTRY |= {
    f"{table}_no_{event}": _refusing(table, event, once)
    for table, once in SENT.items()
    for event in ("update", "delete")
}


def register(name: str, sql: str) -> None:
    """Declare a trigger: its name, and the whole CREATE TRIGGER statement."""
    _REGISTRY[name] = _Trigger(sql)


def registered() -> frozenset[str]:
    """Return the names of the declared triggers."""
    return frozenset(_REGISTRY)


def present(connection: Connection) -> frozenset[str]:
    """Return the names of the triggers in the database."""
    rows = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    return frozenset(row[0] for row in rows)


def recreate(connection: Connection) -> None:
    """Make the database's triggers exactly the declared ones; those of tables that a form does not have yet wait."""
    quote = connection.dialect.identifier_preparer.quote_identifier
    for name in sorted(present(connection)):
        connection.exec_driver_sql(f"DROP TRIGGER {quote(name)}")
    tables = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())
    for _name, trigger in sorted(_REGISTRY.items(), key=itemgetter(0)):
        if not trigger.table or trigger.table in tables:
            connection.exec_driver_sql(trigger.sql)
