"""The first screen: one touch chooses the language and begins. And the screen of a kiosk that gives no numbers."""

from datetime import time

from kivy.uix.widget import Widget

from config.texts import speaker
from core.words import AT_DESK, Language
from kiosk import catalogue, colours, idle, theme
from kiosk.screens.drawings import TUNDUK
from kiosk.screens.look import Look
from kiosk.screens.spoken import unspoken
from kiosk.ticket import Fault
from kiosk.touches import Begin, Home, OpenInformation, OpenReceipt, OpenSheet, Touch
from kiosk.visit import NoTicket, OutOfService, Start

CALLS_SHOWN = 3
STAFF_MM, THREE_LINES_MM = 16.0, 25.5


def start(screen: Start, look: Look) -> Widget:
    margin = look.mm(look.glass.margin_mm)
    small = look.glass.small
    crowded = bool(look.facts.staff) or look.glass.large
    edge, gap = (1, 1.5) if small else (6, 5) if crowded else (14, 10)
    page = look.column(padding=[margin, look.mm(edge)], gap_mm=gap)
    if look.glass.low:
        told = look.column if look.glass.portrait else look.row
        page.add_widget(told(_welcome(look), _today(look)))
        ways = _languages(look)
        ways.size_hint_y, ways.height = None, look.mm(_reach_mm(look, edge, gap))
        page.add_widget(ways)
    elif look.glass.portrait:
        for part, share in (
            (_welcome(look), 1.1),
            (_languages(look), 1.5),
            (_today(look), 0.9 * look.glass.zoom),
            (_answer(look), 0.6),
        ):
            if part is not None:
                part.size_hint_y = share
                page.add_widget(part)
    else:
        top = look.row(_welcome(look), _languages(look), gap_mm=8 if small else 16, size_hint_y=2)
        if small:
            top.size_hint_y, top.height = None, look.mm(3 * theme.TARGET_MM + 6)
        page.add_widget(top)
        page.add_widget(look.row(_today(look), _answer(look), gap_mm=12))
    if not small:
        page.add_widget(_information(look))
    page.add_widget(_others(look))
    if look.facts.staff:
        page.add_widget(staff_line(look))
    return page


def _reach_mm(look: Look, edge: float, gap: float) -> float:
    """What the lower half has for the three ways in, above the quieter ways, the bar and the line for the staff."""
    glass = look.glass
    below = edge + 2 * (glass.main_mm + gap) + glass.bar_mm + glass.languages_mm
    return glass.height / glass.px_mm / 2 - below - (STAFF_MM + gap if look.facts.staff else 0)


def _welcome(look: Look) -> Widget:
    small = look.glass.small
    centre = look.facts.content.centre
    return look.column(
        look.drawn(TUNDUK, size_hint_y=0.9 if small else 2),
        look.fitted(look.say("start.welcome"), 9 if small else 14, bold=True, colour=colours.MAIN, size_hint_y=0.8),
        look.fitted(look.words_of(centre.municipality if small else centre.name), 5.4 if small else 6.6),
        _waiting(look) if small else None,
        gap_mm=1 if small else 4,
    )


def _languages(look: Look) -> Widget:
    ways = (_begin(look, language) for language in Language)
    if look.glass.low and not look.glass.portrait:
        return look.row(*ways, gap_mm=5)
    return look.column(*ways, gap_mm=3 if look.glass.small else 5)


def _begin(look: Look, language: Language) -> Widget:
    say = speaker("kiosk", language.value)
    first = language is look.language
    beside = look.glass.large and not look.glass.portrait
    tap = look.tap(
        Begin(language),
        ground=colours.MAIN if first else colours.CARD,
        ground_down=colours.MAIN_DOWN if first else colours.PLAIN_DOWN,
        line=colours.MAIN,
        orientation="horizontal" if beside else "vertical",
    )
    ink = colours.WHITE if first else colours.INK
    small = look.glass.small
    if small:
        tap.padding, tap.spacing = look.mm(1), 0
    take = look.fitted(say("start.take"), 8 if small else 13, bold=True, colour=ink)
    take.size_hint_y = 1 if beside else 1.5
    tap.add_widget(take)
    crowded = small or (look.glass.portrait and look.glass.low and look.glass.large)
    if not crowded:
        tap.add_widget(look.fitted(say("language.name"), 6.2, colour=ink))
    return tap


def _information(look: Look) -> Widget:
    """To read without a ticket: one touch chooses the language here too."""
    names = {language: speaker("kiosk", language.value)("info.open") for language in Language}
    return _ways(look, *(look.button(name, OpenInformation(one), cap_mm=6.2) for one, name in names.items()))


def _others(look: Look) -> Widget:
    """The quieter ways, each in all languages at once; the language can be changed behind them."""
    ways = [
        _in_all(look, "receipt.way", OpenReceipt(look.language)),
        _in_all(look, "sheet.way", OpenSheet(look.language)),
    ]
    if look.glass.small:
        ways.insert(0, _in_all(look, "info.open", OpenInformation(look.language)))
        for way, share in zip(ways, (1.2, 1.1, 0.95), strict=True):
            way.size_hint_x = share
    return _ways(look, *ways)


