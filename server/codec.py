"""Events as JSON and back. An event once written is read for ever; older shapes are lifted here and nowhere else."""

from collections.abc import Callable
from functools import cache
from typing import get_args

from pydantic import TypeAdapter, ValidationError

from core.events import Event

KINDS: dict[str, type] = {kind.__name__: kind for kind in get_args(Event)}


class Unreadable(Exception):
    """A line of the book that no version of this program could have written."""


@cache
def _reader(kind: str) -> Callable[[str | bytes], Event]:
    return TypeAdapter(KINDS[kind]).validator.validate_json


@cache
def _writer(kind: str) -> Callable[[Event], bytes]:
    return TypeAdapter(KINDS[kind]).serializer.to_json


def kind_of(event: Event) -> str:
    return type(event).__name__


def write(event: Event) -> bytes:
    return _writer(type(event).__name__)(event)


def read(kind: str, body: str | bytes) -> Event:
    """Raises Unreadable for an unknown kind or a body that does not fit it."""
    try:
        return _reader(kind)(body)
    except (KeyError, ValidationError) as fault:
        raise Unreadable(f"{kind}: {fault}") from fault
