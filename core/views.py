"""The pictures: what a board, a desk, a kiosk and a phone see of the office. Never a name.

Each is the whole picture; a display keeps nothing of its own and draws the newest.
"""

from datetime import datetime
from itertools import islice

from core.office import Office, Ticket
from core.order import line_up
from core.record import record
from core.waits import Prospect, WaitRange, of_newcomer, of_ticket
from core.words import AT_DESK, DESK_LANE, CallReason, DeskState, Outcome, Rank, Stage

CALLS_SHOWN = 5
WAITING_SHOWN = 30


@record
class BoardCall:
    code: str
    desk: int
    state: Stage
    called_at: datetime
    out_of_turn: bool
    calls: int


@record
class BoardWaiting:
    code: str
    out_of_turn: bool


@record
class BoardDesk:
    """`back_at` is when a paused desk is back, "13:30"; None when it has not said."""

    desk: int
    state: DeskState
    back_at: str | None = None


@record
class Notice:
    """Something the hall or the staff must know: `code` names a text, `values` fill it."""

    code: str
    values: dict[str, str]


@record
class BoardPicture:
    """`calls` newest first; `waiting` the next 30 at most, in the order they would be called.

    `ready` are the register numbers of papers to be fetched, newest first, 12 at most (R090).
    """

    seq: int
    open: bool
    calls: tuple[BoardCall, ...]
    waiting: tuple[BoardWaiting, ...]
    waiting_count: int
    desks: tuple[BoardDesk, ...]
    notices: tuple[Notice, ...] = ()
    ready: tuple[str, ...] = ()


@record
class LegPicture:
    """A service that a visit has still to come to; at `desk` alone when it is a return."""

    service: str
    desk: int | None = None


@record
class TicketPicture:
    """A ticket as a desk sees it. `reason` says why it was, or would be, called.

    `done` and `left` are the services of the visit before and after `service`.
    """

    ticket: str
    code: str
    rank: Rank
    state: Stage
    service: str
    village: str | None
    language: str
    taken_at: datetime
    desk: int | None = None
    reason: CallReason | None = None
    called_at: datetime | None = None
    calls: int = 0
    started_at: datetime | None = None
    to_desk: int | None = None
    outcome: Outcome | None = None
    note: str = ""
    done: tuple[str, ...] = ()
    left: tuple[LegPicture, ...] = ()
    away_since: datetime | None = None


@record
class LanePicture:
    """A kiosk, the letter of its numbers, and the highest that the hub has heard of."""

    kiosk: str
    letter: str
    highest: int


@record
class DeskPicture:
    """`next` is the head of `waiting`; `away` are the parked and those who did not come, newest last."""

    seq: int
    open: bool
    desk: int
    state: DeskState
    by: str | None
    services: tuple[str, ...]
    ticket: TicketPicture | None
    waiting: tuple[TicketPicture, ...]
    waiting_count: int
    waiting_elsewhere: int
    away: tuple[TicketPicture, ...]
    desks: tuple[BoardDesk, ...]
    notices: tuple[Notice, ...] = ()
    lanes: tuple[LanePicture, ...] = ()


@record
class ServiceProspect:
    """`back_at` is the earliest time a paused desk of this service has promised, "13:30", while none is open."""

    service: str
    desks_open: int
    ordinary: Prospect
    out_of_turn: Prospect
    back_at: str | None = None


@record
class KioskPicture:
    """What a newcomer would meet, by service, and where this kiosk's lane stands.

    `helped` is the number of the newest call for an employee from here that a desk has answered.
    """

    seq: int
    open: bool
    kiosk: str
    letter: str
    day: str
    highest: int
    waiting_count: int
    calls: tuple[BoardCall, ...]
    services: tuple[ServiceProspect, ...]
    notices: tuple[Notice, ...] = ()
    helped: int = 0


@record
class TicketStatus:
    """What anyone holding the token of a ticket may know: no name, no service."""

    code: str
    state: Stage
    desk: int | None
    ahead: int
    wait_minutes: WaitRange | None


def board(office: Office, at: datetime, desks: frozenset[int] | None = None) -> BoardPicture:
    """Of the whole hall, or of what is called to some `desks` alone."""
    callers = frozenset(office.desks) if desks is None else desks & frozenset(office.desks)
    waiting = islice(line_up(office, callers, at), WAITING_SHOWN)
    return BoardPicture(
        seq=office.seq,
        open=office.day is not None and not office.closed,
        calls=_calls(office, callers),
        waiting=tuple(BoardWaiting(t.code, t.rank is Rank.OUT_OF_TURN) for t, _ in waiting),
        waiting_count=_count(office, callers),
        desks=tuple(desk for desk in _desks(office) if desk.desk in callers),
    )


