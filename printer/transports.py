"""The ways to a printer (`printer.wire`): sockets, serial lines and devices, CUPS and a folder."""

import asyncio
import os
import re
import shutil
import socket
import stat
import termios
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

import serial

from printer.address import Address, Flow, parse
from printer.decode import decode
from printer.usb_line import UsbLine
from printer.wire import CHUNK, READ_MAX, Gone

SEND_BUFFER = 8192
"""Bytes the kernel may hold for us: with more, "sent" would mean little."""
SUBMIT_S = 15


def open_transport(url: str | Address) -> "Descriptor | UsbLine | CupsQueue | Folder":
    """The way to the printer at `url`; nothing is opened yet. Raises BadUrl (forms: printer.address)."""
    address = parse(url) if isinstance(url, str) else url
    match address.kind:
        case "tcp":
            return Descriptor(lambda: _tcp(address))
        case "serial":
            return Descriptor(lambda: _serial(address))
        case "device":
            return Descriptor(lambda: _device(_existing(address.target)))
        case "usb":
            return Descriptor(lambda: _device(usb_device(address.target)))
        case "libusb":
            return UsbLine(address.target)
        case "cups":
            return CupsQueue(address.target)
        case _:
            return Folder(Path(address.target), address.paper.width_dots)


@dataclass
class Handle:
    """An open, non-blocking file descriptor, and how to let go of it (dropping what was not sent, or not)."""

    fd: int
    release: Callable[[bool], None]


class Descriptor:
    """A wire over a file descriptor of the system: socket, serial line or printer device."""

    def __init__(self, connect: Callable[[], Awaitable[Handle]]) -> None:
        self._connect = connect
        self._handle: Handle | None = None

    async def open(self) -> None:
        try:
            self._handle = await self._connect()
        except (OSError, termios.error) as fault:
            raise Gone(str(fault)) from fault

    async def write(self, data: bytes, sent: Callable[[int], None]) -> None:
        fd, rest = self._fd(), memoryview(data)
        while rest:
            try:
                n = os.write(fd, rest[:CHUNK])
            except BlockingIOError:
                await _ready(fd, to_write=True)
                continue
            except OSError as fault:
                raise Gone(str(fault)) from fault
            rest = rest[n:]
            sent(n)
            await asyncio.sleep(0)

    async def read(self) -> bytes:
        fd = self._fd()
        while True:
            try:
                data = os.read(fd, READ_MAX)
            except BlockingIOError:
                await _ready(fd, to_write=False)
                continue
            except OSError as fault:
                raise Gone(str(fault)) from fault
            if not data:
                raise Gone("the printer ended the connection")
            return data

    def close(self, *, drop: bool) -> None:
        if self._handle is not None:
            handle, self._handle = self._handle, None
            handle.release(drop)

    def _fd(self) -> int:
        if self._handle is None:
            raise Gone("not connected")
        return self._handle.fd


async def _ready(fd: int, *, to_write: bool) -> None:
    loop = asyncio.get_running_loop()
    ready = loop.create_future()

    def wake() -> None:
        if not ready.done():
            ready.set_result(None)

    add, remove = (loop.add_writer, loop.remove_writer) if to_write else (loop.add_reader, loop.remove_reader)
    try:
        add(fd, wake)
    except OSError as fault:
        raise Gone(f"this is no printer: {fault}") from fault
    try:
        await ready
    finally:
        remove(fd)


async def _tcp(address: Address) -> Handle:
    loop = asyncio.get_running_loop()
    refused: OSError = Gone(f"no such host: {address.target}")
    for family, kind, protocol, _, place in await loop.getaddrinfo(
        address.target, address.port, type=socket.SOCK_STREAM
    ):
        line = socket.socket(family, kind, protocol)
        try:
            line.setblocking(False)
            line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
            line.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            await loop.sock_connect(line, place)
        except OSError as fault:
            line.close()
            refused = fault
        except BaseException:
            line.close()
            raise
        else:
            return Handle(line.fileno(), partial(_hang_up, line))
    raise refused


def _hang_up(line: socket.socket, drop: bool) -> None:
    if drop:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    else:
        with suppress(OSError):
            line.shutdown(socket.SHUT_WR)
    line.close()


