"""A demo hub, inside the test or in a process of its own, and the kiosk and operators that act on it over HTTP."""

import asyncio
import os
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp

from config.schema import Printer, Settings
from server.ledger import SqliteLedger
from tests.server import hubs

KIOSK = {"Authorization": "Bearer demo-kiosk"}
PINS = {"aigul": "1111", "bakyt": "2222", "cholpon": "3333", "council": "4444", "dinara": "5555"}
READY_S = 90.0


@dataclass(slots=True)
class Centre:
    """Whoever acts on the hub at `url`."""

    client: aiohttp.ClientSession
    url: str = ""
    taken: int = 0
    cookies: dict[str, str] = field(default_factory=dict)
    watch: hubs.Watch | None = None

    async def ask(self, method: str, path: str, body: object = None, headers: Mapping[str, str] | None = None) -> Any:
        """The JSON of a yes (None when it has none). Raises AssertionError with the hub's words for a no."""
        async with self.client.request(method, self.url + path, json=body, headers=headers) as answer:
            said = await answer.json() if answer.content_type == "application/json" else None
            assert answer.ok, f"{method} {path}: {answer.status} {said}"
            return said

    async def content(self) -> Any:
        return await self.ask("GET", "/board/content")

    async def take(
        self,
        service: str = "residence",
        village: str | None = None,
        language: str = "ky",
        taken_at: datetime | None = None,
        also: tuple[str, ...] = (),
    ) -> str:
        """A visitor takes a ticket and holds it. Answers its id; its key is "key-" and the id."""
        self.taken += 1
        ticket = f"K-{self.taken}"
        new = {"number": self.taken, "service": service, "village": village, "language": language, "also": also}
        when = {} if taken_at is None else {"taken_at": taken_at.isoformat()}
        await self.ask("POST", "/api/tickets", {**new, **when, "key": f"key-{ticket}"}, KIOSK)
        await self.ask("PUT", f"/api/tickets/{ticket}/handed", {"how": "printed"}, KIOSK)
        return ticket

    async def cookie(self, person: str) -> dict[str, str]:
        """The header that makes a request this person's."""
        if person not in self.cookies:
            body = {"person": person, "pin": PINS[person]}
            async with self.client.post(f"{self.url}/api/session", json=body) as answer:
                assert answer.ok, await answer.text()
                morsel = next(iter(answer.cookies.values()))
            self.cookies[person] = f"{morsel.key}={morsel.value}"
        return {"Cookie": self.cookies[person]}

    async def kept(self, person: str) -> Any:
        """The same, as a browser keeps it."""
        name, _, value = (await self.cookie(person))["Cookie"].partition("=")
        return {"name": name, "value": value, "url": self.url, "httpOnly": True, "sameSite": "Strict"}

    async def at_desk(self, desk: int, act: str, person: str = "aigul", **body: object) -> Any:
        return await self.ask("POST", f"/api/desks/{desk}/{act}", body, await self.cookie(person))

    async def picture(self) -> Any:
        return await self.ask("GET", "/api/board")


@dataclass
class Morning(hubs.Watch):
    """A clock that goes, from a Monday at nine: the same on every day and at every hour that tests run."""

    begun: float = field(default_factory=time.monotonic)

    def __call__(self) -> datetime:
        return self.now + timedelta(seconds=time.monotonic() - self.begun)


@asynccontextmanager
async def _client() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as client:
        yield client


def copied_into(folder: Path) -> Settings:
    kit = hubs.starter()
    return replace(kit, hub=replace(kit.hub, backup=str(folder)))


@asynccontextmanager
async def inside(folder: Path, *printers: Printer, door: socket.socket | None = None) -> AsyncIterator[Centre]:
    """A hub within the test, with its books on the disk in `folder`, at an address of its own or at this `door`."""
    settings = replace(copied_into(folder / "copies"), printers=printers)
    ledger, morning = SqliteLedger(folder / "ledger.sqlite"), Morning()
    try:
        async with (
            hubs.centre(folder, ledger, morning, settings=settings, door=door) as hub,
            _client() as client,
        ):
            yield Centre(client, hub.url, watch=morning)
    finally:
        await ledger.close()


@dataclass(slots=True)
class ProcessCentre(Centre):
    """A hub that can be stopped, frozen and started again; it keeps its port and its books."""

    data: Path = Path()
    port: int = 0
    process: "asyncio.subprocess.Process | None" = None

    @property
    def log(self) -> Path:
        """What the hub has to say on standard error."""
        return self.data.parent / f"{self.data.name}.log"

    async def start(self) -> None:
        arguments = ("-m", "server", "--demo", "--port", str(self.port), "--data", str(self.data))
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, *arguments, stdout=asyncio.subprocess.PIPE, stderr=log
            )
        assert self.process.stdout
        async with asyncio.timeout(READY_S):
            line = (await self.process.stdout.readline()).decode()
        self.url = line.split()[-1]
        self.port = int(self.url.rpartition(":")[2])

    async def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        if self.process is None or self.process.returncode is not None:
            return
        self.process.send_signal(signal.SIGCONT)
        self.process.send_signal(how)
        await self.process.wait()

    async def restart(self, how: signal.Signals = signal.SIGTERM) -> None:
        await self.stop(how)
        await self.start()

    def freeze(self) -> None:
        assert self.process
        os.kill(self.process.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        assert self.process
        os.kill(self.process.pid, signal.SIGCONT)


@asynccontextmanager
async def apart(folder: Path) -> AsyncIterator[ProcessCentre]:
    """`python -m server --demo`, with its books in `folder`."""
    async with _client() as client:
        centre = ProcessCentre(client, data=folder)
        await centre.start()
        try:
            yield centre
        finally:
            await centre.stop()
