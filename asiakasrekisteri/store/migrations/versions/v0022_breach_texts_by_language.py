"""breach texts by language."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the database to this form."""
    with op.batch_alter_table("breach", schema=None) as batch_op:
        batch_op.add_column(sa.Column("description_sv", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("data_sv", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("consequences_sv", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("measures_sv", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("advice_sv", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("description_en", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("data_en", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("consequences_en", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("measures_en", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("advice_en", sa.Text(), nullable=True))
