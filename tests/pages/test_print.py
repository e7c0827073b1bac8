"""Papers printed at the desk, by keyboard: what came out, what did not, and what nobody knows."""

import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page

from config.schema import Printer
from server import printers
from tests.fakes.printer import FakePrinter, Script
from tests.pages.centre import inside
from tests.pages.conftest import Idle, Pages, watched
from tests.pages.keys import choose, log_in, press, reach, tick, write
from tests.pages.test_fit import assert_whole

pytestmark = pytest.mark.asyncio(loop_scope="session")
LANGUAGES = ("ky", "ru", "en")


@pytest_asyncio.fixture(loop_scope="session")
async def printer() -> AsyncIterator[FakePrinter]:
    async with FakePrinter(Script(rows_per_s=1_000_000)) as printer:
        yield printer


@pytest_asyncio.fixture(loop_scope="session")
async def at_desk(
    browser: Browser, printer: FakePrinter, tmp_path: Path, door: socket.socket, idle: Idle
) -> AsyncIterator[Pages]:
    """Of a centre whose desk 1 has this printer."""
    async with (
        inside(tmp_path, Printer((1,), printer.url), door=door) as centre,
        watched(browser, centre, idle) as pages,
    ):
        yield pages


async def told(page: Page, button: str, text: str) -> None:
    await page.locator(f"{button}-told", has_text=text).wait_for()


async def fits(page: Page) -> None:
    for language in LANGUAGES:
        await page.click(f"#language-{language}")
        await page.wait_for_selector(f"html[lang={language}]")
        await assert_whole(page, language)


async def test_a_receipt_is_printed_by_the_keyboard_and_again_as_a_copy_when_it_was_torn(
    at_desk: Pages, printer: FakePrinter
) -> None:
    page = await at_desk.open("/journal?desk=1")
    await log_in(page)
    await page.wait_for_selector("#find")
    await page.keyboard.press("F4")
    await write(page, "#name", "Асанова Гүлнара")
    await choose(page, "#service", "Үй-бүлө")
    await tick(page, "#paper-0-copy")
    await press(page, "#register")
    await page.wait_for_selector("#here-receipt:focus")
    printer.break_after(500)
    await page.keyboard.press("Enter")
    await page.wait_for_selector("dialog #again:focus")
    assert await page.inner_text("#question") == "Кагаз чыктыбы?"
    await page.keyboard.press("Enter")
    await told(page, "#here-receipt", "Басылды")
    assert [len(sheet.rows) > 0 for sheet in printer.sheets][-1]
    await reach(page, "#here-receipt")
    await fits(page)


async def test_a_visitor_without_a_kiosk_gets_paper_or_the_number_with_what_to_do(
    at_desk: Pages, printer: FakePrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printers, "NO_PAPER_S_MAX", 0.05)
    at_desk.expected += ("503 (Service Unavailable)",)
    page = await at_desk.desk(1)
    await page.keyboard.press("Insert")
    await press(page, "dialog #confirm")
    await page.locator("#question", has_text="Талон басылды").wait_for()
    assert (await page.inner_text(".told"), len(printer.sheets)) == ("П001", 1)
    await page.keyboard.press("Enter")
    printer.load_paper(0)
    await page.wait_for_selector(".notice.desk_printer_paper_out")
    await fits(page)
    await page.click("#language-ky")
    await page.keyboard.press("Insert")
    await press(page, "dialog #confirm")
    await page.locator("#paper", has_text="Жаңы түрмөк салыңыз").wait_for()
    printer.load_paper()
    await page.wait_for_selector(".notice.desk_printer_paper_out", state="detached")
    await page.route(
        "**/prints", lambda route: route.fulfill(status=503, json={"error": {"code": "storage", "text": "Сакталбады"}})
    )
    await press(page, "#again")
    await page.locator("dialog .error", has_text="Сакталбады").wait_for()
    await page.unroute("**/prints")
    await press(page, "#again")
    await page.locator("#question", has_text="Талон басылды").wait_for()
    assert (await page.inner_text(".told"), len(printer.sheets)) == ("П002", 2)


async def test_at_a_desk_without_a_printer_nothing_offers_to_print_there(at_desk: Pages) -> None:
    page = await at_desk.open("/journal?desk=2", person="aigul")
    await page.wait_for_selector("#find")
    await page.keyboard.press("F4")
    await write(page, "#name", "Асанова Гүлнара")
    await press(page, "#register")
    await page.wait_for_selector("#print-receipt:focus")
    assert await page.locator(".print-here").count() == 0
