"""The evaluation sheets on the head's page: sums alone, and one keyed in from paper."""

import pytest

from tests.pages.centre import Centre
from tests.pages.conftest import Pages, lose_answers
from tests.pages.test_desk import REFUSED, shows

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def hand_in(centre: Centre, count: int, answer: str) -> None:
    head = await centre.cookie("cholpon")
    for number in range(count):
        sheet = {"variant": "full", "ratings": {"queue": answer}, "corruption": True, "corruption_words": "сыр сөз"}
        await centre.ask("POST", "/api/sheets", {"key": f"{answer}-{number}", "sheet": sheet}, head)


async def test_the_observer_sees_counts_and_from_ten_answers_on_shares(pages: Pages, centre: Centre) -> None:
    await hand_in(centre, 4, "fully")
    page = await pages.open("/head", person="council")
    await shows(page, ".sheets td", "4")
    assert "%" not in await page.inner_text(".sheets")
    assert await page.query_selector("#key-in") is None
    await hand_in(centre, 6, "partly")
    await page.reload()
    await shows(page, ".sheets td", "4 (40 %)")
    seen = await page.inner_text(".sheets")
    assert "0.70" in seen
    assert "10" in seen
    assert "сыр сөз" not in await page.content()


async def test_the_head_keys_in_a_sheet_from_paper(pages: Pages, centre: Centre) -> None:
    page = await pages.open("/head", person="cholpon")
    await page.click("#key-in")
    await page.select_option("#variant", "full")
    await page.select_option("#queue", "not")
    await page.select_option("#unjustified", "yes")
    await page.check("[value=paid_office]")
    await page.select_option("#service", "birth")
    pages.expected += REFUSED
    await lose_answers(page, "**/api/sheets")
    await page.click("#confirm")
    await shows(page, "dialog .error", "байланыш")
    assert await page.input_value("#queue") == "not"
    await page.click("#confirm")
    await shows(page, ".sheets p", "кагаздан: 1")
    assert "Акы алган башка уюмга жөнөтүштү: 1" in await page.inner_text(".sheets")
