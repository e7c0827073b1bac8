"""The manual's way of a visit through desk and journal (K.II.3), in a real browser, by keyboard alone."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Page

from tests.pages.centre import Centre
from tests.pages.conftest import Pages, lose_answers
from tests.pages.conftest import log_in as log_in_again
from tests.pages.keys import choose, log_in, press, reach, tick, write
from tests.pages.test_fit import assert_whole

LOST = ("Failed to load resource",)

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session")
async def workplace(pages: Pages) -> AsyncIterator[Page]:
    """A desk's computer, with its operator logged in and the journal as its page."""
    page = await pages.open("/journal", person="aigul")
    await page.wait_for_selector("#find")
    yield page


async def shows(page: Page, selector: str, text: str) -> None:
    await page.locator(selector, has_text=text).first.wait_for()


async def from_the_desk(page: Page, desk: int) -> None:
    """Call the visitor, begin, and go on to their papers."""
    await page.goto(f"/desk?desk={desk}")
    await press(page, "#desk-open")
    for key, act in (("F2", "next"), ("F4", "start"), ("F5", "register")):
        await page.wait_for_selector(f"#act-{act}:enabled")
        await page.keyboard.press(key)
    await page.wait_for_selector("#name:focus")


async def register(page: Page, name: str, *papers: str, kept: str = "Папка 3") -> str:
    """Fill in the form that is open; the receipt's code of the entry that comes of it."""
    await write(page, "#name", name)
    for paper in papers:
        await tick(page, f"#{paper}")
    await write(page, f"#{papers[0]}-kept", kept)
    await press(page, "#register")
    await shows(page, "#told", "Катталды")
    await page.wait_for_selector("#print-receipt:focus")
    return await page.locator(".entry dd", has_text="26-").inner_text()


async def prints(page: Page, link: str, path: str) -> None:
    """There is a link to this paper, and the paper is there."""
    await page.wait_for_selector(link)
    assert await page.get_attribute(link, "href") == path
    paper = await page.request.get(path)
    assert (paper.status, (await paper.body())[:5]) == (200, b"%PDF-")


async def act(page: Page, act: str) -> None:
    """Press the digit that an act of the entry shows."""
    key = await page.locator(f"#act-{act} kbd").inner_text()
    await page.keyboard.press(key)


async def find(page: Page, text: str) -> None:
    await page.keyboard.press("F2")
    await page.wait_for_selector("#text:focus")
    await page.keyboard.type(text)
    await page.keyboard.press("Enter")
    await page.wait_for_selector(".number:focus")
    assert await page.locator(".number").count() == 1
    await page.keyboard.press("Enter")
    await page.wait_for_selector(".entry")


async def test_a_simple_certificate_from_the_call_to_the_result(workplace: Page, centre: Centre) -> None:
    page = workplace
    await centre.take("family-composition", "guldu-bak", "ru")
    await from_the_desk(page, 1)
    assert [await page.input_value(f"#{one}") for one in ("service", "village", "language")] == [
        "family-composition",
        "guldu-bak",
        "ru",
    ]
    await shows(page, ".complete.not", "Жетишпейт: Паспорт (түп нускасы)")
    papers = ("paper-0-copy", "paper-0-original", "paper-1-copy", "paper-2-copy")
    await write(page, "#name", "Асанова Гүлнара")
    for paper in sorted(papers, key=lambda one: (one[:7], one[7:] == "-copy")):
        await tick(page, f"#{paper}")
    await shows(page, ".complete", "Бардык документтер бар")
    await page.keyboard.press("Shift+Tab")
    await press(page, "#register")
    await page.wait_for_selector("#print-receipt:focus")
    assert "Документ кабыл алуу талону" in await page.inner_text("#print-receipt")
    await prints(page, "#print-receipt", "/api/journal/2026/1/receipt.pdf")
    code = await page.locator(".entry dd", has_text="26-").inner_text()
    await page.keyboard.press("F10")
    await page.wait_for_selector("#act-finish:enabled")
    await page.keyboard.press("F9")
    await page.wait_for_selector("#outcome-served:focus")
    await page.keyboard.press("1")
    await page.wait_for_selector(".visitor.none")
    await page.keyboard.press("F5")
    await find(page, "асанова")
    await act(page, "ready")
    await page.wait_for_selector("dialog #result:focus")
    await page.keyboard.press("Enter")
    await shows(page, ".entry .state", "даяр")
    await act(page, "issue")
    await page.wait_for_selector("dialog #receipt:focus")
    await page.keyboard.type(code.replace("-", ""))
    await page.keyboard.press("Enter")
    await shows(page, ".entry .state", "берилди")


