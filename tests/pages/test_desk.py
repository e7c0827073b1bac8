"""The operator's workplace."""

import asyncio
from typing import Any

import pytest
from playwright.async_api import Page

from tests.pages.centre import Centre
from tests.pages.conftest import Pages, log_in, lose_answers

pytestmark = pytest.mark.asyncio(loop_scope="session")

REFUSED = ("Failed to load resource",)
CONNECTION = (*REFUSED, "WebSocket", "ERR_CONNECTION")


async def shows(page: Page, selector: str, text: str) -> None:
    await page.locator(selector, has_text=text).first.wait_for()


async def at_desk(centre: Centre, desk: int) -> Any:
    """What the board says of this desk: the code there and its state, or None."""
    calls = (await centre.picture())["calls"]
    here = [call for call in calls if call["desk"] == desk and call["state"] in ("called", "serving")]
    return (here[0]["code"], here[0]["state"]) if here else None


async def test_a_day_at_the_desk_by_keyboard_alone(pages: Pages, centre: Centre) -> None:
    await centre.take("residence", "guldu-bak", "ru")
    await centre.take("copying")
    page = await pages.open("/desk")
    for _ in range(3):
        await page.wait_for_selector("dialog #person:focus")
        await page.keyboard.press("Escape")
    await page.wait_for_selector("dialog #person:focus")
    await page.keyboard.type("aigul")
    await page.keyboard.press("Tab")
    await page.keyboard.type("1111")
    await page.keyboard.press("Enter")
    await page.wait_for_selector(".choose")
    await page.focus("#desk-1")
    await page.keyboard.press("Enter")
    await page.focus("#desk-open")
    await page.keyboard.press("Enter")
    await page.wait_for_selector("#act-next:enabled")
    await page.keyboard.press("F2")
    await shows(page, ".visitor.called #code", "А001")
    facts = await page.inner_text(".visitor")
    assert "Жашаган жери тууралуу маалымкат" in facts
    assert "Гүлдүү-Бак" in facts
    assert "орусча" in facts
    assert "эң көп күткөн" in facts
    assert "Паспорт" in await page.inner_text(".service")
    await page.wait_for_selector("#act-recall:enabled")
    await page.keyboard.press("F3")
    await shows(page, ".visitor", "2 жолу")
    await page.wait_for_selector("#act-start:enabled")
    await page.keyboard.press("F4")
    await page.wait_for_selector(".visitor.serving")
    await page.wait_for_selector("#act-finish:enabled")
    await page.keyboard.press("F9")
    await page.wait_for_selector("#outcome-served:focus")
    await page.keyboard.press("2")
    await page.wait_for_selector(".visitor.none")
    assert (await centre.picture())["calls"][0]["state"] == "finished"


async def test_who_did_not_come_can_be_called_back(pages: Pages, centre: Centre) -> None:
    for _ in range(2):
        await centre.take()
    page = await pages.desk(1)
    await page.wait_for_selector("#act-next:enabled")
    await page.keyboard.press("NumpadEnter")
    await shows(page, ".visitor.called #code", "А001")
    await page.wait_for_selector("#act-no-show:enabled")
    await page.keyboard.press("NumpadSubtract")
    await page.wait_for_selector("dialog #confirm:focus")
    await page.keyboard.press("Escape")
    await page.wait_for_selector("dialog", state="detached")
    assert await at_desk(centre, 1) == ("А001", "called")
    await page.keyboard.press("F6")
    await page.wait_for_selector("dialog #confirm:focus")
    await page.keyboard.press("Enter")
    await shows(page, ".away", "А001")
    await page.wait_for_selector("#resume-K-1:enabled")
    await page.focus("#resume-K-1")
    await page.keyboard.press("Enter")
    await shows(page, ".visitor.called #code", "А001")
    assert "Кайтып келди" in await page.inner_text(".visitor")


async def test_a_wrong_pin_is_told_and_many_must_wait(pages: Pages) -> None:
    pages.expected += REFUSED
    page = await pages.open("/desk")
    await log_in(page, "aigul", "")
    await shows(page, "dialog .error", "Колдонуучу атын жана PIN-кодду жазыңыз")
    for _ in range(5):
        await log_in(page, "aigul", "0000")
        await page.wait_for_selector("dialog #enter:enabled")
        await shows(page, "dialog .error", "туура эмес")
    await log_in(page, "aigul", "1111")
    await shows(page, "dialog .error", "секунд")
    await page.click("#language-ru")
    await page.locator("dialog h1", has_text="Вход в систему").wait_for()


