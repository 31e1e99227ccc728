"""Retention rules, legal holds and destruction on record."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the database to this form."""
    op.create_table(
        "destruction",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("destroyed_on", sa.Date(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("medium", sa.String(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=True),
        sa.Column("contractor", sa.String(), nullable=True),
        sa.Column("certificate", sa.String(), nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("witness", sa.String(), nullable=True),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_destruction")),
        sa.UniqueConstraint("number", name=op.f("uq_destruction_number")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "destruction_document",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("destruction_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["destruction_id"], ["destruction.id"], name=op.f("fk_destruction_document_destruction_id_destruction")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_destruction_document")),
        sa.UniqueConstraint("destruction_id", name=op.f("uq_destruction_document_destruction_id")),
    )
    op.create_table(
        "legal_hold",
        sa.Column("ground", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("entity_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_legal_hold_customer_id_customer")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_legal_hold_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_hold")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("legal_hold", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_legal_hold_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_legal_hold_entity_entity_id"), ["entity", "entity_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_legal_hold_person_id"), ["person_id"], unique=False)

    with op.batch_alter_table("category_rule", schema=None) as batch_op:
        batch_op.add_column(sa.Column("keep_formula", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("keep_ground", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("keep_action", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("decided_on", sa.Date(), nullable=True))

    with op.batch_alter_table("customer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("emptied_on", sa.Date(), nullable=True))
    op.execute(
        "UPDATE customer SET emptied_on = coalesce(until, since, '2026-01-01') "
        "WHERE person_id IS NULL AND name IN ('(poistettu)', '(borttagen)', '(removed)')"
    )

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("parted_on", sa.Date(), nullable=True))

    with op.batch_alter_table("interaction", schema=None) as batch_op:
        batch_op.add_column(sa.Column("business", sa.Boolean(), nullable=True))
    op.execute("UPDATE interaction SET business = 0")
    with op.batch_alter_table("interaction", schema=None) as batch_op:
        batch_op.alter_column("business", existing_type=sa.Boolean(), nullable=False)

    with op.batch_alter_table("paper_record", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("destruction_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.create_index(batch_op.f("ix_paper_record_destruction_id"), ["destruction_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_paper_record_destruction_id_destruction"), "destruction", ["destruction_id"], ["id"]
        )
    _put_destructions_on_record()
    with op.batch_alter_table("paper_record", schema=None) as batch_op:
        batch_op.drop_column("destroyed_how")


def _put_destructions_on_record() -> None:
    """Turn the words on how each paper was destroyed into a record of its own."""
    op.get_bind().exec_driver_sql(
        "INSERT INTO destruction (number, destroyed_on, what, medium, method, level, by, lines, version) "
        "SELECT 'HP-' || substr(destroyed_on, 1, 4) || '-P' || id, destroyed_on, 'paperi', 'P', destroyed_how, "
        "CASE WHEN instr(destroyed_how, 'P-') > 0 THEN substr(destroyed_how, instr(destroyed_how, 'P-'), 3) END, "
        '\'(ei kirjattu)\', \'[{"code":"paper","count":1}]\', 1 FROM paper_record WHERE destroyed_on IS NOT NULL '
        "AND destroyed_how IS NOT NULL"
    )
    op.execute(
        "UPDATE paper_record SET destruction_id = (SELECT d.id FROM destruction d WHERE d.number = "
        "'HP-' || substr(paper_record.destroyed_on, 1, 4) || '-P' || paper_record.id)"
    )
