"""Asked twice, because the first answer was lost on its way, a thing is done once."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection, insert, select

from server.journal.rules import Act
from server.journal.tables import asked

T = TypeVar("T")


def once(c: Connection, what: str, key: str | None, act: Act, do: Callable[[], T]) -> T:
    """What `do` gives, now or when `what` was first asked with this key: the id of a row, or nothing."""
    if key is None:
        return do()
    word = f"{what} {key}"
    if (known := c.execute(select(asked.c.made).where(asked.c.key == word)).first()) is not None:
        made: T = known.made
        return made
    made = do()
    c.execute(insert(asked).values(key=word, day=act.day, made=made))
    return made
