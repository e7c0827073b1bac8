"""What can be said of a visit before the ticket: place and wait, and what speaks for coming another day."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

from config.schema import Content, Schedule
from core.record import record
from core.waits import Prospect
from kiosk import catalogue
from kiosk.catalogue import WEEKDAYS
from kiosk.facts import Facts

DAYS_AHEAD = 31


class Warn(StrEnum):
    """What a visitor should know before taking a ticket that may have to wait; never a refusal (R095)."""

    NOT_TODAY = "not_today"
    CENTRE_CLOSED = "centre_closed"
    NO_DESK = "no_desk"
    BACK_AT = "back_at"
    DAY_FULL = "day_full"


@record
class Advice:
    """`back_at`, with BACK_AT, is when the first desk of the service is open again, "13:30"."""

    warn: Warn
    next_day: date | None
    back_at: str | None = None


def prospect(facts: Facts, service_id: str, village_id: str | None) -> Prospect | None:
    """Place and wait of somebody taking a ticket now; None when the hub is silent."""
    if facts.picture is None:
        return None
    for one in facts.picture.services:
        if one.service == service_id:
            return one.out_of_turn if catalogue.entitled(facts.content, village_id) else one.ordinary
    return None


def of_visit(facts: Facts, services: Sequence[str], village_id: str | None) -> list[tuple[str, Advice]]:
    """For each service what speaks for coming another day; the same advice once, at the first it concerns."""
    told: dict[Advice, str] = {}
    for one in services:
        if (advice := of_service(facts, one, village_id)) is not None:
            told.setdefault(advice, one)
    return [(service, advice) for advice, service in told.items()]


def of_service(facts: Facts, service_id: str, village_id: str | None = None) -> Advice | None:
    """With the next day the service is provided; never a refusal (R055, R095)."""
    content, now, picture = facts.content, facts.now, facts.picture
    schedule = catalogue.unit(content, service_id).schedule
    days = _days(content, service_id)
    next_day = _next_day(content, schedule, days, now)
    if WEEKDAYS[now.weekday()] not in days or now.date() in schedule.closed:
        return Advice(Warn.NOT_TODAY, next_day)
    if not catalogue.is_open(facts):
        return Advice(Warn.CENTRE_CLOSED, next_day)
    own = next((of for of in picture.services if of.service == service_id), None) if picture else None
    if own is None:
        return None
    if own.desks_open > 0:
        return Advice(Warn.DAY_FULL, next_day) if _full(facts, service_id, village_id) else None
    if own.back_at is not None and own.back_at > f"{now:%H:%M}":
        return Advice(Warn.BACK_AT, next_day, own.back_at)
    return Advice(Warn.NO_DESK, next_day)


def _full(facts: Facts, service_id: str, village_id: str | None) -> bool:
    """Whether even the shortest wait the core expects ends after closing time."""
    now, expected = facts.now, prospect(facts, service_id, village_id)
    schedules = (facts.content.schedule, catalogue.unit(facts.content, service_id).schedule)
    closes = min((hours.closes for one in schedules if (hours := catalogue.hours_on(one, now.date()))), default=None)
    if expected is None or expected.wait_minutes is None or closes is None or now.time() >= closes:
        return False
    called = now + timedelta(minutes=expected.wait_minutes.low)
    return called.date() > now.date() or called.time() >= closes


def _days(content: Content, service_id: str) -> frozenset[str]:
    own = catalogue.service(content, service_id).weekdays
    return frozenset(own) or frozenset(hours.day for hours in catalogue.unit(content, service_id).schedule.hours)


def _next_day(content: Content, schedule: Schedule, days: frozenset[str], now: datetime) -> date | None:
    """After today; before the centre has opened, today itself may be it."""
    hours = catalogue.hours_on(content.schedule, now.date())
    first = 0 if hours and now.time() < hours.opens else 1
    for ahead in range(first, DAYS_AHEAD + 1):
        day = now.date() + timedelta(days=ahead)
        if WEEKDAYS[day.weekday()] in days and day not in {*content.schedule.closed, *schedule.closed}:
            return day
    return None
