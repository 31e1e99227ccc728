"""Requests for registration data belong to a customer."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the database to this form."""
    with op.batch_alter_table("registration_request", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.create_index(batch_op.f("ix_registration_request_customer_id"), ["customer_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_registration_request_customer_id_customer"), "customer", ["customer_id"], ["id"]
        )

    with op.batch_alter_table("breach", schema=None) as batch_op:
        batch_op.add_column(sa.Column("controllers", sa.Text(), nullable=True))
