"""What clients send and what they are answered, as far as it is not a picture of the core."""

from datetime import date, time
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field, StringConstraints, ValidationInfo

from config.schema import Text
from core.record import record
from core.sheets import RATED, WORDS_MAX, Sheet
from core.views import Notice
from core.waits import WaitRange
from core.words import Activity, How, Language, Outcome, Rank
from printer.answers import State
from printer.jobs import Result
from server.backup import Copy
from server.copies import Place
from server.hall import Ready
from server.journal.forms import Day
from server.restoring import Restored

STRICT = ConfigDict(extra="forbid")

Name = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Reason = Annotated[str, StringConstraints(max_length=500)]
ALSO_MAX = 4
DESK_MAX = 99
HALL_TEXT_MAX = 200


def _each_once(also: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
    if len({info.data.get("service"), *also}) != len(also) + 1:
        raise ValueError("a service twice in one visit")
    return also


Number = Annotated[int, Field(ge=1, le=999_999)]
Also = Annotated[tuple[Name, ...], Field(max_length=ALSO_MAX), AfterValidator(_each_once)]
"""The other services of the same visit, in the visitor's order."""


def _readable_in_the_hall(text: Text) -> Text:
    if any(len(words) > HALL_TEXT_MAX for words in (text.ky, text.ru, text.en)):
        raise ValueError("too long for a board")
    return text


HallText = Annotated[Text, AfterValidator(_readable_in_the_hall)]
PaperKind = Literal["receipt", "refusal", "statement", "list", "route", "ticket"]
Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]


@record
class NewTicket:
    """`number` is the kiosk's own running number of the day of `taken_at`; `key` the token of the QR code."""

    __pydantic_config__ = STRICT

    number: Number
    service: Name
    village: Name | None = None
    language: Language = Language.KY
    taken_at: AwareDatetime | None = None
    key: Key | None = None
    also: Also = ()


@record
class HandTicket:
    """A ticket given out at a desk; the same `key` again gives the same ticket."""

    __pydantic_config__ = STRICT

    service: Name
    village: Name | None = None
    language: Language = Language.KY
    key: Key | None = None
    also: Also = ()


@record
class Handed:
    """`day` is needed only for a ticket of an earlier day, reported late."""

    __pydantic_config__ = STRICT

    how: Literal[How.PRINTED, How.SCREEN]
    day: date | None = None


@record
class Nothing:
    __pydantic_config__ = STRICT


@record
class Pause:
    """`back_at` is the time of day when the desk is back, "13:30", for the hall."""

    __pydantic_config__ = STRICT

    reason: Reason = ""
    back_at: Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")] | None = None


@record
class TellHall:
    """A notice for everybody in the hall, in own words or a ready one; until this time of today, or its end."""

    __pydantic_config__ = STRICT

    say: HallText | Ready
    until: time | None = None


@record
class ClockIsRight:
    """The day that the hub's computer shows, as whoever says so has read it."""

    __pydantic_config__ = STRICT

    shown: date


@record
class OfTicket:
    """The ticket is the one its sender was looking at."""

    __pydantic_config__ = STRICT

    ticket: Name


@record
class OfTicketWithReason:
    __pydantic_config__ = STRICT

    ticket: Name
    reason: Reason = ""


@record
class ByHand:
    """A number of a kiosk that is cut off: the one who asks has its holder before them."""

    __pydantic_config__ = STRICT

    kiosk: Name
    number: Number
    service: Name


@record
class Finish:
    __pydantic_config__ = STRICT

    ticket: Name
    outcome: Outcome = Outcome.SERVED
    activity: Activity | None = None


@record
class FinishOne:
    """One service of several, named as its sender saw it."""

    __pydantic_config__ = STRICT

    ticket: Name
    service: Name
    outcome: Outcome = Outcome.SERVED
    activity: Activity | None = None


@record
class Transfer:
    __pydantic_config__ = STRICT

    ticket: Name
    service: Name | None = None
    to_desk: int | None = None
    reason: Reason = ""
    back: bool = False


@record
class NewRank:
    __pydantic_config__ = STRICT

    ticket: Name
    rank: Rank
    reason: Reason


def _of_one_sheet(sheet: Sheet) -> Sheet:
    if not set(sheet.ratings) <= set(RATED[sheet.variant]):
        raise ValueError("a rating of the other sheet")
    if sheet.desk is not None and not 1 <= sheet.desk <= DESK_MAX:
        raise ValueError("no desk has this number")
    if max(len(sheet.comment), len(sheet.corruption_words)) > WORDS_MAX:
        raise ValueError("too many words")
    return sheet


