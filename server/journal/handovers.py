"""Lists of what goes to the bodies: what waits, what went on which day, and each list to sign (R081–R083)."""

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from server.journal import log
from server.journal.records import HandOver, HandOverEntry, PaperLine, Waiting, WaitingFor
from server.journal.rules import Act, Rules
from server.journal.tables import applicant, document, entry, handover, move, step
from server.journal.words import EntryState, No, NotDone, PaperForm, Place, Touch


def waiting(c: Connection, act: Act) -> tuple[WaitingFor, ...]:
    """What has to go to each body next and has not, the most urgent first."""
    wanted = (
        select(entry)
        .where(entry.c.state == EntryState.RECEIVED, entry.c.next_unit.is_not(None))
        .order_by(entry.c.next_by, entry.c.id)
    )
    rows = c.execute(wanted).all()
    log.note(c, act, Touch.LIST, records=len(rows))
    here = select(document).where(document.c.place == Place.CENTRE)
    papers = _papers(c, here.join(entry).where(entry.c.id.in_(wanted.with_only_columns(entry.c.id).order_by(None))))
    bodies: dict[str, list[Waiting]] = defaultdict(list)
    for row in rows:
        is_late = row.next_by < act.day
        number = f"{row.year}/{row.n}"
        bodies[row.next_unit].append(Waiting(number, row.service, row.next_by, is_late, papers[row.id]))
    return tuple(WaitingFor(unit, tuple(lines)) for unit, lines in bodies.items())


def of_day(c: Connection, day: date, act: Act) -> tuple[HandOver, ...]:
    """The newest first."""
    rows = c.execute(select(handover).where(handover.c.day == day).order_by(handover.c.id.desc())).all()
    lists = tuple(_list(c, act.rules, row) for row in rows)
    log.note(c, act, Touch.LIST, records=sum(len(one.lines) for one in lists))
    return lists


def one(c: Connection, number: int, act: Act) -> HandOver:
    """To be looked at, which the access log tells for each entry of the list. Raises NotDone."""
    found = read(c, number, act)
    for line in found.lines:
        log.note(c, act, Touch(act.what), line.number)
    return found


def read(c: Connection, number: int, act: Act) -> HandOver:
    """Raises NotDone."""
    row = c.execute(select(handover).where(handover.c.id == number)).first()
    if row is None:
        raise NotDone(No.NO_SUCH_ENTRY)
    return _list(c, act.rules, row)


def _list(c: Connection, rules: Rules, row: Row[Any]) -> HandOver:
    went = select(document).join(move, move.c.document == document.c.id).where(move.c.handover == row.id)
    papers = _papers(c, went)
    joined = step.join(entry, entry.c.id == step.c.entry).outerjoin(applicant, applicant.c.entry == entry.c.id)
    lines = (
        select(entry.c.id, entry.c.year, entry.c.n, entry.c.service, applicant.c.name, step.c.due)
        .select_from(joined)
        .where(step.c.handover == row.id)
        .order_by(entry.c.id)
    )
    return HandOver(
        row.id,
        row.unit,
        rules.local(row.at),
        rules.name(row.given_by),
        row.taken_by,
        tuple(
            HandOverEntry(f"{line.year}/{line.n}", line.service, line.name, line.due, papers[line.id])
            for line in c.execute(lines)
        ),
    )


def _papers(c: Connection, wanted: Select[Any]) -> dict[int, tuple[PaperLine, ...]]:
    """By entry."""
    found: dict[int, tuple[PaperLine, ...]] = defaultdict(tuple)
    for row in c.execute(wanted.order_by(document.c.id)):
        found[row.entry] += (PaperLine(row.id, row.name, PaperForm(row.form), row.pieces),)
    return found
