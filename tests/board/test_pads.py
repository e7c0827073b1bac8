"""A press at a desk is one wish, whatever the line does to it."""

import asyncio
import contextlib
import random
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from board.pad_line import PadLine, Session, pad_place
from board.pads import Lamp, Parser, Patience, Press, Style, Verb, Wish, lamp, lamp_of, wish
from board.signs.mount import WrongPlace
from core.views import DeskPicture, LegPicture, TicketPicture
from core.words import DeskState, Rank, Stage
from link.hub_client import HubClient
from link.port import LineSettings, opened
from tests.board.office import NINE
from tests.fakes.pad import FakeAsciiPads, FakeQSystemPads
from tests.fakes.sign import OnPty
from tests.server.hubs import centre

NOISE = {
    Style.QSYSTEM: bytes(byte for byte in range(256) if byte not in (1, 7)),
    Style.ASCII: bytes(byte for byte in range(256) if byte not in b"K\n"),
}
PADS: dict[Style, FakeQSystemPads | FakeAsciiPads] = {Style.QSYSTEM: FakeQSystemPads(), Style.ASCII: FakeAsciiPads()}


@pytest.mark.parametrize("style", Style)
def test_ten_thousand_presses_through_noise_and_splits(style: Style) -> None:
    chance = random.Random(7)
    parser, addresses = Parser(style), list(range(0x20, 0x80)) if style is Style.QSYSTEM else list(range(100))
    presses = [Press(chance.choice(addresses), chance.randint(1, 4)) for _ in range(10_000)]
    stream = b""
    for press in presses:
        if chance.random() < 0.3:
            stream += bytes(chance.choices(NOISE[style], k=chance.randint(1, 40)))
        stream += PADS[style].press(press.address, press.key)
    heard, start = [], 0
    while start < len(stream):
        size = chance.choice((1, 1, 2, 3, 7, 60))
        heard += parser.feed(stream[start : start + size])
        start += size
    assert heard == presses


@pytest.mark.parametrize(
    "stream",
    ["01 21 35 07", "01 21 30 07", "01 10 31 07", "01 21 07", "01 21 31 31 07", "04 21 07", "31 07", "01 21 31"],
)
def test_what_is_no_press_of_a_pad_does_nothing(stream: str) -> None:
    assert Parser(Style.QSYSTEM).feed(bytes.fromhex(stream)) == []


@pytest.mark.parametrize(
    "stream", [b"K1 5\r\n", b"K1 0\r\n", b"K100 1\r\n", b"K 1\r\n", b"K1 1", b"k1 1\r\n", b"K1  1\n"]
)
def test_what_is_no_line_of_a_pad_does_nothing(stream: bytes) -> None:
    assert Parser(Style.ASCII).feed(stream) == []


def test_a_broken_frame_does_not_swallow_the_next() -> None:
    assert Parser(Style.QSYSTEM).feed(bytes.fromhex("01 21 01 22 32 07")) == [Press(0x22, 2)]
    assert Parser(Style.QSYSTEM).feed(b"\x01" + b"x" * 1000 + bytes.fromhex("01 22 32 07")) == [Press(0x22, 2)]
    assert Parser(Style.ASCII).feed(b"K1 K2 3\r\n") == [Press(2, 3)]


def test_an_echo_of_our_own_lamps_presses_nothing() -> None:
    parser = Parser(Style.QSYSTEM)
    for shows, address in product(Lamp, range(0x20, 0x80)):
        assert parser.feed(lamp(Style.QSYSTEM, address, shows)) == []


def test_a_bounce_and_a_double_press_are_one_press() -> None:
    patience, call_, start = Patience(), Press(0x21, 1), Press(0x21, 2)
    assert patience.accepts(call_, 100.0)
    assert not patience.accepts(call_, 100.02)
    assert not patience.accepts(call_, 101.5)
    assert patience.accepts(call_, 102.5)
    assert patience.accepts(start, 102.9)
    assert not patience.accepts(start, 103.0)
    assert patience.accepts(Press(0x22, 1), 102.5)


def desk(stage: Stage | None) -> DeskPicture:
    ticket = None
    if stage is not None:
        ticket = TicketPicture("K-42", "А042", Rank.ORDINARY, stage, "passport", None, "ky", NINE, desk=3)
    return DeskPicture(1, True, 3, DeskState.OPEN, "aigul", (), ticket, (), 0, 0, (), ())


