"""Several services in one visit, and a visit that goes elsewhere and comes back."""

import pytest

from core import commands as c
from core import events as e
from core import views
from core.evolve import replay
from core.office import Leg
from core.words import Activity, CallReason, Outcome, Stage, Why
from tests.core.world import CERTIFICATE, LAND, OPENING, PENSION, RARE, World, at, report, world

BY = "aigul"


def finish_service(centre: World, desk: int, outcome: Outcome = Outcome.SERVED) -> e.ServiceFinished:
    ticket = centre.ticket(centre.office.desks[desk].ticket or "")
    (fact,) = centre.ask(c.FinishService(centre.now, desk, BY, ticket.id, ticket.service, outcome, Activity.MUNICIPAL))
    assert isinstance(fact, e.ServiceFinished)
    return fact


def test_a_visitor_waits_for_the_first_of_their_services() -> None:
    centre = world(2)
    ticket = centre.ticket(centre.visitor(LAND, also=(CERTIFICATE, PENSION)))
    assert (ticket.service, ticket.left, ticket.done) == (LAND, (Leg(CERTIFICATE), Leg(PENSION)), ())
    picture = views.desk(centre.office, 2, centre.now).waiting[0]
    assert (picture.service, [leg.service for leg in picture.left]) == (LAND, [CERTIFICATE, PENSION])


def test_the_same_report_is_the_same_only_with_the_same_services() -> None:
    centre = world()
    centre.ask(report(1, LAND, also=(PENSION,)))
    assert centre.ask(report(1, LAND, also=(PENSION,))) == []
    assert centre.refusal(report(1, LAND)) is Why.NUMBER_TAKEN
    assert centre.refusal(report(1, LAND, also=(CERTIFICATE,))) is Why.NUMBER_TAKEN
    assert centre.refusal(report(2, LAND, also=("nothing",))) is Why.UNKNOWN_SERVICE


def test_the_next_service_goes_on_at_this_desk_if_it_serves_it() -> None:
    centre = world(2)
    visitor = centre.visitor(LAND, also=(CERTIFICATE, RARE))
    centre.call(2)
    centre.ask(c.StartService(at("09:01"), 2, BY, visitor))
    centre.now = at("09:21")
    fact = finish_service(centre, 2, Outcome.ADVISED)
    assert fact == e.ServiceFinished(
        at("09:21"), visitor, 2, BY, LAND, Outcome.ADVISED, CERTIFICATE, True, None, Activity.MUNICIPAL
    )
    ticket = centre.ticket(visitor)
    assert (ticket.stage, ticket.service, ticket.done, ticket.left) == (
        Stage.SERVING,
        CERTIFICATE,
        (LAND,),
        (Leg(RARE),),
    )
    assert (ticket.started_at, ticket.desk, ticket.calls) == (at("09:21"), 2, 1)
    assert finish_service(centre, 2).here, "what no desk names, every desk serves"
    centre.finish(2)
    assert centre.ticket(visitor).stage is Stage.FINISHED


def test_each_service_of_a_visit_is_timed_by_itself() -> None:
    centre = world(2)
    centre.visitor(LAND, also=(CERTIFICATE,))
    centre.call(2)
    called = centre.now
    centre.after(30)
    finish_service(centre, 2)
    centre.after(5)
    centre.finish(2)
    land, certificate = (centre.office.pace[centre.office.callers[service]] for service in (LAND, CERTIFICATE))
    assert (land.visits, land.seconds) == (1, 1800)
    assert (certificate.visits, certificate.seconds) == (1, 300)
    assert called < centre.now


def test_a_service_of_another_desk_waits_there_in_the_same_place() -> None:
    centre = world(1, 3)
    visitor = centre.visitor(CERTIFICATE, also=(PENSION,))
    later = centre.visitor(PENSION)
    centre.call(1)
    fact = finish_service(centre, 1)
    assert (fact.next, fact.here, fact.to_desk) == (PENSION, False, None)
    assert centre.order(3) == [visitor, later]
    assert (centre.office.desks[1].ticket, centre.ticket(visitor).stage) == (None, Stage.HANDED)
    assert centre.call(3) == (visitor, CallReason.LONGEST_WAIT)
    assert centre.ticket(visitor).done == (CERTIFICATE,)


def test_a_late_click_finishes_no_service_its_sender_did_not_see() -> None:
    centre = world(2)
    visitor = centre.visitor(LAND, also=(CERTIFICATE,))
    centre.call(2)
    finish_service(centre, 2)
    assert centre.refusal(c.FinishService(centre.now, 2, BY, visitor, LAND)) is Why.WRONG_TICKET
    assert centre.refusal(c.FinishService(centre.now, 2, BY, visitor, CERTIFICATE)) is Why.NO_NEXT_SERVICE


def test_a_visit_may_end_with_services_left() -> None:
    centre = world(1)
    visitor = centre.visitor(CERTIFICATE, also=(PENSION,))
    centre.call(1)
    (fact,) = centre.ask(c.FinishTicket(centre.now, 1, BY, visitor, Outcome.LEFT, Activity.INFORMING))
    assert fact == e.TicketFinished(centre.now, visitor, 1, BY, Outcome.LEFT, Activity.INFORMING)
    assert centre.ticket(visitor).left == (Leg(PENSION),)


