"""The shape of each type that goes to JSON or comes from it."""

from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")


def shape_of(kind: type[T]) -> TypeAdapter[T]:
    """Made when it is first needed: of most types a day of the queue sees none."""
    return _made(kind)  # type: ignore[arg-type]  # mypy takes type[T] for unhashable


@cache
def _made(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
