"""Requests of data subjects."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the database to this form."""
    op.create_table(
        "request",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("requester_name", sa.String(), nullable=False),
        sa.Column("requester", sa.String(), nullable=False),
        sa.Column("authority", sa.String(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("signed", sa.Boolean(), nullable=False),
        sa.Column("situation", sa.Text(), nullable=True),
        sa.Column("identity_method", sa.String(), nullable=True),
        sa.Column("identity_document", sa.String(), nullable=True),
        sa.Column("identity_checked_on", sa.Date(), nullable=True),
        sa.Column("identity_checked_by", sa.String(), nullable=True),
        sa.Column("identity_note", sa.Text(), nullable=True),
        sa.Column("asked_more_on", sa.Date(), nullable=True),
        sa.Column("asked_for", sa.Text(), nullable=True),
        sa.Column("got_more_on", sa.Date(), nullable=True),
        sa.Column("target_on", sa.Date(), nullable=False),
        sa.Column("last_day_on", sa.Date(), nullable=False),
        sa.Column("extended_on", sa.Date(), nullable=True),
        sa.Column("extension_reason", sa.Text(), nullable=True),
        sa.Column("extended_until", sa.Date(), nullable=True),
        sa.Column("collected_on", sa.Date(), nullable=True),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("decision_on", sa.Date(), nullable=True),
        sa.Column("ground", sa.String(), nullable=True),
        sa.Column("reasoning", sa.Text(), nullable=True),
        sa.Column("given_anyway", sa.Text(), nullable=True),
        sa.Column("forwarded_to", sa.String(), nullable=True),
        sa.Column("forwarded_on", sa.Date(), nullable=True),
        sa.Column("fee_eur", sa.BigInteger(), nullable=False),
        sa.Column("fee_ground", sa.String(), nullable=True),
        sa.Column("fee_reasoning", sa.Text(), nullable=True),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("delivery_channel", sa.String(), nullable=True),
        sa.Column("address_used", sa.Text(), nullable=True),
        sa.Column("registered_letter_no", sa.String(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("printed_by", sa.String(), nullable=True),
        sa.Column("approved_by", sa.String(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("handler", sa.String(), nullable=True),
        sa.Column("handler_login", sa.String(), nullable=True),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_request_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request")),
        sa.UniqueConstraint("number", name=op.f("uq_request_number")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_request_closed_on"), ["closed_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_request_person_id"), ["person_id"], unique=False)

    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("request_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.create_index(batch_op.f("ix_attachment_request_id"), ["request_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_attachment_request_id_request"), "request", ["request_id"], ["id"])
