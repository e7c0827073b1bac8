"""A copy put back from the head's page (docs/admin.md).

A running hub holds its books open. So the page leaves an order beside them; the hub closes its books, carries the order
out and opens them again, in the same process. Should the power fail in between, the next start brings back the books
that were there and does it.
"""

import logging
from datetime import datetime
from pathlib import Path

from pydantic import AwareDatetime, ValidationError

from config.schema import Hub
from core.record import record
from server.backup import NotCopied, restore, undo, undo_half
from server.shapes import shape_of, to_json

ORDER = "restore.json"
OUTCOME = "restored.json"

log = logging.getLogger(__name__)


@record
class Order:
    """`copy` is the folder of a copy, `by` who wants it in the place of the books."""

    copy: str
    by: str


@record
class Restored:
    """`aside` is where the earlier books are; `failed` is why all is as it was before, empty when it is not."""

    copy: str
    by: str
    at: AwareDatetime
    aside: str
    failed: str


def leave_order(data: Path, order: Order) -> None:
    """Raises OSError."""
    _write(data / ORDER, to_json(order))


def last_outcome(data: Path) -> Restored | None:
    try:
        return shape_of(Restored).validate_json((data / OUTCOME).read_bytes())
    except (OSError, ValidationError):
        return None


def carry_out(hub: Hub, at: datetime) -> Restored | None:
    """What was ordered, if anything; nobody has the books open. Raises OSError: the books are half swapped."""
    data = Path(hub.data)
    undo_half(hub)
    try:
        order = shape_of(Order).validate_json((data / ORDER).read_bytes())
    except FileNotFoundError:
        return None
    except ValidationError as fault:
        log.error("the order to put a copy back cannot be read: %s", fault)
        (data / ORDER).unlink()
        return None
    try:
        done = Restored(order.copy, order.by, at, str(restore(hub, Path(order.copy), at, force=True)), "")
        log.info("%s has put back %s; the earlier books are in %s", order.by, order.copy, done.aside)
    except NotCopied as fault:
        done = Restored(order.copy, order.by, at, "", str(fault))
        log.error("%s was not put back: %s", order.copy, fault)
    _end(data, done)
    return done


def give_back(hub: Hub, done: Restored, why: str) -> None:
    """The hub does not start with these books: the earlier ones are in place again. Raises NotUndone, OSError."""
    undo(hub, Path(done.aside))
    log.error("the hub does not start with %s, the earlier books are in place again: %s", done.copy, why)
    _end(Path(hub.data), Restored(done.copy, done.by, done.at, "", why))


def _end(data: Path, done: Restored) -> None:
    _write(data / OUTCOME, to_json(done))
    (data / ORDER).unlink(missing_ok=True)


def _write(file: Path, body: bytes) -> None:
    part = file.with_suffix(".part")
    part.write_bytes(body)
    part.replace(file)
