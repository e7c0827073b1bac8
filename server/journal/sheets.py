"""Evaluation sheets: kept once, and told as sums only, so that nobody reads what one visitor said (R156)."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from core.sheets import Answer, Channel, Evaluation, Parameter, Rating, Sheet, Unjustified
from core.words import Language
from server.journal.tables import sheet as table

SHARES_FROM = 10
"""With fewer answers shares would say more than they know: counts alone are told."""


def keep(
    connection: Connection, key: str, sheet: Sheet, *, channel: Channel, visited: date, language: Language
) -> bool:
    """Whether it is new: the same key again changes nothing."""
    ratings = {parameter.value: answer.value for parameter, answer in sheet.ratings.items()}
    row = {
        "key": key,
        "channel": channel.value,
        "variant": sheet.variant.value,
        "visited": visited,
        "language": language.value,
        "service": sheet.service,
        "desk": sheet.desk,
        "age": sheet.age,
        "sex": sheet.sex,
        "limited": sheet.limited,
        "unjustified": sheet.unjustified,
        "which": [one.value for one in sheet.which],
        "corruption": sheet.corruption,
        "corruption_words": sheet.corruption_words,
        "comment": sheet.comment,
    }
    if connection.execute(select(table.c.key).where(table.c.key == key)).first() is not None:
        return False
    connection.execute(insert(table).values(**row, **ratings))
    return True


def evaluation(connection: Connection, since: date, until: date) -> Evaluation:
    rows = connection.execute(select(table).where(table.c.visited.between(since, until))).all()
    channels = Counter(Channel(row.channel) for row in rows)
    which = Counter(Unjustified(one) for row in rows for one in row.which)
    return Evaluation(
        since,
        until,
        sheets={channel: channels[channel] for channel in Channel},
        ratings=tuple(_rating(parameter, rows) for parameter in Parameter),
        unjustified=sum(row.unjustified is True for row in rows),
        which={one: which[one] for one in Unjustified},
        corruption=sum(row.corruption is True for row in rows),
    )


def _rating(parameter: Parameter, rows: Sequence[Row[Any]]) -> Rating:
    said = Counter(Answer(answer) for row in rows if (answer := row._mapping[parameter.value]) is not None)
    answers = {answer: said[answer] for answer in Answer}
    if said.total() < SHARES_FROM:
        return Rating(parameter, answers, None, None)
    shares = {answer: count / said.total() for answer, count in answers.items()}
    clear = said.total() - said[Answer.HARD_TO_SAY]
    index = (said[Answer.FULLY] + said[Answer.PARTLY] / 2) / clear if clear else None
    return Rating(parameter, answers, shares, index)
