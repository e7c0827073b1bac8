"""The office: what all facts of the day so far add up to.

`core.evolve` alone changes an office, in place, by one fact. Whoever
needs a tentative office keeps a second one (docs/decisions/0002).
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from core import events as e
from core.lines import Callers, Lines, Place
from core.words import CallReason, DeskState, How, Language, Outcome, Rank, Stage

UNKNOWN_MINUTES = 10.0
"""The length of a visit at a desk that serves nothing of the catalogue."""


class Leg(NamedTuple):
    """A service that a visit has still to come to; at `desk` alone when it is a return."""

    service: str
    desk: int | None = None


class Ticket(NamedTuple):
    """What was taken, and where it stands. `how` is None until the visitor holds the number.

    `service` is the one they wait for now (`asked_for` before any transfer), `done` and `left` are the services of
    the visit before and after it, `rank` is their right after any correction; `called_at` is of the newest call,
    recalls too; `desk` is where they are, or last were, called to; `callers` are the desks that may call them now;
    `aside_at` says since when they are away, `vouched` that their kiosk has not told of them yet.
    """

    taken: e.TicketTaken
    place: Place
    callers: Callers
    service: str
    rank: Rank
    stage: Stage = Stage.TAKEN
    how: How | None = None
    to_desk: int | None = None
    desk: int | None = None
    reason: CallReason | None = None
    first_called_at: datetime | None = None
    called_at: datetime | None = None
    calls: int = 0
    started_at: datetime | None = None
    ended_at: datetime | None = None
    outcome: Outcome | None = None
    note: str = ""
    done: tuple[str, ...] = ()
    left: tuple[Leg, ...] = ()
    aside_at: datetime | None = None
    vouched: bool = False

    @property
    def id(self) -> str:
        return self.taken.ticket

    @property
    def code(self) -> str:
        return self.taken.code

    @property
    def asked_for(self) -> str:
        return self.taken.service

    @property
    def village(self) -> str | None:
        return self.taken.village

    @property
    def language(self) -> Language:
        return self.taken.language

    @property
    def taken_at(self) -> datetime:
        """When the visitor came, which orders the queue."""
        return self.taken.place_at

    @property
    def claimed_at(self) -> datetime | None:
        return self.taken.claimed_at

    @property
    def key(self) -> str | None:
        return self.taken.key


class Desk(NamedTuple):
    """A workplace, with its present `ticket`, called there at `since`; a paused one may say when it is `back_at`.

    `run` counts its out-of-turn calls since its last ordinary one (for the guard).
    """

    id: int
    services: tuple[str, ...]
    state: DeskState = DeskState.CLOSED
    by: str | None = None
    ticket: str | None = None
    since: datetime | None = None
    run: int = 0
    back_at: str | None = None


@dataclass(slots=True)
class Pace:
    """How long one set of desks takes for a visitor: `usual` minutes by the content, and what was seen today.

    A visit is seen from the call until the desk is free again, whether or not the visitor came.
    """

    usual: float
    visits: int = 0
    seconds: float = 0.0


@dataclass(slots=True)
class Office:
    """One centre on one day. `seq` is the number of facts so far.

    `open` are the desks that call; `callers` tells which desks may call a service, `helpers` which desks share work
    with a set of desks;
    `away` are the parked and those who did not come, newest last; `highest` is each kiosk's highest number.
    """

    day: e.DayOpened | None = None
    seq: int = 0
    closed: bool = False
    last_at: datetime | None = None
    tickets: dict[str, Ticket] = field(default_factory=dict)
    by_key: dict[str, str] = field(default_factory=dict)
    highest: dict[str, int] = field(default_factory=dict)
    desks: dict[int, Desk] = field(default_factory=dict)
    open: Callers = frozenset()
    services: dict[str, e.ServiceRule] = field(default_factory=dict)
    villages: dict[str, e.VillageRule] = field(default_factory=dict)
    letters: dict[str, str] = field(default_factory=dict)
    callers: dict[str, Callers] = field(default_factory=dict)
    waiting: Lines = field(default_factory=Lines)
    unhanded: Lines = field(default_factory=Lines)
    away: list[str] = field(default_factory=list)
    recent: list[str] = field(default_factory=list)
    pace: dict[Callers, Pace] = field(default_factory=dict)
    helpers: dict[Callers, Callers] = field(default_factory=dict)
    out_of_turn_calls: int = 0
    guard_calls: int = 0
    chosen_calls: int = 0
    calls: int = 0


def twin(office: Office) -> Office:
    """An equal office that can go its own way; the frozen parts are shared."""
    return replace(
        office,
        tickets=dict(office.tickets),
        by_key=dict(office.by_key),
        highest=dict(office.highest),
        desks=dict(office.desks),
        waiting=office.waiting.copy(),
        unhanded=office.unhanded.copy(),
        away=list(office.away),
        recent=list(office.recent),
        pace={callers: replace(pace) for callers, pace in office.pace.items()},
        helpers=dict(office.helpers),
    )
