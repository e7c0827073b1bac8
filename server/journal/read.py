"""One entry with all that belongs to it."""

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, Row, select

from config.schema import Text
from core.words import Activity, Language
from server.journal.forms import Applicant
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
from server.journal.words import EntryKind, EntryState, Late, No, NotDone, PaperForm, Place, StatementForm, StepOutcome


def whole(c: Connection, number: str, act: Act) -> Entry:
    """Raises NotDone."""
    rules = act.rules
    year, _, n = number.partition("/")
    row = c.execute(lines(act.day).where(entry.c.year == int(year), entry.c.n == int(n))).first()
    if row is None:
        raise NotDone(No.NO_SUCH_ENTRY)
    papers = _documents(c, rules, row.id)
    return Entry(
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
        ready_at=rules.maybe_local(row.ready_at),
        closed_at=rules.maybe_local(row.closed_at),
        closed_by=row.closed_by and rules.name(row.closed_by),
        without_receipt=row.without_receipt,
        late=row.late and Late(row.late),
        applicant=_applicant(c, row.id),
        checklist=tuple(_needed(place, wanted, papers) for place, wanted in enumerate(row.checklist)),
        documents=papers,
        steps=_steps(c, rules, row.id),
        refusals=_refusals(c, rules, row.id),
        statement=_statement(c, row.id),
        visits=_visits(c, row.id),
        about=f"{row.about_year}/{row.about_n}" if row.about_year else None,
        complaints=_complaints(c, row.id),
    )


def _needed(place: int, wanted: dict[str, Any], papers: tuple[DocumentRecord, ...]) -> Needed:
    """An original where one is wanted, both where both are, anything where a copy is enough."""
    forms = {paper.form for paper in papers if paper.needed == place}
    enough = {"original": PaperForm.ORIGINAL in forms, "copy": bool(forms), "both": len(forms) == len(PaperForm)}
    return Needed(Text(**wanted["name"]), wanted["form"], enough[wanted["form"]])


def _applicant(c: Connection, found: int) -> Applicant | None:
    row = c.execute(select(applicant).where(applicant.c.entry == found)).first()
    return Applicant(row.name, row.organisation, row.representative, row.phone) if row else None


def _documents(c: Connection, rules: Rules, found: int) -> tuple[DocumentRecord, ...]:
    went: dict[int, list[DocumentMove]] = defaultdict(list)
    ways = select(move).join(document).where(document.c.entry == found).order_by(move.c.id)
    for row in c.execute(ways):
        there = DocumentMove(rules.local(row.at), rules.name(row.by), Place(row.place), row.unit, row.person)
        went[row.document].append(there)
    rows = c.execute(select(document).where(document.c.entry == found).order_by(document.c.id))
    return tuple(
        DocumentRecord(
            row.id,
            row.name,
            PaperForm(row.form),
            row.pieces,
            row.kept,
            row.needed,
            row.result,
            Place(row.place),
            row.unit,
            tuple(went[row.id]),
        )
        for row in rows
    )


def _steps(c: Connection, rules: Rules, found: int) -> tuple[StepRecord, ...]:
    def record(row: Row[Any]) -> StepRecord:
        outcome = row.outcome and StepOutcome(row.outcome)
        sent, back = rules.local(row.sent_at), rules.maybe_local(row.back_at)
        return StepRecord(row.id, row.unit, row.what, sent, rules.name(row.sent_by), row.due, back, outcome, row.note)

    return tuple(map(record, c.execute(select(step).where(step.c.entry == found).order_by(step.c.id))))


def _refusals(c: Connection, rules: Rules, found: int) -> tuple[RefusalRecord, ...]:
    rows = c.execute(select(refusal).where(refusal.c.entry == found).order_by(refusal.c.id))
    return tuple(
        RefusalRecord(row.unit, row.reason, row.text, row.next, rules.local(row.at), rules.name(row.by)) for row in rows
    )


def _statement(c: Connection, found: int) -> StatementRecord | None:
    row = c.execute(select(statement).where(statement.c.entry == found)).first()
    return StatementRecord(StatementForm(row.form), row.addressee, row.text, row.answer) if row else None


def _visits(c: Connection, found: int) -> tuple[VisitRecord, ...]:
    rows = c.execute(select(object_visit).where(object_visit.c.entry == found).order_by(object_visit.c.id))
    return tuple(
        VisitRecord(row.id, row.planned, row.object, row.participants, row.done_on, row.result) for row in rows
    )


def _complaints(c: Connection, found: int) -> tuple[str, ...]:
    rows = select(entry.c.year, entry.c.n).where(entry.c.about == found).order_by(entry.c.id)
    return tuple(f"{year}/{n}" for year, n in c.execute(rows))
