"""Boards and desks whose hub is stopped, frozen and started again, and what takes long by definition."""

import asyncio
import re
from pathlib import Path

import pytest
from playwright.async_api import Page

from tests.pages.centre import ProcessCentre
from tests.pages.conftest import Pages, long

pytestmark = pytest.mark.asyncio(loop_scope="session")

BACK_MS = 90_000
SEEN_STALE_MS = 17_000
"""By the clock of the page: how fast the machine is does not matter."""
CONNECTION = ("WebSocket", "ERR_CONNECTION", "Failed to load resource")


async def hero(page: Page) -> str:
    return await page.inner_text("#hero .code")


async def shows(page: Page, selector: str, text: str) -> None:
    await page.locator(selector, has_text=text).first.wait_for()


async def keep_heroes(page: Page) -> None:
    """From now on note when each code became the large one."""
    await page.evaluate(
        """() => {
          const box = document.getElementById("hero");
          window.heroes = [];
          const note = () => {
            const code = box.querySelector(".code")?.textContent ?? "";
            const last = window.heroes.at(-1);
            if (!last || last.code !== code) window.heroes.push({ code, at: performance.now() });
          };
          new MutationObserver(note).observe(box, { childList: true, subtree: true });
          note();
        }"""
    )


@long
async def test_two_calls_at_once_are_both_large_long_enough(pages: Pages, centre: ProcessCentre) -> None:
    for desk, person in ((1, "aigul"), (2, "bakyt")):
        await centre.take()
        await centre.at_desk(desk, "open", person)
    board = await pages.board()
    await keep_heroes(board)
    first = (await centre.at_desk(1, "next"))["code"]
    second = (await centre.at_desk(2, "next", "bakyt"))["code"]
    await board.wait_for_selector(f"#hero .code:text-is('{second}')", timeout=BACK_MS)
    heroes = [hero for hero in await board.evaluate("() => window.heroes") if hero["code"]]
    assert [hero["code"] for hero in heroes] == [first, second]
    noticed_late_ms = 200
    assert heroes[1]["at"] - heroes[0]["at"] >= 7_000 - noticed_late_ms


@long
async def test_a_hub_of_another_version_brings_its_own_pages(pages: Pages, centre: ProcessCentre) -> None:
    pages.expected += CONNECTION
    await centre.at_desk(1, "open")
    board, versions = await pages.open("/"), iter(["first"])
    await board.route("**/healthz", lambda route: route.fulfill(json={"version": next(versions, "another")}))
    await board.goto("/board?languages=ky")
    await board.wait_for_selector("body[data-link=live] #chips li")
    async with board.expect_navigation(timeout=BACK_MS):
        await centre.restart()
    await board.wait_for_selector("body[data-link=live] #chips li")


@long
async def test_a_frozen_hub_is_marked_stale_and_found_again(pages: Pages, centre: ProcessCentre) -> None:
    pages.expected += CONNECTION
    await centre.at_desk(1, "open")
    await centre.take()
    board = await pages.board(clock=True)
    centre.freeze()
    await board.evaluate("() => { window.same = true; }")
    await board.clock.run_for(SEEN_STALE_MS)
    assert await board.get_attribute("body", "data-link") == "stale"
    assert "Байланыш үзүлдү" in await board.inner_text("#link")
    centre.thaw()
    await board.wait_for_selector("body[data-link=live]", timeout=BACK_MS)
    await centre.at_desk(1, "next")
    await shows(board, "#hero .code", "А001")
    assert await board.evaluate("() => window.same")


@long
async def test_a_restart_of_the_hub_repeats_no_call_and_needs_no_reload(pages: Pages, centre: ProcessCentre) -> None:
    pages.expected += CONNECTION
    for desk in (1, 2):
        await centre.at_desk(desk, "open")
        await centre.take()
    await centre.at_desk(1, "next")
    board = await pages.board()
    await board.evaluate("() => { window.same = true; }")
    await centre.stop()
    await board.wait_for_selector("body[data-link=lost]")
    assert await hero(board) == "А001"
    await centre.start()
    await board.wait_for_selector("body[data-link=live]", timeout=BACK_MS)
    assert await hero(board) == "А001"
    assert await board.get_attribute("#hero", "data-announced") is None
    await centre.at_desk(2, "next")
    await board.wait_for_selector("#hero[data-announced='1']")
    assert await hero(board) == "А002"
    assert await board.evaluate("() => window.same")


@long
async def test_a_hub_with_new_books_never_freezes_the_board(pages: Pages, centre: ProcessCentre) -> None:
    pages.expected += CONNECTION
    await centre.at_desk(1, "open")
    for _ in range(5):
        await centre.take()
        ticket = (await centre.at_desk(1, "next"))["ticket"]
        await centre.at_desk(1, "finish", ticket=ticket, outcome="served")
    board = await pages.board()
    await shows(board, "#hero .code", "А005")
    await centre.stop()
    centre.data = centre.data / "another"
    await centre.start()
    centre.cookies.clear()
    centre.taken = 0
    await board.wait_for_selector("body.nobody-called", timeout=BACK_MS)
    await centre.at_desk(1, "open")
    await centre.take()
    await centre.at_desk(1, "next")
    await shows(board, "#hero[data-state=called] .code", "А001")


@long
async def test_a_restart_of_the_hub_is_invisible_but_for_the_mark(pages: Pages, centre: ProcessCentre) -> None:
    pages.expected += CONNECTION
    await centre.take()
    page = await pages.desk(1)
    await page.wait_for_selector("#act-next:enabled")
    await page.evaluate("() => { window.same = true; }")
    await page.set_viewport_size({"width": 1024, "height": 768})
    await centre.stop()
    await page.wait_for_selector(".link.lost")
    assert await page.evaluate("() => document.documentElement.scrollWidth") == 1024
    await page.keyboard.press("F2")
    await shows(page, "#error", "жооп берген жок")
    await centre.start()
    await page.wait_for_selector(".link.live", timeout=BACK_MS)
    await page.wait_for_selector("#act-next:enabled")
    await page.keyboard.press("F2")
    await shows(page, ".visitor.called #code", "А001")
    assert await page.evaluate("() => window.same")


@long
async def test_a_television_that_was_faster_waits_for_the_hub_as_documented(
    pages: Pages, centre: ProcessCentre
) -> None:
    document = (Path(__file__).parents[2] / "docs" / "board.md").read_text(encoding="utf-8")
    (command,) = re.findall(r"^ExecStartPre=/bin/sh -c '(.+)'$", document, re.MULTILINE)
    assert "http://192.168.1.10:8080/" in command
    await centre.stop()
    tried = asyncio.Event()

    async def not_yet(asked: asyncio.StreamReader, answer: asyncio.StreamWriter) -> None:
        await asked.readuntil(b"\r\n\r\n")
        answer.write(b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        answer.close()
        tried.set()

    async with await asyncio.start_server(not_yet, "127.0.0.1", centre.port):
        waiting = await asyncio.create_subprocess_shell(command.replace("http://192.168.1.10:8080", centre.url))
        await tried.wait()
    assert waiting.returncode is None
    await centre.start()
    async with asyncio.timeout(BACK_MS / 1_000):
        assert await waiting.wait() == 0
    await centre.at_desk(1, "open")
    await pages.board()
