"""Reminders, and what the outbox knows of them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """One step up."""
    op.create_table(
        "installation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installation")),
        sa.UniqueConstraint("name", name=op.f("uq_installation_name")),
    )
    op.create_table(
        "reminders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("limit_key", sa.String(length=40), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=30), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("next_at", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("said_with", sa.Integer(), nullable=True),
        sa.Column("seen_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_reminders_case_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_reminders_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminders")),
        sa.UniqueConstraint(
            "case_id",
            "limit_key",
            "event_id",
            "stage",
            "person_id",
            "due",
            name=op.f("uq_reminders_case_id_limit_key_event_id_stage_person_id_due"),
        ),
    )
    with op.batch_alter_table("reminders") as batch_op:
        batch_op.create_index(
            "ix_reminders_due",
            ["next_at"],
            unique=False,
            sqlite_where=sa.text("done_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL"),
        )
        batch_op.create_index("ix_reminders_person", ["person_id", "case_id"], unique=False)
        batch_op.create_index("ix_reminders_said", ["said_with"], unique=False)

    with op.batch_alter_table("courts") as batch_op:
        batch_op.add_column(sa.Column("reminder_days", sa.String(length=60), nullable=True))

    with op.batch_alter_table("outbox") as batch_op:
        batch_op.add_column(sa.Column("person_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("case_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("reminder_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("failing_since", sa.BigInteger(), nullable=True))
        batch_op.create_index("ix_outbox_reminder", ["reminder_id"], unique=False)
        batch_op.create_index(
            "ix_outbox_address",
            ["channel", "address", "id"],
            unique=False,
            sqlite_where=sa.text("done_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL"),
        )
        batch_op.create_index(
            "ix_outbox_case",
            ["case_id"],
            unique=False,
            sqlite_where=sa.text("done_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL"),
        )

    with op.batch_alter_table("people", recreate="never") as batch_op:
        batch_op.add_column(sa.Column("email_gone_at", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("reminder_days", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("last_to_deputy", sa.Boolean(), server_default=sa.false(), nullable=False))
