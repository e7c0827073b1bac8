"""One visitor at the kiosk: a pure state machine. Touches and answers come in; a new session and effects come out.

No Kivy, no clock, no I/O. Reception is never refused (R095): every way through ends with a ticket, with a way home,
or with a word to turn to an employee, who receives the visitor without one. What belongs to one part of a visit stands
in `finding` and `taking`; here is what holds on every screen: the language, the ways back and home, and idleness.
"""

from dataclasses import replace

from config.schema import LifeEvent, Theme
from core.words import How
from kiosk import catalogue, evaluating, finding, inquiring, servicing, taking
from kiosk.effects import (
    CallHelp,
    Given,
    Handed,
    HelpAnswered,
    ListEnded,
    NotGiven,
    PrintEnded,
    ReceiptTold,
    SheetKept,
    Step,
    at,
    stay,
)
from kiosk.facts import Facts
from kiosk.touches import (
    Back,
    Begin,
    Broken,
    CallEmployee,
    FactsChanged,
    HoldCorner,
    Home,
    OpenInformation,
    OpenReceipt,
    OpenSheet,
    Quiet,
    Scanned,
    SetLanguage,
    Toggle,
    Touch,
    Yes,
)
from kiosk.visit import (
    About,
    Aid,
    Asked,
    Categories,
    ChooseSheet,
    CodeOnScreen,
    DidItPrint,
    EnterPin,
    EnterReceipt,
    Evaluating,
    Events,
    Farewell,
    Finding,
    Help,
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
    ScreenTest,
    Search,
    ServiceMenu,
    Services,
    Servicing,
    Session,
    Start,
    Steps,
    Subjects,
    Taking,
    Thanks,
    Titles,
    Topic,
    Villages,
)

WARN_AFTER_S = 60
LEAVE_AFTER_S = 90
DONE_AFTER_S = 20
REPAGES = (Aid.LARGE, Aid.LOW)


def step(session: Session, touch: Touch, facts: Facts) -> Step:
    """What follows. A touch that means nothing on this screen changes nothing."""
    match touch:
        case Quiet():
            return _quiet(session, touch.seconds, facts)
        case FactsChanged():
            session = _told(session, facts)
            return at(session, _rest(facts)) if resting(session) else stay(session)
        case Broken():
            return _leave(session, facts)
        case Given() | NotGiven() | PrintEnded():
            return taking.answered(session, touch)
        case HoldCorner() if resting(session):
            return servicing.held(session, facts)
        case ListEnded() | SheetKept() | ReceiptTold():
            return _touched(session, touch, facts)
        case SetLanguage():
            return replace(session, language=touch.language), ()
        case Toggle(aid):
            return stay(_toggled(session, aid))
        case CallEmployee():
            return _call(session)
        case HelpAnswered() if session.help is Help.CALLING:
            return stay(replace(session, help=Help.CALLED if touch.heard else Help.AWAY))
        case _ if session.telling:
            return stay(replace(session, telling=not isinstance(touch, Yes)))
        case _ if session.warned:
            return stay(replace(session, warned=not isinstance(touch, Yes)))
        case Home():
            return _home(session, facts) if _may_go_home(session.screen) else stay(session)
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
        screen, Categories | Information | Subjects | Paged | Offer | More | PaperList | ChooseSheet | Asked | Inquiring
    )


def _touched(session: Session, touch: Touch, facts: Facts) -> Step:
    match session.screen, touch:
        case Start(), Begin():
            return at(replace(session, language=touch.language), Categories())
        case ((Start() | OutOfService()), OpenInformation()):
            return at(replace(session, language=touch.language), Information())
        case ((Start() | OutOfService()), OpenSheet()):
            return at(replace(session, language=touch.language), ChooseSheet())
        case ((Start() | OutOfService()), OpenReceipt()):
            return at(replace(session, language=touch.language), EnterReceipt())
        case ((Start() | OutOfService() | EnterReceipt() | ReceiptStands()), Scanned()):
            return inquiring.scanned(session, touch)
        case screen, _ if isinstance(screen, Inquiring):
            return inquiring.touched(session, screen, touch)
        case Farewell(issued), OpenSheet():
            return at(session, ChooseSheet(issued.ticket.order.service))
        case screen, _ if isinstance(screen, Evaluating):
            return evaluating.touched(session, screen, touch, facts)
        case screen, _ if isinstance(screen, Servicing):
            return servicing.touched(session, screen, touch)
        case screen, _ if isinstance(screen, Finding):
            return finding.touched(session, touch, facts)
        case _:
            return taking.touched(session, touch)


def _toggled(session: Session, aid: Aid) -> Session:
    """Letters of another size part the pages anew, so they begin with the first."""
    screen = session.screen
    if aid in REPAGES and isinstance(screen, Paged):
        screen = replace(screen, page=0)
    return replace(session, aids=session.aids ^ {aid}, screen=screen)


def _call(session: Session) -> Step:
    """One call a visit; one that nobody heard is tried again."""
    if session.help in (Help.NONE, Help.AWAY):
        return replace(session, help=Help.CALLING, telling=True), (CallHelp(),)
    return stay(replace(session, telling=True))


def _told(session: Session, facts: Facts) -> Session:
    """A desk has said that somebody comes."""
    if session.help is Help.CALLED and facts.coming:
        return replace(session, help=Help.COMING)
    return session


def _home(session: Session, facts: Facts) -> Step:
    """Whoever begins anew keeps what makes it easier; silence forgets it."""
    home, effects = _leave(session, facts)
    return replace(home, aids=session.aids, help=session.help), effects


def _quiet(session: Session, seconds: float, facts: Facts) -> Step:
    match session.screen:
        case Start() | OutOfService() if seconds >= LEAVE_AFTER_S:
            return _leave(session, facts)
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
    return has_home(screen) or isinstance(screen, EnterPin | ServiceMenu | Printed | Farewell | NoTicket | Thanks)


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
        case EnterPin() | ServiceMenu():
            return _rest(facts)
        case ScreenTest():
            return ServiceMenu()
        case Services(LifeEvent() | Theme()):
            return Events()
        case Services() | Events():
            return Categories()
        case Titles(Topic.QUESTIONS) if len(catalogue.subjects(facts.content)) > 1:
            return Subjects()
        case Titles() | Subjects():
            return Information()
        case Search() | Reading() | About() | More() | Steps() | Sample() | PaperList() | Villages():
            return screen.behind
        case Asked():
            return evaluating.behind(screen)
        case _:
            return screen


def _rest(facts: Facts) -> Start | OutOfService:
    return OutOfService(facts.fault) if facts.fault else Start()
