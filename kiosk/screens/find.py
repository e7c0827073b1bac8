"""Finding the service: by kind, in a list, or by typing."""

from math import ceil
from typing import Any

from kivy.uix.widget import Widget

from config.schema import Category, LifeEvent, Question, Service, Theme
from config.schema import Page as GeneralPage
from kiosk import catalogue, colours, reading, theme
from kiosk.catalogue import Page
from kiosk.screens.frame import footer, frame
from kiosk.screens.keyboard import keyboard
from kiosk.screens.look import Look
from kiosk.screens.parts import alike
from kiosk.screens.spoken import unspoken
from kiosk.screens.written import beside, compact
from kiosk.touches import Home, OpenEvents, OpenSearch, PickCategory, PickEvent, PickService, PickTitle, TurnPage
from kiosk.visit import Categories, Events, Search, Services, Titles

SIGNS = {
    Category.MUNICIPAL: [(1, 5, 5, 9, 9, 5), (2, 5.6, 2, 1, 8, 1, 8, 5.6), (4, 1, 4, 4, 6, 4, 6, 1)],
    Category.ADDITIONAL: [
        (5, 9.2, 3, 6.2, 2.2, 4.2, 2.6, 2.4, 3.8, 1.2, 5, 0.9, 6.2, 1.2, 7.4, 2.4, 7.8, 4.2, 7, 6.2, 5, 9.2),
        (3.9, 3.9, 4.1, 2.9, 5, 2.4),
    ],
    Category.STATE: [
        (7.4, 4.4, 7.4, 9, 2, 9, 2, 1, 4.8, 1),
        (3.4, 7.2, 6, 7.2),
        (3.4, 5.4, 6, 5.4),
        (7, 3.6, 8.2, 2.9, 8.2, 1.5, 7, 0.8, 5.8, 1.5, 5.8, 2.9, 7, 3.6),
    ],
    Category.EXTRA: [
        (3, 6.6, 3, 9.2, 7, 9.2, 7, 6.6),
        (2.8, 2.8, 1.2, 2.8, 1.2, 6.6, 8.8, 6.6, 8.8, 2.8, 7.2, 2.8),
        (3, 4.4, 7, 4.4, 7, 0.8, 3, 0.8, 3, 4.4),
    ],
}
"""A house, a drop of water, a paper with a seal, a copier."""
LETTERS_MAX, LETTERS_MAX_SMALL = 64, 50
"""A longer name would make all letters of the list small: the everyday one stands for it there."""


def categories(screen: Categories, look: Look) -> Widget:
    kinds = catalogue.categories(look.facts.content)
    columns = look.glass.columns
    notes = look.glass.has_notes(ceil(len(kinds) / columns), 60)
    cards = [category_card(look, kind, notes=notes) for kind in kinds]
    lines = [look.row(*cards[at : at + columns]) for at in range(0, len(cards), columns)]
    alike(cards)
    search = look.button(look.say("search.open"), OpenSearch(), size_hint_x=1.6)
    home = look.button("← " + look.say("home"), Home())
    body = look.column(*lines)
    events = look.button(look.say("events.open"), OpenEvents(), size_hint_x=1.6)
    others = [events] if catalogue.events(look.facts.content) else []
    bottom = look.foot(home, *others, search)
    return frame(look, look.say("category.title"), body, bottom, touched=True)


def events(screen: Events, look: Look) -> Widget:
    shown = catalogue.events_shown(screen, look.facts)
    cards = [_event(look, event) for event in shown.items]
    body = look.grid(cards, look.glass.card_columns, _row_mm(look, len(cards), shown.count))
    return frame(look, look.say("events.title"), body, footer(look, page=shown), touched=True)


def _kind(of: Category | LifeEvent | Theme) -> str:
    return "event" if isinstance(of, LifeEvent) else "theme" if isinstance(of, Theme) else "category"


def _event(look: Look, event: LifeEvent | Theme) -> Widget:
    tap = look.tap(PickEvent(event), orientation="vertical")
    tap.padding, tap.spacing = [look.mm(3), look.mm(1)], look.mm(0.5)
    tap.add_widget(
        look.fitted(look.say(f"{_kind(event)}.{event.value}"), 7, bold=True, align="left", colour=colours.MAIN)
    )
    if not look.glass.small:
        services = catalogue.services_of(look.facts.content, event)
        some = " · ".join(look.words_of(service.everyday) for service in services[:2]) + (" …" if services[2:] else "")
        tap.add_widget(look.fitted(some, 4.8, align="left", colour=colours.MUTED))
    return tap


