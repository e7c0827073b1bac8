"""The evaluation sheets."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

RATED = ("result", "hours", "rooms", "queue", "time", "skill", "care", "whole", "information")


def upgrade() -> None:
    op.create_table(
        "sheet",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("variant", sa.Text(), nullable=False),
        sa.Column("visited", sa.Date(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("service", sa.Text()),
        sa.Column("desk", sa.Integer()),
        sa.Column("age", sa.Text()),
        sa.Column("sex", sa.Text()),
        sa.Column("limited", sa.Boolean()),
        *(sa.Column(name, sa.Text()) for name in RATED),
        sa.Column("unjustified", sa.Boolean()),
        sa.Column("which", sa.JSON(), nullable=False),
        sa.Column("corruption", sa.Boolean()),
        sa.Column("corruption_words", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_sheet"),
    )
    op.create_index("ix_sheet_visited", "sheet", ["visited"])
