"""What makes the kiosk easier, on every screen: large letters, contrast, low reach, read aloud, and a call for help."""

from kivy.uix.widget import Widget

from config.texts import speaker
from core.words import Language
from kiosk import colours, theme
from kiosk.screens.look import Look, Stroke
from kiosk.touches import CallEmployee, SetLanguage, Toggle
from kiosk.visit import Aid, Help, OutOfService, Start

SIGNS: dict[Aid, list[Stroke]] = {
    Aid.LARGE: [(0.4, 1.6, 3.2, 8.6, 6, 1.6), (1.4, 4.2, 5, 4.2), (6.6, 1.6, 8.1, 5.4, 9.6, 1.6), (7.1, 3, 9.1, 3)],
    Aid.CONTRAST: [
        (5, 9, 7.8, 7.8, 9, 5, 7.8, 2.2, 5, 1, 2.2, 2.2, 1, 5, 2.2, 7.8, 5, 9),
        *((x, 5 - reach, x, 5 + reach) for x, reach in ((5, 4), (5.7, 3.7), (6.4, 3.4), (7.1, 2.8), (7.8, 2.2))),
    ],
    Aid.LOW: [(5, 9, 5, 3.4), (2.4, 5.6, 5, 3, 7.6, 5.6), (1, 1, 9, 1)],
    Aid.ALOUD: [
        (0.8, 3.6, 0.8, 6.4, 2.8, 6.4, 5.4, 9, 5.4, 1, 2.8, 3.6, 0.8, 3.6),
        (6.8, 3.4, 7.5, 5, 6.8, 6.6),
        (8.2, 2, 9.4, 5, 8.2, 8),
    ],
}
MUTE: list[Stroke] = [SIGNS[Aid.ALOUD][0], (6.8, 3.4, 9.6, 6.6), (6.8, 6.6, 9.6, 3.4)]
PERSON: list[Stroke] = [
    (5, 9.4, 3.6, 8.6, 3.2, 7.2, 3.6, 5.8, 5, 5.2, 6.4, 5.8, 6.8, 7.2, 6.4, 8.6, 5, 9.4),
    (1.4, 0.8, 1.8, 3, 3.4, 4.2, 6.6, 4.2, 8.2, 3, 8.6, 0.8, 1.4, 0.8),
]
"""A large and a small letter, a half-black disk, an arrow down, a loudspeaker; one that is mute; somebody."""


def bar(look: Look) -> Widget:
    """Beside the page on a small glass, below it on a large one; there the languages too when the reach is low."""
    glass = look.glass
    aids = [aid for aid in Aid if aid is not Aid.LOW or not glass.small]
    cells = [*(_aid(look, aid) for aid in aids), _help(look)]
    if glass.small:
        return look.column(*cells, gap_mm=2, padding=look.mm(2), size_hint_x=None, width=look.mm(glass.bar_mm))
    margin, height = look.mm(glass.margin_mm), look.mm(glass.aid_mm)
    languages_below = glass.low and not isinstance(look.session.screen, Start | OutOfService)
    if languages_below and not glass.portrait:
        cells += languages(look)
    row = look.row(*cells, gap_mm=3, size_hint_y=None, height=height)
    if not glass.languages_mm:
        return look.column(
            row, gap_mm=0, padding=[margin, 0, margin, look.mm(4)], size_hint_y=None, height=look.mm(glass.bar_mm)
        )
    above = look.row(*(languages(look) if languages_below else ()), gap_mm=3)
    above.size_hint_y, above.height = None, look.mm(theme.TARGET_MM)
    tall = look.mm(glass.bar_mm + glass.languages_mm)
    return look.column(above, row, padding=[margin, 0, margin, look.mm(4)], size_hint_y=None, height=tall)


def _aid(look: Look, aid: Aid) -> Widget:
    on = aid in look.session.aids
    if aid is Aid.ALOUD and look.language not in look.facts.voices:
        sheet = look.sheet(ground=colours.PAPER, **_place(look))
        return _cell(look, sheet, MUTE, look.say("aid.no_voice"), colours.MUTED)
    word = ("✓ " if on else "") + look.say(f"aid.{aid.value}")
    return _cell(look, _tap(look, Toggle(aid), on=on), SIGNS[aid], word, colours.WHITE if on else colours.INK)


def _help(look: Look) -> Widget:
    told = look.session.help in (Help.CALLED, Help.COMING)
    word = look.say(f"help.{look.session.help.value}_short") if told else look.say("help.call")
    return _cell(look, _tap(look, CallEmployee(), on=told), PERSON, word, colours.WHITE if told else colours.INK)


def _tap(look: Look, touch: Toggle | CallEmployee, *, on: bool) -> Widget:
    ground, down = (colours.MAIN, colours.MAIN_DOWN) if on else (colours.PAPER, colours.PLAIN_DOWN)
    return look.tap(touch, ground=ground, ground_down=down, line=colours.MAIN, **_place(look))


def _place(look: Look) -> dict[str, str]:
    return {"orientation": "vertical" if look.glass.small or look.glass.large else "horizontal"}


def _cell(look: Look, cell: Widget, strokes: list[Stroke], word: str, ink: str) -> Widget:
    """A sign and a word. On a small glass the word keeps its size: its sign says the same."""
    cell.padding, cell.spacing = look.mm(1), look.mm(1)
    share = 1 if cell.orientation == "horizontal" else 0.4 if look.glass.small or look.glass.portrait else 0.75
    sign = look.sign(strokes, ink, size_hint_y=share)
    if cell.orientation == "horizontal":
        sign.size_hint_x, sign.width = None, look.mm(11)
    cap = theme.CAP_MM_MIN / (look.glass.zoom if look.glass.small else 1)
    cell.add_widget(sign)
    cell.add_widget(look.fitted(word, cap, colour=ink))
    return cell


def languages(look: Look) -> list[Widget]:
    return [_language(look, language) for language in Language]


def _language(look: Look, language: Language) -> Widget:
    current = language is look.language
    say = speaker("kiosk", language.value)
    name = ("✓ " if current else "") + say("language.short" if look.glass.short_names else "language.name")
    button = look.button(name, SetLanguage(language), main=current, cap_mm=5.2)
    button.padding = look.mm(1)
    return button
