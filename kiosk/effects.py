"""What goes out of a visit, effects, with the answers that come back; and the step that follows from a touch."""

from dataclasses import dataclass, replace

from core.sheets import Sheet
from core.words import How, Language
from kiosk.ticket import Fault, Issued, LaneTicket, Order
from kiosk.visit import NotTold, Paper, Screen, Session
from link.hub_client import ReceiptAnswer


@dataclass(frozen=True, slots=True)
class Take:
    """Give a number; answered by `Given` or `NotGiven`."""

    order: Order


@dataclass(frozen=True, slots=True)
class Print:
    """Print the ticket; answered by `PrintEnded`."""

    issued: Issued
    copy: bool = False


@dataclass(frozen=True, slots=True)
class PrintList:
    """Print the documents these services ask for; answered by `ListEnded`."""

    services: tuple[str, ...]
    language: Language


@dataclass(frozen=True, slots=True)
class Handed:
    ticket: LaneTicket
    how: How


@dataclass(frozen=True, slots=True)
class Withdraw:
    ticket: LaneTicket


@dataclass(frozen=True, slots=True)
class KeepSheet:
    """Keep the sheet for the hub; answered by `SheetKept`."""

    sheet: Sheet
    language: Language


@dataclass(frozen=True, slots=True)
class AskReceipt:
    """Ask the hub how a receipt stands; answered by `ReceiptTold`."""

    digits: str


@dataclass(frozen=True, slots=True)
class CallHelp:
    """Call an employee to this kiosk; answered by `HelpAnswered`."""


@dataclass(frozen=True, slots=True)
class CheckPin:
    """Is it the PIN of the service menu? Answered by `PinChecked`."""

    digits: str


@dataclass(frozen=True, slots=True)
class PrintTest:
    """Print the test page in the language of the visit, or feed a little paper; answered by `TestPrinted`."""

    feed: bool


@dataclass(frozen=True, slots=True)
class NewRoll:
    """Somebody put in a new roll: count the paper from there."""


@dataclass(frozen=True, slots=True)
class Stop:
    """End the program; `again` leaves it to the service manager to start it anew."""

    again: bool


Effect = (
    AskReceipt
    | Take
    | Print
    | PrintList
    | Handed
    | Withdraw
    | KeepSheet
    | CallHelp
    | CheckPin
    | PrintTest
    | NewRoll
    | Stop
)


@dataclass(frozen=True, slots=True)
class Given:
    """The answer to `Take`: a number, on the disk."""

    issued: Issued


@dataclass(frozen=True, slots=True)
class NotGiven:
    """The answer to `Take`: no number."""

    fault: Fault


@dataclass(frozen=True, slots=True)
class PrintEnded:
    """The answer to `Print`."""

    ticket: LaneTicket
    paper: Paper


@dataclass(frozen=True, slots=True)
class ListEnded:
    """The answer to `PrintList`."""

    paper: Paper


@dataclass(frozen=True, slots=True)
class SheetKept:
    """The answer to `KeepSheet`: whether it is on the disk."""

    kept: bool


@dataclass(frozen=True, slots=True)
class ReceiptTold:
    """The answer to `AskReceipt`."""

    digits: str
    told: ReceiptAnswer | NotTold


@dataclass(frozen=True, slots=True)
class HelpAnswered:
    """The answer to `CallHelp`: whether the desks know."""

    heard: bool


@dataclass(frozen=True, slots=True)
class PinChecked:
    """The answer to `CheckPin`; `wait_s` are the seconds until another try is heard."""

    fits: bool
    wait_s: int = 0


@dataclass(frozen=True, slots=True)
class TestPrinted:
    """The answer to `PrintTest`."""

    paper: Paper


Answer = Given | NotGiven | PrintEnded | ListEnded | SheetKept | ReceiptTold | HelpAnswered | PinChecked | TestPrinted

Step = tuple[Session, tuple[Effect, ...]]


def at(session: Session, screen: Screen, *effects: Effect) -> Step:
    """The visitor comes to a screen; the question whether they are still here is answered."""
    return replace(session, screen=screen, warned=False), effects


def stay(session: Session) -> Step:
    return session, ()
