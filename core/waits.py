"""An honest wait: a range in minutes, estimated high, or nothing when nobody can tell."""

from dataclasses import dataclass
from datetime import datetime
from math import ceil, inf, sqrt

from core.lines import Callers, Place
from core.office import Office, Pace, Ticket, desks_for
from core.rules import ahead
from core.words import DeskState, Rank

SPREAD = 0.8
"""Standard deviation of a visit's length over its mean: a default for counters, to be replaced by own figures."""
PRIOR_VISITS = 5
"""How many observed visits weigh as much as the length written in the content."""
STEP_MIN = 5


@dataclass(frozen=True, slots=True)
class WaitRange:
    """Minutes, in steps of five."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Prospect:
    """What a visitor can expect: how many people before them, and how long."""

    ahead: int
    wait_minutes: WaitRange | None


def of_ticket(office: Office, ticket: Ticket, at: datetime) -> Prospect:
    return _prospect(office, ticket.callers, ticket.rank, ticket.place, at)


def of_newcomer(office: Office, service: str, rank: Rank, at: datetime) -> Prospect:
    """What somebody taking a ticket now would meet."""
    return _prospect(office, desks_for(office, service), rank, (inf, 0, ""), at)


def _prospect(office: Office, callers: Callers, rank: Rank, place: Place, at: datetime) -> Prospect:
    counts = ahead(office, callers, rank, place, at)
    people = sum(counts.values())
    serving = [desk for number in callers if (desk := office.desks[number]).state is not DeskState.CLOSED]
    if not serving:
        return Prospect(people, None)
    own_minutes = visit_minutes(office, callers)
    work = sum(count * visit_minutes(office, line) for line, count in counts.items() if count)
    half_done = 0.5 * own_minutes * sum(desk.ticket is not None for desk in serving)
    expected = (work + half_done) / len(serving)
    spread = SPREAD * own_minutes * sqrt(max(people, 1)) / len(serving)
    later = 1.0 if rank is Rank.OUT_OF_TURN or not office.calls else 1 + office.out_of_turn_calls / office.calls
    low = max(0, int((expected - spread) // STEP_MIN) * STEP_MIN)
    high = max(STEP_MIN, ceil((expected + spread) * later / STEP_MIN) * STEP_MIN)
    return Prospect(people, WaitRange(low, high))


def visit_minutes(office: Office, callers: Callers) -> float:
    """The mean length of a visit at these desks: what the content says, corrected by what was seen today."""
    usual = office.usual_minutes.get(callers)
    if usual is None:
        of_line = [rule.minutes for rule in office.services.values() if not office.callers[rule.id].isdisjoint(callers)]
        usual = office.usual_minutes[callers] = sum(of_line) / len(of_line) if of_line else 10.0
    seen = office.pace.get(callers, _UNSEEN)
    return (usual * PRIOR_VISITS + seen.seconds / 60) / (PRIOR_VISITS + seen.visits)


_UNSEEN = Pace()
