"""The evaluation sheet: faces and words, one question a screen."""

from math import ceil, cos, sin, tau

from kivy.uix.widget import Widget

from core.sheets import Answer, Parameter, Variant
from kiosk import catalogue, colours, evaluating, theme
from kiosk.catalogue import Page
from kiosk.evaluating import IN_WORDS, Ask
from kiosk.reading import full_date
from kiosk.screens.find import category_card
from kiosk.screens.frame import footer, frame
from kiosk.screens.information import LIST
from kiosk.screens.look import Look
from kiosk.screens.parts import alike
from kiosk.screens.spoken import unspoken
from kiosk.screens.written import written
from kiosk.touches import Choose, HandIn, PickVariant, Yes
from kiosk.visit import Asked, ChooseSheet, Thanks

PROGRESS_MM, ANSWER_MM_MAX = 9.0, 66.0
Strokes = list[tuple[float, ...]]


def _arc(x: float, y: float, reach: float, start: float = 0.0, end: float = tau) -> tuple[float, ...]:
    turns = [start + (end - start) * at / 48 for at in range(49)]
    return tuple(part for turn in turns for part in (x + reach * cos(turn), y + reach * sin(turn)))


_HEAD = [_arc(5, 5, 4.3), _arc(3.4, 6.2, 0.35), _arc(6.6, 6.2, 0.35)]
_QUESTION = [(3.7, 6.2, 4.1, 7.2, 5, 7.6, 5.9, 7.2, 6.3, 6.2, 5.8, 5.2, 5, 4.5, 5, 3.6), (5, 2.4, 5, 2.2)]
FACES: dict[Answer, Strokes] = {
    Answer.FULLY: [*_HEAD, _arc(5, 4.9, 2.5, tau * 0.55, tau * 0.95)],
    Answer.PARTLY: [*_HEAD, (3.2, 3.4, 6.8, 3.4)],
    Answer.NOT: [*_HEAD, _arc(5, 1.6, 2.3, tau * 0.07, tau * 0.43)],
    Answer.HARD_TO_SAY: [_HEAD[0], *_QUESTION],
}
"""A smile, a straight mouth, a mouth bent down, and a question mark."""
SHEETS: dict[Variant, Strokes] = {Variant.SHORT: FACES[Answer.FULLY], Variant.FULL: LIST}


def choose(screen: ChooseSheet, look: Look) -> Widget:
    """R133–R136: two sheets under one title, the centre's name above, and the day."""
    now = look.facts.now
    day = full_date(now.date(), look.say)
    cards = [_variant(look, variant) for variant in Variant]
    share = 0.9 if look.glass.small else 0.24 * look.glass.zoom
    title = look.say("sheet.what") + ("" if look.glass.small else f". {day}")
    what = look.fitted(title, 6.2, align="left", size_hint_y=share)
    body = look.column(
        None if look.glass.low else what,
        look.column(*cards) if look.glass.portrait else look.row(*cards),
        look.fitted(look.say("sheet.anonymous"), 6.2, align="left", size_hint_y=share),
        gap_mm=2 if look.glass.small else theme.GAP_MM,
    )
    above = look.column(what, size_hint_y=0.6) if look.glass.low else None
    return frame(look, look.say("sheet.title"), body, footer(look), touched=True, above=above)


def _variant(look: Look, variant: Variant) -> Widget:
    small = look.glass.small
    tap = look.tap(PickVariant(variant), line=colours.MAIN)
    tap.padding = look.mm(2 if small else 6)
    tap.add_widget(look.sign(SHEETS[variant], size_hint_x=None, width=look.mm(12 if small else 34)))
    words = look.column(
        look.fitted(look.say(f"sheet.{variant.value}"), 7.4, bold=True, align="left", colour=colours.MAIN),
        None
        if small
        else look.fitted(look.say(f"sheet.{variant.value}_note"), 5.2, align="left", colour=colours.MUTED),
        gap_mm=1,
    )
    tap.add_widget(words)
    return tap


def asked(screen: Asked, look: Look) -> Widget:
    """One question; the answers under it, and how far the visitor has come."""
    ask, shown = evaluating.asked(screen), evaluating.choices(screen, look.facts)
    title, progress = look.say(f"ask.{ask.value}"), _progress(screen, look)
    ends = _ends(screen, look, ask, crowded=(look.glass.small or look.glass.large) and shown.count > 1)
    if ask in IN_WORDS:
        return written(look, title, screen.typing, ends, progress)
    body = look.column(progress, _answers(screen, look, ask, shown), gap_mm=1.5 if look.glass.small else 4)
    page = shown if ask in (Ask.SERVICE, Ask.DESK) else None
    return frame(look, title, body, footer(look, *ends, page=page), touched=True)


