"""Why an entry was annulled, and to which body its papers go next and by when."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("entry", sa.Column("annulled", sa.Text()))
    op.add_column("entry", sa.Column("next_unit", sa.Text()))
    op.add_column("entry", sa.Column("next_by", sa.Date()))
    op.execute(
        "UPDATE entry SET next_unit = unit, next_by = hand_over_by"
        " WHERE hand_over_by IS NOT NULL AND handed_over_at IS NULL"
    )
