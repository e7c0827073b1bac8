"""Pictures of every page in its states, through a real demo hub: `python -m tests.shots.pages FOLDER`."""

import asyncio
import json
import sys
import tempfile
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from playwright.async_api import Browser, BrowserContext, Page, Route, async_playwright

from tests.pages.browser import LAUNCH
from tests.pages.centre import KIOSK, Centre, ProcessCentre, apart

SIZES = {"1920x1080": (1920, 1080), "1366x768": (1366, 768), "1080x1920": (1080, 1920)}
DESK_SIZES = {"1366x768": (1366, 768), "1920x1080": (1920, 1080)}
LANGUAGES = ("ky", "ru", "en")
SECOND = {"ky": "ky,ru", "ru": "ru,ky", "en": "en,ky"}
HERO_MS = 7_500
INFO_PAGES = 24

MORNING: list[tuple[str, str | None, int]] = [
    ("residence", "ak-shoola", 52),
    ("family-composition", "guldu-bak", 47),
    ("land-ownership", "keng-ozon", 44),
    ("land-plot", "ak-shoola", 38),
    ("livestock", "biyik-kyr", 31),
    ("water-connection", "ming-terek", 29),
    ("passport", "ak-shoola", 27),
    ("low-income", "besh-kaiyng", 24),
    ("residence", "guldu-bak", 22),
    ("pension", "keng-ozon", 19),
    ("copying", None, 17),
    ("loan", "ak-shoola", 15),
    ("family-composition", "biyik-kyr", 12),
    ("irrigation", "ming-terek", 11),
    ("residence-registration", "guldu-bak", 9),
    ("residence", "ak-shoola", 7),
    ("pasture", "keng-ozon", 5),
    ("advice", None, 4),
    ("agro-vet", "ak-shoola", 2),
    ("residence", "biyik-kyr", 2),
    ("family-composition", "biyik-kyr", 1),
]


async def visitors(centre: Centre, who: list[tuple[str, str | None, int]]) -> None:
    now = datetime.now().astimezone()
    for index, (service, village, minutes) in enumerate(who):
        language = ("ky", "ky", "ru", "ky", "en")[index % 5]
        await centre.take(service, village, language, now - timedelta(minutes=minutes))


async def morning(centre: Centre) -> tuple[str, str]:
    """Desks 1 and 3 have served two visitors each: the tickets of who is called to desk 1 and served at desk 3."""
    await visitors(centre, MORNING[:-2])
    for desk in (1, 3, 1, 3):
        called = await centre.at_desk(desk, "next")
        await centre.at_desk(desk, "start", ticket=called["ticket"])
        await centre.at_desk(desk, "finish", ticket=called["ticket"], outcome="served")
    serving = await centre.at_desk(3, "next")
    await centre.at_desk(3, "start", ticket=serving["ticket"])
    at_one = await centre.at_desk(1, "next")
    await visitors(centre, MORNING[-2:])
    return at_one["ticket"], serving["ticket"]


async def next_calls(centre: Centre, at_one: str, serving: str) -> None:
    await centre.at_desk(1, "finish", ticket=at_one, outcome="served")
    await centre.at_desk(1, "next")
    await centre.at_desk(3, "finish", ticket=serving, outcome="advised")
    await centre.at_desk(3, "next")


async def kiosk(centre: Centre) -> None:
    """The kiosk stands in the hall and listens, or the desks would be told that it is silent."""
    async with centre.client.ws_connect(f"{centre.url}/ws?view=kiosk:K", headers=KIOSK) as hub:
        async for _ in hub:
            pass


