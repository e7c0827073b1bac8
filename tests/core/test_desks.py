"""What desks do with visitors; and a late click never acts on the wrong ticket."""

from collections.abc import Callable

import pytest

from core import commands as c
from core import events as e
from core import views
from core.rules import decide
from core.words import AT_DESK, CallReason, DeskState, Outcome, Rank, Stage, Why
from tests.core.world import CERTIFICATE, FAR, LAND, NEAR, OPENING, PENSION, RARE, World, at, world

BY = "aigul"


def test_a_desk_opens_pauses_comes_back_and_closes() -> None:
    centre = world()
    assert centre.office.desks[1].state is DeskState.CLOSED
    steps: list[tuple[c.Command, e.Event, DeskState]] = [
        (c.OpenDesk(at("09:00"), 1, BY), e.DeskOpened(at("09:00"), 1, BY), DeskState.OPEN),
        (c.PauseDesk(at("09:10"), 1, BY, "tea"), e.DeskPaused(at("09:10"), 1, BY, "tea"), DeskState.PAUSED),
        (c.OpenDesk(at("09:20"), 1, BY), e.DeskOpened(at("09:20"), 1, BY), DeskState.OPEN),
        (c.CloseDesk(at("09:30"), 1, BY), e.DeskClosed(at("09:30"), 1, BY), DeskState.CLOSED),
    ]
    for command, fact, state in steps:
        assert centre.ask(command) == [fact]
        assert (centre.office.desks[1].state, centre.office.desks[1].by) == (state, BY)
        assert decide(centre.office, command) == [], "asked again, it is so already"


def test_a_paused_desk_tells_the_hall_when_it_is_back_and_may_put_it_right() -> None:
    centre = world(1)
    told = [(at("12:30"), "13:30"), (at("13:20"), "13:45"), (at("13:40"), None)]
    for now, back_at in told:
        pause = c.PauseDesk(now, 1, BY, "lunch", back_at)
        assert centre.ask(pause) == [e.DeskPaused(now, 1, BY, "lunch", back_at)]
        assert views.board(centre.office, now).desks[0] == views.BoardDesk(1, DeskState.PAUSED, back_at)
        assert decide(centre.office, pause) == [], "asked again, it is so already"


@pytest.mark.parametrize(
    "then", [c.OpenDesk(at("13:00"), 1, BY), c.CloseDesk(at("13:00"), 1, BY), c.CloseDay(at("13:00"))]
)
def test_a_desk_that_is_no_longer_paused_promises_no_time(then: c.Command) -> None:
    centre = world(1)
    centre.ask(c.PauseDesk(at("12:30"), 1, BY, back_at="13:30"))
    centre.ask(then)
    assert centre.office.desks[1].back_at is None


def test_another_person_takes_over_an_open_desk() -> None:
    centre = world(1)
    assert centre.ask(c.OpenDesk(centre.now, 1, "bakyt")) == [e.DeskOpened(centre.now, 1, "bakyt")]
    assert centre.office.desks[1].by == "bakyt"


def test_who_paused_or_closed_a_desk_is_recorded() -> None:
    centre = world(1)
    centre.ask(c.PauseDesk(centre.now, 1, "bakyt"))
    assert centre.office.desks[1].by == "bakyt"
    centre.ask(c.CloseDesk(centre.now, 1, "cholpon"))
    assert centre.office.desks[1].by == "cholpon"


def test_a_closed_desk_cannot_pause() -> None:
    assert world().refusal(c.PauseDesk(OPENING, 1, BY)) is Why.DESK_CLOSED


@pytest.mark.parametrize("serving", [False, True])
def test_a_desk_with_a_visitor_neither_pauses_nor_closes_nor_calls(serving: bool) -> None:
    centre = world(1)
    ticket = centre.visitor()
    centre.visitor()
    centre.call()
    if serving:
        centre.ask(c.StartService(centre.now, 1, BY, ticket))
    for command in (c.PauseDesk, c.CloseDesk, c.CallNext):
        assert centre.refusal(command(centre.now, 1, BY)) is Why.DESK_BUSY


