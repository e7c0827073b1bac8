"""The tables of the journal.

What is personal, or may be by what somebody writes, is of the type `Sealed` (server/journal/keys.py).
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

from core.sheets import Parameter
from server.journal.sealed_columns import Sealed

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
METADATA = MetaData(naming_convention=NAMES)


class Moment(TypeDecorator[datetime]):
    """An aware time; kept in UTC, so that both databases sort it alike."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        assert value.tzinfo is not None, "a time without a zone"
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value if value is None or value.tzinfo else value.replace(tzinfo=UTC)


def _of_entry(**more: Any) -> Column[int]:
    return Column("entry", ForeignKey("entry.id", ondelete="CASCADE"), nullable=False, **more)


register = Table(
    "register",
    METADATA,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
)
"""The last number of each year: it is taken in the transaction of its entry, so none is lost or repeated."""

entry = Table(
    "entry",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("year", Integer, nullable=False),
    Column("n", Integer, nullable=False),
    Column("key", Text, unique=True),
    Column("at", Moment, nullable=False),
    Column("day", Date, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("activity", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("service", Text),
    Column("unit", Text),
    Column("village", Text),
    Column("language", Text, nullable=False),
    Column("official", Text, nullable=False),
    Column("ticket", Text),
    Column("ticket_day", Date),
    Column("code", Text, unique=True),
    Column("checklist", JSON, nullable=False),
    Column("about", ForeignKey("entry.id"), index=True),
    Column("due", Date),
    Column("hand_over_by", Date),
    Column("handed_over_at", Moment),
    Column("next_unit", Text),
    Column("next_by", Date),
    Column("ready_at", Moment),
    Column("closed_at", Moment),
    Column("closed_by", Text),
    Column("without_receipt", Sealed),
    Column("annulled", Sealed),
    Column("forgotten", Date),
    UniqueConstraint("year", "n"),
    Index("ix_entry_state", "state", "due"),
    Index("ix_entry_service", "service", "day"),
    Index("ix_entry_closed_at", "closed_at"),
)
"""R073. `key` makes a repeated request the same entry; `about` is the entry a complaint is about.

`forgotten` is the day since which nothing personal is left of it (server/journal/retention.py).
`hand_over_by` and `handed_over_at` are the first time; while it is received its papers go to `next_unit` by `next_by`.
`without_receipt` says why a result was issued to somebody who had none, `annulled` why it was no entry at all.
"""

applicant = Table(
    "applicant",
    METADATA,
    _of_entry(primary_key=True),
    Column("name", Sealed, nullable=False),
    Column("organisation", Boolean, nullable=False),
    Column("representative", Sealed),
    Column("phone", Sealed),
    Column("folded", Text, nullable=False),
)
"""R008, R071. `folded` is what a name is looked for by: the name in one spelling, or digests of its parts."""

document = Table(
    "document",
    METADATA,
    Column("id", Integer, primary_key=True),
    _of_entry(index=True),
    Column("name", Sealed, nullable=False),
    Column("needed", Integer),
    Column("form", Text, nullable=False),
    Column("pieces", Integer, nullable=False),
    Column("kept", Sealed, nullable=False),
    Column("result", Boolean, nullable=False),
    Column("place", Text, nullable=False),
    Column("unit", Text),
)
"""A paper and where it is (R076, R077). `needed` is its place in the service's list; `result` one made by a body."""

handover = Table(
    "handover",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("unit", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("day", Date, nullable=False),
    Column("given_by", Text, nullable=False),
    Column("taken_by", Text, nullable=False),
    Index("ix_handover_day", "day", "unit"),
)
"""One delivery of papers to a body: who gave, who took, when (R082, R083)."""

move = Table(
    "move",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("document", ForeignKey("document.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("unit", Text),
    Column("person", Sealed),
    Column("handover", ForeignKey("handover.id"), index=True),
)
"""The way of a document: each row is where it went; the last one is where it is. `person` took it for the applicant."""

step = Table(
    "step",
    METADATA,
    Column("id", Integer, primary_key=True),
    _of_entry(index=True),
    Column("unit", Text, nullable=False),
    Column("what", Sealed, nullable=False),
    Column("sent_at", Moment, nullable=False),
    Column("sent_by", Text, nullable=False),
    Column("due", Date),
    Column("handover", ForeignKey("handover.id"), index=True),
    Column("back_at", Moment),
    Column("back_by", Text),
    Column("outcome", Text),
    Column("note", Sealed),
    Index("ix_step_open", "back_at", "due"),
)
"""What a body has to do for an entry, without the citizen (R084, R086)."""

refusal = Table(
    "refusal",
    METADATA,
    Column("id", Integer, primary_key=True),
    _of_entry(index=True),
    Column("unit", Text),
    Column("reason", Text, nullable=False),
    Column("text", Sealed, nullable=False),
    Column("next", Sealed, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
)
"""A refusal of documents, never of reception (R091–R094); `unit` is the body that refused, none for the centre."""

statement = Table(
    "statement",
    METADATA,
    _of_entry(primary_key=True),
    Column("form", Text, nullable=False),
    Column("addressee", Sealed, nullable=False),
    Column("text", Sealed, nullable=False),
    Column("answer", Sealed),
)
"""What a complaint or an appeal says, and what was answered (R096, R117)."""

need = Table(
    "need",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("entry", ForeignKey("entry.id", ondelete="SET NULL"), index=True),
    Column("at", Moment, nullable=False),
    Column("day", Date, nullable=False, index=True),
    Column("by", Text, nullable=False),
    Column("village", Text),
    Column("category", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("gender", Boolean, nullable=False),
    Column("text", Text, nullable=False),
    Column("addressee", Text),
    Column("passed_on", Date),
    Column("answer", Text),
    Column("answered_on", Date),
)
"""A need voiced by the people: of which kind, passed on to whom and when, answered how (R118, R119)."""

object_visit = Table(
    "object_visit",
    METADATA,
    Column("id", Integer, primary_key=True),
    _of_entry(index=True),
    Column("by", Text, nullable=False),
    Column("planned", Date, nullable=False),
    Column("object", Sealed, nullable=False),
    Column("participants", Sealed, nullable=False),
    Column("done_on", Date),
    Column("result", Sealed),
)
"""A joint visit to the object, for example a plot of land (R113)."""

sheet = Table(
    "sheet",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("variant", Text, nullable=False),
    Column("visited", Date, nullable=False, index=True),
    Column("language", Text, nullable=False),
    Column("service", Text),
    Column("desk", Integer),
    Column("age", Text),
    Column("sex", Text),
    Column("limited", Boolean),
    *(Column(parameter.value, Text) for parameter in Parameter),
    Column("unjustified", Boolean),
    Column("which", JSON, nullable=False),
    Column("corruption", Boolean),
    Column("corruption_words", Text, nullable=False),
    Column("comment", Text, nullable=False),
)
"""An evaluation sheet (R133–R157): no ticket, no entry, no person, no time of day."""

access_log = Table(
    "access_log",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False, index=True),
    Column("by", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("number", Text, index=True),
    Column("records", Integer, nullable=False),
)
"""Who saw or changed which record (R121). The entry's number and not its row: the line outlives what it tells of."""

asked = Table(
    "asked",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("day", Date, nullable=False),
    Column("made", Integer),
)
"""What was asked, with its key, for some days, and the row it made: asked again it is not done again (once.py)."""

sealed = Table("sealed", METADATA, Column("key", Text, primary_key=True))
"""The fingerprint of the key under which everything personal stands; no row: in the clear (server/journal/keys.py)."""
