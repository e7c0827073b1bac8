"""Frequent questions are looked through every month, and the head hears of it before the month ends (R022)."""

from datetime import date

import pytest

from config.reviews import due, last_day
from config.schema import Question, Text

TEXT = Text("Качан?", "Когда?", "When?")


def question(reviewed: date) -> Question:
    return Question(f"q{reviewed:%m%d}", TEXT, TEXT, reviewed)


@pytest.mark.parametrize(
    ("reviewed", "last"),
    [
        (date(2026, 11, 2), date(2026, 12, 2)),
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2026, 12, 15), date(2027, 1, 15)),
    ],
)
def test_a_month_is_a_month_of_the_calendar(reviewed: date, last: date) -> None:
    assert last_day(reviewed) == last


def test_the_oldest_come_first_and_only_when_their_month_is_nearly_over() -> None:
    old, fresh, near = question(date(2026, 10, 1)), question(date(2026, 11, 20)), question(date(2026, 11, 2))
    assert due([fresh, near, old], date(2026, 11, 26)) == (old,)
    assert due([fresh, near, old], date(2026, 11, 27)) == (old, near)
