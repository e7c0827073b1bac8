"""The television in the hall."""

import json
from typing import Any

import pytest
from playwright.async_api import Page, Route

from tests.pages.centre import Centre
from tests.pages.conftest import Pages

pytestmark = pytest.mark.asyncio(loop_scope="session")

CONNECTION = ("WebSocket", "ERR_CONNECTION", "Failed to load resource")


async def hero(page: Page) -> str:
    return await page.inner_text("#hero .code")


async def said(page: Page, selector: str, text: str) -> None:
    await page.locator(selector, has_text=text).first.wait_for()


async def test_a_call_appears_large_on_the_board(pages: Pages, centre: Centre) -> None:
    await centre.at_desk(2, "open")
    await centre.take()
    board = await pages.board()
    await centre.at_desk(2, "next")
    await said(board, "#hero[data-state=called] .code", "А001")
    assert await board.inner_text("#hero .desk") == "2"
    assert "2-терезеге келиңиз" in await board.inner_text("#hero .caption")


async def test_the_one_being_served_stays_and_says_so(pages: Pages, centre: Centre) -> None:
    await centre.at_desk(1, "open")
    await centre.take()
    board = await pages.board()
    ticket = (await centre.at_desk(1, "next"))["ticket"]
    await said(board, "#hero[data-state=called] .code", "А001")
    await centre.at_desk(1, "start", ticket=ticket)
    await said(board, "#hero[data-state=serving] .caption", "кабыл алынууда")


async def test_a_call_is_repeated_when_it_is_recalled(pages: Pages, centre: Centre) -> None:
    await centre.at_desk(1, "open")
    await centre.take()
    board = await pages.board()
    ticket = (await centre.at_desk(1, "next"))["ticket"]
    await board.wait_for_selector("#hero[data-announced='1']")
    await centre.at_desk(1, "recall", ticket=ticket)
    await board.wait_for_selector("#hero[data-announced='2']")


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
async def test_attention_is_drawn_calmly_or_not_at_all(pages: Pages, centre: Centre, motion: Any) -> None:
    await centre.at_desk(1, "open")
    await centre.take()
    board = await pages.board()
    await board.emulate_media(reduced_motion=motion)
    await centre.at_desk(1, "next")
    await board.wait_for_selector("#hero[data-announced='1']")
    await board.evaluate("() => { document.querySelector('#hero .code').dataset.drawn = 'before'; }")
    await centre.at_desk(2, "open", "bakyt")
    await board.wait_for_selector("#hero .code:not([data-drawn])")
    swells = await board.evaluate(
        "() => document.getElementById('hero').getAnimations({ subtree: true }).map((one) => one.effect.getTiming())"
    )
    if motion == "reduce":
        assert swells == []
    else:
        assert [swell["iterations"] for swell in swells] == [4]
        assert 1_000 / swells[0]["duration"] <= 1.2


async def test_out_of_turn_is_shown_by_a_sign_and_a_word(pages: Pages, centre: Centre) -> None:
    await centre.take(village="ak-shoola")
    await centre.take(village="biyik-kyr")
    board = await pages.board()
    chips = await board.locator("#chips li").all_inner_texts()
    assert chips == ["А002", "А001"]
    assert await board.locator("#chips li.turn svg.diamond").count() == 1
    assert await board.inner_text("#waiting .count") == "2"
    await centre.at_desk(1, "open")
    await centre.at_desk(1, "next")
    await board.wait_for_selector("#hero svg.diamond")
    for _ in range(12):
        if "Кезексиз кабыл алуу" in await board.inner_text("#info"):
            break
        await board.keyboard.press("ArrowRight")
    assert await board.locator("#info h2 svg.diamond").count() == 1


async def test_a_long_queue_is_counted_where_it_is_not_shown(pages: Pages, centre: Centre) -> None:
    for _ in range(36):
        await centre.take()
    board = await pages.board()
    await said(board, "#waiting .count", "36")
    shown = await board.locator("#chips li:not(.more)").count()
    assert await board.inner_text("#chips .more") == f"дагы {36 - shown}"


async def changed_content(page: Page, change: Any) -> None:
    async def answer(route: Route) -> None:
        content = await (await route.fetch()).json()
        change(content)
        await route.fulfill(body=json.dumps(content), content_type="application/json")

    await page.route("**/board/content", answer)


async def test_a_closed_centre_says_when_it_opens(quiet_pages: Pages) -> None:
    page = await quiet_pages.open("/healthz")

    def shut(content: Any) -> None:
        content["schedule"]["hours"] = [{"day": "mon", "opens": "09:00:00", "closes": "09:00:01"}]

    await changed_content(page, shut)
    await page.goto("/board?languages=ky")
    await page.wait_for_selector("body.closed")
    assert "Борбор жабык" in await page.inner_text("#closed")
    assert "дүйшөмбү, саат 09:00" in await page.inner_text("#closed .opens")


async def test_what_cannot_be_read_in_the_address_leaves_the_board_as_it_is(quiet_pages: Pages) -> None:
    page = await quiet_pages.open("/board?languages=kg&diagonal=large")
    await page.wait_for_selector("body[data-link=live] #info .row")
    assert await page.evaluate("() => document.documentElement.lang") == "ky"
    assert await page.evaluate("() => document.documentElement.style.getPropertyValue('--number')") != "NaNpx"


async def test_html_in_the_content_is_only_text(quiet_pages: Pages) -> None:
    page = await quiet_pages.open("/healthz")
    evil = '<img src=x onerror="window.stolen=1"><script>window.stolen=1</script>'

    def poison(content: Any) -> None:
        for language in ("ky", "ru", "en"):
            content["centre"]["municipality"][language] = evil
            for service in content["services"]:
                service["everyday"][language] = evil

    await changed_content(page, poison)
    await page.goto("/board?languages=ky")
    await page.wait_for_selector("body[data-link=live] #info .row")
    assert evil in await page.inner_text("#centre")
    assert evil in await page.inner_text("#info")
    assert await page.locator("#centre img, #info img, #info script").count() == 0
    assert await page.evaluate("() => window.stolen") is None


async def test_a_board_with_nothing_to_tell_goes_on_and_tells_what_to_bring_on_the_hubs_day(quiet_pages: Pages) -> None:
    """The box believes it is Sunday, on which no service is given; the hub has Monday."""
    page = await quiet_pages.open("/healthz")

    def on_mondays(content: Any) -> None:
        for service in content["services"]:
            service["weekdays"] = ["mon"]
        for board in content["boards"]:
            board["topics"] = ["documents"]

    await changed_content(page, on_mondays)
    await page.add_init_script(
        "Object.defineProperty(performance, 'timeOrigin', { value: Date.parse('2026-03-01T12:00+06:00') })"
    )
    await page.goto("/board?languages=ky")
    await page.wait_for_selector("body[data-link=live] #info h2 + .body .question")


async def test_staff_can_turn_the_information_by_hand(quiet_pages: Pages) -> None:
    board = await quiet_pages.board()
    titles = set()
    for _ in range(60):
        for title in await board.locator("#info h2").all_inner_texts():
            titles.add(title)
        await board.keyboard.press("ArrowRight")
    everything = {"Кызматтар, баалар", "Иш режими", "Кезексиз кабыл алуу", "Сиздин укуктарыңыз"}
    everything |= {"Дарек жана телефон", "Керектүү документтер", "Көбүрөөк берилген суроолор"}
    assert everything <= titles
