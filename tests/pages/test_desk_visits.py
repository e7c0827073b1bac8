"""At the desk: visits of several services, a return, calls by hand and out of order, a call for help."""

import pytest
from playwright.async_api import Page

from tests.pages.centre import Centre
from tests.pages.conftest import Pages
from tests.pages.keys import choose

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def shows(page: Page, selector: str, text: str) -> None:
    await page.locator(selector, has_text=text).first.wait_for()


async def press(page: Page, key: str, act: str) -> None:
    """The key of an act, once it is possible."""
    await page.wait_for_selector(f"#act-{act}:enabled")
    await page.keyboard.press(key)


async def test_one_ticket_for_several_services_is_served_one_after_the_other(pages: Pages, centre: Centre) -> None:
    await centre.take("residence", also=("copying", "passport"))
    page = await pages.desk(1)
    await shows(page, ".waiting", "дагы 2 кызмат")
    await press(page, "F2", "next")
    await press(page, "F4", "start")
    await shows(page, ".services .now", "Жашаган жери")
    await press(page, "F9", "finish")
    await shows(page, ".next-service", "Көчүрмө (ушул терезеде)")
    await page.keyboard.press("1")
    await shows(page, ".services .now", "Көчүрмө")
    await shows(page, ".services .done", "Жашаган жери")
    await press(page, "F9", "finish")
    await shows(page, ".next-service", "кезекте, ошол эле ордунда")
    await page.keyboard.press("8")
    await page.wait_for_selector("#activity-municipal[aria-pressed=true]")
    await page.keyboard.press("2")
    await page.wait_for_selector(".visitor.none")
    await centre.at_desk(3, "open", "bakyt")
    picture = await centre.at_desk(3, "next", "bakyt")
    assert (picture["code"], picture["service"], picture["done"]) == ("А001", "passport", ["residence", "copying"])


async def test_who_leaves_before_the_rest_ends_the_visit(pages: Pages, centre: Centre) -> None:
    await centre.take("residence", also=("copying",))
    page = await pages.desk(1)
    await press(page, "F2", "next")
    await press(page, "F9", "finish")
    await page.wait_for_selector("#outcome-served:focus")
    await page.keyboard.press("5")
    await page.wait_for_selector(".visitor.none")
    assert (await centre.picture())["calls"][0]["state"] == "finished"


async def test_a_visitor_sent_to_a_colleague_comes_back(pages: Pages, centre: Centre) -> None:
    await centre.take("residence")
    await centre.at_desk(3, "open", "bakyt")
    page = await pages.desk(1)
    await press(page, "F2", "next")
    await press(page, "F8", "transfer")
    await page.wait_for_selector("#service:focus")
    await page.focus("input[value='3']")
    await page.keyboard.press("Space")
    await page.focus("#back")
    await page.keyboard.press("Space")
    await page.keyboard.press("Enter")
    await page.wait_for_selector(".visitor.none")
    ticket = await centre.at_desk(3, "next", "bakyt")
    assert ticket["left"] == [{"service": "residence", "desk": 1}]
    await centre.at_desk(3, "next-service", "bakyt", ticket="K-1", service="residence")
    await shows(page, ".waiting", "1-терезеге багытталган")


async def test_a_number_of_a_kiosk_that_is_cut_off_is_called_with_two_keys(pages: Pages, centre: Centre) -> None:
    await centre.take()
    page = await pages.desk(1)
    await press(page, "+", "by-hand")
    await page.wait_for_selector("#number:focus")
    assert await page.input_value("#number") == "2"
    await page.keyboard.press("Enter")
    await shows(page, ".visitor.called #code", "А002")
    await shows(page, ".visitor", "Номери кол менен чакырылды")
    await press(page, "F9", "finish")
    await page.keyboard.press("1")
    await press(page, "+", "by-hand")
    await page.wait_for_selector("#number:focus")
    await page.keyboard.press("ControlOrMeta+a")
    await page.keyboard.type("1")
    pages.expected += ("409",)
    await page.keyboard.press("Enter")
    await shows(page, "dialog .error", "Бул номер системада бар")
    assert (await centre.picture())["waiting_count"] == 1


async def test_one_of_the_waiting_is_called_before_the_others_only_by_who_may(pages: Pages, centre: Centre) -> None:
    for _ in range(2):
        await centre.take()
    other = await pages.desk(2, "bakyt")
    await shows(other, ".waiting", "А002")
    assert await other.locator("#call-K-2").count() == 0
    page = await pages.desk(1)
    await page.focus("#call-K-2")
    await page.keyboard.press("Enter")
    await page.wait_for_selector("dialog #reason:focus")
    await page.keyboard.press("Enter")
    await shows(page, "dialog .error", "Себебин жазыңыз")
    await page.keyboard.type("майып")
    await page.keyboard.press("Enter")
    await shows(page, ".visitor.called #code", "А002")
    await shows(page, ".visitor", "майып")


async def test_a_visitor_without_a_kiosk_gets_a_number_and_the_desk_help(pages: Pages, centre: Centre) -> None:
    page = await pages.desk(1)
    await press(page, "Insert", "tickets")
    await page.wait_for_selector("#service:focus")
    await page.select_option("#also-1", "copying")
    await page.wait_for_selector("#also-2")
    await choose(page, "#village", "Бийик-Кыр")
    await page.focus("#confirm")
    await page.keyboard.press("Enter")
    await shows(page, ".told", "П001")
    await page.keyboard.press("Enter")
    await shows(page, ".waiting li", "П001")
    await shows(page, ".waiting li", "дагы 1 кызмат")
    await shows(page, ".waiting li", "кезексиз")
    await press(page, "F1", "help")
    other = await pages.desk(2, "bakyt")
    await shows(other, ".notice.desk_help", "1-терезе кесиптештеринен жардам сурап жатат")
    await other.focus("#help-desk-1")
    await other.keyboard.press("Enter")
    await page.wait_for_selector("#act-help:enabled")


async def test_the_route_sheet_of_three_bodies_is_in_the_visitors_language(pages: Pages, centre: Centre) -> None:
    await centre.take("land-ownership", language="ru")
    page = await pages.desk(3)
    await press(page, "F2", "next")
    href = await page.get_attribute("#route", "href")
    assert href == "/api/services/land-ownership/route.pdf?language=ru"
    sheet = await page.request.get(href)
    assert (sheet.status, (await sheet.body())[:5]) == (200, b"%PDF-")


async def test_who_is_away_is_listed_with_the_time_and_can_come_back_late(pages: Pages, centre: Centre) -> None:
    await centre.take()
    page = await pages.desk(1)
    await press(page, "F2", "next")
    await press(page, "F6", "no-show")
    await page.wait_for_selector("dialog #confirm:focus")
    await page.keyboard.press("Enter")
    await shows(page, ".away .wait", "0 мүн")
    await page.focus("#resume-K-1")
    await page.keyboard.press("Enter")
    await shows(page, ".visitor.called #code", "А001")
