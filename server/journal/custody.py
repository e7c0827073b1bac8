"""Where each paper is, from the applicant's hand back into it (R077, R081–R087).

A document is at exactly one place. Every move goes through `_move`, which takes it from where it is known to be.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select, update

from config.schema import Service
from core.record import record
from core.words import Language
from server.journal.forms import Annulment, Back, GiveBack, Issue, NewDocument, NewHandOver, NewStep, Results
from server.journal.rules import Act
from server.journal.tables import document, entry, handover, move, step
from server.journal.words import EntryKind, EntryState, No, NotDone, PaperForm, Place, StepOutcome

AT_WORK = (EntryState.RECEIVED, EntryState.HANDED_OVER)


@record
class At:
    """A place: the centre, the applicant, or a body, which has a name."""

    place: Place
    unit: str | None = None


CENTRE, APPLICANT = At(Place.CENTRE), At(Place.APPLICANT)


def row_of(c: Connection, number: str, field: str = "") -> Row[Any]:
    """The entry, nobody else changing it meanwhile. Raises NotDone."""
    year, _, n = number.partition("/")
    wanted = select(entry).where(entry.c.year == int(year), entry.c.n == int(n)).with_for_update()
    found = c.execute(wanted).first()
    if found is None:
        raise NotDone(No.WRONG_FIELD if field else No.NO_SUCH_ENTRY, field)
    return found


def id_of(c: Connection, number: str, field: str = "") -> int:
    return int(row_of(c, number, field).id)


def in_state(row: Row[Any], *states: EntryState) -> Row[Any]:
    if row.state not in states:
        raise NotDone(No.WRONG_STATE)
    return row


def named(documents: Sequence[NewDocument], service: Service | None, language: str) -> list[NewDocument]:
    """Each with a name: its own, or the one of the service's list in the applicant's language. Raises NotDone."""
    needs = service.documents if service else ()
    done = []
    for paper in documents:
        if paper.needed is not None and paper.needed >= len(needs):
            raise NotDone(No.WRONG_FIELD, "documents.needed")
        if not paper.name and paper.needed is None:
            raise NotDone(No.WRONG_FIELD, "documents.name")
        name = paper.name or getattr(needs[paper.needed or 0].name, language)
        done.append(replace(paper, name=name))
    return done


def receive(c: Connection, found: int, papers: Iterable[NewDocument], act: Act, *, result: bool = False) -> None:
    """Papers come into the centre; those only shown are with the applicant again."""
    for paper in papers:
        at = APPLICANT if paper.shown else CENTRE
        row = {
            "entry": found,
            "name": paper.name,
            "needed": paper.needed,
            "form": paper.form,
            "pieces": paper.count,
            "kept": "" if paper.shown else paper.kept,
            "result": result,
            "place": at.place,
            "unit": at.unit,
        }
        made: int = c.execute(insert(document).values(row).returning(document.c.id)).scalar_one()
        c.execute(insert(move).values(document=made, at=act.at, by=act.by, place=at.place, unit=at.unit))


def bring(c: Connection, number: str, paper: NewDocument, act: Act) -> None:
    """One more paper was brought for an entry that is being worked on. Raises NotDone."""
    row = in_state(row_of(c, number), *AT_WORK)
    service = act.rules.services.get(row.service)
    receive(c, row.id, named([paper], service, Language(row.language)), act)


def hand_over(c: Connection, new: NewHandOver, act: Act) -> int:
    """Papers of some entries go to a body, all or none; the id of the hand-over list. Raises NotDone."""
    act.rules.check_unit(new.unit)
    values = {"unit": new.unit, "at": act.at, "day": act.day, "given_by": act.by, "taken_by": new.taken_by}
    made: int = c.execute(insert(handover).values(values).returning(handover.c.id)).scalar_one()
    seen = set()
    for line in new.entries:
        row = in_state(row_of(c, line.number, "entries.number"), *AT_WORK)
        if row.id in seen:
            raise NotDone(No.WRONG_FIELD, "entries.number")
        seen.add(row.id)
        papers = _at(c, row.id, CENTRE) if line.documents is None else line.documents
        if not papers and _asked(c, row.id, new.unit):
            raise NotDone(No.ALREADY_THERE, "entries.number")
        _move(c, row.id, papers, (CENTRE, At(Place.BODY, new.unit)), act, handover=made)
        _ask(c, row, NewStep(new.unit, line.what, line.due), act, handover=made)
    return made


def ask(c: Connection, number: str, new: NewStep, act: Act) -> None:
    """A body is asked for something, without the citizen and without papers (R084). Raises NotDone.

    Papers that are at the centre still have to go where they had to.
    """
    act.rules.check_unit(new.unit)
    _ask(c, in_state(row_of(c, number), *AT_WORK), new, act, handover=None)


def _ask(c: Connection, row: Row[Any], new: NewStep, act: Act, handover: int | None) -> None:
    """What it has to do and by when, unless said, is its part in the service (R085), or all of it."""
    stop = act.rules.stop(row.service, new.unit)
    term = act.rules.calendar.due(stop.term, act.at) if stop and stop.term else row.due
    what = new.what or (getattr(stop.what, row.language) if stop else "")
    values = {"unit": new.unit, "what": what, "due": new.due or term, "handover": handover}
    c.execute(insert(step).values(entry=row.id, sent_at=act.at, sent_by=act.by, **values))
    if handover is not None or not _has_papers(c, row.id):
        _set(c, row.id, state=EntryState.HANDED_OVER, handed_over_at=row.handed_over_at or act.at)


def take_back(c: Connection, number: str, back: Back, act: Act) -> str:
    """A body is done: its papers come back, and its part, the result, or a refusal. Which body. Raises NotDone.

    An entry that has ended meanwhile still gets its papers back, with the outcome `done`.
    """
    row = row_of(c, number)
    asked = c.execute(select(step).where(step.c.id == back.step, step.c.entry == row.id)).first()
    if asked is None:
        raise NotDone(No.WRONG_FIELD, "step")
    if asked.back_at is not None:
        raise NotDone(No.STEP_CLOSED)
    if (back.refusal is not None) != (back.outcome is StepOutcome.REFUSED):
        raise NotDone(No.WRONG_FIELD, "refusal")
    if back.outcome is not StepOutcome.DONE and (row.kind != EntryKind.SERVICE or row.state not in AT_WORK):
        raise NotDone(No.WRONG_STATE)
    there = At(Place.BODY, asked.unit)
    papers = _at(c, row.id, there) if back.documents is None else back.documents
    _move(c, row.id, papers, (there, CENTRE), act)
    receive(c, row.id, named(back.results, None, row.language), act, result=True)
    c.execute(
        update(step)
        .where(step.c.id == back.step)
        .values(back_at=act.at, back_by=act.by, outcome=back.outcome, note=back.note)
    )
    if row.state in AT_WORK:
        _after(c, row, back.outcome, act)
    return str(asked.unit)


def _after(c: Connection, row: Row[Any], outcome: StepOutcome, act: Act) -> None:
    match outcome:
        case StepOutcome.READY:
            _set(c, row.id, state=EntryState.READY, ready_at=act.at)
        case StepOutcome.REFUSED:
            _set(c, row.id, state=EntryState.REFUSED, closed_at=act.at, closed_by=act.by)
        case StepOutcome.DONE:
            at_work = _turns(c, row.id).where(step.c.back_at.is_(None))
            if row.state == EntryState.HANDED_OVER and c.execute(at_work.limit(1)).first() is None:
                _go_on(c, row, act)


def _has_papers(c: Connection, found: int) -> bool:
    """Whether papers were handed in for it, and not only shown."""
    came = select(document.c.id).join(move).where(move.c.place == Place.CENTRE, ~document.c.result)
    return c.execute(came.where(document.c.entry == found).limit(1)).first() is not None


def _turns(c: Connection, found: int) -> Select[Any]:
    """The bodies that had or have it in hand: the papers went there. Where there are none, whoever was asked."""
    units = select(step.c.unit).where(step.c.entry == found)
    return units.where(step.c.handover.is_not(None)) if _has_papers(c, found) else units


def _asked(c: Connection, found: int, unit: str | None = None) -> bool:
    """Whether a body, or this one, has not answered yet."""
    unanswered = select(step.c.id).where(step.c.entry == found, step.c.back_at.is_(None))
    if unit is not None:
        unanswered = unanswered.where(step.c.unit == unit)
    return c.execute(unanswered.limit(1)).first() is not None


def _go_on(c: Connection, row: Row[Any], act: Act) -> None:
    """All is at the centre again: the next body of the service has it by the next working day (R081, R110)."""
    had = c.execute(_turns(c, row.id)).scalars()
    body = act.rules.next_body(row.service, had) if row.kind == EntryKind.SERVICE else None
    by = act.rules.calendar.hand_over_by(act.at) if body else None
    _set(c, row.id, state=EntryState.RECEIVED, next_unit=body, next_by=by)


def make_ready(c: Connection, number: str, made: Results, act: Act) -> None:
    """The centre itself made the result. Raises NotDone."""
    row = in_state(row_of(c, number), EntryState.RECEIVED)
    if row.kind != EntryKind.SERVICE or _asked(c, row.id):
        raise NotDone(No.WRONG_STATE)
    receive(c, row.id, named(made.results, None, row.language), act, result=True)
    _set(c, row.id, state=EntryState.READY, ready_at=act.at)


def close_refused(c: Connection, number: str, act: Act) -> int:
    """The centre refuses the documents after all; they are given back. The entry's id. Raises NotDone."""
    row = in_state(row_of(c, number), *AT_WORK)
    if row.kind != EntryKind.SERVICE:
        raise NotDone(No.WRONG_STATE)
    _set(c, row.id, state=EntryState.REFUSED, closed_at=act.at, closed_by=act.by)
    return int(row.id)


