"""The tables of the registration journal."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text()),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("activity", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("service", sa.Text()),
        sa.Column("unit", sa.Text()),
        sa.Column("village", sa.Text()),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("official", sa.Text(), nullable=False),
        sa.Column("ticket", sa.Text()),
        sa.Column("ticket_day", sa.Date()),
        sa.Column("code", sa.Text()),
        sa.Column("checklist", sa.JSON(), nullable=False),
        sa.Column("about", sa.Integer()),
        sa.Column("due", sa.Date()),
        sa.Column("hand_over_by", sa.Date()),
        sa.Column("handed_over_at", sa.DateTime(timezone=True)),
        sa.Column("ready_at", sa.DateTime(timezone=True)),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        sa.Column("closed_by", sa.Text()),
        sa.Column("without_receipt", sa.Text()),
        sa.ForeignKeyConstraint(["about"], ["entry.id"], name="fk_entry_about"),
        sa.PrimaryKeyConstraint("id", name="pk_entry"),
        sa.UniqueConstraint("code", name="uq_entry_code"),
        sa.UniqueConstraint("key", name="uq_entry_key"),
        sa.UniqueConstraint("year", "n", name="uq_entry_year_n"),
    )
    op.create_index("ix_entry_about", "entry", ["about"])
    op.create_index("ix_entry_day", "entry", ["day"])
    op.create_index("ix_entry_service", "entry", ["service", "day"])
    op.create_index("ix_entry_state", "entry", ["state", "due"])
    op.create_table(
        "handover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("given_by", sa.Text(), nullable=False),
        sa.Column("taken_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_handover"),
    )
    op.create_index("ix_handover_day", "handover", ["day", "unit"])
    op.create_table(
        "register",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", name="pk_register"),
    )
    op.create_table(
        "applicant",
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Boolean(), nullable=False),
        sa.Column("representative", sa.Text()),
        sa.Column("phone", sa.Text()),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["entry.id"], name="fk_applicant_entry", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("entry", name="pk_applicant"),
    )
    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("needed", sa.Integer()),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("pieces", sa.Integer(), nullable=False),
        sa.Column("kept", sa.Text(), nullable=False),
        sa.Column("result", sa.Boolean(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text()),
        sa.ForeignKeyConstraint(["entry"], ["entry.id"], name="fk_document_entry", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_document"),
    )
    op.create_index("ix_document_entry", "document", ["entry"])
    op.create_table(
        "need",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry", sa.Integer()),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("village", sa.Text()),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("gender", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("addressee", sa.Text()),
        sa.Column("passed_on", sa.Date()),
        sa.Column("answer", sa.Text()),
        sa.Column("answered_on", sa.Date()),
        sa.ForeignKeyConstraint(["entry"], ["entry.id"], name="fk_need_entry", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_need"),
    )
    op.create_index("ix_need_day", "need", ["day"])
    op.create_index("ix_need_entry", "need", ["entry"])
    op.create_table(
        "object_visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("planned", sa.Date(), nullable=False),
        sa.Column("object", sa.Text(), nullable=False),
        sa.Column("participants", sa.Text(), nullable=False),
        sa.Column("done_on", sa.Date()),
        sa.Column("result", sa.Text()),
        sa.ForeignKeyConstraint(["entry"], ["entry.id"], name="fk_object_visit_entry", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_object_visit"),
    )
    op.create_index("ix_object_visit_entry", "object_visit", ["entry"])
    op.create_table(
        "refusal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Text()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("next", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["entry.id"], name="fk_refusal_entry", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_refusal"),
    )
    op.create_index("ix_refusal_entry", "refusal", ["entry"])
    op.create_table(
        "statement",
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("addressee", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text()),
        sa.ForeignKeyConstraint(["entry"], ["entry.id"], name="fk_statement_entry", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("entry", name="pk_statement"),
    )
    op.create_table(
        "step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_by", sa.Text(), nullable=False),
        sa.Column("due", sa.Date()),
        sa.Column("handover", sa.Integer()),
        sa.Column("back_at", sa.DateTime(timezone=True)),
        sa.Column("back_by", sa.Text()),
        sa.Column("outcome", sa.Text()),
        sa.Column("note", sa.Text()),
        sa.ForeignKeyConstraint(["entry"], ["entry.id"], name="fk_step_entry", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["handover"], ["handover.id"], name="fk_step_handover"),
        sa.PrimaryKeyConstraint("id", name="pk_step"),
    )
    op.create_index("ix_step_entry", "step", ["entry"])
    op.create_index("ix_step_handover", "step", ["handover"])
    op.create_index("ix_step_open", "step", ["back_at", "due"])
    op.create_table(
        "move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text()),
        sa.Column("person", sa.Text()),
        sa.Column("handover", sa.Integer()),
        sa.ForeignKeyConstraint(["document"], ["document.id"], name="fk_move_document", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["handover"], ["handover.id"], name="fk_move_handover"),
        sa.PrimaryKeyConstraint("id", name="pk_move"),
    )
    op.create_index("ix_move_document", "move", ["document"])
    op.create_index("ix_move_handover", "move", ["handover"])
