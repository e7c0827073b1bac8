"""The whole journal, piece by piece, for the files it is exported into (docs/journal.md)."""

from sqlalchemy import Connection, select

from server.journal import handovers, log, needs, read
from server.journal.records import Entry, HandOver, Need
from server.journal.rules import Act
from server.journal.tables import entry, handover, need
from server.journal.words import Touch

CHUNK = 500
"""Entries of one piece of work: between two of them others have their turn."""


def entries_after(c: Connection, last: int, act: Act) -> tuple[int | None, list[Entry]]:
    """(where the next chunk begins, or None behind the last; the entries of this one)."""
    ids = list(c.execute(select(entry.c.id).where(entry.c.id > last).order_by(entry.c.id).limit(CHUNK)).scalars())
    log.note(c, act, Touch.EXPORT, records=len(ids))
    return (ids[-1] if len(ids) == CHUNK else None), read.many(c, ids, act)


def hand_overs_after(c: Connection, last: int, act: Act) -> tuple[int | None, list[HandOver]]:
    wanted = select(handover.c.id).where(handover.c.id > last).order_by(handover.c.id).limit(CHUNK)
    ids = list(c.execute(wanted).scalars())
    return (ids[-1] if len(ids) == CHUNK else None), [handovers.read(c, number, act) for number in ids]


def needs_after(c: Connection, last: int, act: Act) -> tuple[int | None, list[Need]]:
    wanted = select(need.c.id).where(need.c.id > last).order_by(need.c.id).limit(CHUNK)
    ids = list(c.execute(wanted).scalars())
    return (ids[-1] if len(ids) == CHUNK else None), [needs.one(c, number, act) for number in ids]