def issue(c: Connection, number: str, how: Issue, act: Act) -> None:
    """The applicant has the result, against the receipt or for a reason without it. Raises NotDone."""
    row = in_state(row_of(c, number), EntryState.READY)
    if not how.receipt and not how.without:
        raise NotDone(No.WRONG_FIELD, "receipt")
    if how.receipt and code_of(how.receipt) != row.code:
        raise NotDone(No.WRONG_RECEIPT, "receipt")
    papers = how.documents
    if papers is None:
        own = select(document.c.id).where(
            document.c.entry == row.id,
            document.c.place == Place.CENTRE,
            document.c.result | (document.c.form == PaperForm.ORIGINAL),
        )
        papers = tuple(c.execute(own).scalars())
    _move(c, row.id, papers, (CENTRE, APPLICANT), act, person=how.to)
    ended = {"closed_at": act.at, "closed_by": act.by, "without_receipt": None if how.receipt else how.without}
    _set(c, row.id, state=EntryState.ISSUED, **ended)


def give_back(c: Connection, number: str, papers: GiveBack, act: Act) -> None:
    """These papers are with the applicant again, however the entry stands. Raises NotDone."""
    _move(c, id_of(c, number), papers.documents, (CENTRE, APPLICANT), act, person=papers.to)


def annul(c: Connection, number: str, new: Annulment, act: Act) -> None:
    """It was registered by mistake: marked so, its number stays. Papers and bodies first. Raises NotDone."""
    row = in_state(row_of(c, number), *AT_WORK, EntryState.READY, EntryState.REFUSED, EntryState.ADVISED)
    elsewhere = select(document.c.id).where(document.c.entry == row.id, document.c.place != Place.APPLICANT)
    if _asked(c, row.id) or c.execute(elsewhere.limit(1)).first():
        raise NotDone(No.PAPERS_LEFT)
    _set(c, row.id, state=EntryState.ANNULLED, annulled=new.why, closed_at=act.at, closed_by=act.by)