@pytest.mark.parametrize("leave", [c.PauseDesk, c.CloseDesk])
def test_a_desk_that_is_not_open_calls_nobody(leave: type[c.PauseDesk | c.CloseDesk]) -> None:
    centre = world(1)
    away = centre.visitor()
    centre.visitor()
    centre.call()
    centre.ask(c.ParkTicket(centre.now, 1, BY, away))
    centre.ask(leave(centre.now, 1, BY))
    assert centre.refusal(c.CallNext(centre.now, 1, BY)) is Why.DESK_CLOSED
    assert centre.refusal(c.ResumeTicket(centre.now, 1, BY, away)) is Why.DESK_CLOSED


def test_a_call_says_who_where_and_why() -> None:
    centre = world(2)
    ticket = centre.visitor(village=FAR)
    centre.now = at("09:30")
    assert centre.ask(c.CallNext(centre.now, 2, "bakyt")) == [
        e.TicketCalled(at("09:30"), ticket, 2, "bakyt", CallReason.OUT_OF_TURN)
    ]
    called = centre.ticket(ticket)
    assert (called.stage, called.desk, called.reason, called.calls) == (Stage.CALLED, 2, CallReason.OUT_OF_TURN, 1)
    assert called.called_at == called.first_called_at == at("09:30")
    assert (centre.office.desks[2].ticket, centre.office.desks[2].since) == (ticket, at("09:30"))
    assert (centre.office.calls, centre.office.out_of_turn_calls, centre.office.guard_calls) == (1, 1, 0)
    assert centre.order(2) == []


def test_calling_twice_in_haste_calls_one_visitor() -> None:
    centre = world(1)
    ticket = centre.visitor()
    centre.visitor()
    centre.call()
    assert centre.refusal(c.CallNext(centre.now, 1, BY)) is Why.DESK_BUSY
    assert centre.office.desks[1].ticket == ticket


def test_two_desks_never_call_one_visitor() -> None:
    centre = world(1, 2)
    first, second = centre.visitor(), centre.visitor()
    assert (centre.call(1)[0], centre.call(2)[0]) == (first, second)
    assert centre.office.calls == 2


def test_a_recall_is_counted_and_changes_nothing_else() -> None:
    centre = world(1)
    ticket = centre.visitor()
    centre.call()
    called_at = centre.now
    centre.after(2)
    assert centre.ask(c.RecallTicket(centre.now, 1, BY, ticket, "loud hall")) == [
        e.TicketRecalled(centre.now, ticket, 1, BY, "loud hall")
    ]
    again = centre.ticket(ticket)
    assert (again.stage, again.calls, again.called_at, again.first_called_at) == (
        Stage.CALLED,
        2,
        centre.now,
        called_at,
    )
    assert centre.office.desks[1].since == called_at


def test_a_visit_starts_once_and_ends_with_an_outcome() -> None:
    centre = world(1)
    ticket = centre.visitor()
    centre.call()
    start = c.StartService(centre.now, 1, BY, ticket)
    assert centre.ask(start) == [e.ServiceStarted(centre.now, ticket, 1, BY)]
    assert (centre.ticket(ticket).stage, centre.ticket(ticket).started_at) == (Stage.SERVING, centre.now)
    assert decide(centre.office, start) == []
    centre.after(10)
    finish = c.FinishTicket(centre.now, 1, BY, ticket, Outcome.ADVISED)
    assert centre.ask(finish) == [e.TicketFinished(centre.now, ticket, 1, BY, Outcome.ADVISED)]
    done = centre.ticket(ticket)
    assert (done.stage, done.outcome, done.ended_at) == (Stage.FINISHED, Outcome.ADVISED, centre.now)
    assert (centre.office.desks[1].ticket, centre.office.desks[1].since) == (None, None)


