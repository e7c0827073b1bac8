"""What of the journal somebody reaches: a guest of a body the entries of its services, the others all of it (R121).

What is out of reach is not there: the answer is the same as for a number that was never given.
"""

from sqlalchemy import ColumnElement, Connection, select, true

from server.journal.forms import NewEntry
from server.journal.rules import Act
from server.journal.tables import entry
from server.journal.words import EntryKind, No, NotDone


def within(act: Act) -> ColumnElement[bool]:
    return true() if act.unit is None else entry.c.unit == act.unit


def check(c: Connection, number: str, act: Act) -> None:
    """Raises NotDone."""
    year, _, n = number.partition("/")
    own = select(entry.c.id).where(entry.c.year == int(year), entry.c.n == int(n), within(act))
    if c.execute(own).first() is None:
        raise NotDone(No.NO_SUCH_ENTRY)


def check_new(new: NewEntry, act: Act) -> None:
    """A guest registers papers and advice for their own services. Raises NotDone."""
    if act.unit is None:
        return
    if new.kind not in (EntryKind.SERVICE, EntryKind.CONSULTATION):
        raise NotDone(No.WRONG_FIELD, "kind")
    service = act.rules.services.get(new.service or "")
    if service is None or service.unit != act.unit:
        raise NotDone(No.WRONG_FIELD, "service")
