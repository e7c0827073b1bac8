"""Finding entries: by number, receipt, name, service, dates, state; and what is late."""

import re
from datetime import date

from sqlalchemy import (
    Case,
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    case,
    exists,
    func,
    literal,
    or_,
    select,
)

from config.order import fold
from core.words import Activity
from server.journal import log
from server.journal.custody import code_of
from server.journal.forms import Wanted
from server.journal.reach import within
from server.journal.records import PAGE, Complaints, EntryLine, EntryPage, Overdue, ReceiptState, pages_of
from server.journal.rules import Act, Rules
from server.journal.sealed_columns import has_phone, has_word
from server.journal.tables import applicant, document, entry, step
from server.journal.words import EntryKind, EntryState, Late, Touch

READY_MAX = 12
NUMBER_DIGITS_MAX = 5
"""Of a number without its year; more digits are a telephone."""
NUMBER = re.compile(r"(\d{4})\s*/\s*(\d{1,7})")
CODE = re.compile(r"\d{2}[- ]?\d{5,7}[- ]?\d{4}")
PHONE = re.compile(r"996\d{9}")
"""A whole telephone with the country's code, which may be read as a code of twelve digits too."""

about = entry.alias("about")


def find(c: Connection, wanted: Wanted, act: Act) -> EntryPage:
    """The newest first. What a line shows is fetched for the lines of the page alone."""
    known = entry.outerjoin(applicant, applicant.c.entry == entry.c.id)
    conditions = [*_conditions(c, wanted), within(act)]
    total: int = c.execute(select(func.count()).select_from(known).where(*conditions)).scalar_one()
    page, pages = pages_of(total, wanted.page)
    ids = select(entry.c.id).select_from(known).where(*conditions).order_by(entry.c.id.desc())
    here = c.execute(ids.limit(PAGE).offset((page - 1) * PAGE)).scalars().all()
    rows = c.execute(lines(act.day).where(entry.c.id.in_(here)).order_by(entry.c.id.desc()))
    found = tuple(_line(act.rules, row) for row in rows)
    log.note(c, act, Touch.LIST, records=len(found))
    return EntryPage(found, total, page, pages)


def overdue(c: Connection, act: Act) -> Overdue:
    """The oldest first."""

    def late(what: Late) -> tuple[EntryLine, ...]:
        first = entry.c.next_by if what is Late.HAND_OVER else entry.c.due
        rows = lines(act.day).where(_is_late(what, act.day), within(act)).order_by(first, entry.c.id)
        return tuple(_line(act.rules, row) for row in c.execute(rows))

    lists = {what: late(what) for what in Late}
    log.note(c, act, Touch.LIST, records=sum(map(len, lists.values())))
    return Overdue(**{what.value: found for what, found in lists.items()})


def complaints(c: Connection, act: Act) -> Complaints:
    """Of this year."""
    own = (entry.c.kind == EntryKind.COMPLAINT, entry.c.year == act.day.year, entry.c.state != EntryState.ANNULLED)

    def count(*more: ColumnElement[bool]) -> int:
        return int(c.execute(select(func.count()).select_from(entry).where(*own, *more)).scalar_one())

    answered = count(entry.c.state == EntryState.ANSWERED)
    return Complaints(act.day.year, count(), answered, count(_is_late(Late.ANSWER, act.day)))


def ready(c: Connection) -> tuple[str, ...]:
    """The numbers of the papers that can be fetched, the newest first (R090)."""
    rows = select(entry.c.year, entry.c.n).where(entry.c.state == EntryState.READY)
    return tuple(f"{year}/{n}" for year, n in c.execute(rows.order_by(entry.c.ready_at.desc()).limit(READY_MAX)))


def receipt(c: Connection, code: str) -> ReceiptState | None:
    row = c.execute(select(entry).where(entry.c.code == code_of(code))).first()
    if row is None:
        return None
    at_work = select(step.c.unit).where(step.c.entry == row.id, step.c.back_at.is_(None)).order_by(step.c.id.desc())
    where: str | None = c.execute(at_work.limit(1)).scalar()
    return ReceiptState(f"{row.year}/{row.n}", row.service, EntryState(row.state), row.due, where)