async def test_two_desks_never_get_one_visitor(pages: Pages, centre: Centre) -> None:
    for _ in range(3):
        await centre.take()
    one, two = await asyncio.gather(pages.desk(1), pages.desk(2, "bakyt"))
    await asyncio.gather(one.wait_for_selector("#act-next:enabled"), two.wait_for_selector("#act-next:enabled"))
    await asyncio.gather(one.keyboard.press("F2"), two.keyboard.press("F2"))
    await asyncio.gather(one.wait_for_selector(".visitor.called"), two.wait_for_selector(".visitor.called"))
    assert {await one.inner_text("#code"), await two.inner_text("#code")} == {"А001", "А002"}


async def test_a_double_press_or_a_held_key_calls_one_visitor(pages: Pages, centre: Centre) -> None:
    for _ in range(3):
        await centre.take()
    page = await pages.desk(1)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/next") else None)
    await page.wait_for_selector("#act-next:enabled")
    await page.evaluate(
        """() => {
          const press = (repeat) => document.dispatchEvent(new KeyboardEvent("keydown", { code: "F2", repeat }));
          press(false); press(true); press(false);
          document.querySelector("#act-next").click();
        }"""
    )
    await page.wait_for_selector(".visitor.called")
    await page.keyboard.press("F2")
    await page.wait_for_selector("#act-start:enabled")
    assert len(asked) == 1
    assert (await centre.picture())["waiting_count"] == 2


async def test_a_late_click_never_acts_on_another_visitor(pages: Pages, centre: Centre) -> None:
    pages.expected += REFUSED
    for _ in range(2):
        await centre.take()
    page = await pages.desk(1)
    await page.wait_for_selector("#act-next:enabled")
    await page.keyboard.press("F2")
    await page.wait_for_selector("#act-no-show:enabled")
    await page.keyboard.press("F6")
    await page.wait_for_selector("dialog #confirm")
    await centre.at_desk(1, "finish", ticket="K-1", outcome="left")
    await centre.at_desk(1, "next")
    await shows(page, "#code", "А002")
    await page.click("dialog #confirm")
    await page.wait_for_selector("dialog .error:not(:empty)")
    assert await at_desk(centre, 1) == ("А002", "called")
    assert await page.inner_text(".visitor #code") == "А002"


async def test_a_right_is_corrected_only_with_a_reason(pages: Pages, centre: Centre) -> None:
    for _ in range(2):
        await centre.take()
    page = await pages.desk(1)
    await page.click("#rank-K-2")
    await page.click("dialog #confirm")
    await shows(page, "dialog .error", "Себебин жазыңыз")
    await page.fill("dialog #reason", "<b>Бийик-Кыр</b> айылынан")
    await page.keyboard.press("Enter")
    await shows(page, ".waiting li.first", "А002")
    assert "Кезексиз укугу бар" in await page.inner_text(".waiting li.first .why")
    await page.wait_for_selector("#act-next:enabled")
    await page.keyboard.press("F2")
    await shows(page, ".visitor", "<b>Бийик-Кыр</b> айылынан")
    assert await page.locator(".visitor b").count() == 0


async def test_a_visitor_is_parked_and_sent_to_another_desk(pages: Pages, centre: Centre) -> None:
    await centre.at_desk(3, "open", "bakyt")
    await centre.take()
    page = await pages.desk(1)
    await page.wait_for_selector("#act-next:enabled")
    await page.keyboard.press("F2")
    await page.wait_for_selector("#act-park:enabled")
    await page.keyboard.press("F7")
    await page.click("dialog .suggestions button")
    await page.click("dialog #confirm")
    await shows(page, ".away li", "Бланк толтурат")
    await page.click("#resume-K-1")
    await page.wait_for_selector("#act-transfer:enabled")
    await page.keyboard.press("F8")
    assert await page.is_disabled("dialog #confirm")
    assert await page.is_disabled("dialog input[value='2']"), "a closed desk calls nobody"
    await page.check("dialog input[value='3']")
    await page.fill("dialog #reason", "паспорт боюнча")
    await page.click("dialog #confirm")
    await page.wait_for_selector(".visitor.none")
    assert (await centre.at_desk(3, "next", "bakyt"))["code"] == "А001"


