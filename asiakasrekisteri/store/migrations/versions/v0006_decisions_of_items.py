"""What is decided of each item of a request."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the database to this form."""
    op.create_table(
        "request_hit",
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("ground", sa.String(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decided_at", sa.String(length=32), nullable=True),
        sa.Column("request_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("row_entity", sa.String(), nullable=False),
        sa.Column("row_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("row_field", sa.String(), nullable=False),
        sa.Column("certainty", sa.Integer(), nullable=False),
        sa.Column("found_in", sa.Text(), nullable=True),
        sa.Column("spans", sa.Text(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_request_hit_request_id_request")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_hit")),
        sa.UniqueConstraint(
            "request_id",
            "row_entity",
            "row_id",
            "row_field",
            name=op.f("uq_request_hit_request_id_row_entity_row_id_row_field"),
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("request_hit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_request_hit_request_id"), ["request_id"], unique=False)

    with op.batch_alter_table("firm", schema=None) as batch_op:
        batch_op.add_column(sa.Column("four_eyes", sa.Boolean(), nullable=False, server_default=sa.false()))