async def test_a_package_is_refused_with_a_reason_and_the_refusal_complained_of(workplace: Page) -> None:
    page = workplace
    await page.keyboard.press("F4")
    await write(page, "#name", "Токтосунов Нурбек")
    await press(page, "#refuse")
    await page.wait_for_selector("dialog #reason:focus")
    assert "Паспорт (түп нускасы)" in await page.input_value("#refusal-text")
    await press(page, "#confirm")
    await shows(page, ".entry .state", "документтер алынган жок")
    await shows(page, ".entry", "Жетишпеген документтерди алып келиңиз")
    await prints(page, "#print-refusal:focus", "/api/journal/2026/1/refusal.pdf")
    await act(page, "complain")
    await shows(page, ".register", "№ 2026/1")
    assert await page.input_value("#name") == "Токтосунов Нурбек"
    await write(page, "#statement", "Документтерим толук болчу")
    await press(page, "#register")
    await shows(page, ".entry h2", "Даттануу № 2026/2")
    await act(page, "answer")
    await page.wait_for_selector("dialog #answer:focus")
    await page.keyboard.type("Документтер кабыл алынды")
    await press(page, "#confirm")
    await shows(page, ".entry .state", "жооп берилди")
    await find(page, "2026/1")
    await shows(page, ".entry dd", "2026/2")


async def test_a_service_of_three_bodies_goes_to_each_and_comes_back(workplace: Page, centre: Centre) -> None:
    page = workplace
    await centre.take("land-ownership")
    await page.goto("/desk?desk=3")
    await press(page, "#desk-open")
    await page.wait_for_selector("#act-next:enabled")
    await page.keyboard.press("F2")
    await reach(page, "#route")
    await page.keyboard.press("F5")
    await page.wait_for_selector("#name:focus")
    code = await register(page, "Бакиров Азамат", "paper-0-copy", "paper-1-original")
    for round_, (body, outcome) in enumerate((("Ак-Шоола", "done"), ("Жеке", "done"), ("Жер кадастры", "ready")), 1):
        await act(page, "hand-over")
        await choose(page, "dialog #unit", body)
        await write(page, "#taken-by", "Д. Кадыралиева")
        await page.keyboard.press("Enter")
        await shows(page, ".entry .state", "өткөрүп берилди")
        await act(page, f"back-{round_}")
        await page.wait_for_selector("dialog [name=outcome]:focus")
        if outcome == "done":
            await page.keyboard.press("ArrowUp")
        await write(page, "#result", "Күбөлүк" if outcome == "ready" else "Көчүрмө")
        await page.keyboard.press("Enter")
        await shows(page, ".entry .state", "даяр" if outcome == "ready" else "кабыл алынды")
    await act(page, "issue")
    await page.wait_for_selector("dialog #receipt:focus")
    await page.keyboard.type(code)
    await page.keyboard.press("Enter")
    await shows(page, ".entry .state", "берилди")
    assert await page.locator(".steps li").count() == 3


async def test_the_day_is_handed_over_in_one_list_for_each_body(workplace: Page) -> None:
    page = workplace
    await page.keyboard.press("F4")
    await choose(page, "#service", "Баланын төрөлгөндүгү")
    await register(page, "Осмонова Айзада", "paper-0-original")
    await page.keyboard.press("F6")
    await page.wait_for_selector(".give input:focus")
    await page.keyboard.type("Ж. Мамбеткулова")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.method))
    await page.evaluate(
        "form => [1, 2].forEach(() => form.requestSubmit())", await page.query_selector(".to-hand >> ..")
    )
    await shows(page, ".lists", "2026/1")
    assert asked.count("POST") == 1, "a double click hands over twice"
    await prints(page, "a[href^='/api/handovers/']:focus", "/api/handovers/1/list.pdf")
    await page.keyboard.press("F7")
    await shows(page, "#late-hand_over", "Кечиккени жок")


async def test_advice_is_one_key_and_a_need_is_passed_on_and_answered(workplace: Page) -> None:
    page = workplace
    await page.keyboard.press("F9")
    await page.wait_for_selector("dialog #confirm:focus")
    await page.keyboard.press("Enter")
    await shows(page, "#told", "2026/1")
    await page.keyboard.press("F8")
    await press(page, "#add-need")
    await write(page, "#need-text", "Көчөдө жарык жок")
    await press(page, "#confirm")
    await shows(page, ".needs", "Көчөдө жарык жок")
    await press(page, "#pass-1")
    await write(page, "#addressee", "Айыл кеңеши")
    await write(page, "#passed-on", "24.11.2026")
    await page.keyboard.press("Enter")
    await shows(page, ".needs", "Айыл кеңеши, 24.11.2026")


