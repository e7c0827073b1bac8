"""What the head sees of the day: how many, and how long they waited."""

from datetime import timedelta

import pytest

from core import commands as c
from core import events as e
from core import figures
from core.words import CallReason, DeskState
from tests.core.world import FAR, OPENING, at, world

BY = "aigul"


def test_the_head_sees_the_day_in_figures() -> None:
    centre = world(1, 2, guard=e.Guard("№ 7", after_calls=1))
    tickets = [centre.visitor(village=village) for village in (FAR, FAR, "near", "near", "near")]
    centre.now = at("09:20")
    centre.serve_next(1)
    centre.now = at("09:10")
    no_show, reason = centre.call(1)
    assert (no_show, reason) == (tickets[2], CallReason.GUARD)
    centre.ask(c.MarkNoShow(centre.now, 1, BY, no_show))
    centre.call(2)
    centre.take()
    picture = figures.of_day(centre.office, centre.ticket(tickets[3]).taken_at + timedelta(minutes=61))
    assert (picture.taken, picture.waiting_count, picture.called) == (6, 2, 3)
    assert (picture.finished, picture.no_show, picture.out_of_turn, picture.guard_calls) == (1, 1, 2, 1)
    assert picture.longest_wait_minutes == 61
    assert picture.mean_wait_minutes == 13.3
    assert picture.served_within_15 == 0.667
    assert picture.desks == (
        figures.HeadDesk(1, DeskState.OPEN, BY, None, 1),
        figures.HeadDesk(2, DeskState.OPEN, BY, "А002", 0),
        figures.HeadDesk(3, DeskState.CLOSED, None, None, 0),
    )


def test_the_wait_the_head_sees_ends_with_the_first_call() -> None:
    centre = world(1)
    ticket = centre.visitor()
    centre.now = centre.ticket(ticket).taken_at + timedelta(minutes=15)
    centre.call()
    centre.after(20)
    centre.ask(c.RecallTicket(centre.now, 1, BY, ticket))
    picture = figures.of_day(centre.office, centre.now)
    assert (picture.mean_wait_minutes, picture.served_within_15) == (15.0, 1.0)


@pytest.mark.parametrize(("minutes", "share"), [(15, 1.0), (15.5, 0.0)])
def test_a_quarter_of_an_hour_is_the_mark_of_a_short_wait(minutes: float, share: float) -> None:
    centre = world(1)
    centre.now = centre.ticket(centre.visitor()).taken_at + timedelta(minutes=minutes)
    centre.call()
    assert figures.of_day(centre.office, centre.now).served_within_15 == share


def test_the_longest_wait_is_of_those_who_wait_still() -> None:
    centre = world(1)
    centre.visitor()
    centre.serve_next()
    centre.after(50)
    waits = centre.ticket(centre.visitor())
    assert figures.of_day(centre.office, waits.taken_at + timedelta(minutes=10)).longest_wait_minutes == 10


def test_the_mean_wait_is_told_to_a_tenth_of_a_minute() -> None:
    centre = world(1)
    for minutes in (5, 5, 10):
        centre.now = centre.ticket(centre.visitor()).taken_at + timedelta(minutes=minutes)
        centre.serve_next()
    assert figures.of_day(centre.office, centre.now).mean_wait_minutes == 6.7


def test_a_day_without_calls_has_no_mean() -> None:
    picture = figures.of_day(world().office, OPENING)
    assert (picture.mean_wait_minutes, picture.served_within_15, picture.longest_wait_minutes) == (None, None, 0)
