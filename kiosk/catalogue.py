"""Finding a service and a village, and what can be said of a visit before the ticket: pure functions of the content."""

from collections.abc import Sequence
from datetime import date
from math import ceil
from typing import Generic, TypeVar

from config.order import fold, kyrgyz_key
from config.schema import (
    Category,
    Content,
    Document,
    Hours,
    LifeEvent,
    Question,
    Schedule,
    Service,
    Subject,
    Text,
    Theme,
    Unit,
    Village,
)
from config.schema import Page as GeneralPage
from core.record import record
from core.words import Language
from kiosk.facts import Facts, Picture
from kiosk.ticket import Order
from kiosk.visit import About, Detail, Events, More, Sample, Search, Services, Steps, Titles, Topic, Villages

T = TypeVar("T")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@record
class Page(Generic[T]):
    """One screenful: `number` counts from 0 and is always one of `count` pages."""

    items: tuple[T, ...]
    number: int
    count: int


def words(text: Text, language: Language) -> str:
    return str(getattr(text, language.value))


def page(items: Sequence[T], number: int, size: int) -> Page[T]:
    count = max(1, ceil(len(items) / size))
    number = min(max(number, 0), count - 1)
    return Page(tuple(items[number * size : (number + 1) * size]), number, count)


def services_shown(screen: Services | Search, facts: Facts) -> Page[Service]:
    if isinstance(screen, Search):
        return page(search(facts.content, screen.typing.text), screen.page, facts.room.found)
    return page(services_of(facts.content, screen.of), screen.page, facts.room.services)


def villages_shown(screen: Villages, language: Language, facts: Facts) -> Page[Village]:
    return page(villages(facts.content, language), screen.page, facts.room.villages)


def documents_shown(screen: About, facts: Facts) -> Page[Document]:
    return page(service(facts.content, screen.service).documents, screen.page, facts.room.documents)


def titles_shown(screen: Titles | Search, facts: Facts) -> Page[Question | GeneralPage]:
    """The questions, those a search finds, or the general pages."""
    content = facts.content
    if isinstance(screen, Search):
        return page(find_questions(content, screen.typing.text), screen.page, facts.room.found)
    if screen.topic is not Topic.QUESTIONS:
        return page(content.pages, screen.page, facts.room.titles)
    asked = [one for one in content.faq if screen.subject in (None, one.subject)]
    return page(asked, screen.page, facts.room.titles)


def subjects(content: Content) -> tuple[Subject, ...]:
    """What this centre's frequent questions are about."""
    used = {question.subject for question in content.faq}
    return tuple(subject for subject in Subject if subject in used)


def details(facts: Facts, screen: More) -> tuple[Detail, ...]:
    """What there is to know of the service: a sample when its picture is on the disk, a list when it can be printed."""
    lacking = {Detail.SAMPLE: sample(facts, screen) is None, Detail.LIST: not facts.paper}
    return tuple(one for one in Detail if not lacking.get(one))


def sample(facts: Facts, screen: More) -> Picture | None:
    return facts.pictures.get(service(facts.content, screen.behind.service).sample or "")


def steps_shown(screen: Steps, facts: Facts) -> Page[tuple[int, Text]]:
    """Each step with its number."""
    steps = service(facts.content, screen.behind.behind.service).steps
    return page([*enumerate(steps, 1)], screen.page, facts.room.steps)


Part = tuple[float, float, float, float]


def part_shown(screen: Sample, facts: Facts) -> Page[Part]:
    """The part of the sample to show: left, top, width and height as shares of the whole, in reading order."""
    shown = sample(facts, screen.behind)
    across, down = _share(shown, facts.room.view, screen.zoom) if shown else (1.0, 1.0)
    columns, rows = ceil(1 / across - 0.1), ceil(1 / down - 0.1)
    lefts = [(1 - across) * at / max(1, columns - 1) for at in range(columns)] if columns > 1 else [(1 - across) / 2]
    tops = [(1 - down) * at / max(1, rows - 1) for at in range(rows)] if rows > 1 else [(1 - down) / 2]
    return page([(left, top, across, down) for top in tops for left in lefts], screen.page, 1)


def _share(picture: Picture, view: tuple[float, float], zoom: int) -> tuple[float, float]:
    """How much of the width and of the height is seen at once."""
    width, height = view
    scale = zoom * min(width / picture.width, height / picture.height)
    return min(1.0, width / (picture.width * scale)), min(1.0, height / (picture.height * scale))