async def test_an_ended_session_asks_again_and_keeps_the_place(pages: Pages, centre: Centre) -> None:
    pages.expected += CONNECTION
    await centre.take()
    page = await pages.desk(2)
    await page.wait_for_selector("#act-next:enabled")
    await page.evaluate("() => fetch('/api/session', { method: 'DELETE' })")
    await page.keyboard.press("F2")
    await page.wait_for_selector("dialog.entrance")
    assert "Сеанс аяктады" in await page.inner_text("dialog.entrance")
    await log_in(page)
    await page.wait_for_selector("dialog", state="detached")
    await page.wait_for_selector("#act-next:enabled")
    await page.keyboard.press("F2")
    await shows(page, ".visitor.called #code", "А001")
    assert await page.inner_text("header h1") == "2-терезе"


async def test_the_language_is_remembered(pages: Pages, centre: Centre) -> None:
    page = await pages.desk(1)
    await page.click("#language-ru")
    await shows(page, "header h1", "Окно 1")
    await page.reload()
    await shows(page, "header h1", "Окно 1")
    assert await page.get_attribute("html", "lang") == "ru"
    await centre.at_desk(1, "close")
    await shows(page, ".visitor", "Закрыто")


async def test_a_no_of_the_hub_comes_in_the_language_of_the_person(pages: Pages, centre: Centre) -> None:
    pages.expected += REFUSED
    await centre.take()

    async def too_late(route: Any) -> None:
        await centre.at_desk(1, "close")
        await route.continue_()

    page = await pages.open("/healthz")
    await page.route("**/api/desks/1/next", too_late)
    await page.goto("/desk?desk=1")
    await log_in(page)
    await page.click("#desk-open")
    await page.click("#language-en")
    await shows(page, "header h1", "Desk 1")
    await page.wait_for_selector("#act-next:enabled")
    await page.keyboard.press("F2")
    await page.wait_for_selector("#error:not(:empty)")
    assert "desk" in (await page.inner_text("#error")).lower()


async def test_the_tail_of_a_double_click_chooses_nothing(pages: Pages, centre: Centre) -> None:
    """The window of outcomes opens under the pointer, where the button for it reaches."""
    await centre.take()
    page = await pages.desk(1)
    await page.wait_for_selector("#act-next:enabled")
    await page.keyboard.press("F2")
    await page.wait_for_selector("#act-finish:enabled")
    await page.click("#act-finish")
    await page.wait_for_selector("#activity-informing")
    x, y, hit = await page.evaluate(
        """() => {
          const box = (id) => document.getElementById(id).getBoundingClientRect();
          const [act, kind] = [box("act-finish"), box("activity-informing")];
          const [x, y] = [(Math.max(act.x, kind.x) + act.right) / 2, (Math.max(act.y, kind.y) + act.bottom) / 2];
          return [x, y, document.elementFromPoint(x, y).closest("button")?.id];
        }"""
    )
    assert hit == "activity-informing", "it lies elsewhere now: this test has lost its place"
    await page.keyboard.press("Escape")
    await page.wait_for_selector("dialog", state="detached")
    await page.mouse.dblclick(x, y)
    assert await page.get_attribute("#activity-informing", "aria-pressed") == "false"
    await page.mouse.click(x, y)
    await page.wait_for_selector("#activity-informing[aria-pressed=true]")


async def test_esc_does_not_close_a_question_before_the_hub_has_answered(pages: Pages, centre: Centre) -> None:
    pages.expected += REFUSED
    await centre.take()
    page = await pages.desk(1)
    let_go = asyncio.Event()

    async def late_no(route: Any) -> None:
        await let_go.wait()
        await route.fulfill(status=409, json={"error": {"code": "wrong_ticket", "text": "Ал кетип калды"}})

    await page.route("**/api/desks/1/park", late_no)
    await page.wait_for_selector("#act-next:enabled")
    await page.keyboard.press("F2")
    await page.wait_for_selector("#act-park:enabled")
    await page.keyboard.press("F7")
    await page.wait_for_selector("#reason:focus")
    await page.keyboard.press("Enter")
    await page.wait_for_selector("dialog[aria-busy]")
    for _ in range(3):
        await page.keyboard.press("Escape")
    await page.click("#cancel")
    let_go.set()
    await shows(page, "dialog .error", "Ал кетип калды")
    await page.keyboard.press("Escape")
    await page.wait_for_selector("dialog", state="detached")


async def test_the_head_may_not_serve_and_an_operator_sees_no_figures(quiet_pages: Pages) -> None:
    desk = await quiet_pages.open("/desk?desk=1")
    await log_in(desk, "cholpon", "3333")
    await shows(desk, ".message", "ачык эмес")
    head = await quiet_pages.open("/head")
    await log_in(head)
    await shows(head, ".message", "ачык эмес")


