"""What else is done with an entry: answers to complaints and appeals, joint visits to the object (R096, R113, R117)."""

from sqlalchemy import Connection, insert, update

from server.journal.custody import AT_WORK, in_state, row_of
from server.journal.forms import NewAnswer, NewVisit, VisitDone
from server.journal.rules import Act
from server.journal.tables import entry, object_visit, statement
from server.journal.words import EntryKind, EntryState, No, NotDone


def answer(c: Connection, number: str, new: NewAnswer, act: Act) -> None:
    """Raises NotDone."""
    row = in_state(row_of(c, number), *AT_WORK)
    if row.kind not in (EntryKind.APPEAL, EntryKind.COMPLAINT):
        raise NotDone(No.WRONG_STATE)
    c.execute(update(statement).where(statement.c.entry == row.id).values(answer=new.text))
    ended = {"state": EntryState.ANSWERED, "closed_at": act.at, "closed_by": act.by}
    c.execute(update(entry).where(entry.c.id == row.id).values(ended))


def plan_visit(c: Connection, number: str, new: NewVisit, act: Act) -> None:
    """Raises NotDone, also for an entry of which nothing personal may be left."""
    row = row_of(c, number)
    if row.forgotten:
        raise NotDone(No.WRONG_STATE)
    values = {"planned": new.planned, "object": new.object, "participants": new.participants}
    c.execute(insert(object_visit).values(entry=row.id, by=act.by, **values))


def note_visit(c: Connection, number: str, visit: int, done: VisitDone) -> None:
    """Raises NotDone."""
    own = (object_visit.c.id == visit, object_visit.c.entry == row_of(c, number).id)
    changed = c.execute(update(object_visit).where(*own).values(done_on=done.done_on, result=done.result))
    if changed.rowcount == 0:
        raise NotDone(No.NO_SUCH_ENTRY)
