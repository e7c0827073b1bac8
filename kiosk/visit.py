"""What a visitor can be at: the screens of a visit, and the session that stands at one of them."""

from enum import StrEnum

from config.schema import Category, LifeEvent, Subject, Theme
from core.record import record
from core.sheets import Sheet
from core.words import Language
from kiosk.ticket import Fault, Issued, Order
from link.hub_client import ReceiptAnswer


@record
class Start:
    """Nobody is here. One touch chooses the language and begins."""


@record
class OutOfService:
    """No number can be given now: employees receive without one."""

    fault: Fault


@record
class Categories:
    pass


@record
class Events:
    """The catalogue by what happens in a life, and by the four fields of social weight."""

    page: int = 0


@record
class Services:
    """Those of one kind, of one life event, or of one field of social weight (R044)."""

    of: Category | LifeEvent | Theme
    page: int = 0


class Topic(StrEnum):
    """What can be read: without a ticket, in the order of the menu; the terms of a service; what to bring."""

    HOURS = "hours"
    PEOPLE = "people"
    PAYING = "paying"
    QUESTIONS = "questions"
    RULES = "rules"
    TERMS = "terms"
    BRING = "bring"


class Detail(StrEnum):
    """What else can be known of a service, in the order of the menu."""

    STEPS = "steps"
    SAMPLE = "sample"
    TERMS = "terms"
    LIST = "list"


class Paper(StrEnum):
    OUT = "out"
    NOT_OUT = "not_out"
    UNKNOWN = "unknown"


@record
class Information:
    """What the visitor would like to know: the quieter way from the first screen."""


@record
class Subjects:
    """What the frequent questions are about."""


@record
class Titles:
    """The frequent questions, all or of one subject, or the general pages: one of them opens."""

    topic: Topic
    page: int = 0
    subject: Subject | None = None


@record
class Typing:
    """What a visitor types, and how the keyboard stands: whose letters, the next one a capital or not, or digits."""

    layout: Language
    text: str = ""
    shift: bool = False
    digits: bool = False


@record
class Search:
    """A search finds every name, whatever letters are typed. Opened from the questions, it finds questions."""

    typing: Typing
    page: int = 0
    behind: Categories | Titles = Categories()


@record
class About:
    """What to bring, what it costs, how soon, where (R014, R016, R020)."""

    service: str
    behind: Services | Search
    page: int = 0


@record
class More:
    """What else can be known of the service."""

    behind: About


@record
class Steps:
    """The procedure as a diagram (R023, R024)."""

    behind: More
    page: int = 0


@record
class Sample:
    """The filled-in sample of the form (R021), `zoom` times as large as the glass shows whole; a page is a part."""

    behind: More
    zoom: int = 1
    page: int = 0


@record
class PaperList:
    """The documents to bring, on paper; `paper` is None while it is printed."""

    behind: "More | Reading"
    paper: Paper | None = None


@record
class Reading:
    """Words to read, a screenful at a time. `of` is the question, the general page or the service."""

    topic: Topic
    behind: "Information | Titles | Search | More | Offer"
    of: str = ""
    page: int = 0


@record
class Villages:
    service: str
    behind: About
    page: int = 0


@record
class Offer:
    """Place in the queue and wait, before the ticket: take it? `village` is None for a place not in the list.

    The ticket waits for the first of `services`, the others follow in the same visit; the last one was added `to` the
    offer without it.
    """

    services: tuple[str, ...]
    village: str | None
    behind: Villages | About
    to: "Offer | None" = None


@record
class Taking:
    order: Order


@record
class Printing:
    """`copy`: the same ticket once more. `handed`: the hub has been told already."""

    issued: Issued
    copy: bool = False
    handed: bool = False


@record
class Printed:
    issued: Issued
    copy: bool = False


@record
class DidItPrint:
    """The printer cannot tell; the visitor can."""

    issued: Issued
    copy: bool = False
    handed: bool = False


@record
class CodeOnScreen:
    """No paper: the number large on the screen, until the visitor has noted it."""

    issued: Issued
    handed: bool = False


@record
class Farewell:
    issued: Issued


@record
class NoTicket:
    """No number was given: please turn to an employee."""

    fault: Fault


@record
class ChooseSheet:
    """The evaluation sheet, short or full, and that nobody is named (R133). `service` is known after a ticket."""

    service: str | None = None


@record
class Asked:
    """One question of the sheet, the `at`-th of those its answers lead to. `of` is the kind of service shown."""

    sheet: Sheet
    typing: Typing
    at: int = 0
    of: Category | None = None
    page: int = 0


@record
class Thanks:
    """R155. `kept` is None until the sheet is on the disk."""

    kept: bool | None = None


class NotTold(StrEnum):
    """Why nothing can be said of a receipt."""

    UNKNOWN = "unknown"
    AWAY = "away"
    PATIENCE = "patience"


@record
class EnterReceipt:
    """The digits of a document receipt, typed or read by a scanner."""

    digits: str = ""


@record
class ReceiptStands:
    """How the papers stand, and nobody's name; `told` is None while the hub is asked."""

    digits: str
    told: ReceiptAnswer | NotTold | None = None


class Task(StrEnum):
    """What can be done in the service menu, in its order."""

    PAGE = "page"
    FEED = "feed"
    NEW_ROLL = "new_roll"
    SCREEN = "screen"
    RESTART = "restart"
    EXIT = "exit"


@record
class EnterPin:
    """Before the service menu. `wait_s`: seconds until another try is heard."""

    digits: str = ""
    wrong: bool = False
    wait_s: int = 0
    checking: bool = False


@record
class ServiceMenu:
    """For the person who looks after the kiosk. `paper` tells how the last test came out."""

    printing: bool = False
    paper: Paper | None = None


@record
class ScreenTest:
    """Pages of one colour, to find dead dots; the last draws a dot at each touch."""

    page: int = 0


Servicing = EnterPin | ServiceMenu | ScreenTest
Finding = (
    Categories
    | Events
    | Services
    | Search
    | Information
    | Subjects
    | Titles
    | Reading
    | About
    | More
    | Steps
    | Sample
    | PaperList
    | Villages
)
Ticketing = Offer | Taking | Printing | Printed | DidItPrint | CodeOnScreen | Farewell | NoTicket
Evaluating = ChooseSheet | Asked | Thanks
Inquiring = EnterReceipt | ReceiptStands
Screen = Start | OutOfService | Servicing | Finding | Ticketing | Evaluating | Inquiring

Paged = Events | Services | Search | Titles | Reading | About | Steps | Sample | Villages


class Aid(StrEnum):
    """What makes the kiosk easier for this visitor, in the order of the bar; forgotten at the end of the visit."""

    LARGE = "large"
    CONTRAST = "contrast"
    LOW = "low"
    ALOUD = "aloud"


class Help(StrEnum):
    """What has become of this visitor's call for an employee."""

    NONE = "none"
    CALLING = "calling"
    CALLED = "called"
    COMING = "coming"
    AWAY = "away"


@record
class Session:
    """`warned`: the screen asks "are you still here?" over what it shows; `telling`: it tells how `help` stands.

    `adding`: the offer gets one service more.
    """

    language: Language = Language.KY
    screen: Screen = Start()
    warned: bool = False
    adding: Offer | None = None
    aids: frozenset[Aid] = frozenset()
    help: Help = Help.NONE
    telling: bool = False
