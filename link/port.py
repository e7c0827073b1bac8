"""A serial line: a port by its path, best `/dev/serial/by-id/…`, or a converter in the network, `socket://host:port`.

pyserial opens the line and sets it up; asyncio moves the bytes. A line that fails raises `PortLost` and stays lost:
whoever holds it opens it anew, best under `link.supervise`.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Literal

import serial

from core.record import record

READ_SIZE = 4096
WRITE_S_MAX = 5.0


class PortLost(OSError):
    """The line is gone, was never there, or takes no bytes any more."""


@record
class LineSettings:
    """How a line is set: `baud` in bits a second; `bits` of data, `parity` none, even or odd, `stop` bits."""

    baud: int = 9600
    bits: Literal[7, 8] = 8
    parity: Literal["N", "E", "O"] = "N"
    stop: Literal[1, 2] = 1

    def seconds(self, size: int) -> float:
        """How long `size` bytes are on the wire."""
        return size * (1 + self.bits + (self.parity != "N") + self.stop) / self.baud


class Port:
    """An open line. Writes go out whole and in the order they were asked for."""

    def __init__(self, descriptor: int, write_s_max: float = WRITE_S_MAX) -> None:
        self._descriptor, self._write_s_max = descriptor, write_s_max
        self._turn = asyncio.Lock()
        os.set_blocking(descriptor, False)

    async def read(self) -> bytes:
        """At least one byte, as soon as there is one. Raises PortLost."""
        loop = asyncio.get_running_loop()
        while True:
            # A terminal without bytes gives nothing instead of an error, so nothing means the end only when ready.
            await self._ready(loop.add_reader, loop.remove_reader)
            try:
                data = os.read(self._descriptor, READ_SIZE)
            except BlockingIOError:
                continue
            except OSError as error:
                raise PortLost(str(error)) from error
            if not data:
                raise PortLost("hung up")
            return data

    async def write(self, data: bytes) -> None:
        """All of `data` is with the system when this returns. Raises PortLost, also when the line is stuck."""
        try:
            async with self._turn, asyncio.timeout(self._write_s_max):
                await self._write(data)
        except TimeoutError as error:
            raise PortLost("takes no bytes") from error

    async def _write(self, data: bytes) -> None:
        loop = asyncio.get_running_loop()
        rest = memoryview(data)
        while rest:
            try:
                rest = rest[os.write(self._descriptor, rest) :]
            except BlockingIOError:
                await self._ready(loop.add_writer, loop.remove_writer)
            except OSError as error:
                raise PortLost(str(error)) from error

    async def _ready(self, add: Callable[[int, Callable[[], None]], None], remove: Callable[[int], bool]) -> None:
        ready = asyncio.Event()
        add(self._descriptor, ready.set)
        try:
            await ready.wait()
        finally:
            remove(self._descriptor)


@asynccontextmanager
async def opened(url: str, line: LineSettings, *, write_s_max: float = WRITE_S_MAX) -> AsyncIterator[Port]:
    """The line at `url`, set as `line` says, closed at the end. Raises PortLost when it cannot be opened."""
    try:
        device = await asyncio.to_thread(_open, url, line)
    except (OSError, ValueError) as error:
        raise PortLost(f"cannot open {url}: {error}") from error
    try:
        yield Port(device.fileno(), write_s_max)
    finally:
        device.close()


def _open(url: str, line: LineSettings) -> serial.SerialBase:
    device = serial.serial_for_url(url, do_not_open=True, timeout=0, write_timeout=0)
    device.baudrate, device.bytesize, device.parity, device.stopbits = line.baud, line.bits, line.parity, line.stop
    if "://" not in url:
        device.exclusive = True
    device.open()
    return device
