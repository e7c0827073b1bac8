"""One Chromium for all tests of the pages, a fresh hub for most, and a watch over everything a page does.

A browser context is as expensive as the rest of a test. So the fresh hubs, one after the other, stand behind one
door, and the contexts made for its address are wiped and used again.
"""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, Route, async_playwright

from tests.pages.browser import LAUNCH
from tests.pages.centre import Centre, ProcessCentre, apart, inside

WANTED_MS = 60_000
"""Far longer than the hub's tick: what the clock alone changes is told with it."""
TONGUE_MS = 8_000
STORIES_AT_ONCE = 3


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(**LAUNCH)
        yield browser
        await browser.close()


Idle = list[BrowserContext]
"""Wiped contexts of one address."""


@pytest.fixture(scope="session")
def door() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as door:
        yield door


@pytest.fixture(scope="session")
def idle() -> Idle:
    """Behind the door."""
    return []


@pytest.fixture(scope="session")
def quiet_idle() -> Idle:
    return []


@pytest_asyncio.fixture(loop_scope="session")
async def centre(tmp_path: Path, door: socket.socket) -> AsyncIterator[Centre]:
    async with inside(tmp_path, door=door) as centre:
        yield centre


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def quiet_centre(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Centre]:
    """One hub for all tests that change nothing in it."""
    async with inside(tmp_path_factory.mktemp("quiet")) as centre:
        yield centre


@dataclass(slots=True)
class Pages:
    """Opens pages, and keeps what they complained of and where they asked.

    A browser notes each refused request as an error; that nobody is logged in yet is always expected.
    """

    browser: Browser
    centre: Centre
    idle: Idle | None = None
    contexts: list[BrowserContext] = field(default_factory=list)
    lent: list[BrowserContext] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)
    expected: tuple[str, ...] = ("401 (Unauthorized)",)
    ears: dict[Any, Callable[[Any], None]] = field(init=False)

    def __post_init__(self) -> None:
        self.ears = {
            "request": lambda request: self.hosts.add(urlsplit(request.url).netloc),
            "console": lambda said: self._hear(said.type, said.text),
            "weberror": lambda no: self.complaints.append(str(no.error)),
        }

    async def context(self, scripts: bool = True) -> BrowserContext:
        """A new one, which ends with the test."""
        self.contexts.append(await self._new(scripts))
        return self.contexts[-1]

    async def open(
        self,
        path: str,
        size: tuple[int, int] = (1366, 768),
        *,
        scripts: bool = True,
        person: str = "",
        clock: bool = False,
    ) -> Page:
        """A page of its own, as on a computer of its own, where this person has logged in before.

        With a `clock` that a test can put forward.
        """
        if self.idle is None or not scripts or clock:
            context = await self.context(scripts)
            if clock:
                await context.clock.install()
        else:
            context = self._listen(self.idle.pop()) if self.idle else await self._new()
            self.lent.append(context)
        page = await context.new_page()
        forget = await context.new_cdp_session(page)
        await forget.send("Storage.clearDataForOrigin", {"origin": self.centre.url, "storageTypes": "all"})
        await forget.detach()
        if person:
            await context.add_cookies([await self.centre.kept(person)])
        await page.set_viewport_size({"width": size[0], "height": size[1]})
        await page.goto(path)
        return page

    async def close(self) -> None:
        """Whatever a page says at its end is heard."""
        for context in self.contexts:
            await context.close()
        for context in self.lent:
            for page in context.pages:
                await page.close()
            for event, heard in self.ears.items():
                context.remove_listener(event, heard)
        if self.idle is not None:
            self.idle.extend(self.lent)

    async def _new(self, scripts: bool = True) -> BrowserContext:
        context = await self.browser.new_context(
            base_url=self.centre.url,
            viewport={"width": 1366, "height": 768},
            reduced_motion="reduce",
            java_script_enabled=scripts,
        )
        context.set_default_timeout(WANTED_MS)
        return self._listen(context)

    def _listen(self, context: BrowserContext) -> BrowserContext:
        for event, heard in self.ears.items():
            context.on(event, heard)
        return context

    async def board(
        self, query: str = "?languages=ky", size: tuple[int, int] = (1920, 1080), *, clock: bool = False
    ) -> Page:
        """In one language, so that a slow machine reads no other one."""
        page = await self.open(f"/board{query}", size, clock=clock)
        await page.wait_for_selector("body[data-link=live] #chips li")
        return page

    async def desk(self, number: int, person: str = "aigul") -> Page:
        """The desk's page with this person logged in already and the desk open."""
        await self.centre.at_desk(number, "open", person)
        page = await self.open(f"/desk?desk={number}", person=person)
        await page.wait_for_selector(".state.open")
        return page

    def _hear(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)

    def assert_calm(self) -> None:
        """No error in any console but those the test expects, and no request to another host."""
        strange = [text for text in self.complaints if not any(part in text for part in self.expected)]
        assert strange == []
        assert self.hosts <= {urlsplit(self.centre.url).netloc}


