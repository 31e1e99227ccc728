"""Outages and what was told of them."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the database to this form."""
    op.create_table(
        "outage",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("severity", sa.String(), nullable=False),
        sa.Column("detected_at", sa.String(length=32), nullable=True),
        sa.Column("started_at", sa.String(length=32), nullable=False),
        sa.Column("ended_at", sa.String(length=32), nullable=True),
        sa.Column("estimate", sa.String(), nullable=True),
        sa.Column("measures", sa.Text(), nullable=True),
        sa.Column("costs", sa.String(), nullable=True),
        sa.Column("more_info", sa.String(), nullable=True),
        sa.Column("cause", sa.Text(), nullable=True),
        sa.Column("measures_taken", sa.Text(), nullable=True),
        sa.Column("effects", sa.Text(), nullable=True),
        sa.Column("significant", sa.Boolean(), nullable=False),
        sa.Column("traficom_at", sa.String(length=32), nullable=True),
        sa.Column("traficom_reference", sa.String(), nullable=True),
        sa.Column("first_report_at", sa.String(length=32), nullable=True),
        sa.Column("second_report_at", sa.String(length=32), nullable=True),
        sa.Column("final_report_at", sa.String(length=32), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outage")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("outage", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outage_started_at"), ["started_at"], unique=False)

    op.create_table(
        "telecom",
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("confirmation", sa.String(), nullable=True),
        sa.Column("dns_provider", sa.Boolean(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_telecom")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "outage_notice",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject_fi", sa.String(), nullable=True),
        sa.Column("text_fi", sa.Text(), nullable=True),
        sa.Column("subject_sv", sa.String(), nullable=True),
        sa.Column("text_sv", sa.Text(), nullable=True),
        sa.Column("subject_en", sa.String(), nullable=True),
        sa.Column("text_en", sa.Text(), nullable=True),
        sa.Column("outage_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("begun_at", sa.String(length=32), nullable=True),
        sa.Column("chosen", sa.Text(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["outage_id"], ["outage.id"], name=op.f("fk_outage_notice_outage_id_outage")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_outage_notice_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outage_notice")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("outage_notice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outage_notice_outage_id"), ["outage_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_outage_notice_user_id"), ["user_id"], unique=False)

    op.create_table(
        "outage_target",
        sa.Column("server_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("product_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("product_kind", sa.String(), nullable=True),
        sa.Column("outage_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["outage_id"], ["outage.id"], name=op.f("fk_outage_target_outage_id_outage")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_outage_target_product_id_product")),
        sa.ForeignKeyConstraint(["server_id"], ["server.id"], name=op.f("fk_outage_target_server_id_server")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outage_target")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("outage_target", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outage_target_outage_id"), ["outage_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_outage_target_product_id"), ["product_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_outage_target_server_id"), ["server_id"], unique=False)

    op.create_table(
        "notice_recipient",
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("sent_at", sa.String(length=32), nullable=True),
        sa.Column("code", sa.Integer(), nullable=True),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("words", sa.String(), nullable=True),
        sa.Column("notice_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_notice_recipient_customer_id_customer")
        ),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["outage_notice.id"], name=op.f("fk_notice_recipient_notice_id_outage_notice")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_notice_recipient_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_recipient")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("notice_recipient", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notice_recipient_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_notice_recipient_notice_id"), ["notice_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_notice_recipient_person_id"), ["person_id"], unique=False)
