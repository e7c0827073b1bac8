"""What follows from a request: `decide`. And the one order of the queue: `line_up`, `next_for`, `ahead`."""

from collections.abc import Iterator
from datetime import datetime, time
from heapq import merge
from typing import assert_never

from core import commands as c
from core import events as e
from core.lines import Callers, Line, Place
from core.office import Office, Ticket
from core.words import AT_DESK, AWAY, DESK_LANE, CallReason, DeskState, How, Impossible, Rank, Stage, Why

UNFINISHED = frozenset({Stage.TAKEN, Stage.HANDED, Stage.PARKED, *AT_DESK})


def line_up(office: Office, desks: Callers, at: datetime) -> Iterator[tuple[Ticket, CallReason]]:
    """The waiting tickets in the order in which `desks` would call them now, each with the reason.

    Out of turn first, in order of arrival, then the longest wait (R098, R102); where the council has set a guard,
    within its limit, counted on from the calls that those of them that are open have made.
    """
    lines = [line for _, line in office.waiting.reachable(desks)]
    for (_, _, ticket), reason in _in_order(office, desks, at, lines):
        yield office.tickets[ticket], reason


def next_for(office: Office, desk: int, at: datetime) -> tuple[Ticket, CallReason] | None:
    """Whom this desk calls next, and why; None when nobody waits for it."""
    return next(line_up(office, frozenset({desk}), at), None)


def ahead(office: Office, callers: Callers, rank: Rank, place: Place, at: datetime) -> dict[Callers, int]:
    """How many would be called before a visitor at `place`, by line: those waiting and those about to hold a number.

    Without a guard this is counting; with one, the queue is walked in its true order (docs/decisions/0003).
    """
    lines = [*office.waiting.reachable(callers), *office.unhanded.reachable(callers)]
    counts: dict[Callers, int] = {}
    if office.day is None or office.day.guard is None:
        for line_callers, line in lines:
            counts[line_callers] = counts.get(line_callers, 0) + line.before(rank, place)
        return counts
    own = Line()
    own.of(rank).append(place)
    for other, _ in _in_order(office, callers, at, [own, *(line for _, line in lines)]):
        if other == place:
            break
        line_callers = office.tickets[other[2]].callers
        counts[line_callers] = counts.get(line_callers, 0) + 1
    return counts


def _in_order(office: Office, desks: Callers, at: datetime, lines: list[Line]) -> Iterator[tuple[Place, CallReason]]:
    """The one order of the queue: all places of `lines`, each with the reason why it is next."""
    guard = office.day.guard if office.day else None
    run = min((office.desks[desk].run for desk in desks & office.open), default=0)
    entitled = merge(*(line.out_of_turn for line in lines))
    ordinary = merge(*(line.ordinary for line in lines))
    first, longest = next(entitled, None), next(ordinary, None)
    while first is not None or longest is not None:
        if first is None or (longest is not None and guard is not None and _guarded(guard, longest, at, run)):
            assert longest is not None
            yield longest, CallReason.GUARD if first else CallReason.LONGEST_WAIT
            longest, run = next(ordinary, None), 0
        else:
            yield first, CallReason.OUT_OF_TURN
            first, run = next(entitled, None), run + 1


def _guarded(guard: e.Guard, longest: Place, at: datetime, run: int) -> bool:
    """Whether the council's limit gives this call to the longest-waiting ordinary visitor."""
    if guard.after_calls is not None and run >= guard.after_calls:
        return True
    if guard.after_minutes is None or run == 0:
        return False
    came = longest[0]
    return at.timestamp() - came >= guard.after_minutes * 60


def decide(office: Office, command: c.Command) -> list[e.Event]:
    """The facts that follow from a request; none when all it asks is so already. Changes nothing.

    Raises Impossible with a reason from the closed list.
    """
    match command:
        case c.OpenDay():
            return [] if office.day else [_sound(command.day)]
        case c.TakeTicket():
            return _take(office, command)
        case c.ConfirmHanded():
            return _confirm_handed(office, command)
        case c.WithdrawTicket():
            return _withdraw(office, command)
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
            return _issue(office, command)
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
    """A number that the hub knows of is called in its turn."""
    if command.ticket in office.tickets:
        raise Impossible(Why.NUMBER_KNOWN)
    _free(office, command.desk)
    if command.kiosk == DESK_LANE or command.kiosk not in office.letters:
        raise Impossible(Why.NO_SUCH_KIOSK)
    if command.service not in office.services:
        raise Impossible(Why.UNKNOWN_SERVICE)
    at, ticket, desk, by = command.at, command.ticket, command.desk, command.by
    code = _code(office, command.kiosk, command.number)
    return [
        e.TicketVouched(at, ticket, code, command.kiosk, command.number, command.service, desk, by),
        e.TicketCalled(at, ticket, desk, by, CallReason.BY_HAND),
    ]


