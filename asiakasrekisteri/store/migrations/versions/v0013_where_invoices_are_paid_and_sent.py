"""where invoices are paid and sent."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the database to this form."""
    with op.batch_alter_table("customer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("einvoice_address", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("einvoice_operator", sa.String(), nullable=True))

    with op.batch_alter_table("firm", schema=None) as batch_op:
        batch_op.add_column(sa.Column("vat_number", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("iban", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("bic", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("einvoice_address", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("einvoice_operator", sa.String(), nullable=True))
