"""What the journal answers."""

from datetime import date

from pydantic import AwareDatetime

from config.schema import Text
from core.record import record
from core.words import Activity, Language
from server.journal.forms import Applicant
from server.journal.words import EntryKind, EntryState, Late, Level, PaperForm, Place, StatementForm, StepOutcome, Touch

PAGE = 50
"""Lines of a list."""


def pages_of(total: int, page: int) -> tuple[int, int]:
    """(the page that can be shown, how many there are)."""
    pages = max(1, -(-total // PAGE))
    return min(page, pages), pages


@record
class Needed:
    """A document of the service's list as it was at registration, and whether it is there (R074)."""

    name: Text
    form: str
    received: bool


@record
class DocumentMove:
    """`person` took it for the applicant; the last move is where the document is."""

    at: AwareDatetime
    by: str
    place: Place
    unit: str | None
    person: str | None


@record
class DocumentRecord:
    id: int
    name: str
    form: PaperForm
    count: int
    kept: str
    needed: int | None
    result: bool
    place: Place
    unit: str | None
    moves: tuple[DocumentMove, ...]


@record
class StepRecord:
    id: int
    unit: str
    what: str
    sent_at: AwareDatetime
    sent_by: str
    due: date | None
    back_at: AwareDatetime | None
    outcome: StepOutcome | None
    note: str | None


@record
class RefusalRecord:
    """`unit` none: the centre refused."""

    unit: str | None
    reason: str
    text: str
    next: str
    at: AwareDatetime
    by: str


@record
class StatementRecord:
    form: StatementForm
    addressee: str
    text: str
    answer: str | None


@record
class VisitRecord:
    id: int
    planned: date
    object: str
    participants: str
    done_on: date | None
    result: str | None


@record
class EntryLine:
    """An entry in a list; `documents` is how many."""

    number: str
    at: AwareDatetime
    kind: EntryKind
    activity: Activity
    state: EntryState
    service: str | None
    unit: str | None
    village: str | None
    name: str | None
    official: str
    due: date | None
    hand_over_by: date | None
    late: Late | None
    documents: int
    about: str | None


@record
class Entry:
    """All that is known of one entry (R073). `annulled` is why, by whom and when are `closed_by` and `closed_at`."""

    number: str
    at: AwareDatetime
    kind: EntryKind
    activity: Activity
    state: EntryState
    service: str | None
    unit: str | None
    village: str | None
    language: Language
    official: str
    ticket: str | None
    ticket_day: date | None
    code: str | None
    due: date | None
    hand_over_by: date | None
    handed_over_at: AwareDatetime | None
    next_unit: str | None
    next_by: date | None
    ready_at: AwareDatetime | None
    closed_at: AwareDatetime | None
    closed_by: str | None
    without_receipt: str | None
    annulled: str | None
    late: Late | None
    applicant: Applicant | None
    checklist: tuple[Needed, ...]
    documents: tuple[DocumentRecord, ...]
    steps: tuple[StepRecord, ...]
    refusals: tuple[RefusalRecord, ...]
    statement: StatementRecord | None
    visits: tuple[VisitRecord, ...]
    about: str | None
    complaints: tuple[str, ...]


@record
class EntryPage:
    """`page` counts from 1."""

    lines: tuple[EntryLine, ...]
    total: int
    page: int
    pages: int


@record
class Overdue:
    """What is late today, the oldest first."""

    hand_over: tuple[EntryLine, ...]
    body: tuple[EntryLine, ...]
    result: tuple[EntryLine, ...]
    answer: tuple[EntryLine, ...]


@record
class Complaints:
    """How many complaints there were in a year, none of them annulled (R097); `late` are not answered in their term."""

    year: int
    registered: int
    answered: int
    late: int


@record
class PaperLine:
    id: int
    name: str
    form: PaperForm
    count: int


@record
class HandOverEntry:
    """`due`: when the body has to be done, or the result is promised to the applicant."""

    number: str
    service: str | None
    name: str | None
    due: date | None
    documents: tuple[PaperLine, ...]


@record
class HandOver:
    """The list of one delivery to a body (R083)."""

    id: int
    unit: str
    at: AwareDatetime
    given_by: str
    taken_by: str
    lines: tuple[HandOverEntry, ...]


@record
class Waiting:
    number: str
    service: str | None
    hand_over_by: date | None
    late: bool
    documents: tuple[PaperLine, ...]


@record
class WaitingFor:
    """What waits to go to a body."""

    unit: str
    lines: tuple[Waiting, ...]


@record
class Need:
    id: int
    at: AwareDatetime
    by: str
    entry: str | None
    village: str | None
    category: str
    level: Level
    gender: bool
    text: str
    addressee: str | None
    passed_on: date | None
    answer: str | None
    answered_on: date | None


@record
class Needs:
    needs: tuple[Need, ...]
    total: int
    page: int
    pages: int


@record
class ReceiptState:
    """How a receipt stands, for whoever holds it: no name (R090). `where` is the body that has the papers."""

    number: str
    service: str
    state: EntryState
    due: date
    where: str | None


@record
class Logged:
    """`number` is the entry, none where `records` were looked at together."""

    at: AwareDatetime
    by: str
    what: Touch
    number: str | None
    records: int


@record
class Log:
    lines: tuple[Logged, ...]
    total: int
    page: int
    pages: int


@record
class PersonFile:
    format: str
    centre: str
    at: AwareDatetime
    entries: tuple[Entry, ...]
    log: tuple[Logged, ...]
