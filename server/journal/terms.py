"""The working calendar and the dates by which something is due. Pure: dates in, dates out.

Working days are Monday to Friday without the public holidays of Kyrgyzstan (package `holidays`, each feast tied to its
legal act), as the centre's content corrects them: `closed` dates are never working ones, `working` dates always are. A
term begins on the day after the event; one in calendar days that ends on a day off ends on the next working day.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from config.schema import Hours, Schedule, Term

if TYPE_CHECKING:
    from holidays import HolidayBase

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Calendar:
    """The days of one centre."""

    schedule: Schedule

    @cached_property
    def _country(self) -> "HolidayBase":
        from holidays import country_holidays  # noqa: PLC0415 - five megabytes that a day without a term never needs

        return country_holidays("KG")

    @cached_property
    def _hours(self) -> dict[str, Hours]:
        return {hours.day: hours for hours in self.schedule.hours}

    def is_working(self, day: date) -> bool:
        if day in self.schedule.closed:
            return False
        return day in self.schedule.working or bool(self._country.is_working_day(day))

    def is_short(self, day: date) -> bool:
        """A working day before a public holiday: an hour shorter by the Labour Code; it counts as a whole one."""
        return self.is_working(day) and day + DAY in self._country and not self.is_working(day + DAY)

    def working_day_after(self, day: date, count: int = 1) -> date:
        """The `count`-th working day after this one."""
        while count:
            day += DAY
            count -= self.is_working(day)
        return day

    def on_or_after(self, day: date) -> date:
        return day if self.is_working(day) else self.working_day_after(day)

    def due(self, term: Term, at: datetime) -> date:
        """The day on which a result is due that was asked for at `at`, local time of the centre (R075, R085)."""
        if term.unit == "working_days":
            return self.working_day_after(at.date(), term.amount)
        if term.unit == "calendar_days":
            return self.on_or_after(at.date() + term.amount * DAY)
        return self._minutes_after(at, term.amount)

    def hand_over_by(self, at: datetime) -> date:
        """R081: the next working day after registration."""
        return self.working_day_after(at.date())

    def _minutes_after(self, at: datetime, minutes: int) -> date:
        """The day in whose opening hours the minutes have run out; the lunch break does not count."""
        day, now, left = at.date(), at.replace(tzinfo=None), timedelta(minutes=minutes)
        while True:
            for begins, ends in self._open(day):
                run = ends - max(begins, min(now, ends))
                if left <= run:
                    return day
                left -= run
            day += DAY

    def _open(self, day: date) -> list[tuple[datetime, datetime]]:
        """From when until when the centre is open on this day, in order; a day with a holiday is none."""
        schedule, hours = self.schedule, self._hours.get(WEEKDAYS[day.weekday()])
        if hours is None or day in schedule.closed or (day in self._country and day not in schedule.working):
            return []
        begins, ends = datetime.combine(day, hours.opens), datetime.combine(day, hours.closes)
        if schedule.lunch_from is None or schedule.lunch_until is None:
            return [(begins, ends)]
        lunch, back = (datetime.combine(day, schedule.lunch_from), datetime.combine(day, schedule.lunch_until))
        return [(begins, ends)] if lunch >= ends or back <= begins else [(begins, lunch), (back, ends)]
