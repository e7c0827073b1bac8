"""A page worked by its keyboard alone."""

from playwright.async_api import Page

TABS_MAX = 120


async def reach(page: Page, selector: str) -> None:
    """Go with Tab to what is wanted. Raises AssertionError when it cannot be reached so."""
    await page.wait_for_selector(selector)
    for _ in range(TABS_MAX):
        if await page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
        await page.keyboard.press("Tab")
    raise AssertionError(f"Tab never comes to {selector}")


async def press(page: Page, selector: str) -> None:
    await reach(page, selector)
    await page.keyboard.press("Enter")


async def tick(page: Page, selector: str) -> None:
    await reach(page, selector)
    await page.keyboard.press("Space")


async def write(page: Page, selector: str, text: str) -> None:
    await reach(page, selector)
    await page.keyboard.press("ControlOrMeta+a")
    await page.keyboard.type(text)


async def log_in(page: Page, person: str = "aigul", pin: str = "1111") -> None:
    await page.wait_for_selector("dialog #person:focus")
    await page.keyboard.type(person)
    await page.keyboard.press("Tab")
    await page.keyboard.type(pin)
    await page.keyboard.press("Enter")


async def choose(page: Page, selector: str, text: str) -> None:
    """Go along a list of choices with the arrow until the one that begins so."""
    await reach(page, selector)
    await page.keyboard.press("Home")
    for _ in range(TABS_MAX):
        if (await page.locator(f"{selector} option:checked").inner_text()).startswith(text):
            return
        await page.keyboard.press("ArrowDown")
    raise AssertionError(f"{selector} has no {text}")
