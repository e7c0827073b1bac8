"""What a visitor writes: the field, what stands below it, and the keyboard, on a glass of any size.

On a small panel the field takes the place of header and title and the ways back and on stand beside it: so the keys
keep their size.
"""

from typing import Any

from kivy.uix.widget import Widget

from kiosk import colours, theme
from kiosk.screens.frame import footer, frame
from kiosk.screens.keyboard import keyboard
from kiosk.screens.look import Look
from kiosk.screens.spoken import unspoken
from kiosk.touches import Back
from kiosk.visit import Typing

FIELD_MM, FIELD_MM_MIN, FIELD_MM_BESIDE = 66.0, 30.0, 50.0
SHARE = 0.8
"""Of the letters a field holds, as its lines end with whole words."""


def written(look: Look, title: str, typing: Typing, ends: list[Widget], progress: Widget | None = None) -> Widget:
    """Sentences, as in a comment."""
    keys = keyboard(look, typing, sentences=True)
    if look.glass.small:
        return compact(
            look, look.fitted(title, 6.2, bold=True, align="left", colour=colours.MAIN), ends, field(look, typing), keys
        )
    lines = field(look, typing, size_hint_y=None, height=look.mm(_field_mm(look)))
    if look.glass.foot_beside:
        return beside(look, title, keys, [Widget(), progress, lines], ends)
    return frame(look, title, look.column(progress, lines, Widget(), keys), footer(look, *ends))


def beside(
    look: Look,
    title: str,
    keys: Widget,
    parts: list[Widget | None],
    ends: list[Widget],
    *,
    above: Widget | None = None,
) -> Widget:
    """Large letters within a low reach on a glass that lies: everything but words stands beside the keys."""
    keys.pos_hint = {"y": 0}
    keys.size_hint_x, keys.width = None, look.mm(look.glass.keyboard_across_mm)
    foot = footer(look, *ends)
    foot.size_hint_y, foot.height = None, look.mm(look.glass.footer_mm)
    body = look.row(keys, look.column(*parts, foot, gap_mm=2), padding=[0, 0, 0, look.mm(theme.GAP_MM)])
    return frame(look, title, body, None, touched=True, above=above, whole=True)


def field(look: Look, typing: Typing, **place: Any) -> Widget:
    """Of a long text its newest letters."""
    glass = look.glass
    high = glass.height / glass.px_mm - glass.keyboard_mm - theme.TARGET_MM - 12 if glass.small else _field_mm(look)
    lines = int((high - 2 * glass.pad_mm - 6) / (theme.LINE_OF_CAP * glass.reading_cap_mm))
    beside = glass.keyboard_across_mm + theme.GAP_MM if glass.foot_beside else 0
    most = int(max(1, lines) * look.facts.room.letters * (1 - beside / glass.across_mm) * SHARE)
    text = typing.text if len(typing.text) < most else "…" + typing.text[-most:]
    sheet = look.sheet(look.paragraph(text + "_", look.glass.reading_cap), Widget(), **place)
    sheet.padding = [look.mm(4), look.mm(3)]
    return unspoken(sheet)


def _field_mm(look: Look) -> float:
    """What the keyboard leaves, and how far the visitor has come."""
    if look.glass.foot_beside:
        return FIELD_MM_BESIDE
    return max(FIELD_MM_MIN, min(FIELD_MM, look.glass.body_mm - look.glass.keyboard_mm - 24 * look.glass.zoom))


def compact(look: Look, head: Widget, ends: list[Widget], middle: Widget, keys: Widget) -> Widget:
    """The screen of a small panel while somebody types."""
    margin = look.mm(look.glass.margin_mm)
    back = look.button("←", Back(), size_hint_x=None, width=look.mm(theme.MAIN_MM))
    for end in ends:
        end.size_hint_x, end.width = None, look.mm(42)
    top = look.row(back, head, *ends, size_hint_y=None, height=look.mm(theme.TARGET_MM))
    return look.column(top, middle, keys, gap_mm=3, padding=[margin, look.mm(3)])
