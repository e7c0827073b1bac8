"""One visitor at the kiosk: a pure state machine. Touches and answers come in; a new session and effects come out.

No Kivy, no clock, no I/O. Reception is never refused (R095): every way through ends with a ticket, with a way home,
or with a word to turn to an employee, who receives the visitor without one.
"""

from dataclasses import replace

from config.schema import LifeEvent
from core.words import How, Language
from kiosk import catalogue, reading
from kiosk.catalogue import Facts
from kiosk.ticket import Issued, Order
from kiosk.visit import (
    About,
    Back,
    Begin,
    Broken,
    Categories,
    CodeOnScreen,
    Detail,
    DidItPrint,
    Effect,
    Erase,
    Events,
    FactsChanged,
    Farewell,
    Given,
    Handed,
    Home,
    Information,
    Key,
    ListEnded,
    More,
    No,
    NotGiven,
    NoTicket,
    Offer,
    OpenEvents,
    OpenInformation,
    OpenMore,
    OpenSearch,
    OpenServices,
    OutOfService,
    Paged,
    Paper,
    PaperList,
    PickCategory,
    PickDetail,
    PickEvent,
    PickService,
    PickTitle,
    PickTopic,
    PickVillage,
    Print,
    Printed,
    PrintEnded,
    Printing,
    PrintList,
    Quiet,
    Reading,
    Sample,
    Screen,
    Search,
    Services,
    Session,
    SetLanguage,
    SetLayout,
    Start,
    Steps,
    Take,
    Taking,
    Titles,
    Topic,
    Touch,
    TurnPage,
    Villages,
    Withdraw,
    Yes,
    Zoom,
)

WARN_AFTER_S = 60
LEAVE_AFTER_S = 90
DONE_AFTER_S = 20
QUERY_MAX = 24
ZOOM_MAX = 3

Step = tuple[Session, tuple[Effect, ...]]


def step(session: Session, touch: Touch, facts: Facts) -> Step:
    """What follows. A touch that means nothing on this screen changes nothing."""
    match touch:
        case Quiet():
            return _quiet(session, touch.seconds, facts)
        case FactsChanged():
            resting = isinstance(session.screen, Start | OutOfService)
            return _at(session, _rest(facts)) if resting else _stay(session)
        case Broken():
            return _leave(session, facts)
        case Given() if not isinstance(session.screen, Taking):
            return session, (Withdraw(touch.issued.ticket),)
        case Given() | NotGiven() | PrintEnded() | ListEnded():
            return _answered(session, touch)
        case SetLanguage():
            return replace(session, language=touch.language), ()
        case _ if session.warned:
            return _stay(replace(session, warned=not isinstance(touch, Yes)))
        case Home():
            return _leave(session, facts) if _may_go_home(session.screen) else _stay(session)
        case Back():
            return _at(session, _behind(session.screen, facts))
        case _:
            return _touched(session, touch, facts)


def resting(session: Session) -> bool:
    """Whether nobody's visit is under way."""
    return isinstance(session.screen, Start | OutOfService)


def has_home(screen: Screen) -> bool:
    """Whether the screen offers the way home as a button of its own."""
    return isinstance(screen, Categories | Information | Paged | Offer | More | PaperList)


def _touched(session: Session, touch: Touch, facts: Facts) -> Step:
    screen = session.screen
    match screen, touch:
        case Start(), Begin():
            return Session(touch.language, Categories()), ()
        case Categories(), PickCategory():
            return _at(session, Services(touch.category))
        case ((Start() | OutOfService()), OpenInformation()):
            return Session(touch.language, Information()), ()
        case Information(), OpenServices():
            return _at(session, Categories())
        case Information(), PickTopic(topic) if topic in reading.topics(facts.content):
            return _at(session, Titles(topic) if topic in reading.WITH_TITLES else Reading(topic, screen))
        case Titles(topic), PickTitle(wanted) if reading.is_there(topic, wanted, facts.content):
            return _at(session, Reading(topic, screen, wanted))
        case Search(behind=Titles(topic)), PickTitle(wanted) if reading.is_there(topic, wanted, facts.content):
            return _at(session, Reading(topic, screen, wanted))
        case Categories(), OpenEvents() if catalogue.events(facts.content):
            return _at(session, Events())
        case Events(), PickEvent():
            return _at(session, Services(touch.event))
        case (Categories() | Services(), OpenSearch()) if facts.room.found:
            return _at(session, Search(session.language))
        case (Titles(Topic.QUESTIONS), OpenSearch()) if facts.room.found:
            return _at(session, Search(session.language, behind=screen))
        case Search(), (Key() | Erase() | SetLayout()):
            return _at(session, _type(screen, touch))
        case ((Services() | Search(behind=Categories())), PickService()):
            return _at(session, About(touch.service, screen))
        case _, TurnPage() if isinstance(screen, Paged):
            return _at(session, _turn(screen, touch.by, session.language, facts))
        case About(), OpenMore():
            return _at(session, More(replace(screen, page=0)))
        case More(), PickDetail() if touch.detail in catalogue.details(facts, screen):
            return _detail(session, screen, touch.detail)
        case Sample(), Zoom():
            return _at(session, Sample(screen.behind, min(max(1, screen.zoom + touch.by), ZOOM_MAX)))
        case About(), Yes():
            return _at(session, Villages(screen.service, replace(screen, page=0)))
        case Villages(), PickVillage():
            return _at(session, Offer(screen.service, touch.village, screen))
        case Offer(), Yes():
            order = Order(screen.service, screen.village, session.language)
            return _at(session, Taking(order), Take(order))
        case ((Printed() | DidItPrint() | CodeOnScreen() | Farewell() | NoTicket()), (Yes() | No())):
            return _concluded(session, yes=isinstance(touch, Yes))
        case _:
            return _stay(session)


