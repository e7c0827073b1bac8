"""Who is next, and why: out of turn first, in order of arrival, then the longest wait, within the council's limit."""

from itertools import islice

import pytest

from core import commands as c
from core import events as e
from core.office import Office
from core.order import ahead, line_up, next_for
from core.words import CallReason, Rank, Why
from tests.core.world import CERTIFICATE, FAR, LAND, NEAR, OPENING, PENSION, RARE, SETTLEMENT, World, at, report, world

BY_RIGHT, BY_WAIT, BY_GUARD = CallReason.OUT_OF_TURN, CallReason.LONGEST_WAIT, CallReason.GUARD


def test_the_longest_wait_is_next() -> None:
    centre = world(1)
    first, second = centre.visitor(), centre.visitor()
    assert centre.serve_next() == (first, BY_WAIT)
    assert centre.serve_next() == (second, BY_WAIT)


def test_the_out_of_turn_right_is_strict_and_in_order_of_arrival_among_themselves() -> None:
    centre = world(1)
    ordinary = centre.visitor()
    entitled = [centre.visitor(village=village) for village in (FAR, SETTLEMENT, FAR, FAR, FAR, FAR)]
    centre.after(300)
    for expected in entitled:
        assert centre.serve_next() == (expected, BY_RIGHT)
    assert centre.serve_next() == (ordinary, BY_WAIT)


def test_a_desk_calls_only_those_it_serves() -> None:
    centre = world(1, 3)
    land, pension, certificate = (centre.visitor(service) for service in (LAND, PENSION, CERTIFICATE))
    assert centre.order(1) == [certificate]
    assert centre.order(2) == [land, certificate]
    assert centre.order(3) == [pension]
    assert centre.order(1, 3) == [pension, certificate]


def test_a_service_no_desk_names_can_be_called_by_every_desk() -> None:
    centre = world()
    rare = centre.visitor(RARE)
    assert [centre.order(desk) for desk in (1, 2, 3)] == [[rare]] * 3


def test_lines_of_several_services_are_one_queue_by_arrival() -> None:
    centre = world(2)
    arrivals = [centre.visitor(service) for service in (LAND, CERTIFICATE, RARE, LAND, CERTIFICATE)]
    assert [centre.serve_next(2)[0] for _ in arrivals] == arrivals


def test_nobody_waits_for_a_desk_that_nobody_waits_for() -> None:
    centre = world(3)
    centre.visitor(CERTIFICATE)
    assert next_for(centre.office, 3, centre.now) is None
    assert centre.refusal(c.CallNext(centre.now, 3, "aigul")) is Why.NOBODY_WAITING


def test_an_office_that_is_not_open_has_no_line() -> None:
    assert list(line_up(Office(), frozenset(), OPENING)) == []
    assert ahead(Office(), frozenset(), Rank.ORDINARY, (0.0, 0, ""), OPENING) == {}


def test_the_next_is_the_head_of_the_line_with_its_reason() -> None:
    centre = world(1)
    centre.visitor()
    entitled = centre.visitor(village=FAR)
    assert next_for(centre.office, 1, centre.now) == (centre.ticket(entitled), BY_RIGHT)
    assert [reason for _, reason in line_up(centre.office, frozenset({1}), centre.now)] == [BY_RIGHT, BY_WAIT]


def crowd(centre: World, ordinary: int, entitled: int) -> tuple[list[str], list[str]]:
    """Ordinary visitors first, then entitled ones, all waiting."""
    return (
        [centre.visitor(village=NEAR) for _ in range(ordinary)],
        [centre.visitor(village=FAR) for _ in range(entitled)],
    )


def calls(centre: World, count: int, desk: int = 1) -> str:
    """The next calls as letters: r by right, w by wait, g by the guard; the line must have foreseen them."""
    foreseen = [(t.id, why) for t, why in islice(line_up(centre.office, frozenset({desk}), centre.now), count)]
    made = [centre.serve_next(desk) for _ in range(count)]
    assert made == foreseen
    return "".join({BY_RIGHT: "r", BY_WAIT: "w", BY_GUARD: "g"}[reason] for _, reason in made)