def _in_all(look: Look, key: str, touch: Touch) -> Widget:
    """One below the other on a small panel."""
    names = [speaker("kiosk", one.value)(key) for one in Language]
    return look.button(("\n" if look.glass.small else " · ").join(names), touch, cap_mm=6.2)


def _ways(look: Look, *ways: Widget) -> Widget:
    for way in ways:
        way.padding = look.mm(0.5 if look.glass.small else 1)
    height = THREE_LINES_MM if look.glass.small else look.glass.main_mm
    return look.row(*ways, size_hint_y=None, height=look.mm(height))


def _today(look: Look) -> Widget:
    """What a passer-by asks: how many wait, when we work, and the right to be received (R011, R037)."""
    small = look.glass.small
    right = look.fitted(look.say("start.right"), 5.6, colour=colours.MUTED, size_hint_y=3 if small else 1.7)
    return look.column(
        None if small else _waiting(look),
        None if small or look.glass.large else _called(look),
        look.fitted(_hours(look), 6.2, size_hint_y=1 if small else 1.15),
        None if small and look.facts.staff else right,
        gap_mm=0 if small else 1,
    )


def _waiting(look: Look) -> Widget | None:
    seen = look.facts.picture
    if seen is None or not (seen.waiting_count or catalogue.is_open(look.facts)):
        return None
    text = look.say("start.waiting", n=seen.waiting_count) if seen.waiting_count else look.say("start.nobody")
    return look.fitted(text, 7.4, bold=True)


def _called(look: Look) -> Widget | None:
    """Who is awaited or served at which desk, newest first."""
    calls = look.facts.picture.calls if look.facts.picture else ()
    shown = [f"{call.code} → {call.desk}" for call in calls if call.state in AT_DESK][:CALLS_SHOWN]
    if not shown:
        return None
    return look.fitted(look.say("start.called", calls=" · ".join(shown)), 6.6, bold=True, colour=colours.MAIN)


def _answer(look: Look) -> Widget | None:
    """One useful answer for whoever passes; another every few minutes. Large letters need its place."""
    question = idle.answer(look.facts, look.language)
    if question is None or look.facts.staff or look.glass.large or look.glass.low or look.glass.small:
        return None
    return look.sheet(
        look.fitted(look.words_of(question.question), 6.2, bold=True, align="left", colour=colours.MAIN),
        look.fitted(look.words_of(question.answer), 5.6, align="left", size_hint_y=1.6),
    )


def _hours(look: Look) -> str:
    content = look.facts.content
    schedule, today = content.schedule, look.facts.now
    hours = catalogue.hours_on(schedule, today.date())
    if hours is None:
        return look.say("start.closed_today")
    times = {"opens": _clock(hours.opens), "closes": _clock(hours.closes)}
    if schedule.lunch_from is None or schedule.lunch_until is None or look.glass.small:
        return look.say("start.hours_no_lunch", **times)
    lunch = {"lunch_from": _clock(schedule.lunch_from), "lunch_until": _clock(schedule.lunch_until)}
    return look.say("start.hours", **times, **lunch)


def _clock(at: time) -> str:
    return f"{at:%H:%M}"


def staff_line(look: Look) -> Widget:
    """Small print for employees; a visitor need not read it."""
    texts = (look.say(f"staff.{notice.code}", **notice.values) for notice in look.facts.staff)
    return _small_print(look, " ".join(texts))


def _small_print(look: Look, text: str) -> Widget:
    line = look.fitted(look.say("staff.title") + ": " + text, 4.2, colour=colours.MUTED, least_mm=2.8)
    line.size_hint_y, line.height = None, look.mm(11 if look.glass.small else STAFF_MM)
    return unspoken(line)


def out_of_service(screen: OutOfService | NoTicket, look: Look) -> Widget:
    """No number: please turn to an employee, who receives without one (R095). In all three languages at rest."""
    margin = look.mm(look.glass.margin_mm)
    page = look.column(padding=[margin, look.mm(3 if look.glass.small else 24)], gap_mm=3 if look.glass.small else 10)
    visiting = isinstance(screen, NoTicket)
    if not look.glass.small:
        page.add_widget(look.drawn(TUNDUK, size_hint_y=0.5 if visiting else 0.9))
    changed = screen.fault is Fault.LIST_CHANGED
    words = [_no_ticket(look, language, changed) for language in ([look.language] if visiting else Language)]
    beside = not look.glass.portrait and not look.glass.small
    page.add_widget(look.row(*words, size_hint_y=3) if beside else look.column(*words, size_hint_y=3))
    if not changed:
        page.add_widget(_small_print(look, look.say(f"staff.{screen.fault.value}")))
    if not visiting and look.facts.content.units and not look.glass.small:
        page.add_widget(_information(look))
    if visiting:
        again = look.button(
            look.say("no_ticket.again"), Home(), main=True, size_hint_y=None, height=look.mm(look.glass.main_mm)
        )
        page.add_widget(again)
    return page


def _no_ticket(look: Look, language: Language, changed: bool) -> Widget:
    say = speaker("kiosk", language.value)
    title, text = ("changed_title", "changed") if changed else ("title", "text")
    return look.sheet(
        look.fitted(say(f"no_ticket.{title}"), 9.6, bold=True, colour=colours.MAIN, size_hint_y=0.7),
        look.fitted(say(f"no_ticket.{text}"), 6.2),
    )
