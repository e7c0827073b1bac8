"""What can be asked of the office, in the imperative. A command names what its sender was looking at."""

from datetime import datetime

from core.events import DayOpened
from core.record import record
from core.words import Activity, How, Language, Outcome, Rank


@record
class OpenDay:
    day: DayOpened


@record
class CloseDay:
    at: datetime


@record
class TakeTicket:
    """`number` is the kiosk's own running number of the day; with `kiosk` it is the ticket's identity.

    `also` are the other services of the same visit, each once, in the visitor's order. `taken_at` and `key` may be
    unknown; a repeated report is compared only in what both reports say.
    """

    at: datetime
    kiosk: str
    number: int
    service: str
    village: str | None = None
    language: Language = Language.KY
    taken_at: datetime | None = None
    key: str | None = None
    also: tuple[str, ...] = ()

    @property
    def ticket(self) -> str:
        return f"{self.kiosk}-{self.number}"


@record
class ConfirmHanded:
    at: datetime
    ticket: str
    how: How


@record
class WithdrawTicket:
    at: datetime
    ticket: str


@record
class OpenDesk:
    at: datetime
    desk: int
    by: str


@record
class PauseDesk:
    """`back_at` as "13:30", for the hall; asked again with another time, it is put right."""

    at: datetime
    desk: int
    by: str
    reason: str = ""
    back_at: str | None = None


@record
class CloseDesk:
    at: datetime
    desk: int
    by: str


@record
class IssueTicket:
    """A visitor without a kiosk (R032): the number is told or written down by hand. `key` makes a repeat harmless.

    With `paper` it is printed first, and nobody holds it before ConfirmHanded says how that went.
    """

    at: datetime
    desk: int
    by: str
    service: str
    village: str | None = None
    language: Language = Language.KY
    key: str | None = None
    also: tuple[str, ...] = ()
    paper: bool = False


@record
class CallNext:
    at: datetime
    desk: int
    by: str


@record
class CallTicket:
    """Somebody who waits for this desk, out of order; the reason is required (R106)."""

    at: datetime
    desk: int
    by: str
    ticket: str
    reason: str


@record
class CallByHand:
    """A number of a kiosk that is cut off: whoever asks has its holder before them (docs/decisions/0006)."""

    at: datetime
    desk: int
    by: str
    kiosk: str
    number: int
    service: str

    @property
    def ticket(self) -> str:
        return f"{self.kiosk}-{self.number}"


@record
class RecallTicket:
    at: datetime
    desk: int
    by: str
    ticket: str
    reason: str = ""


@record
class StartService:
    at: datetime
    desk: int
    by: str
    ticket: str


@record
class FinishService:
    """`service` of the visit is done: on to the next one, at this desk if it serves it, else in the queue again."""

    at: datetime
    desk: int
    by: str
    ticket: str
    service: str
    outcome: Outcome = Outcome.SERVED
    activity: Activity | None = None


@record
class FinishTicket:
    """The visit is over, whatever is left of it."""

    at: datetime
    desk: int
    by: str
    ticket: str
    outcome: Outcome = Outcome.SERVED
    activity: Activity | None = None


@record
class MarkNoShow:
    at: datetime
    desk: int
    by: str
    ticket: str
    reason: str = ""


@record
class ParkTicket:
    at: datetime
    desk: int
    by: str
    ticket: str
    reason: str = ""


@record
class ResumeTicket:
    """Call a parked visitor, or one who came back after a no-show, to this desk."""

    at: datetime
    desk: int
    by: str
    ticket: str


@record
class TransferTicket:
    """To another service, or to one desk; the visitor keeps their place in the queue.

    With `back` they return to this desk, for the service they are here for, when that is done.
    """

    at: datetime
    desk: int
    by: str
    ticket: str
    service: str | None = None
    to_desk: int | None = None
    reason: str = ""
    back: bool = False


@record
class CorrectRank:
    """Grant or take back the out-of-turn right, with a reason (R103)."""

    at: datetime
    desk: int
    by: str
    ticket: str
    rank: Rank
    reason: str


DeskCommand = (
    OpenDesk
    | PauseDesk
    | CloseDesk
    | IssueTicket
    | CallNext
    | CallTicket
    | CallByHand
    | RecallTicket
    | StartService
    | FinishService
    | FinishTicket
    | MarkNoShow
    | ParkTicket
    | ResumeTicket
    | TransferTicket
    | CorrectRank
)
Command = OpenDay | CloseDay | TakeTicket | ConfirmHanded | WithdrawTicket | DeskCommand
