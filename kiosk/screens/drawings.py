"""What is drawn in lines of one colour, for those who do not read: lines once, and then a picture of them."""

from functools import lru_cache
from math import atan2, cos, hypot, sin, tau

from kivy.graphics import ClearBuffers, ClearColor, Color, Fbo, Line, Rectangle
from kivy.graphics.texture import Texture
from kivy.uix.widget import Widget
from kivy.utils import get_color_from_hex

Drawing = tuple[tuple[float, tuple[float, ...]], ...]
"""Lines in a square of 10 by 10: half the width of each, and its points x, y, x, y …"""
THIN_PX = 1.2
SMOOTH = 2
"""A picture is so many times as large as it is seen, which smooths its edges."""


class Drawn(Widget):  # type: ignore[misc]
    """A drawing as large as its place allows, in the middle; `ink` as hex."""

    def __init__(self, drawing: Drawing, ink: str, **place: object) -> None:
        super().__init__(**place)
        self._drawing, self._ink = drawing, ink
        with self.canvas:
            Color(1, 1, 1, 1)
            self._seen = Rectangle()
        self.bind(pos=self._lay, size=self._lay)

    def _lay(self, *_: object) -> None:
        side = max(1, int(min(self.width, self.height)))
        self._seen.texture = picture(self._drawing, self._ink, side)
        self._seen.pos = (round(self.x + (self.width - side) / 2), round(self.y + (self.height - side) / 2))
        self._seen.size = (side, side)


@lru_cache(maxsize=64)
def picture(drawing: Drawing, ink: str, side: int) -> Texture:
    """Lines are costly, most of all curves, and every screen has the same ones."""
    red, green, blue, _ = get_color_from_hex(ink)
    unit = SMOOTH * side / 10
    paper = Fbo(size=(SMOOTH * side, SMOOTH * side))
    with paper:
        ClearColor(red, green, blue, 0)
        ClearBuffers()
        Color(red, green, blue, 1)
        for width, points in drawing:
            places = [place * unit for place in points]
            Line(points=places, width=max(SMOOTH * THIN_PX, width * unit), joint="round", cap="round")
    paper.draw()
    return paper.texture


def _round(reach: float, turn: float) -> tuple[float, float]:
    """So far from the middle of the square, so much of a whole turn round it."""
    return 5 + reach * cos(turn * tau), 5 + reach * sin(turn * tau)


def _ring(reach: float) -> tuple[float, ...]:
    return tuple(part for step in range(73) for part in _round(reach, step / 72))


def _bar(reach: float, turn: float, bend: float) -> tuple[float, ...]:
    """From rim to rim of a ring, bowed outwards by `bend`, turned by so much of a whole turn."""
    end = (1 - (bend * 0.75) ** 2) ** 0.5
    points: list[float] = []
    for step in range(17):
        share = step / 16
        x, y = end * (2 * share - 1), bend * (0.75 + 1.8 * share * (1 - share))
        points += _round(reach * hypot(x, y), turn + atan2(y, x) / tau)
    return tuple(points)


TUNDUK: Drawing = (
    (0.165, _ring(4.7)),
    (0.103, _ring(3.95)),
    *((0.075, (*_round(4.04, pole / 36), *_round(4.6, pole / 36))) for pole in range(36)),
    *((0.113, _bar(3.95, turn, bend)) for turn in (1 / 8, 3 / 8) for bend in (-0.3, 0.0, 0.3)),
)
"""The crown of a yurt, the sign of this kiosk: a ring of poles, and two sheaves of bowed bars crossing."""
ARROW_DOWN: Drawing = ((0.5, (5, 8.8, 5, 1.4)), (0.5, (2, 4.2, 5, 1.2, 8, 4.2)))
ARROW_RIGHT: Drawing = ((0.5, (1.2, 5, 8.6, 5)), (0.5, (5.8, 8, 8.8, 5, 5.8, 2)))
"""From one step to the next."""
