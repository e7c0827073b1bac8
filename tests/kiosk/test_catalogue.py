"""Finding a service, a village, and an honest word before the ticket."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from config.schema import Category, LifeEvent, Theme
from core.waits import Prospect, WaitRange
from core.words import Language
from kiosk import advice, catalogue
from kiosk.advice import Advice, Warn
from kiosk.facts import Facts
from tests.kiosk.content import CONTENT, MONDAY, picture

FACTS = Facts(CONTENT, MONDAY, picture())


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("төрөл", ["birth"]),
        ("торол", ["birth"]),
        ("ТӨРӨЛҮҮ каттоо", ["birth"]),
        ("рожд", ["birth"]),
        ("birth", ["birth"]),
        ("суу", ["water"]),
        ("курамы үй", ["family"]),
        ("бүлө", ["family"]),
        ("рөлүү", []),
        ("  ", []),
        ("", []),
    ],
)
def test_a_service_is_found_by_the_beginnings_of_its_words_on_any_keyboard(query: str, found: list[str]) -> None:
    assert [one.id for one in catalogue.search(CONTENT, query)] == found


def test_villages_stand_in_kyrgyz_order() -> None:
    names = [one.name.ky for one in catalogue.villages(CONTENT, Language.KY)]
    assert names == ["Ак-Булак", "Орто-Айыл", "Өтүз", "Үзүн-Суу"]


def test_only_categories_with_services_are_offered() -> None:
    assert catalogue.categories(CONTENT) == (Category.MUNICIPAL, Category.ADDITIONAL, Category.STATE)


def test_services_are_found_by_what_happens_in_a_life() -> None:
    assert catalogue.events(CONTENT) == (LifeEvent.BIRTH, LifeEvent.FAMILY)
    assert [one.id for one in catalogue.services_of(CONTENT, LifeEvent.FAMILY)] == ["birth"]


def test_services_are_found_by_field_of_social_weight() -> None:
    services = tuple(replace(one, themes=(Theme.PROPERTY,)) if one.id == "water" else one for one in CONTENT.services)
    content = replace(CONTENT, services=services)
    assert catalogue.events(content)[-1] is Theme.PROPERTY
    assert [one.id for one in catalogue.services_of(content, Theme.PROPERTY)] == ["water"]


def test_the_place_before_the_ticket_depends_on_the_village() -> None:
    ordinary = advice.prospect(FACTS, "family", "ak")
    entitled = advice.prospect(FACTS, "family", "otuz")
    assert ordinary is not None
    assert entitled is not None
    assert (ordinary.ahead, ordinary.wait_minutes) == (3, WaitRange(10, 20))
    assert entitled.ahead == 0
    assert advice.prospect(replace(FACTS, picture=None), "family", "ak") is None


def test_an_ordinary_day_needs_no_advice() -> None:
    assert advice.of_service(FACTS, "family") is None


def test_a_service_of_another_weekday_names_that_day() -> None:
    assert advice.of_service(FACTS, "water") == Advice(Warn.NOT_TODAY, date(2026, 3, 4))
    closed = replace(CONTENT, schedule=replace(CONTENT.schedule, closed=(date(2026, 3, 4),)))
    assert advice.of_service(replace(FACTS, content=closed), "water") == Advice(Warn.NOT_TODAY, date(2026, 3, 11))


def test_no_open_desk_and_a_closed_centre_are_said_before_the_ticket() -> None:
    no_desk = replace(FACTS, picture=picture(open_desks=0))
    assert advice.of_service(no_desk, "family") == Advice(Warn.NO_DESK, date(2026, 3, 3))
    closed = replace(FACTS, picture=picture(opened=False), now=MONDAY + timedelta(days=4))
    assert advice.of_service(closed, "family") == Advice(Warn.CENTRE_CLOSED, date(2026, 3, 9))


@pytest.mark.parametrize(("hour", "day"), [(3, 2), (7, 2), (18, 3), (23, 3)])
def test_out_of_hours_the_centre_is_closed_although_the_hub_has_the_day_open(hour: int, day: int) -> None:
    facts = replace(FACTS, picture=picture(open_desks=0), now=MONDAY.replace(hour=hour))
    assert advice.of_service(facts, "family") == Advice(Warn.CENTRE_CLOSED, date(2026, 3, day))
    assert advice.of_service(replace(facts, picture=picture()), "family") is None


@pytest.mark.parametrize(("back_at", "warn"), [("23:30", Warn.BACK_AT), ("00:05", Warn.NO_DESK), (None, Warn.NO_DESK)])
def test_a_break_says_when_it_ends_unless_that_time_has_passed(back_at: str | None, warn: Warn) -> None:
    told = picture(open_desks=0)
    told = replace(told, services=tuple(replace(service, back_at=back_at) for service in told.services))
    told_so = advice.of_service(replace(FACTS, picture=told), "family")
    assert told_so is not None
    assert told_so.warn is warn


@pytest.mark.parametrize(("hour", "warn"), [(16, None), (17, Warn.DAY_FULL), (18, None)])
def test_the_day_is_full_when_even_the_shortest_wait_ends_after_closing(hour: int, warn: Warn | None) -> None:
    long = picture()
    waits = Prospect(30, WaitRange(90, 150))
    long = replace(long, services=tuple(replace(one, ordinary=waits) for one in long.services))
    facts = replace(FACTS, picture=long, now=MONDAY.replace(hour=hour))
    told = advice.of_service(facts, "family", "ak")
    assert (told.warn if told else None) is warn
    assert advice.of_service(facts, "family", "otuz") is None


def test_a_closed_date_and_the_evening_are_known_without_the_hub() -> None:
    closed = replace(CONTENT, schedule=replace(CONTENT.schedule, closed=(MONDAY.date(),)))
    silent = replace(FACTS, picture=None)
    for facts in (replace(silent, content=closed), replace(silent, now=MONDAY.replace(hour=19))):
        assert advice.of_service(facts, "family") == Advice(Warn.CENTRE_CLOSED, date(2026, 3, 3))


def test_several_services_are_told_each_its_own_and_the_same_once() -> None:
    told = advice.of_visit(FACTS, ("family", "water", "birth"), "ak")
    assert told == [("water", Advice(Warn.NOT_TODAY, date(2026, 3, 4)))]
    no_desk = replace(FACTS, picture=picture(open_desks=0))
    assert [service for service, _ in advice.of_visit(no_desk, ("family", "birth", "water"), "ak")] == [
        "family",
        "water",
    ]


def test_the_silent_hub_gives_no_advice_it_cannot_know() -> None:
    assert advice.of_service(replace(FACTS, picture=None), "family") is None


def test_a_page_is_never_out_of_the_list() -> None:
    assert catalogue.page([1, 2, 3], 7, 2) == catalogue.Page((3,), 1, 2)
    assert catalogue.page([], 0, 2) == catalogue.Page((), 0, 1)
