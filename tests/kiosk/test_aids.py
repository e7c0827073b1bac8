"""What makes the kiosk easier, touched as a visitor touches it: the bar, a call for an employee, the glass turned."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from config.schema import Category
from core.words import Language
from kiosk import touches as t
from kiosk import visit as v
from kiosk.colours import CONTRAST
from kiosk.screens.spoken import spoken
from tests.kiosk.content import picture
from tests.kiosk.house import House, greeting, house, new_hub, ready

pytestmark = pytest.mark.asyncio


@asynccontextmanager
async def open_kiosk(folder: Path) -> AsyncIterator[House]:
    async with new_hub().serving() as hub, house(folder, hub) as kiosk:
        await ready(kiosk)
        yield kiosk


async def touch(kiosk: House, text: str) -> None:
    kiosk.clock[0] += 1
    await kiosk.driver.tap(text)


async def test_with_large_letters_high_contrast_and_low_reach_a_ticket_is_taken_all_the_same(tmp_path: Path) -> None:
    async with open_kiosk(tmp_path) as kiosk:
        for aid in ("Чоң тамга", "Контраст", "Ылдый"):
            await touch(kiosk, aid)
        assert kiosk.app.session.aids == {v.Aid.LARGE, v.Aid.CONTRAST, v.Aid.LOW}
        assert kiosk.app.glass.large
        assert kiosk.app.glass.low
        assert kiosk.app._look().palette is CONTRAST
        await kiosk.go_to_offer()
        lowest = kiosk.driver.window.height / 2
        assert all(button.to_window(*button.pos)[1] < lowest for button in kiosk.driver.buttons())
        await kiosk.press("Ооба, талон алам", v.Printed)
        await kiosk.press("Бүттү", v.Farewell)
        await kiosk.press("Башкы бет", v.Start)
        assert kiosk.app.session == v.Session()


async def test_an_employee_is_called_from_any_screen_and_the_visitor_hears_when_one_comes(tmp_path: Path) -> None:
    async with open_kiosk(tmp_path) as kiosk:
        usual = kiosk.hub.answers["POST"]

        async def post(request: Any) -> Any:
            from aiohttp import web

            return web.json_response({"call": 3}) if request.path == "/api/kiosk/help" else await usual(request)

        kiosk.hub.answers["POST"] = post
        await kiosk.press("Талон алуу", v.Categories)
        await touch(kiosk, "Жардам")
        await kiosk.driver.until(lambda: "Кызматкер чакырылды" in kiosk.driver.texts(), "the hub's answer")
        await touch(kiosk, "Түшүндүм")
        assert "Күтүңүз" in kiosk.driver.texts()
        await kiosk.hub.say(greeting(picture(helped=3))[1])
        await kiosk.driver.until(lambda: "Келатат" in kiosk.driver.texts(), "somebody comes")
        assert isinstance(kiosk.app.session.screen, v.Categories)


async def test_when_the_hub_is_away_the_visitor_is_sent_to_a_desk(tmp_path: Path) -> None:
    hub = new_hub()
    async with hub.serving():
        pass
    async with house(tmp_path, hub) as kiosk:
        async with hub.serving():
            await ready(kiosk)
        await touch(kiosk, "Жардам")
        await kiosk.driver.until(lambda: "Терезеге кайрылыңыз" in kiosk.driver.texts(), "the truth")
        await touch(kiosk, "Түшүндүм")
        assert kiosk.app.session.screen == v.Start()


async def test_what_is_read_aloud_is_what_stands_on_the_screen_and_a_finger_ends_it(tmp_path: Path) -> None:
    said: list[tuple[Sequence[str], Language]] = []
    hushed: list[None] = []
    async with open_kiosk(tmp_path) as kiosk:
        kiosk.machine.say = lambda texts, language: said.append((texts, language))
        kiosk.machine.hush = lambda: hushed.append(None)
        kiosk.machine._voices = frozenset({Language.KY})
        kiosk.app._show()
        await kiosk.driver.frames(3)
        await touch(kiosk, "Угуу")
        await kiosk.press("Талон алуу", v.Categories)
        assert said[-1] == (spoken(kiosk.app.root), Language.KY)
        assert said[-1][0][0] == "Кызматтын түрүн тандаңыз"
        before = len(hushed)
        await kiosk.driver.tap_at(2, 2)
        assert len(hushed) > before
        await kiosk.press("Аты боюнча издөө", v.Search)
        count = len(said)
        await touch(kiosk, "т")
        assert len(said) == count
        assert "т_" in kiosk.driver.texts()
        assert "т_" not in spoken(kiosk.app.root)


async def test_a_language_without_a_voice_says_so_and_offers_nothing(tmp_path: Path) -> None:
    async with open_kiosk(tmp_path) as kiosk:
        kiosk.machine._voices = frozenset()
        kiosk.app._show()
        await kiosk.driver.frames(2)
        assert "Үн жок" in kiosk.driver.texts()
        with pytest.raises(LookupError):
            kiosk.driver.button("Угуу")


async def test_the_glass_may_be_turned_while_somebody_stands_there(tmp_path: Path) -> None:
    async with open_kiosk(tmp_path) as kiosk:
        await kiosk.press("Талон алуу", v.Categories)
        kiosk.app.receive(t.PickCategory(Category.MUNICIPAL))
        for size in ((960, 540), (1024, 600), (540, 960)):
            kiosk.app._resize(None, *size)
            await kiosk.driver.frames(3)
            assert (kiosk.app.glass.width, kiosk.app.glass.height) == size
            assert isinstance(kiosk.app.session.screen, v.Services)
            assert "Контраст" in kiosk.driver.texts()
