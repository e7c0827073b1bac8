"""Letters are as large as the room needs: measured on the drawn page, in millimetres of the screen."""

import math

import pytest
from playwright.async_api import Page

from tests.pages.centre import Centre
from tests.pages.conftest import Pages
from tests.pages.test_fit import busy_morning

pytestmark = pytest.mark.asyncio(loop_scope="session")

CAPITAL = 0.714
"""Height of a capital letter, of the font size, in the lowest of the fonts."""
NUMBER_MM = 1_000 * math.tan(math.radians(0.7))
TEXT_MM = 7.0
"""For each metre to the farthest chair."""
SIZES = [(1920, 1080), (1366, 768), (1080, 1920)]
ROOMS = [(55, 4), (55, 4.58)]
TURNS = 10

LETTERS = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    if (!walker.currentNode.textContent.trim() || style.visibility === "hidden" || box.width === 0) continue;
    const number = element.matches(".code, .desk");
    const for_staff = element.closest("footer") !== null;
    found.push([walker.currentNode.textContent.trim(), parseFloat(style.fontSize), number, for_staff]);
  }
  return found;
}"""


async def too_small(page: Page, diagonal: float, distance: float, size: tuple[int, int]) -> list[str]:
    pixels_mm = math.hypot(*size) / (diagonal * 25.4)
    found = []
    for text, pixels, number, for_staff in await page.evaluate(LETTERS):
        height, needed = pixels * CAPITAL / pixels_mm, (NUMBER_MM if number else TEXT_MM) * distance
        if not for_staff and height < needed * 0.99:
            found.append(f"{text}: {height:.0f} of {needed:.0f} mm")
    return found


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_numbers_and_text_are_read_from_the_farthest_chair(
    pages: Pages, centre: Centre, size: tuple[int, int]
) -> None:
    await busy_morning(centre)
    board = await pages.board(size=size)
    for diagonal, distance in ROOMS:
        await board.goto(f"/board?diagonal={diagonal}&distance={distance}")
        await board.wait_for_selector("body[data-link=live] #chips li")
        for turn in range(TURNS):
            assert await too_small(board, diagonal, distance, size) == [], (diagonal, distance, turn)
            await board.keyboard.press("ArrowRight")
