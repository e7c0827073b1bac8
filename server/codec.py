"""Events as JSON and back. An event once written is read for ever; older shapes are lifted here and nowhere else."""

from typing import get_args

import msgspec

from core.events import Event
from server.shapes import to_json

READERS: dict[str, msgspec.json.Decoder[Event]] = {
    kind.__name__: msgspec.json.Decoder(kind) for kind in get_args(Event)
}


class Unreadable(Exception):
    """A line of the book that no version of this program could have written."""


def kind_of(event: Event) -> str:
    return type(event).__name__


def write(event: Event) -> bytes:
    return to_json(event)


def read(kind: str, body: str | bytes) -> Event:
    """Raises Unreadable for an unknown kind or a body that does not fit it."""
    try:
        return READERS[kind].decode(body)
    except (KeyError, msgspec.MsgspecError) as fault:
        raise Unreadable(f"{kind}: {fault}") from fault
