"""What an evaluation sheet (баалоо баракчасы) holds: never a ticket, never a person (R133–R157)."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum

from core.record import record

WORDS_MAX = 400
"""How long a comment may be, in letters."""


class Variant(StrEnum):
    """R133: one question, or all of them."""

    SHORT = "short"
    FULL = "full"


class Channel(StrEnum):
    """R157: given at a kiosk, or keyed in from paper."""

    KIOSK = "kiosk"
    PAPER = "paper"


class Answer(StrEnum):
    """R142."""

    FULLY = "fully"
    PARTLY = "partly"
    NOT = "not"
    HARD_TO_SAY = "hard_to_say"


class Parameter(StrEnum):
    """What is rated: the result on the short sheet (R143), the others on the full one (R144–R151)."""

    RESULT = "result"
    HOURS = "hours"
    ROOMS = "rooms"
    QUEUE = "queue"
    TIME = "time"
    SKILL = "skill"
    CARE = "care"
    WHOLE = "whole"
    INFORMATION = "information"


RATED = {
    Variant.SHORT: (Parameter.RESULT,),
    Variant.FULL: tuple(one for one in Parameter if one is not Parameter.RESULT),
}


class Unjustified(StrEnum):
    """R153: actions that nobody may take."""

    INFORMAL_QUEUE = "informal_queue"
    PAID_OFFICE = "paid_office"
    PAID_INFORMATION = "paid_information"
    UNLAWFUL_PAPERS = "unlawful_papers"
    OTHER = "other"


class Age(StrEnum):
    """R139, in years: groups tell less of a person than a number would."""

    UNDER_18 = "under_18"
    TO_29 = "to_29"
    TO_44 = "to_44"
    TO_59 = "to_59"
    FROM_60 = "from_60"


class Sex(StrEnum):
    FEMALE = "female"
    MALE = "male"


@record
class Sheet:
    """Whatever is None or empty was left open: every question may be (R137–R154).

    `desk` stands for the official who served there: a visitor knows the number over the desk, not a name.
    """

    variant: Variant
    service: str | None = None
    desk: int | None = None
    age: Age | None = None
    sex: Sex | None = None
    limited: bool | None = None
    ratings: Mapping[Parameter, Answer] = field(default_factory=dict)
    unjustified: bool | None = None
    which: tuple[Unjustified, ...] = ()
    corruption: bool | None = None
    corruption_words: str = ""
    comment: str = ""


@record
class Rating:
    """One parameter: how many gave which answer; their shares and the index, from so many answers on.

    `index` is (fully + ½ partly) / (fully + partly + not), from 0 to 1; "hard to say" stands apart.
    """

    parameter: Parameter
    answers: dict[Answer, int]
    shares: dict[Answer, float] | None
    index: float | None


@record
class Evaluation:
    """All sheets of visits from `since` to `until`. Of corruption there is a number and nothing else."""

    since: date
    until: date
    sheets: dict[Channel, int]
    ratings: tuple[Rating, ...]
    unjustified: int
    which: dict[Unjustified, int]
    corruption: int
