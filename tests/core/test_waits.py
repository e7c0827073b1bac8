"""An honest wait: a range in steps of five minutes, estimated high, or nothing when nobody can tell."""

import heapq
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count
from random import Random
from statistics import mean

import pytest

from core import commands as c
from core import events as e
from core.office import Pace
from core.waits import WaitRange, of_newcomer, of_ticket, visit_minutes
from core.words import Impossible, Rank
from tests.core.world import CERTIFICATE, FAR, LAND, NEAR, OPENING, PENSION, RARE, World, at, world

BY = "aigul"
FIRST, BOTH, SECOND, THIRD, ALL = (frozenset(d) for d in ({1}, {1, 2}, {2}, {3}, {1, 2, 3}))


def newcomer(centre: World, service: str = CERTIFICATE, rank: Rank = Rank.ORDINARY) -> WaitRange | None:
    return of_newcomer(centre.office, service, rank, centre.now).wait_minutes


def test_nobody_can_tell_when_no_desk_of_the_service_is_open() -> None:
    centre = world(3)
    centre.visitor()
    prospect = of_newcomer(centre.office, CERTIFICATE, Rank.ORDINARY, centre.now)
    assert (prospect.ahead, prospect.wait_minutes) == (1, None)


def test_a_paused_desk_helps_nobody() -> None:
    centre = world(3)
    centre.ask(c.PauseDesk(centre.now, 3, BY))
    assert newcomer(centre, PENSION) is None


def test_at_a_free_desk_the_wait_is_short() -> None:
    assert newcomer(world(3), PENSION) == WaitRange(0, 5)


def test_behind_one_visit_under_way_the_wait_is_about_one_visit() -> None:
    centre = world(3)
    centre.visitor(PENSION)
    centre.call(3)
    assert newcomer(centre, PENSION) == WaitRange(0, 30)


@pytest.mark.parametrize(
    ("people", "expected"),
    [(1, WaitRange(0, 30)), (2, WaitRange(10, 50)), (4, WaitRange(35, 85)), (9, WaitRange(95, 175))],
)
def test_with_people_ahead_the_wait_is_their_visits_less_and_plus_the_spread(people: int, expected: WaitRange) -> None:
    centre = world(3)
    for _ in range(people):
        centre.visitor(PENSION)
    assert newcomer(centre, PENSION) == expected


def test_the_spread_is_of_the_visits_alone() -> None:
    told = world(3)
    told.office.pace[frozenset({3})] = Pace(25)
    told.visitor(PENSION)
    assert of_newcomer(told.office, PENSION, Rank.ORDINARY, told.now).wait_minutes == WaitRange(5, 45)


def test_two_desks_halve_the_wait() -> None:
    centre = world(1)
    for _ in range(10):
        centre.visitor(CERTIFICATE)
    assert newcomer(centre) == WaitRange(70, 130)
    centre.open(2)
    assert newcomer(centre) == WaitRange(35, 65)


def test_other_desks_that_share_the_work_make_the_best_case_better_and_the_worst_no_worse() -> None:
    centre = world(2)
    for _ in range(6):
        centre.visitor(CERTIFICATE)
    alone = newcomer(centre, LAND)
    centre.open(1)
    assert alone == WaitRange(40, 80)
    assert newcomer(centre, LAND) == WaitRange(20, 80)


def test_those_of_the_same_line_are_never_expected_to_be_helped_away() -> None:
    centre = world(1, 2, 3)
    for _ in range(4):
        centre.visitor(LAND)
    assert newcomer(centre, LAND) == WaitRange(45, 115)


def test_a_long_visit_of_another_line_counts_with_its_own_length() -> None:
    centre = world(1, 2, 3)
    assert newcomer(centre, PENSION) == WaitRange(0, 5)
    centre.visitor(RARE)
    assert newcomer(centre, PENSION) == WaitRange(0, 55)


def test_a_visit_of_another_line_under_way_counts_once() -> None:
    centre = world(3)
    centre.visitor(RARE)
    centre.call(3)
    assert newcomer(centre, PENSION) == WaitRange(0, 30)


def test_each_ticket_is_told_by_those_before_it() -> None:
    centre = world(3)
    tickets = [centre.visitor(PENSION) for _ in range(3)]
    told = [of_ticket(centre.office, centre.ticket(ticket), centre.now) for ticket in tickets]
    assert [(t.ahead, t.wait_minutes) for t in told] == [
        (0, WaitRange(0, 5)),
        (1, WaitRange(0, 30)),
        (2, WaitRange(10, 50)),
    ]


