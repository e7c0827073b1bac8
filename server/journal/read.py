"""Entries with all that belongs to them: one to look at, or many to export."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Table, select

from config.schema import Text
from core.words import Activity, Language
from server.journal import log
from server.journal.forms import Applicant
from server.journal.reach import within
from server.journal.records import (
    DocumentMove,
    DocumentRecord,
    Entry,
    Needed,
    RefusalRecord,
    StatementRecord,
    StepRecord,
    VisitRecord,
)
from server.journal.rules import Act, Rules
from server.journal.search import lines
from server.journal.tables import applicant, document, entry, move, object_visit, refusal, statement, step
from server.journal.words import (
    EntryKind,
    EntryState,
    Late,
    No,
    NotDone,
    PaperForm,
    Place,
    StatementForm,
    StepOutcome,
    Touch,
)

T = TypeVar("T")


def whole(c: Connection, number: str, act: Act) -> Entry:
    """Raises NotDone."""
    year, _, n = number.partition("/")
    own = select(entry.c.id).where(entry.c.year == int(year), entry.c.n == int(n), within(act))
    found = c.execute(own).scalar()
    if found is None:
        raise NotDone(No.NO_SUCH_ENTRY)
    log.note(c, act, Touch(act.what), number)
    (only,) = many(c, [found], act)
    return only


def many(c: Connection, ids: Sequence[int], act: Act) -> list[Entry]:
    """In the order of their numbers; one query for each table, however many entries."""
    rules = act.rules
    applicants = _of(
        c, applicant, ids, lambda row: Applicant(row.name, row.organisation, row.representative, row.phone)
    )
    papers = _documents(c, rules, ids)
    steps = _of(c, step, ids, lambda row: _step(row, rules))
    refusals = _of(c, refusal, ids, lambda row: _refusal(row, rules))
    statements = _of(c, statement, ids, _statement)
    visits = _of(c, object_visit, ids, _visit)
    complaints = _complaints(c, ids)
    rows = c.execute(lines(act.day).where(entry.c.id.in_(ids)).order_by(entry.c.id))
    return [
        Entry(
            number=f"{row.year}/{row.n}",
            at=rules.local(row.at),
            kind=EntryKind(row.kind),
            activity=Activity(row.activity),
            state=EntryState(row.state),
            service=row.service,
            unit=row.unit,
            village=row.village,
            language=Language(row.language),
            official=rules.name(row.official),
            ticket=row.ticket,
            ticket_day=row.ticket_day,
            code=row.code,
            due=row.due,
            hand_over_by=row.hand_over_by,
            handed_over_at=rules.maybe_local(row.handed_over_at),
            next_unit=row.next_unit,
            next_by=row.next_by,
            ready_at=rules.maybe_local(row.ready_at),
            closed_at=rules.maybe_local(row.closed_at),
            closed_by=row.closed_by and rules.name(row.closed_by),
            without_receipt=row.without_receipt,
            annulled=row.annulled,
            late=row.late and Late(row.late),
            applicant=_first(applicants[row.id]),
            checklist=tuple(_needed(place, wanted, papers[row.id]) for place, wanted in enumerate(row.checklist)),
            documents=papers[row.id],
            steps=steps[row.id],
            refusals=refusals[row.id],
            statement=_first(statements[row.id]),
            visits=visits[row.id],
            about=f"{row.about_year}/{row.about_n}" if row.about_year else None,
            complaints=complaints[row.id],
        )
        for row in rows
    ]


def _of(
    c: Connection, table: Table, ids: Sequence[int], record: Callable[[Row[Any]], T]
) -> defaultdict[int, tuple[T, ...]]:
    """The rows of a table by the entry they belong to, in the order they were written."""
    rows = c.execute(select(table).where(table.c.entry.in_(ids)).order_by(table.c.entry, *table.primary_key))
    return _grouped(rows, attrgetter("entry"), record)


def _grouped(
    rows: Iterable[Any], key: Callable[[Any], int], record: Callable[[Row[Any]], T]
) -> defaultdict[int, tuple[T, ...]]:
    found: defaultdict[int, tuple[T, ...]] = defaultdict(tuple)
    for which, some in groupby(rows, key):
        found[which] = tuple(map(record, some))
    return found


def _first(some: tuple[T, ...]) -> T | None:
    return some[0] if some else None


def _needed(place: int, wanted: dict[str, Any], papers: tuple[DocumentRecord, ...]) -> Needed:
    """An original where one is wanted, both where both are, anything where a copy is enough."""
    forms = {paper.form for paper in papers if paper.needed == place}
    enough = {"original": PaperForm.ORIGINAL in forms, "copy": bool(forms), "both": len(forms) == len(PaperForm)}
    return Needed(Text(**wanted["name"]), wanted["form"], enough[wanted["form"]])


def _documents(c: Connection, rules: Rules, ids: Sequence[int]) -> defaultdict[int, tuple[DocumentRecord, ...]]:
    ways = select(move).join(document).where(document.c.entry.in_(ids)).order_by(move.c.document, move.c.id)
    moves = _grouped(c.execute(ways), attrgetter("document"), lambda row: _move(row, rules))
    return _of(c, document, ids, lambda row: _document(row, moves[row.id]))


def _move(row: Row[Any], rules: Rules) -> DocumentMove:
    return DocumentMove(rules.local(row.at), rules.name(row.by), Place(row.place), row.unit, row.person)


def _document(row: Row[Any], moves: tuple[DocumentMove, ...]) -> DocumentRecord:
    return DocumentRecord(
        row.id,
        row.name,
        PaperForm(row.form),
        row.pieces,
        row.kept,
        row.needed,
        row.result,
        Place(row.place),
        row.unit,
        moves,
    )


def _step(row: Row[Any], rules: Rules) -> StepRecord:
    outcome = row.outcome and StepOutcome(row.outcome)
    sent, back = rules.local(row.sent_at), rules.maybe_local(row.back_at)
    return StepRecord(row.id, row.unit, row.what, sent, rules.name(row.sent_by), row.due, back, outcome, row.note)


def _refusal(row: Row[Any], rules: Rules) -> RefusalRecord:
    return RefusalRecord(row.unit, row.reason, row.text, row.next, rules.local(row.at), rules.name(row.by))


def _statement(row: Row[Any]) -> StatementRecord:
    return StatementRecord(StatementForm(row.form), row.addressee, row.text, row.answer)


def _visit(row: Row[Any]) -> VisitRecord:
    return VisitRecord(row.id, row.planned, row.object, row.participants, row.done_on, row.result)


def _complaints(c: Connection, ids: Sequence[int]) -> defaultdict[int, tuple[str, ...]]:
    rows = select(entry.c.about, entry.c.year, entry.c.n).where(entry.c.about.in_(ids))
    by_subject = c.execute(rows.order_by(entry.c.about, entry.c.id))
    return _grouped(by_subject, attrgetter("about"), lambda row: f"{row.year}/{row.n}")
