"""The few widgets all screens are made of. Letters never break inside a word and never leave their place."""

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from itertools import product, zip_longest
from math import cos, hypot, sin, tau
from typing import Any

from kivy.core.image import Image as CoreImage
from kivy.core.text import Label as CoreLabel
from kivy.graphics import BorderImage, Color, Line, Rectangle, Triangle
from kivy.graphics.texture import Texture
from kivy.lang import Builder
from kivy.properties import BooleanProperty, ColorProperty, ListProperty, StringProperty
from kivy.uix.behaviors import ButtonBehavior
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.label import Label
from kivy.uix.layout import Layout
from kivy.uix.widget import Widget
from kivy.utils import get_color_from_hex

Builder.load_string("""
<Words>:
    text_size: self.width, None
    size_hint_y: None
    height: self.texture_size[1]
""")


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


class _Written(Label):  # type: ignore[misc]
    """A label that is not drawn before it has its place: drawn at once, it would be drawn twice."""

    def __init__(self, **properties: Any) -> None:
        super().__init__(size=(1, 1), **properties)
        self._trigger_texture.cancel()

    def on_texture(self, _: object, texture: Texture | None) -> None:
        if texture is not None:
            texture.mag_filter = texture.min_filter = "nearest"


class Words(_Written):
    """A paragraph: as high as its lines."""


class Fitted(_Written):
    """Text in a fixed place: the largest of `sizes` at which it fits, words whole."""

    sizes = ListProperty([16])
    wraps = BooleanProperty(True)

    def __init__(self, **properties: Any) -> None:
        self.fits, self.kin = 0, [self]
        super().__init__(**properties)
        for name in ("text", "size", "sizes", "bold", "font_name"):
            self.fbind(name, self._fit)

    def _fit(self, *_: object) -> None:
        if self.width <= 1 or self.height <= 1 or not self.text.strip():
            return
        room = (int(self.width), int(self.height))
        self.fits = fitting(self.text, tuple(self.sizes), room, self.font_name, self.bold)
        self.text_size = (self.width, None)
        size = min(one.fits for one in self.kin if one.fits)
        for one in self.kin:
            one.font_size = size


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
    if max(_width(word, size, font, bold) for word in text.split()) > room[0]:
        return False
    lines = CoreLabel(text=text, font_size=size, font_name=font, bold=bold, text_size=(room[0], None))
    lines.resolve_font_name()
    return bool(lines.render()[1] <= room[1])


@lru_cache(maxsize=16384)
def _width(word: str, size: int, font: str, bold: bool) -> int:
    return int(CoreLabel(font_size=size, font_name=font, bold=bold).get_extents(word)[0])


class Tunduk(Widget):  # type: ignore[misc]
    """The crown of a yurt, the sign of this kiosk: a ring of poles, and two sheaves of bowed bars crossing."""

    ink = ColorProperty("#0B4A63")

    def __init__(self, **properties: Any) -> None:
        super().__init__(**properties)
        self.bind(pos=self._draw, size=self._draw)

    def _draw(self, *_: object) -> None:
        reach = max(1.0, min(self.width, self.height) / 2 * 0.94)
        x0, y0 = self.x + self.width / 2, self.y + self.height / 2
        self.canvas.clear()
        with self.canvas:
            Color(*self.ink)
            Line(circle=(x0, y0, reach), width=reach * 0.035)
            Line(circle=(x0, y0, reach * 0.84), width=reach * 0.022)
            for pole in range(36):
                way = (cos(pole * tau / 36), sin(pole * tau / 36))
                ends = [part for far in (0.86, 0.98) for part in (x0 + way[0] * reach * far, y0 + way[1] * reach * far)]
                Line(points=ends, width=reach * 0.016)
            for turn in (tau / 8, 3 * tau / 8):
                for bend in (-0.3, 0.0, 0.3):
                    Line(bezier=_bar(x0, y0, reach * 0.84, turn, bend), width=reach * 0.024)


def _bar(x0: float, y0: float, reach: float, turn: float, bend: float) -> list[float]:
    """One bar of the crown from rim to rim, bowed outwards by `bend`, turned by `turn` radians."""
    end = (1 - (bend * 0.75) ** 2) ** 0.5
    points = ((-end, bend * 0.75), (-end / 3, bend * 1.35), (end / 3, bend * 1.35), (end, bend * 0.75))
    turned = ((x * cos(turn) - y * sin(turn), x * sin(turn) + y * cos(turn)) for x, y in points)
    return [part for x, y in turned for part in (x0 + x * reach, y0 + y * reach)]


class Sign(Widget):  # type: ignore[misc]
    """A simple drawing in one colour, for those who do not read: strokes in a square of 10 by 10."""

    ink = ColorProperty("#0B4A63")
    strokes = ListProperty([])

    def __init__(self, **properties: Any) -> None:
        super().__init__(**properties)
        self.bind(pos=self._draw, size=self._draw)

    def _draw(self, *_: object) -> None:
        side = min(self.width, self.height)
        x0, y0 = self.x + (self.width - side) / 2, self.y + (self.height - side) / 2
        self.canvas.clear()
        with self.canvas:
            Color(*self.ink)
            for stroke in self.strokes:
                places = (place * side / 10 + (y0 if at % 2 else x0) for at, place in enumerate(stroke))
                Line(points=list(places), width=max(1.2, side * 0.03), joint="round", cap="round")


class Arrow(Widget):  # type: ignore[misc]
    """From one step to the next: down, or to the right."""

    ink = ColorProperty("#0B4A63")
    down = BooleanProperty(True)

    def __init__(self, **properties: Any) -> None:
        super().__init__(**properties)
        self.bind(pos=self._draw, size=self._draw)

    def _draw(self, *_: object) -> None:
        half = min(self.width, self.height) * 0.36
        x, y = self.x + self.width / 2, self.y + self.height / 2
        tail, tip, wings = (x, y + half), (x, y - half), ((x - half, y), (x + half, y))
        if not self.down:
            tail, tip, wings = (x - half, y), (x + half, y), ((x, y - half), (x, y + half))
        self.canvas.clear()
        with self.canvas:
            Color(*self.ink)
            Line(points=[*tail, x, y], width=max(1.5, half * 0.16))
            Triangle(points=[*tip, *wings[0], *wings[1]])


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
