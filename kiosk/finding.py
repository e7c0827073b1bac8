"""Finding a service and what is to know of it: lists, search, questions, reading. Pure, like `session`."""

from dataclasses import replace

from core.words import Language
from kiosk import catalogue, reading, taking
from kiosk.effects import ListEnded, PrintList, Step, at, stay
from kiosk.facts import Facts
from kiosk.keys import typed
from kiosk.touches import (
    Digits,
    Erase,
    Key,
    OpenEvents,
    OpenMore,
    OpenSearch,
    OpenServices,
    PickCategory,
    PickDetail,
    PickEvent,
    PickService,
    PickSubject,
    PickTitle,
    PickTopic,
    PickVillage,
    SetLayout,
    Touch,
    TurnPage,
    Yes,
    Zoom,
)
from kiosk.visit import (
    About,
    Categories,
    Detail,
    Events,
    Information,
    More,
    Offer,
    Paged,
    PaperList,
    Reading,
    Sample,
    Search,
    Services,
    Session,
    Steps,
    Subjects,
    Titles,
    Topic,
    Typing,
    Villages,
)

QUERY_MAX = 24
ZOOM_MAX = 3


def touched(session: Session, touch: Touch, facts: Facts) -> Step:
    screen = session.screen
    match screen, touch:
        case Categories(), PickCategory():
            return at(session, Services(touch.category))
        case Information(), OpenServices():
            return at(session, Categories())
        case Information(), PickTopic(Topic.QUESTIONS) if len(catalogue.subjects(facts.content)) > 1:
            return at(session, Subjects())
        case Subjects(), PickSubject(subject) if subject in catalogue.subjects(facts.content):
            return at(session, Titles(Topic.QUESTIONS, subject=subject))
        case Information(), PickTopic(topic) if topic in reading.topics(facts.content):
            return at(session, Titles(topic) if topic in reading.WITH_TITLES else Reading(topic, screen))
        case Titles(topic), PickTitle(wanted) if reading.is_there(topic, wanted, facts.content):
            return at(session, Reading(topic, screen, wanted))
        case Search(behind=Titles(topic)), PickTitle(wanted) if reading.is_there(topic, wanted, facts.content):
            return at(session, Reading(topic, screen, wanted))
        case Categories(), OpenEvents() if catalogue.events(facts.content):
            return at(session, Events())
        case Events(), PickEvent():
            return at(session, Services(touch.event))
        case Categories() | Services(), OpenSearch():
            return at(session, Search(Typing(session.language)))
        case Titles(Topic.QUESTIONS), OpenSearch():
            return at(session, Search(Typing(session.language), behind=screen))
        case Subjects(), OpenSearch():
            return at(session, Search(Typing(session.language), behind=Titles(Topic.QUESTIONS)))
        case Search(), (Key() | Erase() | SetLayout() | Digits()):
            return at(session, replace(screen, typing=typed(screen.typing, touch, QUERY_MAX), page=0))
        case ((Services() | Search(behind=Categories())), PickService()):
            return at(session, About(touch.service, screen))
        case _, TurnPage() if isinstance(screen, Paged):
            return at(session, _turn(screen, touch.by, session.language, facts))
        case About(), OpenMore():
            return at(session, More(replace(screen, page=0)))
        case More(), PickDetail() if touch.detail in catalogue.details(facts, screen):
            return _detail(session, screen, touch.detail)
        case Sample(), Zoom():
            return at(session, Sample(screen.behind, min(max(1, screen.zoom + touch.by), ZOOM_MAX)))
        case About(), Yes() if session.adding is not None:
            return taking.added(session, session.adding, screen)
        case About(), Yes():
            return at(session, Villages(screen.service, replace(screen, page=0)))
        case Villages(), PickVillage():
            return at(session, Offer((screen.service,), touch.village, screen))
        case Reading(Topic.BRING, Offer(services)), Yes() if facts.paper:
            return at(session, PaperList(screen), PrintList(services, session.language))
        case PaperList(paper=None), ListEnded():
            return at(session, replace(screen, paper=touch.paper))
        case _:
            return stay(session)


def _detail(session: Session, more: More, detail: Detail) -> Step:
    service = more.behind.service
    match detail:
        case Detail.STEPS:
            return at(session, Steps(more))
        case Detail.SAMPLE:
            return at(session, Sample(more))
        case Detail.TERMS:
            return at(session, Reading(Topic.TERMS, more, service))
        case Detail.LIST:
            return at(session, PaperList(more), PrintList((service,), session.language))


def _turn(screen: Paged, by: int, language: Language, facts: Facts) -> Paged:
    count = (
        reading.pages(screen, language, facts)
        if isinstance(screen, Reading)
        else catalogue.pages(screen, language, facts)
    )
    return replace(screen, page=min(max(0, screen.page + by), count - 1))