@pytest.mark.parametrize(("service", "to_desk"), [(PENSION, None), (None, 3)])
def test_a_visitor_sent_elsewhere_returns_to_the_desk_that_sent_them(service: str | None, to_desk: int | None) -> None:
    centre = world(1, 2, 3)
    visitor, other = centre.visitor(CERTIFICATE), centre.visitor(CERTIFICATE)
    centre.call(1)
    centre.ask(c.TransferTicket(centre.now, 1, BY, visitor, service, to_desk, "signature", back=True))
    assert centre.ticket(visitor).left == (Leg(CERTIFICATE, 1),)
    centre.call(3)
    fact = finish_service(centre, 3)
    assert (fact.next, fact.here, fact.to_desk) == (CERTIFICATE, False, 1)
    assert (centre.order(1), centre.order(2)) == ([visitor, other], [other]), "nobody else calls who returns to desk 1"


def test_who_should_return_to_a_desk_that_has_closed_is_called_by_any_desk_of_the_service() -> None:
    centre = world(1, 2, 3)
    visitor = centre.visitor(CERTIFICATE)
    centre.call(1)
    centre.ask(c.TransferTicket(centre.now, 1, BY, visitor, PENSION, back=True))
    centre.ask(c.CloseDesk(centre.now, 1, BY))
    centre.call(3)
    assert finish_service(centre, 3).to_desk is None
    assert centre.order(2) == [visitor]


def test_who_returns_for_the_same_service_waits_so_that_a_second_press_finishes_nothing_more() -> None:
    centre = world(1, 2)
    visitor = centre.visitor(CERTIFICATE)
    centre.call(1)
    centre.ask(c.TransferTicket(centre.now, 1, BY, visitor, to_desk=2, reason="signature", back=True))
    centre.ask(c.CloseDesk(centre.now, 1, BY))
    centre.call(2)
    assert finish_service(centre, 2).here is False
    assert centre.refusal(c.FinishService(centre.now, 2, BY, visitor, CERTIFICATE)) is Why.WRONG_TICKET
    assert centre.order(2) == [visitor]


def test_a_service_that_a_visitor_is_sent_to_now_is_not_left_for_later() -> None:
    centre = world(1, 3)
    visitor = centre.visitor(CERTIFICATE, also=(LAND, PENSION))
    centre.call(1)
    centre.ask(c.TransferTicket(centre.now, 1, BY, visitor, PENSION, back=True))
    assert centre.ticket(visitor).left == (Leg(CERTIFICATE, 1), Leg(LAND))


def test_a_desk_gives_a_number_for_several_services() -> None:
    centre = world()
    centre.office.letters["DESK"] = "П"
    taken = centre.ask(c.IssueTicket(OPENING, 1, BY, LAND, also=(PENSION,)))[0]
    assert isinstance(taken, e.TicketTaken)
    assert taken.also == (PENSION,)


def test_a_visit_of_several_services_is_replayed_as_it_was() -> None:
    centre = world(1, 2, 3)
    centre.visitor(CERTIFICATE, also=(LAND, PENSION))
    centre.call(1)
    finish_service(centre, 1)
    centre.call(2)
    finish_service(centre, 2)
    assert replay(centre.events) == centre.office


def test_a_visit_may_take_all_that_the_centre_offers() -> None:
    centre = world(1)
    assert centre.ticket(centre.visitor(CERTIFICATE, also=(LAND, PENSION, RARE))).left == (
        Leg(LAND),
        Leg(PENSION),
        Leg(RARE),
    )


def test_the_next_service_at_this_desk_is_being_served_at_once_and_belongs_to_its_own_desks() -> None:
    centre = world(2)
    visitor = centre.visitor(CERTIFICATE, also=(LAND,))
    centre.call(2)
    centre.after(4)
    finish_service(centre, 2)
    ticket = centre.ticket(visitor)
    assert (ticket.stage, ticket.started_at, ticket.callers) == (Stage.SERVING, centre.now, frozenset({2}))
    assert views.ticket(ticket).done == (CERTIFICATE,)


def test_who_returns_to_a_desk_waits_for_it_though_this_one_could_serve_them() -> None:
    centre = world(1, 2)
    visitor = centre.visitor(CERTIFICATE)
    centre.call(1)
    centre.ask(c.TransferTicket(centre.now, 1, BY, visitor, LAND, back=True))
    centre.call(2)
    fact = finish_service(centre, 2)
    assert (fact.next, fact.here, fact.to_desk) == (CERTIFICATE, False, 1)


def test_who_is_at_the_desk_of_their_return_already_goes_on_there() -> None:
    centre = world(1, 2)
    visitor = centre.visitor(CERTIFICATE)
    centre.call(1)
    centre.ask(c.TransferTicket(centre.now, 1, BY, visitor, LAND, back=True))
    centre.call(2)
    centre.ask(c.ParkTicket(centre.now, 2, BY, visitor))
    centre.ask(c.ResumeTicket(centre.now, 1, BY, visitor))
    fact = finish_service(centre, 1)
    assert (fact.next, fact.here, fact.to_desk) == (CERTIFICATE, True, None)


def test_of_two_returns_for_one_service_the_later_holds() -> None:
    centre = world(1, 2, 3)
    visitor = centre.visitor(CERTIFICATE)
    centre.call(1)
    centre.ask(c.TransferTicket(centre.now, 1, BY, visitor, to_desk=2, reason="signature", back=True))
    centre.call(2)
    centre.ask(c.TransferTicket(centre.now, 2, BY, visitor, PENSION, back=True))
    assert centre.ticket(visitor).left == (Leg(CERTIFICATE, 2),)
