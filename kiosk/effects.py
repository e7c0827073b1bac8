"""What goes out of a visit, effects, with the answers that come back; and the step that follows from a touch."""

from dataclasses import replace

from core.record import record
from core.sheets import Sheet
from core.words import How, Language
from kiosk.ticket import Fault, Issued, LaneTicket, Order
from kiosk.visit import NotTold, Paper, Screen, Session
from link.hub_client import ReceiptAnswer


@record
class Take:
    """Give a number; answered by `Given` or `NotGiven`."""

    order: Order


@record
class Print:
    """Print the ticket; answered by `PrintEnded`."""

    issued: Issued
    copy: bool = False


@record
class PrintList:
    """Print the documents these services ask for; answered by `ListEnded`."""

    services: tuple[str, ...]
    language: Language


@record
class Handed:
    ticket: LaneTicket
    how: How


@record
class Withdraw:
    ticket: LaneTicket


@record
class KeepSheet:
    """Keep the sheet for the hub; answered by `SheetKept`."""

    sheet: Sheet
    language: Language


@record
class AskReceipt:
    """Ask the hub how a receipt stands; answered by `ReceiptTold`."""

    digits: str


@record
class CallHelp:
    """Call an employee to this kiosk; answered by `HelpAnswered`."""


@record
class CheckPin:
    """Is it the PIN of the service menu? Answered by `PinChecked`."""

    digits: str


@record
class PrintTest:
    """Print the test page in the language of the visit, or feed a little paper; answered by `TestPrinted`."""

    feed: bool


@record
class NewRoll:
    """Somebody put in a new roll: count the paper from there."""


@record
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


@record
class Given:
    """The answer to `Take`: a number, on the disk."""

    issued: Issued


@record
class NotGiven:
    """The answer to `Take`: no number."""

    fault: Fault


@record
class PrintEnded:
    """The answer to `Print`."""

    ticket: LaneTicket
    paper: Paper


@record
class ListEnded:
    """The answer to `PrintList`."""

    paper: Paper


@record
class SheetKept:
    """The answer to `KeepSheet`: whether it is on the disk."""

    kept: bool


@record
class ReceiptTold:
    """The answer to `AskReceipt`."""

    digits: str
    told: ReceiptAnswer | NotTold


@record
class HelpAnswered:
    """The answer to `CallHelp`: whether the desks know."""

    heard: bool


@record
class PinChecked:
    """The answer to `CheckPin`; `wait_s` are the seconds until another try is heard."""

    fits: bool
    wait_s: int = 0


@record
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
