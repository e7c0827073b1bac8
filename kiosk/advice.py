"""What can be said of a visit before the ticket: place and wait, and what speaks for coming another day."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from config.schema import Content
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


@dataclass(frozen=True, slots=True)
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


def of_service(facts: Facts, service_id: str) -> Advice | None:
    """What speaks for coming another day, with the next day the service is provided."""
    days = _days(facts.content, service_id)
    next_day = _next_day(facts.content, days, facts.now.date())
    if WEEKDAYS[facts.now.weekday()] not in days:
        return Advice(Warn.NOT_TODAY, next_day)
    if facts.picture is None:
        return None
    if not facts.picture.open:
        return Advice(Warn.CENTRE_CLOSED, next_day)
    own = next((of for of in facts.picture.services if of.service == service_id), None)
    if own is None or own.desks_open > 0:
        return None
    if own.back_at is not None and own.back_at > f"{facts.now:%H:%M}":
        return Advice(Warn.BACK_AT, next_day, own.back_at)
    return Advice(Warn.NO_DESK, next_day)


def _days(content: Content, service_id: str) -> frozenset[str]:
    own = catalogue.service(content, service_id).weekdays
    return frozenset(own) or frozenset(hours.day for hours in catalogue.unit(content, service_id).schedule.hours)


def _next_day(content: Content, days: frozenset[str], today: date) -> date | None:
    for ahead in range(1, DAYS_AHEAD + 1):
        day = today + timedelta(days=ahead)
        if WEEKDAYS[day.weekday()] in days and day not in content.schedule.closed:
            return day
    return None
