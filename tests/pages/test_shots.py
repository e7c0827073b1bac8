"""`make shots` draws a morning that the starter kit allows."""

import pytest

from tests.pages.centre import Centre
from tests.shots.pages import morning, next_calls

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_the_morning_of_the_pictures_can_happen(centre: Centre) -> None:
    for desk in (1, 3):
        await centre.at_desk(desk, "open")
    await next_calls(centre, *await morning(centre))
    picture = await centre.picture()
    assert {call["desk"] for call in picture["calls"]} == {1, 3}
    assert picture["waiting_count"] > 10
