"""kill -9 at any instant: nothing that was answered is lost, no code is repeated, nobody is called twice."""

import asyncio
import contextlib
import json
import random
import sqlite3
from collections import Counter
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.server.hubs import KIOSK, demo, service_of

KILLS = 10
CLIENTS = 16


class Hall:
    """Visitors and desks that keep on asking whatever happens, and remember each answer they got."""

    def __init__(self) -> None:
        self.url = ""
        self.up = asyncio.Event()
        self.taken: dict[str, str] = {}
        self.called: list[str] = []
        self.next_number = 0
        self.answers = 0
        self.enough = asyncio.Event()
        self.wanted = 0

    def answered(self) -> None:
        self.answers += 1
        if self.answers >= self.wanted:
            self.enough.set()

    async def ask(self, session: aiohttp.ClientSession, method: str, path: str, **body: Any) -> tuple[int, Any]:
        """Ask until there is an answer, through every death of the hub."""
        while True:
            await self.up.wait()
            with contextlib.suppress(aiohttp.ClientError, ConnectionError, asyncio.TimeoutError):
                async with session.request(
                    method, self.url + path, json=body, headers=KIOSK_OF.get(path[:12])
                ) as answer:
                    said = await answer.json() if answer.status != 204 else None
                    self.answered()
                    return answer.status, said
            await asyncio.sleep(0)

    async def visitors(self) -> None:
        async with aiohttp.ClientSession() as session:
            while True:
                self.next_number += 1
                number = self.next_number
                status, said = await self.ask(session, "POST", "/api/tickets", number=number, service=service_of(1))
                assert status in (200, 201), said
                self.taken[said["ticket"]] = said["code"]
                status, _ = await self.ask(session, "PUT", f"/api/tickets/{said['ticket']}/handed", how="printed")
                assert status == 204

    async def desk(self, number: int, person: str, pin: str) -> None:
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
            status, _ = await self.ask(session, "POST", "/api/session", person=person, pin=pin)
            assert status == 200
            await self.ask(session, "POST", f"/api/desks/{number}/open")
            while True:
                status, said = await self.ask(session, "POST", f"/api/desks/{number}/next")
                if status == 200:
                    self.called.append(said["ticket"])
                    await self.ask(session, "POST", f"/api/desks/{number}/finish", ticket=said["ticket"])
                elif said["error"]["code"] == "desk_busy":
                    lost = await self.at_desk(number)
                    await self.ask(session, "POST", f"/api/desks/{number}/finish", ticket=lost)
                else:
                    await asyncio.sleep(0)

    async def at_desk(self, number: int) -> str:
        """The visitor whose call was written but not answered before the hub died."""
        async with aiohttp.ClientSession() as session:
            _, board = await self.ask(session, "GET", "/api/board")
        return next("K-" + str(int(call["code"][1:])) for call in board["calls"] if call["desk"] == number)


KIOSK_OF = {"/api/tickets": KIOSK}


@pytest.mark.asyncio
async def test_nothing_answered_is_lost_however_often_the_hub_is_killed(tmp_path: Path) -> None:
    hall = Hall()
    chance = random.Random(7)
    tasks = [asyncio.create_task(hall.visitors()) for _ in range(CLIENTS)]
    tasks += [asyncio.create_task(hall.desk(1, "aigul", "1111")), asyncio.create_task(hall.desk(2, "bakyt", "2222"))]
    for _ in range(KILLS):
        with demo("--data", str(tmp_path)) as hub:
            hall.url = hub.url
            hall.enough.clear()
            hall.wanted = hall.answers + chance.randint(30, 400)
            hall.up.set()
            waiting = asyncio.create_task(hall.enough.wait())
            done, _ = await asyncio.wait([waiting, *tasks], return_when=asyncio.FIRST_COMPLETED, timeout=60)
            assert done == {waiting}, [task.exception() for task in done]
            hall.up.clear()
            hub.process.kill()
            hub.process.wait()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    check(tmp_path / "ledger.sqlite", hall)


def check(path: Path, hall: Hall) -> None:
    book = sqlite3.connect(path)
    assert book.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    events = [(kind, json.loads(body)) for kind, body in book.execute("SELECT kind, body FROM event ORDER BY seq")]
    seqs = [seq for (seq,) in book.execute("SELECT seq FROM event ORDER BY seq")]
    book.close()
    assert seqs == list(range(1, len(seqs) + 1))
    codes = {body["ticket"]: body["code"] for kind, body in events if kind == "TicketTaken"}
    assert len(codes) == len(set(codes.values())) == sum(kind == "TicketTaken" for kind, _ in events)
    assert hall.taken.items() <= codes.items(), "an answered ticket is not in the book"
    calls = Counter(body["ticket"] for kind, body in events if kind == "TicketCalled")
    assert max(calls.values()) == 1, "nobody is called twice"
    assert set(hall.called) <= calls.keys(), "an answered call is not in the book"
    assert len(hall.called) == len(set(hall.called))
    assert len(hall.taken) > 200 and len(hall.called) > 10
