"""A sign on its line: painted at once, repainted after a power cut, cleared when nobody knows."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from board.signs.alpha import Alpha
from board.signs.bus import REPAINT_S, Bus, buses
from board.signs.candle import Candle
from board.signs.modbus import Modbus
from board.signs.mount import Mounted, WrongPlace, mounted
from board.signs.sign import Sign, rows_of
from core.words import Stage
from link.supervise import supervise
from tests.board.office import call, picture
from tests.fakes.sign import FakeAlpha, FakeCandle, FakeModbus, FakeSign, OnPty

NEVER = 3600.0
PATIENCE_S = 60


@asynccontextmanager
async def hanging(
    folder: Path, device: FakeSign, *signs: Sign, repaint_s: float = NEVER
) -> AsyncIterator[tuple[Bus, OnPty]]:
    """A sign on the wall and its bus, under supervision."""
    place = OnPty(device, folder / "sign")
    mounts = [Mounted(str(place.path), replace(sign.line), sign) for sign in signs]
    bus = Bus(mounts, repaint_s=repaint_s)
    running = asyncio.create_task(supervise("sign", bus.run, pause_s_min=0.005, pause_s_max=0.02))
    try:
        async with asyncio.timeout(PATIENCE_S):
            yield bus, place
    finally:
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running
        place.unplug()


@pytest.mark.asyncio
async def test_a_call_is_on_the_sign_at_once_and_stops_blinking_when_the_visitor_comes(tmp_path: Path) -> None:
    device = FakeCandle(rows=2)
    async with hanging(tmp_path, device, Candle(rows=2, pause_s=0)) as (bus, place):
        bus.show(picture(call("А042", 3)))
        await place.until(lambda: device.shown == ["*А042>03", ""])
        bus.show(picture(call("А043", 1, 1), call("А042", 3, state=Stage.SERVING)))
        await place.until(lambda: device.shown == ["*А043>01", "А042>03"])
    assert device.faults == []


@pytest.mark.asyncio
@pytest.mark.parametrize("kind", ["candle", "modbus", "alpha"])
async def test_after_a_power_cut_of_the_sign_the_next_repaint_brings_the_picture_back(
    kind: str, tmp_path: Path
) -> None:
    signs: dict[str, tuple[Sign, FakeSign, str]] = {
        "candle": (Candle(pause_s=0), FakeCandle(), "*А042>03"),
        "modbus": (Modbus(pause_s=0), FakeModbus(), "A042-3"),
        "alpha": (Alpha(pause_s=0, line=replace(Alpha().line, baud=1_000_000)), FakeAlpha(), "*А042>3-терезе"),
    }
    sign, device, shown = signs[kind]
    async with hanging(tmp_path, device, sign, repaint_s=0.05) as (bus, place):
        bus.show(picture(call("А042", 3)))
        await place.until(lambda: device.shown == [shown])
        for _ in range(3):
            device.power_cut()
            await place.until(lambda: device.shown == [shown])


def test_every_sign_is_right_again_within_a_minute_of_its_power() -> None:
    """A repaint may begin just before the power is back: the wait is one interval and one whole painting."""
    rows = [call(f"А{number:03d}", number) for number in range(1, 6)]
    for sign in (Candle(rows=5), Modbus(rows=5), Alpha(rows=5)):
        painting = sum(
            sign.line.seconds(len(frame)) + sign.pause_s
            for frame in sign.prepare() + sign.show(rows_of(picture(*rows), sign))
        )
        assert REPAINT_S + 2 * painting < 60


@pytest.mark.asyncio
async def test_a_pulled_plug_is_waited_for_and_told_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    device = FakeCandle()
    async with hanging(tmp_path, device, Candle(pause_s=0)) as (bus, place):
        bus.show(picture(call("А001", 1)))
        await place.until(lambda: device.shown == ["*А001>01"])
        place.unplug()
        bus.show(picture(call("А002", 2, 1)))
        device.power_cut()
        place.plug()
        await place.until(lambda: device.shown == ["*А002>02"])
        bus.show(picture(call("А003", 3, 2)))
        await place.until(lambda: device.shown == ["*А003>03"])
    told = [record.getMessage() for record in caplog.records]
    assert len(told) == 2 and "answers again" in told[1]


@pytest.mark.asyncio
async def test_a_sign_that_is_plugged_in_after_the_start_gets_the_whole_picture(tmp_path: Path) -> None:
    device = FakeAlpha()
    fast = Alpha(pause_s=0, line=replace(Alpha().line, baud=1_000_000))
    place = OnPty(device, tmp_path / "sign")
    place.unplug()
    bus = Bus([Mounted(str(place.path), fast.line, fast)])
    bus.show(picture(call("Ң007", 3)))
    running = asyncio.create_task(supervise("sign", bus.run, pause_s_min=0.005, pause_s_max=0.02))
    async with asyncio.timeout(PATIENCE_S):
        place.plug()
        await place.until(lambda: device.shown == ["*Ң007>3-терезе"])
    running.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await running
    place.unplug()


@pytest.mark.asyncio
async def test_closing_time_and_a_silent_hub_clear_the_sign(tmp_path: Path) -> None:
    device = FakeCandle()
    shown, dark = ["*А001>01"], [""]
    async with hanging(tmp_path, device, Candle(pause_s=0)) as (bus, place):
        for unknown in (picture(call("А001", 1), is_open=False), None):
            bus.show(picture(call("А001", 1)))
            await place.until(lambda: device.shown == shown)
            bus.show(unknown)
            await place.until(lambda: device.shown == dark)


@pytest.mark.asyncio
async def test_the_end_of_the_program_clears_the_sign(tmp_path: Path) -> None:
    device = FakeCandle()
    place = OnPty(device, tmp_path / "sign")
    sign = Candle(pause_s=0)
    bus = Bus([Mounted(str(place.path), sign.line, sign)])
    running = asyncio.create_task(supervise("sign", bus.run))
    bus.show(picture(call("А001", 1)))
    async with asyncio.timeout(PATIENCE_S):
        await place.until(lambda: device.shown == ["*А001>01"])
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running
        await place.until(lambda: device.shown == [""])
    place.unplug()


@pytest.mark.asyncio
async def test_a_thousand_pictures_in_a_moment_do_not_pile_up_before_a_slow_sign(tmp_path: Path) -> None:
    device = FakeCandle()
    async with hanging(tmp_path, device, Candle(pause_s=0.02)) as (bus, place):
        for number in range(1, 1001):
            bus.show(picture(call(f"А{number:03d}", 1, number)))
            if number % 50 == 0:
                await asyncio.sleep(0)
        await place.until(lambda: device.shown == ["*А1000>01"])
    assert len(device.log) < 30


@pytest.mark.asyncio
async def test_a_main_sign_and_desk_signs_share_a_line(tmp_path: Path) -> None:
    device = FakeCandle(rows=3, places=8)
    signs = (Candle(rows=1, pause_s=0), *(Candle(0x20 + desk, places=4, desk=desk, pause_s=0) for desk in (1, 2)))
    async with hanging(tmp_path, device, *signs) as (bus, place):
        bus.show(picture(call("А002", 2, 1), call("А001", 1, state=Stage.SERVING)))
        await place.until(lambda: device.shown == ["*А002>02", "А001", "*А002"])


def test_signs_on_one_port_need_one_speed() -> None:
    two = [mounted("candle:/dev/x"), mounted("candle:/dev/y"), mounted("candle:/dev/x?address=0x30&desk=1")]
    assert [len(bus.signs) for bus in buses(two)] == [2, 1]
    with pytest.raises(WrongPlace, match="same baud"):
        buses([*two, mounted("modbus:/dev/x")])
