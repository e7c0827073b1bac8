"""What is wrong in the house is said where the staff looks."""

import pytest
from playwright.async_api import Page

from tests.pages.centre import KIOSK, Centre
from tests.pages.conftest import Pages
from tests.pages.test_fit import assert_whole

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def say(centre: Centre, *states: str, warnings: tuple[str, ...] = ()) -> None:
    printers = [{"state": state, "paper_left_mm": None} for state in states]
    await centre.ask("PUT", "/api/kiosk/state", {"printers": printers, "warnings": warnings}, KIOSK)


async def shows(page: Page, text: str) -> None:
    await page.locator("#notices .notice", has_text=text).wait_for()


async def test_desk_and_head_say_that_the_paper_is_out_and_what_to_do(pages: Pages, centre: Centre) -> None:
    desk, head = await pages.desk(1), await pages.open("/head", person="council")
    await head.wait_for_selector("table")
    assert await desk.locator(".notice").count() == await head.locator(".notice").count() == 0
    await say(centre, "paper_out", "ready")
    for page in (desk, head):
        await shows(page, "K киоскунун 1-принтеринде кагаз түгөндү: 09:00. Жаңы түрмөк салыңыз")
    await say(centre, "ready", "cover_open")
    for page in (desk, head):
        await shows(page, "2-принтеринин капкагы ачылды")
        assert await page.locator(".notice").count() == 1
    await desk.click("#language-ru")
    await shows(desk, "Киоск K, принтер 2: крышка открыта с 09:00. Закройте её")
    await say(centre, "ready", "ready")
    for page in (desk, head):
        await page.wait_for_selector(".notice", state="detached")


async def test_the_head_says_that_a_clock_nobody_believes_is_right(pages: Pages, centre: Centre) -> None:
    desk, head = await pages.desk(1), await pages.open("/head", person="cholpon")
    await head.wait_for_selector("table")
    assert centre.watch
    centre.watch.after(days=400)
    for page in (desk, head):
        await shows(page, "саат туура эмес окшойт")
    assert await desk.locator(".clock_ahead button").count() == 0
    await head.click("#clock-right")
    await head.locator("dialog h2", has_text="28.12.2027").wait_for()
    await head.click("#confirm")
    for page in (desk, head):
        await page.wait_for_selector(".clock_ahead", state="detached")


async def test_the_desk_stays_whole_under_everything_that_can_be_wrong(pages: Pages, centre: Centre) -> None:
    await centre.take()
    await centre.take()
    desk = await pages.desk(1)
    await desk.click("#act-next")
    await say(centre, "fault", "unknown", warnings=("aside", "disk"))
    for language in ("ky", "ru", "en"):
        await desk.click(f"#language-{language}")
        await desk.wait_for_selector(f"html[lang={language}]")
        await desk.locator(".notice").nth(3).wait_for()
        await assert_whole(desk, language)
        await desk.locator("#act-start").click(trial=True)


async def test_an_employee_says_that_they_are_going_to_the_kiosk(pages: Pages, centre: Centre) -> None:
    desk, head = await pages.desk(1), await pages.open("/head", person="council")
    await centre.ask("POST", "/api/kiosk/help", {}, KIOSK)
    for page in (desk, head):
        await shows(page, "K киоскунун жанындагы адам кызматкерди чакырды: 09:00")
    assert await head.locator(".notice button").count() == 0
    await desk.click("#help-K")
    for page in (desk, head):
        await page.wait_for_selector(".notice", state="detached")