def _code(office: Office, kiosk: str, number: int) -> str:
    return f"{office.letters[kiosk]}{number:03d}"


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


def _issue(office: Office, command: c.IssueTicket) -> list[e.Event]:
    """The next number of the desks' own lane, in the visitor's hands at once."""
    if command.key is not None and command.key in office.by_key:
        return []
    take = c.TakeTicket(
        at=command.at,
        kiosk=DESK_LANE,
        number=office.highest.get(DESK_LANE, 0) + 1,
        service=command.service,
        village=command.village,
        language=command.language,
        key=command.key,
        also=command.also,
    )
    return [*_take(office, take), e.TicketHanded(command.at, take.ticket, How.SCREEN)]


def _take(office: Office, command: c.TakeTicket) -> list[e.Event]:
    """A number that was called by hand joins its ticket, unless its holder came later: then the hand was mistaken."""
    if office.day is None:
        raise Impossible(Why.DAY_CLOSED)
    known = office.tickets.get(command.ticket)
    if known is not None and not known.vouched:
        if _same(known, command):
            return []
        raise Impossible(Why.NUMBER_TAKEN)
    if command.kiosk not in office.letters:
        raise Impossible(Why.UNKNOWN_KIOSK)
    if not office.services.keys() >= {command.service, *command.also}:
        raise Impossible(Why.UNKNOWN_SERVICE)
    if command.village is not None and command.village not in office.villages:
        raise Impossible(Why.UNKNOWN_VILLAGE)
    entitled = command.village is not None and office.villages[command.village].out_of_turn
    place_at = _place_at(command, office.day)
    if known is not None and known.stage in AT_DESK:
        place_at = min(place_at, known.taken_at)
    joins = known is not None and place_at <= known.taken_at
    taken = e.TicketTaken(
        at=command.at,
        ticket=command.ticket,
        code=_code(office, command.kiosk, command.number),
        kiosk=command.kiosk,
        number=command.number,
        service=command.service,
        village=command.village,
        language=command.language,
        rank=Rank.OUT_OF_TURN if entitled else Rank.ORDINARY,
        place_at=place_at,
        claimed_at=command.taken_at,
        key=command.key,
        also=command.also,
    )
    return [taken, e.TicketLeftOver(command.at, taken.ticket)] if office.closed and not joins else [taken]


def _place_at(command: c.TakeTicket, day: e.DayOpened) -> datetime:
    """When the visitor came, as far as the kiosk's clock can be trusted: on this day and not after now."""
    midnight = datetime.combine(day.date, time.min, command.at.tzinfo)
    if command.taken_at is None or not midnight <= command.taken_at <= command.at:
        return command.at
    return command.taken_at.astimezone(command.at.tzinfo)


def _same(ticket: Ticket, command: c.TakeTicket) -> bool:
    return (
        (ticket.asked_for, ticket.taken.also) == (command.service, command.also)
        and (ticket.village, ticket.language) == (command.village, command.language)
        and (command.key is None or ticket.key is None or command.key == ticket.key)
        and (command.taken_at is None or ticket.claimed_at is None or command.taken_at == ticket.claimed_at)
    )


def _confirm_handed(office: Office, command: c.ConfirmHanded) -> list[e.Event]:
    """A visitor who holds the number holds it, whatever was reported before; after closing they are left over."""
    ticket = _known(office, command.ticket)
    if ticket.how is not None:
        return []
    handed = e.TicketHanded(command.at, ticket.id, command.how)
    return [handed, e.TicketLeftOver(command.at, ticket.id)] if office.closed else [handed]


def _withdraw(office: Office, command: c.WithdrawTicket) -> list[e.Event]:
    ticket = _known(office, command.ticket)
    if ticket.how is not None:
        raise Impossible(Why.ALREADY_HANDED)
    return [] if ticket.stage is Stage.WITHDRAWN else [e.TicketWithdrawn(command.at, ticket.id)]


def _known(office: Office, ticket_id: str) -> Ticket:
    """What the kiosks have told of. Of a number that the staff vouched for its kiosk has yet to tell."""
    ticket = office.tickets.get(ticket_id)
    if ticket is None or ticket.vouched:
        raise Impossible(Why.NO_SUCH_TICKET)
    return ticket


def _close_day(office: Office, command: c.CloseDay) -> list[e.Event]:
    """Nobody waiting is dropped in silence: each is recorded as left over, with a priority to come (R107)."""
    if office.day is None or office.closed:
        return []
    left = [ticket.id for ticket in office.tickets.values() if ticket.stage in UNFINISHED]
    return [*(e.TicketLeftOver(command.at, ticket) for ticket in left), e.DayClosed(command.at)]
