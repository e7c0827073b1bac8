"""What a fact changes: `evolve` alone changes an office, in place; replaying the same facts gives an equal office."""

from datetime import datetime
from functools import lru_cache
from typing import assert_never

from core import events as e
from core.lines import Callers, Lines
from core.office import UNKNOWN_MINUTES, Desk, Leg, Office, Pace, Ticket
from core.words import AWAY, BY_ORDER, CallReason, DeskState, How, Language, Rank, Stage

RECENT_CALLS = 20

seconds_of = lru_cache(maxsize=8)(datetime.timestamp)
"""Since the epoch: all who come in one breath share one time, in both offices."""


def evolve(office: Office, event: e.Event) -> None:
    """Change the office by one fact. A fact is never refused; a fact that cannot be true is a broken book."""
    match event:
        case e.TicketTaken():
            _take(office, event)
        case e.TicketVouched():
            _vouch(office, event)
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
        case e.ServiceFinished():
            _go_on(office, event)
        case e.TicketFinished():
            _free_desk(office, event)
            _move(office, event.ticket, stage=Stage.FINISHED, outcome=event.outcome, ended_at=event.at)
        case e.TicketNoShow():
            _set_aside(office, event, stage=Stage.NO_SHOW, ended_at=event.at)
        case e.TicketParked():
            _set_aside(office, event, stage=Stage.PARKED)
        case e.TicketTransferred():
            _transfer(office, event)
        case e.RankCorrected():
            _move(office, event.ticket, rank=event.rank, note=event.reason)
        case e.TicketLeftOver():
            _move(office, event.ticket, stage=Stage.LEFT_OVER, ended_at=event.at, desk=None)
        case e.DayOpened():
            _open_day(office, event)
        case e.DayClosed():
            office.closed = True
            for desk in office.desks:
                _set_desk(office, desk, state=DeskState.CLOSED, ticket=None, since=None, back_at=None)
        case e.DeskOpened():
            _set_desk(office, event.desk, state=DeskState.OPEN, by=event.by, back_at=None)
        case e.DeskPaused():
            _set_desk(office, event.desk, state=DeskState.PAUSED, by=event.by, back_at=event.back_at)
        case e.DeskClosed():
            _set_desk(office, event.desk, state=DeskState.CLOSED, by=event.by, back_at=None)
            _release_reserved(office, event.desk)
        case _:
            assert_never(event)
    office.seq += 1
    office.last_at = event.at


def replay(events: list[e.Event]) -> Office:
    office = Office()
    for event in events:
        evolve(office, event)
    return office


def _open_day(office: Office, day: e.DayOpened) -> None:
    office.day = day
    office.services = {service.id: service for service in day.services}
    office.villages = {village.id: village for village in day.villages}
    office.letters = {lane.kiosk: lane.letter for lane in day.lanes}
    office.desks = {desk.id: Desk(desk.id, desk.services) for desk in day.desks}
    everybody = frozenset(office.desks)
    office.callers = {
        service.id: frozenset(desk.id for desk in day.desks if service.id in desk.services) or everybody
        for service in day.services
    }
    alone = (frozenset({desk}) for desk in office.desks)
    for callers in {*office.callers.values(), *alone}:
        office.pace[callers] = Pace(_usual_minutes(office, callers))
        office.helpers[callers] = callers.union(*(c for c in office.callers.values() if not c.isdisjoint(callers)))


def _usual_minutes(office: Office, callers: Callers) -> float:
    """The mean length over the services of just these desks; for a desk alone, over all that it serves."""
    services = [s for s in office.services.values() if office.callers[s.id] == callers] or [
        s for s in office.services.values() if not office.callers[s.id].isdisjoint(callers)
    ]
    return sum(service.minutes for service in services) / len(services) if services else UNKNOWN_MINUTES


def _take(office: Office, event: e.TicketTaken) -> None:
    vouched = office.tickets.get(event.ticket)
    if vouched is not None and event.place_at <= vouched.taken_at:
        _join(office, vouched, event)
    else:
        if vouched is not None:
            _move(office, event.ticket, stage=Stage.WITHDRAWN)
        callers = office.callers[event.service]
        place = (seconds_of(event.place_at), office.seq, event.ticket)
        left = tuple(map(Leg, event.also))
        office.tickets[event.ticket] = Ticket(event, place, callers, event.service, event.rank, left=left)
        office.unhanded.add(callers, event.rank, place)
    if event.key is not None:
        office.by_key.setdefault(event.key, event.ticket)
    office.highest[event.kiosk] = max(event.number, office.highest.get(event.kiosk, 0))


def _vouch(office: Office, event: e.TicketVouched) -> None:
    """A ticket of which nothing is known yet but its number and what its holder says at the desk."""
    taken = e.TicketTaken(
        event.at,
        event.ticket,
        event.code,
        event.kiosk,
        event.number,
        event.service,
        None,
        Language.KY,
        Rank.ORDINARY,
        event.at,
    )
    _take(office, taken)
    _move(office, event.ticket, stage=Stage.HANDED, how=How.SEEN, vouched=True)


def _join(office: Office, ticket: Ticket, event: e.TicketTaken) -> None:
    """The kiosk tells of a number that was called by hand: what it says holds, but for what the desk found out."""
    entitled = Rank.OUT_OF_TURN in (ticket.rank, event.rank)
    known = {ticket.service, *ticket.done, *(leg.service for leg in ticket.left)}
    _move(
        office,
        ticket.id,
        taken=event,
        place=(seconds_of(event.place_at), *ticket.place[1:]),
        rank=Rank.OUT_OF_TURN if entitled else Rank.ORDINARY,
        left=(*ticket.left, *(Leg(service) for service in event.also if service not in known)),
        vouched=False,
    )