def _progress(screen: Asked, look: Look) -> Widget:
    number, count = screen.at + 1, len(evaluating.asks(screen.sheet))
    bar = [look.sheet(ground=colours.MAIN if at < number else colours.LINE) for at in range(count)]
    thin = look.row(*bar, gap_mm=1, size_hint_y=None, height=look.mm(2.5), pos_hint={"center_y": 0.5})
    if look.glass.small:
        return thin
    words = look.fitted(
        look.say("page.of", page=number, pages=count), 5.2, colour=colours.MUTED, size_hint_x=0.16 * look.glass.zoom
    )
    return unspoken(look.row(thin, words, size_hint_y=None, height=look.mm(PROGRESS_MM * look.glass.zoom)))


def _ends(screen: Asked, look: Look, ask: Parameter | Ask, *, crowded: bool) -> list[Widget]:
    """Leave it open or go on; and, as soon as something is said and there is room, hand the sheet in."""
    last = screen.at + 1 == len(evaluating.asks(screen.sheet))
    said = not evaluating.is_empty(screen.sheet)
    here = bool(evaluating.chosen(screen.sheet, ask))
    ends = []
    if not (last and said):
        ends.append(look.button(look.say("sheet.next") + " →" if here else look.say("sheet.skip"), Yes()))
    if said and not crowded:
        ends.append(look.button(look.say("sheet.hand_in"), HandIn(), main=True, size_hint_x=1.3))
    return ends


def _answers(screen: Asked, look: Look, ask: Parameter | Ask, shown: Page[str]) -> Widget:
    if ask is Ask.SERVICE and screen.of is None:
        kinds = catalogue.categories(look.facts.content)
        columns = look.glass.columns
        notes = look.glass.has_notes(ceil(len(kinds) / columns), 60)
        return _grid(look, [category_card(look, kind, notes=notes) for kind in kinds], columns)
    marked = evaluating.chosen(screen.sheet, ask)
    cells = [_answer(look, ask, value, marked=value in marked) for value in shown.items]
    return _grid(look, cells, _columns(look, ask, len(cells)))


def _columns(look: Look, ask: Parameter | Ask, answers: int) -> int:
    if ask is Ask.DESK:
        return look.glass.village_columns
    return 1 if look.glass.portrait else min(3 if look.glass.low else 2, answers)


def _grid(look: Look, cells: list[Widget], columns: int) -> Widget:
    """The answers share the glass, up to a height at which they still look like answers."""
    glass = look.glass
    rows = ceil(len(cells) / columns)
    if glass.small:
        padded = cells + [Widget() for _ in range(rows * columns - len(cells))]
        lines = [look.row(*padded[at : at + columns], gap_mm=2) for at in range(0, len(padded), columns)]
        alike(cells)
        return look.column(*lines, gap_mm=2)
    return look.grid(cells, columns, glass.row_mm(rows, glass.reach_mm - PROGRESS_MM * glass.zoom - 4, ANSWER_MM_MAX))


def _answer(look: Look, ask: Parameter | Ask, value: str, *, marked: bool) -> Widget:
    """What was chosen is told by a sign, not by its ground alone."""
    small = look.glass.small
    tap = look.tap(Choose(value), ground=colours.PLAIN_DOWN if marked else colours.CARD, line=colours.MAIN)
    tap.padding = [look.mm(2 if small else 8), look.mm(1)]
    if isinstance(ask, Parameter):
        side = look.mm(12 if small else 42)
        tap.add_widget(look.sign(FACES[Answer(value)], size_hint_x=None, width=side))
    text = ("✓ " if marked else "") + _said(look, ask, value)
    plain = ask in (Ask.SERVICE, Ask.WHICH) or isinstance(ask, Parameter)
    tap.add_widget(look.fitted(text, 7.4, bold=True, align="left" if plain else "center"))
    return tap


def _said(look: Look, ask: Parameter | Ask, value: str) -> str:
    match ask:
        case Parameter():
            return look.say(f"rate.{value}")
        case Ask.SERVICE:
            return look.words_of(catalogue.service(look.facts.content, value).name)
        case Ask.DESK:
            return look.say("window.number", n=value)
        case Ask.UNJUSTIFIED | Ask.CORRUPTION | Ask.LIMITED:
            return look.say(f"choice.{value}")
        case _:
            return look.say(f"{ask.value}.{value}")


def thanks(screen: Thanks, look: Look) -> Widget:
    if screen.kept is None:
        return frame(look, "", look.column(look.fitted(look.say("sheet.keeping"), 9.6, bold=True)), None)
    kept = "thanks" if screen.kept else "not_kept"
    face = look.sign(FACES[Answer.FULLY], size_hint_y=1.6) if screen.kept else None
    body = look.column(face, look.fitted(look.say(f"sheet.{kept}_text"), 7.4), Widget(size_hint_y=0.4))
    bottom = look.foot(look.button(look.say("home"), Yes(), main=True))
    return frame(look, look.say(f"sheet.{kept}"), body, bottom, colours.GOOD if screen.kept else colours.WARNING)
