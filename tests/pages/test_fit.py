"""Nothing is cut off and nothing runs over its edge: measured on every page, in every language and size."""

import json
from typing import Any

import pytest
from playwright.async_api import Page, Route

from tests.pages.centre import Centre
from tests.pages.conftest import Pages, log_in

pytestmark = pytest.mark.asyncio(loop_scope="session")

BOARDS = [(1920, 1080), (1366, 768), (1080, 1920), (1024, 768)]
DESKS = [(1366, 768), (1920, 1080)]
LANGUAGES = ("ky", "ru", "en")
TURNS = 60

CUT_OFF = """() => {
  const found = [];
  const shown = (box) => box.width > 0 && box.height > 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.textContent.trim()) continue;
    const style = getComputedStyle(node.parentElement);
    if (style.visibility === "hidden" || style.clipPath !== "none") continue;
    range.selectNodeContents(node);
    const text = range.getBoundingClientRect();
    if (!shown(text)) continue;
    for (const word of node.data.matchAll(/[\\p{L}\\d]{2,}/gu)) {
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const [first, ...rest] = range.getClientRects();
      if (rest.some((part) => part.top > first.top + first.height / 2)) found.push(`${word[0]} is broken`);
    }
    let scrolls = false;
    for (let box = node.parentElement; box && box !== document.documentElement; box = box.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(box);
      const edge = box.getBoundingClientRect();
      if (overflowY === "auto") scrolls = true;
      if (overflowX === "visible" && overflowY === "visible") continue;
      const slack = 2 + text.height * 0.12;
      const wide = text.left < edge.left - 2 || text.right > edge.right + 2;
      const tall = !scrolls && (text.top < edge.top - slack || text.bottom > edge.bottom + slack);
      if (wide || tall) {
        found.push(`${node.textContent.trim().slice(0, 40)} in ${box.id || box.className || box.tagName}`);
        break;
      }
    }
    if (text.right > innerWidth + 1 || (!scrolls && text.bottom > innerHeight + 1)) {
      found.push(`${node.textContent.trim().slice(0, 40)} beyond the window`);
    }
  }
  return found;
}"""


TURNED = """async (turns) => {
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  const found = [];
  for (let turn = 0; turn <= turns; turn += 1) {
    if (turn > 0) dispatchEvent(new KeyboardEvent("keydown", { code: "ArrowRight" }));
    found.push(...(CUT_OFF)().map((text) => `${text}, after ${turn} turns`));
  }
  return found;
}""".replace("CUT_OFF", CUT_OFF)


async def assert_whole(page: Page, where: str, turns: int = 0) -> None:
    """Also after each of so many turns of a board's information."""
    assert await page.evaluate(TURNED, turns) == [], where


async def busy_morning(centre: Centre) -> None:
    for desk, person in ((1, "aigul"), (2, "bakyt"), (3, "cholpon")):
        if person != "cholpon":
            await centre.at_desk(desk, "open", person)
    villages = ["ak-shoola", "biyik-kyr", None]
    for number in range(16):
        await centre.take("copying" if number % 4 else "low-income", villages[number % 3])
    for _ in range(3):
        ticket = (await centre.at_desk(1, "next"))["ticket"]
        await centre.at_desk(1, "finish", ticket=ticket, outcome="served")
    await centre.at_desk(1, "next")
    await centre.at_desk(2, "next", "bakyt")


async def test_the_board_shows_everything_whole(pages: Pages, centre: Centre) -> None:
    await busy_morning(centre)
    board = await pages.board()
    for languages in ("ky,ru", "ru,ky", "en,ru"):
        await board.goto(f"/board?languages={languages}")
        await board.wait_for_selector("body[data-link=live] #chips li")
        for size in BOARDS:
            await board.set_viewport_size({"width": size[0], "height": size[1]})
            await assert_whole(board, f"{languages} {size}", turns=4)


async def test_every_page_of_information_is_whole(quiet_pages: Pages) -> None:
    board = await quiet_pages.board()
    for size in ((1920, 1080), (1080, 1920)):
        await board.set_viewport_size({"width": size[0], "height": size[1]})
        await assert_whole(board, f"{size}", TURNS)


async def test_long_names_and_numbers_are_whole_too(pages: Pages, centre: Centre) -> None:
    """Six-figure numbers, two-figure desks and names four times as long as usual."""

    async def long_names(route: Route) -> None:
        content = await (await route.fetch()).json()
        name = content["centre"]["municipality"]
        for language in LANGUAGES:
            name[language] = " ".join([name[language]] * 3)
            for service in content["services"]:
                service["everyday"][language] = " ".join([service["everyday"][language]] * 4)
        await route.fulfill(body=json.dumps(content), content_type="application/json")

    def long_codes(message: str) -> str:
        picture = json.loads(message)
        for call in picture.get("calls", []):
            call.update(code=call["code"].replace("А", "А999"), desk=call["desk"] + 86)
        for waiting in picture.get("waiting", []):
            waiting["code"] = waiting["code"].replace("А", "Ж999")
        return json.dumps(picture)

    def between(socket: Any) -> None:
        hub = socket.connect_to_server()
        hub.on_message(lambda message: socket.send(long_codes(message)))

    await busy_morning(centre)
    page = await pages.open("/healthz")
    await page.route("**/board/content", long_names)
    await page.route_web_socket("**/ws?view=board*", between)
    await page.goto("/board")
    await page.wait_for_selector("body[data-link=live] #chips li")
    assert "А999" in await page.inner_text("#hero .code")
    for size in BOARDS:
        await page.set_viewport_size({"width": size[0], "height": size[1]})
        await assert_whole(page, f"{size}", turns=3)


async def test_the_desk_shows_everything_whole(pages: Pages, centre: Centre) -> None:
    await busy_morning(centre)
    page = await pages.open("/desk?desk=1")
    await assert_whole(page, "log in")
    await log_in(page)
    await page.wait_for_selector(".visitor.called")
    for size in DESKS:
        await page.set_viewport_size({"width": size[0], "height": size[1]})
        for language in LANGUAGES:
            await page.click(f"#language-{language}")
            await page.wait_for_selector(f"html[lang={language}]")
            await assert_whole(page, f"{language} {size}")
            for key in ("F6", "F7", "F8", "F9", "F10", "Insert"):
                await page.keyboard.press(key)
                await page.wait_for_selector("dialog[open]")
                await assert_whole(page, f"{key} {language} {size}")
                await page.keyboard.press("Escape")
    await page.set_viewport_size({"width": 1024, "height": 768})
    for language in LANGUAGES:
        await page.click(f"#language-{language}")
        await page.wait_for_selector(f"html[lang={language}]")
        assert await page.evaluate("() => document.documentElement.scrollWidth") == 1024, language


async def test_the_head_and_the_phone_show_everything_whole(pages: Pages, centre: Centre) -> None:
    await busy_morning(centre)
    pages.expected += ("404",)
    phone = await pages.open("/t/none", (320, 1400))
    head = await pages.open("/head", person="cholpon")
    await head.wait_for_selector("table")
    for language in LANGUAGES:
        await head.click(f"#language-{language}")
        await head.wait_for_selector(f"html[lang={language}]")
        await assert_whole(head, f"head {language}")
        for key in ("key-K-9", "key-K-2", "none"):
            await phone.goto(f"/t/{key}?lang={language}")
            await assert_whole(phone, f"phone {key} {language}")
            assert await phone.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
