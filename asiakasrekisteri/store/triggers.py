"""Every trigger of the database, in one place.

Alembic rebuilds a table to change it, and the rebuilt table has lost its triggers without a word. So no migration makes
triggers: they are all dropped and made anew from this registry after every upgrade.
"""

from dataclasses import dataclass
from operator import itemgetter

from sqlalchemy import Connection

KEPT = ("description_version", "description_document", "review_minutes", "destruction_document")
"""Tables whose rows are written once, never altered or removed: what was published, minutes (GDPR Art. 5(2))."""


SENT = {"outage_notice": ("begun_at", "EXISTS (SELECT 1 FROM notice_recipient WHERE notice_id = OLD.id)")}
"""Tables whose rows are not altered once a column has a value, nor removed while the condition holds: a notice that has
been sent is kept as it went (917/2014 274 §) until the time of all who got it is over."""


@dataclass(frozen=True, slots=True)
class _Trigger:
    sql: str
    table: str = ""


def _refusing(table: str, event: str, when: str = "") -> _Trigger:
    refusal = f"SELECT RAISE(ABORT, '{table} is kept')"
    when = f"WHEN {when} " if when else ""
    return _Trigger(f"CREATE TRIGGER {table}_no_{event} BEFORE {event} ON {table} {when}BEGIN {refusal}; END", table)


_REGISTRY = {f"{table}_no_{event}": _refusing(table, event) for table in KEPT for event in ("update", "delete")}
for _table, (_once, _while) in SENT.items():
    _sent = f"OLD.{_once} IS NOT NULL"
    _REGISTRY[f"{_table}_no_update"] = _refusing(_table, "update", _sent)
    _REGISTRY[f"{_table}_no_delete"] = _refusing(_table, "delete", f"{_sent} AND {_while}")


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


def altered(connection: Connection) -> tuple[str, ...]:
    """Return the names of the triggers that are missing, are not as they were declared, or were put there by others."""
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    there = {row[0]: row[1] for row in rows}
    declared = {name: trigger.sql for name, trigger in _REGISTRY.items()}
    return tuple(name for name in sorted(there.keys() | declared.keys()) if there.get(name) != declared.get(name))


def recreate(connection: Connection) -> None:
    """Make the database's triggers exactly the declared ones; those of tables that a form does not have yet wait."""
    quote = connection.dialect.identifier_preparer.quote_identifier
    for name in sorted(present(connection)):
        connection.exec_driver_sql(f"DROP TRIGGER {quote(name)}")
    tables = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())
    for _name, trigger in sorted(_REGISTRY.items(), key=itemgetter(0)):
        if not trigger.table or trigger.table in tables:
            connection.exec_driver_sql(trigger.sql)
