"""The few widgets all screens are made of. Letters never break inside a word and never leave their place."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from itertools import product, zip_longest
from math import hypot
from typing import Any

from cachetools import LRUCache, cached
from kivy.core.image import Image as CoreImage
from kivy.core.text import Label as CoreLabel
from kivy.graphics import BorderImage, Color, Rectangle
from kivy.graphics.texture import Texture
from kivy.properties import ListProperty, StringProperty
from kivy.uix.behaviors import ButtonBehavior
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.layout import Layout
from kivy.uix.widget import Widget
from kivy.utils import get_color_from_hex

BREAKS = re.compile(r"[ \n]")
"""Where a line may end: not at a no-break space."""
WHOLE = re.compile(r"(?<=[\d№]) (?=\d)")
"""A space within a telephone number or an account, or before a number: no line ends there either."""
UNPLACED = {"width": 1, "height": 1}
"""Before its parent has laid it out; any place it gets is another, and so is noticed."""


def from_above(root: Widget) -> Widget:
    """Laid out from the root downwards: what is laid out before it has its place is laid out, and drawn, twice."""
    for widget in root.walk(restrict=True):
        if isinstance(widget, Layout):
            widget._trigger_layout.cancel()
    return root


@lru_cache(maxsize=64)
def rounded(ground: str, line: str, corner: int, edge: int) -> Texture:
    """A rounded square with its edge, as small as can be: its middle is drawn out to any size.

    A picture of three by three parts is drawn in a third of the time the software renderer needs for round shapes.
    """
    side = 2 * corner + 1
    within, outside = (get_color_from_hex(one) for one in (ground, line))
    pixels = bytearray()
    for y, x in product(range(side), repeat=2):
        far = hypot(max(0.5, abs(x - corner)) - 0.5, max(0.5, abs(y - corner)) - 0.5)
        whole, inner = (min(1.0, max(0.0, reach - far)) for reach in (corner, corner - edge))
        mixed = [a * inner + b * (1 - inner) for a, b in zip(within, outside, strict=True)]
        pixels += bytes(round(255 * part) for part in (*mixed[:3], mixed[3] * whole))
    texture = Texture.create(size=(side, side), colorfmt="rgba")
    texture.blit_buffer(bytes(pixels), colorfmt="rgba")
    texture.mag_filter = texture.min_filter = "nearest"
    return texture


class Sheet(BoxLayout):  # type: ignore[misc]
    """A rounded ground for other widgets: colours as hex, `corner` and `edge` in pixels."""

    def __init__(self, *, ground: str, line: str, corner: int, edge: int, **place: Any) -> None:
        super().__init__(**(UNPLACED | place))
        self._rounded = partial(rounded, line=line, corner=corner, edge=edge)
        with self.canvas.before:
            Color(1, 1, 1, 1)
            self._ground = BorderImage(texture=self._rounded(ground), border=[corner] * 4)
        self.bind(pos=self._lay, size=self._lay)

    def _lay(self, *_: object) -> None:
        """On whole pixels, so that its edge is sharp."""
        ends = (self.x, self.y, self.x + self.width, self.y + self.height)
        left, bottom, right, top = (round(place) for place in ends)
        self._ground.pos, self._ground.size = (left, bottom), (right - left, top - bottom)


class Tap(ButtonBehavior, Sheet):  # type: ignore[misc]
    """A target for a finger; acts when the finger leaves it."""

    def __init__(self, *, ground: str, ground_down: str, **place: Any) -> None:
        super().__init__(ground=ground, **place)
        self._grounds = {"normal": ground, "down": ground_down}

    def on_state(self, _: object, state: str) -> None:
        self._ground.texture = self._rounded(self._grounds[state])


class Words(Widget):  # type: ignore[misc]
    """A paragraph: as wide as its place, as high as its lines. `ink` as hex, `align` is left or center."""

    line_height = 1.1

    def __init__(
        self, text: str, font: str, sizes: Sequence[int], ink: str, *, bold: bool, align: str, **place: Any
    ) -> None:
        super().__init__(**(UNPLACED | place))
        self.text, self.font, self.sizes, self.ink, self.bold, self.align = text, font, sizes, ink, bold, align
        self.size_px, self.texture_size = sizes[0], (0, 0)
        with self.canvas:
            Color(*get_color_from_hex(ink))
            self._seen = Rectangle()
        self.bind(pos=self._lay, size=self._lay, width=self._write)

    def _write(self, *_: object) -> None:
        self._set(self.size_px)
        self.height = self.texture_size[1]

    def _set(self, size_px: int) -> None:
        self.size_px = size_px
        self._seen.texture = letters(
            self.text, size_px, int(self.width), self.line_height, self.font, bold=self.bold, align=self.align
        )
        self.texture_size = self._seen.texture.size
        self._lay()

    def _lay(self, *_: object) -> None:
        """On whole pixels, so that its letters are sharp."""
        width, height = self._seen.size = self.texture_size
        aside = 0 if self.align == "left" else (self.width - width) / 2
        self._seen.pos = (round(self.x + aside), round(self.y + (self.height - height) / 2))


class Fitted(Words):
    """Text in a fixed place: the largest of `sizes` at which it fits, words whole."""

    line_height = 1.0

    def __init__(self, *text: Any, **properties: Any) -> None:
        self.fits, self.kin = 0, [self]
        super().__init__(*text, **properties)
        self.bind(height=self._write)

    def say(self, text: str) -> None:
        """Something else, in the same place."""
        self.text = text
        self._write()

    def _write(self, *_: object) -> None:
        if self.width <= 1 or self.height <= 1 or not self.text.strip():
            return
        room = (int(self.width), int(self.height))
        self.fits = fitting(self.text, tuple(self.sizes), room, self.font, self.bold)
        size_px = min(one.fits for one in self.kin if one.fits)
        for one in self.kin:
            if one.fits and (one is self or one.size_px != size_px):
                one._set(size_px)


class _Letters(CoreLabel):  # type: ignore[misc]
    """No wider than its longest line."""

    def render(self, real: bool = False) -> tuple[int, int]:
        super().render(real)
        width, height = self._internal_size
        return width, height


def whole(text: str) -> str:
    return WHOLE.sub("\u00a0", text)


KEPT: LRUCache[Any, Texture] = LRUCache(48 * 1024 * 1024, getsizeof=lambda made: 4 * made.width * made.height)
"""In bytes: a visitor who types a long comment makes a large picture with each letter."""


@cached(KEPT)
def letters(text: str, size_px: int, width: int, line_height: float, font: str, *, bold: bool, align: str) -> Texture:
    """White letters, in lines of at most `width` pixels; kept, as most words of a screen were seen before.

    Writing and uploading them is a third of the time of a touch, most of what is left once they are known.
    """
    made = _Letters(
        text=whole(text),
        font_size=size_px,
        font_name=font,
        bold=bold,
        halign=align,
        text_size=(width, None),
        line_height=line_height,
    )
    made.refresh()
    made.texture.mag_filter = made.texture.min_filter = "nearest"
    return made.texture


def alike(cells: Sequence[Widget]) -> None:
    """Words at the same place of each cell get letters of one size: the largest for which all have room."""
    for same in zip_longest(*(list(_fitted_in(cell)) for cell in cells)):
        kin = [words for words in same if words is not None]
        for words in kin:
            words.kin = kin


def _fitted_in(widget: Widget) -> Iterator[Fitted]:
    if isinstance(widget, Fitted):
        yield widget
    for child in reversed(widget.children):
        yield from _fitted_in(child)


@lru_cache(maxsize=4096)
def fitting(text: str, sizes: tuple[int, ...], room: tuple[int, int], font: str, bold: bool) -> int:
    """The first of `sizes` (largest first) at which the text fits the room; the last when none does."""
    return next((size for size in sizes if _fits(text, size, room, font, bold)), sizes[-1])


def _fits(text: str, size: int, room: tuple[int, int], font: str, bold: bool) -> bool:
    text = whole(text)
    if max(_width(word, size, font, bold) for word in BREAKS.split(text)) > room[0]:
        return False
    lines = CoreLabel(text=text, font_size=size, font_name=font, bold=bold, text_size=(room[0], None))
    lines.resolve_font_name()
    return bool(lines.render()[1] <= room[1])


@lru_cache(maxsize=16384)
def _width(word: str, size: int, font: str, bold: bool) -> int:
    return int(CoreLabel(font_size=size, font_name=font, bold=bold).get_extents(word)[0])


class Part(Widget):  # type: ignore[misc]
    """A part of a picture, as large as its place allows: left, top, width, height as shares of the whole."""

    source = StringProperty("")
    part = ListProperty([0, 0, 1, 1])

    def __init__(self, **properties: Any) -> None:
        super().__init__(**properties)
        self._texture = CoreImage(self.source, mipmap=True).texture
        self.bind(pos=self._draw, size=self._draw)

    def _draw(self, *_: object) -> None:
        left, top, across, down = self.part
        wide, high = self._texture.width * across, self._texture.height * down
        seen = self._texture.get_region(self._texture.width * left, self._texture.height * (1 - top - down), wide, high)
        scale = min(self.width / wide, self.height / high)
        x, y = self.x + self.width / 2, self.y + self.height / 2
        size = (wide * scale, high * scale)
        self.canvas.clear()
        with self.canvas:
            Color(1, 1, 1, 1)
            Rectangle(texture=seen, size=size, pos=(x - size[0] / 2, y - size[1] / 2))
