"""JSON out and in: what the hub writes needs no check; what others wrote is held against the shape of its type."""

from functools import cache
from typing import Any, TypeVar

import msgspec
from pydantic import TypeAdapter

T = TypeVar("T")

to_json = msgspec.json.Encoder().encode


def shape_of(kind: type[T]) -> TypeAdapter[T]:
    """Made when it is first needed: of most types a day of the queue sees none."""
    return _made(kind)  # type: ignore[arg-type]  # mypy takes type[T] for unhashable


@cache
def _made(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
