"""Disclosures, breaches and access rights."""

import datetime as dt

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the database to this form."""
    op.create_table(
        "access_review",
        sa.Column("reviewed_on", sa.Date(), nullable=False),
        sa.Column("reviewer", sa.String(), nullable=False),
        sa.Column("findings", sa.Text(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_review")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "notice_limit",
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("ground", sa.String(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_limit")),
        sa.UniqueConstraint("since", name=op.f("uq_notice_limit_since")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "access_review_row",
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("review_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["review_id"], ["access_review.id"], name=op.f("fk_access_review_row_review_id_access_review")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_access_review_row_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_review_row")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("access_review_row", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_access_review_row_review_id"), ["review_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_access_review_row_user_id"), ["user_id"], unique=False)

    op.create_table(
        "recipient",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("business_id", sa.String(), nullable=True),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("contact", sa.String(), nullable=True),
        sa.Column("task", sa.String(), nullable=True),
        sa.Column("data", sa.Text(), nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("under_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("contract_signed_on", sa.Date(), nullable=True),
        sa.Column("contract_until", sa.Date(), nullable=True),
        sa.Column("contract_place", sa.String(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_recipient_person_id_person")),
        sa.ForeignKeyConstraint(["under_id"], ["recipient.id"], name=op.f("fk_recipient_under_id_recipient")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recipient")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("recipient", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recipient_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_recipient_under_id"), ["under_id"], unique=False)

    op.create_table(
        "undertaking",
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("text_version", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["recorded_by"], ["user.id"], name=op.f("fk_undertaking_recorded_by_user")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_undertaking_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_undertaking")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("undertaking", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_undertaking_recorded_by"), ["recorded_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_undertaking_user_id"), ["user_id"], unique=False)

    op.create_table(
        "breach",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("our_role", sa.String(), nullable=False),
        sa.Column("confidentiality", sa.Boolean(), nullable=False),
        sa.Column("integrity", sa.Boolean(), nullable=False),
        sa.Column("availability", sa.Boolean(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("systems", sa.String(), nullable=True),
        sa.Column("occurred_from", sa.String(length=32), nullable=True),
        sa.Column("occurred_until", sa.String(length=32), nullable=True),
        sa.Column("occurred_estimated", sa.Boolean(), nullable=False),
        sa.Column("discovered_at", sa.String(length=32), nullable=True),
        sa.Column("aware_at", sa.String(length=32), nullable=False),
        sa.Column("discovered_by", sa.String(), nullable=True),
        sa.Column("reported_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("data", sa.Text(), nullable=True),
        sa.Column("identity_codes", sa.Boolean(), nullable=False),
        sa.Column("special_data", sa.Boolean(), nullable=False),
        sa.Column("groups", sa.String(), nullable=True),
        sa.Column("persons_least", sa.Integer(), nullable=True),
        sa.Column("persons_most", sa.Integer(), nullable=True),
        sa.Column("records_number", sa.Integer(), nullable=True),
        sa.Column("countries", sa.String(), nullable=True),
        sa.Column("encrypted", sa.Boolean(), nullable=False),
        sa.Column("consequences", sa.Text(), nullable=True),
        sa.Column("risk", sa.String(), nullable=True),
        sa.Column("risk_reasoning", sa.Text(), nullable=True),
        sa.Column("measures_before", sa.Text(), nullable=True),
        sa.Column("measures_taken", sa.Text(), nullable=True),
        sa.Column("measures_planned", sa.Text(), nullable=True),
        sa.Column("case_number", sa.String(), nullable=True),
        sa.Column("delay_reason", sa.Text(), nullable=True),
        sa.Column("not_reported_reason", sa.Text(), nullable=True),
        sa.Column("advice", sa.Text(), nullable=True),
        sa.Column("contact", sa.String(), nullable=True),
        sa.Column("not_told_ground", sa.String(), nullable=True),
        sa.Column("not_told_reason", sa.Text(), nullable=True),
        sa.Column("other_notices", sa.Text(), nullable=True),
        sa.Column("lessons", sa.Text(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("approved_by", sa.String(), nullable=True),
        sa.Column("categories", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["reported_by_id"], ["recipient.id"], name=op.f("fk_breach_reported_by_id_recipient")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breach")),
        sa.UniqueConstraint("number", name=op.f("uq_breach_number")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("breach", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_breach_reported_by_id"), ["reported_by_id"], unique=False)

    op.create_table(
        "disclosure",
        sa.Column("disclosed_on", sa.Date(), nullable=False),
        sa.Column("recipient_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("ground", sa.String(), nullable=False),
        sa.Column("section", sa.String(), nullable=True),
        sa.Column("reference", sa.String(), nullable=True),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("categories", sa.Text(), nullable=False),
        sa.Column("number_of_persons", sa.Integer(), nullable=False),
        sa.Column("everyone_up_to", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("log_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_disclosure_customer_id_customer")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_disclosure_person_id_person")),
        sa.ForeignKeyConstraint(["recipient_id"], ["recipient.id"], name=op.f("fk_disclosure_recipient_id_recipient")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_disclosure_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disclosure")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("disclosure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_disclosure_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_disclosure_disclosed_on"), ["disclosed_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_disclosure_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_disclosure_recipient_id"), ["recipient_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_disclosure_user_id"), ["user_id"], unique=False)

    op.create_table(
        "transfer",
        sa.Column("recipient_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=True),
        sa.Column("mechanism", sa.String(), nullable=True),
        sa.Column("reference", sa.String(), nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["recipient_id"], ["recipient.id"], name=op.f("fk_transfer_recipient_id_recipient")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("transfer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_transfer_recipient_id"), ["recipient_id"], unique=False)

    op.create_table(
        "breach_notice",
        sa.Column("breach_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["breach_id"], ["breach.id"], name=op.f("fk_breach_notice_breach_id_breach")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_breach_notice_customer_id_customer")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_breach_notice_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breach_notice")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("breach_notice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_breach_notice_breach_id"), ["breach_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_breach_notice_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_breach_notice_person_id"), ["person_id"], unique=False)

    op.create_table(
        "breach_person",
        sa.Column("breach_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["breach_id"], ["breach.id"], name=op.f("fk_breach_person_breach_id_breach"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_breach_person_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("breach_id", "person_id", name=op.f("pk_breach_person")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("breach_person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_breach_person_person_id"), ["person_id"], unique=False)

    op.create_table(
        "breach_report",
        sa.Column("phase", sa.String(), nullable=False),
        sa.Column("sent_at", sa.String(length=32), nullable=False),
        sa.Column("sent_by", sa.String(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("breach_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["breach_id"], ["breach.id"], name=op.f("fk_breach_report_breach_id_breach")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breach_report")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("breach_report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_breach_report_breach_id"), ["breach_id"], unique=False)

    op.create_table(
        "disclosure_person",
        sa.Column("disclosure_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["disclosure_id"],
            ["disclosure.id"],
            name=op.f("fk_disclosure_person_disclosure_id_disclosure"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_disclosure_person_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("disclosure_id", "person_id", name=op.f("pk_disclosure_person")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("disclosure_person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_disclosure_person_person_id"), ["person_id"], unique=False)

    op.create_table(
        "registration_request",
        sa.Column("received_at", sa.String(length=32), nullable=False),
        sa.Column("requester", sa.String(), nullable=False),
        sa.Column("domain_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_at", sa.String(length=32), nullable=True),
        sa.Column("answer_reason", sa.Text(), nullable=True),
        sa.Column("disclosure_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["disclosure_id"], ["disclosure.id"], name=op.f("fk_registration_request_disclosure_id_disclosure")
        ),
        sa.ForeignKeyConstraint(
            ["domain_id"], ["domain_name.id"], name=op.f("fk_registration_request_domain_id_domain_name")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_request")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("registration_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_registration_request_disclosure_id"), ["disclosure_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_registration_request_domain_id"), ["domain_id"], unique=False)

    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("disclosure_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(
            sa.Column("recipient_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(sa.Column("breach_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.create_index(batch_op.f("ix_attachment_breach_id"), ["breach_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attachment_disclosure_id"), ["disclosure_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attachment_recipient_id"), ["recipient_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_attachment_recipient_id_recipient"), "recipient", ["recipient_id"], ["id"]
        )
        batch_op.create_foreign_key(batch_op.f("fk_attachment_breach_id_breach"), "breach", ["breach_id"], ["id"])
        batch_op.create_foreign_key(
            batch_op.f("fk_attachment_disclosure_id_disclosure"), "disclosure", ["disclosure_id"], ["id"]
        )

    limit = sa.table("notice_limit", *(sa.column(name) for name in ("since", "hours", "ground", "version")))
    first = {"since": dt.date(2018, 5, 25).isoformat(), "hours": 72, "ground": "GDPR 33 artiklan 1 kohta", "version": 1}
    op.execute(limit.insert().values(**first))
