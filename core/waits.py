"""An honest wait: a range in minutes, estimated high, or nothing when nobody can tell."""

from datetime import datetime
from math import ceil, floor, inf, sqrt

from core.lines import Callers, Place
from core.office import Office, Ticket
from core.order import ahead
from core.record import record
from core.words import Rank, Stage

SPREAD = 0.8
"""Standard deviation of a visit's length over its mean: a default for counters, to be replaced by own figures."""
PRIOR_VISITS = 5
"""How many observed visits weigh as much as the length written in the content."""
STEP_MIN = 5
LATER_SHARE_MAX = 0.75
"""A larger share of out-of-turn calls is not believed to last for a whole wait."""


@record
class WaitRange:
    """Minutes, in steps of five."""

    low: int
    high: int


@record
class Prospect:
    """What a visitor can expect: how many people before them, and how long."""

    ahead: int
    wait_minutes: WaitRange | None


def of_ticket(office: Office, ticket: Ticket, at: datetime) -> Prospect:
    """Nothing before a ticket that does not wait (any more)."""
    if ticket.stage not in (Stage.TAKEN, Stage.HANDED):
        return Prospect(0, None)
    return _prospect(office, ticket.callers, ticket.rank, ticket.place, at)


def of_newcomer(office: Office, service: str, rank: Rank, at: datetime) -> Prospect:
    """What somebody taking a ticket now would meet. Raises KeyError for a service that does not exist."""
    return _prospect(office, office.callers[service], rank, (inf, 0, ""), at)


def visit_minutes(office: Office, callers: Callers) -> float:
    """The mean length of a visit at these desks: what the content says, corrected by what was seen today."""
    pace = office.pace[callers]
    return (pace.usual * PRIOR_VISITS + pace.seconds / 60) / (PRIOR_VISITS + pace.visits)


def _prospect(office: Office, callers: Callers, rank: Rank, place: Place, at: datetime) -> Prospect:
    """At worst only the desks that may call this visitor work off all who come before; at best others help them."""
    counts = ahead(office, callers, rank, place, at)
    people = sum(counts.values())
    desks = callers & office.open
    if not desks:
        return Prospect(people, None)
    if all(office.desks[desk].ticket for desk in desks):
        counts[callers] = counts.get(callers, 0) + 1
    least, most = _minutes(office, counts)
    alone = _least(visit_minutes(office, callers), counts.get(callers, 0))
    low = max(alone / len(desks), least / len(office.helpers[callers] & office.open))
    high = most / len(desks) * _later(office, rank)
    return Prospect(people, WaitRange(floor(low / STEP_MIN) * STEP_MIN, max(1, ceil(high / STEP_MIN)) * STEP_MIN))


def _minutes(office: Office, counts: dict[Callers, int]) -> tuple[float, float]:
    """What so many visits take one desk: the mean less, and plus, one standard deviation."""
    mean, variance = 0.0, 0.0
    for line, count in counts.items():
        minutes = visit_minutes(office, line)
        mean += count * minutes
        variance += count * minutes * minutes
    spread = SPREAD * sqrt(variance)
    return mean - spread, mean + spread


def _least(minutes: float, count: int) -> float:
    """The lower end for visits of one length."""
    return minutes * (count - SPREAD * sqrt(count))


def _later(office: Office, rank: Rank) -> float:
    """How much longer it takes because some who come later, during the wait, are called before."""
    if rank is Rank.OUT_OF_TURN:
        return 1.0
    return 1 / (1 - min(LATER_SHARE_MAX, office.out_of_turn_calls / (office.calls + PRIOR_VISITS)))
