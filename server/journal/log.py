"""The access log (R121): who saw or changed which record, when, in what way; never what stood in it.

A line is written in the transaction of what it tells of. No route deletes one; they age out by the retention rule.
"""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, insert, select

from server.journal.forms import LogWanted
from server.journal.records import PAGE, Log, Logged, pages_of
from server.journal.rules import Act
from server.journal.tables import access_log
from server.journal.words import Touch


def note(c: Connection, act: Act, what: Touch, number: str | None = None, records: int = 1) -> None:
    c.execute(insert(access_log).values(at=act.at, by=act.by, what=what, number=number, records=records))


def find(c: Connection, wanted: LogWanted, act: Act) -> Log:
    """The newest first."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.since:
        conditions.append(access_log.c.at >= _midnight(wanted.since, act))
    if wanted.until:
        conditions.append(access_log.c.at < _midnight(wanted.until + timedelta(days=1), act))
    if wanted.by:
        conditions.append(access_log.c.by == wanted.by)
    if wanted.number:
        conditions.append(access_log.c.number == wanted.number)
    total: int = c.execute(select(func.count()).select_from(access_log).where(*conditions)).scalar_one()
    page, pages = pages_of(total, wanted.page)
    rows = select(access_log).where(*conditions).order_by(access_log.c.id.desc()).limit(PAGE).offset((page - 1) * PAGE)
    return Log(tuple(_logged(row, act) for row in c.execute(rows)), total, page, pages)


def of_entry(c: Connection, number: str, act: Act) -> list[Logged]:
    """The oldest first."""
    rows = select(access_log).where(access_log.c.number == number).order_by(access_log.c.id)
    return [_logged(row, act) for row in c.execute(rows)]


def _logged(row: Row[Any], act: Act) -> Logged:
    return Logged(act.rules.local(row.at), act.rules.name(row.by), Touch(row.what), row.number, row.records)


def _midnight(day: date, act: Act) -> datetime:
    return datetime.combine(day, datetime.min.time(), act.rules.zone)