def test_a_ticket_without_paper_yet_is_told_the_same() -> None:
    centre = world(3)
    centre.visitor(PENSION)
    ticket = centre.take(PENSION)
    assert of_ticket(centre.office, centre.ticket(ticket), centre.now).wait_minutes == WaitRange(0, 30)


def test_a_ticket_that_waits_no_more_is_told_nothing() -> None:
    centre = world(3)
    ticket = centre.visitor(PENSION)
    centre.visitor(PENSION)
    centre.call(3)
    prospect = of_ticket(centre.office, centre.ticket(ticket), centre.now)
    assert (prospect.ahead, prospect.wait_minutes) == (0, None)


def test_the_entitled_are_told_by_those_before_them_only() -> None:
    centre = world(3)
    for _ in range(6):
        centre.visitor(PENSION)
    assert newcomer(centre, PENSION, Rank.OUT_OF_TURN) == WaitRange(0, 5)
    assert newcomer(centre, PENSION) == WaitRange(60, 120)


def test_the_more_out_of_turn_calls_the_longer_others_may_have_to_wait() -> None:
    centre = world(3)
    for _ in range(5):
        centre.visitor(PENSION, FAR)
    for _ in range(5):
        centre.call(3)
        centre.after(15)
        centre.finish(3)
    centre.visitor(PENSION, FAR)
    assert newcomer(centre, PENSION, Rank.OUT_OF_TURN) == WaitRange(0, 30)
    assert newcomer(centre, PENSION) == WaitRange(0, 55), "27 minutes, and half of the calls were out of turn"


def test_not_more_than_three_calls_of_four_are_believed_to_stay_out_of_turn() -> None:
    centre = world(3)
    centre.visitor(PENSION)
    centre.office.calls = centre.office.out_of_turn_calls = 95
    assert newcomer(centre, PENSION) == WaitRange(0, 110), "27 minutes, four times"


def test_the_length_of_a_visit_is_first_what_the_content_says() -> None:
    office = world().office
    assert {callers: pace.usual for callers, pace in office.pace.items()} == {
        BOTH: 10,
        SECOND: 20,
        THIRD: 15,
        ALL: 30,
        FIRST: 20,
    }
    assert visit_minutes(office, BOTH) == 10


def test_a_desk_that_serves_nothing_of_the_catalogue_takes_ten_minutes() -> None:
    day = replace(world().office.day or pytest.fail(), services=(), desks=(e.DeskRule(1, ()),))
    centre = World()
    centre.ask(c.OpenDay(day))
    assert visit_minutes(centre.office, FIRST) == 10


def test_the_length_of_a_visit_is_corrected_by_what_was_seen_today() -> None:
    centre = world(3)
    for _ in range(5):
        centre.visitor(PENSION)
        centre.call(3)
        centre.after(25)
        centre.finish(3)
    assert centre.office.pace[THIRD] == Pace(15, 5, 5 * 25 * 60)
    assert visit_minutes(centre.office, THIRD) == 20, "five visits weigh as much as the content"


def _finish(centre: World, ticket: str) -> c.Command:
    return c.FinishTicket(centre.now, 1, BY, ticket)


def _no_show(centre: World, ticket: str) -> c.Command:
    return c.MarkNoShow(centre.now, 1, BY, ticket)


def _park(centre: World, ticket: str) -> c.Command:
    return c.ParkTicket(centre.now, 1, BY, ticket)


def _transfer(centre: World, ticket: str) -> c.Command:
    return c.TransferTicket(centre.now, 1, BY, ticket, PENSION)


@pytest.mark.parametrize("leave", [_finish, _no_show, _park, _transfer])
def test_a_desk_is_taken_from_the_first_call_until_it_is_free_however_the_visit_ends(leave: object) -> None:
    centre = world(1)
    ticket = centre.visitor()
    centre.call()
    centre.after(3)
    centre.ask(c.RecallTicket(centre.now, 1, BY, ticket))
    if leave is not _no_show:
        centre.ask(c.StartService(centre.now, 1, BY, ticket))
    centre.after(4)
    centre.ask(leave(centre, ticket))  # type: ignore[operator]
    assert centre.office.pace[BOTH] == Pace(10, 1, 7 * 60)
    assert centre.office.desks[1].since is None


def test_a_clock_that_jumped_back_during_a_visit_makes_no_visit_of_less_than_nothing() -> None:
    centre = world(1)
    centre.visitor()
    centre.call()
    centre.after(-30)
    centre.finish()
    assert centre.office.pace[BOTH] == Pace(10, 1, 0)


