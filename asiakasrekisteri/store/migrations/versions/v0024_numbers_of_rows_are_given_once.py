"""numbers of rows are given once."""

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

TABLES = ("attachment", "firm", "interaction", "paper_record", "register", "registration_request")
"""Rebuilt by earlier steps without AUTOINCREMENT: the number of a removed row was given to the next one, which then had
the former one's history."""


def upgrade() -> None:
    """Bring the database to this form."""
    connection = op.get_bind()
    for table in TABLES:
        with op.batch_alter_table(table, recreate="always", table_kwargs={"sqlite_autoincrement": True}):
            pass
        known = f"SELECT coalesce(max(max(entity_id, coalesce(last_id, 0))), 0) FROM change WHERE entity = '{table}'"  # noqa: S608 - a constant
        kept = f"SELECT coalesce(max(id), 0) FROM {table}"  # noqa: S608 - a constant
        before = f"SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name IN ('{table}', '_alembic_tmp_{table}')"  # noqa: S608 - a constant
        reached = max(connection.exec_driver_sql(asked).scalar_one() for asked in (known, kept, before))
        connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
        connection.exec_driver_sql("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, reached))