def test_a_visit_finished_without_a_start_has_no_invented_start() -> None:
    centre = world(1)
    ticket = centre.visitor()
    centre.call()
    assert len(centre.ask(c.FinishTicket(centre.now, 1, BY, ticket))) == 1
    assert centre.ticket(ticket).started_at is None
    assert centre.ticket(ticket).outcome is Outcome.SERVED


def test_once_service_has_started_the_visitor_is_there_and_needs_no_recall() -> None:
    centre = world(1)
    ticket = centre.visitor()
    centre.call()
    centre.ask(c.StartService(centre.now, 1, BY, ticket))
    assert centre.refusal(c.RecallTicket(centre.now, 1, BY, ticket)) is Why.WRONG_TICKET
    assert centre.refusal(c.MarkNoShow(centre.now, 1, BY, ticket)) is Why.WRONG_TICKET


def test_who_does_not_come_can_come_back() -> None:
    centre = world(1, 2)
    ticket = centre.visitor()
    centre.call()
    assert centre.ask(c.MarkNoShow(centre.now, 1, BY, ticket, "called three times")) == [
        e.TicketNoShow(centre.now, ticket, 1, BY, "called three times")
    ]
    gone = centre.ticket(ticket)
    assert (gone.stage, gone.note, gone.ended_at) == (Stage.NO_SHOW, "called three times", centre.now)
    assert centre.office.desks[1].ticket is None
    centre.after(20)
    centre.ask(c.ResumeTicket(centre.now, 2, "bakyt", ticket))
    back = centre.ticket(ticket)
    assert (back.stage, back.desk, back.reason, back.ended_at) == (Stage.CALLED, 2, CallReason.RETURNED, None)
    assert back.calls == 2
    assert back.called_at == centre.now != back.first_called_at


@pytest.mark.parametrize("serving", [False, True])
def test_a_parked_visitor_waits_aside_and_is_called_back_by_any_desk(serving: bool) -> None:
    centre = world(1, 3)
    ticket = centre.visitor()
    centre.call()
    if serving:
        centre.ask(c.StartService(centre.now, 1, BY, ticket))
    assert centre.ask(c.ParkTicket(centre.now, 1, BY, ticket, "fills in a form")) == [
        e.TicketParked(centre.now, ticket, 1, BY, "fills in a form")
    ]
    assert (centre.ticket(ticket).stage, centre.ticket(ticket).note) == (Stage.PARKED, "fills in a form")
    assert centre.order(1, 2, 3) == []
    centre.ask(c.ResumeTicket(centre.now, 3, BY, ticket))
    assert centre.office.desks[3].ticket == ticket
    assert centre.ticket(ticket).started_at is None, "this call has not started yet"


def test_those_aside_are_listed_newest_last() -> None:
    centre = world(1)
    first, second, third = (centre.visitor() for _ in range(3))
    for ticket in (first, second, third):
        centre.call()
        centre.ask(c.ParkTicket(centre.now, 1, BY, ticket))
    assert list(centre.office.away) == [first, second, third]
    centre.ask(c.CorrectRank(centre.now, 1, BY, first, Rank.OUT_OF_TURN, "document seen"))
    assert list(centre.office.away) == [first, second, third]
    centre.ask(c.ResumeTicket(centre.now, 1, BY, first))
    assert list(centre.office.away) == [second, third]
    centre.ask(c.MarkNoShow(centre.now, 1, BY, first))
    assert list(centre.office.away) == [second, third, first]


