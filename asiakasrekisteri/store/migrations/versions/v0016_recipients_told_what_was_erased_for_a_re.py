"""Recipients told; what was erased for a request."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the database to this form."""
    op.create_table(
        "recipient_notice",
        sa.Column("recipient_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("what", sa.Text(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("channel", sa.String(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("answer_note", sa.Text(), nullable=True),
        sa.Column("hindrance", sa.String(), nullable=True),
        sa.Column("hindrance_reason", sa.Text(), nullable=True),
        sa.Column("request_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["recipient_id"], ["recipient.id"], name=op.f("fk_recipient_notice_recipient_id_recipient")
        ),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_recipient_notice_request_id_request")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recipient_notice")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("recipient_notice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recipient_notice_recipient_id"), ["recipient_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_recipient_notice_request_id"), ["request_id"], unique=False)

    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.add_column(sa.Column("manifest", sa.Text(), nullable=True))