@pytest.mark.parametrize(
    ("key", "stage", "wanted"),
    [
        (1, None, Wish(Verb.NEXT)),
        (1, Stage.CALLED, Wish(Verb.RECALL, "K-42")),
        (1, Stage.SERVING, None),
        (2, None, None),
        (2, Stage.CALLED, Wish(Verb.START, "K-42")),
        (2, Stage.SERVING, None),
        (3, None, None),
        (3, Stage.CALLED, Wish(Verb.PARK, "K-42")),
        (3, Stage.SERVING, Wish(Verb.PARK, "K-42")),
        (4, None, None),
        (4, Stage.CALLED, Wish(Verb.NO_SHOW, "K-42")),
        (4, Stage.SERVING, Wish(Verb.FINISH, "K-42")),
    ],
)
def test_a_key_means_what_the_lamp_shows(key: int, stage: Stage | None, wanted: Wish | None) -> None:
    assert wish(key, desk(stage)) == wanted


def test_the_last_key_goes_on_to_what_is_left_of_a_visit() -> None:
    serving = desk(Stage.SERVING)
    assert serving.ticket is not None
    more = replace(serving, ticket=replace(serving.ticket, left=(LegPicture("pension"),)))
    assert wish(4, more) == Wish(Verb.NEXT_SERVICE, "K-42", "passport")


def test_the_lamp_shows_the_visitor() -> None:
    states = [lamp_of(desk(None)), lamp_of(desk(Stage.CALLED)), lamp_of(desk(Stage.SERVING)), lamp_of(None)]
    assert states == [Lamp.DARK, Lamp.CALLED, Lamp.SERVING, Lamp.REFUSED]
    for style, pads in PADS.items():
        pads.power_cut()
        for shows, seen in zip(Lamp, ("dark", "green blinking", "green", "red"), strict=True):
            address = next(iter(pads.lamps))
            pads.feed(lamp(style, address, shows))
            assert pads.lamps[address] == seen
        assert pads.faults == []


@pytest.mark.parametrize(
    ("place", "why"),
    [
        ("qsystem:/dev/x", "a desk of its own"),
        ("qsystem:/dev/x?0x21=3&0x22=3", "a desk of its own"),
        ("qsystem:/dev/x?0x10=3", "0x20 to 0x7F"),
        ("morse:/dev/x?1=3", "qsystem, ascii"),
        ("ascii:/dev/x?one=3", "address=desk"),
    ],
)
def test_pads_that_cannot_be_placed_say_why(place: str, why: str) -> None:
    with pytest.raises(WrongPlace, match=why):
        pad_place(place)


def test_pads_are_placed_at_their_desks() -> None:
    place = pad_place("qsystem:/dev/ttyUSB1?0x21=3&0x22=4&baud=19200")
    assert (place.port, place.line.baud, dict(place.desks)) == ("/dev/ttyUSB1", 19200, {0x21: 3, 0x22: 4})


@pytest.mark.asyncio
async def test_presses_arrive_over_a_real_line(tmp_path: Path) -> None:
    place = OnPty(FakeQSystemPads(), tmp_path / "pads")
    parser, heard = Parser(Style.QSYSTEM), list[Press]()
    try:
        async with asyncio.timeout(60), opened(str(place.path), LineSettings()) as port:
            place.send(bytes.fromhex("99 01 21 31 07 ff 01 21"))
            place.send(bytes.fromhex("34 07"))
            while len(heard) < 2:
                heard += parser.feed(await port.read())
    finally:
        place.unplug()
    assert heard == [Press(0x21, 1), Press(0x21, 4)]


@pytest.mark.asyncio
async def test_while_the_hub_thinks_the_other_keys_of_a_pad_wait_for_nothing(tmp_path: Path) -> None:
    asked = asyncio.Queue[str]()

    async def thinks(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.put_nowait((await reader.readline()).decode().split()[1])
        await reader.read()
        writer.close()

    device = FakeAsciiPads((7, 8))
    place = OnPty(device, tmp_path / "pads")
    server = await asyncio.start_server(thinks, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server, HubClient(url) as hub, asyncio.timeout(60):
        line = PadLine(pad_place(f"ascii:{place.path}?7=1&8=2"), hub)
        for watch in line.watches.values():
            watch.picture, watch.here = desk(Stage.CALLED), True
        working = asyncio.create_task(line.run(lambda: None))
        await place.until(lambda: device.shown == ["green blinking", "green blinking"])
        place.send(device.press(7, 1) + device.press(7, 2) + device.press(7, 4) + device.press(8, 2))
        assert sorted([await asked.get(), await asked.get()]) == ["/api/desks/1/recall", "/api/desks/2/start"]
        working.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await working
    place.unplug()
    assert asked.empty()


@pytest.mark.asyncio
async def test_a_wrong_pin_is_told_without_the_pin(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with centre(tmp_path) as office, HubClient(office.url) as hub:
        beginning = asyncio.create_task(Session("aigul", "9876").begin(hub))
        async with asyncio.timeout(60):
            while not caplog.records:
                await asyncio.wait([beginning], timeout=0.01)
        beginning.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await beginning
    assert "aigul" in caplog.text and "9876" not in caplog.text