def test_a_transfer_to_another_service_keeps_the_place() -> None:
    centre = world(1, 3)
    moved = centre.visitor(CERTIFICATE)
    pensioner = centre.visitor(PENSION)
    centre.call()
    assert centre.ask(c.TransferTicket(centre.now, 1, BY, moved, PENSION, reason="wrong desk")) == [
        e.TicketTransferred(centre.now, moved, 1, BY, PENSION, None, "wrong desk")
    ]
    ticket = centre.ticket(moved)
    assert (ticket.stage, ticket.service, ticket.note, ticket.desk) == (Stage.HANDED, PENSION, "wrong desk", None)
    assert (ticket.reason, ticket.called_at, ticket.started_at) == (None, None, None)
    assert ticket.first_called_at is not None
    assert ticket.calls == 1, "a board tells calls apart by their count"
    assert centre.order(3) == [moved, pensioner]
    assert centre.order(1) == []
    assert centre.office.desks[1].ticket is None


def test_a_transfer_keeps_the_right() -> None:
    centre = world(1, 3)
    waiting = [centre.visitor(PENSION, FAR), centre.visitor(PENSION, NEAR)]
    moved = centre.visitor(CERTIFICATE, FAR)
    centre.call()
    centre.ask(c.TransferTicket(centre.now, 1, BY, moved, PENSION))
    assert centre.order(3) == [waiting[0], moved, waiting[1]]


def test_a_visit_under_way_can_be_transferred() -> None:
    centre = world(1, 2)
    ticket = centre.visitor()
    centre.call()
    centre.ask(c.StartService(centre.now, 1, BY, ticket))
    centre.ask(c.TransferTicket(centre.now, 1, BY, ticket, LAND))
    assert (centre.ticket(ticket).stage, centre.ticket(ticket).started_at) == (Stage.HANDED, None)


def test_a_transfer_to_one_desk_waits_for_that_desk_alone() -> None:
    centre = world(1, 2)
    ticket = centre.visitor()
    centre.call(1)
    centre.ask(c.TransferTicket(centre.now, 1, BY, ticket, to_desk=2))
    assert (centre.ticket(ticket).service, centre.ticket(ticket).to_desk) == (CERTIFICATE, 2)
    assert centre.order(1) == []
    assert centre.call(2)[0] == ticket


def test_the_place_kept_at_one_desk_is_used_up_by_the_call() -> None:
    centre = world(1, 2)
    ticket = centre.visitor()
    centre.call(1)
    centre.ask(c.TransferTicket(centre.now, 1, BY, ticket, to_desk=2))
    centre.call(2)
    assert centre.ticket(ticket).to_desk is None
    assert centre.ticket(ticket).callers == frozenset({1, 2})


def test_a_desk_may_be_sent_a_visitor_it_would_not_serve() -> None:
    centre = world(1, 3)
    ticket = centre.visitor(CERTIFICATE)
    centre.call(1)
    centre.ask(c.TransferTicket(centre.now, 1, BY, ticket, to_desk=3))
    assert centre.order(3) == [ticket]
    assert centre.call(3)[0] == ticket


def test_a_closing_desk_lets_go_of_those_kept_for_it() -> None:
    centre = world(1, 2, 3)
    kept = [centre.visitor(village=village) for village in (NEAR, FAR)]
    other = centre.visitor(PENSION)
    centre.ask(c.TransferTicket(centre.now, 1, BY, centre.call(1)[0], to_desk=3))
    centre.ask(c.TransferTicket(centre.now, 1, BY, centre.call(1)[0], to_desk=3))
    assert centre.order(3) == [kept[1], kept[0], other]
    centre.ask(c.CloseDesk(centre.now, 3, BY))
    assert centre.order(1) == [kept[1], kept[0]]
    assert centre.order(3) == [other]
    assert [centre.ticket(ticket).to_desk for ticket in kept] == [None, None]


def test_a_pausing_desk_keeps_those_kept_for_it() -> None:
    centre = world(1, 2)
    ticket = centre.visitor()
    centre.call(1)
    centre.ask(c.TransferTicket(centre.now, 1, BY, ticket, to_desk=2))
    centre.ask(c.PauseDesk(centre.now, 2, BY))
    assert centre.order(1) == []
    assert centre.ticket(ticket).to_desk == 2


