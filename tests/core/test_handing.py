"""Nobody is called before they hold a number."""

import pytest

from core import commands as c
from core import events as e
from core.rules import decide
from core.words import How, Stage, Why
from tests.core.world import CERTIFICATE, FAR, World, at, world


def test_a_ticket_that_was_only_taken_is_not_called() -> None:
    centre = world(1)
    centre.take()
    assert centre.order(1) == []
    assert centre.refusal(c.CallNext(centre.now, 1, "aigul")) is Why.NOBODY_WAITING


@pytest.mark.parametrize("how", list(How))
def test_a_ticket_in_the_hand_is_called(how: How) -> None:
    centre = world(1)
    ticket = centre.hand(centre.take(), how)
    assert centre.ticket(ticket).how is how
    assert centre.ticket(ticket).stage is Stage.HANDED
    assert centre.call()[0] == ticket


def test_handing_is_recorded_once_with_its_time_and_way() -> None:
    centre = world()
    ticket = centre.take()
    assert centre.ask(c.ConfirmHanded(at("09:01"), ticket, How.SCREEN)) == [
        e.TicketHanded(at("09:01"), ticket, How.SCREEN)
    ]
    assert decide(centre.office, c.ConfirmHanded(at("09:02"), ticket, How.PRINTED)) == []


def test_a_handed_report_repeated_during_the_visit_changes_nothing() -> None:
    centre = world(1)
    ticket = centre.visitor()
    centre.call()
    assert decide(centre.office, c.ConfirmHanded(centre.now, ticket, How.PRINTED)) == []


def test_a_visitor_who_walked_away_is_not_waited_for() -> None:
    centre = world(1)
    gone, next_one = centre.take(), centre.visitor()
    assert centre.ahead(next_one) == 1
    assert centre.ask(c.WithdrawTicket(at("09:05"), gone)) == [e.TicketWithdrawn(at("09:05"), gone)]
    assert centre.ticket(gone).stage is Stage.WITHDRAWN
    assert centre.ticket(gone).ended_at == at("09:05")
    assert centre.ahead(next_one) == 0
    assert decide(centre.office, c.WithdrawTicket(at("09:06"), gone)) == []


def test_a_number_in_the_hand_cannot_be_withdrawn() -> None:
    centre = world(1)
    ticket = centre.visitor()
    assert centre.refusal(c.WithdrawTicket(centre.now, ticket)) is Why.ALREADY_HANDED
    centre.serve_next()
    assert centre.refusal(c.WithdrawTicket(centre.now, ticket)) is Why.ALREADY_HANDED


def test_paper_that_came_out_after_all_counts_at_its_old_place() -> None:
    centre = world(1)
    late = centre.take()
    second = centre.visitor()
    centre.ask(c.WithdrawTicket(centre.now, late))
    centre.hand(late)
    assert centre.order(1) == [late, second]
    assert centre.ticket(late).ended_at is None


def test_the_place_is_that_of_taking_not_of_handing() -> None:
    centre = world(1)
    slow, quick = centre.take(), centre.take()
    centre.hand(quick)
    centre.hand(slow)
    assert centre.order(1) == [slow, quick]


def test_the_rank_is_kept_through_handing() -> None:
    centre = world(1)
    ordinary, entitled = centre.visitor(), centre.visitor(village=FAR)
    assert centre.order(1) == [entitled, ordinary]


@pytest.mark.parametrize(
    "command", [c.ConfirmHanded(at("09:00"), "K-9", How.PRINTED), c.WithdrawTicket(at("09:00"), "K-9")]
)
def test_a_ticket_nobody_took_is_unknown(command: c.Command) -> None:
    assert world().refusal(command) is Why.NO_SUCH_TICKET


def test_before_the_day_is_open_nothing_can_be_taken() -> None:
    assert World().refusal(c.TakeTicket(at("08:00"), "K", 1, CERTIFICATE)) is Why.DAY_CLOSED
