"""The starter kit is a whole centre: thirty services, three languages, a desk for each."""

import re
import time
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime

import pytest
from pydantic import TypeAdapter

from config import STARTER, load
from config.day import day_opened
from config.schema import Category, Content, CouncilGuard, LifeEvent, Question, Role, Service, Settings, Text, Theme
from core.events import Guard

KYRGYZ = set("абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя")
RUSSIAN = KYRGYZ - set("ңөү")
NAMES_FROM_KYRGYZ = ("Үлгү", "ң, ө, ү")


@pytest.fixture(scope="module")
def kit() -> Settings:
    return load(STARTER)


def texts(value: object, place: str = "") -> Iterator[tuple[str, Text]]:
    match value:
        case Text():
            yield place, value
        case tuple():
            for index, inner in enumerate(value):
                yield from texts(inner, f"{place}[{index + 1}]")
        case _ if is_dataclass(value):
            for field in fields(value):
                yield from texts(getattr(value, field.name), f"{place}.{field.name}")


def test_it_has_the_thirty_services_in_the_four_categories(kit: Settings) -> None:
    by_category = dict.fromkeys(Category, 0)
    for service in kit.content.services:
        by_category[service.category] += 1
    assert by_category == {Category.MUNICIPAL: 6, Category.ADDITIONAL: 7, Category.STATE: 8, Category.EXTRA: 9}


def test_the_services_stand_in_the_order_of_the_catalogue(kit: Settings) -> None:
    places = [(list(Category).index(service.category), service.order) for service in kit.content.services]
    assert places == sorted(set(places))
    assert [service.id for service in kit.content.services][:2] == ["family-composition", "residence"]


def test_each_service_says_what_it_costs_what_to_bring_and_how_long_it_takes(kit: Settings) -> None:
    for service in kit.content.services:
        assert service.documents or service.category is Category.EXTRA, service.id
        assert len(service.steps) >= 3, service.id
        assert service.legal and service.themes and service.events, service.id
        if service.fee.som:
            assert service.fee.note and "Example price" in service.fee.note.en, service.id
    assert {theme for service in kit.content.services for theme in service.themes} == set(Theme)
    assert {event for service in kit.content.services for event in service.events} == set(LifeEvent)


def test_desks_that_share_a_service_share_all_of_them(kit: Settings) -> None:
    lists = [frozenset(desk.services) for desk in kit.content.desks]
    assert len(lists) == 4
    assert frozenset[str]().union(*lists) == {service.id for service in kit.content.services}
    for one in lists:
        for other in lists:
            assert one == other or not one & other


def test_near_and_remote_villages_and_a_settlement_without_status(kit: Settings) -> None:
    villages = kit.content.villages
    assert sum(village.out_of_turn for village in villages) == 4
    assert [village.id for village in villages if village.status == "none"] == ["jangy-shoola"]
    for village in villages:
        if village.out_of_turn:
            assert village.basis and re.search(r"№ \d+", village.basis.ky) and "2026" in village.basis.ky


def test_the_people_and_the_kiosk_of_the_demo_are_there(kit: Settings) -> None:
    assert {person.id: person.role for person in kit.people} == {
        "aigul": Role.OPERATOR,
        "bakyt": Role.OPERATOR,
        "cholpon": Role.HEAD,
        "council": Role.OBSERVER,
        "dinara": Role.REPRESENTATIVE,
    }
    assert {kiosk.id: kiosk.letter for kiosk in kit.content.kiosks} == {"K": "А", "DESK": "П"}
    assert kit.content.guard is None


def test_the_information_a_stand_must_show_is_there(kit: Settings) -> None:
    content = kit.content
    assert len(content.faq) >= 14
    assert {page.id for page in content.pages} >= {
        "reception",
        "out-of-turn",
        "complaints",
        "state-and-municipal",
        "personal-data",
        "kiosk",
        "legal-basis",
    }
    assert content.banks and content.payments
    assert any(contact.adviser for unit in content.units for contact in unit.contacts)


