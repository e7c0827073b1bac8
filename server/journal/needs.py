"""Needs voiced by the people: noted, sorted, passed on to those who decide, answered (R118–R120)."""

from dataclasses import asdict

from sqlalchemy import ColumnElement, Connection, func, insert, select, update

from server.journal import custody
from server.journal.forms import NeedPassed, NeedsWanted, NewNeed
from server.journal.records import PAGE, Need, Needs, pages_of
from server.journal.rules import Act, Rules
from server.journal.tables import entry, need
from server.journal.words import Level, No, NotDone


def add(c: Connection, new: NewNeed, act: Act) -> int:
    """Its id. Raises NotDone."""
    act.rules.check_need(new.category)
    act.rules.check_village(new.village)
    values = asdict(new) | {"entry": custody.id_of(c, new.entry, "entry") if new.entry else None}
    del values["key"]
    row = insert(need).values(values | {"at": act.at, "day": act.day, "by": act.by})
    made: int = c.execute(row.returning(need.c.id)).scalar_one()
    return made


def pass_on(c: Connection, number: int, passed: NeedPassed) -> None:
    """Raises NotDone."""
    if c.execute(update(need).where(need.c.id == number).values(asdict(passed))).rowcount == 0:
        raise NotDone(No.NO_SUCH_ENTRY)


def one(c: Connection, number: int, act: Act) -> Need:
    (found,) = _read(c, act.rules, [need.c.id == number], 1)
    return found


def find(c: Connection, wanted: NeedsWanted, act: Act) -> Needs:
    """The newest first."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.since:
        conditions.append(need.c.day >= wanted.since)
    if wanted.until:
        conditions.append(need.c.day <= wanted.until)
    if wanted.category:
        conditions.append(need.c.category == wanted.category)
    if wanted.level:
        conditions.append(need.c.level == wanted.level)
    total: int = c.execute(select(func.count()).select_from(need).where(*conditions)).scalar_one()
    page, pages = pages_of(total, wanted.page)
    return Needs(_read(c, act.rules, conditions, page), total, page, pages)


def _read(c: Connection, rules: Rules, conditions: list[ColumnElement[bool]], page: int) -> tuple[Need, ...]:
    rows = (
        select(need, entry.c.year, entry.c.n)
        .outerjoin(entry, entry.c.id == need.c.entry)
        .where(*conditions)
        .order_by(need.c.id.desc())
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    return tuple(
        Need(
            row.id,
            rules.local(row.at),
            rules.name(row.by),
            f"{row.year}/{row.n}" if row.year else None,
            row.village,
            row.category,
            Level(row.level),
            row.gender,
            row.text,
            row.addressee,
            row.passed_on,
            row.answer,
            row.answered_on,
        )
        for row in c.execute(rows)
    )
