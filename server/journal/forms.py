"""What people write into the journal, as the interface takes it."""

import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints

from config.order import clean
from core.record import record
from core.words import Activity, Language
from server.journal.words import EntryKind, EntryState, Level, PaperForm, StatementForm, StepOutcome

STRICT = ConfigDict(extra="forbid")


def _readable(text: str) -> str:
    """In one spelling, without what no keyboard writes. Raises ValueError."""
    if any((letter < " " and letter not in "\n\t") or letter == "\x7f" for letter in text):
        raise ValueError("control characters")
    return clean(text)


def _digits(phone: str) -> str:
    """However it is grouped, it is kept and found without blanks. Raises ValueError."""
    digits = re.sub(r"[\s()-]", "", phone)
    if not re.fullmatch(r"\+?[0-9]{3,15}", digits):
        raise ValueError("no telephone")
    return digits


Id = Annotated[str, StringConstraints(min_length=1, max_length=64), AfterValidator(_readable)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300), AfterValidator(_readable)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=3000), AfterValidator(_readable)]
Phone = Annotated[str, StringConstraints(max_length=40), AfterValidator(_digits)]
Said = Annotated[Words, Field(min_length=1)]
Name = Annotated[Line, Field(min_length=1)]
Number = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}/[1-9][0-9]{0,6}$")]
Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2999, 12, 31))]
"""Far from both ends of the calendar, where a midnight in another zone does not exist."""
PageNumber = Annotated[int, Field(ge=1, le=1_000_000)]
RowId = Annotated[int, Field(ge=1, le=2**31 - 1)]
Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{8,64}$")]


@record
class Applicant:
    """Who applies, and who acts for them (R008)."""

    __pydantic_config__ = STRICT

    name: Name
    organisation: bool = False
    representative: Name | None = None
    phone: Phone | None = None


@record
class NewDocument:
    """A paper. `needed` is its place in the service's list, from 0; then the name may be left out.

    `shown`: looked at and given back at once, as an identity document is. `kept` says where it lies.
    """

    __pydantic_config__ = STRICT

    name: Line = ""
    needed: Annotated[int, Field(ge=0, le=99)] | None = None
    form: PaperForm = PaperForm.ORIGINAL
    count: Annotated[int, Field(ge=1, le=999)] = 1
    kept: Line = ""
    shown: bool = False


@record
class BroughtDocument(NewDocument):
    """One more paper. Here and below, what has a `key` is done once, however often it is asked with this key."""

    __pydantic_config__ = STRICT

    key: Key | None = None


@record
class Wanted:
    """What is looked for; all of it is optional. `text`: a number, a receipt's code, a telephone, words of a name."""

    __pydantic_config__ = STRICT

    text: Line = ""
    kind: EntryKind | None = None
    state: EntryState | None = None
    activity: Activity | None = None
    service: Id | None = None
    unit: Id | None = None
    since: Day | None = None
    until: Day | None = None
    page: PageNumber = 1


Documents = Annotated[tuple[NewDocument, ...], Field(max_length=50)]


@record
class NewRefusal:
    """`reason` is one of the centre's list; `text` and `next` are left out where the list's own words say all."""

    __pydantic_config__ = STRICT

    reason: Id
    text: Words = ""
    next: Words = ""


@record
class Annulment:
    """Why an entry should not be there."""

    __pydantic_config__ = STRICT

    why: Name


@record
class NewStatement:
    """What a complaint or an appeal says, and to whom."""

    __pydantic_config__ = STRICT

    text: Said
    form: StatementForm = StatementForm.WRITTEN
    addressee: Line = ""


@record
class NewEntry:
    """What is to be registered; without `activity` and `due` the journal reckons them from the service."""

    __pydantic_config__ = STRICT

    kind: EntryKind
    activity: Activity | None = None
    service: Id | None = None
    village: Id | None = None
    language: Language = Language.KY
    applicant: Applicant | None = None
    documents: Documents = ()
    ticket: Id | None = None
    due: Day | None = None
    refusal: NewRefusal | None = None
    statement: NewStatement | None = None
    about: Number | None = None
    key: Key | None = None


@record
class Results:
    __pydantic_config__ = STRICT

    results: Documents = ()


@record
class Issue:
    """Against the receipt's code, or `without` it for a reason. `documents` none: the results and every original."""

    __pydantic_config__ = STRICT

    receipt: Line = ""
    without: Line = ""
    to: Line = ""
    documents: tuple[RowId, ...] | None = None


@record
class GiveBack:
    __pydantic_config__ = STRICT

    documents: Annotated[tuple[RowId, ...], Field(min_length=1, max_length=50)]
    to: Line = ""


@record
class NewStep:
    """What a body is asked for."""

    __pydantic_config__ = STRICT

    unit: Id
    what: Name
    due: Day | None = None
    key: Key | None = None


@record
class Back:
    """What came back from a body. `documents` none: all of the entry that were there."""

    __pydantic_config__ = STRICT

    step: RowId
    outcome: StepOutcome
    note: Words = ""
    documents: tuple[RowId, ...] | None = None
    results: Documents = ()
    refusal: NewRefusal | None = None


@record
class NewAnswer:
    __pydantic_config__ = STRICT

    text: Said


@record
class NewVisit:
    """A joint visit to the object (R113)."""

    __pydantic_config__ = STRICT

    planned: Day
    object: Name
    participants: Words
    key: Key | None = None


@record
class VisitDone:
    __pydantic_config__ = STRICT

    done_on: Day
    result: Said


@record
class HandOverLine:
    """`documents` none: all of the entry that are at the centre."""

    __pydantic_config__ = STRICT

    number: Number
    documents: tuple[RowId, ...] | None = None
    what: Line = ""
    due: Day | None = None


@record
class NewHandOver:
    """Papers for a body, and who there takes them."""

    __pydantic_config__ = STRICT

    unit: Id
    taken_by: Name
    entries: Annotated[tuple[HandOverLine, ...], Field(min_length=1, max_length=200)]


@record
class NewNeed:
    """R118, R119: what people lack. `gender`: it touches women and men differently."""

    __pydantic_config__ = STRICT

    category: Id
    text: Said
    level: Level = Level.MUNICIPALITY
    gender: bool = False
    village: Id | None = None
    entry: Number | None = None
    key: Key | None = None


@record
class NeedPassed:
    """To whom a need was passed on and when, and the answer."""

    __pydantic_config__ = STRICT

    addressee: Line = ""
    passed_on: Day | None = None
    answer: Words = ""
    answered_on: Day | None = None


@record
class NeedsWanted:
    __pydantic_config__ = STRICT

    since: date | None = None
    until: date | None = None
    category: Id | None = None
    level: Level | None = None
    page: PageNumber = 1


@record
class LogWanted:
    __pydantic_config__ = STRICT

    since: Day | None = None
    until: Day | None = None
    by: Id | None = None
    number: Number | None = None
    page: PageNumber = 1
