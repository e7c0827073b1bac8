"""The service menu: a held corner, a PIN that cannot be guessed, and what can be done behind it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from config.texts import LANGUAGES, catalogue
from core.words import Language
from kiosk import effects as e
from kiosk import pin
from kiosk import touches as t
from kiosk import visit as v
from kiosk.__main__ import main
from kiosk.app import HELD_S
from kiosk.facts import Upkeep
from kiosk.session import LEAVE_AFTER_S, step
from printer.answers import State
from tests.kiosk.house import House, house, new_hub, ready
from tests.kiosk.test_session import FACTS

OPEN = replace(FACTS, upkeep=Upkeep(has_pin=True))
TYPED: tuple[t.Touch, ...] = (t.HoldCorner(), *(t.Key(digit) for digit in "4821"), t.Yes())


def walk(*touches: t.Touch) -> tuple[v.Session, list[e.Effect]]:
    session, effects = v.Session(), list[e.Effect]()
    for touch in touches:
        session, new = step(session, touch, OPEN)
        effects += new
    return session, effects


def test_without_a_pin_there_is_no_menu_and_in_a_visit_the_corner_means_nothing() -> None:
    assert step(v.Session(), t.HoldCorner(), FACTS)[0] == v.Session()
    session, _ = walk(t.Begin(Language.KY), t.HoldCorner())
    assert isinstance(session.screen, v.Categories)


def test_the_menu_opens_for_the_pin_alone_and_closes_by_itself() -> None:
    session, effects = walk(*TYPED)
    assert effects == [e.CheckPin("4821")]
    assert walk(*TYPED, e.PinChecked(False, 15))[0].screen == v.EnterPin(wrong=True, wait_s=15)
    session, _ = walk(*TYPED, e.PinChecked(True))
    assert session.screen == v.ServiceMenu()
    assert step(session, t.Quiet(LEAVE_AFTER_S), OPEN)[0] == v.Session()
    assert walk(t.HoldCorner(), e.PinChecked(True))[0].screen == v.EnterPin()


def test_what_the_menu_does() -> None:
    inside = (*TYPED, e.PinChecked(True))
    session, effects = walk(*inside, t.PickTask(v.Task.PAGE), e.TestPrinted(v.Paper.OUT))
    assert (session.screen, effects[-1]) == (v.ServiceMenu(paper=v.Paper.OUT), e.PrintTest(feed=False))
    assert walk(*inside, t.PickTask(v.Task.FEED))[1][-1] == e.PrintTest(feed=True)
    assert walk(*inside, t.PickTask(v.Task.NEW_ROLL))[1][-1] == e.NewRoll()
    assert walk(*inside, t.PickTask(v.Task.RESTART))[1][-1] == e.Stop(again=True)
    assert walk(*inside, t.PickTask(v.Task.EXIT))[1][-1] == e.Stop(again=False)
    session, _ = walk(*inside, t.PickTask(v.Task.SCREEN), *[t.Yes()] * 5)
    assert session.screen == v.ScreenTest(5)
    assert step(session, t.Yes(), OPEN)[0].screen == v.ServiceMenu()


def test_a_pin_is_kept_as_a_hash_and_guessing_has_limits(tmp_path: Path) -> None:
    answer = CliRunner().invoke(main, ["pin", "--data", str(tmp_path), "--pin", "4821"])
    assert answer.exit_code == 0
    kept = tmp_path / pin.FILE
    assert kept.stat().st_mode & 0o777 == 0o600
    assert "4821" not in kept.read_text()
    lock = pin.PinLock(tmp_path)
    assert lock.opens("4821") == (True, 0)
    assert [lock.opens("0000")[0] for _ in range(3)] == [False] * 3
    fits, wait_s = lock.opens("4821")
    assert not fits
    assert wait_s > 0


@pytest.mark.parametrize("wrong", ["12", "abcd", "123456789", "١٢٣٤"])
def test_what_is_no_pin_is_refused_in_plain_words(tmp_path: Path, wrong: str) -> None:
    answer = CliRunner().invoke(main, ["pin", "--data", str(tmp_path), "--pin", wrong])
    assert answer.exit_code != 0
    assert "4 to 8 digits" in answer.output
    assert not (tmp_path / pin.FILE).exists()


def test_every_state_of_a_printer_has_a_word() -> None:
    for language in LANGUAGES:
        assert {f"printer.{state.value}" for state in State} <= set(catalogue("kiosk", language))


@asynccontextmanager
async def open_kiosk(folder: Path) -> AsyncIterator[House]:
    pin.store(folder / "kiosk", "4821")
    async with new_hub().serving() as hub, house(folder, hub) as kiosk:
        await ready(kiosk)
        yield kiosk


async def hold_corner(kiosk: House) -> None:
    from kivy.base import EventLoop

    driver = kiosk.driver
    finger = driver._touch(3, driver.window.height - 3)
    EventLoop.post_dispatch_input("begin", finger)
    kiosk.clock[0] += HELD_S
    await driver.until_screen(v.EnterPin)
    EventLoop.post_dispatch_input("end", finger)


@pytest.mark.asyncio
async def test_a_finger_that_holds_the_corner_reaches_the_printer_and_the_way_out(tmp_path: Path) -> None:
    left: list[bool] = []
    async with open_kiosk(tmp_path) as kiosk:
        kiosk.machine.leave = left.append
        await hold_corner(kiosk)
        for digit in "4821":
            kiosk.clock[0] += 1
            await kiosk.driver.tap(digit)
        await kiosk.press("Кирүү", v.ServiceMenu)
        assert any(text.startswith("1-принтер: даяр") for text in kiosk.driver.texts())
        kiosk.clock[0] += 1
        await kiosk.driver.tap("Сыноо")
        await kiosk.driver.until(lambda: "Принтер: басылды" in kiosk.driver.texts(), "the test page")
        assert len(list(kiosk.papers.glob("*.png"))) == 1
        assert "1-принтер: даяр, кагаз 79 м" in kiosk.driver.texts()
        kiosk.clock[0] += 1
        await kiosk.driver.tap("Жаңы түрмөк")
        await kiosk.driver.until(lambda: "1-принтер: даяр, кагаз 80 м" in kiosk.driver.texts(), "the count anew")
        kiosk.clock[0] += 1
        await kiosk.driver.tap("Чыгуу")
        await kiosk.driver.until(lambda: left, "the way out")
        assert left == [False]


@pytest.mark.asyncio
async def test_a_short_touch_in_the_corner_opens_nothing(tmp_path: Path) -> None:
    async with open_kiosk(tmp_path) as kiosk:
        await kiosk.driver.tap_at(3, kiosk.driver.window.height - 3)
        kiosk.clock[0] += HELD_S
        await kiosk.driver.frames(3)
        kiosk.app._check(0)
        assert kiosk.app.session.screen == v.Start()
