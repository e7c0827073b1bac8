"""A kiosk at rest: who is called, one useful answer, and the night."""

import weakref
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from core.views import BoardCall
from core.words import Language, Stage
from kiosk import app as app_module
from kiosk import idle
from kiosk import visit as v
from kiosk.app import DARK_AFTER_S, FPS, GARBAGE_S, GUARD_S
from kiosk.heartbeat import BEAT_S
from kiosk.screens.parts import KEPT, Sheet, letters
from tests.kiosk.content import MONDAY, picture
from tests.kiosk.house import House, greeting, house, new_hub, ready
from tests.kiosk.test_session import FACTS


def test_another_answer_comes_after_a_while_and_none_is_too_long_to_read_in_passing() -> None:
    later = [replace(FACTS, now=MONDAY + timedelta(minutes=at * idle.ANSWER_MIN)) for at in range(6)]
    shown = [idle.answer(facts, Language.KY) for facts in later]
    assert len({one.id for one in shown if one}) == len(FACTS.content.faq)
    longest = replace(FACTS.content.faq[0], answer=replace(FACTS.content.faq[0].answer, ky="а" * 400))
    none = replace(FACTS, content=replace(FACTS.content, faq=(longest,)))
    assert idle.answer(none, Language.KY) is None


@pytest.mark.parametrize(
    ("hours", "open_desks", "dark"),
    [
        (0, 1, False),
        (0, 0, False),
        (-1.5, 0, False),
        (-3, 0, True),
        (10, 0, True),
        (10, 1, False),
    ],
)
def test_it_is_night_when_the_schedule_expects_nobody_and_no_desk_works_on(
    hours: float, open_desks: int, dark: bool
) -> None:
    now = MONDAY + timedelta(hours=hours)
    assert idle.night(replace(FACTS, now=now, picture=picture(open_desks=open_desks))) is dark


def test_on_a_closed_day_it_is_night_all_day() -> None:
    sunday = MONDAY - timedelta(days=1)
    assert idle.night(replace(FACTS, now=sunday, picture=None))


@asynccontextmanager
async def open_kiosk(folder: Path) -> AsyncIterator[House]:
    async with new_hub().serving() as hub, house(folder, hub) as kiosk:
        await ready(kiosk)
        yield kiosk


@pytest.mark.asyncio
async def test_who_is_at_a_desk_stands_on_the_first_screen_and_nobody_who_has_gone(tmp_path: Path) -> None:
    async with open_kiosk(tmp_path) as kiosk:
        stages = (Stage.FINISHED, Stage.CALLED, Stage.NO_SHOW, Stage.PARKED, Stage.SERVING)
        calls = [BoardCall(f"А00{9 - at}", at, stage, MONDAY, False, 1) for at, stage in enumerate(stages)]
        await kiosk.hub.say(greeting(replace(picture(), calls=tuple(calls)))[1])
        text = "Азыр терезелерде: А008 → 1 · А005 → 4"
        await kiosk.driver.until(lambda: text in kiosk.driver.texts(), "the calls")
        await kiosk.hub.say(greeting(replace(picture(), calls=tuple(calls[:1])))[1])
        await kiosk.driver.until(lambda: not any("А00" in one for one in kiosk.driver.texts()), "no call")


@pytest.mark.asyncio
async def test_at_night_the_screen_is_dark_and_the_first_touch_only_wakes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_kiosk(tmp_path) as kiosk:
        monkeypatch.setattr(idle, "night", lambda facts: True)

        def veiled() -> bool:
            return type(kiosk.app.root.children[0]) is Sheet

        kiosk.clock[0] += DARK_AFTER_S
        kiosk.app._touched_at = kiosk.clock[0] - DARK_AFTER_S
        await kiosk.driver.until(veiled, "the dark")
        await kiosk.driver.tap("Талон алуу")
        assert not veiled()
        assert isinstance(kiosk.app.session.screen, v.Start)
        await kiosk.press("Талон алуу", v.Categories)


@pytest.mark.asyncio
async def test_a_finger_wakes_the_slow_clock_of_a_kiosk_at_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kivy.clock import Clock

    async with open_kiosk(tmp_path) as kiosk:
        monkeypatch.setattr(app_module, "FPS_AT_REST", FPS / 2)
        kiosk.clock[0] += BEAT_S
        await kiosk.driver.until(lambda: Clock._max_fps == FPS / 2, "rest")
        finger = kiosk.driver.down(1, 1)
        assert Clock._max_fps == FPS
        kiosk.driver.up(finger)


@pytest.mark.asyncio
async def test_what_is_left_of_a_screen_is_cleared_away_before_the_next_touch_counts(tmp_path: Path) -> None:
    async with open_kiosk(tmp_path) as kiosk:
        await kiosk.press("Талон алуу", v.Categories)
        left = weakref.ref(kiosk.app.root.children[0])
        await kiosk.press("Башкы бет", v.Start)
        await kiosk.driver.until(lambda: left() is None, "the screen is gone")
        assert GARBAGE_S < GUARD_S


def test_a_long_comment_takes_no_more_memory_than_the_words_of_all_screens_may() -> None:
    written = 0
    for count in range(360, 400):
        made = letters("сылык " * count, 40, 1000, 1.1, "Roboto", bold=False, align="left")
        written += 4 * made.width * made.height
    kept = sum(4 * one.width * one.height for one in KEPT.values())
    assert kept <= KEPT.maxsize < written
    assert made is letters("сылык " * count, 40, 1000, 1.1, "Roboto", bold=False, align="left")
