"""The one order of the queue: `line_up`, `next_for`, `ahead`. Nobody else says who is next."""

from collections.abc import Iterator
from datetime import datetime
from heapq import merge

from core import events as e
from core.lines import Callers, Line, Place
from core.office import Office, Ticket
from core.words import CallReason, Rank


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
    lines = office.waiting.reachable(callers) + office.unhanded.reachable(callers)
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
