"""One visitor at the kiosk: a pure state machine. Touches and answers come in; a new session and effects come out.

No Kivy, no clock, no I/O. Reception is never refused (R095): every way through ends with a ticket, with a way home,
or with a word to turn to an employee, who receives the visitor without one. What belongs to one part of a visit stands
in `finding` and `taking`; here is what holds on every screen: the language, the ways back and home, and idleness.
"""

from dataclasses import replace

from config.schema import LifeEvent
from core.words import How
from kiosk import evaluating, finding, inquiring, taking
from kiosk.facts import Facts
from kiosk.touches import (
    Back,
    Begin,
    Broken,
    FactsChanged,
    Given,
    Handed,
    Home,
    ListEnded,
    NotGiven,
    OpenInformation,
    OpenReceipt,
    OpenSheet,
    PrintEnded,
    Quiet,
    ReceiptTold,
    Scanned,
    SetLanguage,
    SheetKept,
    Step,
    Touch,
    Yes,
    at,
    stay,
)
from kiosk.visit import (
    About,
    Asked,
    Categories,
    ChooseSheet,
    CodeOnScreen,
    DidItPrint,
    EnterReceipt,
    Evaluating,
    Events,
    Farewell,
    Finding,
    Information,
    Inquiring,
    More,
    NoTicket,
    Offer,
    OutOfService,
    Paged,
    PaperList,
    Printed,
    Printing,
    Reading,
    ReceiptStands,
    Sample,
    Screen,
    Search,
    Services,
    Session,
    Start,
    Steps,
    Taking,
    Thanks,
    Titles,
    Villages,
)

WARN_AFTER_S = 60
LEAVE_AFTER_S = 90
DONE_AFTER_S = 20


def step(session: Session, touch: Touch, facts: Facts) -> Step:
    """What follows. A touch that means nothing on this screen changes nothing."""
    match touch:
        case Quiet():
            return _quiet(session, touch.seconds, facts)
        case FactsChanged():
            return at(session, _rest(facts)) if resting(session) else stay(session)
        case Broken():
            return _leave(session, facts)
        case Given() | NotGiven() | PrintEnded():
            return taking.answered(session, touch)
        case ListEnded() | SheetKept() | ReceiptTold():
            return _touched(session, touch, facts)
        case SetLanguage():
            return replace(session, language=touch.language), ()
        case _ if session.warned:
            return stay(replace(session, warned=not isinstance(touch, Yes)))
        case Home():
            return _leave(session, facts) if _may_go_home(session.screen) else stay(session)
        case Back():
            return _back(session, facts)
        case _:
            return _touched(session, touch, facts)


def resting(session: Session) -> bool:
    """Whether nobody's visit is under way."""
    return isinstance(session.screen, Start | OutOfService)


def has_home(screen: Screen) -> bool:
    """Whether the screen offers the way home as a button of its own."""
    return isinstance(
        screen, Categories | Information | Paged | Offer | More | PaperList | ChooseSheet | Asked | Inquiring
    )


def _touched(session: Session, touch: Touch, facts: Facts) -> Step:
    match session.screen, touch:
        case Start(), Begin():
            return Session(touch.language, Categories()), ()
        case ((Start() | OutOfService()), OpenInformation()):
            return Session(touch.language, Information()), ()
        case ((Start() | OutOfService()), OpenSheet()):
            return Session(touch.language, ChooseSheet()), ()
        case ((Start() | OutOfService()), OpenReceipt()):
            return Session(touch.language, EnterReceipt()), ()
        case ((Start() | OutOfService() | EnterReceipt() | ReceiptStands()), Scanned()):
            return inquiring.scanned(session, touch)
        case screen, _ if isinstance(screen, Inquiring):
            return inquiring.touched(session, screen, touch)
        case Farewell(issued), OpenSheet():
            return at(session, ChooseSheet(issued.ticket.order.service))
        case screen, _ if isinstance(screen, Evaluating):
            return evaluating.touched(session, screen, touch, facts)
        case screen, _ if isinstance(screen, Finding):
            return finding.touched(session, touch, facts)
        case _:
            return taking.touched(session, touch)


def _quiet(session: Session, seconds: float, facts: Facts) -> Step:
    match session.screen:
        case Start() | OutOfService() | Taking() | Printing():
            return stay(session)
        case Printed() | Farewell() | Thanks():
            return _leave(session, facts) if seconds >= DONE_AFTER_S else stay(session)
        case _ if seconds >= LEAVE_AFTER_S:
            return _leave(session, facts)
        case _:
            return stay(replace(session, warned=seconds >= WARN_AFTER_S))


def _leave(session: Session, facts: Facts) -> Step:
    """Forget the visitor. Whoever may have seen their number stays callable."""
    home = Session(screen=_rest(facts))
    match session.screen:
        case DidItPrint(issued):
            return home, (Handed(issued.ticket, How.PRINTED),)
        case CodeOnScreen(issued) | Printing(issued):
            return home, (Handed(issued.ticket, How.SCREEN),)
        case _:
            return home, ()


def _may_go_home(screen: Screen) -> bool:
    return has_home(screen) or isinstance(screen, Printed | Farewell | NoTicket | Thanks)


def _back(session: Session, facts: Facts) -> Step:
    match session.screen:
        case Categories() if session.adding is not None:
            return at(replace(session, adding=None), session.adding)
        case Offer():
            return taking.back(session, session.screen)
        case screen:
            return at(session, _behind(screen, facts))


def _behind(screen: Screen, facts: Facts) -> Screen:
    match screen:
        case Categories() | Information() | ChooseSheet() | EnterReceipt():
            return _rest(facts)
        case ReceiptStands():
            return EnterReceipt(screen.digits)
        case Services(LifeEvent()):
            return Events()
        case Services() | Events():
            return Categories()
        case Titles():
            return Information()
        case Search() | Reading() | About() | More() | Steps() | Sample() | PaperList() | Villages():
            return screen.behind
        case Asked():
            return evaluating.behind(screen)
        case _:
            return screen


def _rest(facts: Facts) -> Start | OutOfService:
    return OutOfService(facts.fault) if facts.fault else Start()
