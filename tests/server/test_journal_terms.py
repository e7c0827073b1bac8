"""Due dates against a table reckoned by hand: weekends, public holidays of Kyrgyzstan, the centre's own closed days."""

from datetime import date, datetime, time
from typing import Literal

import pytest

from config.schema import Hours, Schedule, Term, Weekday
from server.journal.terms import Calendar

WEEK: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri")
PLAIN = Schedule(tuple(Hours(day, time(9), time(18)) for day in WEEK), time(12, 30), time(13, 30))
OWN = Schedule(
    PLAIN.hours,
    PLAIN.lunch_from,
    PLAIN.lunch_until,
    closed=(date(2026, 12, 21), date(2027, 1, 8), date(2027, 3, 10)),
    working=(date(2027, 3, 9),),
)
UNITS: dict[str, Literal["minutes", "working_days", "calendar_days"]] = {
    "m": "minutes",
    "w": "working_days",
    "c": "calendar_days",
}

TABLE = """
Mon 2026-11-23 10:00 |   1 w | Tue 2026-11-24 | the next day
Mon 2026-11-23 10:00 |   5 w | Mon 2026-11-30 | over a weekend
Mon 2026-11-23 10:00 |  10 w | Mon 2026-12-07 | two weeks
Fri 2026-11-27 10:00 |   1 w | Mon 2026-11-30 | Friday to Monday
Sat 2026-11-28 10:00 |   1 w | Mon 2026-11-30 | registered on Saturday
Sun 2026-11-29 10:00 |   1 w | Mon 2026-11-30 | registered on Sunday
Thu 2026-12-31 10:00 |   1 w | Fri 2027-01-08 | New Year's holidays and Christmas
Wed 2026-12-30 10:00 |   2 w | Fri 2027-01-08 | one day before, one after
Wed 2026-12-30 10:00 |   3 w | Mon 2027-01-11 | and the weekend after it
Mon 2026-12-28 10:00 |  14 w | Fri 2027-01-22 | a complaint before New Year
Fri 2026-12-11 10:00 |  14 w | Thu 2026-12-31 | a complaint that just ends in the year
Mon 2026-12-14 10:00 |  14 w | Fri 2027-01-08 | a complaint that just does not
Fri 2027-03-05 10:00 |   1 w | Wed 2027-03-10 | 8 March and Orozo ait side by side
Thu 2027-03-04 10:00 |   3 w | Thu 2027-03-11 | around both
Fri 2027-03-19 10:00 |   1 w | Mon 2027-03-22 | Nooruz on a Sunday is not moved
Fri 2027-04-30 10:00 |   1 w | Mon 2027-05-10 | the whole week of May
Wed 2027-04-28 10:00 |   5 w | Wed 2027-05-12 | two days before it, three after
Mon 2027-08-30 10:00 |   1 w | Wed 2027-09-01 | Independence Day on a Tuesday
Fri 2026-08-28 10:00 |   1 w | Tue 2026-09-01 | Independence Day on a Monday
Tue 2026-05-26 10:00 |   1 w | Thu 2026-05-28 | Kurman ait
Thu 2026-03-19 10:00 |   1 w | Mon 2026-03-23 | Orozo ait on Friday, Nooruz on Saturday
Thu 2026-04-30 10:00 |   1 w | Mon 2026-05-11 | six days of May and two weekends
Fri 2026-04-24 10:00 |  10 w | Mon 2026-05-18 | ten days around them
Fri 2026-11-06 10:00 |   1 w | Mon 2026-11-09 | 7 and 8 November are festive and no days off
Mon 2027-04-05 10:00 |   2 w | Wed 2027-04-07 | 7 April is festive and a working day
Fri 2026-02-20 10:00 |   1 w | Mon 2026-02-23 | so is 23 February
Fri 2027-05-14 10:00 |   1 w | Mon 2027-05-17 | Kurman ait on a Sunday
Fri 2025-01-10 10:00 |   1 w | Sat 2025-01-11 | a Saturday the government made a working day
Thu 2025-01-02 10:00 |   1 w | Wed 2025-01-08 | the day off it was exchanged for
Mon 2026-11-23 10:00 |   1 c | Tue 2026-11-24 | the next day
Mon 2026-11-23 10:00 |   5 c | Mon 2026-11-30 | ends on Saturday
Mon 2026-11-23 10:00 |   6 c | Mon 2026-11-30 | ends on Sunday
Mon 2026-11-23 10:00 |   7 c | Mon 2026-11-30 | ends on Monday
Fri 2026-11-27 10:00 |  14 c | Fri 2026-12-11 | two weeks
Tue 2026-12-22 10:00 |  10 c | Fri 2027-01-08 | ends on New Year's Day
Thu 2026-12-03 10:00 |  30 c | Fri 2027-01-08 | ends on 2 January, a Saturday and a holiday
Wed 2027-01-06 10:00 |   1 c | Fri 2027-01-08 | registered on a holiday, ends on one
Sat 2027-02-06 10:00 |  30 c | Wed 2027-03-10 | ends on 8 March
Thu 2027-04-01 10:00 |  30 c | Mon 2027-05-10 | ends on 1 May
Mon 2027-08-16 10:00 |  15 c | Wed 2027-09-01 | ends on Independence Day
Mon 2028-01-31 10:00 |  30 c | Wed 2028-03-01 | over 29 February
Mon 2026-11-23 09:00 |  15 m | Mon 2026-11-23 | while you wait
Mon 2026-11-23 17:45 |  15 m | Mon 2026-11-23 | up to closing time
Mon 2026-11-23 17:50 |  15 m | Tue 2026-11-24 | five minutes too late
Mon 2026-11-23 12:20 |  30 m | Mon 2026-11-23 | around the lunch break
Mon 2026-11-23 08:00 |  10 m | Mon 2026-11-23 | before opening
Mon 2026-11-23 19:00 |  10 m | Tue 2026-11-24 | after closing
Mon 2026-11-23 09:00 | 240 m | Mon 2026-11-23 | half a day
Mon 2026-11-23 15:00 | 240 m | Tue 2026-11-24 | over the night
Fri 2026-11-27 17:50 |  15 m | Mon 2026-11-30 | over the weekend
Sun 2026-11-29 12:00 |  10 m | Mon 2026-11-30 | on a day off
Thu 2026-12-31 17:50 |  15 m | Fri 2027-01-08 | over the holidays
Fri 2026-12-18 10:00 |   1 w | Tue 2026-12-22 | own: a Monday of one's own
Fri 2026-12-18 17:50 |  15 m | Tue 2026-12-22 | own: also for minutes
Wed 2026-12-16 10:00 |   5 c | Tue 2026-12-22 | own: also at the end of calendar days
Thu 2026-12-31 10:00 |   1 w | Mon 2027-01-11 | own: one more day after the holidays
Fri 2027-03-05 10:00 |   1 w | Tue 2027-03-09 | own: the ait was announced for another day
Tue 2027-03-09 10:00 |   1 w | Thu 2027-03-11 | own: which is the day after
Mon 2027-03-08 10:00 |  15 m | Tue 2027-03-09 | own: and the centre is open on the first
"""
ROWS = [line.split(" | ") for line in TABLE.strip().splitlines()]


