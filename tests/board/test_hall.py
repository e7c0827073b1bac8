"""A whole hall: a real hub, signs and pads on pseudo-terminals, a loudspeaker."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import aiohttp
import pytest

from board.pad_line import Session, pad_place
from board.runner import Hall
from board.signs.bus import Bus
from board.signs.candle import Candle
from board.signs.mount import Mounted
from board.voice.announcer import Announcer, gain
from config.schema import Voice
from core.words import Language
from server.fanout import TICK_S
from tests.fakes.pad import FakeAsciiPads, FakeQSystemPads
from tests.fakes.player import FakePlayer
from tests.fakes.sign import FakeCandle, OnPty
from tests.server.hubs import KIOSK, Centre, centre, demo, service_of, starter
from tests.voice.test_speech import Spoken
from voice import sound
from voice.engines import Engine, Espeak
from voice.player import Player
from voice.speech import Cache, Speech

PATIENCE_S = 90
SILENCE_S = 2 * TICK_S
"""A hub that is only busy is not taken for one that has gone."""
ADDRESS = 0x21


def sign_at(path: Path, rows: int = 1) -> Bus:
    sign = Candle(rows=rows, pause_s=0.001)
    return Bus([Mounted(str(path), sign.line, sign)])


@asynccontextmanager
async def at_work(hall: Hall) -> AsyncIterator[None]:
    running = asyncio.create_task(hall.run())
    try:
        async with asyncio.timeout(PATIENCE_S):
            yield
    finally:
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running


TEN = datetime(2026, 3, 2, 10).astimezone()


def voice(folder: Path, player: FakePlayer, engine: Engine) -> Announcer:
    """An announcer that does not know yet how the centre wants its calls."""
    speech = Speech([engine], Cache(folder / "cache"))
    return Announcer(speech, Voice((Language.EN,)), folder, player=Player(player.command), now=lambda: TEN)


async def learnt(announcer: Announcer) -> None:
    while announcer.voice != starter().content.voice:  # noqa: ASYNC110 - a plain value: it gives no signal
        await asyncio.sleep(0)


async def spoken(announcer: Announcer, code: str) -> bytes:
    """A call to desk 1 as loud as it is at ten."""
    whole = await announcer.compose(code, 1)
    return sound.write(sound.louder(whole, gain(announcer.voice, TEN.time())))


async def act(person: aiohttp.ClientSession, verb: str, ticket: str | None = None) -> int:
    async with person.post(f"/api/desks/1/{verb}", json={"ticket": ticket} if ticket else {}) as answer:
        return answer.status


@pytest.mark.asyncio
async def test_a_press_at_the_desk_is_seen_on_the_sign_and_heard_in_the_hall(tmp_path: Path) -> None:
    device, player = FakeCandle(), FakePlayer(tmp_path)
    place = OnPty(device, tmp_path / "sign")
    announcer = voice(tmp_path, player, Espeak())
    async with centre(tmp_path) as office:
        ticket = await office.visitor(42)
        aigul = await office.person("aigul", desk=1)
        drawn: list[str] = []
        hall = Hall(
            office.url,
            buses=[sign_at(place.path)],
            announcer=announcer,
            draw=drawn.append,
            pretended=[Mounted("sign", Candle().line, Candle())],
        )
        async with at_work(hall):
            await place.until(lambda: device.shown == [""] and bool(device.log))
            await learnt(announcer)
            assert await act(aigul, "next") == 200
            await place.until(lambda: device.shown == ["*А042>01"])
            assert await player.hears() == await spoken(announcer, "А042")
            assert await act(aigul, "recall", ticket) == 200
            await player.hears()
            assert await act(aigul, "start", ticket) == 200
            await place.until(lambda: device.shown == ["А042>01"])
            assert await act(aigul, "finish", ticket) == 200
            await place.until(lambda: device.shown == [""])
    place.unplug()
    assert any("█" in picture for picture in drawn)
    assert device.faults == []


@pytest.mark.asyncio
async def test_the_hub_goes_and_comes_back_and_nothing_is_said_twice(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    device, player = FakeCandle(), FakePlayer(tmp_path)
    place = OnPty(device, tmp_path / "sign")
    announcer = voice(tmp_path, player, Spoken())
    with demo("--data", str(tmp_path / "hub")) as hub:
        async with aiohttp.ClientSession(hub.url, cookie_jar=aiohttp.CookieJar(unsafe=True)) as aigul:
            hall = Hall(hub.url, buses=[sign_at(place.path)], announcer=announcer, silence_s_max=SILENCE_S)
            async with at_work(hall):
                await place.until(lambda: bool(device.log))
                await learnt(announcer)
                await called(aigul, 1)
                await place.until(lambda: device.shown == ["*А001>01"])
                await player.hears()
                hub.process.send_signal(signal.SIGKILL)
                hub.process.wait()
                await place.until(lambda: device.shown == [""])
                with demo("--data", str(tmp_path / "hub"), "--port", hub.url.rpartition(":")[2]):
                    await place.until(lambda: device.shown == ["*А001>01"])
                    await act(aigul, "no-show", "K-1")
                    await called(aigul, 2)
                    await place.until(lambda: device.shown == ["*А002>01"])
                    assert await player.hears() == await spoken(announcer, "А002")
    place.unplug()
    told = [record.getMessage() for record in caplog.records if "hub" in record.getMessage()]
    assert len(told) == 2 and "answers again" in told[1]


async def called(person: aiohttp.ClientSession, number: int) -> None:
    """A visitor takes a ticket and is called to desk 1."""
    body = {"number": number, "service": service_of(1)}
    await person.post("/api/tickets", json=body, headers=KIOSK)
    await person.put(f"/api/tickets/K-{number}/handed", json={"how": "printed"}, headers=KIOSK)
    await person.post("/api/session", json={"person": "aigul", "pin": "1111"})
    await act(person, "open")
    assert await act(person, "next") == 200


@asynccontextmanager
async def pads(office: Centre, device: FakeQSystemPads | FakeAsciiPads, folder: Path) -> AsyncIterator[OnPty]:
    place = OnPty(device, folder / "pads")
    style = "qsystem" if isinstance(device, FakeQSystemPads) else "ascii"
    wiring = pad_place(f"{style}:{place.path}?{device.addresses[0]}=1")
    async with at_work(Hall(office.url, pads=[wiring], session=Session("aigul", "1111"))):
        yield place
    place.unplug()


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "device", [FakeQSystemPads((ADDRESS,), echo=True), FakeAsciiPads((7,))], ids=["qsystem", "ascii"]
)
async def test_a_visitor_is_served_from_a_pad(
    device: FakeQSystemPads | FakeAsciiPads, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    address = device.addresses[0]
    async with centre(tmp_path) as office:
        await office.visitor(1)
        await office.visitor(2)
        await office.person("aigul", desk=1)
        async with pads(office, device, tmp_path) as place:
            await place.until(lambda: device.log[-1:] == [["dark"]])
            place.send(device.press(address, 1) * 3)
            await place.until(lambda: device.lamps[address] == "green blinking")
            assert [t.calls for t in office.hub.office.tickets.values()] == [1, 0]
            place.send(b"\xff\x00" + device.press(address, 2))
            await place.until(lambda: device.lamps[address] == "green")
            place.send(device.press(address, 4))
            await place.until(lambda: device.lamps[address] == "dark")
    assert [t.stage for t in office.hub.office.tickets.values()] == ["finished", "handed"]
    assert office.hub.office.tickets["K-2"].calls == 0
    assert (device.faults, caplog.messages) == ([], [])


@pytest.mark.asyncio
async def test_what_the_hub_refuses_turns_the_lamp_red_until_something_changes(tmp_path: Path) -> None:
    device = FakeAsciiPads((7,))
    async with centre(tmp_path) as office:
        await office.person("aigul", desk=1)
        async with pads(office, device, tmp_path) as place:
            await place.until(lambda: device.log[-1:] == [["dark"]])
            place.send(device.press(7, 1))
            await place.until(lambda: device.lamps[7] == "red")
            await office.visitor(1)
            await place.until(lambda: device.lamps[7] == "dark")
    assert office.hub.office.tickets["K-1"].calls == 0


@pytest.mark.asyncio
async def test_the_program_ends_with_a_clear_sign(tmp_path: Path) -> None:
    device = FakeCandle()
    place = OnPty(device, tmp_path / "sign")
    async with centre(tmp_path) as office, asyncio.timeout(PATIENCE_S):
        await office.visitor(42)
        aigul = await office.person("aigul", desk=1)
        assert await act(aigul, "next") == 200
        program = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "board", "--hub", office.url, "--sign", f"candle:{place.path}"),
            stderr=asyncio.subprocess.PIPE,
            cwd=os.fspath(Path(__file__).parents[2]),
        )
        await place.until(lambda: device.shown == ["*А042>01"])
        program.send_signal(signal.SIGTERM)
        _, complaint = await program.communicate()
        await place.until(lambda: device.shown == [""])
    place.unplug()
    assert (program.returncode, complaint) == (0, b"")
