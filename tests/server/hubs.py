"""Hubs to talk to: a whole centre inside the test, and real processes that can be killed."""

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp
from aiohttp import web

from config import STARTER, load
from config.schema import Board, Settings
from server.__main__ import DEMO_DEVICES, DEMO_PINS
from server.access import Access, guest_desks
from server.access_book import AccessBook
from server.clock import Clock
from server.copies import Copies
from server.devices import Devices
from server.fanout import Fanout
from server.hall import Hall
from server.hub import Hub
from server.journal.journal import Journal
from server.journal.keys import read_keys
from server.journal.rules import rules_of
from server.ledger import Ledger, MemoryLedger
from server.printers import Printers
from server.web.app import application

ZONE = ZoneInfo("Asia/Bishkek")
MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)
KIOSK = {"Authorization": f"Bearer {DEMO_DEVICES['K']}"}


@cache
def starter() -> Settings:
    return load(STARTER)


def service_of(desk: int, nth: int = 0) -> str:
    """A service that this desk offers."""
    return next(d.services[nth] for d in starter().content.desks if d.id == desk)


def starter_with(boards: tuple[Board, ...]) -> Settings:
    """The starter kit with more boards."""
    content = starter().content
    return replace(starter(), content=replace(content, boards=content.boards + boards))


def village(*, out_of_turn: bool) -> str:
    return next(v.id for v in starter().content.villages if v.out_of_turn is out_of_turn)


@dataclass
class Watch:
    """A clock that moves when told to."""

    now: datetime = MORNING

    def __call__(self) -> datetime:
        return self.now

    def after(self, **time: float) -> None:
        self.now += timedelta(**time)


@cache
def _demo_access() -> bytes:
    """Hashing PINs is slow by intent: once for all tests."""
    with tempfile.TemporaryDirectory() as folder:
        book = AccessBook(Path(folder) / "access.sqlite", demo=True)
        for person, pin in DEMO_PINS.items():
            book.set_pin(person, pin)
        for kiosk, token in DEMO_DEVICES.items():
            book.set_device(kiosk, token)
        book.close()
        return (Path(folder) / "access.sqlite").read_bytes()


def access_file(folder: Path) -> Path:
    """A file of its own with the demo's people and device; kept when it is there."""
    path = folder / "access.sqlite"
    if not path.exists():
        path.write_bytes(_demo_access())
    return path


@dataclass
class Centre:
    """A hub served inside the test on a free port."""

    url: str
    hub: Hub
    access: Access
    fanout: Fanout
    clock: Clock
    watch: Watch
    journal: Journal
    copies: Copies
    sessions: list[aiohttp.ClientSession] = field(default_factory=list)

    def client(self, headers: Mapping[str, str] | None = None) -> aiohttp.ClientSession:
        session = aiohttp.ClientSession(self.url, headers=headers, cookie_jar=aiohttp.CookieJar(unsafe=True))
        self.sessions.append(session)
        return session

    def kiosk(self) -> aiohttp.ClientSession:
        return self.client(KIOSK)

    async def person(self, person: str, desk: int | None = None) -> aiohttp.ClientSession:
        """Somebody logged in, with a desk opened if named."""
        session = self.client()
        answer = await session.post("/api/session", json={"person": person, "pin": DEMO_PINS[person]})
        assert answer.status == 200, await answer.text()
        if desk is not None:
            assert (await session.post(f"/api/desks/{desk}/open")).status == 204
        return session

    async def visitor(self, number: int, **more: Any) -> str:
        """A visitor who holds a ticket: its id."""
        kiosk = self.kiosk()
        body = {"number": number, "service": service_of(1), **more}
        ticket: str = (await (await kiosk.post("/api/tickets", json=body)).json())["ticket"]
        assert (await kiosk.put(f"/api/tickets/{ticket}/handed", json={"how": "printed"})).status == 204
        return ticket


@asynccontextmanager
async def centre(
    folder: Path,
    ledger: Ledger | None = None,
    watch: Watch | None = None,
    journal_url: str = "",
    settings: Settings | None = None,
    *,
    seconds: Callable[[], float] = time.time,
    door: socket.socket | None = None,
) -> AsyncIterator[Centre]:
    """At a `door` that listens already and stays open for the next one, or else at a free port of its own."""
    watch = watch or Watch()
    settings = settings or starter()
    hub = Hub(ledger or MemoryLedger(), settings.content.centre.id, watch)
    access = Access(AccessBook(access_file(folder), demo=True), settings.people, seconds)
    devices, clock = Devices(hub, lambda: watch().timestamp()), Clock(hub, settings.content)
    settings = replace(settings, hub=replace(settings.hub, data=str(folder), journal=journal_url))
    hall = Hall(hub, settings.content.boards, folder)
    keys = read_keys(settings.hub.key_file, settings.hub.data)
    journal = Journal(settings.hub, keys, rules_of(settings), hub.changed.set)
    copies, printers = Copies(settings.hub, hub.now, hub.changed.set), Printers(settings.printers, folder, hub)
    fanout = Fanout(
        hub, devices, hall, journal, copies, printers=printers, faq=settings.content.faq, guests=guest_desks(settings)
    )
    await hub.open()
    await access.open()
    await journal.open()
    tasks = [asyncio.create_task(run()) for run in (hub.run, fanout.run, printers.run)]
    await clock.turn()
    app = application(
        settings, hub, fanout, access, devices, hall=hall, journal=journal, printers=printers, copies=copies
    )
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    await (web.SockSite(runner, door.dup()) if door else web.TCPSite(runner, "127.0.0.1", 0)).start()
    host, port = runner.addresses[0][:2]
    inside = Centre(f"http://{host}:{port}", hub, access, fanout, clock, watch, journal, copies)
    try:
        yield inside
    finally:
        for session in inside.sessions:
            await session.close()
        await runner.cleanup()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await access.close()
        await journal.close()


@dataclass(frozen=True)
class Process:
    url: str
    process: "subprocess.Popen[str]"


@contextmanager
def running(*arguments: str, environment: Mapping[str, str] | None = None) -> Iterator[Process]:
    """`python -m server …` on a free port, ready to serve; killed at the end if it still runs."""
    process = subprocess.Popen(
        [sys.executable, "-m", "server", "--port", "0", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **(environment or {})},
    )
    assert process.stdout is not None and process.stderr is not None
    try:
        line = process.stdout.readline()
        assert line.startswith("Kezek hub ready: "), process.stderr.read()
        yield Process(line.split()[-1], process)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(10)
        if process.poll() is None:
            process.kill()
            process.wait()
        process.stdout.close()
        process.stderr.close()


def demo(*arguments: str) -> contextlib.AbstractContextManager[Process]:
    return running("--demo", *arguments)