def test_after_so_many_out_of_turn_calls_the_guard_gives_one_to_an_ordinary_visitor() -> None:
    centre = world(1, guard=e.Guard("№ 7, 2026-02-01", after_calls=2))
    crowd(centre, ordinary=3, entitled=7)
    assert calls(centre, 10) == "rrgrrgrrgr"
    assert centre.office.guard_calls == 3


def test_when_nobody_entitled_waits_the_guard_is_not_the_reason() -> None:
    centre = world(1, guard=e.Guard("№ 7", after_calls=2))
    crowd(centre, ordinary=2, entitled=2)
    assert calls(centre, 4) == "rrww"
    assert centre.office.guard_calls == 0


def test_an_ordinary_call_lets_the_guard_count_anew() -> None:
    centre = world(1, guard=e.Guard("№ 7", after_calls=2))
    centre.visitor(village=FAR)
    assert calls(centre, 1) == "r"
    centre.visitor()
    assert calls(centre, 1) == "w"
    crowd(centre, ordinary=1, entitled=3)
    assert calls(centre, 4) == "rrgr"


def test_the_guard_counts_each_desk_apart() -> None:
    centre = world(1, 2, guard=e.Guard("№ 7", after_calls=1))
    crowd(centre, ordinary=2, entitled=4)
    assert calls(centre, 1, desk=1) == "r"
    assert calls(centre, 1, desk=2) == "r"
    assert calls(centre, 1, desk=1) == "g"
    assert calls(centre, 1, desk=2) == "g"


def test_what_the_hall_sees_counts_on_from_the_desks_that_are_open() -> None:
    centre = world(1, guard=e.Guard("№ 7", after_calls=2))
    (ordinary,), entitled = crowd(centre, 1, 4)
    assert calls(centre, 2) == "rr"
    assert centre.order(1, 2, 3) == [ordinary, *entitled[2:]]
    centre.open(2)
    assert centre.order(1, 2, 3) == [*entitled[2:], ordinary]


def test_while_no_desk_is_open_the_guard_counts_from_nothing() -> None:
    centre = world(guard=e.Guard("№ 7", after_calls=1))
    (ordinary,), entitled = crowd(centre, 1, 2)
    assert centre.order(1) == [entitled[0], ordinary, entitled[1]]


def test_after_so_many_minutes_the_guard_alternates() -> None:
    centre = world(1, guard=e.Guard("№ 7", after_minutes=30))
    crowd(centre, ordinary=3, entitled=6)
    assert calls(centre, 2) == "rr"
    centre.after(31)
    assert calls(centre, 6) == "grgrgr"


def test_the_minutes_of_the_guard_are_reached_at_the_minute_and_not_before() -> None:
    guard = e.Guard("№ 7", after_minutes=30)
    for seconds, expected in ((-1, "rr"), (0, "rg")):
        centre = world(1, guard=guard)
        (ordinary,), _ = crowd(centre, 1, 3)
        centre.now = centre.ticket(ordinary).taken_at
        centre.after(30 + seconds / 60)
        assert calls(centre, 2) == expected


def test_the_guard_looks_at_the_longest_waiting_ordinary_visitor_only() -> None:
    centre = world(1, guard=e.Guard("№ 7", after_minutes=30))
    crowd(centre, 1, 1)
    centre.after(31)
    crowd(centre, 2, 3)
    assert calls(centre, 7) == "rgrrrww"


def test_both_limits_of_the_guard_hold_together() -> None:
    centre = world(1, guard=e.Guard("№ 7", after_calls=3, after_minutes=30))
    crowd(centre, 2, 2)
    assert calls(centre, 1) == "r"
    centre.after(31)
    crowd(centre, 2, 6)
    assert calls(centre, 10) == "grgrrrgrrr"


def test_those_who_return_do_not_count_for_the_guard() -> None:
    centre = world(1, guard=e.Guard("№ 7", after_calls=2))
    crowd(centre, 1, 4)
    parked, _ = centre.call()
    centre.ask(c.ParkTicket(centre.now, 1, "aigul", parked))
    assert centre.office.desks[1].run == 1
    assert centre.ask(c.ResumeTicket(centre.now, 1, "aigul", parked)) == [
        e.TicketCalled(centre.now, parked, 1, "aigul", CallReason.RETURNED)
    ]
    centre.finish()
    assert centre.office.desks[1].run == 1
    assert calls(centre, 4) == "rgrr"


