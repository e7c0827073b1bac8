"""Everything the centre keeps about one person, on their request (R121): their entries, and who looked at these."""

from collections.abc import Sequence

from sqlalchemy import Connection

from server.journal import log, read
from server.journal.records import PersonFile
from server.journal.rules import Act

FORMAT = "kezek-person-1"


def about(c: Connection, numbers: Sequence[str], act: Act) -> PersonFile:
    """Of the entries that are theirs: the head chooses, as a name does not tell two people apart. Raises NotDone."""
    entries = tuple(read.whole(c, number, act) for number in numbers)
    looked = tuple(line for number in numbers for line in log.of_entry(c, number, act))
    return PersonFile(FORMAT, act.rules.content.centre.id, act.at, entries, looked)
