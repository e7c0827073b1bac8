"""What has happened: the facts of one centre-day, in the order they were decided.

Once released, an event or a field is never renamed or removed. `at` is an aware time in the centre's zone;
`by` is the id of a person of the staff, never a name; no visitor is named anywhere.
"""

from datetime import date, datetime

from core.record import record
from core.words import Activity, CallReason, How, Language, Outcome, Rank


@record
class ServiceRule:
    """A service as the queue knows it: `minutes` is the usual length of one visit."""

    id: str
    minutes: int


@record
class VillageRule:
    """A place of residence; `out_of_turn` and `basis` (the council's decision) come from the centre's content."""

    id: str
    out_of_turn: bool
    basis: str = ""


@record
class DeskRule:
    id: int
    services: tuple[str, ...]


@record
class Lane:
    """An issuing point and the letter of its codes."""

    kiosk: str
    letter: str


@record
class Guard:
    """The council's protection of ordinary visitors (R102): off unless the council has decided.

    An ordinary visitor is called after `after_calls` out-of-turn calls in a row at a desk, or, once the
    longest-waiting ordinary visitor has waited `after_minutes`, alternately.
    """

    decision: str
    after_calls: int | None = None
    after_minutes: int | None = None


@record
class DayOpened:
    """Everything the rules of this day depend on, so that an old day never depends on today's settings."""

    at: datetime
    centre: str
    date: date
    services: tuple[ServiceRule, ...]
    villages: tuple[VillageRule, ...]
    desks: tuple[DeskRule, ...]
    lanes: tuple[Lane, ...]
    guard: Guard | None = None


@record
class DayClosed:
    at: datetime


@record
class DeskOpened:
    at: datetime
    desk: int
    by: str


@record
class DeskPaused:
    """`back_at` is what the hall is told, "13:30" by the centre's clock; None when nobody can say."""

    at: datetime
    desk: int
    by: str
    reason: str = ""
    back_at: str | None = None


@record
class DeskClosed:
    at: datetime
    desk: int
    by: str


@record
class TicketTaken:
    """A visitor has a place. `place_at` orders the queue; `claimed_at` is what the kiosk's clock said.

    They wait for `service`; `also` are the other services of the visit, in the visitor's order. Of a number that the
    staff has vouched for this is the kiosk's own word: with a `place_at` after the vouching another visitor holds it.
    """

    at: datetime
    ticket: str
    code: str
    kiosk: str
    number: int
    service: str
    village: str | None
    language: Language
    rank: Rank
    place_at: datetime
    claimed_at: datetime | None = None
    key: str | None = None
    also: tuple[str, ...] = ()


@record
class TicketVouched:
    """The staff has seen a visitor with a number that its kiosk has not told of yet."""

    at: datetime
    ticket: str
    code: str
    kiosk: str
    number: int
    service: str
    desk: int
    by: str


@record
class TicketHanded:
    """The visitor holds the number, on paper or read from the screen: from now on it can be called."""

    at: datetime
    ticket: str
    how: How


@record
class TicketWithdrawn:
    """Taken but never handed: the visitor walked away."""

    at: datetime
    ticket: str


@record
class TicketCalled:
    """`note` are the words of somebody who called out of order."""

    at: datetime
    ticket: str
    desk: int
    by: str
    reason: CallReason
    note: str = ""


@record
class TicketRecalled:
    at: datetime
    ticket: str
    desk: int
    by: str
    reason: str = ""


@record
class ServiceStarted:
    at: datetime
    ticket: str
    desk: int
    by: str


@record
class ServiceFinished:
    """One service of a visit is done, and the visit goes on with `next`.

    `here`, at the same desk at once; else back to the queue in the same place, for `to_desk` alone if it is named.
    """

    at: datetime
    ticket: str
    desk: int
    by: str
    service: str
    outcome: Outcome
    next: str
    here: bool
    to_desk: int | None = None
    activity: Activity | None = None


@record
class TicketFinished:
    at: datetime
    ticket: str
    desk: int
    by: str
    outcome: Outcome
    activity: Activity | None = None


@record
class TicketNoShow:
    at: datetime
    ticket: str
    desk: int
    by: str
    reason: str = ""


@record
class TicketParked:
    at: datetime
    ticket: str
    desk: int
    by: str
    reason: str = ""


@record
class TicketTransferred:
    """Back to the queue in the same place: for `service` at any of its desks, or for `to_desk` alone.

    With `back` the visit returns to `desk` afterwards, for the service it was there for.
    """

    at: datetime
    ticket: str
    desk: int
    by: str
    service: str
    to_desk: int | None = None
    reason: str = ""
    back: bool = False


@record
class RankCorrected:
    at: datetime
    ticket: str
    desk: int
    by: str
    rank: Rank
    reason: str


@record
class TicketLeftOver:
    """Still waiting when the day closed, or reported after it: the visitor keeps a priority (R107)."""

    at: datetime
    ticket: str


Event = (
    DayOpened
    | DayClosed
    | DeskOpened
    | DeskPaused
    | DeskClosed
    | TicketTaken
    | TicketVouched
    | TicketHanded
    | TicketWithdrawn
    | TicketCalled
    | TicketRecalled
    | ServiceStarted
    | ServiceFinished
    | TicketFinished
    | TicketNoShow
    | TicketParked
    | TicketTransferred
    | RankCorrected
    | TicketLeftOver
)
