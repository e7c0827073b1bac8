"""The columns that hold personal data: sealed where the centre has a key, and found by all the same (see keys.py)."""

from sqlalchemy import Column, ColumnElement, Connection, Dialect, Text, TypeDecorator, or_

from server.journal.keys import PHONE_DIGITS, Keys

KEYS = "kezek_keys"
"""The attribute of a dialect."""


def keys_of(dialect: Dialect) -> Keys | None:
    """Each store has an engine with a dialect of its own, which alone is at hand where a column is bound."""
    found: Keys | None = getattr(dialect, KEYS, None)
    return found


class Sealed(TypeDecorator[str]):
    """A text that is nobody else's business."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        keys = keys_of(dialect)
        return value if keys is None or value is None else keys.seal(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        keys = keys_of(dialect)
        return value if keys is None or value is None else keys.unseal(value)


def index_of(c: Connection, folded: str, phone: str | None) -> str:
    """What goes into the column that an applicant is found by."""
    keys = keys_of(c.dialect)
    return folded if keys is None else keys.index(folded, phone)


def has_word(c: Connection, index: Column[str], word: str) -> ColumnElement[bool]:
    """Of a folded word: its part anywhere in a name, or with a key the beginning of a name's word."""
    keys = keys_of(c.dialect)
    if keys is None:
        return index.contains(word, autoescape=True)
    return or_(*(index.contains(token) for token in keys.tokens_of(word)))


def has_phone(c: Connection, index: Column[str], phone: Column[str], digits: str) -> ColumnElement[bool]:
    """Of a part of a telephone's digits, or with a key of all of them, but for the country's."""
    keys = keys_of(c.dialect)
    if keys is None:
        return phone.contains(digits[-PHONE_DIGITS:])
    return or_(*(index.contains(token) for token in keys.tokens_of_phone(digits)))
