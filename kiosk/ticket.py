"""A number of this kiosk, from the lane to the paper: plain data shared by the lane, the session and the screens."""

from datetime import datetime
from enum import StrEnum

from core.record import record
from core.waits import WaitRange
from core.words import Language


class Fault(StrEnum):
    """Why no number can be given. One text per language for each, `staff.<value>`.

    LIST_CHANGED: what was chosen is no longer offered; NOT_YET: it is, but the hub's book of today does not know it.
    """

    NOT_JOINED = "not_joined"
    NOT_KNOWN = "not_known"
    DISK_FULL = "disk_full"
    UNWRITABLE = "unwritable"
    IN_USE = "in_use"
    LIST_CHANGED = "list_changed"
    NOT_YET = "not_yet"
    BROKEN = "broken"


@record
class Order:
    """What a visitor asked for: one service, and what else is to be done in the same visit, in their order."""

    service: str
    village: str | None
    language: Language
    also: tuple[str, ...] = ()


@record
class LaneTicket:
    """`day` is an ISO date; `taken_at` is None when the clock could not be trusted."""

    day: str
    number: int
    kiosk: str
    letter: str
    key: str
    order: Order
    taken_at: datetime | None

    @property
    def id(self) -> str:
        return f"{self.kiosk}-{self.number}"

    @property
    def code(self) -> str:
        return f"{self.letter}{self.number:03d}"


@record
class Place:
    """What the hub said of a ticket: how many before it, and the wait in minutes if anybody can tell."""

    ahead: int
    wait_minutes: WaitRange | None


@record
class Issued:
    """A ticket and what is known of it; `place` is None when the hub has not answered."""

    ticket: LaneTicket
    out_of_turn: bool
    place: Place | None
