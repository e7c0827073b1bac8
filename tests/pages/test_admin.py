"""The head looks after the centre from one page: people, kiosks, copies, access log, data of a person, files."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page

from server.backup import NAME, check
from server.restoring import ORDER
from tests.pages.centre import Centre
from tests.pages.conftest import Pages, log_in

pytestmark = pytest.mark.asyncio(loop_scope="session")
VIEWS = ("people", "copies", "log", "person", "files")
TITLES = {"person": "Все сведения об одном человеке", "log": "Кто смотрел и менял личные данные"}
EVIL = "<img src=x onerror=alert(1)>'; DROP TABLE entry; --"


async def admin(pages: Pages) -> Page:
    page = await pages.open("/admin", person="cholpon")
    await page.wait_for_selector("#pin-aigul")
    return page


async def register(centre: Centre, name: str, person: str = "aigul") -> None:
    body = {"kind": "service", "service": "residence", "applicant": {"name": name}}
    await centre.ask("POST", "/api/journal", body, await centre.cookie(person))


async def test_only_the_head_comes_in(pages: Pages, centre: Centre) -> None:
    page = await pages.open("/admin")
    await log_in(page, "aigul", "1111")
    await page.locator(".message").wait_for()
    assert await page.locator("#pin-aigul").count() == 0


async def test_a_pin_is_set_a_wait_is_lifted_and_a_kiosk_gets_its_code(pages: Pages, centre: Centre) -> None:
    async def tries(pin: str) -> int:
        body = {"person": "bakyt", "pin": pin}
        async with centre.client.post(f"{centre.url}/api/session", json=body) as answer:
            return answer.status

    for _ in range(6):
        await tries("0000")
    assert await tries("2222") == 429
    page = await admin(pages)
    await page.click("#lift-bakyt")
    await page.wait_for_selector("#lift-bakyt", state="detached")
    assert await tries("2222") == 200
    await page.click("#pin-bakyt")
    for first, again, says in (("12", "12", "4–12"), ("12345", "12346", "бирдей эмес")):
        await page.fill("#new-pin", first)
        await page.fill("#pin-again", again)
        await page.click("#confirm")
        await page.locator("dialog .error", has_text=says).wait_for()
    await page.fill("#pin-again", "12345")
    await page.press("#pin-again", "Enter")
    await page.wait_for_selector("dialog", state="detached")
    await page.wait_for_selector("#pin-bakyt")
    assert (await tries("2222"), await tries("12345")) == (401, 200)
    await page.click("#pair-K")
    code = await page.locator("#code").inner_text()
    paired = await centre.ask("POST", "/api/pair", {"code": code})
    assert paired["kiosk"] == "K"
    await page.click("#close")


async def test_the_log_shows_who_looked_and_one_persons_data_are_saved(
    pages: Pages, centre: Centre, tmp_path: Path
) -> None:
    await register(centre, f"Асанова {EVIL}")
    await register(centre, "Асанова Гүл", "bakyt")
    page = await admin(pages)
    await page.click("#view-person")
    await page.fill("#name", "асанова")
    await page.press("#name", "Enter")
    await page.check("#tick-2026-1")
    assert EVIL in await page.locator("#main").inner_text() and await page.locator("#main img").count() == 0
    async with page.expect_download() as download:
        await page.click("#save")
    await (await download.value).save_as(tmp_path / "person.json")
    saved = json.loads((tmp_path / "person.json").read_bytes())
    assert [entry["number"] for entry in saved["entries"]] == ["2026/1"]
    await page.click("#view-log")
    await page.select_option("#by", "bakyt")
    await page.locator("tbody tr", has_text="2026/1").first.wait_for(state="detached")
    assert "2026/2" in await page.locator("tbody tr").inner_text()
    await page.fill("#number", "17")
    await page.click("#search")
    await page.locator("p.bad", has_text="2026/17").wait_for()


def last_order(data: Path) -> Any:
    file = data / ORDER
    return json.loads(file.read_bytes()) if file.exists() else None


async def test_a_copy_is_made_and_put_back_after_a_question(pages: Pages, centre: Centre, tmp_path: Path) -> None:
    page = await admin(pages)
    await page.click("#view-copies")
    await page.click("#copy-0")
    await page.wait_for_selector("#made")
    (copy,) = (one for one in (tmp_path / "copies").iterdir() if NAME.fullmatch(one.name))
    assert check(copy).rows["access.sqlite"] == 5
    await register(centre, "Асанова Гүл")
    await page.click(f"#put-back-{copy.name}")
    await page.locator("#lost", has_text="журналдын жазуулары – 1").wait_for()
    await page.click("#confirm")
    assert await page.locator("dialog #understood").count() == 1, "nobody has said that they understand"
    await page.keyboard.press("Escape")
    assert last_order(tmp_path) is None
    await page.click(f"#put-back-{copy.name}")
    await page.check("#understood")
    await page.click("#confirm")
    await page.wait_for_selector("#putting-back")
    assert last_order(tmp_path) == {"copy": str(copy), "by": "cholpon"}


async def test_the_files_are_checked(quiet_pages: Pages) -> None:
    page = await admin(quiet_pages)
    await page.click("#view-files")
    await page.wait_for_selector("#verdict.good")


async def test_every_view_is_whole_in_three_languages(pages: Pages, centre: Centre) -> None:
    await register(centre, "Асанова Гүл")
    page = await admin(pages)
    for view in VIEWS:
        await page.click(f"#view-{view}")
        for language in ("ky", "ru", "en"):
            await page.click(f"#language-{language}")
            await page.wait_for_selector(f"html[lang={language}]")
            await page.locator(f"#view-{view}[aria-current=page]").wait_for()
            wide = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
            untold = re.findall(r"\b(?:admin|log|role)\.[a-z_]+", await page.locator("body").inner_text())
            assert (wide, untold) == (0, []), f"{view} {language}"


async def test_what_is_typed_stays_when_the_language_changes(quiet_pages: Pages) -> None:
    page = await admin(quiet_pages)
    for view, field in (("person", "#name"), ("log", "#number")):
        await page.click(f"#view-{view}")
        await page.fill(field, "2026/1")
        await page.click("#language-ru")
        await page.locator("main", has_text=TITLES[view]).wait_for()
        assert await page.input_value(field) == "2026/1", view
        await page.click("#language-ky")


async def test_html_in_an_applicants_words_is_shown_as_words_in_the_journal(pages: Pages, centre: Centre) -> None:
    await register(centre, EVIL)
    page = await pages.open("/journal", person="aigul")
    row = page.locator("#main tbody tr", has_text="2026/1")
    await row.wait_for()
    assert EVIL in await row.inner_text()
    await row.locator("a, button").first.click()
    await page.locator("#main", has_text="DROP TABLE").wait_for()
    assert await page.locator("#main img, #main script").count() == 0
