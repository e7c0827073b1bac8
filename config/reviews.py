"""Which frequent questions must be looked through again: each at least once a month (R022)."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta

from config.schema import Question

WARN_DAYS = 5
"""Before the month has passed."""


def last_day(reviewed: date) -> date:
    """A month later; the end of a shorter month."""
    year, month = (reviewed.year + 1, 1) if reviewed.month == 12 else (reviewed.year, reviewed.month + 1)
    return date(year, month, min(reviewed.day, monthrange(year, month)[1]))


def due(questions: Sequence[Question], today: date) -> tuple[Question, ...]:
    """Those whose month ends within five days, or has ended; the oldest first."""
    until = today + timedelta(days=WARN_DAYS)
    late = (question for question in questions if last_day(question.reviewed) <= until)
    return tuple(sorted(late, key=lambda question: question.reviewed))
