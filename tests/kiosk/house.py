"""A kiosk on real parts for a test: its app in a real window, its lane on the disk, a hub on a real port, a printer."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from aiohttp import web
from PIL import Image
from pydantic import TypeAdapter

from config.schema import Content
from core.views import KioskPicture
from kiosk import visit as v
from kiosk.app import KioskApp
from kiosk.machine import Machine
from printer.address import parse
from tests.kiosk.content import CONTENT, picture
from tests.kiosk.driver import Driver, running
from tests.link.hub import Hub, nothing, refusal

_CONTENT = TypeAdapter(Content).dump_json(CONTENT)
_PICTURE = TypeAdapter(KioskPicture)


def greeting(seen: KioskPicture) -> list[str]:
    return ['{"tick": "2026-03-02T10:00:00+06:00"}', _PICTURE.dump_json(seen).decode()]


def form() -> bytes:
    """A small picture."""
    drawn = BytesIO()
    Image.new("RGB", (50, 70), "white").save(drawn, "PNG")
    return drawn.getvalue()


def new_hub() -> Hub:
    """A hub that knows the kiosk K and accepts what it hears."""
    hub = Hub(greeting=greeting(picture()))

    async def get(request: web.Request) -> web.StreamResponse:
        if request.path == "/api/content":
            return web.Response(body=_CONTENT, headers={"ETag": '"1"'})
        if request.path == "/api/pictures/form.png":
            return web.Response(body=form(), headers={"ETag": '"1"'})
        if request.path == "/api/receipts/26000174821":
            stands = {"number": "2026/17", "service": "birth", "state": "ready", "due": "2026-03-04", "where": None}
            return web.json_response(stands)
        if request.path.startswith("/api/receipts/"):
            return refusal(404, "not_found")
        return web.json_response({"letter": "А", "day": "2026-03-02", "highest": 0})

    async def post(request: web.Request) -> web.StreamResponse:
        body = await request.json()
        if request.path == "/api/sheets":
            return web.Response(status=204)
        if body["village"] == "nowhere":
            return refusal(422, "unknown_village")
        answer = {
            "ticket": f"K-{body['number']}",
            "code": f"А{body['number']:03d}",
            "rank": "out_of_turn" if body["village"] == "otuz" else "ordinary",
            "service": body["service"],
            "ahead": 4,
            "wait_minutes": {"low": 15, "high": 30},
            "taken_at": body.get("taken_at"),
        }
        return web.json_response(answer, status=201)

    hub.answers |= {"GET": get, "POST": post, "PUT": nothing(), "DELETE": nothing()}
    return hub


@dataclass
class House:
    hub: Hub
    machine: Machine
    app: KioskApp
    driver: Driver
    clock: list[float]
    papers: Path

    async def go_to_offer(self, village: str = "Ак-Булак") -> None:
        for text, screen in (
            ("Талон алуу", v.Categories),
            ("Муниципалдык", v.Services),
            ("Үй-бүлөсүнүн", v.About),
            ("Улантуу", v.Villages),
            (village, v.Offer),
        ):
            await self.press(text, screen)

    async def press(self, text: str, screen: type) -> None:
        """Past the guard against double taps, touch the button, and wait for the screen."""
        self.clock[0] += 1
        await self.driver.tap(text)
        await self.driver.until_screen(screen)

    def handed(self) -> list[tuple[str, object]]:
        return [(path, body) for path, body in self.heard("PUT") if path.endswith("/handed")]

    def heard(self, method: str) -> list[tuple[str, object]]:
        return [(path, body) for asked, path, body in self.hub.asked if asked == method]


@dataclass
class Clock:
    """Starts far from zero and stands still until a test moves it."""

    hands: list[float] = field(default_factory=lambda: [1000.0])

    def __call__(self) -> float:
        return self.hands[0]


@asynccontextmanager
async def house(folder: Path, hub: Hub, *printers: str) -> AsyncIterator[House]:
    papers, clock = folder / "papers", Clock()
    addresses = [parse(url) for url in printers or [f"folder:{papers}"]]
    async with Machine(hub.url, "demo-kiosk", folder / "kiosk", addresses) as machine:
        app = KioskApp(machine, 24.0, clock=clock)
        machine.told = app.facts_changed
        work = asyncio.create_task(machine.run())
        try:
            async with running(app) as driver:
                yield House(hub, machine, app, driver, clock.hands, papers)
        finally:
            work.cancel()
            await asyncio.wait({work})


async def ready(kiosk: House) -> None:
    """Joined, with content, a printer and a picture of the hub."""
    machine = kiosk.machine
    await kiosk.driver.until(
        lambda: (
            isinstance(kiosk.app.session.screen, v.Start) and machine._here() and machine._printers._asked[0].is_set()
        ),
        "a kiosk that is ready",
    )
    await kiosk.driver.until(lambda: machine.facts(kiosk.app.glass.room()).picture, "a picture")
    await kiosk.driver.frames(4)
