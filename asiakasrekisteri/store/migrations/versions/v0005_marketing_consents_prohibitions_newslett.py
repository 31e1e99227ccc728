"""Marketing: consents, prohibitions, newsletters and who got them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the database to this form."""
    op.create_table(
        "campaign",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("own_products", sa.Boolean(), nullable=False),
        sa.Column("for_decision", sa.Boolean(), nullable=False),
        sa.Column("for_administration", sa.Boolean(), nullable=False),
        sa.Column("for_billing", sa.Boolean(), nullable=False),
        sa.Column("for_technical", sa.Boolean(), nullable=False),
        sa.Column("subject", sa.String(), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("register_checked_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("sent_at", sa.String(length=32), nullable=True),
        sa.Column("changed_at", sa.String(length=32), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "suppression",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suppression")),
        sa.UniqueConstraint("digest", "channel", name=op.f("uq_suppression_digest_channel")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "campaign_text",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("kept_at", sa.String(length=32), nullable=False),
        sa.Column("campaign_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_text_campaign_id_campaign")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_text")),
        sa.UniqueConstraint("campaign_id", "number", name=op.f("uq_campaign_text_campaign_id_number")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("campaign_text", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_campaign_text_campaign_id"), ["campaign_id"], unique=False)

    op.create_table(
        "consent",
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("given_at", sa.String(length=32), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("text_version", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", sa.String(length=32), nullable=True),
        sa.Column("withdrawn_how", sa.String(), nullable=True),
        sa.Column("request_number", sa.String(), nullable=True),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_consent_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consent_person_id"), ["person_id"], unique=False)

    op.create_table(
        "sale_address",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("obtained_on", sa.Date(), nullable=False),
        sa.Column("sold", sa.String(), nullable=True),
        sa.Column("refusal_offered", sa.Boolean(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sale_address_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sale_address")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("sale_address", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sale_address_person_id"), ["person_id"], unique=False)

    op.create_table(
        "campaign_recipient",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sent_at", sa.String(length=32), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("ground", sa.String(), nullable=False),
        sa.Column("text_number", sa.Integer(), nullable=False),
        sa.Column("opt_out_told", sa.Boolean(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("unsubscribed_at", sa.String(length=32), nullable=True),
        sa.Column("token", sa.String(length=12), nullable=False),
        sa.Column("campaign_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_recipient_campaign_id_campaign")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_campaign_recipient_customer_id_customer")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_campaign_recipient_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_recipient")),
        sa.UniqueConstraint("token", name=op.f("uq_campaign_recipient_token")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("campaign_recipient", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_campaign_recipient_campaign_id"), ["campaign_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_campaign_recipient_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_campaign_recipient_person_id"), ["person_id"], unique=False)

    op.create_table(
        "marketing_prohibition",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("since_at", sa.String(length=32), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("request_number", sa.String(), nullable=True),
        sa.Column("lifted_at", sa.String(length=32), nullable=True),
        sa.Column("lifted_how", sa.String(), nullable=True),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_marketing_prohibition_customer_id_customer")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_marketing_prohibition_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_marketing_prohibition")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("marketing_prohibition", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_marketing_prohibition_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_marketing_prohibition_person_id"), ["person_id"], unique=False)