def lines(today: date) -> Select[tuple[object, ...]]:
    """One row an entry, as a list shows it."""
    papers = select(func.count()).where(document.c.entry == entry.c.id).scalar_subquery()
    joined = entry.outerjoin(applicant, applicant.c.entry == entry.c.id).outerjoin(about, about.c.id == entry.c.about)
    return select(
        entry,
        applicant.c.name,
        papers.label("papers"),
        late(today).label("late"),
        about.c.year.label("about_year"),
        about.c.n.label("about_n"),
    ).select_from(joined)


def late(today: date) -> Case[str]:
    """What is late about an entry, as SQL: of two things the one the applicant waits for."""
    order = (Late.RESULT, Late.BODY, Late.HAND_OVER, Late.ANSWER)
    return case(*((_is_late(what, today), literal(what.value)) for what in order))


def _is_late(what: Late, today: date) -> ColumnElement[bool]:
    """R081: to each body by the next working day. R085: the body's part and the result by their terms.

    Complaints and appeals by theirs.
    """
    at_work = entry.c.state.in_((EntryState.RECEIVED, EntryState.HANDED_OVER))
    match what:
        case Late.HAND_OVER:
            return and_(entry.c.state == EntryState.RECEIVED, entry.c.next_by < today)
        case Late.BODY:
            asked = exists().where(step.c.entry == entry.c.id, step.c.back_at.is_(None), step.c.due < today)
            return and_(at_work, asked)
        case Late.RESULT:
            return and_(at_work, entry.c.kind == EntryKind.SERVICE, entry.c.due < today)
        case Late.ANSWER:
            return and_(at_work, entry.c.kind.in_((EntryKind.APPEAL, EntryKind.COMPLAINT)), entry.c.due < today)


def _conditions(c: Connection, wanted: Wanted) -> list[ColumnElement[bool]]:
    equal = {
        entry.c.kind: wanted.kind,
        entry.c.state: wanted.state,
        entry.c.activity: wanted.activity,
        entry.c.service: wanted.service,
        entry.c.unit: wanted.unit,
    }
    found = [column == value for column, value in equal.items() if value is not None]
    if wanted.since:
        found.append(entry.c.day >= wanted.since)
    if wanted.until:
        found.append(entry.c.day <= wanted.until)
    return [*found, *_of_text(c, wanted.text.strip())]


def _of_text(c: Connection, text: str) -> list[ColumnElement[bool]]:
    if number := NUMBER.fullmatch(text):
        return [entry.c.year == int(number[1]), entry.c.n == int(number[2])]
    digits = re.sub(r"[^0-9]", "", text)
    if CODE.fullmatch(text):
        code = entry.c.code == code_of(text)
        phone = has_phone(c, applicant.c.folded, applicant.c.phone, digits)
        return [or_(code, phone) if PHONE.fullmatch(digits) else code]
    if digits and not re.search(r"[^\W0-9_]", text):
        is_phone = len(digits) > NUMBER_DIGITS_MAX
        return [has_phone(c, applicant.c.folded, applicant.c.phone, digits) if is_phone else entry.c.n == int(digits)]
    return [has_word(c, applicant.c.folded, word) for word in fold(text).split()]


def _line(rules: Rules, row: Row[tuple[object, ...]]) -> EntryLine:
    return EntryLine(
        number=f"{row.year}/{row.n}",
        at=rules.local(row.at),
        kind=EntryKind(row.kind),
        activity=Activity(row.activity),
        state=EntryState(row.state),
        service=row.service,
        unit=row.unit,
        village=row.village,
        name=row.name,
        official=rules.name(row.official),
        due=row.due,
        hand_over_by=row.hand_over_by,
        late=row.late and Late(row.late),
        documents=row.papers,
        about=f"{row.about_year}/{row.about_n}" if row.about_year else None,
    )
