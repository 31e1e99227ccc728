"""how phone numbers are printed."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the database to this form."""
    with op.batch_alter_table("firm", schema=None) as batch_op:
        batch_op.add_column(sa.Column("international_phones", sa.Boolean(), nullable=False, server_default=sa.false()))
