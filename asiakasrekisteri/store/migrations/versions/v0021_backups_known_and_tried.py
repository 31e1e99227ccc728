"""Backups known, places of backups, tried restores."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the database to this form."""
    op.create_table(
        "backup_place",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folder", sa.String(), nullable=True),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.Column("lock", sa.String(), nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backup_place")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "restore_trial",
        sa.Column("tried_on", sa.Date(), nullable=False),
        sa.Column("tried_by", sa.String(), nullable=False),
        sa.Column("made_at", sa.String(length=32), nullable=True),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=True),
        sa.Column("rows", sa.Integer(), nullable=True),
        sa.Column("fault", sa.String(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restore_trial")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "backup",
        sa.Column("made_at", sa.String(length=32), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["backup_place.id"], name=op.f("fk_backup_place_id_backup_place")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backup")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("backup", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_backup_made_at"), ["made_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_backup_place_id"), ["place_id"], unique=False)

    with op.batch_alter_table("financial_period", schema=None) as batch_op:
        batch_op.add_column(sa.Column("books_destroyed_on", sa.Date(), nullable=True))

    op.execute("UPDATE category_rule SET keep_action = 'destroy' WHERE category = 'breach' AND keep_action = 'review'")