def code_of(typed: str) -> str:
    """The code of a receipt as it is kept, however it was typed: `26000174821` is `26-00017-4821`."""
    digits = "".join(letter for letter in typed if letter.isascii() and letter.isdigit())
    return f"{digits[:2]}-{digits[2:-4]}-{digits[-4:]}" if len(digits) > 6 else digits


def _at(c: Connection, found: int, at: At) -> tuple[int, ...]:
    here = select(document.c.id).where(document.c.entry == found, document.c.place == at.place)
    return tuple(
        c.execute(here.where(document.c.unit.is_(at.unit) if at.unit is None else document.c.unit == at.unit)).scalars()
    )


def _move(
    c: Connection,
    found: int,
    papers: Iterable[int],
    way: tuple[At, At],
    act: Act,
    *,
    handover: int | None = None,
    person: str = "",
) -> None:
    """From where they must be to where they go then. Raises NotDone when one of them is not there."""
    papers, (origin, to) = set(papers), way
    if not papers <= set(_at(c, found, origin)):
        raise NotDone(No.NOT_AT_CENTRE if origin is CENTRE else No.NOT_THERE, "documents")
    if not papers:
        return
    c.execute(update(document).where(document.c.id.in_(papers)).values(place=to.place, unit=to.unit))
    row = {
        "at": act.at,
        "by": act.by,
        "place": to.place,
        "unit": to.unit,
        "handover": handover,
        "person": person or None,
    }
    c.execute(insert(move), [{"document": paper, **row} for paper in sorted(papers)])


def _set(c: Connection, found: int, **values: object) -> None:
    c.execute(update(entry).where(entry.c.id == found).values(values))
