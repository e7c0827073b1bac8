"""Deletion by rule: some years after an entry was closed nothing personal is left of it (R121).

The entry itself stays, with its number, service, dates and how it ended, for the row has no gaps and figures need no
names. How many years is the centre's rule, by the kind (`[journal]` of its content).
"""

from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection, delete, select, update

from server.journal import log
from server.journal.rules import Act
from server.journal.tables import (
    access_log,
    applicant,
    asked,
    document,
    entry,
    handover,
    need,
    object_visit,
    refusal,
    sheet,
    statement,
    step,
)
from server.journal.words import EntryKind, Touch

CHUNK = 500
KEYS_LAST = timedelta(days=7)
"""No page asks again so long after."""


def forget(c: Connection, act: Act, day: date) -> dict[str, int]:
    """What the rule gives up on this `day`: how many of each kind, which is all that is told of them. Again: none."""
    terms = act.rules.content.journal
    years = {
        EntryKind.SERVICE: terms.service_years,
        EntryKind.CONSULTATION: terms.consultation_years,
        EntryKind.APPEAL: terms.appeal_years,
        EntryKind.COMPLAINT: terms.complaint_years,
    }
    told = {kind.value: _forget_entries(c, kind, before(day, amount), act) for kind, amount in years.items()}
    told["need"] = c.execute(delete(need).where(need.c.day < before(day, terms.need_years))).rowcount
    told["sheet"] = c.execute(delete(sheet).where(sheet.c.visited < before(day, terms.sheet_years))).rowcount
    c.execute(delete(asked).where(asked.c.day < day - KEYS_LAST))
    old_lists = handover.c.day < before(day, terms.service_years)
    c.execute(update(handover).where(old_lists, handover.c.taken_by != "").values(taken_by=""))
    aged = access_log.c.at < _midnight(before(day, terms.log_years), act)
    told["log"] = c.execute(delete(access_log).where(aged)).rowcount
    told = {kind: count for kind, count in told.items() if count}
    if told:
        log.note(c, act, Touch.FORGET, records=sum(told.values()))
    return told


def before(today: date, years: int) -> date:
    """The day so many years ago; of 29 February the 28th."""
    day = 28 if (today.month, today.day) == (2, 29) else today.day
    return date(today.year - years, today.month, day)


def _forget_entries(c: Connection, kind: EntryKind, day: date, act: Act) -> int:
    old = (entry.c.kind == kind, entry.c.closed_at < _midnight(day, act), entry.c.forgotten.is_(None))
    ids = list(c.execute(select(entry.c.id).where(*old)).scalars())
    for start in range(0, len(ids), CHUNK):
        some = ids[start : start + CHUNK]
        for table in (applicant, statement, document, object_visit):
            c.execute(delete(table).where(table.c.entry.in_(some)))
        c.execute(update(refusal).where(refusal.c.entry.in_(some)).values(text="", next=""))
        c.execute(update(step).where(step.c.entry.in_(some)).values(what="", note=None))
        gone = {
            "ticket": None,
            "ticket_day": None,
            "code": None,
            "without_receipt": None,
            "annulled": None,
            "forgotten": act.day,
        }
        c.execute(update(entry).where(entry.c.id.in_(some)).values(gone))
    return len(ids)


def _midnight(day: date, act: Act) -> datetime:
    return datetime.combine(day, time(), act.rules.zone)
