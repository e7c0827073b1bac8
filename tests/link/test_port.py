"""A serial line, on pseudo-terminals and on a network converter."""

import asyncio
import os
import pty
import termios
import tty
from collections.abc import Iterator
from pathlib import Path

import pytest

from link.port import LineSettings, PortLost, opened

FAST = LineSettings(baud=57600)


@pytest.fixture
def line() -> Iterator[tuple[int, str]]:
    """A pseudo-terminal: the device's end as a descriptor, ours as a path."""
    device, ours = pty.openpty()
    tty.setraw(ours)
    path = os.ttyname(ours)
    os.close(ours)
    yield device, path
    os.close(device)


async def read_exactly(descriptor: int, size: int) -> bytes:
    data = b""
    while len(data) < size:
        data += await asyncio.to_thread(os.read, descriptor, size - len(data))
    return data


@pytest.mark.asyncio
async def test_bytes_go_both_ways_unchanged(line: tuple[int, str]) -> None:
    device, path = line
    every_byte = bytes(range(256))
    async with opened(path, FAST) as port:
        await port.write(every_byte)
        assert await read_exactly(device, 256) == every_byte
        os.write(device, every_byte)
        heard = b""
        while len(heard) < 256:
            heard += await port.read()
        assert heard == every_byte


@pytest.mark.asyncio
async def test_writes_are_first_in_first_out_and_never_mixed(line: tuple[int, str]) -> None:
    device, path = line
    frames = [bytes([number]) * 700 for number in range(40)]
    async with opened(path, FAST) as port:
        writing = asyncio.gather(*(port.write(frame) for frame in frames))
        assert await read_exactly(device, 40 * 700) == b"".join(frames)
        await writing


@pytest.mark.asyncio
async def test_a_line_that_takes_no_bytes_is_lost_not_waited_for(line: tuple[int, str]) -> None:
    _, path = line
    async with opened(path, FAST, write_s_max=0.05) as port:
        with pytest.raises(PortLost, match="takes no bytes"):
            await port.write(bytes(1_000_000))


@pytest.mark.asyncio
async def test_a_pulled_plug_is_noticed_at_once() -> None:
    device, ours = pty.openpty()
    path = os.ttyname(ours)
    async with opened(path, FAST) as port:
        os.close(ours)
        reading = asyncio.create_task(port.read())
        os.close(device)
        with pytest.raises(PortLost):
            await reading


@pytest.mark.asyncio
async def test_a_port_that_is_not_there_says_its_name(tmp_path: Path) -> None:
    with pytest.raises(PortLost, match="usb-sign"):
        async with opened(str(tmp_path / "usb-sign"), FAST):
            pass


@pytest.mark.asyncio
async def test_speed_and_stop_bits_reach_the_line(line: tuple[int, str]) -> None:
    _, path = line
    async with opened(path, LineSettings(baud=57600, stop=2)):
        other = os.open(path, os.O_RDWR | os.O_NOCTTY)
        _, _, control, _, speed_in, speed_out, _ = termios.tcgetattr(other)
        os.close(other)
    assert control & termios.CSTOPB
    assert (speed_in, speed_out) == (termios.B57600, termios.B57600)


@pytest.mark.asyncio
async def test_a_converter_in_the_network_is_a_line_too() -> None:
    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(await reader.readexactly(3))
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    async with server, opened(f"socket://127.0.0.1:{server.sockets[0].getsockname()[1]}", FAST) as port:
        await port.write(b"abc")
        assert await port.read() == b"abc"
        with pytest.raises(PortLost):
            await port.read()


def test_the_time_on_the_wire_counts_start_parity_and_stop_bits() -> None:
    assert LineSettings(baud=9600).seconds(960) == pytest.approx(1.0)
    assert LineSettings(baud=9600, bits=7, parity="E").seconds(960) == pytest.approx(1.0)
    assert LineSettings(baud=57600, parity="E").seconds(57600) == pytest.approx(11.0)
