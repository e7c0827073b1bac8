"""axe-core finds nothing: contrast, structure, names and languages, on every page and in every state that is drawn."""

from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page

from tests.pages.centre import KIOSK, Centre
from tests.pages.conftest import Pages, log_in, put_forward
from tests.pages.test_fit import busy_morning

pytestmark = pytest.mark.asyncio(loop_scope="session")

AXE = Axe()


async def assert_accessible(page: Page, where: str, but: str = "") -> None:
    rules = {but: {"enabled": False}} if but else {}
    results = await AXE.run(page, options={"resultTypes": ["violations", "incomplete"], "rules": rules})
    found = [
        f"{rule['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for kind in ("violations", "incomplete")
        for rule in results.response[kind]
        for node in rule["nodes"]
        if kind == "violations" or _unseen(node)
    ]
    assert found == [], where


def _unseen(node: dict[str, Any]) -> bool:
    """White on white is to axe no violation but something to look at."""
    return any((check["data"] or {}).get("messageKey") == "equalRatio" for check in node["any"])


async def test_the_board_is_accessible_in_each_of_its_states(pages: Pages, centre: Centre) -> None:
    board = await pages.board()
    await assert_accessible(board, "nobody called")
    await busy_morning(centre)
    await centre.ask("PUT", "/api/hall/notice", {"say": "network"}, await centre.cookie("cholpon"))
    await board.wait_for_selector("#notices .told")
    for turn in range(5):
        await assert_accessible(board, f"turn {turn}")
        await board.keyboard.press("ArrowRight")


async def test_the_boards_second_language_is_accessible_too(pages: Pages, centre: Centre) -> None:
    await busy_morning(centre)
    board = await pages.board("?languages=ky,ru", clock=True)
    await put_forward(board, "html[lang=ru]")
    await assert_accessible(board, "ru")
    await put_forward(board, "body.dated")
    await assert_accessible(board, "date")


async def test_the_staffs_pages_and_the_visitors_are_accessible(pages: Pages, centre: Centre) -> None:
    await busy_morning(centre)
    index, desk, head = await pages.open("/"), await pages.open("/desk?desk=1"), await pages.open("/head")
    await assert_accessible(index, "index")
    await assert_accessible(desk, "log in")
    await log_in(desk)
    await log_in(head, "cholpon", "3333")
    await desk.wait_for_selector(".visitor.called")
    await head.wait_for_selector("table")
    await assert_accessible(desk, "desk")
    await assert_accessible(head, "head")
    await centre.ask("POST", "/api/kiosk/help", {}, KIOSK)
    await desk.wait_for_selector("#help-K")
    await assert_accessible(desk, "somebody at the kiosk needs help")
    await head.click("#hall-tell")
    await assert_accessible(head, "tell the hall")


async def test_the_visitors_page_is_accessible(pages: Pages, centre: Centre) -> None:
    """It loads itself again, which axe does not like: a phone without scripts has no other way to stay right."""
    await busy_morning(centre)
    for ticket in (16, 1):
        visitor = await pages.open(f"/t/key-K-{ticket}", (360, 640))
        await assert_accessible(visitor, f"K-{ticket}", but="meta-refresh")
