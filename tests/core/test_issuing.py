"""A visitor without a kiosk: a desk gives the number by hand, from the hub's own lane (R032)."""

from dataclasses import replace

import pytest

from core import commands as c
from core import events as e
from core.words import DESK_LANE, How, Impossible, Language, Rank, Stage, Why
from tests.core.world import CERTIFICATE, DAY, FAR, OPENING, World

WITH_LANE = replace(DAY, lanes=(*DAY.lanes, e.Lane(DESK_LANE, "П")))


def centre(day: e.DayOpened = WITH_LANE) -> World:
    opened = World()
    opened.ask(c.OpenDay(day))
    return opened


def issue(key: str | None = None, village: str | None = None, service: str = CERTIFICATE) -> c.IssueTicket:
    return c.IssueTicket(OPENING, 1, "aigul", service, village, Language.RU, key)


def test_a_ticket_issued_at_a_desk_is_in_the_visitors_hands_at_once() -> None:
    hall = centre()
    taken, handed = hall.ask(issue("k1", FAR))
    assert isinstance(taken, e.TicketTaken)
    assert (taken.ticket, taken.code, taken.kiosk, taken.number) == ("DESK-1", "П001", "DESK", 1)
    assert (taken.rank, taken.language, taken.village, taken.key) == (Rank.OUT_OF_TURN, Language.RU, FAR, "k1")
    assert (taken.place_at, taken.claimed_at) == (OPENING, None)
    assert handed == e.TicketHanded(OPENING, "DESK-1", How.SCREEN)
    assert hall.office.tickets["DESK-1"].stage is Stage.HANDED


def test_one_whose_paper_is_to_come_is_held_when_the_paper_is_out() -> None:
    hall = centre()
    assert [type(fact) for fact in hall.ask(replace(issue("k1"), paper=True))] == [e.TicketTaken]
    assert hall.office.tickets["DESK-1"].how is None
    assert hall.ask(c.ConfirmHanded(OPENING, "DESK-1", How.PRINTED)) == [e.TicketHanded(OPENING, "DESK-1", How.PRINTED)]
    assert hall.office.tickets["DESK-1"].stage is Stage.HANDED


def test_each_issued_ticket_has_the_next_number_of_the_desks_lane() -> None:
    hall = centre()
    codes = [fact.code for _ in range(3) for fact in hall.ask(issue()) if isinstance(fact, e.TicketTaken)]
    assert codes == ["П001", "П002", "П003"]


def test_a_repeated_request_with_the_same_key_issues_one_ticket() -> None:
    hall = centre()
    hall.ask(issue("k1"))
    assert hall.ask(issue("k1")) == []
    assert len(hall.ask(issue("k2"))) == 2


@pytest.mark.parametrize(
    ("command", "day", "why"),
    [
        (issue(service="nothing"), WITH_LANE, Why.UNKNOWN_SERVICE),
        (issue(village="nowhere"), WITH_LANE, Why.UNKNOWN_VILLAGE),
        (issue(), DAY, Why.UNKNOWN_KIOSK),
        (replace(issue(), desk=9), WITH_LANE, Why.NO_SUCH_DESK),
    ],
)
def test_what_cannot_be_issued_is_refused_with_the_reason(command: c.IssueTicket, day: e.DayOpened, why: Why) -> None:
    with pytest.raises(Impossible) as no:
        centre(day).ask(command)
    assert no.value.why is why


def test_after_closing_a_desk_issues_nothing() -> None:
    hall = centre()
    hall.ask(c.CloseDay(OPENING))
    with pytest.raises(Impossible) as no:
        hall.ask(issue())
    assert no.value.why is Why.DAY_CLOSED
