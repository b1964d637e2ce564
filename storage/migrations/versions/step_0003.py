"""Indexes for the cases of whoever owns them, stands in or judges."""

from collections.abc import Sequence

from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """One step up."""
    op.drop_index("ix_cases_owner_id_closed_next_due_id", "cases")
    for part in ("owner_id", "deputy_id", "judge_id"):
        columns = [part, "court_id", "closed", "next_due", "id"]
        op.create_index(f"ix_cases_{'_'.join(columns)}", "cases", columns)
