"""Calls in no order: a number whose kiosk is cut off, called by hand; and one of the waiting, with a reason."""

from datetime import datetime

import pytest

from core import commands as c
from core import events as e
from core import figures, views
from core.evolve import replay
from core.office import Leg, Ticket
from core.words import DESK_LANE, CallReason, How, Language, Outcome, Rank, Stage, Why
from tests.core.world import CERTIFICATE, FAR, LAND, NEAR, PENSION, World, at, day, report, world

BY = "aigul"


def by_hand(centre: World, number: int = 17, desk: int = 1, kiosk: str = "K", service: str = CERTIFICATE) -> Ticket:
    centre.ask(c.CallByHand(centre.now, desk, BY, kiosk, number, service))
    return centre.ticket(f"{kiosk}-{number}")


def tell(centre: World, taken_at: datetime | None, number: int = 17, **more: object) -> Ticket:
    """The kiosk is back and says what it gave out."""
    centre.ask(report(number, now=centre.now, taken_at=taken_at, **more))  # type: ignore[arg-type]
    return centre.ticket(f"K-{number}")


def test_a_number_nobody_has_told_of_is_called_by_hand() -> None:
    centre = world(1)
    ticket = by_hand(centre)
    assert centre.events[-2:] == [
        e.TicketVouched(centre.now, "K-17", "А017", "K", 17, CERTIFICATE, 1, BY),
        e.TicketCalled(centre.now, "K-17", 1, BY, CallReason.BY_HAND),
    ]
    assert (ticket.code, ticket.stage, ticket.how, ticket.desk) == ("А017", Stage.CALLED, How.SEEN, 1)
    assert (ticket.vouched, ticket.taken.at, ticket.language) == (True, centre.now, Language.KY)
    assert centre.office.highest["K"] == 17, "a kiosk that lost its disk takes up after it"
    assert [call.code for call in views.board(centre.office, centre.now).calls] == ["А017"]


def test_a_number_the_hub_knows_of_is_called_in_its_turn() -> None:
    centre = world(1)
    centre.visitor()
    assert centre.refusal(c.CallByHand(centre.now, 1, BY, "K", 1, CERTIFICATE)) is Why.NUMBER_KNOWN
    assert centre.refusal(c.CallByHand(centre.now, 1, BY, DESK_LANE, 1, CERTIFICATE)) is Why.NO_SUCH_KIOSK
    assert centre.refusal(c.CallByHand(centre.now, 1, BY, "K", 3, "nothing")) is Why.UNKNOWN_SERVICE
    assert centre.refusal(c.CallByHand(centre.now, 2, BY, "K", 3, CERTIFICATE)) is Why.DESK_CLOSED
    by_hand(centre)
    assert centre.refusal(c.CallByHand(centre.now, 1, BY, "K", 18, CERTIFICATE)) is Why.DESK_BUSY


@pytest.mark.parametrize("withdrawn", [True, False])
def test_a_number_whose_paper_nobody_has_told_of_is_called_when_it_is_seen(withdrawn: bool) -> None:
    centre = world(1)
    centre.take(PENSION, FAR)
    if withdrawn:
        centre.ask(c.WithdrawTicket(centre.now, "K-1"))
    ticket = by_hand(centre, 1)
    assert (ticket.stage, ticket.how, ticket.reason) == (Stage.CALLED, How.SEEN, CallReason.BY_HAND)
    assert (ticket.service, ticket.rank, ticket.vouched) == (PENSION, Rank.OUT_OF_TURN, False)
    assert centre.refusal(c.CallByHand(centre.now, 1, BY, "K", 1, CERTIFICATE)) is Why.NUMBER_KNOWN
    assert centre.ask(c.ConfirmHanded(centre.now, "K-1", How.PRINTED)) == []
    assert replay(centre.events) == centre.office


