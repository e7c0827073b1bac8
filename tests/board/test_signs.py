"""LED signs show exactly the calls, however bad the line is."""

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from board.signs import candle, modbus
from board.signs.alpha import Alpha
from board.signs.candle import Candle
from board.signs.glyphs import draw, glyphs
from board.signs.modbus import Modbus
from board.signs.mount import WrongPlace, mounted
from board.signs.sign import Row, Sign, doubts, rows_of
from config.texts import speaker
from core.words import Language, Stage
from link.port import Port, opened
from tests.board import frames
from tests.board.office import call, picture
from tests.fakes.sign import FakeAlpha, FakeCandle, FakeModbus, FakeSign, OnPty
from voice.words import ALPHABET

KINDS: dict[str, tuple[Callable[..., Sign], Callable[..., FakeSign], bytes]] = {
    "candle": (Candle, FakeCandle, bytes(byte for byte in range(256) if byte not in (1, 2, 3, 7))),
    "modbus": (Modbus, FakeModbus, bytes(range(256))),
    "alpha": (Alpha, FakeAlpha, bytes(byte for byte in range(256) if byte != 4)),
}
"""The codec, the device, and what noise between two frames may be without spelling the end of a frame."""


@pytest.mark.parametrize("name", frames.CASES)
def test_the_bytes_are_golden_and_their_twin_says_what_they_show(name: str) -> None:
    assert (frames.FOLDER / f"{name}.bin").read_bytes() == b"".join(frames.frames(name))
    twin = frames.twin(name)
    assert (frames.FOLDER / f"{name}.txt").read_text(encoding="utf-8") == twin
    assert "FAULT" not in twin


def test_the_examples_of_the_protocol_documents() -> None:
    assert Candle(places=7).show([Row("А012", 3, blinks=True)]) == [bytes.fromhex("01 20 21 c0 30 31 32 3e 30 33 07")]
    assert candle.brightness(0x20, 3) == bytes.fromhex("02 20 23 07")
    assert modbus.write_text(1, "A012-3") == bytes.fromhex("01 10 00 70 00 03 06 41 30 31 32 2d 33 59 c8")
    assert modbus.crc(b"123456789") == 0x4B37


@pytest.mark.parametrize("kind", KINDS)
def test_every_letter_number_and_desk_is_decoded_exactly(kind: str) -> None:
    make, fake, _ = KINDS[kind]
    sign, device = make(), fake()
    feed(device, sign.prepare())
    letters = sign.capabilities.letters
    for letter, number, desk in product(sorted(letters), (0, 7, 42, 999), (1, 9)):
        row = Row(f"{letter}{number:03d}", desk, blinks=bool(number % 2))
        feed(device, sign.show([row]))
        assert device.shown == read_by_people(sign, [row]), row
    assert device.faults == []


@pytest.mark.asyncio
@pytest.mark.parametrize("kind", KINDS)
async def test_ten_thousand_calls_through_noise_splits_and_power_cuts(kind: str, tmp_path: Path) -> None:
    make, fake, noise = KINDS[kind]
    sign, device = make(rows=2), fake() if kind == "alpha" else fake(rows=2)
    chance = random.Random(42)
    letters = sorted(sign.capabilities.letters)
    place = OnPty(device, tmp_path / "sign")
    expected, updates = [], 0
    try:
        async with asyncio.timeout(100), opened(str(place.path), sign.line) as port, read_away(port):
            await port.write(b"".join(sign.prepare()))
            for number in range(10_000):
                rows = [random_row(chance, letters) for _ in range(chance.randint(1, 2))]
                if chance.random() < 0.2:
                    await port.write(bytes(chance.choices(noise, k=chance.randint(1, 12))))
                shown = sign.show(rows)
                await port.write(b"".join(shown))
                updates += 1 if kind == "alpha" else len(shown)
                expected.append((updates, read_by_people(sign, rows)))
                if number % 1000 == 500:
                    await place.until(lambda: len(device.log) == updates)  # noqa: B023 - awaited here
                    device.power_cut()
                    await port.write(b"".join(sign.prepare()))
            await place.until(lambda: len(device.log) == updates)
    finally:
        place.unplug()
    wrong = [(update, rows, device.log[update - 1]) for update, rows in expected if device.log[update - 1] != rows]
    assert wrong == []
    assert len(expected) == 10_000


@asynccontextmanager
async def read_away(port: Port) -> AsyncIterator[None]:
    """Nobody wants to hear what a sign answers."""

    async def read() -> None:
        while True:
            await port.read()

    reading = asyncio.create_task(read())
    try:
        yield
    finally:
        reading.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await reading


def random_row(chance: random.Random, letters: list[str]) -> Row:
    return Row(f"{chance.choice(letters)}{chance.randrange(1000):03d}", chance.randint(1, 9), chance.random() < 0.5)


def feed(device: FakeSign, frames: list[bytes]) -> None:
    for frame in frames:
        device.feed(frame)


def read_by_people(sign: Sign, rows: list[Row]) -> list[str]:
    """What the device must show: the codec's text, with the marks of blinking where the device can blink."""
    texts = [text.rstrip() for text in sign.text(rows)]
    if isinstance(sign, Modbus):
        return texts
    blinking = [row.blinks for row in rows] + [False] * (len(texts) - len(rows))
    return [("*" if blinks else "") + text for text, blinks in zip(texts, blinking, strict=True)]


