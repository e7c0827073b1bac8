"""The whole journal in open formats: every entry as JSON, and one line an entry as CSV (docs/journal.md)."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select

from server.journal import handovers, log, needs, read
from server.journal.records import Entry, HandOver, Need
from server.journal.rules import Act
from server.journal.tables import entry, handover, need

CHUNK = 500
"""Entries of one piece of work: between two of them others have their turn."""
FORMULA = re.compile(r"[=@\t\r]|[+-](?!\d+$)")
"""What a spreadsheet would take for a formula."""
COLUMNS = (
    *("number", "registered_at", "kind", "activity", "state", "service", "unit", "village"),
    *("applicant", "organisation", "representative", "phone", "official", "ticket", "ticket_day"),
    *("documents", "due", "hand_over_by", "handed_over_at", "ready_at", "closed_at", "closed_by"),
    *("refusal", "about", "complaints", "annulled"),
)


def entries_after(c: Connection, last: int, act: Act) -> tuple[int | None, list[Entry]]:
    """(where the next chunk begins, or None behind the last; the entries of this one)."""
    ids = list(c.execute(select(entry.c.id).where(entry.c.id > last).order_by(entry.c.id).limit(CHUNK)).scalars())
    log.note(c, act, log.Touch.EXPORT, records=len(ids))
    return (ids[-1] if len(ids) == CHUNK else None), read.many(c, ids, act)


def hand_overs_after(c: Connection, last: int, act: Act) -> tuple[int | None, list[HandOver]]:
    wanted = select(handover.c.id).where(handover.c.id > last).order_by(handover.c.id).limit(CHUNK)
    ids = list(c.execute(wanted).scalars())
    return (ids[-1] if len(ids) == CHUNK else None), [handovers.read(c, number, act) for number in ids]


def needs_after(c: Connection, last: int, act: Act) -> tuple[int | None, list[Need]]:
    wanted = select(need.c.id).where(need.c.id > last).order_by(need.c.id).limit(CHUNK)
    ids = list(c.execute(wanted).scalars())
    return (ids[-1] if len(ids) == CHUNK else None), [needs.one(c, number, act) for number in ids]


def csv_of(rows: Iterable[Sequence[object]]) -> bytes:
    """UTF-8 by RFC 4180; what looks like a formula begins with an apostrophe."""
    text = io.StringIO()
    csv.writer(text).writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode()


def row_of(one: Entry) -> tuple[object, ...]:
    """In the order of COLUMNS."""
    who = one.applicant
    return (
        *(one.number, one.at.isoformat(), one.kind, one.activity, one.state, one.service, one.unit, one.village),
        *((who.name, who.organisation, who.representative, who.phone) if who else (None,) * 4),
        *(one.official, one.ticket, one.ticket_day),
        "; ".join(
            f"{paper.name} ({paper.form}, {paper.count}): {paper.unit or paper.place}" for paper in one.documents
        ),
        *(one.due, one.hand_over_by),
        *(moment and moment.isoformat() for moment in (one.handed_over_at, one.ready_at, one.closed_at)),
        one.closed_by,
        "; ".join(f"{refusal.reason}: {refusal.text}" for refusal in one.refusals),
        one.about,
        " ".join(one.complaints),
        one.annulled,
    )


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if FORMULA.match(text) else text