def test_a_number_far_above_all_others_is_a_slip_of_the_finger() -> None:
    centre = world(1)
    centre.take()
    assert centre.refusal(c.CallByHand(centre.now, 1, BY, "K", 202, CERTIFICATE)) is Why.NUMBER_FAR
    assert by_hand(centre, 201).code == "А201"
    centre.finish()
    assert centre.refusal(c.CallByHand(centre.now, 1, BY, "L", 201, CERTIFICATE)) is Why.NUMBER_FAR
    assert by_hand(centre, 200, kiosk="L").code == "Б200"


@pytest.mark.parametrize("still_there", [True, False])
def test_the_kiosks_report_joins_the_ticket_that_was_called_by_hand(still_there: bool) -> None:
    centre = world(1)
    centre.now = at("09:30")
    by_hand(centre)
    if not still_there:
        centre.finish()
    centre.now = at("10:00")
    ticket = tell(centre, at("09:10"), service=PENSION, village=FAR, key="k17", also=(LAND, CERTIFICATE))
    assert ticket.stage is (Stage.CALLED if still_there else Stage.FINISHED)
    assert (ticket.asked_for, ticket.service) == (PENSION, CERTIFICATE), "the desk knows what it serves"
    assert (ticket.village, ticket.rank, ticket.left) == (FAR, Rank.OUT_OF_TURN, (Leg(LAND),))
    assert (ticket.taken_at, centre.office.by_key["k17"]) == (at("09:10"), "K-17")
    assert len(centre.office.tickets) == 1
    before = centre.office.seq
    tell(centre, at("09:10"), service=PENSION, village=FAR, key="k17", also=(LAND, CERTIFICATE))
    assert centre.office.seq == before, "the same report again changes nothing"
    assert centre.refusal(report(17, now=centre.now)) is Why.NUMBER_TAKEN
    assert centre.ask(c.ConfirmHanded(centre.now, "K-17", How.PRINTED)) == []
    assert replay(centre.events) == centre.office


def test_who_was_called_by_hand_and_waits_again_has_the_place_of_their_number() -> None:
    centre = world(1, 2)
    centre.now = at("09:30")
    first = centre.visitor(CERTIFICATE)
    by_hand(centre)
    centre.ask(c.TransferTicket(centre.now, 1, BY, "K-17", to_desk=2))
    assert centre.order(2) == [first, "K-17"]
    tell(centre, at("09:10"))
    assert centre.order(2) == ["K-17", first]


def test_a_correction_of_the_desk_outlives_the_kiosks_report() -> None:
    centre = world(1)
    by_hand(centre)
    centre.ask(c.CorrectRank(centre.now, 1, BY, "K-17", Rank.OUT_OF_TURN, "paper seen"))
    assert tell(centre, centre.now, village=NEAR).rank is Rank.OUT_OF_TURN


def test_a_report_of_that_very_moment_joins_and_gives_no_right_it_does_not_have() -> None:
    centre = world(1)
    by_hand(centre)
    centre.finish()
    ticket = tell(centre, centre.now)
    assert (ticket.stage, ticket.rank, ticket.vouched) == (Stage.FINISHED, Rank.ORDINARY, False)


def test_a_mistaken_number_drops_nobody_its_true_holder_waits() -> None:
    centre = world(1)
    centre.now = at("09:30")
    by_hand(centre)
    centre.finish()
    centre.now = at("10:10")
    ticket = tell(centre, at("10:05"), service=PENSION)
    assert (ticket.stage, ticket.service, ticket.how, ticket.outcome) == (Stage.TAKEN, PENSION, None, None)
    centre.hand("K-17")
    assert centre.order(3) == ["K-17"]
    assert replay(centre.events) == centre.office


def test_a_report_that_does_not_say_when_is_of_now() -> None:
    centre = world(1)
    by_hand(centre)
    centre.ask(c.ParkTicket(centre.now, 1, BY, "K-17"))
    centre.after(5)
    assert tell(centre, None).stage is Stage.TAKEN
    assert centre.office.away == []


def test_whoever_is_at_a_desk_is_not_taken_from_it_by_a_later_report() -> None:
    centre = world(1)
    by_hand(centre)
    centre.after(5)
    ticket = tell(centre, centre.now)
    assert (ticket.stage, centre.office.desks[1].ticket) == (Stage.CALLED, "K-17")


