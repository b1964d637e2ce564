"""Walks through checklists, and courts' own forms."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """One step up."""
    op.create_table(
        "checklist_runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("checklist", sa.String(length=50), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("began_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_checklist_runs_case_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_checklist_runs_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_runs")),
    )
    with op.batch_alter_table("checklist_runs") as batch_op:
        batch_op.create_index(op.f("ix_checklist_runs_case_id"), ["case_id"], unique=False)
        batch_op.create_index(op.f("ix_checklist_runs_person_id_updated_at"), ["person_id", "updated_at"], unique=False)

    op.create_table(
        "run_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("drafted", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["run_id"], ["checklist_runs.id"], name=op.f("fk_run_answers_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run_answers")),
        sa.UniqueConstraint("run_id", "question", name=op.f("uq_run_answers_run_id_question")),
    )
    op.create_table(
        "court_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("court_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["court_id"], ["courts.id"], name=op.f("fk_court_answers_court_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_court_answers")),
        sa.UniqueConstraint("court_id", "question", name=op.f("uq_court_answers_court_id_question")),
    )
    op.create_table(
        "own_forms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("court_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(length=60), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=True),
        sa.Column("entered_at", sa.BigInteger(), nullable=False),
        sa.Column("withdrawn_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["court_id"], ["courts.id"], name=op.f("fk_own_forms_court_id")),
        sa.ForeignKeyConstraint(["entered_by"], ["people.id"], name=op.f("fk_own_forms_entered_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_forms")),
    )
    with op.batch_alter_table("own_forms") as batch_op:
        batch_op.create_index(
            op.f("ix_own_forms_court_id_form_language"), ["court_id", "form", "language"], unique=False
        )
