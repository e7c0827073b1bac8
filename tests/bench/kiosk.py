"""The kiosk with software rendering: cold start, touches, pages, a week of visitors, and what it costs at rest.

Everything but the cold start runs in a process of its own with a window that nobody sees. A touch is taken from the
finger that leaves the glass to the last pixel of the next screen; its baseline is the part of it in which Python builds
the widgets, the rest is layout and drawing. The timed visitors look at each screen until a touch counts, as the kiosk
itself makes them; those of the week do not. The baseline of memory is the same process after its first 50 visitors.
`KEZEK_VISITORS=200` makes the week shorter.
"""

import asyncio
import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from core.words import Language
from tests.bench.rows import heading, percentile, row

VISITORS = int(os.environ.get("KEZEK_VISITORS", "5000"))
FIRST_VISITORS = 50
REST_S = 20.0
STARTS, WALKS = 3, 20
SIZE = (1080, 1920)
PATIENCE_S = 120
"""A machine that does other things as well may keep a frame waiting."""


def run() -> None:
    width, height = SIZE
    heading(f"Kiosk: {width}x{height}, software rendering, no graphics card")
    starts = _cold_starts()
    row("start of the process to the first frame that can be touched", f"median {starts[len(starts) // 2]:.2f} s",
        f"max {starts[-1]:.2f} s", "≤ 3 s", "imports of Kivy and pydantic, the hub's first answer")  # fmt: skip
    command = [sys.executable, "-m", "tests.bench.kiosk"]
    child = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    figures: dict[str, Any] = json.loads(child.stdout.splitlines()[-1])
    for name, what, target in (
        ("touch", "touch to the next screen drawn", "p95 ≤ 100 ms"),
        ("page", "turning a page of a list", "p95 ≤ 100 ms"),
    ):
        built, drawn = zip(*figures[name], strict=True)
        shown = f"p50 {percentile(drawn, 0.5):.0f} ms, p95 {percentile(drawn, 0.95):.0f} ms"
        row(what, shown, f"of it building: p50 {percentile(built, 0.5):.0f} ms, {len(drawn)} times", target,
            "two million pixels in software; some 60 widgets in Python")  # fmt: skip
    row("processor at rest", f"{figures['rest']:.2f} % of a core", f"{REST_S:.0f} s", "≤ 1 %",
        "Kivy's clock, 12 times a second")  # fmt: skip
    before, after = figures["memory"]
    row(f"memory after {figures['visitors']:,} visitors", f"{after:.1f} MB",
        f"{before:.1f} MB after {FIRST_VISITORS}", f"≤ +2 %, here {100 * (after / before - 1):+.1f} %",
        "fonts and textures in use")  # fmt: skip


def _cold_starts() -> list[float]:
    from tests.kiosk.test_process import kiosk, process

    taken = []
    with tempfile.TemporaryDirectory() as folder:
        hub_command = [sys.executable, "-m", "server", "--demo", "--port", "0", "--data", f"{folder}/hub"]
        xvfb = ["Xvfb", "-displayfd", "1", "-screen", "0", "1080x1920x24", "-nolisten", "tcp"]
        with process(*hub_command) as hub, process(*xvfb) as screen:
            assert hub.stdout is not None
            assert screen.stdout is not None
            url, display = hub.stdout.readline().split()[-1], f":{screen.stdout.readline().strip()}"
            for _ in range(STARTS):
                started = time.perf_counter()
                with kiosk(display, url, Path(folder)) as running:
                    assert running.stdout is not None
                    running.stdout.readline()
                    taken.append(time.perf_counter() - started)
    return sorted(taken)


def _inside() -> None:
    from tests.kiosk.driver import finish_frames, open_offscreen

    open_offscreen(*SIZE)
    finish_frames()
    print(json.dumps(asyncio.run(_measured())))


async def _measured() -> dict[str, Any]:
    from kiosk.app import GUARD_S, KioskApp
    from tests.kiosk import driver as hands
    from tests.kiosk.driver import running
    from tests.shots.kiosk import FACTS, Stage

    hands.FRAME_S_MAX = PATIENCE_S

    app = KioskApp(Stage(FACTS), 24.0)
    async with running(app) as driver:
        await _visits(app, driver, WALKS)
        touches = [taken for _ in range(WALKS) for taken in await _visit(app, driver, Language.KY, GUARD_S)]
        pages = await _pages(app, driver, GUARD_S)
        await _visits(app, driver, FIRST_VISITORS)
        before = _memory_mb()
        await _visits(app, driver, VISITORS)
        after = _memory_mb()
        await driver.frames(5)
        used = time.process_time()
        await asyncio.sleep(REST_S)
        rest = 100 * (time.process_time() - used) / REST_S
    return {"touch": touches, "page": pages, "rest": rest, "memory": (before, after), "visitors": VISITORS}


async def _visits(app: Any, driver: Any, count: int) -> None:
    languages = list(Language)
    for number in range(count):
        await _visit(app, driver, languages[number % 3])


async def _visit(app: Any, driver: Any, language: Language, look_s: float = 0) -> list[tuple[float, float]]:
    """From the first touch to the farewell; the time each next screen took to build and until it was drawn, in ms."""
    from kiosk import effects as e
    from kiosk import touches as t
    from kiosk import visit as v
    from kiosk.ticket import Issued, LaneTicket, Order
    from tests.shots.kiosk import FIRST, MONDAY, NEAR

    order = Order(FIRST, NEAR, language)
    issued = Issued(LaneTicket("2026-11-23", 42, "K", "А", "key", order, MONDAY), False, None)
    walk: Sequence[t.Touch] = (
        t.Begin(language),
        t.PickCategory(next(one.category for one in app.machine.seen.content.services if one.id == FIRST)),
        t.PickService(FIRST),
        t.Yes(),
        t.PickVillage(NEAR),
        t.Yes(),
        e.Given(issued),
        e.PrintEnded(issued.ticket, v.Paper.OUT),
        t.Yes(),
        t.Yes(),
    )
    return [await _taken(app, driver, touch, look_s) for touch in walk]


async def _pages(app: Any, driver: Any, look_s: float) -> list[tuple[float, float]]:
    from kiosk import touches as t
    from kiosk import visit as v

    app.receive(t.OpenInformation(Language.KY))
    app.receive(t.PickTopic(v.Topic.PEOPLE))
    taken = [await _taken(app, driver, t.TurnPage(by), look_s) for by in (1, 1, -1, -1) * 10]
    app.receive(t.Home())
    return taken


async def _taken(app: Any, driver: Any, touch: Any, look_s: float) -> tuple[float, float]:
    """A finger comes down after `look_s`, is noticed, and leaves; the screen is there when its last pixel is."""
    from kivy.graphics.opengl import glFinish

    await asyncio.sleep(look_s)
    lying = driver.down(1, 1)
    await driver.frames(1)
    drawn: list[float] = []

    def finished(*_: object) -> None:
        glFinish()
        drawn.append(time.perf_counter())

    driver.window.bind(on_flip=finished)
    started = time.perf_counter()
    app.receive(touch)
    built = time.perf_counter()
    await driver.until(lambda: drawn, "the next screen")
    driver.window.unbind(on_flip=finished)
    driver.up(lying)
    return (built - started) * 1000, (drawn[0] - started) * 1000


def _memory_mb() -> float:
    gc.collect()
    status = Path("/proc/self/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


if __name__ == "__main__":
    _inside()