def desk(office: Office, number: int, at: datetime) -> DeskPicture:
    """Raises KeyError for a desk that does not exist."""
    own = office.desks[number]
    callers = frozenset({number})
    queue = islice(line_up(office, callers, at), WAITING_SHOWN)
    mine = _count(office, callers)
    return DeskPicture(
        seq=office.seq,
        open=office.day is not None and not office.closed,
        desk=own.id,
        state=own.state,
        by=own.by,
        services=own.services,
        ticket=ticket(office.tickets[own.ticket]) if own.ticket else None,
        waiting=tuple(ticket(waiting, reason) for waiting, reason in queue),
        waiting_count=mine,
        waiting_elsewhere=len(office.waiting) - mine,
        away=tuple(ticket(office.tickets[away]) for away in office.away),
        desks=_desks(office),
        lanes=tuple(
            LanePicture(kiosk, letter, office.highest.get(kiosk, 0))
            for kiosk, letter in office.letters.items()
            if kiosk != DESK_LANE
        ),
    )


def kiosk(office: Office, name: str, at: datetime) -> KioskPicture:
    return KioskPicture(
        seq=office.seq,
        open=office.day is not None and not office.closed,
        kiosk=name,
        letter=office.letters.get(name, ""),
        day=office.day.date.isoformat() if office.day else "",
        highest=office.highest.get(name, 0),
        waiting_count=len(office.waiting),
        calls=_calls(office, frozenset(office.desks)),
        services=tuple(_service(office, service, at) for service in office.services),
    )


def _service(office: Office, service: str, at: datetime) -> ServiceProspect:
    desks = [office.desks[desk] for desk in office.callers[service]]
    desks_open = sum(desk.state is DeskState.OPEN for desk in desks)
    promised = [desk.back_at for desk in desks if desk.back_at is not None]
    return ServiceProspect(
        service,
        desks_open,
        of_newcomer(office, service, Rank.ORDINARY, at),
        of_newcomer(office, service, Rank.OUT_OF_TURN, at),
        min(promised, default=None) if desks_open == 0 else None,
    )


def status(office: Office, holder: Ticket, at: datetime) -> TicketStatus:
    prospect = of_ticket(office, holder, at)
    return TicketStatus(holder.code, holder.stage, _at(holder), prospect.ahead, prospect.wait_minutes)


def ticket(t: Ticket, reason: CallReason | None = None) -> TicketPicture:
    return TicketPicture(
        ticket=t.id,
        code=t.code,
        rank=t.rank,
        state=t.stage,
        service=t.service,
        village=t.village,
        language=t.language,
        taken_at=t.taken_at,
        desk=_at(t),
        reason=reason or t.reason,
        called_at=t.called_at,
        calls=t.calls,
        started_at=t.started_at,
        to_desk=t.to_desk,
        outcome=t.outcome,
        note=t.note,
        done=t.done,
        left=tuple(LegPicture(*leg) for leg in t.left),
        away_since=t.aside_at,
    )


def _at(t: Ticket) -> int | None:
    """The desk a visitor is at now."""
    return t.desk if t.stage in AT_DESK else None


def _count(office: Office, callers: frozenset[int]) -> int:
    """How many wait whom one of these desks may call."""
    return sum(len(line) for _, line in office.waiting.reachable(callers))


def _calls(office: Office, desks: frozenset[int]) -> tuple[BoardCall, ...]:
    """Everybody at these desks, the newest call first; then those that have left one, as a trace until pushed out."""
    held = (desk.ticket for desk in office.desks.values() if desk.ticket is not None)
    newest_first = dict.fromkeys((*reversed(office.recent), *held))
    calls = [
        BoardCall(t.code, t.desk, t.stage, t.called_at, t.rank is Rank.OUT_OF_TURN, t.calls)
        for t in (office.tickets[ticket] for ticket in newest_first)
        if t.desk in desks and t.called_at is not None
    ]
    here = [call for call in calls if call.state in AT_DESK]
    gone = [call for call in calls if call.state not in AT_DESK]
    return (*here, *gone)[: max(CALLS_SHOWN, len(here))]


def _desks(office: Office) -> tuple[BoardDesk, ...]:
    return tuple(BoardDesk(d.id, d.state, d.back_at) for d in office.desks.values())