def test_closing_a_desk_leaves_those_kept_for_others() -> None:
    centre = world(1, 2, 3)
    ticket = centre.visitor()
    centre.call(1)
    centre.ask(c.TransferTicket(centre.now, 1, BY, ticket, to_desk=3))
    centre.ask(c.CloseDesk(centre.now, 2, BY))
    assert centre.ticket(ticket).to_desk == 3


def test_a_transfer_to_a_paused_desk_waits_for_it() -> None:
    centre = world(1, 2)
    ticket = centre.visitor()
    centre.call(1)
    centre.ask(c.PauseDesk(centre.now, 2, BY))
    centre.ask(c.TransferTicket(centre.now, 1, BY, ticket, to_desk=2))
    assert centre.order(2) == [ticket]


@pytest.mark.parametrize(
    ("service", "to_desk", "why"),
    [("nothing", None, Why.UNKNOWN_SERVICE), (None, 9, Why.UNKNOWN_DESK), (None, 2, Why.DESK_CLOSED)],
)
def test_a_transfer_to_nowhere_is_refused(service: str | None, to_desk: int | None, why: Why) -> None:
    centre = world(1)
    ticket = centre.visitor()
    centre.call()
    assert centre.refusal(c.TransferTicket(centre.now, 1, BY, ticket, service, to_desk)) is why


def test_the_right_is_granted_with_a_reason() -> None:
    centre = world(1)
    first, second = centre.visitor(), centre.visitor()
    assert centre.ask(c.CorrectRank(centre.now, 1, BY, second, Rank.OUT_OF_TURN, "passport seen")) == [
        e.RankCorrected(centre.now, second, 1, BY, Rank.OUT_OF_TURN, "passport seen")
    ]
    assert centre.ticket(second).note == "passport seen"
    assert centre.order(1) == [second, first]


def test_the_right_is_taken_back_with_a_reason() -> None:
    centre = world(1)
    first, wrong = centre.visitor(), centre.visitor(village=FAR)
    centre.ask(c.CorrectRank(centre.now, 1, BY, wrong, Rank.ORDINARY, "pressed by mistake"))
    assert centre.order(1) == [first, wrong]


@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_a_rank_is_not_corrected_without_a_reason(reason: str) -> None:
    centre = world(1)
    ticket = centre.visitor()
    assert centre.refusal(c.CorrectRank(centre.now, 1, BY, ticket, Rank.OUT_OF_TURN, reason)) is Why.REASON_MISSING


def test_the_rank_that_is_there_already_is_not_corrected() -> None:
    centre = world(1)
    ticket = centre.visitor()
    assert decide(centre.office, c.CorrectRank(centre.now, 1, BY, ticket, Rank.ORDINARY, "sure")) == []


def test_a_ticket_without_paper_yet_can_have_its_rank_corrected() -> None:
    centre = world(1)
    first, taken = centre.visitor(), centre.take()
    centre.ask(c.CorrectRank(centre.now, 1, BY, taken, Rank.OUT_OF_TURN, "seen"))
    assert centre.ahead(first) == 1
    centre.hand(taken)
    assert centre.order(1) == [taken, first]


def test_a_ticket_at_another_desk_is_that_desks_matter() -> None:
    centre = world(1, 2)
    ticket = centre.visitor()
    centre.call(1)
    assert centre.refusal(c.CorrectRank(centre.now, 2, BY, ticket, Rank.OUT_OF_TURN, "seen")) is Why.WRONG_TICKET
    centre.ask(c.CorrectRank(centre.now, 1, BY, ticket, Rank.OUT_OF_TURN, "seen"))
    assert centre.ticket(ticket).rank is Rank.OUT_OF_TURN
    assert centre.ticket(ticket).stage in AT_DESK


@pytest.mark.parametrize("ended", ["finished", "withdrawn", "unknown"])
def test_the_rank_of_a_ticket_that_is_done_is_history(ended: str) -> None:
    centre = world(1)
    if ended == "finished":
        centre.visitor()
        centre.serve_next()
    elif ended == "withdrawn":
        centre.ask(c.WithdrawTicket(centre.now, centre.take()))
    assert centre.refusal(c.CorrectRank(centre.now, 1, BY, "K-1", Rank.OUT_OF_TURN, "late")) is Why.WRONG_TICKET


