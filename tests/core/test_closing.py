"""Closing time: nobody is dropped in silence, and what happened before it is still believed after it (R107)."""

from core import commands as c
from core import events as e
from core.rules import decide
from core.words import DeskState, How, Rank, Stage, Why
from tests.core.world import FAR, NEAR, OPENING, World, at, report, world

BY = "aigul"
EVENING = at("17:00")


def busy() -> tuple[World, dict[Stage, str]]:
    """A centre with one ticket in each stage a ticket can be in while the day is open."""
    centre = world(1, 2)
    tickets = {}
    for stage in (Stage.FINISHED, Stage.PARKED, Stage.NO_SHOW):
        ticket = tickets[stage] = centre.visitor()
        centre.call()
        if stage is Stage.FINISHED:
            centre.finish()
        elif stage is Stage.PARKED:
            centre.ask(c.ParkTicket(centre.now, 1, BY, ticket))
        else:
            centre.ask(c.MarkNoShow(centre.now, 1, BY, ticket))
    tickets[Stage.CALLED] = centre.visitor()
    centre.call(1)
    tickets[Stage.SERVING] = centre.visitor()
    centre.call(2)
    centre.ask(c.StartService(centre.now, 2, BY, tickets[Stage.SERVING]))
    tickets[Stage.HANDED] = centre.visitor()
    tickets[Stage.TAKEN] = centre.take()
    tickets[Stage.WITHDRAWN] = centre.take()
    centre.ask(c.WithdrawTicket(centre.now, tickets[Stage.WITHDRAWN]))
    return centre, tickets


def test_a_busy_centre_has_a_ticket_in_every_stage_of_an_open_day() -> None:
    centre, tickets = busy()
    assert {stage: centre.ticket(ticket).stage for stage, ticket in tickets.items()} == {
        stage: stage for stage in tickets
    }
    assert set(tickets) == set(Stage) - {Stage.LEFT_OVER}


def test_everybody_who_is_not_done_is_left_over_by_name_of_ticket() -> None:
    centre, tickets = busy()
    left = [tickets[s] for s in (Stage.PARKED, Stage.CALLED, Stage.SERVING, Stage.HANDED, Stage.TAKEN)]
    facts = centre.ask(c.CloseDay(EVENING))
    assert facts == [*(e.TicketLeftOver(EVENING, ticket) for ticket in left), e.DayClosed(EVENING)]
    for ticket in left:
        assert (centre.ticket(ticket).stage, centre.ticket(ticket).ended_at) == (Stage.LEFT_OVER, EVENING)
        assert centre.ticket(ticket).desk is None
    for stage in (Stage.FINISHED, Stage.NO_SHOW, Stage.WITHDRAWN):
        assert centre.ticket(tickets[stage]).stage is stage


def test_after_closing_no_desk_is_open_or_has_a_visitor_and_nobody_waits() -> None:
    centre, tickets = busy()
    centre.ask(c.CloseDay(EVENING))
    for desk in centre.office.desks.values():
        assert (desk.state, desk.ticket, desk.since) == (DeskState.CLOSED, None, None)
    assert len(centre.office.waiting) == len(centre.office.unhanded) == 0
    assert list(centre.office.away) == [tickets[Stage.NO_SHOW]]
    assert centre.office.closed


def test_a_visit_cut_off_by_closing_says_nothing_about_the_pace() -> None:
    centre, _ = busy()
    before = {callers: pace.visits for callers, pace in centre.office.pace.items()}
    centre.ask(c.CloseDay(EVENING))
    assert {callers: pace.visits for callers, pace in centre.office.pace.items()} == before


def test_the_day_closes_once_and_only_if_it_was_open() -> None:
    centre = world()
    assert centre.ask(c.CloseDay(EVENING)) == [e.DayClosed(EVENING)]
    assert decide(centre.office, c.CloseDay(EVENING)) == []
    assert decide(World().office, c.CloseDay(EVENING)) == []


def test_after_closing_desks_can_do_nothing() -> None:
    centre, tickets = busy()
    centre.ask(c.CloseDay(EVENING))
    for command in (
        c.OpenDesk(EVENING, 1, BY),
        c.CallNext(EVENING, 1, BY),
        c.FinishTicket(EVENING, 2, BY, tickets[Stage.SERVING]),
        c.ResumeTicket(EVENING, 1, BY, tickets[Stage.NO_SHOW]),
        c.CorrectRank(EVENING, 1, BY, tickets[Stage.HANDED], Rank.OUT_OF_TURN, "late"),
    ):
        assert centre.refusal(command) is Why.DAY_CLOSED


def test_a_visitor_heard_of_after_closing_is_left_over_not_refused() -> None:
    centre = world()
    centre.ask(c.CloseDay(EVENING))
    facts = centre.ask(report(7, village=FAR, now=at("18:00"), taken_at=at("16:50")))
    assert [type(fact) for fact in facts] == [e.TicketTaken, e.TicketLeftOver]
    assert facts[1] == e.TicketLeftOver(at("18:00"), "K-7")
    ticket = centre.ticket("K-7")
    assert (ticket.stage, ticket.taken_at, ticket.rank) == (Stage.LEFT_OVER, at("16:50"), Rank.OUT_OF_TURN)
    assert len(centre.office.unhanded) == 0


def test_paper_that_is_reported_after_closing_is_on_record() -> None:
    centre, tickets = busy()
    centre.ask(c.CloseDay(EVENING))
    for ticket in (tickets[Stage.TAKEN], tickets[Stage.WITHDRAWN]):
        facts = centre.ask(c.ConfirmHanded(at("18:00"), ticket, How.PRINTED))
        assert facts == [e.TicketHanded(at("18:00"), ticket, How.PRINTED), e.TicketLeftOver(at("18:00"), ticket)]
        assert (centre.ticket(ticket).stage, centre.ticket(ticket).how) == (Stage.LEFT_OVER, How.PRINTED)
        assert decide(centre.office, c.ConfirmHanded(at("18:01"), ticket, How.PRINTED)) == []
    assert len(centre.office.waiting) == 0


def test_a_visitor_who_walked_away_before_closing_is_not_left_over() -> None:
    centre, tickets = busy()
    centre.ask(c.CloseDay(EVENING))
    ticket = tickets[Stage.TAKEN]
    assert centre.ask(c.WithdrawTicket(at("18:00"), ticket)) == [e.TicketWithdrawn(at("18:00"), ticket)]
    assert centre.ticket(ticket).stage is Stage.WITHDRAWN
    assert centre.refusal(c.WithdrawTicket(at("18:00"), tickets[Stage.HANDED])) is Why.ALREADY_HANDED


def test_every_fact_is_counted_and_dated() -> None:
    centre, _ = busy()
    assert centre.office.seq == len(centre.events)
    assert centre.office.last_at == centre.events[-1].at
    centre.visitor(village=NEAR)
    assert centre.office.last_at == centre.now > OPENING