async def test_what_was_typed_outlives_another_language_and_a_session_that_ended(workplace: Page, pages: Pages) -> None:
    page = workplace
    pages.expected += LOST
    await page.keyboard.press("F4")
    await page.fill("#name", "Асанова Гүлнара")
    await page.select_option("#service", "family-composition")
    await page.check("#paper-0-copy")
    await page.click("#add-paper")
    await page.locator("[id^=paper-other][id$=-name]").fill("Ишеним кат")
    for language in ("ru", "ky"):
        await page.click(f"#language-{language}")
        await shows(page, "#register", {"ru": "Зарегистрировать", "ky": "Каттоо"}[language])
    await page.evaluate("() => fetch('/api/session', { method: 'DELETE' })")
    await page.click("#register")
    await log_in_again(page)
    await page.wait_for_selector("dialog", state="detached")
    assert await page.input_value("#name") == "Асанова Гүлнара"
    await page.click("#register")
    await shows(page, "#told", "Катталды")
    papers = await page.locator("td:first-child").all_inner_texts()
    assert len(papers) == 2 and papers[1] == "Ишеним кат"


async def test_a_question_stays_with_its_text_until_the_hub_says_yes_and_is_done_once(
    workplace: Page, pages: Pages, centre: Centre
) -> None:
    page = workplace
    pages.expected += LOST
    statement = {"text": "Даттанам", "form": "written"}
    await centre.ask("POST", "/api/journal", {"kind": "appeal", "statement": statement}, await centre.cookie("aigul"))
    await page.keyboard.press("F2")
    await page.click("#entry-2026-1")
    await page.click("#act-visit")
    await page.fill("#planned", "01.12.2026")
    await page.fill("#object", "Жер тилкеси")
    await page.fill("#participants", "Баары")
    await lose_answers(page, "**/visits")
    await page.click("#confirm")
    await shows(page, "dialog .error", "байланыш")
    await page.evaluate("() => fetch('/api/session', { method: 'DELETE' })")
    await page.click("#confirm")
    await page.wait_for_selector("dialog.entrance")
    await log_in_again(page)
    await page.wait_for_selector("dialog.entrance", state="detached")
    assert await page.input_value("#participants") == "Баары"
    await page.click("#confirm")
    await page.wait_for_selector("dialog", state="detached")
    await page.wait_for_selector("[id^=visit-]")
    assert await page.locator("[id^=visit-]").count() == 1
    await lose_answers(page, "**/api/journal")
    await page.keyboard.press("F9")
    await page.click("#confirm")
    await shows(page, "dialog .error", "байланыш")
    await page.click("#confirm")
    await shows(page, "#told", "2026/2")


async def test_a_bodys_refusal_that_is_not_told_yet_loses_nothing(workplace: Page, centre: Centre) -> None:
    page = workplace
    staff = await centre.cookie("aigul")
    body = {"kind": "service", "service": "birth", "applicant": {"name": "Осмонова Айзада"}}
    await centre.ask("POST", "/api/journal", body, staff)
    await centre.ask("POST", "/api/journal/2026/1/steps", {"unit": "zags", "what": "Жооп"}, staff)
    await page.keyboard.press("F2")
    await page.click("#entry-2026-1")
    await page.click("#act-back-1")
    await page.check("dialog [value=refused]")
    await page.fill("#note", "Жооп кат менен")
    await page.click("#confirm")
    await page.wait_for_selector("dialog #reason:focus")
    await page.keyboard.press("Escape")
    await page.wait_for_selector("#reason", state="detached")
    assert await page.input_value("#note") == "Жооп кат менен"
    await page.click("#confirm")
    await page.wait_for_selector("dialog #reason:focus")
    await page.keyboard.press("Tab")
    await page.locator("#confirm").last.click()
    await page.wait_for_selector(".entry.refused")


async def test_every_view_of_the_journal_is_whole_in_three_languages(workplace: Page, centre: Centre) -> None:
    page = workplace
    await page.keyboard.press("F4")
    await register(page, "Асанова Гүлнара", "paper-0-copy")
    for language in ("ky", "ru", "en"):
        await page.click(f"#language-{language}")
        await page.wait_for_selector(f"html[lang={language}]")
        for key, ready in (("F2", "#found"), ("F4", "#register"), ("F6", ".lists, .about"), ("F7", ".overdue")):
            await page.keyboard.press(key)
            await page.wait_for_selector(ready)
            await assert_whole(page, f"{key} {language}")
        await page.keyboard.press("F2")
        await page.wait_for_selector("#found")
        await page.locator(".number").first.click()
        await page.wait_for_selector(".entry")
        await assert_whole(page, f"entry {language}")
        for act_ in ("hand-over", "ready", "step", "refuse", "return", "need", "visit"):
            await act(page, act_)
            await page.wait_for_selector("dialog[open]")
            await assert_whole(page, f"{act_} {language}")
            await page.keyboard.press("Escape")
            await page.wait_for_selector("dialog", state="detached")


