"""The service menu, for the person who looks after the kiosk."""

from typing import Any

from kivy.graphics import Color, Ellipse, Rectangle
from kivy.uix.widget import Widget
from kivy.utils import get_color_from_hex

from kiosk import colours, theme
from kiosk.pin import DIGITS_MIN
from kiosk.screens.frame import footer, frame
from kiosk.screens.keyboard import digit_pad
from kiosk.screens.look import Look
from kiosk.screens.spoken import unspoken
from kiosk.screens.written import beside, compact
from kiosk.touches import PickTask, Yes
from kiosk.visit import EnterPin, ScreenTest, ServiceMenu, Task

COLOURS = ("#FF0000", "#00FF00", "#0000FF", "#FFFFFF", "#000000")


def enter_pin(screen: EnterPin, look: Look) -> Widget:
    """The digits stay unseen."""
    glass = look.glass
    enough = len(screen.digits) >= DIGITS_MIN
    enter = look.button(look.say("upkeep.enter"), Yes(), main=True) if enough else Widget()
    enter.size_hint_x = 1.3
    field = unspoken(look.sheet(look.fitted("• " * len(screen.digits) + "_", 11, bold=True)))
    wrong = look.say("upkeep.wait", seconds=screen.wait_s) if screen.wait_s else look.say("upkeep.wrong")
    note = look.fitted(wrong if screen.wrong else look.say("upkeep.pin"), 6.2, align="left")
    pad = digit_pad(look)
    if glass.small:
        return compact(look, field, [enter], note, pad)
    field.size_hint_y, field.height = None, look.mm(40)
    note.size_hint_y, note.height = None, look.mm(24 * glass.zoom)
    if glass.foot_beside:
        return beside(look, look.say("upkeep.title"), pad, [Widget(), field], [enter], above=note)
    if glass.portrait:
        body = look.column(note, field, Widget(), pad, gap_mm=8)
    else:
        side = [Widget(), pad] if glass.low else [pad, Widget()]
        body = look.row(look.column(note, field, Widget(), gap_mm=8), look.column(*side), gap_mm=10)
    return frame(look, look.say("upkeep.title"), body, footer(look, enter))


def menu(screen: ServiceMenu, look: Look) -> Widget:
    """How everything is, and what can be done about it."""
    glass = look.glass
    said = [look.fitted(line, 5.6, align="left") for line in lines(screen, look)]
    tasks = [look.button(look.say(f"upkeep.{task.value}"), PickTask(task), cap_mm=6.2) for task in Task]
    columns = 2 if glass.portrait else len(tasks)
    for task in tasks:
        task.padding = look.mm(0.5)
    cells = [*tasks, *(Widget() for _ in range(-len(tasks) % columns))]
    rows = [look.row(*cells[at : at + columns], gap_mm=2) for at in range(0, len(cells), columns)]
    high = theme.TARGET_MM if glass.small else glass.main_mm
    done = look.column(*rows, gap_mm=2, size_hint_y=None, height=look.mm(len(rows) * (high + 2) - 2))
    sheet = look.sheet(*said)
    sheet.spacing = 0
    body = look.column(sheet, done, gap_mm=2 if glass.small else theme.GAP_MM)
    return frame(look, "" if glass.small else look.say("upkeep.title"), body, footer(look))


def lines(screen: ServiceMenu, look: Look) -> list[str]:
    upkeep, say = look.facts.upkeep, look.say
    printers = [
        say("upkeep.printer", n=at, state=say(f"printer.{state}"), left="–" if left is None else left // 1000)
        for at, (state, left) in enumerate(upkeep.printers, 1)
    ]
    said = [say("upkeep.printing")] if screen.printing else []
    if screen.paper is not None:
        said = [say(f"upkeep.paper.{screen.paper.value}")]
    return [
        *printers,
        *said,
        say("upkeep.hub_here" if upkeep.heard else "upkeep.hub_silent", hub=upkeep.hub),
        say("upkeep.waiting", n=upkeep.waiting, aside=len(upkeep.aside)),
        say("upkeep.version", version=upkeep.version, content=look.facts.content.version[:6], mb=upkeep.free_mb),
    ]


def screen_test(screen: ScreenTest, look: Look) -> Widget:
    if screen.page >= len(COLOURS):
        dots = Dots(ink=look.palette[colours.MAIN])
        return frame(look, look.say("upkeep.touch"), dots, look.foot(look.button(look.say("upkeep.done"), Yes())))
    tap = look.tap(Yes(), ground=colours.CARD)
    with tap.canvas.after:
        Color(*get_color_from_hex(COLOURS[screen.page]))
        plain = Rectangle()
    tap.bind(size=lambda _, size: setattr(plain, "size", size), pos=lambda _, pos: setattr(plain, "pos", pos))
    return tap


class Dots(Widget):  # type: ignore[misc]
    """Draws where it is touched, so that a panel that misses is seen."""

    def __init__(self, *, ink: str, **place: Any) -> None:
        super().__init__(**place)
        self._ink = get_color_from_hex(ink)

    def on_touch_down(self, touch: Any) -> bool:
        self._dot(touch)
        return bool(super().on_touch_down(touch))

    def on_touch_move(self, touch: Any) -> bool:
        self._dot(touch)
        return bool(super().on_touch_move(touch))

    def _dot(self, touch: Any) -> None:
        if self.collide_point(*touch.pos):
            with self.canvas:
                Color(*self._ink)
                Ellipse(pos=(touch.x - 6, touch.y - 6), size=(12, 12))