WITH_TICKET: list[Callable[[World, str], c.Command]] = [
    lambda centre, ticket: c.RecallTicket(centre.now, 1, BY, ticket),
    lambda centre, ticket: c.StartService(centre.now, 1, BY, ticket),
    lambda centre, ticket: c.FinishTicket(centre.now, 1, BY, ticket),
    lambda centre, ticket: c.MarkNoShow(centre.now, 1, BY, ticket),
    lambda centre, ticket: c.ParkTicket(centre.now, 1, BY, ticket),
    lambda centre, ticket: c.TransferTicket(centre.now, 1, BY, ticket, RARE),
]


@pytest.mark.parametrize("click", WITH_TICKET)
def test_a_late_click_never_acts_on_the_wrong_ticket(click: Callable[[World, str], c.Command]) -> None:
    centre = world(1, 2)
    seen, now_there, elsewhere, waiting = (centre.visitor() for _ in range(4))
    centre.serve_next(1)
    centre.call(1)
    centre.call(2)
    assert centre.office.desks[1].ticket == now_there
    for ticket in (seen, elsewhere, waiting, "K-99"):
        assert centre.refusal(click(centre, ticket)) is Why.WRONG_TICKET


@pytest.mark.parametrize("click", WITH_TICKET)
def test_a_click_at_an_empty_desk_does_nothing(click: Callable[[World, str], c.Command]) -> None:
    centre = world(1)
    ticket = centre.visitor()
    assert centre.refusal(click(centre, ticket)) is Why.WRONG_TICKET


@pytest.mark.parametrize("where", ["waiting", "taken", "called", "finished", "unknown"])
def test_only_those_aside_are_called_back(where: str) -> None:
    centre = world(1, 2)
    ticket = centre.take() if where == "taken" else centre.visitor()
    if where == "called":
        centre.call(2)
    if where == "finished":
        centre.serve_next()
    if where == "unknown":
        ticket = "K-99"
    assert centre.refusal(c.ResumeTicket(centre.now, 1, BY, ticket)) is Why.WRONG_TICKET


def test_a_busy_desk_calls_nobody_back() -> None:
    centre = world(1)
    aside = centre.visitor()
    centre.visitor()
    centre.call()
    centre.ask(c.ParkTicket(centre.now, 1, BY, aside))
    centre.call()
    assert centre.refusal(c.ResumeTicket(centre.now, 1, BY, aside)) is Why.DESK_BUSY


def test_a_desk_that_does_not_exist_does_nothing() -> None:
    assert world().refusal(c.OpenDesk(OPENING, 9, BY)) is Why.NO_SUCH_DESK
    assert world().refusal(c.CallNext(OPENING, 9, BY)) is Why.NO_SUCH_DESK


def test_before_the_day_is_open_no_desk_opens() -> None:
    assert World().refusal(c.OpenDesk(OPENING, 1, BY)) is Why.DAY_CLOSED


def test_the_newest_calls_are_remembered_each_visitor_once() -> None:
    centre = world(1)
    tickets = [centre.visitor() for _ in range(23)]
    for _ in tickets[:22]:
        centre.serve_next()
    assert centre.office.recent == tickets[2:22]
    centre.call()
    centre.ask(c.RecallTicket(centre.now, 1, BY, tickets[22]))
    assert centre.office.recent == tickets[3:23]


def test_a_called_again_visitor_is_the_newest_call() -> None:
    centre = world(1, 2)
    first, second = centre.visitor(), centre.visitor()
    centre.call(1)
    centre.call(2)
    assert centre.office.recent == [first, second]
    centre.ask(c.RecallTicket(centre.now, 1, BY, first))
    assert centre.office.recent == [second, first]
