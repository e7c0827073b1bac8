"""What a kiosk at rest shows a passer-by beside the way in, and when it is dark. Pure functions of facts and hour."""

from datetime import datetime, timedelta

from config.schema import Question
from core.words import Language
from kiosk import catalogue
from kiosk.facts import Facts

ANSWER_MIN = 2
"""Each useful answer stands so many minutes."""
LETTERS_MAX = 150
"""A longer answer is not read in passing."""
AROUND = timedelta(hours=1)
"""Before the centre opens and after it closes people still come by."""


def answer(facts: Facts, language: Language) -> Question | None:
    """One of the short answers to the frequent questions, another every few minutes."""
    brief = [one for one in facts.content.faq if len(catalogue.words(one.answer, language)) <= LETTERS_MAX]
    return brief[moment(facts) % len(brief)] if brief else None


def moment(facts: Facts) -> int:
    """Counts on whenever something else is to be shown."""
    return (facts.now.hour * 60 + facts.now.minute) // ANSWER_MIN


def night(facts: Facts) -> bool:
    """Whether nobody is expected: the schedule knows, unless a desk works on."""
    now = facts.now
    if catalogue.is_open(facts):
        return False
    hours = catalogue.hours_on(facts.content.schedule, now.date())
    if hours is None:
        return True
    opens, closes = (datetime.combine(now.date(), at, now.tzinfo) for at in (hours.opens, hours.closes))
    return not opens - AROUND <= now <= closes + AROUND
