"""What comes into a visit: touches of a finger, what the clock and the machine tell, and the answers to effects."""

from dataclasses import dataclass

from config.schema import Category, LifeEvent, Subject, Theme
from core.sheets import Variant
from core.words import Language
from kiosk.effects import Answer
from kiosk.visit import Aid, Detail, Task, Topic


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
class HoldCorner:
    """A finger has held the corner for five seconds."""


@dataclass(frozen=True, slots=True)
class PickTask:
    task: Task


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
    | HoldCorner
    | PickTask
    | Answer
)