def _detail(session: Session, more: More, detail: Detail) -> Step:
    service = more.behind.service
    match detail:
        case Detail.STEPS:
            return _at(session, Steps(more))
        case Detail.SAMPLE:
            return _at(session, Sample(more))
        case Detail.TERMS:
            return _at(session, Reading(Topic.TERMS, more, service))
        case Detail.LIST:
            return _at(session, PaperList(more), PrintList(service, session.language))


def _concluded(session: Session, *, yes: bool) -> Step:
    """The visitor's word about the paper."""
    screen = session.screen
    match screen:
        case Printed() if not yes:
            return _again(session, screen.issued, screen.copy, handed=True)
        case Printed():
            return _at(session, Farewell(screen.issued))
        case DidItPrint() if not yes:
            return _again(session, screen.issued, screen.copy, screen.handed)
        case DidItPrint():
            return _at(session, Farewell(screen.issued), Handed(screen.issued.ticket, How.PRINTED))
        case CodeOnScreen() if yes or screen.handed:
            return _at(session, Farewell(screen.issued), Handed(screen.issued.ticket, How.SCREEN))
        case CodeOnScreen():
            return Session(), (Withdraw(screen.issued.ticket),)
        case _:
            return Session(), ()


def _again(session: Session, issued: Issued, copy: bool, handed: bool) -> Step:
    """No paper: once more as a copy, and after that the number on the screen."""
    if copy:
        return _at(session, CodeOnScreen(issued, handed))
    return _at(session, Printing(issued, copy=True, handed=handed), Print(issued, copy=True))


def _answered(session: Session, answer: Given | NotGiven | PrintEnded | ListEnded) -> Step:
    screen = session.screen
    match screen, answer:
        case Taking(), Given():
            return _at(session, Printing(answer.issued), Print(answer.issued))
        case Taking(), NotGiven():
            return _at(session, NoTicket(answer.fault))
        case Printing(), PrintEnded() if answer.ticket == screen.issued.ticket:
            return _paper(session, screen, answer.paper)
        case PaperList(paper=None), ListEnded():
            return _at(session, replace(screen, paper=answer.paper))
        case _:
            return _stay(session)


def _paper(session: Session, screen: Printing, paper: Paper) -> Step:
    match paper:
        case Paper.OUT:
            return _at(session, Printed(screen.issued, screen.copy), Handed(screen.issued.ticket, How.PRINTED))
        case Paper.UNKNOWN:
            return _at(session, DidItPrint(screen.issued, screen.copy, screen.handed))
        case Paper.NOT_OUT:
            return _at(session, CodeOnScreen(screen.issued, screen.handed))


def _quiet(session: Session, seconds: float, facts: Facts) -> Step:
    match session.screen:
        case Start() | OutOfService() | Taking() | Printing():
            return _stay(session)
        case Printed() | Farewell():
            return _leave(session, facts) if seconds >= DONE_AFTER_S else _stay(session)
        case _ if seconds >= LEAVE_AFTER_S:
            return _leave(session, facts)
        case _:
            return _stay(replace(session, warned=seconds >= WARN_AFTER_S))


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
    return has_home(screen) or isinstance(screen, Printed | Farewell | NoTicket)


def _behind(screen: Screen, facts: Facts) -> Screen:
    match screen:
        case Categories() | Information():
            return _rest(facts)
        case Services(LifeEvent()):
            return Events()
        case Services() | Events():
            return Categories()
        case Titles():
            return Information()
        case Search() | Reading() | About() | More() | Steps() | Sample() | PaperList() | Villages() | Offer():
            return screen.behind
        case _:
            return screen


def _turn(screen: Paged, by: int, language: Language, facts: Facts) -> Paged:
    count = (
        reading.pages(screen, language, facts)
        if isinstance(screen, Reading)
        else catalogue.pages(screen, language, facts)
    )
    return replace(screen, page=min(max(0, screen.page + by), count - 1))


def _type(screen: Search, touch: Key | Erase | SetLayout) -> Search:
    match touch:
        case SetLayout():
            return replace(screen, layout=touch.layout)
        case Erase():
            return replace(screen, query=screen.query[:-1], page=0)
        case Key():
            return replace(screen, query=(screen.query + touch.letter)[:QUERY_MAX], page=0)


def _rest(facts: Facts) -> Start | OutOfService:
    return OutOfService(facts.fault) if facts.fault else Start()


def _at(session: Session, screen: Screen, *effects: Effect) -> Step:
    return replace(session, screen=screen, warned=False), effects


def _stay(session: Session) -> Step:
    return session, ()