def test_the_table_has_its_fifty_rows_and_the_right_weekdays() -> None:
    assert len(ROWS) >= 50
    for at, _, due, _ in ROWS:
        assert datetime.fromisoformat(at[4:]).strftime("%a") == at[:3]
        assert date.fromisoformat(due[4:]).strftime("%a") == due[:3]


@pytest.mark.parametrize(("at", "term", "due", "why"), ROWS, ids=[f"{at} {term}" for at, term, *_ in ROWS])
def test_it_is_due_on_the_day_reckoned_by_hand(at: str, term: str, due: str, why: str) -> None:
    calendar = Calendar(OWN if why.startswith("own") else PLAIN)
    amount, unit = term.split()
    moment = datetime.fromisoformat(at[4:])
    assert calendar.due(Term(int(amount), UNITS[unit]), moment) == date.fromisoformat(due[4:])
    if term.split() == ["1", "w"]:
        assert calendar.hand_over_by(moment) == date.fromisoformat(due[4:])


@pytest.mark.parametrize(
    ("day", "short"),
    [
        ("2026-12-31", True),
        ("2026-04-30", True),
        ("2027-08-30", True),
        ("2027-01-04", False),
        ("2027-03-05", False),
        ("2026-11-26", False),
    ],
)
def test_the_working_day_before_a_holiday_is_an_hour_shorter(day: str, *, short: bool) -> None:
    assert Calendar(PLAIN).is_short(date.fromisoformat(day)) is short
