"""The weighing of objections, evidence of rectifications, languages of recipients and newsletters."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the database to this form."""
    with op.batch_alter_table("campaign", schema=None) as batch_op:
        batch_op.add_column(sa.Column("subject_sv", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("body_sv", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("subject_en", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("body_en", sa.Text(), nullable=True))

    with op.batch_alter_table("campaign_text", schema=None) as batch_op:
        batch_op.add_column(sa.Column("language", sa.String(), nullable=False, server_default="fi"))

    with op.batch_alter_table("recipient", schema=None) as batch_op:
        batch_op.add_column(sa.Column("language", sa.String(), nullable=True))

    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.add_column(sa.Column("evidence", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("weighed_whose", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("weighed_interest", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("weighed_reason", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("weighed_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("weighed_by", sa.String(), nullable=True))