def test_an_ordinary_visitor_who_returns_does_not_use_up_the_guard() -> None:
    centre = world(1, guard=e.Guard("№ 7", after_calls=1))
    parked = centre.visitor()
    centre.call()
    centre.ask(c.ParkTicket(centre.now, 1, "aigul", parked))
    crowd(centre, 1, 2)
    assert calls(centre, 1) == "r"
    centre.ask(c.ResumeTicket(centre.now, 1, "aigul", parked))
    centre.finish()
    assert calls(centre, 2) == "gr"


def test_a_guard_without_limits_limits_nothing() -> None:
    centre = world(1, guard=e.Guard("№ 7"))
    crowd(centre, 1, 5)
    centre.after(500)
    assert calls(centre, 6) == "rrrrrw"


GUARDS = [
    None,
    e.Guard("№ 7", after_calls=1),
    e.Guard("№ 7", after_calls=2),
    e.Guard("№ 7", after_minutes=10),
    e.Guard("№ 7", after_calls=3, after_minutes=10),
]


@pytest.mark.parametrize("guard", GUARDS)
def test_people_ahead_are_those_before_them_in_the_line(guard: e.Guard | None) -> None:
    centre = world(1, 2, guard=guard)
    for number in range(20):
        centre.visitor((CERTIFICATE, LAND, RARE)[number % 3], FAR if number % 4 < 2 else NEAR)
        centre.after(1)
        if number % 7 == 6:
            centre.serve_next(1 + number % 2)
    for ticket in list(centre.office.tickets.values()):
        if ticket.id in (line := centre.order(*ticket.callers)):
            assert centre.ahead(ticket.id) == line.index(ticket.id)


@pytest.mark.parametrize("guard", GUARDS)
@pytest.mark.parametrize("village", [NEAR, FAR])
def test_people_ahead_of_one_without_paper_is_where_they_will_stand(guard: e.Guard | None, village: str) -> None:
    centre = world(1, guard=guard)
    crowd(centre, 4, 6)
    centre.after(11)
    ticket = centre.take(village=village)
    told = centre.ahead(ticket)
    for _ in range(3):
        centre.visitor(village=village)
    assert centre.ahead(ticket) == told, "who comes later with the same right does not overtake"
    centre.hand(ticket)
    assert centre.order(1).index(ticket) == told


@pytest.mark.parametrize("guard", GUARDS)
def test_those_about_to_hold_their_number_are_ahead(guard: e.Guard | None) -> None:
    centre = world(1, guard=guard)
    unhanded = [centre.take(), centre.take(village=FAR)]
    last = centre.visitor()
    later = centre.take()
    assert centre.ahead(last) == 2
    assert centre.ahead(later) == 3
    for ticket in unhanded:
        centre.hand(ticket)
    assert centre.order(1).index(last) == 2


@pytest.mark.parametrize(("rank", "expected"), [(Rank.ORDINARY, 2), (Rank.OUT_OF_TURN, 10)])
def test_a_newcomer_under_a_guard_is_told_the_true_place(rank: Rank, expected: int) -> None:
    centre = world(1, guard=e.Guard("№ 7", after_calls=2))
    crowd(centre, 0, 10)
    counts = ahead(centre.office, frozenset({1, 2}), rank, (9e12, 0, ""), centre.now)
    assert counts == {frozenset({1, 2}): expected}


@pytest.mark.parametrize("guard", GUARDS[:3])
def test_people_ahead_are_told_by_line(guard: e.Guard | None) -> None:
    centre = world(2, guard=guard)
    for service in (CERTIFICATE, CERTIFICATE, LAND, RARE, PENSION, RARE, CERTIFICATE):
        centre.visitor(service)
    centre.take(LAND)
    land = centre.ticket(centre.visitor(LAND))
    counts = ahead(centre.office, land.callers, land.rank, land.place, centre.now)
    assert counts == {frozenset({1, 2}): 3, frozenset({2}): 2, frozenset({1, 2, 3}): 2}


def test_a_late_report_goes_before_those_who_came_after() -> None:
    centre = world(1)
    centre.now = at("10:00")
    waiting = [centre.visitor(), centre.visitor()]
    centre.ask(report(1, kiosk="L", taken_at=at("09:30"), now=at("10:30")))
    assert [centre.ahead(ticket) for ticket in waiting] == [1, 2]
    assert centre.ahead("L-1") == 0