def category_card(look: Look, kind: Category, *, notes: bool) -> Widget:
    services = catalogue.services_of(look.facts.content, kind)
    tap = look.tap(PickCategory(kind), line=colours.MAIN)
    tap.padding = look.mm(6 if notes else 2)
    some = " · ".join(look.words_of(service.everyday) for service in services[:3]) + " …"
    side = look.mm(14 if look.glass.small else 34)
    tap.add_widget(look.sign(SIGNS[kind], size_hint_x=None, width=side))
    words = look.column(gap_mm=1)
    words.add_widget(look.fitted(look.say(f"category.{kind.value}"), 7.4, bold=True, align="left", colour=colours.MAIN))
    if notes:
        words.add_widget(look.fitted(some, 5.2, align="left", colour=colours.MUTED))
    tap.add_widget(words)
    return tap


def services(screen: Services, look: Look) -> Widget:
    shown = catalogue.services_shown(screen, look.facts)
    cards = [service_card(look, service) for service in shown.items]
    body = look.grid(cards, look.glass.card_columns, _row_mm(look, len(cards), shown.count))
    ends = [look.button(look.say("search.open"), OpenSearch())] if shown.count == 1 else []
    bottom = footer(look, *ends, page=shown)
    kind = _kind(screen.of)
    return frame(look, look.say(f"{kind}.{screen.of.value}"), body, bottom, touched=True)


def _row_mm(look: Look, cards: int, pages: int) -> float:
    glass = look.glass
    rows = ceil((cards if pages == 1 else look.facts.room.services) / glass.card_columns)
    return glass.row_mm(rows, glass.reach_mm, theme.CARD_MM_MAX)


def service_card(look: Look, service: Service, *, brief: bool = False) -> Widget:
    tap = look.tap(PickService(service.id))
    tap.padding = [look.mm(2), look.mm(0.5)] if look.glass.small else [look.mm(4), look.mm(2)]
    name, everyday = look.words_of(service.name), look.words_of(service.everyday)
    if len(name) > (LETTERS_MAX_SMALL if look.glass.small else LETTERS_MAX):
        name = everyday
    words = look.column(gap_mm=0.5)
    words.add_widget(look.fitted(name, 6.2, bold=not look.glass.small, align="left", size_hint_y=2.4))
    if everyday != name and not brief and not look.glass.small and not look.glass.large:
        words.add_widget(look.fitted(everyday, 5, align="left", colour=colours.MUTED))
    tap.add_widget(words)
    if not look.glass.small:
        fee = look.fitted(reading.fee(service, look.say), 5.6, bold=True, colour=colours.MAIN)
        fee.size_hint_x = 0.55 if brief else 0.33
        tap.add_widget(fee)
    return tap


def title_card(look: Look, one: Question | GeneralPage) -> Widget:
    tap = look.tap(PickTitle(one.id))
    tap.padding = [look.mm(2), look.mm(1)] if look.glass.small else [look.mm(4), look.mm(2)]
    tap.add_widget(look.fitted(look.words_of(catalogue.title(one)), 6.2, bold=True, align="left"))
    return tap


def _further(look: Look, page: Page[Any]) -> Widget | None:
    """What else was found, on a small panel: on and on, and after the last page the first again."""
    if page.count == 1:
        return None
    last = page.number == page.count - 1
    where = look.say("page.of", page=page.number + 1, pages=page.count)
    return look.button(f"{where} →", TurnPage(-page.count if last else 1), size_hint_x=0.4)


def search(screen: Search, look: Look) -> Widget:
    asked = isinstance(screen.behind, Titles)
    shown: Page[Any]
    if asked:
        shown = catalogue.titles_shown(screen, look.facts)
        cards = [title_card(look, one) for one in shown.items]
    else:
        shown = catalogue.services_shown(screen, look.facts)
        cards = [service_card(look, service, brief=not look.glass.portrait) for service in shown.items]
    field = look.sheet(look.fitted(screen.typing.text + "_", 8, bold=True, align="left"))
    field.padding = [look.mm(5), look.mm(2)]
    unspoken(field)
    hint = "search.hint"
    if screen.typing.text.strip():
        hint = "questions.none" if asked else "search.none"
    if look.glass.small:
        found = look.row(*cards, _further(look, shown)) if cards else look.fitted(look.say(hint), 6.2)
        return compact(look, field, [], found, keyboard(look, screen.typing))
    field.size_hint_y, field.height = None, look.mm(look.glass.field_mm)
    if cards:
        found = look.grid(cards, 1, look.glass.row_mm(look.facts.room.found, look.glass.found_mm, theme.CARD_MM_MAX))
    else:
        found = look.column(look.fitted(look.say(hint), 6.2, colour=colours.MUTED))
    title = look.say("questions.search_title" if asked else "search.title")
    low, keys = look.glass.low, keyboard(look, screen.typing)
    if look.glass.foot_beside:
        return beside(look, title, keys, [look.row(found, _further(look, shown))], [], above=field)
    if look.glass.portrait:
        body = look.column(None if low else field, found, keys)
    else:
        side = look.column(None if low else field, Widget(), keys, size_hint_x=None)
        side.width = look.mm(look.glass.keyboard_across_mm)
        body = look.row(side, found)
    return frame(look, title, body, footer(look, page=shown), touched=True, above=field if low else None)