async def _serial(address: Address) -> Handle:
    port = await asyncio.to_thread(
        serial.Serial,
        _existing(address.target),
        address.baud,
        timeout=0,
        rtscts=address.flow is Flow.RTSCTS,
        xonxoff=address.flow is Flow.XONXOFF,
        exclusive=True,
    )
    fd = port.fileno()
    os.set_blocking(fd, False)
    _distinguish_silence_from_end(fd)

    def release(drop: bool) -> None:
        if drop:
            with suppress(OSError, termios.error):
                port.reset_output_buffer()
        port.close()

    return Handle(fd, release)


def _distinguish_silence_from_end(fd: int) -> None:
    """pyserial sets VMIN 0, with which a read of a silent line and of a dead one look the same."""
    settings = termios.tcgetattr(fd)
    settings[6][termios.VMIN], settings[6][termios.VTIME] = 1, 0
    termios.tcsetattr(fd, termios.TCSANOW, settings)


async def _device(path: str) -> Handle:
    fd = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)
    if not stat.S_ISCHR(os.fstat(fd).st_mode):
        os.close(fd)
        raise Gone(f"{path} is no printer device; use folder: to write papers into files")
    return Handle(fd, lambda _drop: os.close(fd))


def _existing(pattern: str) -> str:
    found = sorted(Path("/").glob(pattern.lstrip("/")))
    if not found:
        raise Gone(f"{pattern} is not there: is the printer plugged in and switched on?")
    return str(found[0])


def usb_device(identity: str, devices: Path = Path("/sys/class/usbmisc"), dev: Path = Path("/dev/usb")) -> str:
    """The device file of the printer vendor:product[:serial number], whatever number it got. Raises Gone."""
    for entry in sorted(devices.glob("lp*")):
        usb = (entry / "device").resolve().parent
        names = [_line(usb / name) for name in ("idVendor", "idProduct", "serial")]
        if ":".join(names).lower().startswith(identity):
            return str(dev / entry.name)
    raise Gone(f"no USB printer {identity} is plugged in")


def _line(file: Path) -> str:
    try:
        return file.read_text().strip()
    except OSError:
        return ""


class CupsQueue:
    """A raw CUPS queue. CUPS takes over: it never says whether paper came out."""

    def __init__(self, queue: str) -> None:
        self.queue = queue

    async def deliver(self, job: bytes, title: str) -> None:
        program = shutil.which("lp")
        if program is None:
            raise Gone("the program lp is missing: install the Debian package cups-client")
        lp = await asyncio.create_subprocess_exec(
            *(program, "-d", self.queue, "-t", title, "-o", "raw"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            _, complaint = await asyncio.wait_for(lp.communicate(job), SUBMIT_S)
        except BaseException:
            lp.kill()
            await lp.wait()
            raise
        if lp.returncode != 0:
            raise Gone(complaint.decode(errors="replace").strip() or f"lp ended with {lp.returncode}")


class Folder:
    """A folder that keeps each job as bytes and as the picture decoded from those bytes."""

    def __init__(self, path: Path, width_dots: int) -> None:
        self.path = path
        self.width_dots = width_dots

    async def deliver(self, job: bytes, title: str) -> None:
        try:
            await asyncio.to_thread(self._keep, job, title)
        except OSError as fault:
            raise Gone(f"cannot write to {self.path}: {fault.strerror}") from fault

    def _keep(self, job: bytes, title: str) -> None:
        self.path.mkdir(parents=True, exist_ok=True)
        last = max((int(file.name[:4]) for file in self.path.glob("[0-9][0-9][0-9][0-9]_*.bin")), default=0)
        words = re.sub(r"[^\w.-]", "-", title)
        name = f"{last + 1:04}_{words}_{datetime.now().astimezone():%Y-%m-%d_%H-%M-%S}"
        bytes_part, picture_part = self.path / f"{name}.bin.part", self.path / f"{name}.png.part"
        decode(job, self.width_dots).save(picture_part, "PNG")
        bytes_part.write_bytes(job)
        picture_part.replace(picture_part.with_suffix(""))
        bytes_part.replace(bytes_part.with_suffix(""))
