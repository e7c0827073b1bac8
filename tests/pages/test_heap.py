"""A board that hangs for months keeps nothing: `python -m tests.bench board` looks longer."""

import pytest

from tests.pages.centre import Centre
from tests.pages.conftest import Pages
from tests.pages.heap import held, open_gauge

pytestmark = pytest.mark.asyncio(loop_scope="session")

WARM, MORE = 20, 40
GROWTH_KB = 400


async def calls(centre: Centre, count: int) -> None:
    for _ in range(count):
        await centre.take()
        ticket = (await centre.at_desk(1, "next"))["ticket"]
        await centre.at_desk(1, "finish", ticket=ticket, outcome="served")


async def test_a_morning_of_calls_and_information_leaves_the_page_as_large_as_it_was(
    pages: Pages, centre: Centre
) -> None:
    await centre.at_desk(1, "open")
    board = await pages.board()
    gauge = await open_gauge(board)
    sizes = []
    for count in (WARM, MORE):
        await calls(centre, count)
        for _ in range(count):
            await board.keyboard.press("ArrowRight")
        sizes.append(await held(gauge))
    before, after = sizes
    assert after.heap_kb - before.heap_kb < GROWTH_KB
    assert after.listeners <= before.listeners
    assert after.nodes < before.nodes * 1.3
