"""A visitor's own ticket on a phone without scripts."""

import pytest

from tests.pages.centre import Centre
from tests.pages.conftest import Pages

pytestmark = pytest.mark.asyncio(loop_scope="session")

PHONE = (360, 640)
LIMIT_BYTES = 20_000


async def test_it_says_the_place_and_the_range_and_then_where_to_go(pages: Pages, centre: Centre) -> None:
    for _ in range(3):
        await centre.take()
    await centre.at_desk(1, "open")
    page = await pages.open("/t/key-K-3", PHONE, scripts=False)
    text = await page.inner_text("main")
    assert "А003" in text
    assert "Сизден алдыда: 2 адам" in text
    assert "Болжолдуу күтүү: " in text
    for _ in range(2):
        ticket = (await centre.at_desk(1, "next"))["ticket"]
        await centre.at_desk(1, "finish", ticket=ticket, outcome="served")
    await page.reload()
    assert "Кийинки чакыруу — сиздики" in await page.inner_text("main")
    await centre.at_desk(1, "next")
    await page.reload()
    assert "1-терезеге келиңиз" in await page.inner_text("body.called main")
    assert await page.title() == "А003 → 1"
    await centre.at_desk(1, "start", ticket="K-3")
    await page.reload()
    assert "1-терезеде кабыл алып жатышат" in await page.inner_text("main")


async def test_it_loads_itself_again_until_it_is_over(pages: Pages, centre: Centre) -> None:
    await centre.at_desk(1, "open")
    await centre.take()
    page = await pages.open("/t/key-K-1", PHONE, scripts=False)
    assert await page.locator("meta[http-equiv=refresh]").count() == 1
    await centre.at_desk(1, "next")
    await centre.at_desk(1, "finish", ticket="K-1", outcome="served")
    await page.reload()
    assert "Ырахмат" in await page.inner_text("main")
    assert await page.locator("meta[http-equiv=refresh]").count() == 0


async def test_it_speaks_three_languages(pages: Pages, centre: Centre) -> None:
    for _ in range(2):
        await centre.take(language="en")
    words = {"ky": "Кезегиңизди күтүңүз", "ru": "Ожидайте своей очереди", "en": "Please wait for your turn"}
    page = await pages.open("/t/key-K-2", PHONE, scripts=False)
    for language, text in words.items():
        await page.goto(f"/t/key-K-2?lang={language}")
        assert text in await page.inner_text("main")


async def test_it_begins_in_the_language_of_the_ticket(pages: Pages, centre: Centre) -> None:
    await centre.take(language="ru")
    page = await pages.open("/t/key-K-1", PHONE, scripts=False)
    assert await page.get_attribute("html", "lang") == "ru"


async def test_every_state_has_a_message_in_every_language(pages: Pages, centre: Centre) -> None:
    pages.expected += ("404",)
    await centre.at_desk(1, "open")
    page = await pages.open("/t/none", PHONE, scripts=False)
    for act in ("park", "no-show"):
        ticket = await centre.take()
        await centre.at_desk(1, "next")
        await centre.at_desk(1, act, ticket=ticket)
        for language in ("ky", "ru", "en"):
            await page.goto(f"/t/key-{ticket}?lang={language}")
            assert "own." not in await page.inner_text("body")


async def test_an_unknown_ticket_is_told_politely(pages: Pages) -> None:
    pages.expected += ("404",)
    page = await pages.open("/t/<script>alert(1)</script>", PHONE, scripts=False)
    page = await pages.open("/t/no-such-key?lang=ky", PHONE, scripts=False)
    assert "табылган жок" in await page.inner_text("main")


async def test_all_of_it_is_small(centre: Centre) -> None:
    await centre.take()
    total = 0
    for path in ("/t/key-K-1", "/page/visitor/visitor.css", "/page/link/kezek.svg"):
        async with centre.client.get(centre.url + path) as answer:
            total += len(await answer.read())
    assert total <= LIMIT_BYTES
