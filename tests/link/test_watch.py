"""Hearing the hub through restarts and silences."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from link.hub_client import HubClient
from link.watch import Watch
from tests.link.hub import Hub

pytestmark = pytest.mark.asyncio
TICK = {"tick": "2026-03-02T10:00:00+06:00"}


@dataclass
class Picture:
    seq: int


@dataclass
class Seen:
    watch: Watch[Picture]
    clock: list[float]
    event: asyncio.Event

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(60):
            while not condition():
                self.event.clear()
                await self.event.wait()


@asynccontextmanager
async def watching(hub: Hub, silence_s_max: float = 60.0) -> AsyncIterator[Seen]:
    event, clock = asyncio.Event(), [100.0]
    async with HubClient(hub.url, "demo-kiosk") as client:
        watch = Watch(
            client,
            "kiosk:K",
            Picture,
            event.set,
            silence_s_max=silence_s_max,
            pause_s_min=0.01,
            monotonic=lambda: clock[0],
        )
        task = asyncio.create_task(watch.run())
        try:
            yield Seen(watch, clock, event)
        finally:
            task.cancel()
            await asyncio.wait([task])


async def test_the_newest_picture_is_kept() -> None:
    async with Hub(greeting=['{"seq": 1}']).serving() as hub, watching(hub) as seen:
        await seen.until(lambda: seen.watch.picture == Picture(1))
        assert seen.watch.here
        assert hub.asked == [("WS", "kiosk:K", "Bearer demo-kiosk")]
        await hub.say({"seq": 2}, {"seq": 3})
        await seen.until(lambda: seen.watch.picture == Picture(3))


async def test_the_hubs_clock_runs_on_between_ticks() -> None:
    async with Hub(greeting=['{"tick": "2026-03-02T10:00:00+06:00"}']).serving() as hub, watching(hub) as seen:
        await seen.until(lambda: seen.watch.here)
        seen.clock[0] += 90
        assert seen.watch.time() == datetime.fromisoformat(TICK["tick"]) + timedelta(seconds=90)


async def test_a_restart_of_the_hub_is_repaired_by_itself(caplog: pytest.LogCaptureFixture) -> None:
    hub = Hub(greeting=['{"seq": 1}'])
    with caplog.at_level(logging.WARNING):
        async with hub.serving(), watching(hub) as seen:
            await seen.until(lambda: seen.watch.picture == Picture(1))
            await hub.hang_up()
            hub.greeting = ['{"seq": 2}']
            await seen.until(lambda: seen.watch.picture == Picture(2))
            assert seen.watch.here
    assert [record.getMessage().split(": ")[-1] for record in caplog.records][-1] == "answers again"


async def test_a_hub_that_starts_later_is_found_and_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    hub = Hub(greeting=['{"seq": 1}'])
    async with hub.serving():
        pass
    complained = Complained()
    logging.getLogger("link.watch").addHandler(complained)
    async with watching(hub) as seen:
        await complained.event.wait()
        assert not seen.watch.here
        assert seen.watch.time() is None
        async with hub.serving():
            await seen.until(lambda: seen.watch.here)
            assert len(caplog.records) == 2
    logging.getLogger("link.watch").removeHandler(complained)


class Complained(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.event = asyncio.Event()

    def emit(self, record: logging.LogRecord) -> None:
        self.event.set()


async def test_a_hub_that_says_nothing_is_silent_and_is_asked_again() -> None:
    async with Hub(greeting=['{"seq": 1}']).serving() as hub, watching(hub, silence_s_max=0.1) as seen:
        await seen.until(lambda: seen.watch.here)
        await seen.until(lambda: not seen.watch.here)
        await seen.until(lambda: seen.watch.here)
        assert len([request for request in hub.asked if request[0] == "WS"]) >= 2


async def test_ticks_alone_keep_the_hub_here() -> None:
    async with Hub(greeting=['{"tick": "2026-03-02T10:00:00+06:00"}']).serving() as hub, watching(hub) as seen:
        await seen.until(lambda: seen.watch.here)
        assert seen.watch.picture is None


@pytest.mark.parametrize("nonsense", ['{"seq": "many"}', "not JSON", '{"tick": "soon"}'])
async def test_nonsense_keeps_the_last_picture(nonsense: str) -> None:
    async with Hub(greeting=['{"seq": 1}']).serving() as hub, watching(hub) as seen:
        await seen.until(lambda: seen.watch.picture == Picture(1))
        await hub.say(nonsense, {"seq": 2})
        await seen.until(lambda: seen.watch.picture == Picture(2))
