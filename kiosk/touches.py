"""What comes into a visit: touches of a finger, what the clock and the machine tell, and the answers to effects."""

from config.schema import Category, LifeEvent, Subject, Theme
from core.record import record
from core.sheets import Variant
from core.words import Language
from kiosk.effects import Answer
from kiosk.visit import Aid, Detail, Task, Topic


@record
class Begin:
    language: Language


@record
class OpenInformation:
    language: Language


@record
class OpenServices:
    pass


@record
class PickTopic:
    topic: Topic


@record
class PickSubject:
    subject: Subject


@record
class PickTitle:
    """A question or a general page, by its id."""

    of: str


@record
class SetLanguage:
    language: Language


@record
class PickCategory:
    category: Category


@record
class OpenEvents:
    pass


@record
class PickEvent:
    event: LifeEvent | Theme


@record
class OpenSearch:
    pass


@record
class Key:
    """One key of the keyboard: a letter, a digit, a sign or a blank."""

    letter: str


@record
class Erase:
    pass


@record
class SetLayout:
    layout: Language


@record
class Shift:
    """The next letter is a capital, or is not."""


@record
class Digits:
    """Digits instead of letters, and back."""


@record
class PickService:
    service: str


@record
class OpenMore:
    pass


@record
class PickDetail:
    detail: Detail


@record
class Zoom:
    by: int


@record
class TurnPage:
    by: int


@record
class PickVillage:
    village: str | None


@record
class AddService:
    """One service more in the same visit."""


@record
class DropService:
    """This one not, of several."""

    service: str


@record
class OpenBring:
    """What to bring for all services of the visit."""


@record
class OpenSheet:
    """To the evaluation sheet: from the first screen, or after the ticket."""

    language: Language


@record
class PickVariant:
    variant: Variant


@record
class Choose:
    """One of the answers on the screen, by its value."""

    value: str


@record
class HandIn:
    """The sheet is finished, whatever is still open."""


@record
class OpenReceipt:
    """To the question how somebody's papers stand."""

    language: Language


@record
class Scanned:
    """What was held before the scanner."""

    text: str


@record
class Toggle:
    """Switch an aid on or off."""

    aid: Aid


@record
class CallEmployee:
    """From any screen; once more, it tells how the call stands."""


@record
class Yes:
    """The big button: go on, take it, it printed, I have noted it, I am still here."""


@record
class No:
    """The other one: it did not print, I do not need it."""


@record
class Back:
    pass


@record
class Home:
    pass


@record
class Quiet:
    """Nobody has touched the screen for so many seconds."""

    seconds: float


@record
class FactsChanged:
    """The hub, the lane or the content is not as it was."""


@record
class Broken:
    """Something in the program failed: leave safely."""


@record
class HoldCorner:
    """A finger has held the corner for five seconds."""


@record
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