async def test_one_more_paper_and_a_slip_of_the_pen(workplace: Page) -> None:
    page = workplace
    await page.keyboard.press("F4")
    await register(page, "Асанова Гулнара", "paper-0-copy")
    await press(page, "#act-paper")
    await page.wait_for_selector("dialog #paper-name:focus")
    await page.keyboard.type("Ишеним кат")
    await page.keyboard.press("Enter")
    await shows(page, "td", "Ишеним кат")
    await press(page, "#act-correct")
    await write(page, "#applicant", "Асанова Гүлнара")
    await page.keyboard.press("Enter")
    await shows(page, ".entry dd", "Асанова Гүлнара")


async def test_a_result_that_is_left_at_the_centre_goes_back_and_the_entry_is_annulled(
    pages: Pages, centre: Centre
) -> None:
    head = await centre.cookie("cholpon")
    papers = [{"name": "Паспорт", "shown": True}]
    body = {"kind": "service", "service": "birth", "applicant": {"name": "Осмонова Айзада"}, "documents": papers}
    await centre.ask("POST", "/api/journal", body, head)
    await centre.ask("POST", "/api/journal/2026/1/steps", {"unit": "zags", "what": "Жооп"}, head)
    refused = {"step": 1, "outcome": "refused", "refusal": {"reason": "other"}, "results": [{"name": "Жооп кат"}]}
    await centre.ask("POST", "/api/journal/2026/1/back", refused, head)
    page = await pages.open("/journal", person="cholpon")
    await page.click("#entry-2026-1")
    await page.click("#act-return")
    await page.check("dialog [type=checkbox]")
    await page.click("#confirm")
    await page.wait_for_selector("#act-return", state="detached")
    await page.click("#act-annul")
    await page.fill("#why", "Жаңылыш")
    await page.click("#confirm")
    await page.wait_for_selector("#annulled")


async def test_the_head_takes_the_whole_journal_along(pages: Pages) -> None:
    page = await pages.open("/journal", person="cholpon")
    href = await page.get_attribute("#export-csv", "href")
    assert href == "/api/journal/export.csv"
    assert (await page.request.get(href)).status == 200


async def test_what_people_write_is_text_and_nothing_else(workplace: Page) -> None:
    page = workplace
    await page.keyboard.press("F4")
    name = "<img src=x onerror=alert(1)> '; DROP TABLE entry; --"
    await register(page, name, "paper-0-copy")
    assert await page.locator(".entry dd", has_text=name).count() == 1
    await find(page, "drop table")


async def test_the_journal_is_not_for_an_observer(pages: Pages) -> None:
    page = await pages.open("/journal")
    await log_in(page, "council", "4444")
    await shows(page, ".message", "ачык эмес")


async def test_the_head_takes_a_bodys_file_and_annuls_what_was_registered_by_mistake(
    pages: Pages, centre: Centre
) -> None:
    head = await centre.cookie("cholpon")
    for _ in range(2):
        body = {"kind": "service", "service": "birth", "applicant": {"name": "Осмонова Айзада"}}
        await centre.ask("POST", "/api/journal", body, head)
    given: dict[str, object] = {"unit": "zags", "taken_by": "Ж. М.", "entries": [{"number": "2026/1"}]}
    await centre.ask("POST", "/api/handovers", given, head)
    page = await pages.open("/journal", person="cholpon")
    await page.click("#view-handover")
    await page.select_option("#results-unit", "zags")
    table = b"number;outcome\n2026/1;ready\n17;lost\n2026/9;done\n"
    await page.set_input_files("#results-file", {"name": "зАГС.csv", "mimeType": "", "buffer": table})
    await page.click("#results-send")
    await page.locator("#results-taken", has_text="2026/1").wait_for()
    rows = await page.locator("#results-told tbody tr").all_inner_texts()
    assert [row.split("\t")[0] for row in rows] == ["3", "4"] and "number, outcome" in rows[0]
    await page.click("#view-list")
    await page.click("#entry-2026-2")
    assert await page.get_attribute(".entry .database", "href") == "https://zags.example/"
    await page.click("#act-annul")
    await page.fill("#why", "Эки жолу катталды")
    await page.press("#why", "Enter")
    await page.locator("#annulled", has_text="Чолпон Сейитказиева").wait_for()
    assert await page.locator(".side, .papers").count() == 0
    await page.click("#view-list")
    await page.wait_for_selector("tr.annulled #entry-2026-2")
