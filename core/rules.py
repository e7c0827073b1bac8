"""What follows from a request: `decide`."""

from typing import assert_never

from core import commands as c
from core import events as e
from core.office import Office, Ticket
from core.order import next_for
from core.taking import code_of, confirm_handed, issue, take, withdraw
from core.words import AT_DESK, AWAY, DESK_LANE, CallReason, DeskState, How, Impossible, Stage, Why

BY_HAND_AHEAD_MAX = 200
"""A kiosk that is cut off gives out fewer before anybody sees to it; more is a slip of the finger, and would drag the
kiosk's own numbers along."""
UNFINISHED = frozenset({Stage.TAKEN, Stage.HANDED, Stage.PARKED, *AT_DESK})


def decide(office: Office, command: c.Command) -> list[e.Event]:
    """The facts that follow from a request; none when all it asks is so already. Changes nothing.

    Raises Impossible with a reason from the closed list.
    """
    match command:
        case c.OpenDay():
            return [] if office.day else [_sound(command.day)]
        case c.TakeTicket():
            return take(office, command)
        case c.ConfirmHanded():
            return confirm_handed(office, command)
        case c.WithdrawTicket():
            return withdraw(office, command)
        case c.CloseDay():
            return _close_day(office, command)
        case _:
            if office.day is None or office.closed:
                raise Impossible(Why.DAY_CLOSED)
            if command.desk not in office.desks:
                raise Impossible(Why.NO_SUCH_DESK)
            return _at_desk(office, command)


def _sound(day: e.DayOpened) -> e.DayOpened:
    """Raises ValueError for a day on which one code could be given twice or nobody could be called."""
    if not day.desks:
        raise ValueError("a centre without a desk")
    for what in ([lane.kiosk for lane in day.lanes], [lane.letter for lane in day.lanes]):
        if len(set(what)) != len(what):
            raise ValueError(f"two lanes alike: {what}")
    return day


def _at_desk(office: Office, command: c.DeskCommand) -> list[e.Event]:
    desk, at, by = office.desks[command.desk], command.at, command.by
    match command:
        case c.OpenDesk():
            same = desk.state is DeskState.OPEN and desk.by == by
            return [] if same else [e.DeskOpened(at, desk.id, by)]
        case c.PauseDesk():
            if desk.state is DeskState.CLOSED:
                raise Impossible(Why.DESK_CLOSED)
            if desk.ticket:
                raise Impossible(Why.DESK_BUSY)
            same = desk.state is DeskState.PAUSED and desk.back_at == command.back_at
            return [] if same else [e.DeskPaused(at, desk.id, by, command.reason, command.back_at)]
        case c.CloseDesk():
            if desk.ticket:
                raise Impossible(Why.DESK_BUSY)
            return [] if desk.state is DeskState.CLOSED else [e.DeskClosed(at, desk.id, by)]
        case c.IssueTicket():
            return issue(office, command)
        case c.CallNext():
            _free(office, desk.id)
            if (found := next_for(office, desk.id, at)) is None:
                raise Impossible(Why.NOBODY_WAITING)
            ticket, reason = found
            return [e.TicketCalled(at, ticket.id, desk.id, by, reason)]
        case c.CallTicket():
            return [_choose(office, command)]
        case c.CallByHand():
            return _call_by_hand(office, command)
        case c.ResumeTicket():
            _holding(office, command.ticket, AWAY)
            _free(office, desk.id)
            return [e.TicketCalled(at, command.ticket, desk.id, by, CallReason.RETURNED)]
        case c.CorrectRank():
            return _correct_rank(office, command)
        case _:
            if desk.ticket is None or desk.ticket != command.ticket:
                raise Impossible(Why.WRONG_TICKET)
            return _with_ticket(office, command, office.tickets[desk.ticket])


def _choose(office: Office, command: c.CallTicket) -> e.Event:
    if not command.reason.strip():
        raise Impossible(Why.REASON_MISSING)
    ticket = _holding(office, command.ticket, frozenset({Stage.HANDED}))
    _free(office, command.desk)
    if command.desk not in ticket.callers:
        raise Impossible(Why.WRONG_TICKET)
    return e.TicketCalled(command.at, ticket.id, command.desk, command.by, CallReason.CHOSEN, command.reason)


def _call_by_hand(office: Office, command: c.CallByHand) -> list[e.Event]:
    """A number that the hub knows of is called in its turn, unless only its holder knows that they hold it."""
    known = office.tickets.get(command.ticket)
    if known is not None and known.how is not None:
        raise Impossible(Why.NUMBER_KNOWN)
    _free(office, command.desk)
    if command.kiosk == DESK_LANE or command.kiosk not in office.letters:
        raise Impossible(Why.NO_SUCH_KIOSK)
    if command.service not in office.services:
        raise Impossible(Why.UNKNOWN_SERVICE)
    at, ticket, desk, by = command.at, command.ticket, command.desk, command.by
    called = e.TicketCalled(at, ticket, desk, by, CallReason.BY_HAND)
    if known is not None:
        return [e.TicketHanded(at, ticket, How.SEEN), called]
    if command.number > office.highest.get(command.kiosk, 0) + BY_HAND_AHEAD_MAX:
        raise Impossible(Why.NUMBER_FAR)
    code = code_of(office, command.kiosk, command.number)
    return [
        e.TicketVouched(at, ticket, code, command.kiosk, command.number, command.service, desk, by),
        called,
    ]