def test_the_range_is_in_order_and_grows_with_every_person_ahead() -> None:
    rng = Random(7)
    for _ in range(60):
        desks = tuple(
            e.DeskRule(d, tuple(s for s in (CERTIFICATE, LAND, PENSION, RARE) if rng.random() < 0.5))
            for d in (1, 2, 3, 4)
        )
        centre = world(*(d for d in (1, 2, 3, 4) if rng.random() < 0.8), desks=desks)
        before = {s: newcomer(centre, s) for s in centre.office.services}
        for _ in range(25):
            centre.visitor(rng.choice(list(before)), rng.choice((NEAR, FAR)))
            for service, old in before.items():
                new = before[service] = newcomer(centre, service)
                if old is None or new is None:
                    assert old is new is None
                else:
                    assert 0 <= new.low < new.high
                    assert (old.low, old.high) <= (new.low, new.high)
                    assert old.high <= new.high
                    assert new.low % 5 == new.high % 5 == 0


@dataclass
class Told:
    """What a visitor was told, and what came."""

    rank: Rank
    low: int
    high: int
    waited: float


def simulate(desks: tuple[e.DeskRule, ...], share: float, per_hour: float, days: int, visit: float) -> list[Told]:
    """Whole days with chance visits (spread 0.8 of the mean) and arrivals; nobody stands away from the line."""
    rng, told = Random(2026), list[Told]()
    services = sorted({service for desk in desks for service in desk.services})
    for _ in range(days):
        centre = world(*(desk.id for desk in desks), desks=desks)
        promised: dict[str, WaitRange] = {}
        order = count()
        come = OPENING
        steps: list[tuple[float, int, int]] = []
        while (come := come + timedelta(hours=rng.expovariate(per_hour))) < at("16:00"):
            heapq.heappush(steps, (come.timestamp(), next(order), 0))
        while steps:
            moment, _, desk = heapq.heappop(steps)
            centre.now = OPENING + timedelta(seconds=moment - OPENING.timestamp())
            if desk:
                centre.finish(desk)
            else:
                centre.now -= timedelta(seconds=1)
                ticket = centre.visitor(rng.choice(services), FAR if rng.random() < share else NEAR)
                wait = of_ticket(centre.office, centre.ticket(ticket), centre.now).wait_minutes
                assert wait is not None
                promised[ticket] = wait
            for free in [d.id for d in centre.office.desks.values() if d.ticket is None]:
                try:
                    called, _ = centre.call(free)
                except Impossible:
                    continue
                minutes = rng.gammavariate(1 / 0.64, visit * 0.64)
                heapq.heappush(steps, (centre.now.timestamp() + minutes * 60, next(order), free))
                ticket_called = centre.ticket(called)
                waited = (centre.now - ticket_called.taken_at).total_seconds() / 60
                told.append(Told(ticket_called.rank, promised[called].low, promised[called].high, waited))
    return told


ONE = (e.DeskRule(1, (CERTIFICATE,)),)
TWO = (e.DeskRule(1, (CERTIFICATE,)), e.DeskRule(2, (CERTIFICATE,)))
MIXED = (e.DeskRule(1, (CERTIFICATE,)), e.DeskRule(2, (CERTIFICATE, LAND)), e.DeskRule(3, (LAND, PENSION)))


@pytest.mark.parametrize(
    ("desks", "share", "per_hour", "visit"),
    [
        (ONE, 0.15, 4.75, 10.0),
        (ONE, 0.4, 4.75, 10.0),
        (TWO, 0.4, 10.0, 10.0),
        (MIXED, 0.15, 10.0, 15.0),
        (TWO, 0.4, 9.0, 14.0),
    ],
    ids=["one desk", "one desk, many entitled", "two desks", "desks that share", "slower than the content says"],
)
def test_the_high_end_is_never_below_what_is_to_be_expected(
    desks: tuple[e.DeskRule, ...], share: float, per_hour: float, visit: float
) -> None:
    told = simulate(desks, share, per_hour, days=12, visit=visit)
    for rank in Rank:
        of_rank = [t for t in told if t.rank is rank]
        assert mean(t.waited for t in of_rank) <= mean(t.high for t in of_rank)
        assert mean(t.low for t in of_rank) <= mean(t.waited for t in of_rank)
        assert mean(t.waited <= t.high for t in of_rank) >= 0.85
        assert mean(t.waited >= t.low for t in of_rank) >= 0.85
    ordinary = [t for t in told if t.rank is Rank.ORDINARY]
    assert mean(t.high for t in ordinary) <= 2.5 * mean(t.waited for t in ordinary), "high, but still of use"
    for low, high in ((0, 10), (10, 20), (20, 40), (40, 80), (80, 1000)):
        group = [t for t in told if low < t.high <= high]
        if len(group) >= 30:
            assert mean(t.waited for t in group) <= mean(t.high for t in group)
            assert mean(t.low for t in group) <= mean(t.waited for t in group)