class Shots:
    def __init__(self, folder: Path, browser: Browser, centre: ProcessCentre) -> None:
        self.folder = folder
        self.browser = browser
        self.centre = centre

    async def open(self, path: str, size: tuple[int, int], context: BrowserContext | None = None) -> Page:
        viewport: Any = {"width": size[0], "height": size[1]}
        page = await (context or await self.browser.new_context(reduced_motion="reduce")).new_page()
        await page.set_viewport_size(viewport)
        page.on("pageerror", lambda no: print(f"{path}: {no}", file=sys.stderr))
        await page.goto(self.centre.url + path)
        return page

    async def take(self, page: Page, name: str) -> None:
        await page.wait_for_timeout(150)
        await page.screenshot(path=self.folder / f"{name}.png")

    async def board(self, name: str, languages: str = "ky,ru", sizes: dict[str, tuple[int, int]] = SIZES) -> None:
        for size, pixels in sizes.items():
            page = await self.open(f"/board?languages={languages}", pixels)
            await page.wait_for_selector("body[data-link=live] #chips li")
            await self.take(page, f"board-{name}-{size}")
            await page.context.close()

    async def board_of(self, name: str, opens: timedelta | None) -> None:
        """A board whose centre opens so long from now, or not at all today."""
        now = datetime.now(ZoneInfo("Asia/Bishkek"))
        today, tomorrow = (f"{now + timedelta(days=day):%a}".lower() for day in (0, 1))

        async def changed(route: Route) -> None:
            content = await (await route.fetch()).json()
            hours = [{"day": tomorrow, "opens": "09:00:00", "closes": "18:00:00"}]
            if opens is not None:
                hours.append({"day": today, "opens": f"{now + opens:%H:%M}:00", "closes": "23:59:59"})
            content["schedule"]["hours"] = hours
            await route.fulfill(body=json.dumps(content), content_type="application/json")

        for size, pixels in SIZES.items():
            page = await self.open("/healthz", pixels)
            await page.route("**/board/content", changed)
            await page.goto(self.centre.url + "/board")
            await page.wait_for_selector("body.closed")
            await self.take(page, f"board-{name}-{size}")
            await page.context.close()

    async def board_info(self) -> None:
        """Each kind of information, with papers that are ready, in each language and in both postures."""

        def between(socket: Any) -> None:
            hub = socket.connect_to_server()
            hub.on_message(lambda message: socket.send(message.replace('"ready":[]', '"ready":["2026/17","2026/15"]')))

        for language in LANGUAGES:
            for size in ("1920x1080", "1080x1920") if language == "ky" else ("1920x1080",):
                page = await self.open("/healthz", SIZES[size])
                await page.route_web_socket("**/ws?view=board*", between)
                await page.goto(f"{self.centre.url}/board?languages={SECOND[language]}")
                await page.wait_for_selector("body[data-link=live] #info h2")
                for number in range(INFO_PAGES):
                    await self.take(page, f"board-info-{language}-{size}-{number:02}")
                    await page.keyboard.press("ArrowRight")
                await page.context.close()

    async def board_notices(self) -> None:
        """The head has told the hall something, and a desk is on a break."""
        await self.centre.ask("PUT", "/api/hall/notice", {"say": "network"}, await self.centre.cookie("cholpon"))
        await self.centre.at_desk(2, "open", "bakyt")
        await self.centre.at_desk(2, "pause", "bakyt", back_at="23:30")
        for language in LANGUAGES:
            await self.board(f"notice-{language}", SECOND[language], SIZES)
        await self.centre.ask("DELETE", "/api/hall/notice", headers=await self.centre.cookie("cholpon"))
        await self.centre.at_desk(2, "close", "bakyt")

    async def board_stale(self) -> None:
        page = await self.open("/board", SIZES["1920x1080"])
        await page.wait_for_selector("body[data-link=live] #chips li")
        self.centre.freeze()
        await page.wait_for_selector("body[data-link=stale]")
        await self.take(page, "board-stale-1920x1080")
        self.centre.thaw()
        await page.context.close()

    async def in_languages(
        self,
        name: str,
        page: Page,
        languages: tuple[str, ...] = LANGUAGES,
        before: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        for language in languages:
            await page.click(f"#language-{language}")
            await page.wait_for_selector(f"html[lang={language}]")
            if before:
                await before()
            await self.take(page, f"{name}-{language}")
            if before:
                await page.keyboard.press("Escape")

    async def log_in(self, page: Page, person: str, pin: str) -> None:
        await page.fill("#person", person)
        await page.fill("#pin", pin)
        await page.click("#enter")

    async def desk(self, size: str, pixels: tuple[int, int]) -> None:
        page = await self.open("/desk", pixels)
        await page.wait_for_selector("dialog #pin")
        await self.in_languages(f"desk-log-in-{size}", page)
        await page.click("#language-ky")
        await self.log_in(page, "bakyt", "9999")
        await page.wait_for_selector("dialog .error:not(:empty)")
        await self.take(page, f"desk-wrong-pin-{size}")
        await self.log_in(page, "bakyt", "2222")
        await page.wait_for_selector(".choose")
        await self.in_languages(f"desk-choose-{size}", page)
        await page.click("#desk-2")
        await page.wait_for_selector("#desk-open")
        await self.in_languages(f"desk-closed-{size}", page)
        await page.click("#desk-open")
        await page.wait_for_selector("#act-next:enabled")
        await self.in_languages(f"desk-free-{size}", page)
        await page.keyboard.press("F2")
        await page.wait_for_selector(".visitor.called")
        await self.in_languages(f"desk-called-{size}", page)
        for key, name in (
            ("F6", "no-show"),
            ("F7", "park"),
            ("F8", "transfer"),
            ("F9", "finish"),
            ("F10", "rank"),
            ("Insert", "issue"),
        ):

            async def ask(key: str = key) -> None:
                await page.keyboard.press(key)
                await page.wait_for_selector("dialog[open]")

            await self.in_languages(f"desk-{name}-{size}", page, before=ask)
        await page.click("#language-ky")
        await page.wait_for_selector("html[lang=ky]")
        await page.keyboard.press("F7")
        await page.click("dialog .suggestions button")
        await page.click("#confirm")
        await page.wait_for_selector(".away li")
        await page.keyboard.press("F2")
        await page.wait_for_selector(".visitor.called")
        await page.keyboard.press("F6")
        await page.click("#confirm")
        await page.wait_for_selector(".visitor.none")
        await page.keyboard.press("F2")
        await page.wait_for_selector("#act-start:enabled")
        await page.keyboard.press("F4")
        await page.wait_for_selector(".visitor.serving")
        await self.in_languages(f"desk-serving-{size}", page)
        await page.keyboard.press("F9")
        await page.keyboard.press("1")
        await page.wait_for_selector("#desk-pause:enabled")
        await self.pause(page, size)
        await self.in_languages(f"desk-paused-{size}", page)
        await page.click("#desk-close")
        await page.wait_for_selector(".visitor.closed")
        await page.context.close()

    async def journal(self) -> None:
        """From the visitor at the desk to registered papers, a refusal, a hand-over list and what is late."""
        page = await self.open("/journal?desk=3&service=land-ownership&village=guldu-bak", DESK_SIZES["1366x768"])
        await page.wait_for_selector("dialog #pin")
        await self.log_in(page, "aigul", "1111")
        await page.wait_for_selector("#found")
        await page.keyboard.press("F4")
        await page.wait_for_selector("#name:focus")
        await self.in_languages("journal-register", page)
        await page.click("#language-ky")
        await page.wait_for_selector("html[lang=ky]")
        await page.fill("#name", "Асанова Гүлнара")
        for paper in await page.locator(".checklist td:first-child input").all():
            await paper.check()
        await page.fill("#paper-1-original-kept", "Папка 3")
        await page.click("#register")
        await page.wait_for_selector("#told:not(:empty)")
        await self.in_languages("journal-entry", page)
        await self.in_languages("journal-refuse", page, before=lambda: page.click("#act-refuse"))
        for key, name, ready in (
            ("F6", "hand-over", ".to-hand"),
            ("F2", "find", ".entries"),
            ("F7", "overdue", ".overdue"),
            ("F8", "needs", "#add-need"),
        ):
            await page.keyboard.press(key)
            await page.wait_for_selector(ready)
            await self.in_languages(f"journal-{name}", page)
        await page.context.close()

    async def admin(self) -> None:
        """Every view of the administration, and the window that sets a PIN."""
        page = await self.open("/admin", DESK_SIZES["1366x768"])
        await page.wait_for_selector("dialog #pin")
        await self.log_in(page, "cholpon", "3333")
        await page.wait_for_selector("#pin-aigul")
        await self.in_languages("admin-pin", page, before=lambda: page.click("#pin-aigul"))
        views = {"people": "#pin-aigul", "copies": "#newest", "log": "#by", "person": "#name", "files": "#verdict"}
        for view, ready in views.items():
            await page.click(f"#view-{view}")
            await page.wait_for_selector(ready)
            await self.in_languages(f"admin-{view}", page)
        await page.context.close()

    async def pause(self, page: Page, size: str) -> None:
        await self.in_languages(f"desk-pause-{size}", page, before=lambda: page.click("#desk-pause"))
        await page.click("#desk-pause")
        await page.fill("#back", "23:30")
        await page.click("#confirm")
        await page.wait_for_selector(".visitor.paused")

    async def head(self) -> None:
        page = await self.open("/head", DESK_SIZES["1366x768"])
        await page.wait_for_selector("dialog #pin")
        await self.log_in(page, "cholpon", "3333")
        await page.wait_for_selector("table")
        await self.in_languages("head-1366x768", page)
        await page.click("#hall-tell")
        await page.check("input[value=own]")
        await self.take(page, "head-tell-1366x768-en")
        await page.keyboard.press("Escape")
        await page.set_viewport_size({"width": 1920, "height": 1080})
        await self.in_languages("head-1920x1080", page, ("ky",))
        await page.context.close()

    async def visitor(self) -> None:
        states = {"waiting": "key-K-19", "called": "key-K-1", "serving": "key-K-10", "unknown": "nothing"}
        for name, key in states.items():
            for language in LANGUAGES:
                page = await self.open(f"/t/{key}?lang={language}", (390, 760))
                await self.take(page, f"visitor-{name}-{language}")
                await page.context.close()

    async def index(self) -> None:
        page = await self.open("/", DESK_SIZES["1366x768"])
        await self.take(page, "index")
        await page.context.close()


async def render(folder: Path) -> None:
    """Every picture into the existing `folder`, from a hub of its own."""
    with tempfile.TemporaryDirectory() as data:
        async with apart(Path(data)) as centre, async_playwright() as playwright:
            browser = await playwright.chromium.launch(**LAUNCH)
            shots = Shots(folder, browser, centre)
            listening = asyncio.create_task(kiosk(centre))
            await shots.index()
            await shots.board_of("closed", timedelta(minutes=40))
            await shots.board_of("night", None)
            for desk in (1, 3):
                await centre.at_desk(desk, "open")
            await shots.board("welcome")
            at_one, serving = await morning(centre)
            for language in LANGUAGES:
                await shots.board(
                    f"morning-{language}",
                    SECOND[language],
                    SIZES,
                )
            await shots.board_info()
            await shots.board_notices()
            await shots.visitor()
            for size, pixels in DESK_SIZES.items():
                await shots.desk(size, pixels)
            await shots.journal()
            await shots.admin()
            await shots.head()
            await next_calls(centre, at_one, serving)
            await shots.board("calls")
            await shots.board_stale()
            listening.cancel()
            await browser.close()


if __name__ == "__main__":
    Path(sys.argv[1]).mkdir(parents=True, exist_ok=True)
    asyncio.run(render(Path(sys.argv[1])))