def _call(office: Office, event: e.TicketCalled) -> None:
    """The desk has its visitor; a place kept for one desk alone is used up by the call."""
    ticket = office.tickets[event.ticket]
    entitled = ticket.rank is Rank.OUT_OF_TURN
    office.calls += 1
    office.out_of_turn_calls += entitled
    office.guard_calls += event.reason is CallReason.GUARD
    office.chosen_calls += event.reason is CallReason.CHOSEN
    run = office.desks[event.desk].run
    if event.reason in BY_ORDER:
        run = run + 1 if entitled else 0
    _set_desk(office, event.desk, ticket=ticket.id, since=event.at, run=run)
    _remember_call(office, ticket.id)
    _move(
        office,
        ticket.id,
        stage=Stage.CALLED,
        callers=office.callers[ticket.service],
        to_desk=None,
        desk=event.desk,
        reason=event.reason,
        first_called_at=ticket.first_called_at or event.at,
        called_at=event.at,
        calls=ticket.calls + 1,
        started_at=None,
        ended_at=None,
        aside_at=None,
        note=event.note or ticket.note,
    )


def _transfer(office: Office, event: e.TicketTransferred) -> None:
    """No service stands twice in what is left, so that one that is asked for now is not asked for later."""
    _free_desk(office, event)
    ticket = office.tickets[event.ticket]
    left = _without(ticket.left, event.service)
    if event.back:
        left = (Leg(ticket.service, event.desk), *_without(left, ticket.service))
    _wait_for(office, event.ticket, event.service, event.to_desk, note=event.reason, left=left)


def _go_on(office: Office, event: e.ServiceFinished) -> None:
    """On to the next service: at this desk the next visit begins, elsewhere the visitor waits in the same place."""
    ticket = office.tickets[event.ticket]
    rest = {"done": (*ticket.done, event.service), "left": ticket.left[1:]}
    _free_desk(office, event)
    if not event.here:
        return _wait_for(office, event.ticket, event.next, event.to_desk, **rest)
    _set_desk(office, event.desk, ticket=event.ticket, since=event.at)
    callers = office.callers[event.next]
    _move(office, event.ticket, stage=Stage.SERVING, service=event.next, callers=callers, started_at=event.at, **rest)


def _without(left: tuple[Leg, ...], service: str) -> tuple[Leg, ...]:
    return tuple(leg for leg in left if leg.service != service)


def _wait_for(office: Office, ticket_id: str, service: str, to_desk: int | None, **changes: object) -> None:
    """Back to the queue, in the same place."""
    _move(
        office,
        ticket_id,
        stage=Stage.HANDED,
        service=service,
        to_desk=to_desk,
        callers=office.callers[service] if to_desk is None else frozenset({to_desk}),
        desk=None,
        reason=None,
        called_at=None,
        started_at=None,
        **changes,
    )


def _set_aside(office: Office, event: e.TicketNoShow | e.TicketParked, **changes: object) -> None:
    _free_desk(office, event)
    _move(office, event.ticket, aside_at=event.at, note=event.reason, **changes)


def _release_reserved(office: Office, desk: int) -> None:
    """A closed desk calls nobody: those reserved for it can be called by every desk of their service."""
    for ticket in list(office.tickets.values()):
        if ticket.to_desk == desk:
            _move(office, ticket.id, to_desk=None, callers=office.callers[ticket.service])


def _remember_call(office: Office, ticket: str) -> None:
    if ticket in office.recent:
        office.recent.remove(ticket)
    office.recent.append(ticket)
    del office.recent[:-RECENT_CALLS]


def _free_desk(
    office: Office, event: e.ServiceFinished | e.TicketFinished | e.TicketNoShow | e.TicketParked | e.TicketTransferred
) -> None:
    """The visitor leaves the desk, and their time there counts for the estimates."""
    since = office.desks[event.desk].since
    if since is not None:
        pace = office.pace[office.callers[office.tickets[event.ticket].service]]
        pace.visits += 1
        pace.seconds += max(0.0, (event.at - since).total_seconds())
    _set_desk(office, event.desk, ticket=None, since=None)


def _set_desk(office: Office, desk: int, **changes: object) -> None:
    office.desks[desk] = office.desks[desk]._replace(**changes)  # type: ignore[arg-type]
    if "state" in changes:
        office.open = frozenset(one.id for one in office.desks.values() if one.state is DeskState.OPEN)


def _move(office: Office, ticket_id: str, **changes: object) -> None:
    """Change a ticket and keep the lines true to it: the only place that touches them after the taking."""
    old = office.tickets[ticket_id]
    new = office.tickets[ticket_id] = old._replace(**changes)  # type: ignore[arg-type]
    if (old.stage, old.rank, old.callers, old.place) != (new.stage, new.rank, new.callers, new.place):
        if (lines := _lines_of(office, old.stage)) is not None:
            lines.remove(old.callers, old.rank, old.place)
        if (lines := _lines_of(office, new.stage)) is not None:
            lines.add(new.callers, new.rank, new.place)
    if old.stage is not new.stage:
        if old.stage in AWAY:
            office.away.remove(ticket_id)
        if new.stage in AWAY:
            office.away.append(ticket_id)


def _lines_of(office: Office, stage: Stage) -> Lines | None:
    if stage is Stage.HANDED:
        return office.waiting
    if stage is Stage.TAKEN:
        return office.unhanded
    return None