async def log_in(page: Page, person: str = "aigul", pin: str = "1111") -> None:
    await page.fill("dialog #person", person)
    await page.fill("dialog #pin", pin)
    await page.press("dialog #pin", "Enter")


async def put_forward(board: Page, selector: str) -> None:
    """Turn after turn of the board's languages, until it looks so; the hub, silent meanwhile, is heard again."""
    while await board.locator(selector).count() == 0:
        await board.clock.fast_forward(TONGUE_MS)
    await board.wait_for_selector("body[data-link=live]")


async def lose_answers(page: Page, path: str, count: int = 1) -> None:
    """The hub does what is asked, and the page hears nothing of it so many times."""
    left = count

    async def lose(route: Route) -> None:
        nonlocal left
        if route.request.method == "GET" or left == 0:
            return await route.continue_()
        left -= 1
        await route.fetch()
        await route.abort()

    await page.route("**/passes-by", lambda route: route.fulfill(status=204))
    await page.route(path, lose)
    # A page that is open goes on asking the hub itself for a moment.
    while await page.evaluate("async () => (await fetch('/passes-by')).status") != 204:
        pass


@asynccontextmanager
async def watched(browser: Browser, centre: Centre, idle: Idle | None = None) -> AsyncIterator[Pages]:
    """Every test of a page is also a test that it is calm and asks nobody else for anything."""
    pages = Pages(browser, centre, idle)
    yield pages
    await pages.close()
    pages.assert_calm()


@pytest_asyncio.fixture(loop_scope="session")
async def pages(browser: Browser, centre: Centre, idle: Idle) -> AsyncIterator[Pages]:
    async with watched(browser, centre, idle) as pages:
        yield pages


@pytest_asyncio.fixture(loop_scope="session")
async def quiet_pages(browser: Browser, quiet_centre: Centre, quiet_idle: Idle) -> AsyncIterator[Pages]:
    async with watched(browser, quiet_centre, quiet_idle) as pages:
        yield pages


Story = Callable[[Pages, ProcessCentre], Awaitable[None]]
Told = dict[str, "asyncio.Task[None]"]

STORIES: dict[str, Story] = {}


def long(story: Story) -> Callable[[Told], Awaitable[None]]:
    """A test of a story that mostly waits. Those chosen begin with the first test of the pages, a few at once, each
    in a centre of its own, and go on beside the others."""

    async def test(told: Told) -> None:
        await told[story.__name__]

    STORIES[story.__name__] = story
    test.__name__ = story.__name__
    return test


@pytest_asyncio.fixture(scope="session", loop_scope="session", autouse=True)
async def told(
    request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Told]:
    turn = asyncio.Semaphore(STORIES_AT_ONCE)

    async def tell(story: Story) -> None:
        async with turn, apart(tmp_path_factory.mktemp("hub")) as centre, watched(browser, centre) as pages:
            await story(pages, centre)

    chosen = {item.name for item in request.session.items}
    told = {name: asyncio.create_task(tell(story)) for name, story in STORIES.items() if name in chosen}
    yield told
    for task in told.values():
        task.cancel()
    await asyncio.gather(*told.values(), return_exceptions=True)
