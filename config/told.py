"""What the content says of hours and terms, in words: for the kiosk and for papers. `say` speaks the kiosk's texts."""

from collections.abc import Iterator
from datetime import time
from itertools import groupby
from typing import get_args

from config.schema import Hours, Schedule, Term, Weekday
from config.texts import Say

_WEEKDAYS = get_args(Weekday)


def hours_lines(schedule: Schedule, say: Say) -> Iterator[str]:
    """Days of the same hours in one line, and the lunch break."""
    ordered = sorted(schedule.hours, key=_weekday)
    runs = groupby(enumerate(ordered), lambda one: (one[1].opens, one[1].closes, _weekday(one[1]) - one[0]))
    for (opens, closes, _), run in runs:
        days = [_weekday(hours) for _, hours in run]
        first, last = say(f"weekday.{days[0]}"), say(f"weekday.{days[-1]}")
        named = first if len(days) == 1 else f"{first} – {last}"
        yield say("hours.day", days=named[0].upper() + named[1:], opens=_clock(opens), closes=_clock(closes))
    if schedule.lunch_from and schedule.lunch_until:
        yield say("hours.lunch", lunch_from=_clock(schedule.lunch_from), lunch_until=_clock(schedule.lunch_until))


def term_words(term: Term, say: Say) -> str:
    return say(f"term.{term.unit}", n=term.amount)


def _weekday(hours: Hours) -> int:
    return _WEEKDAYS.index(hours.day)


def _clock(at: time) -> str:
    return f"{at:%H:%M}"
