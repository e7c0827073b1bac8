"""What a visitor writes: the field, what stands below it, and the keyboard, on a glass of any size.

On a small panel the field takes the place of header and title and the ways back and on stand beside it: so the keys
keep their size.
"""

from typing import Any

from kivy.uix.widget import Widget

from kiosk import theme
from kiosk.screens.frame import footer, frame
from kiosk.screens.keyboard import keyboard
from kiosk.screens.look import Look
from kiosk.touches import Back
from kiosk.visit import Typing

FIELD_MM = 66.0
SHOWN = 120
"""Letters of a long text that are shown, its newest."""


def written(look: Look, title: str, typing: Typing, ends: list[Widget], progress: Widget | None = None) -> Widget:
    """Sentences, as in a comment."""
    keys = keyboard(look, typing, sentences=True)
    if look.glass.small:
        return compact(
            look, look.fitted(title, 6.2, bold=True, align="left", colour=theme.MAIN), ends, field(look, typing), keys
        )
    lines = field(look, typing, size_hint_y=None, height=look.mm(FIELD_MM))
    return frame(look, title, look.column(progress, lines, Widget(), keys), footer(look, *ends))


def field(look: Look, typing: Typing, **place: Any) -> Widget:
    text = typing.text if len(typing.text) < SHOWN else "…" + typing.text[-SHOWN:]
    sheet = look.sheet(look.paragraph(text + "_", look.glass.reading_cap), Widget(), **place)
    sheet.padding = [look.mm(4), look.mm(3)]
    return sheet


def compact(look: Look, head: Widget, ends: list[Widget], middle: Widget, keys: Widget) -> Widget:
    """The screen of a small panel while somebody types."""
    margin = look.mm(look.glass.margin_mm)
    back = look.button("←", Back(), size_hint_x=None, width=look.mm(theme.MAIN_MM))
    for end in ends:
        end.size_hint_x, end.width = None, look.mm(44)
    top = look.row(back, head, *ends, size_hint_y=None, height=look.mm(theme.TARGET_MM))
    return look.column(top, middle, keys, gap_mm=3, padding=[margin, look.mm(3)])
