"""What comes into a visit, touches and answers, and what goes out of it: effects, and the step that follows."""

from dataclasses import dataclass, replace

from config.schema import Category, LifeEvent, Subject, Theme
from core.sheets import Sheet, Variant
from core.words import How, Language
from kiosk.ticket import Fault, Issued, LaneTicket, Order
from kiosk.visit import Aid, Detail, NotTold, Paper, Screen, Session, Task, Topic
from link.hub_client import ReceiptAnswer


@dataclass(frozen=True, slots=True)
class Begin:
    language: Language


@dataclass(frozen=True, slots=True)
class OpenInformation:
    language: Language


@dataclass(frozen=True, slots=True)
class OpenServices:
    pass


@dataclass(frozen=True, slots=True)
class PickTopic:
    topic: Topic


@dataclass(frozen=True, slots=True)
class PickSubject:
    subject: Subject


@dataclass(frozen=True, slots=True)
class PickTitle:
    """A question or a general page, by its id."""

    of: str


@dataclass(frozen=True, slots=True)
class SetLanguage:
    language: Language


@dataclass(frozen=True, slots=True)
class PickCategory:
    category: Category


@dataclass(frozen=True, slots=True)
class OpenEvents:
    pass


@dataclass(frozen=True, slots=True)
class PickEvent:
    event: LifeEvent | Theme


@dataclass(frozen=True, slots=True)
class OpenSearch:
    pass


@dataclass(frozen=True, slots=True)
class Key:
    """One key of the keyboard: a letter, a digit, a sign or a blank."""

    letter: str


@dataclass(frozen=True, slots=True)
class Erase:
    pass


@dataclass(frozen=True, slots=True)
class SetLayout:
    layout: Language


@dataclass(frozen=True, slots=True)
class Shift:
    """The next letter is a capital, or is not."""


@dataclass(frozen=True, slots=True)
class Digits:
    """Digits instead of letters, and back."""


@dataclass(frozen=True, slots=True)
class PickService:
    service: str


@dataclass(frozen=True, slots=True)
class OpenMore:
    pass


@dataclass(frozen=True, slots=True)
class PickDetail:
    detail: Detail


@dataclass(frozen=True, slots=True)
class Zoom:
    by: int


@dataclass(frozen=True, slots=True)
class TurnPage:
    by: int


@dataclass(frozen=True, slots=True)
class PickVillage:
    village: str | None


@dataclass(frozen=True, slots=True)
class AddService:
    """One service more in the same visit."""


@dataclass(frozen=True, slots=True)
class DropService:
    """This one not, of several."""

    service: str


@dataclass(frozen=True, slots=True)
class OpenBring:
    """What to bring for all services of the visit."""


@dataclass(frozen=True, slots=True)
class OpenSheet:
    """To the evaluation sheet: from the first screen, or after the ticket."""

    language: Language


@dataclass(frozen=True, slots=True)
class PickVariant:
    variant: Variant


@dataclass(frozen=True, slots=True)
class Choose:
    """One of the answers on the screen, by its value."""

    value: str


@dataclass(frozen=True, slots=True)
class HandIn:
    """The sheet is finished, whatever is still open."""


@dataclass(frozen=True, slots=True)
class OpenReceipt:
    """To the question how somebody's papers stand."""

    language: Language


@dataclass(frozen=True, slots=True)
class Scanned:
    """What was held before the scanner."""

    text: str


@dataclass(frozen=True, slots=True)
class Toggle:
    """Switch an aid on or off."""

    aid: Aid


@dataclass(frozen=True, slots=True)
class CallEmployee:
    """From any screen; once more, it tells how the call stands."""


@dataclass(frozen=True, slots=True)
class Yes:
    """The big button: go on, take it, it printed, I have noted it, I am still here."""


@dataclass(frozen=True, slots=True)
class No:
    """The other one: it did not print, I do not need it."""


@dataclass(frozen=True, slots=True)
class Back:
    pass


@dataclass(frozen=True, slots=True)
class Home:
    pass


@dataclass(frozen=True, slots=True)
class Quiet:
    """Nobody has touched the screen for so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class FactsChanged:
    """The hub, the lane or the content is not as it was."""


@dataclass(frozen=True, slots=True)
class Broken:
    """Something in the program failed: leave safely."""


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
class HoldCorner:
    """A finger has held the corner for five seconds."""


@dataclass(frozen=True, slots=True)
class PickTask:
    task: Task


@dataclass(frozen=True, slots=True)
class PinChecked:
    """The answer to `CheckPin`; `wait_s` are the seconds until another try is heard."""

    fits: bool
    wait_s: int = 0


@dataclass(frozen=True, slots=True)
class TestPrinted:
    """The answer to `PrintTest`."""

    paper: Paper


Touch = (
    Begin
    | OpenInformation
    | OpenServices
    | PickTopic
    | PickSubject
    | PickTitle
    | SetLanguage
    | PickCategory
    | OpenEvents
    | PickEvent
    | OpenSearch
    | Key
    | Erase
    | SetLayout
    | Shift
    | Digits
    | PickService
    | OpenMore
    | PickDetail
    | Zoom
    | TurnPage
    | PickVillage
    | AddService
    | DropService
    | OpenBring
    | OpenSheet
    | PickVariant
    | Choose
    | HandIn
    | OpenReceipt
    | Scanned
    | Toggle
    | CallEmployee
    | Yes
    | No
    | Back
    | Home
    | Quiet
    | FactsChanged
    | Broken
    | Given
    | NotGiven
    | PrintEnded
    | ListEnded
    | SheetKept
    | ReceiptTold
    | HelpAnswered
    | HoldCorner
    | PickTask
    | PinChecked
    | TestPrinted
)


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
class Stop:
    """End the program; `again` leaves it to the service manager to start it anew."""

    again: bool


Effect = AskReceipt | Take | Print | PrintList | Handed | Withdraw | KeepSheet | CallHelp | CheckPin | PrintTest | Stop

Step = tuple[Session, tuple[Effect, ...]]


def at(session: Session, screen: Screen, *effects: Effect) -> Step:
    """The visitor comes to a screen; the question whether they are still here is answered."""
    return replace(session, screen=screen, warned=False), effects


def stay(session: Session) -> Step:
    return session, ()
