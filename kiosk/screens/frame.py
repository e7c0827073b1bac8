"""What stands around every screen: the centre's name and the languages above, the ways back and on below."""

from typing import Any

from kivy.uix.floatlayout import FloatLayout
from kivy.uix.widget import Widget

from kiosk import colours
from kiosk.catalogue import Page
from kiosk.screens.bar import languages
from kiosk.screens.drawings import TUNDUK
from kiosk.screens.look import Look
from kiosk.screens.parts import Sheet
from kiosk.screens.spoken import unspoken
from kiosk.touches import Back, Home, TurnPage, Yes

SIGN_MM_MAX = 90.0
VEIL = "#142138D1"
"""Over what must wait."""


def frame(
    look: Look,
    title: str,
    body: Widget,
    footer: Widget | None,
    ground: str = "",
    *,
    touched: bool = False,
    above: Widget | None = None,
    whole: bool = False,
) -> Widget:
    """A whole screen; `ground` underlays the title. The footer's place is kept, so that nothing jumps.

    `touched`: the body is there to be touched, so it comes down when the reach is low. `above` are words before it.
    A `whole` body holds the ways back and on itself, and has the footer's place too.
    """
    margin, foot_mm = look.mm(look.glass.margin_mm), look.glass.footer_mm
    foot = footer or Widget()
    foot.size_hint_y, foot.height = None, 0 if whole else look.mm(foot_mm)
    page = look.column(unspoken(header(look)), gap_mm=0, padding=[margin, 0])
    low = touched and look.glass.low
    if low:
        for part in (Widget(), look.drawn(TUNDUK, size_hint_max_y=look.mm(SIGN_MM_MAX)), Widget()):
            page.add_widget(part)
        body.size_hint_y, body.height = None, look.mm(look.glass.reach_mm + (foot_mm if whole else 0))
    if title:
        page.add_widget(look.title(title, ground))
    if above is not None:
        page.add_widget(above)
    page.add_widget(body)
    page.add_widget(foot)
    return page


def header(look: Look) -> Widget:
    glass = look.glass
    height = look.mm(glass.name_mm)
    sign = None if glass.small and glass.large else look.drawn(TUNDUK, size_hint_x=None, width=height)
    centre = look.facts.content.centre
    text = look.words_of(centre.municipality if glass.small else centre.name)
    name = look.fitted(text, 5.6, bold=True, align="left", colour=colours.MAIN)
    choice = None if glass.low else look.row(*languages(look), gap_mm=3)
    if choice is not None:
        choice.size_hint_x, choice.width = None, look.mm(3 * glass.language_mm + 6)
    pad = (look.mm(glass.header_mm) - height) // 2
    return look.row(sign, name, choice, size_hint_y=None, height=look.mm(glass.header_mm), padding=[0, pad])


def footer(look: Look, *ends: Widget, page: Page[Any] | None = None) -> Widget:
    """Back and home on the left, the pages in the middle, what leads on at the right."""
    glass, back = look.glass, look.button("← " + look.say("back"), Back())
    paged = page is not None and page.count > 1
    narrow = glass.small or glass.foot_beside
    crowded = (narrow and len(ends) > 1) or ((glass.small or glass.large) and paged and ends)
    ways: list[Widget | None] = [back, None if crowded else look.button(look.say("home"), Home())]
    if page is not None and paged:
        ways += _pages(look, page)
    elif not ends:
        ways.append(Widget(size_hint_x=1.2))
    return look.foot(*ways, *ends)


def _pages(look: Look, page: Page[Any]) -> list[Widget | None]:
    count = look.say("page.of", page=page.number + 1, pages=page.count)
    small = look.glass.small
    where = look.fitted("".join(count.split()) if small else count, 6.2, size_hint_x=0.6)
    earlier = look.button(look.say("page.earlier"), TurnPage(-1))
    later = look.button(look.say("page.later") + " →", TurnPage(1))
    first, last = page.number == 0, page.number == page.count - 1
    return [Widget() if first else earlier, unspoken(where), Widget() if last else later]


def onward(look: Look, text: str) -> Widget:
    return look.button(text, Yes(), main=True, cap_mm=8.0, size_hint_x=1.6)


class StillHere(FloatLayout):  # type: ignore[misc]
    """Over everything: does the visitor need more time? One big answer; any touch keeps the visit."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.add_widget(Sheet(ground=VEIL, line=VEIL, corner=1, edge=0))
        self.left = look.fitted(" ", 6.6, colour=colours.INK)
        box = look.sheet(
            look.fitted(look.say("still.title"), 10, bold=True, colour=colours.MAIN),
            self.left,
            look.button(
                look.say("still.yes"),
                Yes(),
                main=True,
                cap_mm=9,
                size_hint_y=None,
                height=look.mm(look.glass.main_mm + 7),
            ),
            **_over(look),
        )
        self.add_widget(box)

    def count(self, seconds: int) -> None:
        self.left.say(self._look.say("still.left", seconds=seconds))


class Told(FloatLayout):  # type: ignore[misc]
    """Over everything: how the call for an employee stands."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.add_widget(Sheet(ground=VEIL, line=VEIL, corner=1, edge=0))
        state = look.session.help.value
        box = look.sheet(
            look.fitted(look.say(f"help.{state}"), 9, bold=True, colour=colours.MAIN),
            look.fitted(look.say(f"help.{state}_text"), 6.6),
            look.button(
                look.say("help.understood"),
                Yes(),
                main=True,
                cap_mm=8,
                size_hint_y=None,
                height=look.mm(look.glass.main_mm),
            ),
            **_over(look),
        )
        self.add_widget(box)


def _over(look: Look) -> dict[str, Any]:
    """The place of a box over everything: in the middle, or where a low reach ends."""
    glass = look.glass
    size = (
        min(glass.width * 0.9, look.mm(240)),
        min(glass.height * (0.6 if glass.low else 0.8), look.mm(140 * glass.zoom)),
    )
    up = {"top": 0.62} if glass.low else {"center_y": 0.5}
    return {"size_hint": (None, None), "size": size, "pos_hint": {"center_x": 0.5, **up}}
