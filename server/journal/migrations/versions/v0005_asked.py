"""The keys of what pages have asked, so that a repeat is not done again."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "asked",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("made", sa.Integer()),
        sa.PrimaryKeyConstraint("key", name="pk_asked"),
    )