@pytest.mark.parametrize("kind", KINDS)
def test_the_text_of_a_sign_holds_the_whole_number_and_desk_or_only_dashes(kind: str) -> None:
    sign = KINDS[kind][0]()
    for code, desk in product(("А001", "А042", "Е999", "С1042", "Н100000", "А123456"), (1, 9, 10, 99)):
        text = sign.text([Row(code, desk, blinks=False)])[0].rstrip()
        digits = "".join(filter(str.isdigit, text))
        assert digits in (code[1:] + str(desk), f"{code[1:]}{desk:02d}") or set(text) == {"-"}, text


def test_the_letter_a_sign_cannot_draw_becomes_a_dash_never_another_letter() -> None:
    assert Candle().text([Row("Ж012", 3, blinks=False)]) == ["-012>03 "]
    assert Modbus().text([Row("Б012", 3, blinks=False)]) == ["-012-3"]


def test_a_shorter_row_leaves_nothing_of_the_longer_one_before() -> None:
    sign, device = Candle(rows=2), FakeCandle(rows=2)
    feed(device, sign.show([Row("А1042", 12, blinks=True), Row("А1043", 13, blinks=True)]))
    feed(device, sign.show([Row("А001", 1, blinks=False)]))
    assert device.shown == ["А001>01", ""]


def test_kyrgyz_letters_are_dots_of_their_own() -> None:
    shapes = glyphs()
    assert all(letter in shapes and letter.lower() in shapes for letter in ALPHABET)
    assert all(
        len(rows) == 7 and all(len(row) == 5 and not set(row) - set("#.") for row in rows) for rows in shapes.values()
    )
    alike = [pair for pair in product(shapes, shapes) if pair[0] < pair[1] and shapes[pair[0]] == shapes[pair[1]]]
    assert sorted(alike) == [("3", "З"), ("Й", "й")]
    assert len(draw("Ңң")[0]) == 11


def test_the_main_sign_shows_who_is_awaited_or_served_newest_first() -> None:
    calls = (
        call("А005", 1, 5),
        call("А004", 2, 4, state=Stage.SERVING),
        call("А003", 3, 3, state=Stage.FINISHED),
        call("А002", 3, 2, state=Stage.NO_SHOW),
        call("А001", 4, 1),
    )
    rows = rows_of(picture(*calls), Candle(rows=4))
    assert rows == [Row("А005", 1, blinks=True), Row("А004", 2, blinks=False), Row("А001", 4, blinks=True)]
    assert rows_of(picture(*calls), Candle(rows=2)) == rows[:2]


def test_the_sign_over_a_desk_shows_only_its_own_visitor() -> None:
    both = picture(call("А002", 2, 2), call("А001", 1, 1, state=Stage.SERVING))
    assert rows_of(both, Candle(desk=1)) == [Row("А001", 1, blinks=False)]
    assert rows_of(both, Candle(desk=3)) == []


def test_a_closed_office_and_a_silent_hub_leave_the_sign_empty() -> None:
    assert rows_of(picture(call("А001", 1), is_open=False), Candle()) == []
    assert rows_of(None, Candle()) == []


@pytest.mark.parametrize(
    ("place", "letters", "said"),
    [
        ("candle:/dev/x", "АЕ", []),
        ("candle:/dev/x", "АЖ", ["sign.cannot_show"]),
        ("candle:/dev/x", "БЗ", ["sign.doubtful", "sign.doubtful"]),
        ("candle:/dev/x?places=3", "А", ["sign.too_short"]),
        ("modbus:/dev/x", "АК", ["sign.cannot_show"]),
        ("modbus:/dev/x?places=3&desk=1", "А", ["sign.too_short"]),
        ("alpha:/dev/x", "АҢӨҮК", []),
    ],
)
def test_a_sign_is_asked_for_the_centres_letters_before_it_hangs(place: str, letters: str, said: list[str]) -> None:
    found = list(doubts(mounted(place).sign.capabilities, letters))
    assert [doubt.text for doubt in found] == said
    for language, doubt in product(Language, found):
        assert speaker("voice", language)(doubt.text, **doubt.values)


@pytest.mark.parametrize(
    ("place", "why"),
    [
        ("candle", "KIND:PORT"),
        ("neon:/dev/x", "candle, alpha, modbus"),
        ("candle:/dev/x?address=0x10", "0x20 to 0x7F"),
        ("candle:/dev/x?address=0x7f&rows=2", "0x20 to 0x7F"),
        ("candle:/dev/x?adress=0x20", "address, rows, places"),
        ("candle:/dev/x?rows=many", "expected a number"),
        ("candle:/dev/x?rows", "name=value"),
        ("modbus:/dev/x?unit=0", "1 to 247"),
        ("alpha:/dev/x?parity=Q", "N, E or O"),
        ("alpha:/dev/x?baud=fast", "baud"),
        ("candle:/dev/x?rows=0", "at least 1"),
        ("candle:/dev/x?arrow=x", "arrow"),
    ],
)
def test_a_place_that_cannot_be_read_says_what_may_stand_there(place: str, why: str) -> None:
    with pytest.raises(WrongPlace, match=why):
        mounted(place)


def test_a_place_sets_the_sign_and_its_line() -> None:
    at = mounted("candle:/dev/serial/by-id/usb-x?address=0x22&rows=4&places=7&arrow=<&baud=19200")
    assert at.port == "/dev/serial/by-id/usb-x"
    assert at.sign == Candle(address=0x22, rows=4, places=7, arrow="<")
    assert at.line == replace(Candle().line, baud=19200)
    assert mounted("alpha:socket://10.0.0.7:4001").port == "socket://10.0.0.7:4001"
