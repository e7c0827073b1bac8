"""The office: what all facts of the day so far add up to.

`evolve` alone changes an office, in place, by one fact; replaying the same facts gives an equal office. Whoever
needs a tentative office keeps a second one (docs/decisions/0002).
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import assert_never

from core import events as e
from core.lines import Callers, Lines, Place
from core.words import CallReason, DeskState, How, Language, Outcome, Rank, Stage

RECENT_CALLS = 20


@dataclass(frozen=True, slots=True)
class Ticket:
    id: str
    code: str
    kiosk: str
    number: int
    service: str
    village: str | None
    language: Language
    rank: Rank
    stage: Stage
    taken_at: datetime
    claimed_at: datetime | None
    key: str | None
    place: Place
    callers: Callers
    how: How | None = None
    to_desk: int | None = None
    desk: int | None = None
    reason: CallReason | None = None
    called_at: datetime | None = None
    calls: int = 0
    started_at: datetime | None = None
    ended_at: datetime | None = None
    outcome: Outcome | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """A workplace. `run` counts its out-of-turn calls since its last ordinary one (for the guard)."""

    id: int
    services: tuple[str, ...]
    state: DeskState = DeskState.CLOSED
    by: str | None = None
    ticket: str | None = None
    run: int = 0


@dataclass(slots=True)
class Pace:
    """Observed visits of one set of desks: how many, and how long together, in seconds."""

    visits: int = 0
    seconds: float = 0.0


@dataclass(slots=True)
class Office:
    """One centre on one day. `seq` is the number of facts so far."""

    day: e.DayOpened | None = None
    seq: int = 0
    closed: bool = False
    last_at: datetime | None = None
    tickets: dict[str, Ticket] = field(default_factory=dict)
    by_key: dict[str, str] = field(default_factory=dict)
    highest: dict[str, int] = field(default_factory=dict)
    desks: dict[int, Desk] = field(default_factory=dict)
    services: dict[str, e.ServiceRule] = field(default_factory=dict)
    villages: dict[str, e.VillageRule] = field(default_factory=dict)
    letters: dict[str, str] = field(default_factory=dict)
    callers: dict[str, Callers] = field(default_factory=dict)
    waiting: Lines = field(default_factory=Lines)
    unhanded: Lines = field(default_factory=Lines)
    away: dict[str, None] = field(default_factory=dict)
    recent: list[str] = field(default_factory=list)
    pace: dict[Callers, Pace] = field(default_factory=dict)
    usual_minutes: dict[Callers, float] = field(default_factory=dict, compare=False)
    out_of_turn_calls: int = 0
    guard_calls: int = 0
    calls: int = 0


def evolve(office: Office, event: e.Event) -> None:
    """Change the office by one fact. A fact is never refused; a fact that cannot be true is a broken book."""
    match event:
        case e.DayOpened():
            _open_day(office, event)
        case e.DayClosed():
            office.closed = True
            for desk in office.desks.values():
                _set_desk(office, desk.id, state=DeskState.CLOSED, ticket=None)
        case e.DeskOpened():
            _set_desk(office, event.desk, state=DeskState.OPEN, by=event.by)
        case e.DeskPaused():
            _set_desk(office, event.desk, state=DeskState.PAUSED, by=event.by)
        case e.DeskClosed():
            _set_desk(office, event.desk, state=DeskState.CLOSED, by=event.by)
            _release_reserved(office, event.desk)
        case e.TicketTaken():
            _take(office, event)
        case e.TicketHanded():
            _move(office, event.ticket, stage=Stage.HANDED, how=event.how, ended_at=None)
        case e.TicketWithdrawn():
            _move(office, event.ticket, stage=Stage.WITHDRAWN, ended_at=event.at)
        case e.TicketCalled():
            _call(office, event)
        case e.TicketRecalled():
            ticket = office.tickets[event.ticket]
            _remember_call(office, ticket.id)
            _move(office, ticket.id, calls=ticket.calls + 1, called_at=event.at)
        case e.ServiceStarted():
            _move(office, event.ticket, stage=Stage.SERVING, started_at=event.at)
        case e.TicketFinished():
            _finish(office, event)
        case e.TicketNoShow():
            _leave_desk(office, event.desk)
            _move(office, event.ticket, stage=Stage.NO_SHOW, ended_at=event.at, note=event.reason)
        case e.TicketParked():
            _leave_desk(office, event.desk)
            _move(office, event.ticket, stage=Stage.PARKED, note=event.reason)
        case e.TicketTransferred():
            _transfer(office, event)
        case e.RankCorrected():
            _move(office, event.ticket, rank=event.rank, note=event.reason)
        case e.TicketLeftOver():
            _move(office, event.ticket, stage=Stage.LEFT_OVER, ended_at=event.at, desk=None)
        case _:
            assert_never(event)
    office.seq += 1
    office.last_at = event.at


def replay(events: list[e.Event]) -> Office:
    office = Office()
    for event in events:
        evolve(office, event)
    return office


def desks_for(office: Office, service: str) -> Callers:
    """The desks that may call this service; all of them when it is not known or no desk names it."""
    return office.callers.get(service) or frozenset(office.desks)


def _open_day(office: Office, day: e.DayOpened) -> None:
    office.day = day
    office.services = {service.id: service for service in day.services}
    office.villages = {village.id: village for village in day.villages}
    office.letters = {lane.kiosk: lane.letter for lane in day.lanes}
    office.desks = {desk.id: Desk(desk.id, desk.services) for desk in day.desks}
    everybody = frozenset(office.desks)
    for service in day.services:
        office.callers[service.id] = (
            frozenset(desk.id for desk in day.desks if service.id in desk.services) or everybody
        )


def _take(office: Office, event: e.TicketTaken) -> None:
    ticket = Ticket(
        id=event.ticket,
        code=event.code,
        kiosk=event.kiosk,
        number=event.number,
        service=event.service,
        village=event.village,
        language=event.language,
        rank=event.rank,
        stage=Stage.TAKEN,
        taken_at=event.place_at,
        claimed_at=event.claimed_at,
        key=event.key,
        place=(event.place_at.timestamp(), office.seq, event.ticket),
        callers=desks_for(office, event.service),
    )
    office.tickets[ticket.id] = ticket
    office.unhanded.add(ticket.callers, ticket.rank, ticket.place)
    if event.key is not None:
        office.by_key[event.key] = ticket.id
    if event.number > office.highest.get(event.kiosk, 0):
        office.highest[event.kiosk] = event.number


def _call(office: Office, event: e.TicketCalled) -> None:
    ticket = office.tickets[event.ticket]
    office.calls += 1
    office.out_of_turn_calls += ticket.rank is Rank.OUT_OF_TURN
    office.guard_calls += event.reason is CallReason.GUARD
    desk = office.desks[event.desk]
    run = desk.run
    if event.reason is not CallReason.RETURNED:
        run = run + 1 if ticket.rank is Rank.OUT_OF_TURN else 0
    _set_desk(office, event.desk, ticket=ticket.id, run=run)
    _remember_call(office, ticket.id)
    _move(
        office,
        ticket.id,
        stage=Stage.CALLED,
        desk=event.desk,
        reason=event.reason,
        called_at=event.at,
        calls=ticket.calls + 1,
        ended_at=None,
    )


def _finish(office: Office, event: e.TicketFinished) -> None:
    ticket = office.tickets[event.ticket]
    if ticket.started_at is not None:
        pace = office.pace.setdefault(desks_for(office, ticket.service), Pace())
        pace.visits += 1
        pace.seconds += max(0.0, (event.at - ticket.started_at).total_seconds())
    _leave_desk(office, event.desk)
    _move(office, ticket.id, stage=Stage.FINISHED, outcome=event.outcome, ended_at=event.at)


def _transfer(office: Office, event: e.TicketTransferred) -> None:
    _leave_desk(office, event.desk)
    callers = desks_for(office, event.service) if event.to_desk is None else frozenset({event.to_desk})
    _move(
        office,
        event.ticket,
        stage=Stage.HANDED,
        service=event.service,
        to_desk=event.to_desk,
        callers=callers,
        desk=None,
        reason=None,
        started_at=None,
        note=event.reason,
    )


def _release_reserved(office: Office, desk: int) -> None:
    """A closed desk calls nobody: those reserved for it can be called by every desk of their service."""
    for ticket in list(office.tickets.values()):
        if ticket.to_desk == desk and ticket.stage in (Stage.HANDED, Stage.PARKED, Stage.NO_SHOW):
            _move(office, ticket.id, to_desk=None, callers=desks_for(office, ticket.service))


def _remember_call(office: Office, ticket: str) -> None:
    if ticket in office.recent:
        office.recent.remove(ticket)
    office.recent.append(ticket)
    del office.recent[:-RECENT_CALLS]


def _leave_desk(office: Office, desk: int) -> None:
    _set_desk(office, desk, ticket=None)


def _set_desk(office: Office, desk: int, **changes: object) -> None:
    office.desks[desk] = replace(office.desks[desk], **changes)  # type: ignore[arg-type]


def _move(office: Office, ticket_id: str, **changes: object) -> None:
    """Change a ticket and keep the lines true to it: the only place that touches them after the taking."""
    old = office.tickets[ticket_id]
    new = replace(old, **changes)  # type: ignore[arg-type]
    if (old.stage, old.rank, old.callers) != (new.stage, new.rank, new.callers):
        if (lines := _lines_of(office, old.stage)) is not None:
            lines.remove(old.callers, old.rank, old.place)
        if (lines := _lines_of(office, new.stage)) is not None:
            lines.add(new.callers, new.rank, new.place)
        office.away.pop(ticket_id, None)
        if new.stage in (Stage.PARKED, Stage.NO_SHOW):
            office.away[ticket_id] = None
    office.tickets[ticket_id] = new


def _lines_of(office: Office, stage: Stage) -> Lines | None:
    if stage is Stage.HANDED:
        return office.waiting
    if stage is Stage.TAKEN:
        return office.unhanded
    return None
