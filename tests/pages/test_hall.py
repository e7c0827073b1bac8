"""What the hall is told beside the calls: the head's notice, breaks, papers that are ready, pictures, the night."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.async_api import Page

from tests.pages.centre import Centre
from tests.pages.conftest import Pages, put_forward
from tests.pages.test_board import changed_content, said
from tests.pages.test_fit import assert_whole

pytestmark = pytest.mark.asyncio(loop_scope="session")

FOUND_IN = 90
"""Pages of information among which each kind stands at least once."""


async def turned_to(board: Page, text: str) -> None:
    for _ in range(FOUND_IN):
        if text in await board.inner_text("#info"):
            return
        await board.keyboard.press("ArrowRight")
    raise AssertionError(f"{text} is not among the information")


async def changed_pictures(page: Page, change: Callable[[Any], None]) -> None:
    def altered(message: str) -> str:
        picture = json.loads(message)
        if "tick" not in picture:
            change(picture)
        return json.dumps(picture)

    def between(socket: Any) -> None:
        hub = socket.connect_to_server()
        hub.on_message(lambda message: socket.send(altered(message)))

    await page.route_web_socket("**/ws?view=board*", between)


async def test_the_head_tells_the_hall_in_own_words_and_takes_them_back(pages: Pages, centre: Centre) -> None:
    head, board = await pages.open("/head", person="cholpon"), await pages.board()
    await head.click("#hall-tell")
    await head.check("input[value=own]")
    await head.click("#confirm")
    await said(head, "dialog .error", "Үч тилде тең жазыңыз")
    texts = {
        "ky": "Бүгүн саат он бирде жыйын болот.",
        "ru": "Сегодня в одиннадцать собрание.",
        "en": "A meeting at 11.",
    }
    for language, text in texts.items():
        await head.fill(f"#text-{language}", text)
    await head.fill("#until", "11:00")
    await head.click("#confirm")
    await said(board, "#notices .told", f"{texts['ky']} Убактысы: саат 11:00 чейин.")
    await said(head, ".hall", texts["ky"])
    await assert_whole(board, "notice")
    await head.click("#hall-take_back")
    await board.wait_for_selector("#notices", state="hidden")


async def test_a_ready_notice_stands_in_every_language(pages: Pages, centre: Centre) -> None:
    head, board = await pages.open("/head", person="cholpon"), await pages.board("?languages=ky,ru", clock=True)
    await head.click("#hall-tell")
    await head.check("input[value=power]")
    await head.click("#confirm")
    await said(board, "#notices", "Электр жарыгы үзгүлтүккө учурады")
    await put_forward(board, "html[lang=ru]")
    assert "Перебой с электричеством" in await board.inner_text("#notices")
    await head.wait_for_selector("#hall-take_back")


async def test_an_observer_looks_and_tells_nothing(pages: Pages) -> None:
    head = await pages.open("/head", person="council")
    await head.wait_for_selector("table")
    assert await head.locator("#hall-tell").count() == 0


async def test_a_break_says_on_the_board_when_it_ends(pages: Pages, centre: Centre) -> None:
    desk, board = await pages.desk(1), await pages.board()
    await desk.click("#desk-pause")
    await desk.fill("#back", "13:30")
    await desk.click("#confirm")
    await said(desk, ".visitor.paused", "Ачылышы: саат 13:30")
    await said(board, "#notices", "1-терезе тыныгууда. Ачылышы: саат 13:30")
    await desk.click("#desk-open")
    await board.wait_for_selector("#notices", state="hidden")


async def test_a_break_of_unknown_length_promises_nothing(pages: Pages, centre: Centre) -> None:
    desk, board = await pages.desk(1), await pages.board()
    await desk.click("#desk-pause")
    await desk.click("#confirm")
    await desk.wait_for_selector(".visitor.paused")
    await said(board, "#hero", "Терезелер убактылуу жабык")
    assert await board.is_hidden("#notices")


async def test_papers_that_are_ready_are_called_by_their_numbers(quiet_pages: Pages) -> None:
    page = await quiet_pages.open("/healthz")
    await changed_pictures(page, lambda picture: picture.update(ready=["2026/17", "2026/15"]))
    await page.goto("/board?languages=ky")
    await page.wait_for_selector("body[data-link=live] #chips li")
    await turned_to(page, "Документиңиз даяр")
    assert await page.locator("#info .numbers li").all_inner_texts() == ["2026/17", "2026/15"]


async def test_pictures_of_the_content_take_their_turn(quiet_pages: Pages) -> None:
    board = await quiet_pages.board()
    await turned_to(board, "1: маалымдоо бурчу")
    await board.wait_for_function("() => document.querySelector('#info img').naturalWidth > 0")
    assert (await board.evaluate("() => document.querySelector('#info img').getBoundingClientRect().height")) > 200


async def test_a_video_is_silent_and_is_seen_to_its_end(quiet_pages: Pages) -> None:
    page = await quiet_pages.open("/healthz")
    quiet_pages.expected += ("404",)

    def film(content: Any) -> None:
        content["slides"] = [{"file": "film.mp4", "text": None}]

    await changed_content(page, film)
    await page.goto("/board?languages=ky")
    await page.wait_for_selector("body[data-link=live] #chips li")
    for _ in range(FOUND_IN):
        if await page.locator("#info video").count():
            break
        await page.keyboard.press("ArrowRight")
    video = page.locator("#info video")
    assert await video.get_attribute("src") == "/board/slides/film.mp4"
    assert await video.evaluate("(one) => one.muted")


async def test_a_board_tells_only_of_what_its_content_names(quiet_pages: Pages) -> None:
    page = await quiet_pages.open("/healthz")

    def hours_alone(content: Any) -> None:
        content["boards"][0]["topics"] = ["hours"]

    await changed_content(page, hours_alone)
    await page.goto("/board?languages=ky")
    await page.wait_for_selector("body[data-link=live] #info .row")
    titles = set()
    for _ in range(8):
        titles.update(await page.locator("#info h2").all_inner_texts())
        await page.keyboard.press("ArrowRight")
    assert titles == {"Иш режими"}


async def test_at_night_the_screen_is_dark_and_says_when_the_centre_opens(quiet_pages: Pages) -> None:
    page = await quiet_pages.open("/healthz")

    def weekend(content: Any) -> None:
        content["schedule"]["hours"] = [{"day": "tue", "opens": "09:00:00", "closes": "18:00:00"}]

    await changed_content(page, weekend)
    await page.goto("/board?languages=ky")
    await page.wait_for_selector("body.night")
    assert await page.is_hidden("#info")
    assert "шейшемби, саат 09:00" in await page.inner_text("#closed .opens")


async def test_no_word_of_a_text_in_parts_is_lost_in_any_language(quiet_pages: Pages) -> None:
    board = await quiet_pages.board()
    lost = await board.evaluate(
        """async () => {
          const { parts } = await import("/page/board/panel.js");
          const content = await (await fetch("/board/content")).json();
          const languages = ["ky", "ru", "en"];
          const texts = [...content.faq.map((one) => one.answer), ...content.pages.flatMap((one) => one.paragraphs)];
          const found = [];
          for (const text of texts)
            for (let k = 1; k <= 8; k += 1)
              for (const language of languages) {
                const cut = parts(text, k, languages).map((part) => part[language]);
                const whole = cut.join(" ").replaceAll(" …", "").trim().replace(/ +/g, " ");
                if (cut.length !== k || whole !== text[language].trim()) found.push([k, whole, text[language]]);
              }
          return found;
        }"""
    )
    assert lost == []