def test_each_closed_date_is_a_day_on_which_the_centre_would_be_open(kit: Settings) -> None:
    schedule = kit.content.schedule
    week = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    assert {week[day.weekday()] for day in schedule.closed} <= {hours.day for hours in schedule.hours}
    assert list(schedule.closed) == sorted(set(schedule.closed))
    assert len(schedule.closed) == 13


def test_each_unit_gives_at_least_one_service(kit: Settings) -> None:
    assert {unit.id for unit in kit.content.units} == {service.unit for service in kit.content.services}


def test_questions_belong_to_services_that_are_there(kit: Settings) -> None:
    services = {service.id for service in kit.content.services}
    assert all(set(question.services) <= services for question in kit.content.faq)


def test_each_language_is_written_in_its_own_letters(kit: Settings) -> None:
    for place, text in texts(kit.content):
        assert not set(text.ky.casefold()) & set("іәғқұһ"), place
        russian = text.ru
        for name in NAMES_FROM_KYRGYZ:
            russian = russian.replace(name, "")
        assert not set(russian.casefold()) & (KYRGYZ - RUSSIAN), (place, text.ru)
        assert not set(text.en.casefold()) & KYRGYZ, (place, text.en)


def test_nothing_is_left_untranslated(kit: Settings) -> None:
    for place, text in texts(kit.content):
        assert text.ru != text.en, (place, text.ru)
        if len(text.ky.split()) > 3:
            assert text.ky != text.ru, (place, text.ky)


def test_the_public_part_survives_the_wire(kit: Settings) -> None:
    wire = TypeAdapter(Content)
    assert wire.validate_json(wire.dump_json(kit.content)) == kit.content
    assert b"Password" not in wire.dump_json(kit.content) and b"aigul" not in wire.dump_json(kit.content)


def test_it_loads_within_half_a_second() -> None:
    started = time.process_time()
    load(STARTER)
    assert time.process_time() - started < 0.5


def test_the_day_opens_with_the_rules_of_the_content(kit: Settings) -> None:
    day = day_opened(kit.content, datetime(2026, 3, 1, 20, 30, tzinfo=UTC))
    assert (day.centre, day.date.isoformat(), day.at.isoformat()) == (
        "ak-shoola",
        "2026-03-02",
        "2026-03-02T02:30:00+06:00",
    )
    assert [(rule.id, rule.minutes) for rule in day.services] == [
        (service.id, service.minutes) for service in kit.content.services
    ]
    assert {rule.id for rule in day.villages if rule.out_of_turn} == {
        "biyik-kyr",
        "iyri-kechu",
        "karagailuu-sai",
        "jangy-shoola",
    }
    assert all(rule.basis for rule in day.villages if rule.out_of_turn)
    assert [(rule.id, rule.services) for rule in day.desks] == [(desk.id, desk.services) for desk in kit.content.desks]
    assert [(lane.kiosk, lane.letter) for lane in day.lanes] == [("K", "А"), ("DESK", "П")]
    assert day.guard is None


def test_the_days_guard_names_the_decision_with_its_date(kit: Settings) -> None:
    guard = CouncilGuard("№ 12", datetime(2026, 3, 2, tzinfo=UTC).date(), after_calls=3)
    content = Content(**{field.name: getattr(kit.content, field.name) for field in fields(Content)} | {"guard": guard})
    assert day_opened(content, datetime.now(UTC)).guard == Guard("№ 12, 2026-03-02", 3, None)


def test_services_and_questions_have_been_checked_by_somebody(kit: Settings) -> None:
    dated: list[Service | Question] = [*kit.content.services, *kit.content.faq]
    for entry in dated:
        day = entry.checked if isinstance(entry, Service) else entry.reviewed
        assert day.year == 2026, entry.id
