"""The board in a real browser: from the press to the painted number, and whether it grows in two hours of calls."""

import asyncio
import json
import statistics
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import aiohttp
from playwright.async_api import Page, async_playwright

from tests.bench.hub import hub
from tests.bench.rows import heading, percentile, row
from tests.pages.browser import LAUNCH
from tests.pages.heap import held, open_gauge
from tests.server.hubs import KIOSK, service_of

BOARDS = (1, 10, 50)
CALLS = 60
SPEED = 10
HOURS_S, PACE_S, GAUGES = 7200, 60, 12
"""Two hours with a call a minute, looked at so often."""

PAINTED = """() => {
  window.painted = {};
  const note = () => {
    for (const code of document.querySelectorAll("#calls .code")) {
      if (code.textContent in window.painted) continue;
      window.painted[code.textContent] = 0;
      const at = () => (window.painted[code.textContent] = performance.timeOrigin + performance.now());
      requestAnimationFrame(() => requestAnimationFrame(at));
    }
  };
  new MutationObserver(note).observe(document.getElementById("calls"), { childList: true, subtree: true });
}"""


class Hall:
    """A kiosk, an operator at desk 1, and a clock on each call."""

    def __init__(self, client: aiohttp.ClientSession) -> None:
        self.client, self.number = client, 0

    async def open(self) -> None:
        await self.client.post("/api/session", json={"person": "aigul", "pin": "1111"})
        await self.client.post("/api/desks/1/open", json={})

    async def call(self) -> tuple[str, float]:
        """A visitor takes a ticket, is called and served; the code, and when the desk pressed, in ms of the epoch."""
        self.number += 1
        body = {"number": self.number, "service": service_of(1)}
        await self.client.post("/api/tickets", json=body, headers=KIOSK)
        await self.client.put(f"/api/tickets/K-{self.number}/handed", json={"how": "printed"}, headers=KIOSK)
        pressed = time.time() * 1_000
        async with self.client.post("/api/desks/1/next", json={}) as answer:
            called = await answer.json()
        return str(called["code"]), pressed

    async def finish(self) -> None:
        body = {"ticket": f"K-{self.number}", "outcome": "served"}
        await self.client.post("/api/desks/1/finish", json=body)


@asynccontextmanager
async def hall_and_board(url: str) -> AsyncIterator[tuple[Hall, Page]]:
    async with (
        aiohttp.ClientSession(url, cookie_jar=aiohttp.CookieJar(unsafe=True)) as client,
        async_playwright() as playwright,
    ):
        hall = Hall(client)
        await hall.open()
        browser = await playwright.chromium.launch(**LAUNCH)
        page = await browser.new_page(viewport={"width": 1920, "height": 1080})
        await page.goto(f"{url}/board")
        await page.wait_for_selector("body[data-link=live] #chips li")
        yield hall, page
        await browser.close()


async def press_to_paint(url: str, boards: int) -> tuple[list[float], list[float]]:
    """Milliseconds to the painted number, and to its arrival at a socket that paints nothing."""
    arrived: dict[str, float] = {}

    async def watch(socket: aiohttp.ClientWebSocketResponse, first: bool) -> None:
        async for message in socket:
            if first:
                for call in json.loads(message.data).get("calls", []):
                    arrived.setdefault(call["code"], time.time() * 1_000)

    async with hall_and_board(url) as (hall, page), AsyncExitStack() as others, asyncio.TaskGroup() as tasks:
        sockets = [await others.enter_async_context(hall.client.ws_connect("/ws?view=board")) for _ in range(boards)]
        watching = [tasks.create_task(watch(socket, at == 0)) for at, socket in enumerate(sockets)]
        await page.evaluate(PAINTED)
        pressed = {}
        for _ in range(CALLS):
            code, at = await hall.call()
            pressed[code] = at
            await page.wait_for_function("(code) => window.painted[code] > 0", arg=code)
            await hall.finish()
        painted = await page.evaluate("() => window.painted")
        for task in watching:
            task.cancel()
    return [painted[code] - at for code, at in pressed.items()], [arrived[code] - at for code, at in pressed.items()]


def latency() -> None:
    for boards in BOARDS:
        with tempfile.TemporaryDirectory() as folder, hub(Path(folder)) as (url, _, _):
            painted, arrived = asyncio.run(press_to_paint(url, boards))
        row(
            f"press at the desk → painted in Chromium, {boards} boards, p99",
            f"{percentile(painted, 0.99):.0f} ms (median {statistics.median(painted):.0f})",
            f"arrived at a socket: {percentile(arrived, 0.99):.0f} ms",
            "≤ 300 ms",
            "two frames of the screen, and drawing without a graphics card",
        )


async def two_hours(url: str, share: float) -> list[float]:
    """The heap in kB, at equal distances; `share` of the two hours' calls, at SPEED times their pace."""
    sizes = []
    calls = round(HOURS_S / PACE_S * share)
    async with hall_and_board(url) as (hall, page):
        gauge = await open_gauge(page)
        for number in range(calls):
            started = time.monotonic()
            await hall.call()
            for _ in range(PACE_S // 16):
                await page.keyboard.press("ArrowRight")
            await hall.finish()
            if number % max(1, calls // GAUGES) == 0:
                sizes.append((await held(gauge)).heap_kb)
            await asyncio.sleep(max(0, PACE_S / SPEED - (time.monotonic() - started)))
    return sizes


def memory(share: float = 1.0) -> None:
    with tempfile.TemporaryDirectory() as folder, hub(Path(folder)) as (url, _, _):
        sizes = asyncio.run(two_hours(url, share))
    row(
        "heap of the board's page after two hours of calls at ten times speed",
        f"{sizes[-1]:.0f} kB",
        f"after the first tenth: {sizes[len(sizes) // 10]:.0f} kB",
        "no growth",
        "the newest picture, the content and 200 remembered calls",
    )


def run() -> None:
    heading("Board")
    latency()
    memory()


if __name__ == "__main__":
    run()