async def test_who_could_not_log_out_is_told_so(quiet_pages: Pages) -> None:
    quiet_pages.expected += CONNECTION

    async def cut_off(route: Any) -> None:
        await (route.abort() if route.request.method == "DELETE" else route.continue_())

    page = await quiet_pages.open("/desk?desk=1")
    await log_in(page)
    await page.route("**/api/session", cut_off)
    await page.click("#leave")
    await shows(page, "dialog #question", "жооп берген жок")
    await page.click("#close")
    await page.unroute("**/api/session")
    await page.click("#leave")
    await page.wait_for_selector("dialog #person")


async def test_every_target_is_large_enough_for_a_finger(pages: Pages, centre: Centre) -> None:
    await centre.take()
    await centre.take(village="biyik-kyr")
    page = await pages.desk(1)
    await page.wait_for_selector("#act-next:enabled")
    await page.keyboard.press("F2")
    await page.wait_for_selector("#act-finish:enabled")
    for key in (None, "F7", "F8", "F9", "F10"):
        if key:
            await page.keyboard.press(key)
            await page.wait_for_selector("dialog[open]")
        boxes = await page.evaluate(
            """() => [...document.querySelectorAll("button, select, input, label.choice")]
              .filter((element) => !["radio", "checkbox"].includes(element.type))
              .map((element) => [element.id || element.textContent, element.getBoundingClientRect()])
              .filter(([, box]) => box.width < 43.5 || box.height < 43.5)
              .map(([name, box]) => `${name} ${box.width}x${box.height}`)"""
        )
        assert boxes == []
        await page.keyboard.press("Escape")


async def test_the_heads_page_gets_over_a_no_at_its_beginning_and_says_what_it_asks_by_its_clock(
    quiet_pages: Pages,
) -> None:
    quiet_pages.expected += REFUSED
    noes = 0

    async def no_once(route: Any) -> None:
        nonlocal noes
        noes += 1
        await (route.fulfill(status=503, body="") if noes == 1 else route.continue_())

    page = await quiet_pages.open("/healthz", clock=True)
    await page.route("**/api/content", no_once)
    await page.goto("/head")
    async with page.expect_response("**/api/content") as refused:
        await log_in(page, "council", "4444")
    assert (await refused.value).status == 503
    async with page.expect_request("**/api/sheets") as first:
        await page.clock.run_for(4_000)
    await page.wait_for_selector(".figures")
    async with page.expect_request("**/api/sheets") as timed:
        await page.clock.fast_forward(600_000)
    marks = [(await asked.value).headers.get("kezek-by-itself") for asked in (first, timed)]
    assert marks == [None, "1"]


async def test_the_head_sees_the_day_in_figures(pages: Pages, centre: Centre) -> None:
    for _ in range(3):
        await centre.take()
    await centre.at_desk(1, "open")
    ticket = (await centre.at_desk(1, "next"))["ticket"]
    await centre.at_desk(1, "finish", ticket=ticket, outcome="served")
    await centre.at_desk(1, "next")
    page = await pages.open("/head", person="council")
    await page.wait_for_selector("table")
    figures = dict(
        await page.evaluate(
            "() => [...document.querySelectorAll('.figures div')].map((one) => one.innerText.split('\\n'))"
        )
    )
    assert (figures["Талон алынды"], figures["Кезекте"], figures["Чакырылды"]) == ("3", "1", "2")
    row = await page.locator("tbody tr").first.inner_text()
    assert row.split() == ["1-терезе", "ачык", "aigul", "А002", "1"]
    await centre.take()
    await shows(page, ".figures dd", "4")


async def test_a_question_stays_with_what_was_typed_until_the_hub_says_yes_and_asks_once(
    pages: Pages, centre: Centre
) -> None:
    pages.expected += ("ERR_FAILED",)
    await centre.take()
    page = await pages.desk(1)
    await page.click("#act-next")
    await page.click("#act-park")
    await page.fill("dialog #reason", "көчүрмө жасатат")
    await page.route("**/park", lambda route: route.abort(), times=1)
    await page.click("dialog #confirm")
    await shows(page, "dialog .error", "Сервер жооп берген жок")
    assert await page.input_value("dialog #reason") == "көчүрмө жасатат"
    await page.press("dialog #reason", "Enter")
    await page.wait_for_selector("dialog", state="detached")
    await shows(page, ".away", "көчүрмө жасатат")
    await page.click("#act-tickets")
    await lose_answers(page, "**/tickets")
    await page.click("dialog #confirm")
    await shows(page, "dialog .error", "Сервер жооп берген жок")
    await page.click("dialog #confirm")
    await shows(page, "dialog .told", "001")
    assert (await centre.picture())["waiting_count"] == 1
