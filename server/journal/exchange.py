"""What goes to a body with its papers, and what it gives back, as files have it (R116, R177)."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from server.journal import custody, handovers, log, read, register
from server.journal.files import FORMAT, BodyResult, Dispatch, Parcel, Wrong
from server.journal.forms import Back, NewDocument, NewRefusal
from server.journal.rules import Act
from server.journal.tables import entry, step
from server.journal.words import No, NotDone, StepOutcome, Touch


def dispatch(c: Connection, number: int, act: Act) -> Dispatch:
    """Raises NotDone."""
    listed = handovers.read(c, number, act)
    asked = {
        f"{row.year}/{row.n}": row
        for row in c.execute(
            select(step.c.what, entry.c.year, entry.c.n)
            .join(entry, entry.c.id == step.c.entry)
            .where(step.c.handover == number)
        )
    }
    parcels = []
    for line in listed.lines:
        whole = read.whole(c, line.number, act)
        service = act.rules.services.get(line.service or "")
        parcels.append(
            Parcel(
                line.number,
                line.service,
                service.name if service else None,
                whole.applicant,
                whole.village,
                asked[line.number].what,
                line.due,
                line.documents,
            )
        )
    centre = act.rules.content.centre.id
    return Dispatch(FORMAT, centre, listed.id, listed.unit, listed.at, listed.given_by, listed.taken_by, tuple(parcels))


def take(
    c: Connection, unit: str, results: Sequence[tuple[int, BodyResult]], act: Act
) -> tuple[list[str], list[Wrong]]:
    """The numbers that were taken, and the faults: a line that is wrong does not hold up the rest."""
    taken: list[str] = []
    faults: list[Wrong] = []
    for line, result in results:
        try:
            with c.begin_nested():
                _take_one(c, unit, result, act)
        except NotDone as no:
            faults.append((line, result.number, no))
        else:
            log.note(c, act, Touch.BACK, result.number)
            taken.append(result.number)
    return taken, faults


def _take_one(c: Connection, unit: str, result: BodyResult, act: Act) -> None:
    found = custody.id_of(c, result.number)
    open_here = select(step.c.id).where(step.c.entry == found, step.c.unit == unit, step.c.back_at.is_(None))
    asked: int | None = c.execute(open_here.order_by(step.c.id).limit(1)).scalar()
    if asked is None:
        raise NotDone(No.NOT_THERE)
    refused = result.outcome is StepOutcome.REFUSED
    refusal = NewRefusal(result.reason, result.text, result.next) if refused else None
    papers = (NewDocument(result.document),) if result.document else ()
    back = Back(asked, result.outcome, result.note, results=papers, refusal=refusal)
    register.take_back(c, result.number, back, act)
