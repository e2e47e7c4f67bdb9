"""hold candidate sites of shared rooms."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "candidate_site",
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("row_key", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=True),
        sa.Column("period_id", sa.String(length=8), nullable=False),
        sa.Column("region_code", sa.String(length=12), nullable=False),
        sa.Column("candidate_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=True),
        sa.Column("host", sa.String(length=120), nullable=True),
        sa.Column("address", sa.String(length=200), nullable=True),
        sa.Column("lng", sa.Float(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("crs", sa.String(length=20), nullable=True),
        sa.Column("area_sqm", sa.Numeric(precision=12, scale=1), nullable=True),
        sa.Column("capacity_n", sa.Integer(), nullable=True),
        sa.Column("cost_yuan", sa.Numeric(precision=16, scale=2), nullable=True),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.submission_id"], name=op.f("fk_candidate_site_submission_id")
        ),
        sa.PrimaryKeyConstraint("submission_id", "row_key", name=op.f("pk_candidate_site")),
        comment="共享活动室备选点（存量）",
    )
    with op.batch_alter_table("candidate_site", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_candidate_site_period_id_region_code"), ["period_id", "region_code"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("candidate_site", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_candidate_site_period_id_region_code"))

    op.drop_table("candidate_site")