def test_paper_and_walking_away_are_told_only_after_the_number() -> None:
    centre = world(1)
    by_hand(centre)
    for early in (c.ConfirmHanded(centre.now, "K-17", How.PRINTED), c.WithdrawTicket(centre.now, "K-17")):
        assert centre.refusal(early) is Why.NO_SUCH_TICKET
    tell(centre, centre.now)
    assert centre.refusal(c.WithdrawTicket(centre.now, "K-17")) is Why.ALREADY_HANDED


def test_after_closing_a_late_report_joins_or_is_left_over() -> None:
    centre = world(1)
    centre.now = at("09:30")
    for number in (17, 18, 19):
        by_hand(centre, number)
        centre.finish()
    centre.ask(c.CloseDay(at("18:00")))
    centre.now = at("18:30")
    assert tell(centre, at("09:10")).stage is Stage.FINISHED
    assert tell(centre, at("09:30"), 19).stage is Stage.FINISHED, "of the very moment of the call"
    assert tell(centre, at("17:00"), 18).stage is Stage.LEFT_OVER


def test_one_of_the_waiting_is_called_out_of_order_with_a_reason_that_stays() -> None:
    centre = world(1, guard=e.Guard("№ 7", after_calls=1))
    centre.visitor(village=FAR)
    chosen = centre.visitor(village=FAR)
    centre.ask(c.CallTicket(centre.now, 1, BY, chosen, "ill"))
    assert centre.events[-1] == e.TicketCalled(centre.now, chosen, 1, BY, CallReason.CHOSEN, "ill")
    assert centre.ticket(chosen).note == "ill"
    assert (centre.office.chosen_calls, centre.office.desks[1].run) == (1, 0)
    assert figures.of_day(centre.office, centre.now).chosen_calls == 1
    centre.finish()
    centre.call(1)
    assert centre.office.chosen_calls == 1


def test_only_who_waits_for_this_desk_is_called_out_of_order_and_only_with_a_reason() -> None:
    centre = world(1, 3)
    mine, other, unhanded = centre.visitor(), centre.visitor(PENSION), centre.take()
    assert centre.refusal(c.CallTicket(centre.now, 1, BY, mine, " ")) is Why.REASON_MISSING
    assert centre.refusal(c.CallTicket(centre.now, 1, BY, other, "ill")) is Why.WRONG_TICKET
    assert centre.refusal(c.CallTicket(centre.now, 1, BY, unhanded, "ill")) is Why.WRONG_TICKET
    assert centre.refusal(c.CallTicket(centre.now, 2, BY, mine, "ill")) is Why.DESK_CLOSED
    centre.call(1)
    assert centre.refusal(c.CallTicket(centre.now, 1, BY, mine, "ill")) is Why.WRONG_TICKET


def test_a_desk_sees_since_when_somebody_is_away_and_where_the_kiosks_stand() -> None:
    centre = world(1)
    first, second = centre.visitor(), centre.visitor()
    centre.call(1)
    centre.now = at("09:20")
    centre.ask(c.ParkTicket(centre.now, 1, BY, first))
    centre.call(1)
    centre.now = at("09:30")
    centre.ask(c.MarkNoShow(centre.now, 1, BY, second))
    picture = views.desk(centre.office, 1, centre.now)
    assert [one.away_since for one in picture.away] == [at("09:20"), at("09:30")]
    assert [(lane.kiosk, lane.letter, lane.highest) for lane in picture.lanes] == [
        ("K", "А", 2),
        ("L", "Б", 0),
        ("HALL", "В", 0),
    ]
    centre.ask(c.ResumeTicket(centre.now, 1, BY, first))
    assert centre.ticket(first).aside_at is None
    centre.finish(1, Outcome.SERVED)


def test_the_lane_of_the_desks_is_no_kiosk_that_can_be_cut_off() -> None:
    opened = World()
    opened.ask(c.OpenDay(day()))
    opened.office.letters[DESK_LANE] = "П"
    assert DESK_LANE not in {lane.kiosk for lane in views.desk(opened.office, 1, opened.now).lanes}