def _with_ticket(
    office: Office,
    command: c.RecallTicket
    | c.StartService
    | c.FinishService
    | c.FinishTicket
    | c.MarkNoShow
    | c.ParkTicket
    | c.TransferTicket,
    ticket: Ticket,
) -> list[e.Event]:
    desk, at, by = command.desk, command.at, command.by
    match command:
        case c.RecallTicket():
            if ticket.stage is not Stage.CALLED:
                raise Impossible(Why.WRONG_TICKET)
            return [e.TicketRecalled(at, ticket.id, desk, by, command.reason)]
        case c.StartService():
            started = ticket.stage is Stage.SERVING
            return [] if started else [e.ServiceStarted(at, ticket.id, desk, by)]
        case c.FinishTicket():
            return [e.TicketFinished(at, ticket.id, desk, by, command.outcome, command.activity)]
        case c.FinishService():
            return [_go_on(office, command, ticket)]
        case c.MarkNoShow():
            if ticket.stage is not Stage.CALLED:
                raise Impossible(Why.WRONG_TICKET)
            return [e.TicketNoShow(at, ticket.id, desk, by, command.reason)]
        case c.ParkTicket():
            return [e.TicketParked(at, ticket.id, desk, by, command.reason)]
        case c.TransferTicket():
            return _transfer(office, command, ticket)
        case _:
            assert_never(command)


def _go_on(office: Office, command: c.FinishService, ticket: Ticket) -> e.Event:
    """A desk that has closed meanwhile gets nobody back: every desk of the service may call them.

    Who returns for the same service waits for it even where it was served: a second press is a late one.
    """
    if ticket.service != command.service:
        raise Impossible(Why.WRONG_TICKET)
    if not ticket.left:
        raise Impossible(Why.NO_NEXT_SERVICE)
    service, to_desk = ticket.left[0]
    if to_desk is not None and office.desks[to_desk].state is DeskState.CLOSED:
        to_desk = None
    may_call = office.callers[service] if to_desk is None else (to_desk,)
    here = command.desk in may_call and service != ticket.service
    return e.ServiceFinished(
        at=command.at,
        ticket=ticket.id,
        desk=command.desk,
        by=command.by,
        service=ticket.service,
        outcome=command.outcome,
        next=service,
        here=here,
        to_desk=None if here else to_desk,
        activity=command.activity,
    )


def _transfer(office: Office, command: c.TransferTicket, ticket: Ticket) -> list[e.Event]:
    service = command.service or ticket.service
    if service not in office.services:
        raise Impossible(Why.UNKNOWN_SERVICE)
    if command.to_desk is not None:
        if command.to_desk not in office.desks:
            raise Impossible(Why.UNKNOWN_DESK)
        if office.desks[command.to_desk].state is DeskState.CLOSED:
            raise Impossible(Why.DESK_CLOSED)
    transferred = e.TicketTransferred(
        command.at, ticket.id, command.desk, command.by, service, command.to_desk, command.reason, command.back
    )
    return [transferred]


def _correct_rank(office: Office, command: c.CorrectRank) -> list[e.Event]:
    if not command.reason.strip():
        raise Impossible(Why.REASON_MISSING)
    ticket = _holding(office, command.ticket, UNFINISHED | AWAY)
    if ticket.stage in AT_DESK and ticket.desk != command.desk:
        raise Impossible(Why.WRONG_TICKET)
    if ticket.rank is command.rank:
        return []
    return [e.RankCorrected(command.at, ticket.id, command.desk, command.by, command.rank, command.reason)]


def _holding(office: Office, ticket_id: str, stages: frozenset[Stage]) -> Ticket:
    ticket = office.tickets.get(ticket_id)
    if ticket is None or ticket.stage not in stages:
        raise Impossible(Why.WRONG_TICKET)
    return ticket


def _free(office: Office, desk: int) -> None:
    if office.desks[desk].state is not DeskState.OPEN:
        raise Impossible(Why.DESK_CLOSED)
    if office.desks[desk].ticket:
        raise Impossible(Why.DESK_BUSY)


def _close_day(office: Office, command: c.CloseDay) -> list[e.Event]:
    """Nobody waiting is dropped in silence: each is recorded as left over, with a priority to come (R107)."""
    if office.day is None or office.closed:
        return []
    left = [ticket.id for ticket in office.tickets.values() if ticket.stage in UNFINISHED]
    return [*(e.TicketLeftOver(command.at, ticket) for ticket in left), e.DayClosed(command.at)]
