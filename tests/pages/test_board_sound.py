"""The board speaks each call once, in the centre's order, and tells the hub when the browser keeps it silent."""

import asyncio
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page

from board.runner import Hall
from board.voice import shelf
from board.voice.announcer import Announcer
from board.voice.shelf import Shelf
from config.schema import Voice
from core.words import Language
from tests.pages.browser import LAUNCH
from tests.pages.centre import Centre
from tests.pages.conftest import Pages, watched
from voice import sound
from voice.engines import Espeak
from voice.speech import Cache, Speech

pytestmark = pytest.mark.asyncio(loop_scope="session")

CHIME_S = 1.2
WHO_S = {Language.KY: 0.31, Language.RU: 0.33}
WHERE_S = {Language.KY: 0.37, Language.RU: 0.39}
"""Each sentence is told by its length."""

LISTEN = """() => {
  window.played = [];
  const start = AudioBufferSourceNode.prototype.start;
  AudioBufferSourceNode.prototype.start = function (at) {
    window.played.push([at, this.buffer.duration]);
    return start.call(this, at);
  };
  const connect = AudioNode.prototype.connect;
  AudioNode.prototype.connect = function (to) {
    if (this instanceof GainNode) window.gain = this.gain.value;
    return connect.call(this, to);
  };
}"""


def lay_out(folder: Path, codes: tuple[str, ...] = ("А001", "А002"), languages: tuple[Language, ...] = ()) -> None:
    """What `python -m board --shelf` lays out for these tickets and desk 1."""
    laid = Shelf(folder / "voice")
    for language in languages or WHO_S:
        laid.put(shelf.desk(1, language), tone(WHERE_S[language]))
        for code in codes:
            laid.put(shelf.ticket(code, language), tone(WHO_S[language]))


def tone(seconds: float) -> sound.Samples:
    chime = sound.chime()
    return sound.joined([chime], 0)[: round(seconds * sound.RATE)]


async def listening(pages: Pages) -> Page:
    page = await pages.open("/healthz")
    await page.add_init_script(f"({LISTEN})()")
    await page.goto("/board")
    await page.wait_for_selector("body[data-link=live] #chips li")
    return page


async def heard(page: Page, count: int) -> list[list[float]]:
    """[start, length] of each of the first `count` sounds, in seconds."""
    await page.wait_for_function("(count) => window.played.length >= count", arg=count)
    played: list[list[float]] = await page.evaluate("() => window.played")
    return [[start, round(length, 2)] for start, length in played]


async def test_a_call_is_a_chime_and_then_who_and_where_to_in_the_centres_order(
    pages: Pages, centre: Centre, tmp_path: Path
) -> None:
    lay_out(tmp_path)
    await centre.at_desk(1, "open")
    await centre.take()
    board = await listening(pages)
    await centre.at_desk(1, "next")
    said = await heard(board, 5)
    assert [length for _, length in said] == [CHIME_S, 0.31, 0.37, 0.33, 0.39]
    assert all(start + length <= then for (start, length), (then, _) in pairwise(said))
    assert await board.evaluate("() => window.gain") == pytest.approx(0.8), "the volume of nine o'clock"


async def test_of_two_calls_at_once_the_second_waits_for_the_end_of_the_first_and_a_recall_is_said_again(
    pages: Pages, centre: Centre, tmp_path: Path
) -> None:
    lay_out(tmp_path, languages=(Language.KY,))
    await centre.at_desk(1, "open")
    await centre.take()
    await centre.take()
    board = await listening(pages)
    first = (await centre.at_desk(1, "next"))["ticket"]
    await centre.at_desk(1, "recall", ticket=first)
    await centre.at_desk(1, "no-show", ticket=first)
    await centre.at_desk(1, "next")
    said = await heard(board, 6)
    assert [length for _, length in said] == [CHIME_S, 0.31, 0.37] * 2, "who has gone is not called any more"
    assert all(start + length <= then for (start, length), (then, _) in pairwise(said))


async def test_the_program_beside_the_hub_speaks_and_the_page_plays_it(
    pages: Pages, centre: Centre, tmp_path: Path
) -> None:
    announcer = Announcer(
        Speech([Espeak()], Cache(tmp_path / "cache")), Voice(), tmp_path, on_shelf=Shelf(tmp_path / "voice")
    )
    speaking = asyncio.create_task(Hall(centre.url, announcer=announcer).run())
    await centre.at_desk(1, "open")
    board = await listening(pages)
    await centre.take()
    while not (tmp_path / "voice" / "ru" / "ticket-А001.wav").exists():  # noqa: ASYNC110 - another task's file
        await asyncio.sleep(0.05)
    await centre.at_desk(1, "next")
    chime, *words = [length for _, length in await heard(board, 5)]
    assert chime == CHIME_S
    assert all(0.8 < length < 4 for length in words)
    speaking.cancel()
    await asyncio.wait([speaking])


async def test_without_words_the_chime_alone_calls(pages: Pages, centre: Centre) -> None:
    await centre.at_desk(1, "open")
    await centre.take()
    board = await listening(pages)
    ticket = (await centre.at_desk(1, "next"))["ticket"]
    await heard(board, 1)
    await centre.at_desk(1, "recall", ticket=ticket)
    assert [length for _, length in await heard(board, 2)] == [CHIME_S, CHIME_S]


async def test_a_board_the_browser_keeps_silent_tells_the_staff_until_somebody_touches_it(
    browser: Browser, centre: Centre
) -> None:
    """The board is asked nothing before the touch: a driver's question counts as one."""
    launch: dict[str, Any] = {
        **LAUNCH,
        "args": [*LAUNCH["args"], "--autoplay-policy=document-user-activation-required"],
    }
    strict = await browser.browser_type.launch(**launch)
    async with watched(strict, centre) as pages:
        pages.expected += ("AudioContext was not allowed to start",)
        head = await pages.open("/head", person="cholpon")
        board = await pages.open("/board")
        await head.locator(".notice", has_text="«hall» таблосунда үн өчүк").wait_for()
        await board.mouse.click(10, 10)
        await head.locator(".notice").wait_for(state="detached")
        await board.wait_for_selector("#sound[hidden]", state="attached")
    await strict.close()


async def test_words_that_do_not_come_hold_nothing_up(pages: Pages, centre: Centre) -> None:
    pages.expected += ("ERR_ABORTED", "Failed to load resource")
    await centre.at_desk(1, "open")
    await centre.take()
    board = await pages.open("/healthz")
    await board.add_init_script(f"({LISTEN})()")
    await board.route("**/board/voice/**", lambda route: None)
    await board.goto("/board")
    await board.wait_for_selector("body[data-link=live] #chips li")
    ticket = (await centre.at_desk(1, "next"))["ticket"]
    await heard(board, 1)
    await centre.at_desk(1, "recall", ticket=ticket)
    assert [length for _, length in await heard(board, 2)] == [CHIME_S, CHIME_S]
