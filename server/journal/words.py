"""The closed lists of the journal, and its noes."""

from enum import StrEnum


class EntryKind(StrEnum):
    """What an entry is."""

    SERVICE = "service"
    CONSULTATION = "consultation"
    APPEAL = "appeal"
    COMPLAINT = "complaint"


class EntryState(StrEnum):
    """How an entry stands. Reception is never refused, only documents are: `refused` is about papers (R092, R095).

    `annulled` was registered by mistake: it keeps its number, and nothing is reckoned for it any more.
    """

    RECEIVED = "received"
    HANDED_OVER = "handed_over"
    READY = "ready"
    ISSUED = "issued"
    REFUSED = "refused"
    ADVISED = "advised"
    ANSWERED = "answered"
    ANNULLED = "annulled"


OPEN = (EntryState.RECEIVED, EntryState.HANDED_OVER, EntryState.READY)


class PaperForm(StrEnum):
    """What a received document is."""

    ORIGINAL = "original"
    COPY = "copy"


class Place(StrEnum):
    """Where a document is: at exactly one of these."""

    CENTRE = "centre"
    BODY = "body"
    APPLICANT = "applicant"


class StepOutcome(StrEnum):
    """What a body gave back: its part, the result for the applicant, or a reasoned refusal (R086)."""

    DONE = "done"
    READY = "ready"
    REFUSED = "refused"


class StatementForm(StrEnum):
    """R117."""

    WRITTEN = "written"
    ORAL = "oral"


class Level(StrEnum):
    """Who decides on a need (R118)."""

    MUNICIPALITY = "municipality"
    DISTRICT = "district"


class Late(StrEnum):
    """What should have happened by now."""

    HAND_OVER = "hand_over"
    BODY = "body"
    RESULT = "result"
    ANSWER = "answer"


class Touch(StrEnum):
    """What was done with a record. One text per language for each, `log.<value>` in the texts of the admin page."""

    SEE = "see"
    LIST = "list"
    PRINT = "print"
    EXPORT = "export"
    REGISTER = "register"
    APPLICANT = "applicant"
    DOCUMENTS = "documents"
    READY = "ready"
    REFUSE = "refuse"
    ISSUE = "issue"
    RETURN = "return"
    STEPS = "steps"
    BACK = "back"
    ANSWER = "answer"
    ANNUL = "annul"
    VISITS = "visits"
    HAND_OVER = "hand_over"
    FORGET = "forget"


class No(StrEnum):
    """Why the journal says no. One text per language for each, `journal.<value>` in the hub's texts."""

    NO_SUCH_ENTRY = "no_such_entry"
    WRONG_STATE = "wrong_state"
    NOT_AT_CENTRE = "not_at_centre"
    NOT_THERE = "not_there"
    ALREADY_THERE = "already_there"
    STEP_CLOSED = "step_closed"
    PAPERS_LEFT = "papers_left"
    WRONG_RECEIPT = "wrong_receipt"
    NO_PAPER = "no_paper"
    WRONG_FIELD = "wrong_field"
    OTHER_ENTRY = "other_entry"


class NotDone(Exception):
    """The journal cannot do what was asked; nothing has changed. `field` is the part of the request it is about."""

    def __init__(self, no: No, field: str = "") -> None:
        super().__init__(no.value)
        self.no = no
        self.field = field
