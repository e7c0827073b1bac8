"""The kiosk numbers, the hub orders: what a report of a ticket does, once, again, late and from a wrong clock."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import product

import pytest

from core import commands as c
from core import events as e
from core.rules import decide
from core.words import How, Language, Rank, Stage, Why
from tests.core.world import (
    CERTIFICATE,
    DAY,
    FAR,
    LAND,
    NEAR,
    OPENING,
    SETTLEMENT,
    ZONE,
    World,
    at,
    report,
    world,
)


def test_a_report_becomes_one_fact_with_all_that_was_said() -> None:
    centre = world()
    facts = centre.ask(report(42, LAND, FAR, language=Language.RU, taken_at=at("09:05"), key="k", now=at("09:06")))
    assert facts == [
        e.TicketTaken(
            at=at("09:06"),
            ticket="K-42",
            code="А042",
            kiosk="K",
            number=42,
            service=LAND,
            village=FAR,
            language=Language.RU,
            rank=Rank.OUT_OF_TURN,
            place_at=at("09:05"),
            claimed_at=at("09:05"),
            key="k",
        )
    ]
    ticket = centre.ticket("K-42")
    assert (ticket.code, ticket.taken.kiosk, ticket.taken.number) == ("А042", "K", 42)
    assert ticket.asked_for == ticket.service == LAND
    assert (ticket.village, ticket.language, ticket.rank, ticket.key) == (FAR, Language.RU, Rank.OUT_OF_TURN, "k")
    assert (ticket.stage, ticket.taken_at, ticket.claimed_at) == (Stage.TAKEN, at("09:05"), at("09:05"))
    assert (ticket.callers, ticket.how, ticket.calls, ticket.note) == (frozenset({2}), None, 0, "")


@pytest.mark.parametrize(
    ("village", "rank"),
    [
        (None, Rank.ORDINARY),
        (NEAR, Rank.ORDINARY),
        (FAR, Rank.OUT_OF_TURN),
        (SETTLEMENT, Rank.OUT_OF_TURN),
    ],
)
def test_the_village_alone_gives_the_right(village: str | None, rank: Rank) -> None:
    centre = world()
    assert centre.ticket(centre.take(village=village)).rank is rank


@pytest.mark.parametrize(
    ("number", "code"), [(1, "А001"), (42, "А042"), (999, "А999"), (1000, "А1000"), (999_999, "А999999")]
)
def test_the_code_is_the_letter_of_the_lane_and_the_kiosks_own_number(number: int, code: str) -> None:
    centre = world()
    centre.ask(report(number))
    assert centre.ticket(f"K-{number}").code == code


def test_two_kiosks_count_apart() -> None:
    centre = world()
    assert [centre.take(kiosk=kiosk) for kiosk in ("K", "L", "K", "HALL")] == ["K-1", "L-1", "K-2", "HALL-1"]
    assert [ticket.code for ticket in centre.office.tickets.values()] == ["А001", "Б001", "А002", "В001"]
    assert centre.office.highest == {"K": 2, "L": 1, "HALL": 1}


def test_the_highest_number_is_known_whatever_the_order_of_reports() -> None:
    centre = world()
    for number in (7, 3, 12, 12, 4):
        centre.ask(report(number))
    assert centre.office.highest["K"] == 12


def test_a_kiosk_that_was_never_heard_has_no_highest_number() -> None:
    assert world().office.highest == {}


KEYS = (None, "k")
CLOCKS = (None, at("08:59"))


@pytest.mark.parametrize(("key", "clock", "key_again", "clock_again"), [*product(KEYS, CLOCKS, KEYS, CLOCKS)])
def test_the_same_report_again_is_the_same_ticket(
    key: str | None, clock: datetime | None, key_again: str | None, clock_again: datetime | None
) -> None:
    centre = world()
    centre.ask(report(key=key, taken_at=clock))
    again = report(key=key_again, taken_at=clock_again, now=at("12:00"))
    assert decide(centre.office, again) == []


def test_the_same_report_in_another_zone_is_the_same_ticket() -> None:
    centre = world()
    centre.ask(report(taken_at=at("08:59")))
    assert decide(centre.office, report(taken_at=at("08:59").astimezone(UTC))) == []


def _handed_and_called(centre: World) -> None:
    centre.ask(c.ConfirmHanded(OPENING, "K-1", How.PRINTED))
    centre.open(1)
    centre.call()


def _served(centre: World) -> None:
    _handed_and_called(centre)
    centre.finish()


def _transferred(centre: World) -> None:
    _handed_and_called(centre)
    centre.ask(c.TransferTicket(OPENING, 1, "aigul", "K-1", LAND))
    centre.ask(c.CorrectRank(OPENING, 1, "aigul", "K-1", Rank.OUT_OF_TURN, "seen"))


def _withdrawn(centre: World) -> None:
    centre.ask(c.WithdrawTicket(OPENING, "K-1"))


def _closed(centre: World) -> None:
    centre.ask(c.CloseDay(OPENING))


@pytest.mark.parametrize("since", [_served, _transferred, _withdrawn, _closed])
def test_a_report_repeated_late_changes_nothing_whatever_became_of_the_ticket(since: object) -> None:
    centre = world()
    centre.ask(report(key="k"))
    since(centre)  # type: ignore[operator]
    assert decide(centre.office, report(key="k", now=at("17:00"))) == []


@pytest.mark.parametrize(
    "other",
    [
        {"service": LAND},
        {"village": FAR},
        {"village": None},
        {"language": Language.EN},
        {"key": "other"},
        {"taken_at": at("08:58")},
    ],
)
def test_the_same_number_with_other_content_is_refused(other: dict[str, object]) -> None:
    centre = world()
    first = report(key="k", taken_at=at("08:59"))
    centre.ask(first)
    assert centre.refusal(replace(first, **other)) is Why.NUMBER_TAKEN  # type: ignore[arg-type]


def test_what_a_report_leaves_out_is_not_compared_but_what_it_says_is() -> None:
    centre = world()
    centre.ask(report())
    assert centre.refusal(report(service=LAND)) is Why.NUMBER_TAKEN
    assert decide(centre.office, report(key="k", taken_at=at("08:59"))) == []


def test_without_a_clock_the_visitor_came_when_the_hub_heard_of_them() -> None:
    centre = world()
    centre.ask(report(now=at("10:00")))
    assert centre.ticket("K-1").taken_at == at("10:00")
    assert centre.ticket("K-1").claimed_at is None


def test_a_late_report_stands_where_the_visitor_came() -> None:
    centre = world(1)
    centre.visitor()
    centre.ask(report(1, now=at("11:00"), taken_at=at("08:30"), kiosk="L"))
    centre.hand("L-1")
    assert centre.order(1) == ["L-1", "K-1"]


def test_midnight_and_this_very_moment_are_believed() -> None:
    centre = world()
    centre.ask(report(1, now=at("10:00"), taken_at=at("00:00")))
    centre.ask(report(2, now=at("10:00"), taken_at=at("10:00")))
    assert [ticket.taken_at for ticket in centre.office.tickets.values()] == [at("00:00"), at("10:00")]


WRONG_CLOCKS = {
    "a second ahead": at("10:00") + timedelta(seconds=1),
    "hours ahead": at("15:00"),
    "yesterday": at("10:00") - timedelta(days=1),
    "a second before midnight": at("00:00") - timedelta(seconds=1),
    "tomorrow": at("10:00") + timedelta(days=1),
    "the factory's year": datetime(2000, 1, 1, tzinfo=ZONE),
    "the first day there is": datetime(1, 1, 1, tzinfo=ZONE),
    "the last day there is": datetime(9999, 12, 31, 23, 59, tzinfo=timezone(timedelta(hours=-12))),
}


@pytest.mark.parametrize("claimed", list(WRONG_CLOCKS.values()), ids=list(WRONG_CLOCKS))
def test_a_clock_that_cannot_be_right_places_the_visitor_when_heard_of(claimed: datetime) -> None:
    centre = world()
    centre.ask(report(now=at("10:00"), taken_at=claimed))
    assert centre.ticket("K-1").taken_at == at("10:00")
    assert centre.ticket("K-1").claimed_at == claimed, "what the kiosk said is kept"


def test_the_day_is_the_centres_day_whatever_the_zone_of_the_kiosk() -> None:
    centre = world()
    early = at("00:30").astimezone(UTC)
    assert early.date() != DAY.date
    centre.ask(report(now=at("10:00"), taken_at=early))
    assert centre.ticket("K-1").taken_at == at("00:30")
    assert centre.ticket("K-1").taken_at.utcoffset() == timedelta(hours=6)


def test_those_who_came_at_the_same_moment_stand_as_they_were_heard_of() -> None:
    centre = world(1)
    for number in (10, 9, 2):
        centre.ask(report(number, taken_at=OPENING))
        centre.hand(f"K-{number}")
    assert centre.order(1) == ["K-10", "K-9", "K-2"]


def test_a_key_finds_its_ticket() -> None:
    centre = world()
    centre.ask(report(1, key="one"))
    centre.ask(report(2))
    centre.ask(report(3, key="three"))
    assert centre.office.by_key == {"one": "K-1", "three": "K-3"}


def test_a_key_used_twice_stays_with_the_first_who_holds_it() -> None:
    centre = world()
    centre.ask(report(1, key="same"))
    centre.ask(report(2, key="same"))
    assert centre.office.by_key == {"same": "K-1"}
    assert "K-2" in centre.office.tickets, "a visitor is not turned away for it"


def test_a_day_on_which_two_lanes_are_alike_cannot_be_opened() -> None:
    for lanes in ((e.Lane("K", "А"), e.Lane("L", "А")), (e.Lane("K", "А"), e.Lane("K", "Б"))):
        with pytest.raises(ValueError, match=r"two lanes alike: \["):
            World().ask(c.OpenDay(replace(DAY, lanes=lanes)))


def test_a_day_without_a_desk_cannot_be_opened() -> None:
    with pytest.raises(ValueError, match=r"^a centre without a desk$"):
        World().ask(c.OpenDay(replace(DAY, desks=())))


def test_the_day_opens_once_and_keeps_the_rules_it_began_with() -> None:
    centre = world()
    assert decide(centre.office, c.OpenDay(replace(DAY, services=(e.ServiceRule(CERTIFICATE, 99),)))) == []
    assert centre.office.day == DAY


def test_taking_a_ticket_names_nobody_but_kiosk_and_number() -> None:
    assert report(42).ticket == "K-42"
