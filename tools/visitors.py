"""A scripted day for the demo: visitors come, two operators serve them. `python -m tools.visitors URL`."""

import asyncio
import contextlib
import random
import sys
from typing import Any

import aiohttp

OPERATORS = (("aigul", "1111", 1), ("bakyt", "2222", 3))
OUTCOMES = ("served", "served", "served", "advised", "documents_refused", "redirected")
COMES_EVERY_S = (4.0, 20.0)
WALKS_S = (3.0, 8.0)
IS_SERVED_S = (15.0, 50.0)


class Operator:
    """A desk with somebody at it."""

    def __init__(self, session: aiohttp.ClientSession, desk: int, chance: random.Random) -> None:
        self.session, self.desk, self.chance = session, desk, chance

    async def act(self, what: str, **body: Any) -> dict[str, Any] | None:
        """The hub's answer; None when it says no (somebody may be using this desk by hand)."""
        async with self.session.post(f"/api/desks/{self.desk}/{what}", json=body) as answer:
            return await answer.json() if answer.status in (200, 201) else None

    async def work(self) -> None:
        while True:
            await self.pause((1.0, 3.0))
            called = await self.act("next")
            if called is None:
                continue
            ticket = called["ticket"]
            await self.pause(WALKS_S)
            if self.chance.random() < 0.05:
                await self.act("recall", ticket=ticket)
                await self.pause(WALKS_S)
                await self.act("no-show", ticket=ticket)
                continue
            await self.act("start", ticket=ticket)
            await self.pause(IS_SERVED_S)
            await self.act("finish", ticket=ticket, outcome=self.chance.choice(OUTCOMES))

    async def pause(self, seconds: tuple[float, float]) -> None:
        await asyncio.sleep(self.chance.uniform(*seconds))


async def arrivals(operator: Operator, content: dict[str, Any]) -> None:
    """People without a kiosk, each for one of the services of the day, now and then from a remote village."""
    services = [service["id"] for service in content["services"]]
    villages = [village["id"] for village in content["villages"]]
    while True:
        await operator.act(
            "tickets",
            service=operator.chance.choice(services),
            village=operator.chance.choice(villages),
            language=operator.chance.choice(("ky", "ky", "ky", "ru")),
        )
        await operator.pause(COMES_EVERY_S)


async def log_in(session: aiohttp.ClientSession, person: str, pin: str, desk: int) -> None:
    await session.post("/api/session", json={"person": person, "pin": pin})
    await session.post(f"/api/desks/{desk}/open")


async def main(url: str) -> None:
    chance = random.Random()
    async with asyncio.TaskGroup() as day:
        for index, (person, pin, desk) in enumerate(OPERATORS):
            session = aiohttp.ClientSession(url, cookie_jar=aiohttp.CookieJar(unsafe=True))
            await log_in(session, person, pin, desk)
            operator = Operator(session, desk, chance)
            day.create_task(operator.work())
            if index == 0:
                async with session.get("/api/content") as answer:
                    day.create_task(arrivals(operator, await answer.json()))


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(main(sys.argv[1]))