def title(one: Question | GeneralPage) -> Text:
    return one.question if isinstance(one, Question) else one.title


def pages(
    screen: Events | Services | Search | Titles | About | Steps | Sample | Villages, language: Language, facts: Facts
) -> int:
    """Over how many screens the list of this screen goes."""
    match screen:
        case Events():
            return events_shown(screen, facts).count
        case Steps():
            return steps_shown(screen, facts).count
        case Sample():
            return part_shown(screen, facts).count
        case Titles() | Search(behind=Titles()):
            return titles_shown(screen, facts).count
        case Villages():
            return villages_shown(screen, language, facts).count
        case About():
            return documents_shown(screen, facts).count
        case _:
            return services_shown(screen, facts).count


def categories(content: Content) -> tuple[Category, ...]:
    """The kinds of services this centre has, in the order of the catalogue (R039)."""
    used = {service.category for service in content.services}
    return tuple(category for category in Category if category in used)


def events(content: Content) -> tuple[LifeEvent | Theme, ...]:
    """The life events, and then the fields of social weight (R044), that this centre has services for."""
    used = {one for service in content.services for one in (*service.events, *service.themes)}
    return tuple(one for one in (*LifeEvent, *Theme) if one in used)


def events_shown(screen: Events, facts: Facts) -> Page[LifeEvent | Theme]:
    return page(events(facts.content), screen.page, facts.room.services)


def services_of(content: Content, of: Category | LifeEvent | Theme) -> tuple[Service, ...]:
    if isinstance(of, LifeEvent):
        return tuple(service for service in content.services if of in service.events)
    if isinstance(of, Theme):
        return tuple(service for service in content.services if of in service.themes)
    return tuple(service for service in content.services if service.category is of)


def search(content: Content, query: str) -> tuple[Service, ...]:
    """The services in whose names, in any language, each word of the query begins a word; none for no query."""
    wanted = fold(query).split()
    return tuple(one for one in content.services if _holds(wanted, one.name, one.everyday))


def find_questions(content: Content, query: str) -> tuple[Question, ...]:
    """As `search`, in the questions and, after those, in the answers (R019)."""
    wanted = fold(query).split()
    asked = [one for one in content.faq if _holds(wanted, one.question)]
    return (*asked, *(one for one in content.faq if one not in asked and _holds(wanted, one.question, one.answer)))


def _holds(wanted: list[str], *texts: Text) -> bool:
    known = fold(" ".join(part for text in texts for part in (text.ky, text.ru, text.en))).replace("-", " ").split()
    known = [word.strip("«»\"'(),.!?:;") for word in known]
    return bool(wanted) and all(any(word.startswith(part) for word in known) for part in wanted)


def villages(content: Content, language: Language) -> tuple[Village, ...]:
    """In the order of the alphabet; ң, ө and ү in their own places."""
    return tuple(sorted(content.villages, key=lambda village: kyrgyz_key(words(village.name, language))))


def hours_on(schedule: Schedule, day: date) -> Hours | None:
    """When it is open that day; None on a day that is closed."""
    if day in schedule.closed:
        return None
    return next((hours for hours in schedule.hours if hours.day == WEEKDAYS[day.weekday()]), None)


def is_open(facts: Facts) -> bool:
    """Whether visitors are received: in the hours, and while a desk is open. The hub's book is open day and night."""
    picture, now = facts.picture, facts.now
    if picture is not None and (not picture.open or any(one.desks_open > 0 for one in picture.services)):
        return picture.open
    hours = hours_on(facts.content.schedule, now.date())
    return hours is not None and hours.opens <= now.time() < hours.closes


def service(content: Content, service_id: str) -> Service:
    return next(service for service in content.services if service.id == service_id)


def unit(content: Content, service_id: str) -> Unit:
    wanted = service(content, service_id).unit
    return next(unit for unit in content.units if unit.id == wanted)


def lists(content: Content, order: Order) -> bool:
    """Whether the content has the services and the village that were asked for."""
    services, places = {one.id for one in content.services}, {one.id for one in content.villages}
    return {order.service, *order.also} <= services and order.village in {None, *places}


def entitled(content: Content, village_id: str | None) -> bool:
    """Whether people from there are received out of turn (R098, R099)."""
    return any(village.id == village_id and village.out_of_turn for village in content.villages)
