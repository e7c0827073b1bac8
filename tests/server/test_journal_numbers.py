"""Register numbers run from 1 in each year without gap or repeat: side by side, and whenever the hub is killed."""

import asyncio
import contextlib
import random
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from server.journal.engine import Connection
from server.journal.forms import NewEntry
from server.journal.register import add_entry
from server.journal.rules import Act, rules_of
from server.journal.store import Store
from server.journal.words import EntryKind
from tests.server.hubs import ZONE, starter
from tests.server.journals import at_work, hub_of

pytestmark = pytest.mark.asyncio
CLIENTS = 8


def add(at: datetime, key: str | None = None) -> Any:
    act, new = Act("aigul", at, rules_of(starter())), NewEntry(EntryKind.CONSULTATION, key=key)

    def work(c: Connection) -> str:
        return add_entry(c, new, act)[0]

    return work


async def test_many_at_once_at_one_hub_get_the_numbers_one_after_another(tmp_path: Path, journal_url: str) -> None:
    async with at_work(tmp_path, journal_url) as desk:
        asked = [desk.ask("POST", "/api/journal", {"kind": "consultation"}, 201) for _ in range(30)]
        numbers = [entry["number"] for entry in await asyncio.gather(*asked)]
        assert sorted(numbers, key=lambda number: int(number[5:])) == [f"2026/{n}" for n in range(1, 31)]


async def test_two_programs_at_one_journal_never_give_a_number_twice(journal_url: str) -> None:
    """Which a centre does not do; but a hub that was thought dead may still be writing."""
    at = datetime(2026, 11, 23, 9, tzinfo=ZONE)
    stores = [Store(journal_url), Store(journal_url)]
    await stores[0].do(add(at))
    asked = [store.do(add(at)) for _ in range(20) for store in stores]
    numbers = await asyncio.gather(*asked)
    assert sorted(int(number[5:]) for number in numbers) == list(range(2, 42))
    for store in stores:
        await store.close()


async def test_each_year_begins_with_one(journal_url: str) -> None:
    store = Store(journal_url)
    days = [datetime(year, month, day, 9, tzinfo=ZONE) for year, month, day in ((2026, 12, 31), (2027, 1, 8))]
    assert [await store.do(add(day)) for day in (*days, *days)] == ["2026/1", "2027/1", "2026/2", "2027/2"]
    await store.close()


class Desks:
    """They register on and on, each form until it is answered, whatever becomes of the hub."""

    def __init__(self) -> None:
        self.url = ""
        self.up = asyncio.Event()
        self.numbers: dict[str, str] = {}
        self.enough = asyncio.Event()
        self.wanted = 0
        self.cookies: dict[str, str] = {}

    async def register(self, client: int) -> None:
        async with aiohttp.ClientSession(cookies=self.cookies, cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
            for form in range(100_000):
                body = {"kind": "consultation", "key": f"form-{client}-{form}"}
                self.numbers[body["key"]] = await self.number_of(session, body)
                if len(self.numbers) >= self.wanted:
                    self.enough.set()

    async def number_of(self, session: aiohttp.ClientSession, body: dict[str, str]) -> str:
        while True:
            await self.up.wait()
            with contextlib.suppress(aiohttp.ClientError, ConnectionError):
                async with session.post(f"{self.url}/api/journal", json=body, cookies=self.cookies) as answer:
                    said = await answer.json()
                    assert answer.status in (200, 201), said
                    return str(said["number"])
            await asyncio.sleep(0)

    async def log_in(self) -> None:
        async with aiohttp.ClientSession() as session:
            answer = await session.post(f"{self.url}/api/session", json={"person": "aigul", "pin": "1111"})
            assert answer.status == 200
            self.cookies = {name: morsel.value for name, morsel in answer.cookies.items()}


async def test_no_number_is_lost_or_given_twice_however_often_the_hub_is_killed(
    tmp_path: Path, journal_url: str
) -> None:
    desks, chance = Desks(), random.Random(11)
    tasks: list[asyncio.Task[None]] = []
    for _ in range(2):
        with hub_of(tmp_path, journal_url) as hub:
            desks.url = hub.url
            if not tasks:
                await desks.log_in()
                tasks = [asyncio.create_task(desks.register(client)) for client in range(CLIENTS)]
            desks.enough.clear()
            desks.wanted = len(desks.numbers) + chance.randint(20, 60)
            desks.up.set()
            waiting = asyncio.create_task(desks.enough.wait())
            done, _ = await asyncio.wait([waiting, *tasks], return_when=asyncio.FIRST_COMPLETED, timeout=60)
            assert done == {waiting}, [task.exception() for task in done]
            desks.up.clear()
            hub.process.kill()
            hub.process.wait()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    store = Store(journal_url)
    rows = await store.do(lambda c: c.exec_driver_sql("SELECT key, year, n FROM entry ORDER BY n").all())
    await store.close()
    assert [n for _, _, n in rows] == list(range(1, len(rows) + 1))
    written = {key: f"{year}/{n}" for key, year, n in rows}
    assert len(written) == len(rows)
    assert {key: written.get(key) for key in desks.numbers} == desks.numbers
