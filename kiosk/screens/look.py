"""How a screen is drawn: the texts of one language, the sizes of one glass, and the few shapes that repeat."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from config.schema import Text
from config.texts import Say
from core.words import Language
from kiosk import catalogue, colours, theme
from kiosk.colours import Palette
from kiosk.facts import Facts
from kiosk.screens.drawings import Drawing, Drawn
from kiosk.screens.parts import UNPLACED, Fitted, Sheet, Tap, Words, alike
from kiosk.theme import Glass
from kiosk.touches import Touch
from kiosk.visit import Session

LONG = re.compile(r"(\w{12,})-(\w{8,})")
"""A compound that is wider than a column of large letters: parted at its hyphen."""
Stroke = tuple[float, ...]
"""Points of a line in a square of 10 by 10: x, y, x, y …"""
SIGN_WIDTH = 0.3


@dataclass(frozen=True)
class Look:
    """`touch` is what a finger does; everything else is what it sees."""

    glass: Glass
    font: str
    session: Session
    say: Say
    facts: Facts
    touch: Callable[[Touch], None]
    palette: Palette

    @property
    def language(self) -> Language:
        return self.session.language

    def words_of(self, text: Text) -> str:
        return catalogue.words(text, self.language)

    def mm(self, length: float) -> int:
        return self.glass.mm(length)

    def sizes(self, cap_mm: float, least_mm: float = theme.CAP_MM_MIN) -> list[int]:
        """Font sizes from one cap height down to the least, in few steps: each size opens a font.

        Two more below the least, so that an overlong word of somebody's content is small rather than broken.
        """
        caps, cap, least = [], cap_mm * self.glass.scale, least_mm * self.glass.floor
        while cap > least:
            caps.append(cap)
            cap *= 0.88
        return [self.glass.font(cap) for cap in [*caps, *(least * smaller for smaller in (1, 0.86, 0.74))]]

    def paragraph(self, text: str, cap: str = "body", *, colour: str = colours.INK, bold: bool = False) -> Widget:
        """As high as its lines, as wide as its place."""
        size = self.glass.font(theme.CAPS_MM[cap] * self.glass.scale)
        return Words(
            LONG.sub(r"\1- \2", text) if self.glass.large else text,
            self.font,
            [size],
            self.palette[colour],
            bold=bold,
            align="left",
            size_hint_y=None,
        )

    def fitted(
        self,
        text: str,
        cap_mm: float = theme.CAPS_MM["body"],
        *,
        colour: str = colours.INK,
        bold: bool = False,
        align: str = "center",
        least_mm: float = theme.CAP_MM_MIN,
        **place: Any,
    ) -> Widget:
        """In a fixed place, as large as fits."""
        return Fitted(
            text, self.font, self.sizes(cap_mm, least_mm), self.palette[colour], bold=bold, align=align, **place
        )

    def title(self, text: str, ground: str = "") -> Widget:
        cap = 8.0 if self.glass.small else theme.CAPS_MM["title"]
        height = self.mm(self.glass.title_mm)
        words = self.fitted(text, cap, bold=True, align="center" if ground else "left", colour=colours.MAIN)
        if not ground:
            words.size_hint_y, words.height = None, height
            return words
        band = self.sheet(words, ground=ground, size_hint_y=None, height=height - self.mm(3))
        band.padding = self.mm(1)
        return self.column(band, self.gap(3), gap_mm=0, size_hint_y=None, height=height)

    def button(self, text: str, touch: Touch, *, main: bool = False, cap_mm: float = 7.0, **place: Any) -> Widget:
        ground, down, ink = (
            (colours.MAIN, colours.MAIN_DOWN, colours.WHITE)
            if main
            else (colours.CARD, colours.PLAIN_DOWN, colours.INK)
        )
        tap = self.tap(touch, ground=ground, ground_down=down, line=colours.MAIN, **place)
        tap.add_widget(self.fitted(text, cap_mm, colour=ink, bold=main))
        return tap

    def tap(self, touch: Touch, *, ground: str = colours.CARD, line: str = colours.LINE, **place: Any) -> Widget:
        down = place.pop("ground_down", colours.PLAIN_DOWN)
        pad = self.mm(2.5)
        tap = Tap(
            ground=self.palette[ground],
            ground_down=self.palette[down],
            line=self.palette[line],
            corner=self.mm(3.5),
            edge=max(1, self.mm(0.5)),
            padding=[pad, pad],
            spacing=pad,
            **place,
        )
        tap.bind(on_release=lambda *_: self.touch(touch))
        return tap

    def sheet(self, *children: Widget, ground: str = colours.CARD, **place: Any) -> Widget:
        pad = self.mm(self.glass.pad_mm)
        place.setdefault("orientation", "vertical")
        sheet = Sheet(
            ground=self.palette[ground],
            line=self.palette[colours.EDGE],
            corner=self.mm(3.5),
            edge=max(1, self.mm(0.5)),
            padding=pad,
            spacing=self.mm(2),
            **place,
        )
        for child in children:
            sheet.add_widget(child)
        return sheet

    def note(self, text: str, ground: str, cap: str = "body") -> Widget:
        """A sheet as high as its words."""
        sheet = self.sheet(ground=ground, size_hint_y=None)
        words = self.paragraph(text, cap)
        words.bind(height=lambda _, height: setattr(sheet, "height", height + 2 * sheet.padding[0]))
        sheet.add_widget(words)
        return sheet

    def column(self, *children: Widget | None, gap_mm: float = theme.GAP_MM, **place: Any) -> Widget:
        return self._box("vertical", children, gap_mm, place)

    def row(self, *children: Widget | None, gap_mm: float = theme.GAP_MM, **place: Any) -> Widget:
        return self._box("horizontal", children, gap_mm, place)

    def foot(self, *buttons: Widget | None) -> Widget:
        """The main buttons of a screen, in the footer's middle."""
        pad = (self.mm(self.glass.footer_mm) - self.mm(self.glass.main_mm)) // 2
        return self.row(*buttons, gap_mm=2 if self.glass.small else theme.GAP_MM, padding=[0, pad])

    def _box(self, way: str, children: tuple[Widget | None, ...], gap_mm: float, place: dict[str, Any]) -> Widget:
        box = BoxLayout(**(UNPLACED | {"orientation": way, "spacing": self.mm(gap_mm)} | place))
        for child in children:
            if child is not None:
                box.add_widget(child)
        alike([child for child in children if isinstance(child, Tap)])
        return box

    def grid(self, cells: list[Widget], columns: int, row_mm: float) -> Widget:
        """Cells of one height in rows, read from left to right, their letters alike; empty places stay empty."""
        height = self.mm(row_mm)
        padded = cells + [Widget() for _ in range(-len(cells) % columns)]
        cuts = range(0, len(padded) + 1, columns)
        lines = [self.row(*padded[start:end], size_hint_y=None, height=height) for start, end in pairwise(cuts)]
        alike(cells)
        tall = len(lines) * (height + self.mm(theme.GAP_MM)) - self.mm(theme.GAP_MM)
        full = self.column(*lines, size_hint_y=None, height=tall)
        return self.column(full, Widget(), gap_mm=0)

    def sign(self, strokes: Sequence[Stroke], ink: str = colours.MAIN, **place: Any) -> Widget:
        return self.drawn(tuple((SIGN_WIDTH, stroke) for stroke in strokes), ink, **place)

    def drawn(self, drawing: Drawing, ink: str = colours.MAIN, **place: Any) -> Widget:
        return Drawn(drawing, self.palette[ink], **place)

    def gap(self, height_mm: float) -> Widget:
        return Widget(size_hint_y=None, height=self.mm(height_mm))
