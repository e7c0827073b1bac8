"""A real Kivy window without a screen, and what a finger and an eye can do with it."""

import asyncio
import os
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Any

FRAME_S_MAX = PATIENCE_S = 60


def open_offscreen(width: int, height: int) -> None:
    """Before any part of Kivy is imported: SDL's offscreen driver with software GL."""
    os.environ |= {
        "SDL_VIDEODRIVER": "offscreen",
        "LIBGL_ALWAYS_SOFTWARE": "1",
        "KIVY_NO_ARGS": "1",
        "KIVY_NO_CONFIG": "1",
        "KIVY_NO_FILELOG": "1",
        "KIVY_LOG_MODE": "PYTHON",
        "KIVY_HOME": os.environ.get("KIVY_HOME") or tempfile.mkdtemp(prefix="kezek-kivy-"),
    }
    from kivy.config import Config

    for key, value in {"width": width, "height": height, "multisamples": 0, "maxfps": 60, "resizable": 0}.items():
        Config.set("graphics", key, str(value))
    Config.remove_section("input")
    Config.add_section("input")


def finish_frames() -> None:
    """SDL's offscreen driver never swaps: without this the software renderer keeps every dead texture."""
    from kivy.core.window import Window
    from kivy.graphics.opengl import glFinish

    def finish(*_: object) -> None:
        glFinish()

    Window.bind(on_flip=finish)


_fingers = count()


def finger(sx: float, sy: float, *, touching: bool = True) -> Any:
    """Down at this place, as shares of the glass from its lower left corner."""
    from kivy.input.motionevent import MotionEvent

    class Finger(MotionEvent):  # type: ignore[misc]
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.profile = ["pos"]

        def depack(self, args: Any) -> None:
            self.sx, self.sy = args["sx"], args["sy"]
            super().depack(args)

    place, name = {"sx": sx, "sy": sy}, f"t{next(_fingers)}"
    return Finger("test", name, place, is_touch=touching, type_id="touch" if touching else "hover")


class Driver:
    """Find, tap, wait, look."""

    def __init__(self, app: Any) -> None:
        from kivy.core.window import Window

        self.app, self.window = app, Window

    async def frames(self, count: int = 2) -> None:
        from kivy.clock import Clock

        end, started = Clock.frames + count, time.monotonic()
        while Clock.frames < end:
            await asyncio.sleep(0.002)
            assert time.monotonic() - started < FRAME_S_MAX, "the clock of the screen stands still"

    async def until(self, condition: Callable[[], Any], what: str = "", limit_s: float = PATIENCE_S) -> Any:
        started = time.monotonic()
        while not (found := condition()):
            assert time.monotonic() - started < limit_s, f"not within {limit_s} s: {what}; screen: {self.texts()}"
            await self.frames(1)
        return found

    async def until_screen(self, kind: type, limit_s: float = PATIENCE_S) -> Any:
        await self.until(lambda: isinstance(self.app.session.screen, kind), kind.__name__, limit_s)
        await self.frames(3)
        return self.app.session.screen

    def widgets(self) -> Iterator[Any]:
        for child in list(self.window.children):
            yield from child.walk(restrict=True)

    def texts(self) -> list[str]:
        return [widget.text for widget in self.widgets() if getattr(widget, "text", "")]

    def buttons(self) -> list[Any]:
        from kiosk.screens.parts import Tap

        return [widget for widget in self.widgets() if isinstance(widget, Tap)]

    def button(self, text: str) -> Any:
        """The button that says exactly this, or else the first that contains it."""
        said = [
            (button, [getattr(part, "text", "") for part in button.walk(restrict=True)]) for button in self.buttons()
        ]
        exact = [button for button, words in said if text in words]
        containing = [button for button, words in said if any(text in word for word in words)]
        if found := exact or containing:
            return found[0]
        raise LookupError(f"no button {text!r}; screen: {self.texts()}")

    async def tap(self, text: str) -> None:
        """Once the screen has been drawn: until then no button is in its place."""
        await self.frames(1)
        button = self.button(text)
        await self.tap_at(*button.to_window(*button.center))

    async def tap_at(self, x: float, y: float) -> None:
        touch = self.down(x, y)
        await self.frames(1)
        self.up(touch)
        await self.frames(3)

    def down(self, x: float, y: float) -> Any:
        from kivy.base import EventLoop

        assert 0 <= x <= self.window.width and 0 <= y <= self.window.height, f"off the glass at {x}, {y}"
        touch = self._touch(x, y)
        EventLoop.post_dispatch_input("begin", touch)
        return touch

    def up(self, touch: Any) -> None:
        from kivy.base import EventLoop

        EventLoop.post_dispatch_input("end", touch)

    def point(self, x: float, y: float) -> None:
        """A mouse pointer lies there and touches nothing."""
        from kivy.base import EventLoop

        EventLoop.post_dispatch_input("begin", self._touch(x, y, touching=False))

    def _touch(self, x: float, y: float, *, touching: bool = True) -> Any:
        return finger(x / self.window.width, y / self.window.height, touching=touching)

    def shot(self, file: Path) -> None:
        """A picture of the window, exactly under this name."""
        file.parent.mkdir(parents=True, exist_ok=True)
        taken = self.window.screenshot(name=str(file.with_name(f"taking-{os.getpid()}.png")))
        Path(taken).replace(file)


@asynccontextmanager
async def running(app: Any) -> AsyncIterator[Driver]:
    """Run an app in the one window of this process, and leave nothing of it behind for the next."""
    from kivy.base import EventLoop
    from kivy.clock import Clock
    from kivy.core.window import Window

    Window.close = lambda *_: None
    if EventLoop.status in {"closed", "stopped"}:
        EventLoop.status = "idle"
    EventLoop.quit = False
    before = set(Clock.get_events())
    task = asyncio.create_task(app.async_run(async_lib="asyncio"))
    driver = Driver(app)
    try:
        await driver.until(lambda: task.done() or (app.root and app.root.parent), "the app's window")
        if task.done():
            task.result()
        await driver.frames(3)
        yield driver
    finally:
        app.stop()
        await asyncio.wait_for(task, PATIENCE_S)
        for child in Window.children[:]:
            Window.remove_widget(child)
        EventLoop.touches.clear()
        for event in Clock.get_events():
            if event not in before:
                event.cancel()