@record
class NewSheet:
    """`key` is random and belongs to nothing else; `visited` may be left out: today."""

    __pydantic_config__ = STRICT

    key: Key
    sheet: Annotated[Sheet, AfterValidator(_of_one_sheet)]
    language: Language = Language.KY
    visited: Day | None = None


@record
class LogIn:
    __pydantic_config__ = STRICT

    person: Name
    pin: Annotated[str, StringConstraints(min_length=1, max_length=64)]


@record
class PairingCode:
    __pydantic_config__ = STRICT

    code: Annotated[str, StringConstraints(min_length=1, max_length=64)]


@record
class TakenTicket:
    """`ahead` and `wait_minutes` as they are now; `wait_minutes` is null when nobody can tell."""

    ticket: str
    code: str
    rank: Rank
    service: str
    ahead: int
    wait_minutes: WaitRange | None
    taken_at: AwareDatetime


@record
class NewPrint:
    """A paper of the entry, hand-over list, service or ticket named by `of`.

    The language of what it is about, or Kyrgyz, when left out.
    """

    __pydantic_config__ = STRICT

    paper: PaperKind
    of: Name
    language: Language | None = None


@record
class PrintEnded:
    """`copy` 0 is the original, every further one a copy with its mark; `notice` says what the printer has.

    `sent`: to a printer that never tells. `not_printed`: nothing of it will come out later either. `unknown`: somebody
    has to look; it is not printed again by itself.
    """

    outcome: Result
    copy: int
    notice: Notice | None = None


@record
class IssuedTicket(TakenTicket):
    """`paper` is null where the desk has no printer: then the number is told."""

    paper: PrintEnded | None = None


@record
class DeskPrinterState:
    """Null where the desk has no printer."""

    state: State | None


@record
class LaneState:
    kiosk: str
    letter: str
    day: date
    highest: int


@record
class HelpCall:
    """The number of this call for an employee; answered once the kiosk's picture has come to it."""

    call: int


@record
class SessionState:
    """`rights` are those this person has beyond their role; `unit` is the body of a guest."""

    person: str
    name: str
    role: str
    rights: tuple[str, ...] = ()
    unit: str | None = None


@record
class Paired:
    kiosk: str
    token: str


@record
class Health:
    """`status` is "ok", or "storage" while nothing can be written."""

    status: str
    centre: str
    day: date
    seq: int
    version: str


@record
class ErrorDetail:
    code: str
    text: str
    field: str | None = None


@record
class Error:
    error: ErrorDetail


Anything = dict[str, Any]


@record
class NewPin:
    __pydantic_config__ = STRICT

    pin: Annotated[str, StringConstraints(pattern=r"^[0-9]{4,12}$")]


@record
class Colleague:
    """`wait_s`: so long they have to wait after wrong PINs."""

    person: str
    name: str
    role: str
    unit: str | None
    has_pin: bool
    wait_s: int


@record
class PairedKiosk:
    kiosk: str
    letter: str
    paired: bool


@record
class WhoComesIn:
    people: tuple[Colleague, ...]
    kiosks: tuple[PairedKiosk, ...]


@record
class FreshCode:
    """What is typed at the kiosk, good once within so many minutes."""

    code: str
    minutes: int


@record
class CopyPlaces:
    """`failed` is why the last nightly copy was not made, empty when it was; `restored` the last one put back."""

    places: tuple[Place, ...]
    failed: str
    restored: Restored | None


@record
class CopyTo:
    __pydantic_config__ = STRICT

    folder: Annotated[str, StringConstraints(min_length=1, max_length=1000)]


@record
class OneCopy:
    """By the folder it is in and its name there."""

    __pydantic_config__ = STRICT

    folder: Annotated[str, StringConstraints(min_length=1, max_length=1000)]
    name: Name


@record
class CopyLooked:
    """`lost`: how many rows of each book are in place now and not in the copy."""

    copy: Copy
    lost: dict[str, int]


@record
class ContentFault:
    """`key` is a path in the file, counted from 1; empty where it is the whole file."""

    file: str
    key: str
    text: str


@record
class ContentCheck:
    """`changed`: the files are others than those the hub started with, and count from its next start on."""

    faults: tuple[ContentFault, ...]
    changed: bool
